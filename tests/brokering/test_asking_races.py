"""Two at once in the order of asks, on a real database: last days, choices, answers that come as something ends."""

from datetime import datetime

import pytest

from drystone.brokering import enquiries, offers, requests, running_out
from drystone.brokering.models import Enquiry, LateAnswer, Offer, SupportRequest
from drystone.deployment import agreements, deployments
from drystone.deployment.models import Deployment
from drystone.mail.models import Message
from drystone.people.models import Person
from drystone.register.models import Promise
from tests import cast
from tests.clock import LONDON
from tests.racing import at_once
from tests.supporting import Support

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ENDS = datetime(2026, 11, 18, 18, tzinfo=LONDON)


@pytest.fixture
def support() -> Support:
    return Support()


def fresh(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.select_related("request__alliance", "designation__person", "asked").get(pk=enquiry.pk)


def acting(person: Person) -> Person:
    return cast.acting(Person.objects.get(pk=person.pk))


def kept() -> int:
    return sum(Promise.objects.filter(given_back_at=None).values_list("half_days", flat=True))


def test_of_two_brokers_who_take_the_last_days_of_one_leader_exactly_one_does(support):
    """Features 51: Workload cap enforced."""
    ready = [support.leader_yes(support.accepted(half_days=8)) for _ in range(2)]
    colin = support.coordinator()

    def put(said: Enquiry, broker: Person) -> None:
        offers.offer(fresh(said).request, [(fresh(said).designation, "Fits.")], **support.by(acting(broker)))

    outcome = at_once(*(lambda s=s, b=b: put(s, b) for s, b in zip(ready, (support.margaret, colin), strict=True)))
    assert sorted(outcome) == ["done", "too late"]
    assert (Offer.objects.count(), kept()) == (1, 8)
    assert Message.objects.filter(kind="brokering.leaders_offered").count() == 1


def test_of_two_offers_chosen_at_once_one_is_and_the_others_days_go_back(support):
    hannah = support.add_leader("Hannah Alderson")
    request = support.accepted()
    for who in (support.tom, hannah):
        support.leader_yes(request, who)
    both = offers.offer(request, [(support.tom, "a"), (hannah, "b")], **support.office)
    susan = acting(support.susan)
    outcome = at_once(*(lambda each=each: offers.choose(each, **support.by(susan)) for each in both))
    assert sorted(outcome) == ["done", "too late"]
    assert sorted(Offer.objects.values_list("state", flat=True)) == ["chosen", "not_chosen"]
    assert kept() == 6


def test_an_answer_against_its_running_out_counts_or_is_kept(support):
    home = support.home_asked()
    mine, ann = fresh(home), {"by": acting(support.ann), "at": ENDS}
    outcome = at_once(lambda: enquiries.answer(mine, "yes", **ann), lambda: running_out.expire_late(at=ENDS))
    assert outcome == ["done", "done"]
    found = fresh(home)
    assert (found.state, LateAnswer.objects.count()) in {("yes", 0), ("expired", 1)}


def test_an_answer_against_its_standing_down_counts_first_or_is_kept(support):
    home = support.home_asked()
    mine, request = fresh(home), SupportRequest.objects.get(pk=home.request_id)
    outcome = at_once(
        lambda: enquiries.answer(mine, "no", reason="x", **support.by(acting(support.ann))),
        lambda: requests.withdraw(request, **support.by(acting(support.susan))),
    )
    assert outcome == ["done", "done"]
    assert SupportRequest.objects.get().state == "withdrawn"
    assert (fresh(home).state, LateAnswer.objects.count()) in {("no", 0), ("stood_down", 1)}


def test_a_no_against_the_leader_being_put_before_the_school_stops_it_or_is_kept(support):
    said = support.leader_yes()
    home = fresh(said.request.enquiries.get(step="home"))
    put = [(fresh(said).designation, "Fits.")]
    outcome = at_once(
        lambda: enquiries.answer(home, "no", **support.by(acting(support.ann))),
        lambda: offers.offer(fresh(said).request, put, **support.by(acting(support.margaret))),
    )
    offered = Offer.objects.filter(state="offered").exists()
    assert sorted(outcome) == (["done", "done"] if offered else ["done", "too late"])
    assert (fresh(home).state, LateAnswer.objects.count()) == (("yes", 1) if offered else ("no", 0))
    assert kept() == (6 if offered else 0)


def test_asked_again_twice_at_once_it_is_one_question_and_one_message(support):
    home = support.home_asked()
    running_out.expire_late(at=ENDS)
    same = [fresh(home) for _ in range(2)]
    office = {"by": acting(support.margaret), "at": ENDS}
    assert at_once(*(lambda each=each: enquiries.ask_again(each, **office) for each in same)) == ["done", "done"]
    assert Message.objects.filter(kind="brokering.home_asked").count() == 2
    assert Enquiry.objects.count() == 1


def test_a_choice_taken_back_while_its_agreement_is_drawn_up_is_one_or_the_other(support):
    deployment = support.proposed()
    offer, office = Offer.objects.select_related("request").get(), support.by(acting(support.margaret))
    outcome = at_once(
        lambda: deployments.take_back_choice(offer, note="x", **office),
        lambda: agreements.draw_up(Deployment.objects.get(pk=deployment.pk), support.words(), **office),
    )
    assert sorted(outcome) == ["done", "too late"]
    stands = (Offer.objects.get().state, Deployment.objects.get().state, kept())
    assert stands in {("offered", "cancelled", 6), ("chosen", "agreeing", 6)}
