"""A loan crosses from one alliance to another by one door; before and after it the walls stand as they were."""

import pytest

from drystone import walls
from drystone.brokering import borrowing, lending
from drystone.brokering.models import Borrowing, Lending, SupportRequest
from drystone.register.models import Designation
from tests import cast
from tests.brokering.neighbours import Neighbours
from tests.postgres import on_postgres
from tests.walls.conftest import setting

pytestmark = [on_postgres, pytest.mark.django_db]


@pytest.fixture
def two() -> Neighbours:
    return Neighbours()


def only(alliance) -> str:
    walls.open_to([alliance.pk])
    return setting()


def test_each_side_acts_with_its_own_wall_open_and_finds_it_so_afterwards(two: Neighbours):
    here, there = two.here.alliance, two.there.alliance
    opened = only(here)
    borrowing.ask(two.request, [there], **two.here.office)
    assert (setting(), Lending.objects.count(), Borrowing.objects.count()) == (opened, 0, 1)
    opened = only(there)
    lending.propose(Lending.objects.get(), two.wilf, "Leads English.", **two.there.office)
    assert (setting(), Borrowing.objects.count()) == (opened, 0)
    opened = only(here)
    assert set(Designation.objects.values_list("alliance", flat=True)) == {here.pk}
    borrowing.agree(Borrowing.objects.get(), **two.here.office)
    assert (setting(), SupportRequest.objects.count()) == (opened, 1)
    borrowing.withdraw(Borrowing.objects.get(), **two.here.office)
    assert setting() == opened
    only(there)
    assert SupportRequest.objects.get().state == Lending.objects.get().state == "withdrawn"


def test_a_no_crosses_by_the_same_door_and_no_third_alliance_is_open(two: Neighbours):
    third = cast.alliance("Teesdale Alliance", default=False).pk
    two.asked()
    opened = only(two.there.alliance)
    with walls.open_also(two.here.alliance.pk):
        assert str(third) not in setting().strip("{}").split(",")
    lending.decline(Lending.objects.get(), **two.there.office)
    assert setting() == opened
    only(two.here.alliance)
    assert Borrowing.objects.get().state == "no"
