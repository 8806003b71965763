"""The plan of a term from the press to the last line: made by a job, accepted line by line, made again.

Features 42 (ranked suggestions that say why), 46 (the employer is asked first), 51 (workload cap).
"""

from datetime import timedelta

import pytest

from drystone.brokering import enquiries, plan_lines, term_plans
from drystone.brokering.models import Enquiry, PlanLine, TermPlan
from drystone.brokering.planning import apart
from drystone.brokering.planning.weights import Weights
from drystone.history.models import Event
from drystone.jobs import runner
from drystone.jobs.models import Job
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from tests import cast
from tests.brokering.terms.stage import Stage
from tests.clock import NOW


@pytest.fixture
def stage(db) -> Stage:
    return Stage()


def answered(line: PlanLine, said: str) -> PlanLine:
    line.refresh_from_db()
    enquiries.answer(line.enquiry, said, by=cast.acting(line.enquiry.asked), at=NOW)
    return line


def accepted(stage: Stage, line: PlanLine) -> PlanLine:
    return plan_lines.accept(line, **stage.office)


def test_a_plan_is_made_by_a_job_and_every_line_has_its_reasons(stage):
    stage.ask_all()
    plan = stage.planned()
    assert (plan.state, plan.lines.count(), plan.gaps.count()) == ("ready", 8, 0)
    line = plan.lines.select_related("designation__person", "request__area").first()
    assert line.because[0] == f"{line.request.area}: experienced"
    assert "knows primary" in line.because
    assert (line.granted, line.promised) == (8, 0) or line.granted == 12
    assert plan.value <= plan.bound
    assert plan.figures["planned"]["served"] == 8
    assert plan.figures["now"] == {"served": 0, "days": 0, "miles": 0, "gini": 0.0}
    assert plan.figures["by_hand"]["served"] == 8


def test_a_plan_asks_nobody(stage):
    stage.ask_all()
    stage.planned()
    assert not Enquiry.objects.exists()
    assert not Message.objects.filter(kind__startswith="brokering.enquiry").exists()


def test_the_same_term_twice_gives_the_same_lines(stage):
    stage.ask_all()
    columns = ("place", "request", "designation", "score", "because", "but", "planned")
    first, second = (list(stage.planned().lines.values_list(*columns)) for _ in range(2))
    assert first == second


def test_two_presses_make_one_plan_and_a_colleague_is_shown_it(stage):
    stage.ask()
    first = stage.start()
    again = term_plans.start(stage.alliance, stage.terms[1], **stage.by(stage.coordinator()))
    assert (again, TermPlan.objects.count(), Job.objects.filter(task__endswith="make_plan").count()) == (first, 1, 1)


def test_only_the_office_asks_and_cancels(stage):
    plan = stage.start()
    with pytest.raises(NotAllowed):
        term_plans.cancel(plan, **stage.by(stage.susan))
    assert not TermPlan.objects.visible_to(cast.acting(stage.susan), on=cast.TODAY).exists()


def test_cancelled_before_it_begins_nothing_is_made(stage):
    stage.ask()
    plan = stage.start()
    term_plans.cancel(plan, **stage.office)
    assert (stage.planned(plan).state, PlanLine.objects.count()) == ("cancelled", 0)
    assert stage.planned().state == "ready"


def test_cancelled_while_it_is_made_it_stops_at_the_next_look(stage, monkeypatch):
    stage.ask_all()
    plan, heard = stage.start(), []

    def slowly(instance, *, before, now, say):
        heard.append(say("The plan is worth 1", 1, 2))
        term_plans.cancel(TermPlan.objects.get(pk=plan.pk), **stage.office)
        heard.append(say("The plan is worth 2", 2, 2))
        raise apart.Stopped

    monkeypatch.setattr(apart, "plan", slowly)
    made = stage.planned(plan)
    assert (made.state, made.doing, heard, PlanLine.objects.count()) == (
        "cancelled", "The plan is worth 1", [True, False], 0
    )  # fmt: skip


def test_cancelled_at_the_very_end_no_line_is_written(stage, monkeypatch):
    stage.ask_all()
    plan, kept = stage.start(), apart.plan

    def just_too_late(instance, **more):
        made = kept(instance, **more)
        term_plans.cancel(TermPlan.objects.get(pk=plan.pk), **stage.office)
        return made

    monkeypatch.setattr(apart, "plan", just_too_late)
    assert (stage.planned(plan).state, PlanLine.objects.count()) == ("cancelled", 0)


def test_a_process_that_ends_without_a_plan_keeps_nobody_waiting(stage, monkeypatch):
    stage.ask()

    def ends(*given, **named):
        raise apart.NoAnswer

    monkeypatch.setattr(apart, "plan", ends)
    plan = stage.planned()
    assert plan.state == "failed"
    monkeypatch.undo()
    assert stage.planned().state == "ready"


def test_a_worker_that_takes_it_a_second_time_leaves_a_ready_plan_alone(stage):
    stage.ask()
    plan = stage.planned()
    Job.objects.filter(task__endswith="make_plan").update(state="waiting", finished_at=None)
    runner.run_due(NOW + timedelta(minutes=1))
    assert list(TermPlan.objects.values_list("state", flat=True)) == ["ready"]
    assert plan.lines.count() == 1


