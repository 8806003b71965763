"""Two at once on a real database: signatures, refusals, budgets, choices, visits."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from drystone.brokering import offers
from drystone.brokering.models import Enquiry, Offer, SupportRequest
from drystone.deployment import consents, deployments, records, visits
from drystone.deployment.models import Consent, Deployment, Visit
from drystone.mail.models import Message
from drystone.register import promises, release_rules
from drystone.register.lifecycle import DESIGNATION
from drystone.register.models import Away, Designation, Promise
from drystone.register.release_rules import Said
from tests import cast
from tests.clock import LONDON
from tests.racing import at_once
from tests.supporting import Support

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def meeting(act: Callable[..., None], both: Barrier | None = None) -> Callable[..., None]:
    """The same, but two who come to it, or to another with the same barrier, wait a second for each other."""
    both = both or Barrier(2)

    def met(*given: Any, **named: Any) -> None:
        with suppress(BrokenBarrierError):
            both.wait(1)
        act(*given, **named)

    return met


@pytest.fixture
def support() -> Support:
    return Support()


def fresh(consent: Consent) -> Consent:
    return Consent.objects.select_related("person", "agreement__deployment").get(pk=consent.pk)


def test_two_last_signatures_at_once_make_it_agreed_once(support, monkeypatch):
    """Having signed, each waits for the other before she asks whether all have; who holds the lock waits in vain."""
    agreement = support.drawn_up()
    support.agree(agreement, "leader", "alliance")
    monkeypatch.setattr(consents, "settle", meeting(consents.settle))
    last = [fresh(support.consent(agreement, party)) for party in ("home", "receiving")]
    assert at_once(*(lambda each=each: support.sign(each) for each in last)) == ["done", "done"]
    assert Deployment.objects.get().state == "agreed"
    assert Message.objects.filter(kind="deployment.all_agreed").count() == 4


def test_an_approval_and_a_refusal_at_once_leave_one_truth(support):
    agreement = support.drawn_up()
    support.agree(agreement, "leader", "alliance", "receiving")
    mine = [fresh(support.consent(agreement, "home")) for _ in range(2)]
    ann = support.by(support.ann)
    outcome = at_once(lambda: support.sign(mine[0]), lambda: consents.refuse(mine[1], **ann))
    assert sorted(outcome) == ["done", "too late"]
    deployment = Deployment.objects.get()
    consent = Consent.objects.get(party="home")
    assert (deployment.state, consent.state) in {("agreed", "agreed"), ("refused", "refused")}
    held = sum(p.half_days for p in promises.promised_for(deployment))
    assert held == (6 if deployment.state == "agreed" else 0)


def test_one_signature_pressed_four_times_at_once_is_one(support):
    agreement = support.drawn_up()
    same = [fresh(support.consent(agreement, "home")) for _ in range(4)]
    outcome = at_once(*(lambda each=each: support.sign(each) for each in same))
    assert sorted(outcome) == ["done", "too late", "too late", "too late"]


def test_two_who_plan_at_once_stay_within_the_week_that_the_school_allows(support, monkeypatch):
    """Having counted the week, each waits for the other before she goes on; who holds the lock waits in vain."""
    work = [support.agreed() for _ in range(2)]
    release_rules.settle(support.tom, Said(), Said(a_week=1), **support.by(support.ann))
    monkeypatch.setattr(promises, "follow", meeting(promises.follow))
    outcome = at_once(
        *(lambda each=each, day=day: support.planned(each, day) for each, day in zip(work, (17, 19), strict=True)),
        late=(visits.CannotPlan,),
    )
    assert sorted(outcome) == ["done", "too late"]
    assert (Visit.objects.count(), Away.objects.count()) == (1, 1)


def test_a_leader_is_removed_while_the_last_of_three_people_agrees(support):
    """Whoever is quicker: a signature that comes after the removal is not taken, one that came before stands whole."""
    agreement = support.drawn_up()
    support.agree(agreement, "leader", "alliance", "receiving")
    last, margaret = fresh(support.consent(agreement, "home")), support.office

    def remove() -> None:
        DESIGNATION.move(support.tom, "remove", note="x", ending="removed", ended_on=cast.TODAY, **margaret)

    outcome = at_once(lambda: support.sign(last), remove)
    agreed = Consent.objects.get(pk=last.pk).state == "agreed"
    assert Designation.objects.get(pk=support.tom.pk).state == "ended"
    assert sorted(outcome) == (["done", "done"] if agreed else ["done", "too late"])
    assert (Deployment.objects.get().state == "agreed") == agreed


def test_of_two_agreements_at_once_only_what_the_budget_holds_is_promised():
    """Three days are kept for each of the two schools, a day is left: it goes to whoever draws up first."""
    support = Support(granted=14)
    first = support.proposed()
    second = support.proposed()
    outcome = at_once(
        lambda: support.drawn_up(Deployment.objects.get(pk=first.pk), half_days=8),
        lambda: support.drawn_up(Deployment.objects.get(pk=second.pk), half_days=8),
        late=(promises.NotEnoughRelease,),
    )
    assert sorted(outcome) == ["done", "too late"]
    standing = Promise.objects.filter(given_back_at=None).values_list("for_type", "half_days")
    assert sorted(standing) == [("brokering.offer", 6), ("deployment.deployment", 8)]


def test_one_agreement_drawn_up_twice_at_once_is_one_version(support):
    deployment = support.proposed()
    draw = [Deployment.objects.get(pk=deployment.pk) for _ in range(2)]
    assert at_once(*(lambda each=each: support.drawn_up(each) for each in draw)) == ["done", "done"]
    assert deployment.agreements.count() == 1


@pytest.mark.parametrize("changed", [{"half_days": 4}, {"charge_pence": 32000}])
def test_a_signature_and_a_new_version_at_once_leave_one_truth(support, changed):
    """Whoever is quicker: what was signed before is carried over or asked again, what comes after is not taken."""
    first = support.drawn_up()
    support.agree(first, "leader", "alliance", "receiving")
    last, drawn = fresh(support.consent(first, "home")), Deployment.objects.get()
    outcome = at_once(lambda: support.sign(last), lambda: support.drawn_up(drawn, **changed))
    signed = Consent.objects.get(pk=last.pk).state == "agreed"
    assert sorted(outcome) == (["done", "done"] if signed else ["done", "too late"])
    second, work = first.deployment.agreements.first(), Deployment.objects.get()
    assert (second.number, work.state, second.paper) == (2, "agreeing", None)
    carried = signed and "charge_pence" in changed
    assert support.consent(second, "home").state == ("agreed" if carried else "asked")


def test_one_visit_planned_twice_at_once_is_one(support):
    deployment = support.agreed()
    plan = [Deployment.objects.get(pk=deployment.pk) for _ in range(2)]
    assert at_once(*(lambda each=each: support.planned(each) for each in plan)) == ["done", "done"]
    assert Visit.objects.count() == 1


def test_visits_planned_at_once_stay_within_the_agreed_days(support):
    deployment = support.agreed(half_days=2)

    def plan(day: int) -> Visit:
        starts = datetime(2026, 11, day, 9, tzinfo=LONDON)
        hours = {"starts_at": starts, "ends_at": starts + timedelta(hours=5)}
        mine = Deployment.objects.get(pk=deployment.pk)
        return visits.plan(mine, **hours, half_days=2, **support.by(support.leader))

    outcome = at_once(lambda: plan(17), lambda: plan(18), late=(visits.CannotPlan,))
    assert sorted(outcome) == ["done", "too late"]


def test_of_two_leaders_chosen_at_once_one_is(support):
    hannah = support.add_leader("Hannah Alderson")
    request = support.accepted()
    for who in (support.tom, hannah):
        support.leader_yes(request, who)
    both = offers.offer(request, [(support.tom, "a"), (hannah, "b")], **support.office)
    susan = support.by(support.susan)
    outcome = at_once(*(lambda each=each: offers.choose(each, **susan) for each in both))
    assert sorted(outcome) == ["done", "too late"]
    assert sorted(Offer.objects.values_list("state", flat=True)) == ["chosen", "not_chosen"]


def test_two_officers_who_ask_at_once_ask_once(support):
    request = support.accepted()
    asked = [SupportRequest.objects.get(pk=request.pk) for _ in range(2)]
    assert at_once(*(lambda each=each: support.home_asked(each) for each in asked)) == ["done", "done"]
    assert Enquiry.objects.count() == 1


def test_proposed_twice_at_once_it_is_one_deployment(support):
    offer = support.chosen()
    same = [Offer.objects.get(pk=offer.pk) for _ in range(2)]
    at_once(*(lambda each=each: deployments.propose(each, **support.office) for each in same))
    assert Deployment.objects.count() == 1


def test_a_record_sent_twice_at_once_is_sent_once(support):
    visit = support.begun()
    both = [Visit.objects.get(pk=visit.pk).record for _ in range(2)]
    leader = support.by(cast.acting(support.tom.person))
    outcome = at_once(*(lambda each=each: records.send(each, **leader) for each in both))
    assert sorted(outcome) == ["done", "too late"]
    assert Message.objects.filter(kind="deployment.record_sent").count() == 1


def test_who_ends_the_work_while_a_visit_is_planned_leaves_none_planned(support, monkeypatch):
    """Having seen that none is planned, who ends it waits; who plans in that moment waits in vain, or is first."""
    deployment = support.written_up().deployment
    both = Barrier(2)
    monkeypatch.setattr(deployments.days, "keep_delivered", meeting(deployments.days.keep_delivered, both))
    monkeypatch.setattr(visits, "book", meeting(visits.book, both))
    ends, plans = (Deployment.objects.get(pk=deployment.pk) for _ in range(2))
    why = {"reason": "other", "text": "x"}
    outcome = at_once(
        lambda: deployments.stop(ends, **why, **support.office),
        lambda: support.planned(plans, day=17),
        late=(visits.CannotPlan,),
    )
    assert sorted(outcome) == ["done", "too late"]
    state = Deployment.objects.get(pk=deployment.pk).state
    assert Visit.objects.filter(state="planned").exists() == (state == "under_way")


def test_work_that_two_stop_at_once_is_stopped_once(support):
    deployment = support.written_up().deployment
    both = [Deployment.objects.get(pk=deployment.pk) for _ in range(2)]
    why = {"reason": "other", "text": "x"}
    outcome = at_once(*(lambda each=each: deployments.stop(each, **why, **support.office) for each in both))
    assert sorted(outcome) == ["done", "too late"]
    assert Message.objects.filter(kind="deployment.stopped").count() == 5
    assert deployment.whys.count() == 1
