"""The register, its corrections and what is paid from it; notes, actions, feedback, how often somebody came."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.groups import actions, attendance, belonging, feedback, groups, registers
from drystone.groups.models import Attendance, Feedback, Meeting
from drystone.groups.registers import Line
from drystone.history.models import Event
from drystone.jobs.demonstration.filling import fill
from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from drystone.payments import due, rates, statements
from drystone.payments.models import DueLine
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.register import placements
from drystone.register.models import Designation
from tests import cast
from tests.clock import NOW
from tests.groups.stage import AFTER, Stage
from tests.selection.pressing import words as said
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def took(stage: Stage, lines: dict[Person, Line], **more) -> Meeting:
    return registers.take(stage.plan(), lines, by=stage.leader, at=AFTER, **more)


def standing(meeting: Meeting) -> dict[str, tuple[str, int]]:
    rows = Attendance.objects.standing().filter(meeting=meeting).select_related("person")
    return {row.person.name: (row.said, row.facilitated_half_days) for row in rows}


def correct(stage: Stage, meeting: Meeting, lines: dict[Person, Line], by: Person | None = None, **more):
    return registers.correct(meeting, lines, why="I misread the sheet.", by=by or stage.leader, at=AFTER, **more)


def test_a_register_knows_apologies_and_whoever_came_besides(stage: Stage):
    lines = {stage.leader: Line(True, 1), stage.teacher: Line(False, apologies=True)}
    meeting = took(stage, lines, also=[("Gail Guest", "gail@guest.example")])
    assert standing(meeting) == {"Tom Raine": ("yes", 1), "Kate Lister": ("apologies", 0), "Gail Guest": ("yes", 0)}


def test_a_register_is_corrected_with_the_reason_by_whoever_runs_the_group(stage: Stage):
    meeting = took(stage, {stage.leader: Line(True, 1), stage.teacher: Line(False)})
    with pytest.raises(NotAllowed):
        correct(stage, meeting, {stage.teacher: Line(True)}, by=stage.teacher)
    correct(stage, meeting, {stage.leader: Line(True, 1), stage.teacher: Line(True)})
    correct(stage, meeting, {stage.teacher: Line(True)})
    assert standing(meeting) == {"Tom Raine": ("yes", 1), "Kate Lister": ("yes", 0)}
    notes = Event.objects.filter(verb="corrected_register").values_list("note", flat=True)
    assert list(notes) == ["Kate Lister: I misread the sheet."]


def test_from_a_line_that_is_paid_nothing_is_taken_before_finance_reverses_it_and_what_is_right_is_paid(stage: Stage):
    rates.begin(stage.alliance, since=cast.TODAY, by=None, at=NOW)
    hers = Designation.objects.create(
        alliance=stage.alliance, person=stage.leader, home_school=stage.home, number="SL-1", starts=cast.TODAY,
        ends=cast.TODAY + timedelta(days=999), state="active", state_since=NOW,
    )  # fmt: skip
    placements.begin(hers)
    finance = cast.officer(stage.alliance, "Finn Metcalfe", Role.FINANCE)
    meeting = took(stage, {stage.leader: Line(True, 2), stage.teacher: Line(False)})
    assert due.pull(stage.alliance, by=None, at=AFTER) == 1
    line = DueLine.objects.get()
    with pytest.raises(Refused, match="Finance reverses"):
        correct(stage, meeting, {stage.leader: Line(True, 1), stage.teacher: Line(True)})
    assert standing(meeting) == {"Tom Raine": ("yes", 2), "Kate Lister": ("no", 0)}
    statements.credit(line, note="One half-day, not two", by=finance, at=AFTER)
    assert due.pull(stage.alliance, by=None, at=AFTER) == 0
    correct(stage, meeting, {stage.leader: Line(True, 1)})
    due.pull(stage.alliance, by=None, at=AFTER)
    assert list(DueLine.objects.order_by("pk").values_list("half_days", flat=True)) == [2, -2, 1]


def test_an_action_is_done_by_whoever_took_it_on(stage: Stage):
    meeting, other = stage.plan(), stage.member("Ben Sowerby")
    action = actions.add(meeting, stage.teacher, "Bring books", due_on=cast.TODAY, by=stage.leader, at=NOW)
    with pytest.raises(NotAllowed):
        actions.finish(action, by=other, at=NOW)
    assert actions.finish(action, by=stage.teacher, at=NOW).done_at == NOW
    assert actions.finish(action, by=stage.leader, at=AFTER).done_at == NOW


def given(asked: Feedback, useful: str) -> None:
    fill(asked.sheet, AFTER, useful=useful, made_difference="not_yet", changes=f"{useful}: more talk")
    feedback.give(asked, by=cast.acting(asked.person), at=AFTER)


def test_feedback_is_asked_of_whoever_came_and_read_from_three_answers_on_without_names(stage: Stage):
    others = [stage.member(name) for name in ("Ben Sowerby", "Lucy Arden", "Una Dent")]
    came = {person: Line(True) for person in (stage.leader, stage.teacher, *others[:2])}
    meeting = took(stage, {**came, others[2]: Line(False)})
    assert [feedback.ask(meeting, by=stage.leader, at=AFTER) for _ in range(2)] == [3, 0]
    assert Message.objects.filter(kind="groups.feedback_asked").count() == 3
    first, second, third = Feedback.objects.order_by("pk")
    for asked in (first, second):
        given(asked, "very")
    assert (feedback.results(meeting).is_hidden, feedback.results(meeting).told) == (True, [])
    given(third, "a_little")
    useful, changes, _ = feedback.results(stage.group).told
    assert useful.counts == [("Very useful", 2), ("A little", 1)]
    assert changes.texts == ["a_little: more talk", "very: more talk", "very: more talk"]
    with pytest.raises(NotAllowed):
        feedback.give(first, by=stage.leader, at=AFTER)


def test_how_often_somebody_came_is_reported_where_the_alliance_asks_for_it(stage: Stage):
    took(stage, {stage.leader: Line(True), stage.teacher: Line(False)})

    def below() -> dict[str, bool]:
        members = belonging.of(stage.group, cast.TODAY)
        came = attendance.this_year(stage.group, members, cast.TODAY)
        return {each.person.name: came[each.person.pk].is_below for each in members}

    assert below() == {"Tom Raine": False, "Kate Lister": False}
    stage.group.alliance.attendance_per_cent = 50
    assert below() == {"Tom Raine": False, "Kate Lister": True}


def test_the_office_reads_on_a_leaders_page_which_groups_are_hers_and_how_often_she_came(stage: Stage):
    hers = cast.leader(stage.alliance, stage.home, "Farah Siddiqui")
    groups.start(stage.alliance, kind="system_leaders", name="All of us", by=stage.manager, at=NOW)
    groups.start(stage.alliance, kind="network", name="Maths", by=stage.manager, at=NOW)
    groups.add(stage.group, hers.person, facilitates=True, by=stage.manager, at=NOW)
    took(stage, {stage.leader: Line(True), hers.person: Line(False, apologies=True)})
    page = said(sign_in(Client(), stage.manager).get(reverse("office-leader-part", args=[hers.pk, "learning"])))
    assert "Writing , facilitates it. Came to 0 of 1 meeting this school year, apologies for 1" in page
    assert "All of us . No register this school year" in page
    assert "Maths" not in page
