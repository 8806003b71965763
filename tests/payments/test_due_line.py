"""What is owed: pulled from what was delivered, once, never more than was agreed."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from drystone.deployment import agreements, calling_off, deployments, records, visits, wording
from drystone.deployment.models import Visit
from drystone.groups.models import Attendance, Group, Meeting
from drystone.payments import due, rates
from drystone.payments.models import DueLine, Rate
from drystone.register import placements
from drystone.register.placements import Change
from tests import cast
from tests.clock import LONDON, NOW
from tests.payments.owed import AFTER, Owed


def test_half_a_day_at_three_hundred_pounds_is_a_hundred_and_fifty(at: Owed):
    at.delivered(at.agreed(reimbursement_pence=300_00))
    (line,) = at.pulled()
    found = (line.home_school, line.half_days, line.rate_pence, line.reimbursement_pence, line.on)
    assert found == (at.reeth, 1, 300_00, 150_00, date(2026, 11, 10))
    assert line.explanation == "Tom Raine at Leyburn Primary School, visit of Tuesday 10 November 2026, ½ day"


def test_what_the_payer_is_charged_is_worked_out_from_the_charge(at: Owed):
    at.delivered(half_days=2)
    (line,) = at.pulled()
    assert (line.payer, line.charge_pence, line.reimbursement_pence) == (at.leyburn, 300_00, 290_00)


def test_pulling_twice_makes_nothing_twice(at: Owed):
    at.delivered()
    assert (len(at.pulled()), len(at.pulled()), DueLine.objects.count()) == (1, 0, 1)


def test_the_clock_pulls_for_every_alliance_that_is_not_suspended(at: Owed):
    at.delivered()
    assert (due.pull_all(at=AFTER), due.pull_all(at=AFTER)) == (1, 0)
    other = Owed(cast.alliance("Wensleydale Alliance", default=False))
    other.delivered()
    other.alliance.suspended_on = NOW.date()
    other.alliance.save()
    assert due.pull_all(at=AFTER) == 0


def test_a_record_that_was_only_sent_counts_once_nobody_has_disputed_it_long_enough(at: Owed):
    at.written_up()
    waits = at.alliance.dispute_working_days
    assert due.pull(at.alliance, by=None, at=NOW + timedelta(days=waits - 1)) == 0
    assert due.pull(at.alliance, by=None, at=NOW + timedelta(days=2 * waits + 2)) == 1


def test_nothing_is_owed_on_a_disputed_record_until_it_is_settled(at: Owed):
    visit = at.written_up()
    records.dispute(visit.record, "It was an hour.", **at.by(at.kate))
    assert at.pulled() == []
    records.confirm(visit.record, **at.by(at.kate))
    assert len(at.pulled()) == 1


def test_a_record_disputed_after_it_was_found_makes_no_line(at: Owed):
    visit = at.written_up()
    still_due = due.due_visits(at.alliance, AFTER)
    assert still_due.get() == visit
    records.dispute(visit.record, "It was an hour.", **at.by(at.kate))
    assert due.lines_of([visit.deployment_id], still_due.all(), by=None, at=AFTER) == 0


def test_a_planned_or_cancelled_visit_is_never_owed(at: Owed):
    calling_off.cancel(at.planned(), why="snow", **at.office)
    assert at.pulled() == []


def test_a_visit_on_a_line_changes_no_more(at: Owed):
    visit = at.delivered()
    at.pulled()
    assert Visit.objects.get(pk=visit.pk).locked


def test_the_database_allows_one_line_a_visit(at: Owed):
    at.delivered()
    (line,) = at.pulled()
    line.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


def test_a_new_rate_leaves_an_agreement_that_was_drawn_up_alone(at: Owed):
    deployment = at.agreed(reimbursement_pence=300_00)
    for role in ("system_leader", "headteacher"):
        rates.change(at.alliance, role, since=NOW.date(), charge_pence=1, reimbursement_pence=1, by=at.finn, at=NOW)
    at.delivered(deployment, 11)
    assert at.pulled()[0].reimbursement_pence == 150_00


def test_days_taken_off_an_agreement_are_not_paid_even_if_they_were_delivered(at: Owed):
    deployment = at.agreed(half_days=3)
    for day in (3, 5, 10):
        at.delivered(deployment, day)
    agreements.Agreement.objects.filter(deployment=deployment).update(half_days=2)
    assert [line.half_days for line in at.pulled()] == [1, 1]
    assert due.paid(deployment) == 2


def test_what_was_credited_no_longer_counts_as_paid(at: Owed):
    deployment = at.agreed(half_days=2)
    at.delivered(deployment, 3)
    (line,) = at.pulled()
    assert due.paid(deployment) == 1
    at.credited(line)
    assert due.paid(deployment) == 0


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    agreed=some.integers(1, 8),
    steps=some.lists(some.sampled_from(["half", "whole", "pull", "credit"]), max_size=9),
)
def test_paid_never_exceeds_delivered_nor_agreed_whatever_happens(db: None, agreed: int, steps: list[str]):
    with transaction.atomic():
        at = Owed(granted=20)
        deployment = at.agreed(half_days=agreed)
        for place, step in enumerate(steps):
            take(at, deployment, step, day=2 + place)
            delivered = sum(visit.half_days for visit in deployment.visits.filter(state="held"))
            assert 0 <= due.paid(deployment) <= min(delivered, wording.in_force(deployment).half_days)
        transaction.set_rollback(True)


def take(at: Owed, deployment, step: str, day: int) -> None:
    if step in ("half", "whole"):
        try:
            at.delivered(deployment, day, half_days=1 if step == "half" else 2)
        except visits.CannotPlan:
            return
    elif step == "pull":
        at.pulled()
    elif step == "credit":
        line = DueLine.objects.filter(visit__isnull=False, credit__isnull=True).first()
        if line:
            at.credited(line)


def facilitation(at: Owed, half_days: int = 1, kind: str = "joint_practice", when: int = 10) -> Attendance:
    group, _ = Group.objects.get_or_create(
        alliance=at.alliance, name="Planning together", kind=kind, started_on=date(2026, 9, 1)
    )
    starts = datetime(2026, 11, when, 9, tzinfo=LONDON)
    meeting = Meeting.objects.create(
        alliance=at.alliance, group=group, state="held", starts_at=starts, ends_at=starts + timedelta(hours=2),
        place="Reeth", state_since=NOW,
    )  # fmt: skip
    return Attendance.objects.create(
        alliance=at.alliance, meeting=meeting, person=at.tom.person, came=True, facilitated_half_days=half_days
    )


def test_who_facilitates_a_joint_practice_group_is_paid_from_its_register_once(at: Owed):
    """Features 77: facilitation paid from the register."""
    facilitation(at)
    (line,) = at.pulled()
    assert (line.home_school, line.reimbursement_pence, line.charge_pence) == (at.reeth, 150_00, 0)
    assert line.explanation == "Tom Raine facilitated Planning together, meeting of Tuesday 10 November 2026, ½ day"
    assert at.pulled() == []


def test_a_headteacher_who_facilitates_is_paid_at_the_headteachers_rate(at: Owed):
    at.tom.placements.update(is_headteacher=True)
    facilitation(at, half_days=2)
    assert at.pulled()[0].reimbursement_pence == 400_00


def test_whoever_has_moved_since_facilitated_for_the_school_and_in_the_post_of_that_day(at: Owed):
    hawes = cast.school("Hawes Primary School")
    placements.change(at.tom, Change(hawes, True, "Headteacher", date(2026, 11, 11)), by=at.margaret, at=NOW)
    facilitation(at, when=10)
    (line,) = at.pulled()
    assert (line.home_school, line.reimbursement_pence) == (at.reeth, 150_00)


def test_facilitating_another_kind_of_group_is_not_paid(at: Owed):
    facilitation(at, kind="development")
    assert at.pulled() == []


def test_facilitating_counts_at_the_rate_of_its_own_day_although_the_designation_ended_since(at: Owed):
    facilitation(at)
    type(at.tom).objects.filter(pk=at.tom.pk).update(state="ended", ending="resigned", ended_on=date(2026, 11, 20))
    day = date(2026, 11, 11)
    rates.change(
        at.alliance, "system_leader", since=day, charge_pence=500_00, reimbursement_pence=500_00, by=None, at=NOW
    )
    assert at.pulled()[0].reimbursement_pence == 150_00


def test_nobody_is_paid_for_a_day_before_she_was_designated(at: Owed):
    facilitation(at)
    type(at.tom).objects.filter(pk=at.tom.pk).update(starts=date(2026, 11, 11))
    assert at.pulled() == []


def test_a_day_without_a_rate_waits_for_the_card_and_holds_nothing_else_up(at: Owed):
    facilitation(at)
    at.delivered()
    Rate.objects.all().delete()
    assert [line.kind for line in at.pulled()] == ["visit"]
    rates.begin(at.alliance, since=date(2026, 9, 1), by=None, at=NOW)
    assert [line.kind for line in at.pulled()] == ["facilitation"]


def test_a_deployment_handed_over_keeps_what_was_delivered_before(at: Owed):
    visit = at.delivered()
    deployments.stop(visit.deployment, reason="leader", text="Moved away", **at.office)
    assert len(at.pulled()) == 1
