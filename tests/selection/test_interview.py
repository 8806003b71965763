"""Interviews: times, the panel with a head of the Alliance, marks hidden until all are in, agreed, held or missed."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.schools.models import Membership
from drystone.selection import calendars, criteria, interviews, panels
from drystone.selection.independence import Tied
from drystone.selection.interviews import CannotInterview, SlotTaken
from drystone.selection.models import Interview, PanelMember
from drystone.selection.panels import NotAPanel
from tests import cast
from tests.clock import NOW
from tests.selection.stage import (
    AFTER,
    INTERVIEW,
    LATER,
    Stage,
    applicant,
    booked,
    fill,
    held,
    known_head,
    marked,
    offered,
    rated,
    shortlisted,
    slot,
    stage,
    submitted,
)

pytestmark = pytest.mark.django_db


def name(at: Stage, interview: Interview, *members) -> Interview:
    return panels.name(interview, list(members), members[0], by=at.manager, at=LATER)


def test_only_a_shortlisted_applicant_is_invited_and_only_where_times_are_free(at: Stage):
    with pytest.raises(CannotInterview):
        interviews.offer(submitted(at), by=at.manager, at=LATER)
    application = shortlisted(at, applicant("Tess Hird"))
    with pytest.raises(CannotInterview, match="no free time"):
        interviews.offer(application, by=at.manager, at=LATER)
    interview = offered(at, application)
    assert interviews.offer(application, by=at.manager, at=LATER) == interview
    assert Message.objects.filter(kind="selection.interview_offered").count() == 1


def test_she_chooses_a_time_and_everybody_is_told(at: Stage):
    """Features 20: Interview record, both sides told."""
    interview = booked(at, shortlisted(at))
    assert (interview.state, interview.slot.starts_at) == ("booked", INTERVIEW)
    told = Message.objects.filter(kind="selection.interview_booked").values_list("to_name", flat=True)
    assert sorted(told) == ["Joan Iveson", "Mark Calvert", "Rosie Metcalfe"]


def test_a_time_is_hers_alone(at: Stage):
    """Features 21: Candidate chooses a slot."""
    first = offered(at, shortlisted(at))
    second = interviews.offer(shortlisted(at, applicant("Tess Hird")), by=at.manager, at=LATER)
    only = at.round.slots.get()
    interviews.book(first, only, by=cast.acting(first.application.person), at=LATER)
    with pytest.raises(SlotTaken):
        interviews.book(second, only, by=cast.acting(second.application.person), at=LATER)
    second.refresh_from_db()
    assert (second.state, second.slot) == ("offered", None)


def test_a_time_of_another_round_or_in_the_past_cannot_be_chosen(at: Stage):
    interview = offered(at, shortlisted(at))
    other = stage("Wensleydale Alliance", default=False)
    who = cast.acting(interview.application.person)
    for each, moment in [(slot(other), LATER), (at.round.slots.get(), INTERVIEW)]:
        with pytest.raises(SlotTaken):
            interviews.book(interview, each, by=who, at=moment)


def test_a_panel_does_not_sit_in_two_rooms_at_once(at: Stage):
    booked(at, shortlisted(at))
    second = interviews.offer(shortlisted(at, applicant("Tess Hird")) and at_second(at), by=at.manager, at=LATER)
    name(at, second, at.heads[0], at.panel[3])
    room = slot(at, INTERVIEW + timedelta(minutes=20), "Reeth, room 2")
    with pytest.raises(SlotTaken, match="panel is not free"):
        interviews.book(second, room, by=cast.acting(second.application.person), at=LATER)


def at_second(at: Stage):
    slot(at, INTERVIEW + timedelta(hours=3))
    return at.round.applications.get(person__name="Tess Hird")


def test_nobody_chooses_for_her_but_the_office(at: Stage):
    interview = offered(at, shortlisted(at))
    with pytest.raises(NotAllowed):
        interviews.book(interview, at.round.slots.get(), by=at.panel[2], at=LATER)
    interviews.book(interview, at.round.slots.get(), access_needs="Step-free", by=at.manager, at=LATER)
    assert interview.access_needs == "Step-free"


def test_rearranged_the_calendar_entry_moves_and_keeps_its_name(at: Stage):
    interview = booked(at, shortlisted(at))
    before = entry(interview)
    with pytest.raises(CannotInterview):
        interviews.rearrange(interview, reason=" ", by=at.manager, at=LATER)
    interviews.rearrange(interview, reason="Snow", by=at.manager, at=LATER)
    assert (interview.state, interview.slot, interview.moved) == ("offered", None, 1)
    later = slot(at, INTERVIEW + timedelta(days=1))
    interviews.book(interview, later, by=at.manager, at=LATER)
    after = entry(interview)
    assert (before["uid"], before["sequence"]) == (after["uid"], 0)
    assert (after["sequence"], after["dtstart"].dt) == (2, INTERVIEW + timedelta(days=1))
    assert Message.objects.filter(kind="selection.interview_rearranged").count() == 3


def entry(interview: Interview):
    return Calendar.from_ical(calendars.interview_time(interview, at=LATER)).walk("VEVENT")[0]


def test_the_dates_of_a_round_fit_into_one_calendar_file(at: Stage):
    """Features 23: Calendar file / personal feed (.ics)."""
    events = Calendar.from_ical(calendars.round_dates(at.round, at=NOW)).walk("VEVENT")
    assert [str(event["summary"]).partition(":")[0] for event in events] == [
        "Applications close",
        "References close",
        "Interviews",
        "Decisions by",
    ]


def test_the_panel_includes_a_headteacher_of_the_alliance(at: Stage):
    interview = offered(at, shortlisted(at))
    with pytest.raises(NotAPanel, match="at least one headteacher"):
        name(at, interview, at.panel[2], at.panel[3])
    name(at, interview, at.heads[0], at.panel[2])
    assert [(m.person.name, m.is_headteacher, m.is_chair) for m in interview.panel.all()] == [
        ("Joan Iveson", True, True),
        ("Mark Calvert", False, False),
    ]


def test_a_head_of_a_school_that_left_the_alliance_is_not_one_of_it(at: Stage):
    interview = offered(at, shortlisted(at))
    Membership.objects.filter(organisation__name="Iveson Primary School").update(ends=date(2026, 8, 31))
    with pytest.raises(NotAPanel, match="at least one headteacher"):
        name(at, interview, at.heads[0], at.panel[2])


def test_a_panel_has_two_to_four_members_and_a_chair_of_its_own(at: Stage):
    interview = offered(at, shortlisted(at))
    with pytest.raises(NotAPanel):
        name(at, interview, at.heads[0])
    with pytest.raises(NotAPanel):
        panels.name(interview, at.panel[:2], at.panel[3], by=at.manager, at=LATER)
    with pytest.raises(NotAPanel):
        name(at, interview, at.heads[0], at.second)
    with pytest.raises(NotAllowed):
        panels.name(interview, at.panel[:2], at.heads[0], by=at.heads[0], at=LATER)


def test_nobody_interviews_a_person_of_her_own_school(at: Stage):
    interview = offered(at, shortlisted(at))
    head = known_head(at, "Ann Peel")
    cast.post(head, "panel", at.alliance)
    with pytest.raises(Tied):
        name(at, interview, head, at.heads[0])


def test_a_panel_member_with_a_conflict_leaves_and_another_is_named(at: Stage):
    interview = booked(at, shortlisted(at))
    member = interview.panel.get(person=at.panel[2])
    panels.declare_conflict(member, "We are cousins.", by=at.panel[2], at=LATER)
    assert not Interview.objects.visible_to(at.panel[2], on=LATER.date()).exists()
    assert panels.is_complete(interview) is False
    with pytest.raises(NotAPanel):
        name(at, interview, at.heads[0], at.panel[2])
    name(at, interview, at.heads[0], at.panel[3])
    assert panels.is_complete(interview) is True


def test_named_again_those_who_stay_keep_their_sheet(at: Stage):
    interview = booked(at, shortlisted(at))
    sheet = interview.panel.get(person=at.heads[0]).sheet_id
    name(at, interview, at.heads[1], at.heads[0])
    assert interview.panel.get(person=at.heads[0]).sheet_id == sheet
    assert [m.person.name for m in interview.panel.all()] == ["Ruth Alderson", "Joan Iveson"]


def test_it_is_not_held_before_its_time_or_without_a_panel(at: Stage):
    interview = booked(at, shortlisted(at))
    with pytest.raises(CannotInterview, match="not begun"):
        interviews.hold(interview, by=at.manager, at=LATER)
    PanelMember.objects.filter(person=at.panel[2]).update(conflict="x")
    with pytest.raises(CannotInterview, match="panel"):
        interviews.hold(interview, by=at.manager, at=AFTER)


def test_held_the_application_is_interviewed_and_marks_are_asked_for(at: Stage):
    interview = held(at, shortlisted(at))
    assert (interview.state, interview.application.state) == ("held", "interviewed")
    assert Message.objects.filter(kind="selection.marks_wanted").count() == 2
    with pytest.raises(AlreadyMoved):
        interviews.miss(interview, reason="She did not come.", by=at.manager, at=AFTER)


def test_missed_it_can_be_rearranged(at: Stage):
    interview = booked(at, shortlisted(at))
    with pytest.raises(CannotInterview, match="know about why"):
        interviews.miss(interview, reason=" ", by=at.manager, at=AFTER)
    interviews.miss(interview, reason="We know nothing.", by=at.manager, at=AFTER)
    assert (interview.state, interview.application.state) == ("missed", "shortlisted")
    interviews.rearrange(interview, reason="She was ill.", by=at.manager, at=AFTER)
    assert interview.state == "offered"


def test_marks_are_hidden_until_all_are_in(at: Stage):
    """Features 22: Panel members, individual then agreed score."""
    interview = held(at, shortlisted(at))
    mine, theirs = interview.panel.get(person=at.heads[0]), interview.panel.get(person=at.panel[2])
    today = AFTER.date()
    marked(at, theirs)
    assert set(PanelMember.objects.visible_to(at.heads[0], on=today)) == {mine}
    marked(at, mine)
    assert set(PanelMember.objects.visible_to(at.heads[0], on=today)) == {mine, theirs}
    assert Message.objects.get(kind="selection.marks_all_in").to_name == "Joan Iveson"


def test_marks_are_given_whole_after_the_interview_by_herself_and_once(at: Stage):
    interview = booked(at, shortlisted(at))
    member = interview.panel.get(person=at.panel[2])
    fill(member.sheet, rated(member.sheet.form, 2) | {"recommendation": "designate", "feedback": "Good."}, LATER)
    with pytest.raises(CannotInterview, match="held"):
        interviews.give_marks(member, by=at.panel[2], at=LATER)
    interviews.hold(interview, by=at.manager, at=AFTER)
    member = PanelMember.objects.get(pk=member.pk)
    with pytest.raises(NotAllowed):
        interviews.give_marks(member, by=at.heads[0], at=AFTER)
    interviews.give_marks(member, by=at.panel[2], at=AFTER)
    assert interviews.give_marks(member, by=at.panel[2], at=AFTER + timedelta(days=1)).scored_at == AFTER
    empty = interview.panel.get(person=at.heads[0])
    with pytest.raises(CannotInterview, match="every question"):
        interviews.give_marks(empty, by=at.heads[0], at=AFTER)


def test_an_exercise_is_marked_where_there_was_one_and_agreed_like_every_question(at: Stage):
    interview = held(at, shortlisted(at))
    for member, point in zip(interview.panel.all(), ("green", "amber"), strict=True):
        answers = rated(member.sheet.form, 2) | {"exercise": point, "recommendation": "designate", "feedback": "Good."}
        fill(member.sheet, answers, AFTER)
        interviews.give_marks(member, by=cast.acting(member.person), at=AFTER)
    lines = criteria.compared_marks(interview)
    assert (lines[0].name, lines[0].spread) == ("The exercise or presentation", 1)
    marks = {line.key: line.given[0] for line in lines}
    with pytest.raises(CannotInterview, match="The exercise"):
        interviews.agree(interview, marks | {"exercise": ""}, reason="", by=at.heads[0], at=AFTER)
    assert interviews.agree(interview, marks, reason="", by=at.heads[0], at=AFTER).agreed["exercise"] == "green"


def test_the_chair_minutes_the_agreed_marks_once_all_are_in(at: Stage):
    """Features 19: Review phases, moderation, chair decides.

    Features 22: Panel members, individual then agreed score.
    """
    interview = held(at, shortlisted(at))
    marked(at, interview.panel.get(person=at.heads[0]), 1)
    with pytest.raises(CannotInterview):
        interviews.agree(interview, {}, reason="", by=at.heads[0], at=AFTER)
    marked(at, interview.panel.get(person=at.panel[2]), 2)
    marks = {line.key: line.given[0] for line in criteria.compared_marks(interview)}
    with pytest.raises(NotAllowed):
        interviews.agree(interview, marks, reason="", by=at.panel[2], at=AFTER)
    with pytest.raises(CannotInterview):
        interviews.agree(interview, marks | {"questions.impact": "purple"}, reason="", by=at.heads[0], at=AFTER)
    interviews.agree(interview, marks, reason="We heard enough.", by=at.heads[0], at=AFTER)
    interview.refresh_from_db()
    assert (interview.agreed, interview.agreed_reason) == (marks, "We heard enough.")
