"""A leader's visits on one page, and those of the office that wait for something."""

from django.urls import reverse

from drystone.deployment import coherence, deployments, diaries, records
from drystone.deployment.models import Visit
from tests.clock import NOW
from tests.postgres import OPENING
from tests.supporting_pages import account, said


def test_a_leader_sees_the_next_visit_those_to_write_up_and_what_lies_behind(support, query_count):
    held = support.written_up()
    passed = support.planned(held.deployment, day=4)
    support.planned(held.deployment, day=24)
    tom, here = account(support.tom.person), reverse("leader-visits")
    shown = tom.get(here)
    assert shown.context["next"].starts_at.day == 24
    assert list(shown.context["to_write_up"]) == [passed]
    assert list(shown.context["page"].rows) == [held]
    assert "Write it up" in said(shown)
    with query_count() as one:
        tom.get(here)
    for day in (3, 5, 17):
        support.planned(held.deployment, day=day)
    with query_count() as several:
        tom.get(here)
    assert len(one) == len(several) <= 8 + OPENING


def test_another_leader_sees_none_of_it(support):
    support.planned(day=24)
    hannah = account(support.add_leader("Hannah Alderson").person)
    assert "No visit is planned" in said(hannah.get(reverse("leader-visits")))


def test_the_office_finds_what_is_overdue_to_write_up(support, query_count):
    work = support.agreed()
    late, lately = support.planned(work, day=2), support.planned(work, day=10)
    coming = support.planned(work, day=24)
    office, here = account(support.margaret), reverse("office-visits")
    at = support.office["at"]
    lists = {kind: list(diaries.of_alliance(support.alliance, kind, at=at)) for kind in diaries.KINDS}
    waiting = {"overdue": [late], "passed": [late, lately], "coming": [coming]}
    assert lists == waiting | {"unsuited": [], "off": [], "missed": [], "without": []}
    assert "Tom Raine to write it up" in said(office.get(here))
    assert "Nothing waits here" in said(office.get(here, {"show": "missed"}))
    counts = []
    for _ in range(2):
        with query_count() as queries:
            office.get(here, {"show": "passed"})
        counts.append(len(queries))
        support.planned(work, day=9)
    assert counts[0] == counts[1]


def test_a_visit_whose_evaluation_was_not_sent_stands_among_what_is_overdue_with_what_is_missing(support):
    visit = support.begun(support.planned(day=2))
    records.send(visit.record, **support.by(support.leader))
    held = Visit.objects.get(pk=visit.pk)
    assert (held.state, held.evaluation.state) == ("held", "due")
    office = account(support.margaret)
    waits = "Tom Raine to send the visit evaluation; the visit record has gone"
    assert waits in said(office.get(reverse("office-visits")))
    assert coherence.count(support.alliance, at=NOW)["record-missing"] == 1
    assert "the visit evaluation has not" in said(office.get(reverse("office-coherence"), {"kind": "record-missing"}))
    assert records.remind_late(at=NOW) == 1
    tom = account(support.tom.person).get(reverse("leader-visits"))
    assert (list(tom.context["to_write_up"]), list(tom.context["page"].rows)) == ([held], [])
    records.give_evaluation(held.evaluation, **support.by(support.leader))
    assert "Nothing waits here" in said(office.get(reverse("office-visits")))
    assert coherence.count(support.alliance, at=NOW)["record-missing"] == 0


def test_what_the_office_says_was_held_at_the_end_is_still_to_be_written_up(support):
    """Nobody had begun to write it up: it is late all the same, and its leader goes on finding it."""
    visit = support.planned(day=2)
    deployments.finish(visit.deployment, of_visits={visit.pk: "held"}, **support.office)
    held = Visit.objects.get(pk=visit.pk)
    assert held.state == "held"
    office, list_ = account(support.margaret), reverse("office-visits")
    assert "Tom Raine to write it up" in said(office.get(list_))
    support.begun(held)
    assert "Tom Raine to finish writing it up" in said(office.get(list_))
    assert [held] == list(account(support.tom.person).get(reverse("leader-visits")).context["to_write_up"])
    records.send_both(Visit.objects.get(pk=visit.pk), **support.by(support.leader))
    assert "Nothing waits here" in said(office.get(list_))


def test_the_list_for_a_spreadsheet_says_the_same(support):
    support.planned(day=2)
    file = account(support.margaret).get(reverse("office-visits-file"), {"show": "overdue"})
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    line = "Tom Raine,Leyburn Primary School,2026-11-02 09:00,2026-11-02 12:00,1,Planned"
    assert text.splitlines()[1].startswith(line)
