"""Two requests, two leaders and everybody who has a say, for walks through the order of asks."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from drystone.brokering import enquiries, offers, requests, running_out
from drystone.brokering.models import Enquiry, EnquiryState, Offer, SupportRequest
from drystone.deployment import deployments
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.register.models import Promise
from tests import cast
from tests.clock import NOW
from tests.supporting import Support

NO = (AlreadyMoved, NotAllowed, Refused, requests.Chosen, deployments.NotChosen)
ANSWERS = ("yes", "yes", "yes", "not_now", "no", "call")


class Asking:
    """Two requests that both want more than half of what each leader may give; every step is a verb of the product."""

    def __init__(self, support: Support):
        self.support, self.at = support, NOW
        self.leaders = [support.tom, support.add_leader("Hannah Alderson")]
        self.requests = [support.accepted(half_days=8), support.accepted(half_days=8)]
        self.steps: list[Callable[[int, int], Any]] = [
            self.ask, self.answer, self.answer, self.answer, self.ask_leader, self.again, self.thank, self.record,
            self.offer, self.choose, self.take_off, self.take_back, self.others, self.expire, self.end, self.propose,
        ]  # fmt: skip

    def goes(self, step: int, who: int, what: int) -> None:
        """One step, by somebody who may or may not; a while later."""
        self.at += timedelta(hours=7)
        with suppress(*NO):
            self.steps[step % len(self.steps)](who, what)

    def one(self, rows: Any, number: int) -> Any:
        found = list(rows.order_by("pk"))
        if not found:
            raise Refused("nothing there")
        return found[number % len(found)]

    @property
    def office(self) -> dict[str, Any]:
        return {"by": self.support.margaret, "at": self.at}

    def somebody(self, who: int) -> dict[str, Any]:
        people = (self.support.margaret, self.support.susan, self.support.ann, *(d.person for d in self.leaders))
        return {"by": cast.acting(people[who % len(people)]), "at": self.at}

    def request(self, what: int) -> SupportRequest:
        return SupportRequest.objects.get(pk=self.requests[what % 2].pk)

    def enquiry(self, what: int) -> Enquiry:
        return self.one(Enquiry.objects.select_related("request", "designation", "asked"), what)

    def an_offer(self, what: int) -> Offer:
        return self.one(Offer.objects.select_related("request"), what)

    def ask(self, who: int, what: int) -> None:
        asked = self.leaders if what % 3 == 0 else [self.leaders[what % 2]]
        enquiries.ask_homes(self.request(what // 2), asked, **self.office)

    def answer(self, who: int, what: int) -> None:
        asked = self.enquiry(what)
        hers = {"by": cast.acting(asked.asked), "at": self.at} if who % 4 else self.somebody(who)
        enquiries.answer(asked, ANSWERS[who % len(ANSWERS)], reason="x" * (what % 2), **hers)

    def ask_leader(self, who: int, what: int) -> None:
        enquiries.ask_leader(self.request(what), self.leaders[who % 2], **self.office)

    def again(self, who: int, what: int) -> None:
        enquiries.ask_again(self.enquiry(what), **self.office)

    def thank(self, who: int, what: int) -> None:
        enquiries.stand_down(self.enquiry(what), **self.somebody(who))

    def record(self, who: int, what: int) -> None:
        enquiries.record(self.enquiry(what), ANSWERS[who % len(ANSWERS)], note="By phone", **self.office)

    def offer(self, who: int, what: int) -> None:
        chosen = self.leaders if who % 3 == 0 else [self.leaders[who % 2]]
        offers.offer(self.request(what), [(each, "Fits.") for each in chosen], **self.office)

    def choose(self, who: int, what: int) -> None:
        offers.choose(self.an_offer(what), **self.somebody(who))

    def take_off(self, who: int, what: int) -> None:
        offers.take_off(self.an_offer(what), note="x", **self.somebody(who))

    def take_back(self, who: int, what: int) -> None:
        deployments.take_back_choice(self.an_offer(what), note="x", **self.somebody(who))

    def others(self, who: int, what: int) -> None:
        offers.ask_for_others(self.request(what), note="x", **self.somebody(who))

    def expire(self, who: int, what: int) -> None:
        self.at += timedelta(days=3)
        running_out.expire_late(at=self.at)

    def end(self, who: int, what: int) -> None:
        if what % 5 == 0:
            requests.close_unmet(self.request(what), reason="nobody_willing", note="Nobody", **self.office)

    def propose(self, who: int, what: int) -> None:
        deployments.propose(self.an_offer(what), **self.office)

    def holds(self) -> None:
        """What is never otherwise, whatever anybody did."""
        self.nobody_is_asked_before_her_school_said_yes()
        self.one_is_chosen_at_most_and_nothing_stands_at_the_end()
        self.days_are_kept_for_exactly_those_who_stand_before_a_school()

    def nobody_is_asked_before_her_school_said_yes(self) -> None:
        """Also: while her own question stands, so does her school's yes."""
        for own in Enquiry.objects.filter(step="leader"):
            homes = Enquiry.objects.filter(step="home", request=own.request_id, designation=own.designation_id)
            assert said_yes_before(homes, own.asked_at), "asked before the home school said yes"
            if own.state in (EnquiryState.ASKED, EnquiryState.YES):
                assert homes.filter(state="yes").exists(), "asked though her school has taken its yes back"

    def one_is_chosen_at_most_and_nothing_stands_at_the_end(self) -> None:
        for request in SupportRequest.objects.all():
            chosen = request.offers.filter(state="chosen").count()
            standing = request.enquiries.filter(state__in=("asked", "yes"))
            assert chosen <= 1
            assert not (chosen and request.offers.filter(state="offered").exists())
            if request.state != "accepted":
                assert not standing.exists()
                assert not request.offers.filter(state__in=("offered", "chosen")).exists()
            for offer in request.offers.filter(state__in=("offered", "chosen")):
                yes = standing.filter(designation=offer.designation_id, state="yes")
                assert set(yes.values_list("step", flat=True)) == {"home", "leader"}

    def days_are_kept_for_exactly_those_who_stand_before_a_school(self) -> None:
        kept = Promise.objects.filter(for_type="brokering.offer", given_back_at=None)
        standing = Offer.objects.filter(state__in=("offered", "chosen"))
        assert set(kept.values_list("for_id", flat=True)) == set(standing.values_list("pk", flat=True))
        for leader in self.leaders:
            promised = sum(kept.filter(person=leader.person).values_list("half_days", flat=True))
            assert promised <= 12, "more than was granted"


def said_yes_before(homes: Any, at: datetime) -> bool:
    said = (event for home in homes for event in events.record_of(home) if event.verb == "say_yes")
    return any(event.at <= at for event in said)
