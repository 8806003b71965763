"""Two at once on a real database: the same line, two plans, a line while the plan is made again, a cancelled end."""

import pytest

from drystone.brokering import plan_lines, term_plans
from drystone.brokering.models import Enquiry, PlanLine, TermPlan
from drystone.jobs.models import Job
from drystone.mail.models import Message
from tests.brokering.terms.stage import Stage
from tests.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage() -> Stage:
    return Stage(leaders=1)


def line_of(plan: TermPlan) -> PlanLine:
    return PlanLine.objects.select_related(
        "plan", "request__alliance", "request__school", "designation__person", "designation__home_school"
    ).get(plan=plan)


def test_two_accept_the_same_line_and_one_home_approver_is_asked_once(stage):
    stage.ask()
    plan, colleague = stage.planned(), stage.coordinator()
    mine, theirs = line_of(plan), line_of(plan)
    done = at_once(
        lambda: plan_lines.accept(mine, **stage.office), lambda: plan_lines.accept(theirs, **stage.by(colleague))
    )
    assert sorted(done) == ["done", "too late"]
    assert (Enquiry.objects.count(), Message.objects.filter(kind="brokering.home_asked").count()) == (1, 1)


def test_two_ask_for_a_plan_and_one_is_made(stage):
    stage.ask()
    colleague = stage.coordinator()
    made: list[TermPlan] = []
    done = at_once(
        lambda: made.append(stage.start()),
        lambda: made.append(term_plans.start(stage.alliance, stage.terms[1], **stage.by(colleague))),
    )
    assert (done, len({plan.pk for plan in made})) == (["done", "done"], 1)
    assert Job.objects.filter(task__endswith="make_plan").count() == 1


def test_a_line_is_accepted_before_the_later_plan_stands_or_not_at_all(stage):
    """Whichever comes first: what was accepted is in the later plan, or it was refused and nobody was asked."""
    stage.ask()
    plan = stage.planned()
    line = line_of(plan)
    again = term_plans.again(plan, **stage.office)
    done = at_once(lambda: plan_lines.accept(line, **stage.office), lambda: stage.planned(again))
    again.refresh_from_db()
    assert again.state == "ready"
    asked = Enquiry.objects.count()
    assert asked == len(done) - done.count("too late") - 1
    assert PlanLine.objects.filter(state="accepted", enquiry__isnull=True).count() == 0


def test_cancelled_and_finished_at_once_is_one_of_both(stage):
    stage.ask()
    plan = stage.start()
    at_once(lambda: stage.planned(plan), lambda: term_plans.cancel(TermPlan.objects.get(pk=plan.pk), **stage.office))
    plan.refresh_from_db()
    assert (plan.state, plan.lines.count()) in (("ready", 1), ("cancelled", 0))
