from drystone.schools import places
from drystone.schools.models import Organisation

REETH, RICHMOND = "121311", "145090"


def real(urn: str) -> Organisation:
    return Organisation.objects.get(urn=urn)


def test_the_distance_between_two_schools_is_the_straight_line(north):
    assert places.metres_between(real(REETH), real(RICHMOND)) == 14_704
    assert (
        places.metres_between(Organisation(easting=0, northing=0), Organisation(easting=3_000, northing=4_000))
        == 5_000
    )


def test_a_distance_to_nowhere_is_not_known(north):
    assert places.metres_between(real(REETH), real("121476")) is None
