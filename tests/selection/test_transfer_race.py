"""Two at once about one transfer: accepted twice it happens once; called off or accepted, it is one of the two."""

import pytest

from drystone.lifecycle import AlreadyMoved
from drystone.register.models import Designation
from drystone.selection import arrivals, departures, transfers
from drystone.selection.models import Arrival, Departure
from tests import cast
from tests.selection.test_race import lost, race
from tests.selection.transferring import AT, TODAY, Between

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def two() -> Between:
    return Between()


def test_accepted_by_two_at_once_it_happens_once(two: Between):
    arrival = two.prepared()
    third = cast.officer(two.there.alliance, "Nell Spence")
    results = race(
        *[
            lambda who=who: arrivals.confirm(Arrival.objects.get(pk=arrival.pk), by=who, at=AT)
            for who in (two.there.second, third)
        ]
    )
    assert Designation.objects.filter(alliance=two.there.alliance).count() == 1
    assert Designation.objects.get(pk=two.rosie.pk).state == "ended"
    assert sum(isinstance(each, Arrival) for each in results) == 1


def test_called_off_and_accepted_at_once_it_is_one_of_the_two_whole(two: Between):
    arrival, departure = two.prepared(), Departure.objects.get()
    results = race(
        lambda: departures.call_off(Departure.objects.get(pk=departure.pk), by=two.here.manager, at=AT),
        lambda: arrivals.confirm(Arrival.objects.get(pk=arrival.pk), by=two.there.second, at=AT),
    )
    both = Arrival.objects.get().state, Departure.objects.get().state
    there = Designation.objects.filter(alliance=two.there.alliance).count()
    assert (both, there) in [(("done", "done"), 1), (("withdrawn", "called_off"), 0)]
    assert Designation.objects.get(pk=two.rosie.pk).state == ("ended" if there else "active")
    assert lost(results) == 1


def test_two_clocks_bring_it_once(two: Between):
    arrival = two.prepared()
    Arrival.objects.filter(pk=arrival.pk).update(state="confirmed", checked_by=two.there.second)
    Departure.objects.update(state="accepted", first_day=TODAY)
    assert sum(race(*[lambda: transfers.take_due(at=AT)] * 2)) == 1
    assert Designation.objects.filter(alliance=two.there.alliance).count() == 1


def test_agreed_and_called_off_at_once_no_proposal_is_left_over(two: Between):
    departure = two.started()
    race(
        lambda: departures.call_off(Departure.objects.get(pk=departure.pk), by=two.here.manager, at=AT),
        lambda: departures.agree(Departure.objects.get(pk=departure.pk), by=two.herself, at=AT),
    )
    assert Departure.objects.get().state == "called_off"
    assert not Arrival.objects.open().exists()


def test_the_loser_is_told(two: Between):
    two.prepared()
    departures.call_off(Departure.objects.get(), by=two.here.manager, at=AT)
    with pytest.raises(AlreadyMoved):
        arrivals.confirm(Arrival.objects.get(), by=two.there.second, at=AT)
