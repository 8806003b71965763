"""Needs: noted in two taps, put together, met or dropped; and the map of need against the days leaders have left."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.brokering import needs
from drystone.brokering.models import Need
from drystone.brokering.needs import Noticed
from drystone.groups.models import Group
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.register.models import Contribution, ReleaseBudget
from drystone.reports.need_map import Cell, heat_map
from drystone.schools.models import Membership
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.selection.stage import open_round
from tests.signing_in import sign_in
from tests.supporting_pages import said

pytestmark = pytest.mark.django_db


class Dale:
    """Tom's school lies in Reeth, the other in Leyburn; he may give three half-days in English this term."""

    def __init__(self):
        self.alliance = cast.alliance()
        self.term = cast.terms(self.alliance)[0]
        self.reeth = cast.school(town="Reeth", authority="North Yorkshire")
        self.leyburn = cast.school("Leyburn Primary School", town="Leyburn", authority="North Yorkshire")
        self.manager = cast.officer(self.alliance)
        self.tom = cast.leader(self.alliance, self.reeth)
        self.maths = cast.area("maths", "Maths")
        for school in (self.reeth, self.leyburn):
            Membership.objects.create(alliance=self.alliance, organisation=school, starts=cast.TODAY)
        ReleaseBudget.objects.create(
            alliance=self.alliance, home_school=self.reeth, person=self.tom.person, term=self.term, half_days=3,
            granted_by=self.manager, granted_at=NOW,
        )  # fmt: skip

    def note(self, school=None, area=None, by=None, **more) -> Need:
        noticed = Noticed(area or cast.area(), school, **more)
        return needs.note(self.alliance, noticed, by=by or self.manager, at=NOW)


@pytest.fixture
def dale() -> Dale:
    return Dale()


def test_a_leader_a_head_and_the_office_note_needs_and_nobody_else(dale: Dale):
    tom, ann = cast.acting(dale.tom.person), cast.head(dale.alliance, dale.leyburn)
    for who in (tom, tom, ann, dale.manager):
        dale.note(dale.leyburn, by=who)
    assert Need.objects.count() == 3
    assert list(Contribution.objects.values_list("kind", "person__name")) == [("need", "Tom Raine")]
    elsewhere = cast.officer(cast.alliance("Wharfedale Alliance", default=False), "Olive Best")
    for stranger in (cast.acting(cast.person("Nora Nobody")), elsewhere):
        with pytest.raises(NotAllowed):
            dale.note(by=stranger)
    own = [Need.objects.visible_to(who, on=cast.TODAY).count() for who in (tom, ann, dale.manager)]
    assert own == [1, 3, 3]


def test_needs_of_one_area_are_put_together_and_each_is_met_or_dropped_once(dale: Dale):
    here, there, maths = dale.note(dale.reeth), dale.note(dale.leyburn), dale.note(area=dale.maths)
    with pytest.raises(Refused, match="one area"):
        needs.group([here, maths], "Writing", by=dale.manager, at=NOW)
    made = needs.group([here, there], "Writing", by=dale.manager, at=NOW)
    assert {need.together for need in (here, there)} == {made}
    needs.meet(here, note="A group works on it.", by=dale.manager, at=NOW)
    needs.drop(there, note="The school closes.", by=dale.manager, at=NOW)
    for need in (here, there):
        with pytest.raises(AlreadyMoved):
            needs.meet(need, note="x", by=dale.manager, at=NOW)
    with pytest.raises(NotAllowed):
        needs.drop(maths, note="x", by=cast.acting(dale.tom.person), at=NOW)


def test_the_map_shows_by_town_where_nobody_is_free(dale: Dale):
    """Features 76: needs recorded and added up across schools."""
    dale.note(dale.leyburn), dale.note(dale.leyburn, text="Two classes"), dale.note(dale.reeth)
    dale.note(area=dale.maths, district="Hawes"), dale.note(area=dale.maths)
    needs.drop(dale.note(dale.reeth, area=dale.maths), note="x", by=dale.manager, at=NOW)
    shown = heat_map(dale.alliance, on=cast.TODAY)
    assert shown.districts == ["Hawes", "Leyburn", "Reeth", "Elsewhere"]
    assert [(row.area.name, row.gaps, row.cells) for row in shown.rows] == [
        ("Maths", 2, [Cell(1), Cell(), Cell(), Cell(1)]),
        ("English", 1, [Cell(), Cell(2), Cell(1, 3), Cell()]),
    ]


