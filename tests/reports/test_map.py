"""The map of System Leaders, requests and schools: what stands where, nearer and further, and the same as a list."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drystone.reports import whereabouts
from drystone.reports.whereabouts import AROUND, Extent, Wanted
from drystone.schools.models import Membership, Organisation
from tests import cast
from tests.browsing import DESK, PHONE
from tests.postgres import OPENING
from tests.selection.test_in_a_browser import signed_in
from tests.signing_in import sign_in
from tests.supporting import Support
from tests.supporting_pages import said
from tests.web.test_headers import read_anew

HERE = "office-map"
MARK = re.compile(r'<a href="([^"]+)" tabindex="-1"><title>([^<]+)</title>')
pytestmark = pytest.mark.django_db


class Dale(Support):
    """Tom at Reeth; Leyburn asks, seven miles away. Both belong, and so does a school whose place nobody knows."""

    def __init__(self) -> None:
        super().__init__()
        self.request = self.accepted()
        self.lost = school("Keld Primary School", None, None)
        for each in (self.reeth, self.leyburn, self.lost):
            self.belongs(each)

    def belongs(self, school: Organisation) -> None:
        since = cast.TODAY - timedelta(days=1)
        Membership.objects.create(alliance=self.alliance, organisation=school, starts=since)


def school(name: str, east: int | None, north: int | None) -> Organisation:
    return cast.school(name, east=east, north=north)  # type: ignore[arg-type]


@pytest.fixture
def dale() -> Dale:
    return Dale()


def page(at: Support, **given: Any) -> str:
    return said(sign_in(Client(), at.margaret).get(reverse(HERE), given))


def marks(at: Support, **given: Any) -> list[tuple[str, str]]:
    """What the symbols say, and where they lead."""
    return [(title, url.replace("&amp;", "&")) for url, title in MARK.findall(page(at, **given))]


def test_each_symbol_leads_to_what_it_is_and_the_list_holds_the_same(dale: Dale):
    leader, request = reverse("office-leader", args=[dale.tom.pk]), reverse("office-request", args=[dale.request.pk])
    assert marks(dale, show="leaders") == [("Tom Raine", leader)]
    assert marks(dale, show="requests") == [("Leyburn Primary School", request)]
    assert {title for title, _ in marks(dale, show="members")} == {"Reeth Primary School", "Leyburn Primary School"}
    assert len(marks(dale)) == 4
    listed = page(dale).partition('id="list"')[2]
    for each in (f'href="{leader}">Tom Raine', f'href="{request}">English, accepted', "Keld Primary School"):
        assert each in listed
    assert "Its place is not known" in listed


def test_those_in_one_place_are_one_symbol_that_leads_nearer_and_at_last_to_the_list(dale: Dale):
    dale.add_leader("Farah Siddiqui")
    (title, url), = marks(dale, show="leaders")  # fmt: skip
    assert title == "2 system leaders"
    assert f"school={dale.reeth.pk}" in url
    for radius in sorted(AROUND, reverse=True)[1:]:
        assert marks(dale, show="leaders", where="around", school=dale.reeth.pk, miles=radius)[0][0] == title
    assert marks(dale, show="leaders", where="around", school=dale.reeth.pk, miles=2)[0][1] == "#list"


def test_area_and_phase_narrow_leaders_and_requests_and_nonsense_narrows_nothing(dale: Dale):
    dale.add_leader("Farah Siddiqui", areas=(cast.area("maths", "Maths"),))
    assert [title for title, _ in marks(dale, show="leaders", area="maths")] == ["Farah Siddiqui"]
    assert marks(dale, show=["leaders", "requests"], phase="secondary") == []
    assert len(marks(dale, show="requests", phase="primary", area="english")) == 1
    assert marks(dale, show="requests", area="maths") == []
    for nonsense in ({"area": "x"}, {"where": "Atlantis"}, {"where": "around", "school": "x"}, {"miles": "-1"}):
        assert len(marks(dale, **nonsense)) == 4, nonsense


def test_around_a_school_and_in_a_district_there_is_what_lies_there(dale: Dale):
    Organisation.objects.filter(pk=dale.leyburn.pk).update(authority="Durham", town="Leyburn")
    Organisation.objects.filter(pk=dale.reeth.pk).update(authority="North Yorkshire")
    near = page(dale, where="around", school=dale.leyburn.pk, miles=2)
    assert ["Around Leyburn Primary School" in near, "Reeth Primary School" in near] == [True, False]
    assert "Reeth Primary School" in page(dale, where="around", school=dale.leyburn.pk, miles=10)
    there = page(dale, where="Durham").partition('id="list"')[2]
    assert ["Leyburn Primary School" in there, "Reeth Primary School" in there] == [True, False]
    lost = page(dale, where="around", school=dale.lost.pk)
    assert "Reeth Primary School" in lost


def test_nothing_of_another_alliance_is_on_the_map(dale: Dale):
    other = Support(cast.alliance("Wharfedale Alliance", default=False))
    other.accepted()
    Membership.objects.create(alliance=other.alliance, organisation=other.leyburn, starts=cast.TODAY)
    assert len(marks(dale)) == 4
    assert len(marks(other)) == 3


def test_who_is_not_in_force_and_what_is_closed_is_not_on_it(dale: Dale):
    dale.tom.ends = cast.TODAY - timedelta(days=1)
    dale.tom.save()
    Membership.objects.filter(organisation=dale.reeth).update(ends=cast.TODAY - timedelta(days=1))
    type(dale.request).objects.update(state="withdrawn")
    assert [title for title, _ in marks(dale)] == ["Leyburn Primary School"]


def test_an_alliance_with_nothing_anywhere_reads_that(query_count):
    at = cast.officer(cast.alliance())
    empty = said(sign_in(Client(), at).get(reverse(HERE)))
    assert "Nothing to show on a map" in empty
    assert "Nothing is like that here" in empty


@pytest.mark.parametrize("number", [1, 30])
def test_the_map_asks_the_same_number_of_questions_at_any_size(dale: Dale, number: int, query_count):
    for each in range(number):
        at = cast.school(f"School {each}", east=400_000 + 2_000 * each, north=480_000 + 1_000 * each)
        dale.belongs(at)
        dale.add_leader(f"Leader {each}", school=at)
    office = sign_in(Client(), dale.margaret)
    office.get(reverse(HERE))
    with query_count() as queries:
        office.get(reverse(HERE))
    assert len(queries) == 13 + OPENING


def test_the_ground_is_drawn_here_and_by_a_server_only_where_the_operator_names_one(dale: Dale, settings, monkeypatch):
    assert "<image" not in page(dale)
    server = "https://tiles.example/27700/{z}/{x}/{y}.png?key=1"
    settings.MAP_TILES = server
    found = re.findall(r'<image href="https://tiles.example/27700/(\d+)/(\d+)/(\d+).png', page(dale))
    assert 4 <= len(set(found)) <= 42
    assert read_anew()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"] == ["'self'", "data:"]
    monkeypatch.setenv("DRYSTONE_MAP_TILES", server)
    policy = read_anew()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"]
    assert policy == ["'self'", "data:", "https://tiles.example"]


def test_what_is_shown_has_a_margin_and_is_neither_too_tall_nor_too_flat():
    for extent in (
        Extent(5, 5, 5, 5),
        Extent(0, 0, 100_000, 10),
        Extent(0, 0, 10, 100_000),
        Extent(1, 2, 90_000, 80_000),
    ):
        framed = whereabouts.framed(extent)
        assert framed.west < extent.west <= extent.east < framed.east
        assert framed.south < extent.south <= extent.north < framed.north
        assert 0.5 < framed.height / framed.width < 1.35


def test_points_fall_together_only_where_they_would_lie_on_one_another(dale: Dale):
    dale.add_leader("Farah Siddiqui", school=cast.school("Marrick School", east=dale.reeth.easting + 1_000))
    rows = whereabouts.leaders(dale.alliance, Wanted(), on=cast.TODAY)
    for width, number in ((20_000, 2), (200_000, 1)):
        extent = Extent(400_000 - width, 400_000, 400_000 + width, 600_000)
        found = whereabouts.points(rows, extent, "home_school", "person__name")
        assert len(found) == number
        assert sum(point.number for point in found) == 2


def test_on_a_telephone_at_a_desk_and_by_a_click(dale: Dale, transactional_db, live_server, open_browser, looks_right):
    for each in range(12):
        at = cast.school(f"School {each} of the dale", east=395_000 + 3_000 * each, north=480_000 + 2_500 * (each % 7))
        dale.belongs(at)
        dale.add_leader(f"Leader {each}", school=at)
    around = f"?where=around&school={dale.leyburn.pk}&miles=10"
    for kind in (PHONE, DESK):
        tab = signed_in(open_browser(kind), live_server.url, dale.margaret).new_page()
        for name, more in (("everywhere", ""), ("around", around), ("leaders", "?show=leaders")):
            tab.goto(live_server.url + reverse(HERE) + more)
            looks_right(tab, name)
    tab.locator("svg a", has_text="Tom Raine").click()
    tab.get_by_role("heading", name="Tom Raine").wait_for()
