"""Transfers to and from an alliance that is not here: its answers and its letters are written down."""

from datetime import date, timedelta

import pytest

from drystone.lifecycle import NotAllowed, Refused
from drystone.register.models import Designation
from drystone.selection import arrivals, crossing, departures, transfers
from drystone.selection.arrivals import Elsewhere
from drystone.selection.models import Arrival, Departure
from tests import cast
from tests.selection.transferring import AT, NEXT, TODAY, Between, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> Between:
    return Between()


def now(designation: Designation) -> Designation:
    return Designation.objects.get(pk=designation.pk)


def test_to_an_alliance_elsewhere_the_office_writes_down_the_answer(two: Between):
    departure = two.to_elsewhere()
    assert Arrival.objects.count() == 0
    with pytest.raises(Refused, match="within the designation"):
        departures.record_accepted(departure, date(2040, 1, 1), by=two.here.manager, at=AT)
    departures.record_accepted(departure, NEXT, by=two.here.manager, at=AT)
    assert now(two.rosie).state == "active"
    assert transfers.take_due(at=on(NEXT)) == 1
    assert (now(two.rosie).ending, now(two.rosie).ended_on) == ("transferred", NEXT - timedelta(days=1))


def test_an_answer_of_an_alliance_that_is_here_is_written_down_by_nobody_else(two: Between):
    two.proposed()
    for verb in (departures.record_declined, lambda *a, **k: departures.record_accepted(*a, NEXT, **k)):
        with pytest.raises(NotAllowed):
            verb(Departure.objects.get(), by=two.here.manager, at=AT)


def letter(**more) -> Elsewhere:
    said = {
        "name": "Tess Hird", "email": "tess.hird@dale.example", "from_name": "Teesdale Alliance",
        "school": cast.school(), "is_headteacher": False, "began_on": date(2025, 9, 1), "ends": date(2029, 8, 31),
        "reference_given_on": date(2025, 5, 1), "decision_released_on": date(2025, 6, 1), "first_day": TODAY,
        "evidence": "Their letter of 3 January, in the blue folder.",
    }  # fmt: skip
    return Elsewhere(**said | more)


def test_from_elsewhere_one_writes_it_down_and_a_second_one_sees_it(two: Between):
    alliance, english, known = two.there.alliance, [(cast.area(), ["primary"], 2)], letter()
    arrival = arrivals.record(alliance, known, english, by=two.there.manager, at=AT)
    assert arrivals.record(alliance, known, english, by=two.there.manager, at=AT) == arrival
    with pytest.raises(Refused, match="You prepared it"):
        arrivals.confirm(arrival, by=two.there.manager, at=AT)
    made = arrivals.confirm(arrival, by=two.there.second, at=AT).designation
    assert (made.starts, made.ends, made.person.name) == (TODAY, date(2029, 8, 31), "Tess Hird")
    assert crossing.grounds(made).reference_given_on == date(2025, 5, 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reference_given_on": date(2025, 7, 1)}, "given first"),
        ({"decision_released_on": TODAY + timedelta(days=1)}, "neither is still to come"),
        ({"ends": TODAY - timedelta(days=1)}, "not after the last one"),
        ({"began_on": TODAY}, "after the first day there"),
    ],
)
def test_a_letter_whose_days_cannot_be_is_not_written_down(two: Between, wrong, said):
    with pytest.raises(Refused, match=said):
        arrivals.record(two.there.alliance, letter(**wrong), [], by=two.there.manager, at=AT)
    assert not Arrival.objects.exists()
