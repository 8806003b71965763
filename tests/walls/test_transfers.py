"""A transfer crosses from one alliance to another by one door; before and after it the walls stand as they were."""

import pytest

from drystone import walls
from drystone.register.models import Designation
from drystone.selection import arrivals, departures
from drystone.selection.models import Arrival, Departure
from tests.postgres import on_postgres
from tests.selection.transferring import AT, TODAY, Between
from tests.walls.conftest import setting

pytestmark = [on_postgres, pytest.mark.django_db]


@pytest.fixture
def two() -> Between:
    return Between()


def only(alliance) -> str:
    walls.open_to([alliance.pk])
    return setting()


def test_each_side_acts_with_its_own_wall_open_and_finds_it_so_afterwards(two: Between):
    here, there = two.here.alliance, two.there.alliance
    opened = only(here)
    departures.agree(two.started(), by=two.herself, at=AT)
    assert (setting(), Arrival.objects.count()) == (opened, 0)
    opened = only(there)
    arrival = Arrival.objects.get()
    assert (Departure.objects.count(), Designation.objects.count()) == (0, 0)
    taken = {row: row.common for row in arrival.areas.all()}
    arrivals.prepare(arrival, taken, TODAY, by=two.there.manager, at=AT)
    arrivals.confirm(arrival, by=two.there.second, at=AT)
    assert setting() == opened
    assert list(Designation.objects.values_list("alliance", flat=True)) == [there.pk]
    only(here)
    assert list(Designation.objects.values_list("alliance", "ending")) == [(here.pk, "transferred")]


def test_called_off_and_declined_cross_by_the_same_door(two: Between):
    two.proposed()
    opened = only(two.here.alliance)
    departures.call_off(Departure.objects.get(), by=two.here.manager, at=AT)
    assert setting() == opened
    walls.open_to([two.there.alliance.pk])
    assert Arrival.objects.get().state == "withdrawn"


def test_inside_the_door_two_alliances_are_open_and_no_third(two: Between):
    only(two.there.alliance)
    with walls.open_also(two.here.alliance.pk):
        assert setting() == f"{{{two.here.alliance.pk},{two.there.alliance.pk}}}"
    assert setting() == f"{{{two.there.alliance.pk}}}"
