"""The work rests and goes on, ends early, goes to another leader; what was pressed by mistake is taken back."""

from datetime import date, timedelta

import pytest

from drystone.brokering import offers
from drystone.brokering.models import Offer, SupportRequest
from drystone.deployment import consents, deployments, fates, handing_over, pausing, undoing, visits
from drystone.deployment.models import Deployment, Pause, Review, Visit, VisitEvaluation, VisitRecord, Why
from drystone.deployment.sentences import waiting_for
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, Refused
from drystone.mail.models import Message
from drystone.register import promises
from tests import cast
from tests.clock import NOW

UNTIL = date(2026, 12, 7)
SECRET = "CANARY-WHY"
WHY = {"reason": "leader", "text": SECRET}


def promised(deployment: Deployment) -> int:
    return sum(row.half_days for row in promises.promised_for(deployment))


def paused(support, deployment=None, **how) -> Pause:
    deployment = deployment or support.agreed()
    return pausing.pause(deployment, **{"until": UNTIL, **WHY, **how}, **support.office)


def told(kind: str) -> set[str]:
    return set(Message.objects.filter(kind=f"deployment.{kind}").values_list("to_name", flat=True))


EVERYBODY = {"Ann Peel", "Tom Raine", "Susan Iveson", "Margaret Hird", "Kate Lister"}


def test_while_it_rests_nobody_plans_and_the_days_stay_set_aside(support):
    deployment = support.agreed()
    visit = support.planned(deployment, day=17)
    pause = paused(support, deployment)
    visit.refresh_from_db()
    assert (deployment.state, visit.state, promised(deployment)) == ("paused", "cancelled", 6)
    assert waiting_for(deployment, NOW) == "Monday 7 December 2026, when the work goes on"
    with pytest.raises(visits.CannotPlan, match="The work is paused"):
        support.planned(deployment, day=18)
    assert len(told("paused")) == 5
    assert pause.given_back == 0


def test_visits_may_stay_as_planned_and_are_written_up_while_it_rests(support):
    deployment = support.agreed()
    visit = support.planned(deployment, day=10)
    later = support.planned(deployment, day=24)
    paused(support, deployment, calls_off=False)
    support.written_up(visit)
    later.refresh_from_db()
    deployment.refresh_from_db()
    assert (later.state, deployment.state) == ("planned", "paused")
    assert "Still ahead, as planned: 1 visit." in " ".join(
        Message.objects.filter(kind="deployment.paused").first().text.split()
    )
    assert pausing.resume(deployment, **support.office).state == "under_way"


def test_days_given_back_are_set_aside_again_when_it_goes_on(support):
    deployment = support.agreed()
    support.written_up(support.planned(deployment))
    deployment.refresh_from_db()
    assert paused(support, deployment, gives_back=True).given_back == 5
    assert promised(deployment) == 1
    pausing.resume(deployment, **support.office)
    assert (promised(deployment), promises.promised_for(deployment).count()) == (6, 1)
    assert Pause.objects.get().given_back == 0


def test_where_the_days_went_elsewhere_it_goes_on_with_those_that_are_left(support):
    deployment = support.agreed()
    paused(support, deployment, gives_back=True)
    support.agree(support.drawn_up(support.proposed(), half_days=10))
    with pytest.raises(Refused, match="3 days would be set aside again, and Reeth Primary School has 1 day left"):
        pausing.resume(deployment, **support.office)
    deployment.refresh_from_db()
    assert deployment.state == "paused"
    pausing.resume(deployment, with_fewer=True, **support.office)
    assert (deployment.state, promised(deployment), Pause.objects.get().given_back) == ("agreed", 2, 4)


def test_another_day_is_set_and_the_office_is_reminded_on_it_once(support, clock):
    deployment = support.agreed()
    paused(support, deployment)
    later = UNTIL + timedelta(days=7)
    for _ in range(2):
        pausing.change_end(deployment, later, **support.office)
    assert Message.objects.filter(kind="deployment.paused").count() == 10
    assert pausing.remind_over(at=NOW) == 0
    due = NOW + timedelta(days=(later - NOW.date()).days)
    assert [pausing.remind_over(at=due), pausing.remind_over(at=due + timedelta(days=1))] == [1, 0]
    assert waiting_for(deployment, due) == "the office: it was to go on from Monday 14 December 2026"


