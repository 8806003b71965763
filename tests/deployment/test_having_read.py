"""What is said of a sent record: read, confirmed, disputed, added to, settled; and on paper."""

from datetime import timedelta

import pytest
from django.urls import reverse

from drystone.deployment import having_read, records
from drystone.deployment.models import VisitRecord
from drystone.history.models import Event
from drystone.lifecycle import AlreadyMoved
from drystone.mail.models import Message
from tests.clock import NOW
from tests.supporting_pages import account, opened, said


@pytest.fixture
def tom(support):
    return account(support.tom.person)


def test_a_record_that_was_read_is_neither_confirmed_nor_disputed_and_says_so(support):
    record = support.written_up().record
    for _ in range(2):
        having_read.read(record, line="Thank you.", **support.by(support.kate))
    assert record.lines.count() == 1
    assert Event.objects.filter(verb="read", record_id=record.pk).count() == 1
    said_ = having_read.standing(VisitRecord.objects.get(), at=NOW)
    assert said_ == (
        "Kate Lister read it on Wednesday 11 November 2026. "
        "If nothing is said against it by Wednesday 18 November 2026, it stands."
    )
    assert "so it stands" in having_read.standing(VisitRecord.objects.get(), at=NOW + timedelta(days=7))


def test_a_disputed_record_is_answered_by_an_addendum_and_then_confirmed(tom, support):
    record = support.written_up().record
    client, page = opened(support.link(support.kate, "visit-record"))
    shown = said(client.get(page))
    assert "If nothing is said against it by <strong>Wednesday 18 November 2026</strong>" in shown
    assert "Write what is not right." in said(client.post(page, {"said": "dispute"}))
    client.post(page, {"said": "dispute", "text": "It was the spelling lesson."})
    mine = said(tom.get(reverse("leader-visit", args=[record.visit_id])))
    assert "Kate Lister said on Wednesday 11 November 2026 that something is not right." in mine
    tom.post(reverse("leader-addendum", args=[record.visit_id]), {"text": "Yes: the spelling lesson."})
    assert "Yes: the spelling lesson." in said(client.get(page))
    client.post(page, {"said": "confirm", "text": ""})
    assert VisitRecord.objects.get().state == "confirmed"
    client.post(page, {"said": "line", "text": "And thank you."})
    assert [line.kind for line in record.lines.all()] == ["dispute", "addendum", "line"]


def test_of_a_disputed_record_leader_and_office_find_on_it_what_each_can_do_and_the_colleague_neither(tom, support):
    record = support.written_up().record
    records.dispute(record, "We did not meet.", **support.by(support.kate))
    page = reverse("school-visit-record", args=[record.pk])
    add, settle = reverse("leader-addendum", args=[record.visit_id]), reverse("office-record-settle", args=[record.pk])
    client, hers = opened(support.link(support.kate, "visit-record"))
    office = account(support.margaret)
    found = [[address in said(who.get(at)) for address in (add, settle)] for who, at in (
        (tom, page), (office, page), (client, hers),
    )]  # fmt: skip
    assert found == [[True, False], [False, True], [False, False]]
    assert "read this below the record" in said(office.get(settle))


def test_how_the_office_settled_it_both_sides_are_told_and_read(support):
    record = support.written_up().record
    records.dispute(record, "We did not meet.", **support.by(support.kate))
    records.settle(record, note="Spoken to both: it was on the Tuesday.", **support.office)
    told = Message.objects.filter(kind="deployment.record_settled").values_list("to_address", flat=True)
    assert set(told) == {support.leader.email, support.kate.email}
    client, page = opened(support.link(support.kate, "visit-record"))
    assert "it was on the Tuesday" in said(client.get(page))
    with pytest.raises(AlreadyMoved):
        records.settle(record, note="Again.", **support.office)
    assert record.lines.filter(kind="settled").count() == 1


def test_an_addendum_to_the_evaluation_reaches_its_own_readers_and_never_the_colleague(tom, support):
    visit = support.written_up()
    add = reverse("leader-half-addendum", args=[visit.pk, "evaluation"])
    for _ in range(2):
        tom.post(add, {"text": "CANARY the budget is in doubt."})
    assert visit.evaluation.lines.count() == 1
    told = Message.objects.filter(kind__startswith="deployment.evaluation_given").values_list("to_address", flat=True)
    assert set(told) == {support.susan.email, support.margaret.email}
    paper = account(support.susan).get(reverse("school-visit-evaluation", args=[visit.evaluation.pk]))
    assert "CANARY" in said(paper)
    kate = account(support.kate)
    for name, pk in (
        ("school-visit-evaluation", visit.evaluation.pk),
        ("school-visit-evaluation-paper", visit.evaluation.pk),
        ("school-visit-record", visit.record.pk),
        ("school-visit", visit.pk),
    ):
        assert b"CANARY" not in kate.get(reverse(name, args=[pk])).content
    assert not Message.objects.filter(text__contains="CANARY").exists()


def test_both_documents_are_there_on_paper_for_those_who_may_read_them(support):
    visit = support.written_up()
    records.dispute(visit.record, "It was the spelling lesson.", **support.by(support.kate))
    susan, kate = account(support.susan), account(support.kate)
    record = reverse("school-visit-record-paper", args=[visit.record.pk])
    evaluation = reverse("school-visit-evaluation-paper", args=[visit.evaluation.pk])
    assert [susan.get(url).getvalue()[:5] for url in (record, evaluation)] == [b"%PDF-", b"%PDF-"]
    assert kate.get(record).getvalue()[:5] == b"%PDF-"
    assert kate.get(evaluation).status_code == 404
