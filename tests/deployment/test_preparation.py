"""Before a visit the school may say what would help most; nobody waits for it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from drystone.deployment import calling_off, preparations
from drystone.deployment.models import Deployment, Visit, VisitPreparation
from drystone.mail.models import Message
from drystone.questions import sheets
from tests import cast
from tests.clock import NOW
from tests.supporting_pages import account, opened, said

BEFORE = "deployment.before_visit"


@pytest.fixture
def asked(support) -> VisitPreparation:
    """Asked of Kate, three working days before the visit of Monday 16 November."""
    support.planned(day=16)
    assert preparations.ask_ahead(at=NOW) == 1
    return VisitPreparation.objects.get()


def test_it_is_asked_once_three_working_days_before_and_never_again(support):
    support.planned(day=17)
    assert preparations.ask_ahead(at=NOW) == 0
    assert [preparations.ask_ahead(at=NOW + timedelta(days=1)) for _ in range(2)] == [1, 0]
    assert Message.objects.get(kind=BEFORE).to_address == support.kate.email


def test_where_no_colleague_is_named_the_headteacher_is_asked_and_a_cancelled_visit_asks_nobody(support):
    visit = support.planned(day=16)
    Deployment.objects.update(supported=None)
    preparations.ask_ahead(at=NOW)
    assert VisitPreparation.objects.get().asked == support.susan
    other = support.planned(Deployment.objects.get(), day=12)
    calling_off.cancel(other, why="illness", by=support.margaret, at=NOW)
    assert preparations.ask_ahead(at=NOW) == 0
    assert VisitPreparation.objects.get().visit == visit


def test_what_the_colleague_says_by_link_the_leader_reads_on_the_page_of_the_visit(support, asked):
    client, page = opened(support.link(support.kate, "before-visit"))
    shown = said(client.get(page))
    assert "The visit takes place whether or not you say anything here." in shown
    assert "Susan Iveson, headteacher of Leyburn Primary School" in shown
    leader = account(support.tom.person)
    of_visit = reverse("leader-visit", args=[asked.visit_id])
    words = {"helps_most": "How to begin the staff meeting."}
    assert "Kept, and not sent yet" in said(client.post(page, words, follow=True))
    assert "How to begin" not in said(leader.get(of_visit))
    for _ in range(2):
        client.post(page, {**words, "sure": "yes"})
    assert "How to begin the staff meeting." in said(leader.get(of_visit))
    assert "Said by Kate Lister" in said(client.get(page))
    assert VisitPreparation.objects.get().state == "given"


def test_it_is_read_by_those_who_read_the_record_and_until_it_is_sent_by_nobody_else(support, asked):
    people = [support.margaret, support.leader, support.ann, support.susan, support.kate]
    reads = lambda: [p.name for p in people if VisitPreparation.objects.visible_to(p, on=cast.TODAY).exists()]  # noqa: E731
    assert reads() == ["Kate Lister"]
    preparations.give(asked, **support.by(support.kate))
    assert reads() == ["Margaret Alderson", "Tom Raine", "Susan Iveson", "Kate Lister"]


def test_once_the_visit_has_begun_it_is_too_late_and_nothing_is_missing(support, asked):
    sheets.save(asked.sheet, "helps_most", "Half a sentence", at=NOW)
    Visit.objects.update(starts_at=NOW - timedelta(hours=1), ends_at=NOW + timedelta(hours=1))
    with pytest.raises(preparations.TooLate):
        preparations.give(VisitPreparation.objects.get(), **support.by(support.kate))
    client, page = opened(support.link(support.kate, "before-visit"))
    assert "Nothing is missing: this was never needed." in said(client.get(page))
    assert client.post(page, {"sure": "yes"}).status_code == 200
    assert VisitPreparation.objects.get().state == "asked"
