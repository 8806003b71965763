"""A renewed designation, between the release and its first day: declined, paused, moved, late, in leap years."""

from datetime import date, datetime, timedelta

import pytest

from drystone.register import designations, past, pauses, placements, redesignation
from drystone.register.models import Designation, Pause, Placement, WhyAway
from drystone.register.placements import Change
from drystone.selection import assessments, decisions
from drystone.selection.models import Decision
from tests import cast
from tests.clock import LONDON, NOW
from tests.selection.ending import renewed, sent_in
from tests.selection.stage import DECIDED, LATER, Stage, checked, moderated

pytestmark = pytest.mark.django_db


def test_declined_or_resigned_nothing_begins(at: Stage, held: Designation):
    new = renewed(at, held)
    designations.decline(new, by=cast.acting(held.person), at=DECIDED)
    new.refresh_from_db()
    assert (new.state, new.ending) == ("ended", "declined")
    assert designations.expire(at=datetime(2027, 9, 1, 7, 0, tzinfo=LONDON)) == 1


def test_whoever_resigns_gives_up_both(at: Stage, held: Designation):
    new = renewed(at, held)
    designations.resign(held, by=cast.acting(held.person), at=DECIDED)
    new.refresh_from_db()
    assert (new.state, new.ending) == ("ended", "resigned")


def test_accepted_before_it_begins(at: Stage, held: Designation):
    new = renewed(at, held)
    designations.accept(new, by=cast.acting(held.person), at=DECIDED)
    assert Designation.objects.get(pk=new.pk).accepted_at == DECIDED


def test_a_pause_that_stops_the_clock_puts_the_next_term_off(at: Stage, held: Designation):
    new, manager = renewed(at, held), at.manager
    away = datetime(2027, 6, 1, 9, 0, tzinfo=LONDON)
    pause = pauses.pause(
        held,
        reason="leave",
        starts=date(2027, 6, 1),
        back_on=date(2027, 9, 9),
        by=cast.acting(manager, away.date()),
        at=away,
    )
    assert redesignation.begin_due(at=datetime(2027, 9, 1, 7, 0, tzinfo=LONDON)) == 0
    back = datetime(2027, 9, 9, 9, 0, tzinfo=LONDON)
    pauses.come_back(pause, on=back.date(), by=cast.acting(manager, back.date()), at=back)
    held.refresh_from_db()
    new.refresh_from_db()
    assert (held.ends, new.starts, new.ends) == (date(2027, 12, 9), date(2027, 12, 10), date(2031, 12, 9))


def test_a_pause_that_does_not_stop_it_goes_on_in_the_next_term(at: Stage, held: Designation):
    new = renewed(at, held)
    days = {"starts": date(2027, 6, 1), "back_on": date(2027, 10, 1)}
    pause = Pause.objects.create(alliance=at.alliance, designation=held, stops_clock=False, **days)
    WhyAway.objects.create(alliance=at.alliance, pause=pause, reason="leave")
    Designation.objects.filter(pk=held.pk).update(state="paused")
    assert redesignation.begin_due(at=datetime(2027, 9, 1, 7, 0, tzinfo=LONDON)) == 1
    new.refresh_from_db()
    assert (new.state, new.pauses.get().back_on, new.pauses.get().why.reason) == ("paused", date(2027, 10, 1), "leave")


def test_she_moves_between_the_release_and_the_first_day(at: Stage, held: Designation):
    new, gayle = renewed(at, held), cast.school("Gayle Primary School")
    cast.head(at.alliance, gayle, "Susan Iveson")
    spring, autumn = date(2027, 4, 12), date(2027, 10, 4)
    first = Change(gayle, is_headteacher=False, job_title="Deputy headteacher", starts=spring)
    moved = datetime(2027, 4, 12, 9, 0, tzinfo=LONDON)
    placements.change(held, first, by=cast.acting(at.manager, spring), at=moved)
    # A later move is known already when the next term begins.
    Placement.objects.filter(designation=held, ends=None).update(ends=autumn - timedelta(days=1))
    Placement.objects.create(alliance=at.alliance, designation=held, school=at.school, starts=autumn)
    redesignation.begin_due(at=datetime(2027, 9, 1, 7, 0, tzinfo=LONDON))
    new.refresh_from_db()
    assert new.home_school == gayle
    days = [date(2027, 4, 11), spring, date(2027, 9, 1), date(2027, 10, 3), autumn]
    for designation in (held, new):
        there = [placements.on(designation, day) for day in days]
        assert [each.school if each else None for each in there] == [at.school, gayle, gayle, gayle, at.school]


def test_as_on_any_day_of_both_terms(at: Stage, held: Designation):
    new = renewed(at, held)
    redesignation.begin_due(at=datetime(2027, 9, 1, 7, 0, tzinfo=LONDON))
    held.refresh_from_db()
    new.refresh_from_db()
    assert past.on(held, date(2027, 8, 31)).state == "Active"
    assert past.on(held, date(2027, 9, 1)).state == "Renewed"
    assert past.on(new, date(2027, 8, 31)).state == "Not designated yet"
    assert past.on(new, date(2027, 9, 1)).state == "Active"


def test_decided_after_the_end_it_begins_on_the_day_of_the_release(at: Stage, held: Designation):
    application = moderated(at, sent_in(at, held))
    assessments.spare_interview(application, by=at.manager, at=LATER)
    decision = checked(at, application)
    late = datetime(2027, 9, 14, 9, 0, tzinfo=LONDON)
    assert designations.expire(at=late) == 1
    new = decisions.release(
        Decision.objects.get(pk=decision.pk), by=cast.acting(at.manager, late.date()), at=late
    ).designation
    assert new is not None
    assert (new.state, new.starts, new.ends) == ("active", date(2027, 9, 14), date(2031, 9, 13))
    held.refresh_from_db()
    assert held.ending == "expired"


@pytest.mark.parametrize(
    ("ends", "starts", "last"),
    [
        (date(2028, 2, 28), date(2028, 2, 29), date(2032, 2, 28)),
        (date(2028, 2, 29), date(2028, 3, 1), date(2032, 2, 29)),
        (date(2027, 12, 31), date(2028, 1, 1), date(2031, 12, 31)),
    ],
)
def test_to_the_day_in_leap_years_too(at: Stage, held: Designation, ends: date, starts: date, last: date):
    Designation.objects.filter(pk=held.pk).update(ends=ends)
    held.refresh_from_db()
    new = designations.designate(
        held.person, alliance=at.alliance, home_school=at.school, areas=[(at.area, ["primary"], 3)], renews=held,
        by=at.manager, at=NOW,
    )  # fmt: skip
    assert (new.starts, new.ends) == (starts, last)
