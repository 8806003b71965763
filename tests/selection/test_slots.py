"""Times for interviews: a morning at once, within the round's days, no room twice, none that the panel cannot keep."""

from datetime import timedelta

import pytest

from drystone.lifecycle import NotAllowed
from drystone.selection import interviews, panels, slots
from drystone.selection.interviews import CannotInterview, SlotTaken
from drystone.selection.models import Interview, InterviewSlot
from drystone.selection.panels import NotAPanel
from tests import cast
from tests.clock import NOW
from tests.selection.stage import INTERVIEW, LATER, Stage, applicant, booked, shortlisted, slot

pytestmark = pytest.mark.django_db
ENDS = INTERVIEW + timedelta(minutes=40)


def morning(at: Stage, hours: float = 3, minutes: int = 40, pause: int = 10, place: str = "Reeth, room 1", **more):
    ends = INTERVIEW + timedelta(hours=hours)
    who = {"by": at.manager, "at": LATER} | more
    return slots.add_several(
        at.round, starts_at=INTERVIEW, ends_at=ends, minutes=minutes, pause=pause, place=place, **who
    )


def test_a_morning_of_times_is_added_at_once_and_once_only(at: Stage):
    made = morning(at)
    assert [(each.starts_at - INTERVIEW) // timedelta(minutes=1) for each in made] == [0, 50, 100]
    assert {each.ends_at - each.starts_at for each in made} == {timedelta(minutes=40)}
    assert morning(at) == made
    assert InterviewSlot.objects.count() == 3


def test_what_cannot_be_a_time_is_refused_whole(at: Stage):
    slot(at, INTERVIEW + timedelta(minutes=60))
    for lacking, given in [
        ("Not one interview", {"hours": 0.5}),
        ("at most 40", {"hours": 9, "minutes": 5, "pause": 0}),
        ("Reeth, room 1 is taken on Tuesday 8 December 2026 at 11am, until 11:40am", {}),
        ("REETH, ROOM 1 is taken", {"place": "REETH, ROOM 1"}),
        ("Say where", {"place": " "}),
    ]:
        with pytest.raises(CannotInterview, match=lacking):
            morning(at, **given)
    assert InterviewSlot.objects.count() == 1
    morning(at, place="Reeth, room 2")
    with pytest.raises(NotAllowed):
        morning(at, by=at.heads[0])


def test_a_time_lies_ahead_and_ends_after_it_starts(at: Stage):
    for start, end in [(ENDS, INTERVIEW), (NOW, ENDS)]:
        with pytest.raises(CannotInterview):
            slots.add(at.round, starts_at=start, ends_at=end, place="Reeth", by=at.manager, at=LATER)
    assert slot(at) == slot(at)


def test_a_time_outside_the_days_of_the_round_is_meant_or_refused(at: Stage):
    late = {"starts_at": INTERVIEW + timedelta(days=7), "ends_at": ENDS + timedelta(days=7)}
    with pytest.raises(CannotInterview, match="Monday 7 December 2026 to Friday 11 December 2026"):
        slots.add(at.round, **late, place="Reeth", by=at.manager, at=LATER)
    assert slots.add(at.round, **late, place="Reeth", outside=True, by=at.manager, at=LATER).pk


def test_a_chosen_time_is_not_taken_back(at: Stage):
    interview = booked(at, shortlisted(at))
    with pytest.raises(CannotInterview):
        slots.remove(interview.slot, by=at.manager, at=LATER)
    free = slot(at, INTERVIEW + timedelta(hours=2))
    slots.remove(free, by=at.manager, at=LATER)
    assert InterviewSlot.objects.count() == 1


def second(at: Stage) -> Interview:
    """Another applicant is invited, to a time of her own and to one beside the first interview."""
    slot(at, INTERVIEW + timedelta(hours=3))
    slot(at, INTERVIEW + timedelta(minutes=20), "Reeth, room 2")
    return interviews.offer(shortlisted(at, applicant("Tess Hird")), by=at.manager, at=LATER)


def test_she_is_offered_only_times_that_her_panel_can_keep(at: Stage):
    booked(at, shortlisted(at))
    interview = second(at)
    assert interviews.times_for(interview, LATER).count() == 2
    panels.name(interview, [at.heads[0], at.panel[3]], at.heads[0], by=at.manager, at=LATER)
    assert [each.place for each in interviews.times_for(interview, LATER)] == ["Reeth, room 1"]
    beside = InterviewSlot.objects.get(place="Reeth, room 2")
    with pytest.raises(SlotTaken, match="panel is not free"):
        interviews.book(interview, beside, by=cast.acting(interview.application.person), at=LATER)


def test_nobody_is_named_to_a_panel_while_she_sits_on_another(at: Stage):
    first = booked(at, shortlisted(at))
    interview = second(at)
    beside = InterviewSlot.objects.get(place="Reeth, room 2")
    interviews.book(interview, beside, by=cast.acting(interview.application.person), at=LATER)
    with pytest.raises(NotAPanel, match="Joan Iveson interviews somebody else at that time"):
        panels.name(interview, [at.heads[0], at.panel[3]], at.heads[0], by=at.manager, at=LATER)
    interviews.rearrange(first, reason="Snow", by=at.manager, at=LATER)
    panels.name(interview, [at.heads[0], at.panel[3]], at.heads[0], by=at.manager, at=LATER)
    assert interview.panel.count() == 2