def test_it_is_paused_and_goes_on_once_however_often_pressed(support):
    deployment = support.agreed()
    paused(support, deployment)
    with pytest.raises(AlreadyMoved):
        paused(support, deployment)
    pausing.resume(deployment, **support.office)
    with pytest.raises(AlreadyMoved):
        pausing.resume(deployment, **support.office)
    with pytest.raises(Refused, match="after today"):
        paused(support, deployment, until=NOW.date())


def of_the_school():
    return Review.objects.filter(kind=Review.Kind.DEPLOYMENT)


def stopped(support, deployment, **how) -> Deployment:
    return deployments.stop(deployment, **{**WHY, **how}, **support.office)


def test_a_school_that_was_visited_is_asked_after_an_early_stop_unless_the_office_says_not(support):
    first = support.written_up().deployment
    stopped(support, first)
    assert (first.state, of_the_school().get().state) == ("stopped_early", "due")
    assert waiting_for(first, NOW) == "Susan Iveson to say what has changed"
    second = support.written_up(support.planned(support.agreed(), day=11)).deployment
    stopped(support, second, asks_evaluation=False)
    assert of_the_school().count() == 1


def test_of_every_planned_visit_it_is_said_what_becomes_of_it_and_nothing_is_lost(support):
    """One whose time has passed may have taken place; one planned while somebody looked is not swept along."""
    deployment = support.agreed()
    passed, to_come = support.planned(deployment), support.planned(deployment, day=17)
    with pytest.raises(fates.VisitsOpen, match="Tuesday 17 November 2026"):
        stopped(support, deployment, of_visits={passed.pk: "held"})
    assert {visit.state for visit in Visit.objects.all()} == {"planned"}
    stopped(support, deployment, of_visits={passed.pk: "held", to_come.pk: "called_off"})
    assert [visit.state for visit in Visit.objects.all()] == ["held", "cancelled"]
    assert promised(deployment) == 1
    support.written_up(Visit.objects.get(pk=passed.pk))


def test_before_the_first_visit_it_is_cancelled_and_after_it_stopped(support):
    deployment = support.agreed()
    visit = support.planned(deployment)
    with pytest.raises(deployments.Begun):
        deployments.cancel(deployment, note="x", of_visits={visit.pk: "held"}, **support.office)
    deployment.refresh_from_db()
    support.drawn_up(deployment, half_days=4)
    with pytest.raises(deployments.NotBegun):
        stopped(support, deployment, of_visits={visit.pk: "missed"})


def test_while_a_change_is_being_agreed_the_work_can_be_stopped(support):
    deployment = support.written_up().deployment
    agreement = support.drawn_up(deployment, half_days=4)
    stopped(support, deployment)
    assert (deployment.state, promised(deployment)) == ("stopped_early", 1)
    with pytest.raises(consents.Over):
        support.sign(support.consent(agreement, "home"))


def test_an_aim_met_early_meets_the_request(support):
    stopped(support, support.written_up().deployment, reason="aim_met")
    assert (SupportRequest.objects.get().state, Offer.objects.get().state) == ("met", "chosen")


@pytest.mark.parametrize("reason", ["aim_met", "school"])
def test_an_early_stop_is_taken_back_for_five_working_days(support, reason):
    deployment = support.written_up().deployment
    stopped(support, deployment, reason=reason)
    undoing.take_back_stop(deployment, **support.office)
    assert (deployment.state, promised(deployment)) == ("under_way", 6)
    assert (SupportRequest.objects.get().state, Offer.objects.get().state) == ("accepted", "chosen")
    assert set(Review.objects.values_list("state", flat=True)) == {"not_needed"}
    stopped(support, deployment, reason=reason)
    with pytest.raises(Refused, match="within five working days"):
        undoing.take_back_stop(deployment, by=support.margaret, at=NOW + timedelta(days=8))


def test_a_stop_is_not_taken_back_once_somebody_else_is_sought_or_a_fee_is_on_a_statement(support):
    deployment = support.written_up().deployment
    visit = support.planned(deployment, day=17)
    stopped(support, deployment, of_visits={visit.pk: "called_off"})
    visits.lock([visit.pk])
    with pytest.raises(Refused, match="on a statement already"):
        undoing.take_back_stop(deployment, **support.office)
    Visit.objects.filter(pk=visit.pk).update(locked=False)
    next_leader(support)
    deployment.refresh_from_db()
    with pytest.raises(Refused, match="Somebody else"):
        undoing.take_back_stop(deployment, **support.office)
    assert Deployment.objects.get(pk=deployment.pk).state == "stopped_early"


