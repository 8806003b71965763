"""Two at once on one visit: moved and called off, the last half-day planned twice, an inspection and a move."""

from datetime import date, datetime, timedelta

import pytest

from drystone.deployment import calling_off, inspections, rearranging, visits
from drystone.deployment.inspections import Call
from drystone.deployment.models import Deployment, Visit, VisitMove
from drystone.deployment.rearranging import Why
from drystone.mail.models import Message
from drystone.register.models import Away, SchoolDates
from tests.clock import LONDON, NOW
from tests.racing import at_once
from tests.supporting import Support

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def support() -> Support:
    return Support()


def fresh(visit: Visit) -> Visit:
    return Visit.objects.select_related("deployment").get(pk=visit.pk)


def hours(day: int) -> dict[str, datetime]:
    starts = datetime(2026, 11, day, 9, tzinfo=LONDON)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=3)}


def test_a_visit_moved_and_called_off_at_once_is_off_and_leaves_no_day(support):
    visit = support.planned(day=17)
    mine, hers = fresh(visit), fresh(visit)
    outcome = at_once(
        lambda: rearranging.move(mine, **hours(24), why=Why(), **support.by(support.leader)),
        lambda: calling_off.cancel(hers, why="clash", **support.by(support.susan)),
    )
    assert outcome in (["done", "done"], ["too late", "done"])
    visit.refresh_from_db()
    assert (visit.state, Away.objects.count()) == ("cancelled", 0)
    assert visit.moved == 1 + VisitMove.objects.count()


def test_the_last_half_day_is_planned_once(support):
    work = support.agreed(half_days=1)

    def plan(day: int) -> None:
        wish = visits.Wish(**hours(day), half_days=1)
        visits.plan_several(Deployment.objects.get(pk=work.pk), [wish], **support.by(support.leader))

    assert sorted(at_once(lambda: plan(17), lambda: plan(24), late=(visits.CannotPlan,))) == ["done", "too late"]
    assert (Visit.objects.count(), Away.objects.count()) == (1, 1)


def test_an_inspection_told_by_two_at_once_moves_each_visit_once(support):
    visit = support.planned(day=17)
    told = Call(support.leyburn, support.alliance, date(2026, 11, 16), date(2026, 11, 20))
    shown = inspections.written(inspections.steps(told, today=NOW.date()))
    both = (support.susan, support.margaret)
    outcome = at_once(*(lambda by=by: inspections.call(told, shown=shown, **support.by(by)) for by in both))
    assert outcome == ["done", "done"]
    assert (VisitMove.objects.count(), SchoolDates.objects.count()) == (1, 1)
    assert Message.objects.filter(kind="deployment.inspection_called", to_name="Kate Lister").count() == 1
    assert fresh(visit).moved == 1


def test_an_inspection_and_a_move_at_once_leave_one_day(support):
    visit = support.planned(day=17)
    told = Call(support.leyburn, support.alliance, date(2026, 11, 16), date(2026, 11, 20))
    shown, mine = inspections.written(inspections.steps(told, today=NOW.date())), fresh(visit)
    at_once(
        lambda: inspections.call(told, shown=shown, **support.by(support.susan)),
        lambda: rearranging.move(mine, **hours(18), why=Why(), **support.by(support.leader)),
    )
    stands = fresh(visit)
    assert (stands.state, Away.objects.get().on) == ("planned", stands.starts_at.astimezone(LONDON).date())
    assert stands.moved == VisitMove.objects.count() >= 1
