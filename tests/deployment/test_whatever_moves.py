"""Whatever moves are made, in whatever order: the days add up, and no visit stays planned where the work has ended."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drystone.deployment import coherence, deployments, fates, pausing, undoing, visits
from drystone.deployment.models import Deployment
from drystone.lifecycle import AlreadyMoved, Refused
from drystone.register import promises
from tests.clock import LONDON, NOW
from tests.supporting import Support

TOO_LATE = (AlreadyMoved, Refused, visits.CannotPlan)
WHY = {"reason": "other", "text": "x"}
MOVES = [
    "plan before", "plan ahead", "plan ahead", "hold", "pause, keep all", "pause, give back", "resume", "finish",
    "stop", "aim met", "hand over", "not finished", "goes on", "another day",
]  # fmt: skip


class Work:
    """One agreement of three days, and somebody of the office who presses whatever there is to press."""

    def __init__(self, support: Support) -> None:
        self.support = support
        self.pk = support.agreed().pk
        self.day = date(2026, 11, 2)

    def press(self, verb: str) -> None:
        work = Deployment.objects.get(pk=self.pk)
        office: dict[str, Any] = self.support.office
        all_of_them = {visit.pk: self.fate(visit) for visit in fates.planned(work)}
        rest = {"until": date(2026, 12, 7), **WHY}
        act = {
            "plan before": lambda: self.plan(work, NOW.date() - timedelta(days=5)),
            "plan ahead": lambda: self.plan(work, NOW.date() + timedelta(days=5)),
            "hold": lambda: [visits.hold(visit, **office) for visit in fates.planned(work) if visit.starts_at < NOW],
            "pause, keep all": lambda: pausing.pause(work, calls_off=False, **rest, **office),
            "pause, give back": lambda: pausing.pause(work, gives_back=True, **rest, **office),
            "another day": lambda: pausing.change_end(work, date(2026, 12, 9), **office),
            "resume": lambda: pausing.resume(work, **office),
            "finish": lambda: deployments.finish(work, of_visits=all_of_them, **office),
            "stop": lambda: deployments.stop(work, of_visits=all_of_them, **WHY, **office),
            "aim met": lambda: deployments.stop(work, of_visits=all_of_them, reason="aim_met", text="x", **office),
            "hand over": lambda: deployments.hand_over(work, of_visits=all_of_them, **WHY, **office),
            "not finished": lambda: undoing.take_back_finish(work, **office),
            "goes on": lambda: undoing.take_back_stop(work, **office),
        }[verb]
        act()

    def plan(self, work: Deployment, near: date) -> None:
        """Each on a day of its own."""
        self.day += timedelta(days=1)
        day = near + timedelta(days=self.day.day % 5)
        starts = NOW.replace(year=day.year, month=day.month, day=day.day, tzinfo=LONDON)
        visits.plan(
            work, starts_at=starts, ends_at=starts + timedelta(hours=3), half_days=1 + self.day.day % 2,
            **self.support.office,
        )  # fmt: skip

    def fate(self, visit) -> str:
        return "called_off" if visit.starts_at > NOW else ("held", "missed")[visit.pk % 2]


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.sampled_from(MOVES), min_size=3, max_size=14))
def test_the_days_add_up_and_nothing_is_planned_where_the_work_has_ended(support, moves):
    with transaction.atomic():
        work = Work(support)
        for verb in moves:
            with suppress(*TOO_LATE):
                work.press(verb)
            adds_up(Deployment.objects.get(pk=work.pk))
        transaction.set_rollback(True)


def adds_up(work: Deployment) -> None:
    held = sum(visit.half_days for visit in work.visits.filter(state="held"))
    planned = sum(visit.half_days for visit in work.visits.filter(state="planned"))
    back = sum(pause.given_back for pause in work.pauses.all())
    promised = sum(row.half_days for row in promises.promised_for(work))
    if work.state in coherence.STANDING:
        assert promised == 6 - back
        assert held + planned <= promised
    else:
        assert (promised, planned) == (held, 0)
    assert work.pauses.open().count() == (work.state == "paused")