def test_with_schools_in_two_authorities_the_map_goes_by_authority(dale: Dale):
    dale.leyburn.authority = "Durham"
    dale.leyburn.save()
    dale.note(dale.leyburn)
    assert heat_map(dale.alliance, on=cast.TODAY).districts == ["Durham", "North Yorkshire"]


def test_days_of_a_leader_who_is_not_in_force_are_nobodys(dale: Dale):
    dale.note(dale.reeth)
    dale.tom.ends = cast.TODAY - timedelta(days=1)
    dale.tom.save()
    assert heat_map(dale.alliance, on=cast.TODAY).rows[0].cells == [Cell(1, 0)]


def test_the_map_of_one_phase_has_its_needs_those_of_no_phase_and_the_days_of_those_who_hold_it(dale: Dale):
    dale.note(dale.reeth, phase="primary"), dale.note(dale.reeth, phase="secondary"), dale.note(dale.reeth)

    def cell(phase: str) -> Cell:
        return heat_map(dale.alliance, on=cast.TODAY, phase=phase).rows[0].cells[0]

    assert [cell(phase) for phase in ("", "primary", "secondary")] == [Cell(3, 3), Cell(2, 3), Cell(2, 0)]
    office = sign_in(Client(), dale.manager)
    page = said(office.get(reverse("office-need-map"), {"phase": "secondary"}))
    assert "nobody free" in page
    assert "?phase=secondary&amp;as=csv" in page
    assert "nobody free" not in said(office.get(reverse("office-need-map"), {"phase": "<nonsense>"}))
    rows = office.get(reverse("office-need-map"), {"phase": "secondary", "as": "csv"})
    assert b"English,Reeth,2,0" in b"".join(rows.streaming_content)


@pytest.mark.parametrize("number", [1, 3])
def test_the_map_and_the_list_ask_the_same_number_of_questions(dale: Dale, number: int, query_count):
    for each in range(number):
        dale.note(cast.school(f"School {each}", town=f"Town {each}"), cast.area(f"area-{each}", f"Area {each}"))
    office = sign_in(Client(), dale.manager)
    cost = []
    for name in ("office-need-map", "office-needs"):
        office.get(reverse(name))
        with query_count() as queries:
            office.get(reverse(name), {"phase": "primary"})
        cost.append(len(queries))
    assert cost == [11 + OPENING, 5 + OPENING]


def test_two_taps_from_home_and_the_gap_leads_to_a_group_and_to_the_next_round(dale: Dale):
    tom = sign_in(Client(), dale.tom.person)
    assert "Note a need" in said(tom.get(reverse("home")))
    asked = {"area": dale.maths.pk, "strength": "2", "source": "visit", "school": dale.leyburn.urn}
    assert "Noted." in said(tom.post(reverse("leader-need"), asked, follow=True))
    round_ = open_round(dale.alliance)
    office = sign_in(Client(), dale.manager)
    page = said(office.get(reverse("office-need-map")))
    assert "nobody free" in page
    aim = f"{reverse('office-round-areas', args=[round_.pk])}?area={dale.maths.pk}&amp;number=1"
    start = f"{reverse('office-group-start')}?kind=development&amp;area={dale.maths.pk}&amp;name=Maths&amp;purpose="
    assert aim in page
    assert start in page
    assert 'value="1"' in said(office.get(aim.replace("&amp;", "&")))
    assert not round_.targets.exists()
    office.post(start.replace("&amp;", "&"), {"kind": "development", "name": "Maths", "area": dale.maths.pk})
    assert Group.objects.get().area == dale.maths
    rows = office.get(reverse("office-need-map"), {"as": "csv"})
    assert b"Maths,Leyburn,1,0" in b"".join(rows.streaming_content)


def test_the_office_puts_together_and_settles_on_pages(dale: Dale):
    first, second = dale.note(dale.reeth), dale.note(dale.leyburn)
    office = sign_in(Client(), dale.manager)
    here = reverse("office-need", args=[first.pk])
    assert "Leyburn Primary School" in said(office.get(here))
    office.post(here, {"title": "Writing", "needs": [first.pk, second.pk]})
    office.post(reverse("office-need-move", args=[first.pk, "meet"]), {"note": "A group works on it."})
    assert list(Need.objects.order_by("pk").values_list("state", flat=True)) == ["met", "grouped"]
