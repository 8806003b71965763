"""Two at once about one loan: a leader's days are given away once; agreed or withdrawn, it is one of the two."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from drystone.brokering import borrowing, lending
from drystone.brokering.models import Borrowing, Lending, SupportRequest
from drystone.lifecycle import AlreadyMoved, Refused
from drystone.register import promises
from drystone.register.models import Promise
from tests.brokering.neighbours import Neighbours
from tests.clock import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
LOST = (AlreadyMoved, Refused, promises.NotEnoughRelease)


@pytest.fixture
def two() -> Neighbours:
    return Neighbours()


def race(*acts: Any) -> list[Any]:
    """Each in its own connection, at the same moment; what each got, or why it did not."""
    start, results = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Any) -> None:
        start.wait()
        try:
            results[place] = act()
        except LOST as lost:
            results[place] = lost
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_days_lent_and_promised_elsewhere_at_once_exactly_one_has_them(two: Neighbours):
    two.asked()
    other = two.there.accepted(half_days=8)

    def elsewhere() -> Any:
        return promises.promise(
            other, person=two.wilf.person, home_school=two.wilf.home_school, starts=other.from_on,
            ends=other.until_on, half_days=8, at=NOW,
        )  # fmt: skip

    results = race(
        lambda: lending.propose(Lending.objects.get(), two.wilf, "Leads English.", **two.there.office), elsewhere
    )
    assert sum(isinstance(each, LOST) for each in results) == 1
    assert sum(Promise.objects.filter(given_back_at=None).values_list("half_days", flat=True)) in (6, 8)
    proposed = isinstance(results[0], Lending)
    assert two.states() == (("proposed", "proposed") if proposed else ("asked", "asked"))


def test_agreed_and_said_no_at_once_it_is_one_of_the_two_on_both_sides(two: Neighbours):
    two.proposed()
    results = race(
        lambda: borrowing.agree(Borrowing.objects.get(), **two.here.office),
        lambda: lending.decline(Lending.objects.get(), **two.there.office),
    )
    assert sum(isinstance(each, LOST) for each in results) == 1
    agreed = SupportRequest.objects.filter(lending__isnull=False).exists()
    assert two.states() == (("agreed", "agreed") if agreed else ("no", "no"))
    assert Promise.objects.filter(given_back_at=None).exists() == agreed


def test_withdrawn_and_proposed_at_once_no_days_stay_held(two: Neighbours):
    two.asked()
    race(
        lambda: borrowing.withdraw(Borrowing.objects.get(), **two.here.office),
        lambda: lending.propose(Lending.objects.get(), two.wilf, "Leads English.", **two.there.office),
    )
    assert two.states() == ("withdrawn", "withdrawn")
    assert not Promise.objects.filter(given_back_at=None).exists()


def test_agreed_twice_at_once_there_is_one_request_of_the_lending_alliance(two: Neighbours):
    two.proposed()
    results = race(*[lambda: borrowing.agree(Borrowing.objects.get(), **two.here.office)] * 2)
    assert sum(isinstance(each, LOST) for each in results) == 1
    assert SupportRequest.objects.filter(alliance=two.there.alliance).count() == 1


def test_two_clocks_end_it_once(two: Neighbours):
    work = two.agreed()
    SupportRequest.objects.filter(pk=work.pk).update(state="met")
    assert sum(race(*[lambda: lending.settle_due(at=NOW)] * 2)) == 1
    assert two.states() == ("done", "done")
