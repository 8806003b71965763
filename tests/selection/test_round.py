"""Rounds: dates with true weekdays, publishing, phases, later deadlines, who asked to be told."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from drystone import saying
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from drystone.people.roles import Role
from drystone.selection import assessments, interests, rounds
from drystone.selection.models import Interest, Round
from drystone.selection.phases import Phase, deadline_for, monday_of, phase_of
from drystone.selection.rounds import Unfit
from tests import cast
from tests.clock import LONDON, NOW
from tests.selection.stage import CLOSES, Stage, applicant, open_round, submitted

pytestmark = pytest.mark.django_db
FIELDS = {
    "title": "Spring 2027",
    "opens_at": datetime(2027, 1, 11, tzinfo=LONDON),
    "closes_at": datetime(2027, 2, 5, 23, 59, 59, tzinfo=LONDON),
    "references_close_at": datetime(2027, 2, 9, 17, 0, tzinfo=LONDON),
    "shortlist_by": date(2027, 2, 26),
    "interviews_from": date(2027, 3, 8),
    "interviews_to": date(2027, 3, 12),
    "decisions_by": date(2027, 3, 19),
}


def test_a_round_is_drafted_and_then_published(at: Stage):
    round_ = rounds.draft(at.alliance, FIELDS, by=at.manager, at=NOW)
    assert phase_of(round_, NOW) == Phase.DRAFT
    rounds.publish(round_, by=at.manager, at=NOW)
    assert phase_of(round_, NOW) == Phase.UPCOMING
    assert [(e.verb, e.by_name) for e in events.record_of(round_)] == [
        ("drafted", "Margaret Alderson"),
        ("publish", "Margaret Alderson"),
    ]


def test_publishing_twice_publishes_once(at: Stage):
    round_ = rounds.draft(at.alliance, FIELDS, by=at.manager, at=NOW)
    same = Round.objects.get(pk=round_.pk)
    rounds.publish(round_, by=at.manager, at=NOW)
    with pytest.raises(AlreadyMoved):
        rounds.publish(same, by=at.manager, at=NOW)


def test_only_the_manager_or_coordinator_makes_rounds(at: Stage):
    finance = cast.officer(at.alliance, "Jill Harker", Role.FINANCE)
    for who in (finance, at.panel[0], applicant()):
        with pytest.raises(NotAllowed):
            rounds.draft(at.alliance, FIELDS, by=who, at=NOW)


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        (
            {"interviews_from": date(2027, 2, 25)},
            "interviews_from",
            "Interviews from (Thursday 25 February 2027) cannot come before shortlisting by (Friday 26 February 2027)",
        ),
        (
            {"closes_at": datetime(2027, 1, 8, 12, tzinfo=LONDON)},
            "closes_at",
            "Applications close (Friday 8 January 2027) cannot come before applications open (Monday 11 January 2027)",
        ),
        (
            {"decisions_by": date(2027, 3, 11)},
            "decisions_by",
            "Decisions by (Thursday 11 March 2027) cannot come before interviews until (Friday 12 March 2027)",
        ),
        ({"title": "  "}, "title", "Give the round a name"),
    ],
)
def test_dates_that_do_not_fit_are_named_with_their_true_weekday(at: Stage, changed: dict, field: str, said: str):
    with pytest.raises(Unfit) as unfit:
        rounds.draft(at.alliance, FIELDS | changed, by=at.manager, at=NOW)
    assert unfit.value.problems[field] == said
    assert Round.objects.count() == 1


def test_the_database_refuses_a_round_that_closes_before_it_opens(at: Stage):
    with pytest.raises(IntegrityError), transaction.atomic():
        open_round(at.alliance, closes_at=datetime(2026, 11, 1, tzinfo=LONDON))


def test_a_deadline_on_a_weekend_is_pointed_out(at: Stage):
    saturday = FIELDS | {"closes_at": datetime(2027, 2, 6, 23, 59, 59, tzinfo=LONDON)}
    round_ = rounds.draft(at.alliance, saturday, by=at.manager, at=NOW)
    assert rounds.warnings(round_) == ["Applications close: Saturday 6 February 2027 is not a working day."]


def test_a_round_is_copied_with_its_weekdays_and_its_times_on_the_clock(at: Stage):
    opens = {"opens_at": datetime(2026, 10, 5, 9, tzinfo=LONDON)}
    kept = rounds.draft(at.alliance, FIELDS | opens, by=at.manager, at=NOW)
    again = rounds.a_year_on(kept, at=NOW)
    assert again.title == "Spring 2028"
    dates = [(getattr(kept, name), getattr(again, name)) for name in FIELDS if name != "title"]
    assert {rounds.day_of(is_) - rounds.day_of(was) for was, is_ in dates} == {timedelta(weeks=52)}
    assert (again.opens_at, again.closes_at) == (
        datetime(2027, 10, 4, 9, tzinfo=LONDON), datetime(2028, 2, 4, 23, 59, 59, tzinfo=LONDON),
    )  # fmt: skip
    kept.refresh_from_db()
    assert kept.title == "Spring 2027"


def test_a_round_of_years_ago_is_copied_into_the_first_year_in_which_it_can_still_open(at: Stage):
    old = rounds.draft(at.alliance, FIELDS | {"opens_at": datetime(2023, 1, 9, tzinfo=LONDON)}, by=at.manager, at=NOW)
    assert rounds.a_year_on(old, at=NOW).opens_at == datetime(2027, 1, 4, tzinfo=LONDON)


def test_a_time_on_the_clock_stays_over_the_day_the_clocks_change(at: Stage):
    """28 March 2027 the clocks go forward; 52 weeks later that day is past."""
    moment = datetime(2027, 3, 27, 9, tzinfo=LONDON)
    assert rounds.later(moment, rounds.WEEKS) == datetime(2028, 3, 25, 9, tzinfo=LONDON)
    assert rounds.later(datetime(2027, 4, 1, 9, tzinfo=LONDON), -rounds.WEEKS).hour == 9


def test_a_published_deadline_moves_later_but_not_earlier(at: Stage):
    later = rounds.edit(at.round, {"closes_at": CLOSES + timedelta(days=3)}, by=at.manager, at=NOW)
    assert later.closes_at == CLOSES + timedelta(days=3)
    with pytest.raises(Unfit) as unfit:
        rounds.edit(at.round, {"closes_at": CLOSES}, by=at.manager, at=NOW)
    assert unfit.value.problems == {
        "closes_at": "People rely on Monday 30 November 2026: a published deadline can only move later"
    }


def test_nobody_scores_on_another_scale_than_the_others(at: Stage):
    application, four = submitted(at), {"scale": Round.Scale.FOUR}
    assert rounds.edit(at.round, four, by=at.manager, at=NOW).scale == Round.Scale.FOUR
    assessments.assign(application, at.panel[2], by=at.manager, at=NOW)
    with pytest.raises(Unfit) as unfit:
        rounds.edit(at.round, {"scale": Round.Scale.RAG, "title": "Other"}, by=at.manager, at=NOW)
    assert "so it stays" in unfit.value.problems["scale"]
    at.round.refresh_from_db()
    assert (at.round.scale, at.round.title) == (Round.Scale.FOUR, "Autumn 2026")
    assert rounds.edit(at.round, four | {"title": "Other"}, by=at.manager, at=NOW).title == "Other"


def test_a_round_whose_time_is_over_is_not_published(at: Stage):
    round_ = rounds.draft(at.alliance, FIELDS, by=at.manager, at=NOW)
    with pytest.raises(Unfit):
        rounds.publish(round_, by=at.manager, at=FIELDS["closes_at"])


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (datetime(2026, 11, 1, 23, 59, tzinfo=LONDON), Phase.UPCOMING),
        (datetime(2026, 11, 2, tzinfo=LONDON), Phase.OPEN),
        (datetime(2026, 11, 27, 23, 59, 58, tzinfo=LONDON), Phase.OPEN),
        (CLOSES, Phase.CLOSED),
        (datetime(2026, 12, 2, tzinfo=LONDON), Phase.REFERENCES_CLOSED),
        (datetime(2026, 12, 7, tzinfo=LONDON), Phase.INTERVIEWING),
        (datetime(2026, 12, 18, 23, tzinfo=LONDON), Phase.INTERVIEWING),
        (datetime(2026, 12, 19, tzinfo=LONDON), Phase.DECIDED),
    ],
)
def test_the_phase_of_a_round_follows_from_its_dates(at: Stage, moment: datetime, phase: Phase):
    """Features 1: Dated rounds / windows that open and close by themselves."""
    assert phase_of(at.round, moment) == phase


def test_the_briefs_own_dates_get_their_true_weekdays():
    assert saying.moment(datetime(2023, 3, 3, 23, 59, 59, tzinfo=LONDON)) == "Friday 3 March 2023 at 11:59pm"
    assert saying.day(monday_of(date(2023, 3, 22))) == "Monday 20 March 2023"
    assert saying.day(date(2023, 3, 2)) == "Thursday 2 March 2023"


def test_one_person_may_get_a_later_deadline_and_is_told(at: Stage):
    who = applicant()
    until = CLOSES + timedelta(days=2)
    rounds.extend(at.round, who, until=until, reason="Her father is ill.", by=at.manager, at=NOW)
    assert deadline_for(at.round, who.pk) == until
    assert deadline_for(at.round, at.panel[0].pk) == CLOSES
    assert Message.objects.get(kind="selection.deadline_extended").to_address == who.email


def test_an_extension_is_later_than_the_deadline_of_all(at: Stage):
    with pytest.raises(Unfit):
        rounds.extend(at.round, applicant(), until=CLOSES, reason="x", by=at.manager, at=NOW)


def test_whoever_asked_is_told_once_when_the_next_round_opens(at: Stage):
    interests.note(at.alliance, "Tess Hird", "Tess@Reeth.example", at=NOW)
    interests.note(at.alliance, "Tess Hird", "tess@reeth.example", at=NOW)
    assert interests.tell_waiting(at=NOW) == 0
    spring = open_round(at.alliance, title="Spring", opens_at=NOW + timedelta(days=1))
    assert interests.tell_waiting(at=NOW + timedelta(days=1)) == 1
    assert interests.tell_waiting(at=NOW + timedelta(days=2)) == 0
    message = Message.objects.get(kind="selection.round_opened")
    assert (message.to_address, message.path) == ("tess@reeth.example", f"/rounds/{spring.pk}/")
    assert Interest.objects.get().told_at == NOW + timedelta(days=1)


def test_drafts_are_for_the_office_and_published_rounds_for_everybody(at: Stage):
    draft = rounds.draft(at.alliance, FIELDS, by=at.manager, at=NOW)
    today = NOW.date()
    assert set(Round.objects.visible_to(None, on=today)) == {at.round}
    assert set(Round.objects.visible_to(applicant(), on=today)) == {at.round}
    assert set(Round.objects.visible_to(at.manager, on=today)) == {at.round, draft}
