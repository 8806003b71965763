import pytest

from drystone.schools import places
from drystone.schools.models import Organisation
from drystone.schools.places import Place

REETH, HAWES, RICHMOND = "121311", "143523", "145090"


def real(urn: str) -> Organisation:
    return Organisation.objects.get(urn=urn)


def test_the_distance_between_two_schools_is_the_straight_line(north):
    assert places.metres_between(real(REETH), real(RICHMOND)) == 14_704
    assert places.metres_between(Place(0, 0), Place(3_000, 4_000)) == 5_000


def test_a_distance_to_nowhere_is_not_known(north):
    assert places.metres_between(real(REETH), real("121476")) is None


@pytest.mark.parametrize(("metres", "miles"), [(0, 0.0), (1_609, 1.0), (14_704, 9.1), (64_374, 40.0)])
def test_pages_show_miles(metres, miles):
    assert places.miles(metres) == miles


@pytest.mark.parametrize(("metres", "minutes"), [(0, 5), (1_000, 5), (4_000, 10), (14_704, 25), (50_000, 65)])
def test_a_drive_is_estimated_in_steps_of_five_minutes(metres, minutes):
    assert places.travel_minutes(metres) == minutes


def test_schools_within_a_circle_come_nearest_first(north):
    at = real(RICHMOND)
    found = list(Organisation.objects.open().within(at.easting, at.northing, 5_000))
    distances = [places.metres_between(at, each) for each in found]
    assert found[0] == at
    assert distances == sorted(distances)
    everywhere = Organisation.objects.open().filter(easting__isnull=False)
    assert len(found) == sum((places.metres_between(at, each) or 0) <= 5_000 for each in everywhere)


def test_the_corners_of_the_box_are_not_in_the_circle(north):
    corner = Organisation.objects.create(name="Corner", easting=200_700, northing=200_700)
    edge = Organisation.objects.create(name="Edge", easting=200_000, northing=201_000)
    assert list(Organisation.objects.within(200_000, 200_000, 990)) == [corner]
    assert list(Organisation.objects.within(200_000, 200_000, 1_000)) == [corner, edge]
    assert list(Organisation.objects.within(200_000, 200_000, 989)) == []


def test_those_without_a_place_stand_last(north):
    ordered = list(Organisation.objects.by_distance(417_972, 501_285))
    assert ordered[0].urn == RICHMOND
    assert ordered[-1].easting is None
    assert ordered[0].square_metres == 0


def test_a_place_so_far_away_that_the_square_is_huge_is_compared_all_the_same(north):
    lerwick = Organisation.objects.create(name="Far", easting=447_000, northing=1_141_000)
    assert list(Organisation.objects.within(1, 1, 2_000_000).filter(pk=lerwick.pk)) == [lerwick]


def test_a_postcode_lies_where_its_schools_are(north):
    assert places.of_postcode("dl10 7bq") == Place(417_972, 501_285)


def test_a_postcode_without_a_school_is_looked_up_in_the_postcode_file(north):
    assert places.of_postcode("DL10 4AA") == Place(417_256, 501_302)


@pytest.mark.parametrize("text", ["", "ZZ99 9ZZ", "nowhere", "\0"])
def test_a_postcode_that_nobody_knows_has_no_place(north, text):
    assert places.of_postcode(text) is None
