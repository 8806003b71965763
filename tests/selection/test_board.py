"""The board of a round: where each application stands, as its sentence says; found, and put in order."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.selection import (
    applications,
    assessments,
    board,
    criteria,
    decisions,
    interviews,
    references,
    releases,
    rounds,
    steps,
)
from drystone.selection.board import Wanted
from drystone.selection.models import Application, ApplicationArea
from drystone.selection.sentences import waiting_for
from tests import cast
from tests.clock import LONDON, NOW
from tests.postgres import OPENING
from tests.selection.pressing import cost, words
from tests.selection.stage import (
    AFTER,
    CLOSES,
    DECIDED,
    LATER,
    Stage,
    applicant,
    asked,
    draft,
    given,
    held,
    locked,
    marked,
    moderated,
    offered,
    scored,
    shortlisted,
    stage,
    submitted,
)

pytestmark = pytest.mark.django_db
EVERYTHING = 12


def step(application: Application, moment: datetime = LATER) -> tuple[str, str]:
    """The step on the board and the sentence of it, which must say the same."""
    wanted = Wanted(state=Application.objects.get(pk=application.pk).state)
    (place,) = board.find(application.round, wanted, at=moment).places
    (line,) = board.lines(application.round, [place])

    return place.standing.step, waiting_for(line.application, moment)


def test_from_draft_to_the_agreed_scores(at: Stage):
    application = draft(at)
    assert step(application, NOW)[0] == "to_send_in"
    assert step(application, CLOSES)[0] == "not_sent_in"
    until = CLOSES + timedelta(days=3)
    rounds.extend(at.round, application.person, until=until, reason="Ill.", by=at.manager, at=NOW)
    assert step(application, CLOSES) == (
        "to_send_in",
        "Waiting for Rosie Metcalfe to send it in by Monday 30 November 2026 at 11:59pm.",
    )
    applications.submit(application, by=cast.acting(application.person), at=NOW)
    assert step(application) == ("to_confirm", "Waiting for the office to confirm the address of Ann Peel.")
    reference = asked(at, application)
    assert step(application)[0] == "to_refer"
    references.decline(reference, "time", by=cast.acting(reference.referee), at=NOW)
    assert step(application) == ("to_name", "Waiting for Rosie Metcalfe to name another referee.")


def test_from_the_reference_to_the_shortlist(at: Stage):
    application = submitted(at)
    given(at, application)
    assert step(application) == ("to_assign", "Waiting for the office to assign two assessors.")
    scored(at, application, at.panel[2])
    locked(at, application, at.panel[3])
    assert step(application) == ("to_score", "Waiting for Mark Calvert to lock their scores.")
    assessments.lock(application.assessments.first(), by=at.panel[2], at=LATER)
    assert step(application) == ("to_moderate", "Waiting for the office to agree the scores.")
    agreed = {line.key: line.together for line in criteria.compared(application)}
    assessments.moderate(application, agreed, reason="Agreed.", by=at.manager, at=LATER)
    assert step(application) == ("to_shortlist", "Waiting for the office to shortlist.")


def test_from_the_shortlist_to_the_letter(at: Stage):
    application = shortlisted(at)
    assert step(application)[0] == "to_invite"
    interview = offered(at, application)
    assert step(application)[0] == "to_book"
    interviews.book(interview, at.round.slots.get(), by=at.manager, at=LATER)
    assert step(application) == ("to_hold", "Interview on Tuesday 8 December 2026 at 10am.")
    assert step(application, AFTER)[0] == "to_record"


def test_from_the_interview_to_the_letter(at: Stage):
    application = shortlisted(at)
    interview = held(at, application)
    assert step(application) == ("to_mark", "Waiting for the marks of Joan Iveson and Mark Calvert.")
    for member in interview.panel.all():
        marked(at, member)
    assert step(application) == ("to_mark", "Waiting for the agreed marks.")
    other = submitted(at, applicant("Tess Hird"))
    given(at, other)
    assessments.not_shortlist(moderated(at, other), by=at.manager, at=LATER)
    assert step(other)[0] == "to_decide"
    decision = decisions.prepare(
        other, "unsuccessful", reason="impact", feedback="Not yet.", by=at.manager, at=DECIDED
    )
    assert step(other)[0] == "to_check"
    decisions.check(decision, by=at.second, at=DECIDED)
    assert step(other)[0] == "to_release"
    releases.set_time(at.round, DECIDED + timedelta(days=1), by=at.manager, at=DECIDED)
    assert step(other) == ("timed", "Ready: released with the round's decisions on Wednesday 16 December 2026 at 9am.")
    releases.hold_back(decision, "We ring them first.", by=at.manager, at=DECIDED)
    assert step(other) == ("held_back", "Held back from the release: We ring them first.")
    releases.let_go(decision, by=at.manager, at=DECIDED)
    Application.objects.filter(pk=other.pk).update(state_since=DECIDED + timedelta(minutes=1))
    again = "Waiting for the office to prepare the decision again: the application has moved on since."
    assert step(other) == ("to_decide", again)
    Application.objects.filter(pk=other.pk).update(state_since=LATER)
    decisions.release(decision, by=at.manager, at=DECIDED)
    assert step(other)[0] == "decided"
    third = submitted(at, applicant("Una Bell"))
    applications.withdraw(third, by=cast.acting(third.person), at=NOW)
    assert step(third)[0] == "withdrawn"


def test_every_step_of_the_list_has_a_rule_and_the_other_way_round(at: Stage):
    assert set(said(steps.rules(at.round, NOW))) == set(steps.STEPS)
    assert {each.whom for each in steps.STEPS.values()} == set(steps.WHOM)


def said(rules: list[steps.Rule]) -> list[str]:
    further = [step for rule in rules if isinstance(rule.since, list) for step in said(rule.since)]
    return [*(rule.step for rule in rules if rule.step), *further]


def found(at: Stage, moment: datetime = LATER, order: str = board.LONGEST_FIRST, **wanted: str) -> list[int]:
    return board.find(at.round, Wanted(**wanted), at=moment, order=order).numbers


def test_what_is_looked_for_is_found_and_nothing_else(at: Stage):
    waiting = submitted(at, applicant("Wilf Alderson"))
    asked(at, waiting)
    read = submitted(at, applicant("Tess Hird"))
    given(at, read)
    locked(at, read, at.panel[2])
    begun = draft(at, applicant("Una Bell"))
    assert set(found(at)) == {waiting.pk, read.pk}
    assert found(at, state="draft") == [begun.pk]
    assert found(at, words="hird tess") == found(at, words="HIRD") == [read.pk]
    assert set(found(at, words="reeth")) == {waiting.pk, read.pk}
    assert found(at, reference="given") == [read.pk]
    assert found(at, reference="none") == [waiting.pk]
    assert found(at, assessor=str(at.panel[2].pk)) == [read.pk]
    assert set(found(at, assessor="few")) == {waiting.pk, read.pk}
    assert found(at, waiting="referee") == found(at, waiting="to_refer") == [waiting.pk]
    assert found(at, waiting="office") == [read.pk]
    assert found(at, waiting="office", words="wilf") == []
    ApplicationArea.objects.filter(application=read).update(phases=["secondary"])
    assert found(at, phase="secondary") == [read.pk]
    assert set(found(at, area=str(at.area.pk))) == {waiting.pk, read.pk}
    assert found(at, area="999999") == []


def test_what_is_overdue_comes_first_then_what_has_waited_longest(at: Stage):
    names = ("Wilf Alderson", "Tess Hird", "Una Bell")
    wilf, tess, una = (submitted(at, applicant(name)) for name in names)
    for application, days in ((wilf, 0), (tess, 2), (una, 1)):
        Application.objects.filter(pk=application.pk).update(submitted_at=NOW + timedelta(days=days))
        application.references.update(state_since=NOW + timedelta(days=days))
    assert found(at, NOW) == [wilf.pk, una.pk, tess.pk]
    reference = asked(at, tess)
    references.decline(reference, "time", by=cast.acting(reference.referee), at=NOW)
    applications.withdraw(una, by=cast.acting(una.person), at=NOW)
    after = datetime(2026, 12, 3, tzinfo=LONDON)
    assert board.find(at.round, Wanted(), at=after).overdue == 2
    assert board.find(at.round, Wanted(waiting="overdue"), at=NOW).places == []
    assert found(at, order="name") == [tess.pk, wilf.pk]
    assert found(at, order="-name") == [wilf.pk, tess.pk]


def test_the_page_says_whom_each_waits_for_and_keeps_what_it_is_narrowed_to(at: Stage, office: Client):
    asked(at, submitted(at, applicant("Wilf Alderson")))
    given(at, submitted(at, applicant("Tess Hird")))
    page = reverse("office-round", args=[at.round.pk])
    said = words(office.get(page))
    assert "Waiting for the reference of Ann Peel" in said
    assert "Since Wednesday 11 November 2026" in said
    assert "Share applications out 1 to share out" in said
    narrow = office.get(page, {"waiting": "referee", "q": "wilf", "sort": "-name"})
    assert "Tess Hird" not in words(narrow)
    assert "Wilf Alderson" in words(narrow)
    assert "waiting=referee" in narrow.content.decode()
    for nonsense in (
        {"area": "x"},
        {"assessor": "1e9"},
        {"state": "gone"},
        {"page": "²"},
        {"page": "0"},
        {"sort": "x"},
    ):
        assert "Tess Hird" in words(office.get(f"{page}?{nonsense}"))


def test_a_board_of_five_costs_what_a_board_of_one_costs(at: Stage, office: Client, query_count):
    page = reverse("office-round", args=[at.round.pk])
    shortlisted(at)
    one = cost(office, page, query_count)
    for name in ("Wilf Alderson", "Tess Hird", "Una Bell", "Meg Raw"):
        given(at, submitted(at, applicant(name)))
        draft(at, applicant(f"{name} Junior"))
    assert cost(office, page, query_count) == one <= EVERYTHING + OPENING
    assert cost(office, f"{page}?state=draft", query_count) <= one


def test_a_board_shows_its_own_round_alone(at: Stage):
    here = submitted(at)
    there = stage("Wensleydale Alliance", default=False)
    submitted(there, applicant("Tess Hird"))
    assert found(at) == [here.pk]
