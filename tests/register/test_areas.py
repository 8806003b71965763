"""Areas of expertise as an alliance offers them: its own, those set aside, and the groups they are shown under."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history.models import Event
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.roles import Role
from drystone.register import areas, taxonomy
from drystone.register.answers import AreaSource, chosen
from drystone.register.models import Area, Grouping
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.selection.pressing import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def dales():
    return cast.alliance()


@pytest.fixture
def manager(dales):
    return cast.officer(dales)


def offered(alliance) -> set[str]:
    return set(Area.objects.offered_by(alliance.pk).values_list("code", flat=True))


def test_an_own_area_is_offered_here_alone_and_keeps_its_code_when_it_is_renamed(dales, manager):
    other = cast.alliance("Wharfedale Alliance", default=False)
    made = areas.add(dales, "  Dales   history ", group="Inclusion", by=manager, at=NOW)
    assert areas.add(dales, "Dales history", group="Inclusion", by=manager, at=NOW) == made
    assert (made.code, "own-dales-history" in offered(other)) == ("own-dales-history", False)
    areas.rename(made, dales, "History of the Dales", by=manager, at=NOW)
    assert chosen({"key": "own-dales-history"}, dales.pk).name == "History of the Dales"
    again = areas.add(dales, "Dales history", by=manager, at=NOW)
    assert again.code == "own-dales-history-2"
    notes = Event.objects.filter(alliance_id=dales.pk).values_list("verb", "note")
    assert ("area_renamed", "Dales history; now History of the Dales") in notes


@pytest.mark.parametrize("name", ["english", "ENGLISH", " Dales history "])
def test_no_two_areas_have_one_name(dales, manager, name):
    areas.retire(areas.add(dales, "Dales history", by=manager, at=NOW), dales, by=manager, at=NOW)
    with pytest.raises(Refused):
        areas.add(dales, name, by=manager, at=NOW)
    other = areas.add(dales, "Geology", by=manager, at=NOW)
    with pytest.raises(Refused):
        areas.rename(other, dales, name, by=manager, at=NOW)


def test_a_common_area_is_not_renamed(dales, manager):
    with pytest.raises(Refused):
        areas.rename(cast.area(), dales, "Inglis", by=manager, at=NOW)


def test_an_area_that_is_retired_is_chosen_by_nobody_and_stays_with_whoever_holds_it(dales, manager):
    holder = cast.leader(dales, cast.school())
    english = cast.area()
    for _ in range(2):
        areas.retire(english, dales, by=manager, at=NOW)
    assert "english" not in offered(dales)
    assert AreaSource().label("english", dales.pk) == ""
    assert chosen({"key": "english"}, dales.pk) == english
    assert holder.areas.get().area == english
    assert "english" in offered(cast.alliance("Wharfedale Alliance", default=False))
    for _ in range(2):
        areas.bring_back(english, dales, by=manager, at=NOW)
    assert "english" in offered(dales)
    assert Event.objects.filter(alliance_id=dales.pk, verb__startswith="area_").count() == 2


def test_one_area_stands_under_every_grouping(dales, manager):
    """The official areas of 2012 and 2016 are under the six of November 2025 too; what has no place comes last."""
    own = areas.add(dales, "Dales history", group="Curriculum and teaching", by=manager, at=NOW)
    for grouping in Grouping.objects.all():
        areas.group_by(dales, grouping, by=manager, at=NOW)
        groups = areas.grouped(Area.objects.known_to(dales.pk), dales.pk, NOW.date())
        under = {area.code: group for group, held in groups.items() for area in held}
        assert set(under) == {*taxonomy.AREAS, own.code}
        oldest = grouping.since.year == 2012
        assert under["attendance"] == ("Behaviour and safety" if oldest else under["behaviour"])
        assert under[own.code] == ("Curriculum and teaching" if grouping.since.year == 2025 else areas.ELSEWHERE)


def test_an_alliance_that_chose_no_grouping_shows_the_newest_of_the_day(dales, manager):
    days = [date(2026, 1, 1), date(2020, 1, 1)]
    assert [areas.grouping_of(dales, day).since.year for day in days] == [2025, 2016]
    areas.group_by(dales, Grouping.objects.get(since__year=2012), by=manager, at=NOW)
    assert [areas.grouping_of(dales, day).since.year for day in days] == [2012, 2012]


def test_only_who_manages_changes_the_areas(dales):
    clerk = cast.officer(dales, "Colin Thistlethwaite", Role.FINANCE)
    for act in (areas.retire, areas.bring_back):
        with pytest.raises(NotAllowed):
            act(cast.area(), dales, by=clerk, at=NOW)
    with pytest.raises(NotAllowed):
        areas.add(dales, "Geology", by=clerk, at=NOW)


def test_the_office_adds_renames_and_retires_on_the_page(dales, manager, query_count):
    office, here = sign_in(Client(), manager), reverse("office-areas")
    cast.leader(dales, cast.school())
    assert "1 System Leader" in words(office.get(here))
    typed = {"name": "Dales history", "group": "Inclusion"}
    assert office.post(here, typed).status_code == 302
    assert "English is an area already" in words(office.post(here, typed | {"name": "English"}))
    own = Area.objects.get(alliance=dales)
    office.post(reverse("office-area", args=[own.pk]), {"name": "History here"})
    assert "History here" in words(office.get(here))
    assert office.get(reverse("office-area", args=[cast.area().pk])).status_code == 404
    office.post(reverse("office-area-act", args=[own.pk, "retirement"]))
    assert "Not offered" in words(office.get(here))
    office.post(reverse("office-areas-grouping"), {"grouping": Grouping.objects.get(since__year=2012).pk})
    office.get(here)
    with query_count() as queries:
        said = words(office.get(here))
    assert "Behaviour and safety" in said
    assert len(queries) == 10 + OPENING