def test_a_finish_is_taken_back_until_the_school_has_answered_and_what_it_wrote_is_kept(support):
    review = support.finished()
    deployment = review.deployment
    undoing.take_back_finish(deployment, **support.office)
    assert (deployment.state, promised(deployment)) == ("under_way", 6)
    deployments.finish(deployment, **support.office)
    again = of_the_school().get()
    assert (again.pk, again.sheet_id, again.state) == (review.pk, review.sheet_id, "due")
    assert Message.objects.filter(kind="deployment.evaluation_asked").count() == 2


def test_once_evaluated_a_finish_stands(support):
    deployment = Deployment.objects.get(pk=support.evaluated().deployment_id)
    with pytest.raises(AlreadyMoved):
        undoing.take_back_finish(deployment, **support.office)


def next_leader(support, name: str = "Hannah Alderson") -> Offer:
    """By the usual order of asks: her head, then she herself, then the school chooses."""
    leader = support.add_leader(name)
    said = support.leader_yes(SupportRequest.objects.get(), leader)
    return offers.offer(said.request, [(leader, "x")], **support.office)[0]


def handed(support, **how) -> Deployment:
    deployment = support.written_up().deployment
    return deployments.hand_over(deployment, **WHY, **how, **support.office)


def taken_over(support, name: str = "Hannah Alderson") -> Deployment:
    offer = offers.choose(next_leader(support, name), **support.by(support.susan))
    return deployments.propose(offer, **support.office)


def agreed(support, deployment: Deployment) -> Deployment:
    left = handing_over.left(deployment, NOW.date())
    agreement = support.drawn_up(deployment, half_days=left.half_days, starts=left.starts, ends=left.ends)
    support.agree(agreement)
    deployment.refresh_from_db()
    return deployment


def reads(person, kind) -> int:
    return kind.objects.visible_to(cast.acting(person), on=NOW.date()).count()


def test_who_takes_over_has_the_days_left_the_colleague_and_the_records(support):
    first = handed(support)
    assert waiting_for(first, NOW) == "the office to find who takes over"
    assert SupportRequest.objects.get().half_days == 5
    second = taken_over(support)
    assert (second.supported, second.supported_role) == (support.kate, "English lead")
    assert handing_over.earlier(second) == [second.pk, first.pk]
    left = handing_over.left(second, NOW.date())
    assert (left.half_days, left.starts, left.ends) == (5, NOW.date(), date(2026, 12, 18))
    hannah = second.leader
    assert reads(hannah, VisitRecord) == 0, "nothing before all have agreed"
    agreed(support, second)
    assert (reads(hannah, VisitRecord), reads(hannah, VisitEvaluation)) == (1, 0)
    assert reads(support.tom.person, VisitRecord) == 1
    assert promised(first) + promised(second) == 6


def test_the_evaluations_are_read_only_where_the_office_says_so(support):
    handed(support, shows_evaluations=True)
    second = agreed(support, taken_over(support))
    assert reads(second.leader, VisitEvaluation) == 1
    assert reads(support.kate, VisitEvaluation) == 0


def test_the_next_but_one_reads_all_records_and_who_handed_on_reads_no_more(support):
    first = handed(support)
    second = agreed(support, taken_over(support))
    deployments.hand_over(second, **WHY, **support.office)
    third = agreed(support, taken_over(support, "Grace Oyelaran"))
    assert handing_over.earlier(third) == [third.pk, second.pk, first.pk]
    assert (reads(third.leader, VisitRecord), reads(second.leader, VisitRecord)) == (1, 0)


def test_a_leader_in_between_whose_agreement_came_to_nothing_is_left_out(support):
    first = handed(support)
    agreement = support.drawn_up(taken_over(support), half_days=2)
    consents.refuse(support.consent(agreement, "leader"), **support.by(cast.acting(agreement.deployment.leader)))
    third = taken_over(support, "Grace Oyelaran")
    first.refresh_from_db()
    assert first.hands_over_to == third


@pytest.mark.parametrize("verb", ["pause", "stop", "hand_over"])
def test_why_is_the_offices_alone_in_no_history_and_in_no_mail(support, verb):
    deployment = support.written_up().deployment
    {"pause": lambda: paused(support, deployment), "stop": lambda: stopped(support, deployment),
     "hand_over": lambda: deployments.hand_over(deployment, **WHY, **support.office)}[verb]()  # fmt: skip
    assert SECRET not in str(list(events.of(deployment).values()))
    assert not Message.objects.filter(text__contains=SECRET).exists()
    for person in (support.tom.person, support.ann, support.susan, support.kate):
        assert reads(person, Why) == 0
    assert reads(support.margaret, Why) == 1