def test_a_later_plan_takes_the_place_of_the_one_before(stage):
    stage.ask()
    first, second = stage.planned(), stage.planned()
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "ready")
    with pytest.raises(Refused, match="was replaced"):
        accepted(stage, first.lines.get())


def test_what_does_not_count_is_kept_with_the_plan(stage):
    stage.ask()
    plan = stage.planned(stage.start(weights=Weights(distance=0)))
    assert plan.weights["distance"] == 0
    assert term_plans.again(plan, **stage.office).weights == plan.weights


def test_an_accepted_line_asks_the_home_approver_and_not_the_leader(stage):
    stage.ask()
    line = stage.planned().lines.get()
    enquiry = accepted(stage, line).enquiry
    assert (enquiry.step, enquiry.state) == ("home", "asked")
    asked = Message.objects.filter(kind="brokering.home_asked").values_list("person_id", flat=True)
    assert list(asked) == [enquiry.asked_id]
    assert enquiry.asked_id != line.designation.person_id
    assert Event.objects.filter(record_type="brokering.planline", verb="accept").count() == 1


def test_where_the_world_has_moved_on_the_rule_is_said_and_nobody_is_asked(stage):
    stage.ask()
    line = stage.planned().lines.select_related("designation").get()
    type(line.designation).objects.filter(pk=line.designation_id).update(state="paused")
    with pytest.raises(Refused, match="Their designation is paused"):
        accepted(stage, PlanLine.objects.get())
    assert (PlanLine.objects.get().state, Enquiry.objects.count()) == ("proposed", 0)


def test_pressed_twice_the_home_approver_is_asked_once(stage):
    stage.ask()
    plan = stage.planned()
    accepted(stage, plan.lines.get())
    with pytest.raises(AlreadyMoved):
        accepted(stage, plan.lines.get())
    assert Enquiry.objects.count() == 1


def test_all_that_are_left_are_asked_at_once_and_what_cannot_be_is_said(stage):
    stage.ask_all()
    plan = stage.planned()
    plan_lines.set_aside(plan.lines.all()[0], **stage.office)
    broken = plan.lines.all()[1]
    type(broken.designation).objects.filter(pk=broken.designation_id).update(state="paused")
    done, why_not = plan_lines.accept_left(plan, **stage.office)
    left = plan.lines.filter(designation=broken.designation_id).exclude(state="set_aside").count()
    assert (len(done), len(why_not)) == (7 - left, left)
    assert all("Their designation is paused." in sentence for sentence in why_not)


def test_a_line_is_taken_back_before_the_answer_and_not_after(stage):
    stage.ask()
    line = accepted(stage, stage.planned().lines.get())
    plan_lines.take_back(line, **stage.office)
    assert (line.state, line.enquiry, Enquiry.objects.get().state) == ("proposed", None, "stood_down")
    again = answered(accepted(stage, PlanLine.objects.get()), "yes")
    with pytest.raises(Refused, match="has answered already"):
        plan_lines.take_back(again, **stage.office)


def test_a_line_that_was_set_aside_is_taken_up_again(stage):
    stage.ask()
    line = stage.planned().lines.get()
    plan_lines.set_aside(line, **stage.office)
    with pytest.raises(AlreadyMoved):
        accepted(stage, line)
    assert plan_lines.take_up(line, **stage.office).state == "proposed"


def test_after_a_refusal_the_plan_is_made_again_and_all_else_stays(stage):
    """Who said no is not proposed again for that request; what was accepted is kept, and one request changes."""
    stage.ask_all()
    plan = stage.planned()
    plan_lines.accept_left(plan, **stage.office)
    refused = answered(plan.lines.all()[2], "no")
    later = stage.planned(term_plans.again(plan, **stage.office))
    was, now = (
        {line.request_id: line.designation_id for line in each.lines.all()} for each in (plan, later)
    )  # fmt: skip
    different = [request for request in was if now.get(request) != was[request]]
    assert different == [refused.request_id]
    changed = later.lines.filter(is_changed=True)
    assert [line.request_id for line in changed] == [refused.request_id]
    assert changed.get().place == 1
    assert changed.get().designation_id != refused.designation_id
    assert later.lines.filter(state="accepted").count() == 7


def test_a_refusal_is_known_to_this_request_alone(stage):
    first, other = stage.ask(half_days=2), stage.ask(half_days=2)
    line = accepted(stage, stage.planned().lines.get(request=first))
    answered(line, "no")
    gathered = stage.gathered()
    requests = {each.id: each for each in gathered.instance.requests}
    assert requests[first.pk].refused == {line.designation_id}
    assert requests[other.pk].refused == frozenset()


def test_who_is_being_asked_already_stays_with_the_request(stage):
    request = stage.ask()
    best = stage.planned().lines.get().designation_id
    known = stage.gathered().known
    other = known.leaders[next(pk for pk in known.holders[request.area_id] if pk != best)]
    enquiry = enquiries.ask_home(request, other, **stage.office)
    line = stage.planned().lines.get()
    assert (line.designation_id, line.state, line.enquiry_id) == (other.pk, "accepted", enquiry.pk)
    assert stage.planned().figures["now"]["served"] == 1


def test_what_was_set_aside_and_is_proposed_again_is_no_news(stage):
    stage.ask()
    plan = stage.planned()
    plan_lines.set_aside(plan.lines.get(), **stage.office)
    again = stage.planned(term_plans.again(plan, **stage.office)).lines.get()
    assert (again.state, again.is_changed) == ("proposed", False)
