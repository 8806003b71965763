"""What an alliance makes and notes itself: bodies that the register does not have, details, memberships."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from drystone.history import events
from drystone.history.models import Event
from drystone.schools import memberships, organisations
from drystone.schools.models import LocalDetails, Membership, Organisation
from tests import cast
from tests.clock import NOW

pytestmark = pytest.mark.django_db
STARTS = date(2026, 9, 1)


@pytest.fixture
def dales():
    return cast.alliance()


@pytest.fixture
def manager(dales):
    return cast.officer(dales)


def test_a_trust_is_made_by_hand_once(manager):
    details = {"town": " Leyburn ", "postcode": "dl85hy", "by": manager, "at": NOW}
    first = organisations.make("trust", "Dales  Academies Trust", **details)
    again = organisations.make("trust", "Dales Academies Trust", **details)
    assert first == again
    assert (first.name, first.town, first.postcode, first.urn, first.is_open) == (
        "Dales Academies Trust",
        "Leyburn",
        "DL8 5HY",
        None,
        True,
    )
    assert [(event.verb, event.by_id) for event in events.of(first)] == [("made", manager.pk)]


def test_the_database_refuses_the_same_body_twice():
    Organisation.objects.create(kind="diocese", name="Diocese of Leeds")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(kind="diocese", name="Diocese of Leeds")


@pytest.mark.parametrize(
    "nonsense", [{"easting": 1}, {"easting": 0, "northing": 0}, {"status": "9"}, {"name": ""}, {"urn": "900001"}]
)
def test_the_database_refuses_nonsense(nonsense):
    Organisation.objects.create(name="Muker School", urn="900001")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(**({"name": "Other", "urn": "900002"} | nonsense))


def test_an_alliance_notes_its_own_details_and_the_register_stays_as_it_is(dales, manager):
    school = cast.school("Reeth Primary School")
    local = organisations.correct(
        school, alliance_id=dales.pk, by=manager, at=NOW, name="Reeth School", postcode="dl116sp",
        safeguarding_lead="Ellen Metcalfe",
    )  # fmt: skip
    assert (local.name, local.postcode) == ("Reeth School", "DL11 6SP")
    school.refresh_from_db()
    assert school.name == "Reeth Primary School"
    [event] = events.of(school)
    assert (event.verb, event.details) == ("corrected", {"fields": ["name", "postcode", "safeguarding_lead"]})


def test_a_note_taken_back_shows_the_register_again(dales, manager):
    school = cast.school("Reeth Primary School")
    organisations.correct(school, alliance_id=dales.pk, by=manager, at=NOW, name="Reeth School")
    local = organisations.correct(school, alliance_id=dales.pk, by=manager, at=NOW, name="")
    assert str(local) == "Reeth Primary School"


def test_a_correction_that_corrects_nothing_leaves_no_line_of_history(dales, manager):
    school = cast.school()
    for _ in range(2):
        organisations.correct(school, alliance_id=dales.pk, by=manager, at=NOW, phone="01748 000000")
    assert Event.objects.count() == 1


def test_a_register_field_is_no_local_detail(dales, manager):
    with pytest.raises(TypeError, match="no such local detail: status"):
        organisations.correct(cast.school(), alliance_id=dales.pk, by=manager, at=NOW, status="2")


def test_what_one_alliance_knows_no_other_sees(dales, manager):
    wear = cast.alliance("Weardale Alliance", default=False)
    stranger = cast.officer(wear, "John Tallentire")
    school = cast.school()
    organisations.correct(school, alliance_id=dales.pk, by=manager, at=NOW, name="Known as")
    memberships.join(school, alliance_id=dales.pk, starts=STARTS, by=manager, at=NOW)
    for model in (LocalDetails, Membership):
        assert model.objects.visible_to(manager, on=cast.TODAY).count() == 1
        assert model.objects.visible_to(stranger, on=cast.TODAY).count() == 0


def test_a_school_joins_once_and_leaves_once(dales, manager):
    school = cast.school()
    joined = memberships.join(school, alliance_id=dales.pk, starts=STARTS, by=manager, at=NOW)
    assert memberships.join(school, alliance_id=dales.pk, starts=cast.TODAY, by=manager, at=NOW) == joined
    memberships.leave(joined, ends=date(2027, 8, 31), by=manager, at=NOW)
    memberships.leave(joined, ends=date(2028, 8, 31), by=manager, at=NOW)
    assert Membership.objects.get().ends == date(2027, 8, 31)
    assert [event.verb for event in events.of(school)] == ["joined", "left"]


def test_a_membership_is_in_force_from_its_first_day_to_its_last(dales, manager):
    joined = memberships.join(cast.school(), alliance_id=dales.pk, starts=STARTS, by=manager, at=NOW)
    memberships.leave(joined, ends=date(2027, 8, 31), by=manager, at=NOW)
    days = [date(2026, 8, 31), STARTS, date(2027, 8, 31), date(2027, 9, 1)]
    assert [joined.is_in_force(day) for day in days] == [False, True, True, False]
    assert [Membership.objects.on(day).count() for day in days] == [0, 1, 1, 0]


def test_a_membership_that_ends_before_it_begins_is_refused(dales, manager):
    joined = memberships.join(cast.school(), alliance_id=dales.pk, starts=STARTS, by=manager, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        memberships.leave(joined, ends=date(2026, 8, 31), by=manager, at=NOW)
