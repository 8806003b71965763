"""Finding leaders on the register: by name, area, phase, place, days left and last day."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from drystone.alliances.models import Term
from drystone.register import finding
from drystone.register.finding import Wanted
from drystone.register.models import DesignatedArea, Designation, Promise, ReleaseBudget
from drystone.schools import places
from drystone.schools.places import Spot
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.selection.pressing import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def dales():
    made = cast.alliance()
    cast.terms(made)
    return made


@pytest.fixture
def autumn(dales) -> Term:
    return Term.objects.filter(alliance=dales).first()


def grant(of: Designation, term: Term, half_days: int, *, to_school: bool = False) -> None:
    ReleaseBudget.objects.create(
        alliance=of.alliance, home_school=of.home_school, person=None if to_school else of.person, term=term,
        half_days=half_days, granted_by=of.person, granted_at=NOW,
    )  # fmt: skip


def promise(of: Designation, term: Term, half_days: int, work: int = 1) -> None:
    Promise.objects.create(
        alliance=of.alliance, person=of.person, home_school=of.home_school, term=term, half_days=half_days,
        starts=term.starts, ends=term.ends, for_type="deployment.deployment", for_id=work, made_at=NOW,
    )  # fmt: skip


def names(dales, term: Term | None = None, **wanted) -> list[str]:
    found = finding.found(Designation.objects.filter(alliance=dales), Wanted(**wanted), term)
    return [each.person.name for each in found.order_by("person__name")]


def test_by_words_of_the_name_or_the_home_school(dales):
    cast.leader(dales, cast.school("Reeth Community Primary School"), "Tom Raine")
    cast.leader(dales, cast.school("Hawes Primary School"), "Zoë O'Hara")
    assert names(dales, words="raine") == ["Tom Raine"]
    assert names(dales, words="o'hara hawes") == ["Zoë O'Hara"]
    assert names(dales, words="primary") == ["Tom Raine", "Zoë O'Hara"]
    assert names(dales, words="100%_") == []


def test_area_and_phase_are_of_one_and_the_same_expertise(dales):
    """Who has English in primary and maths in secondary is no leader of maths in primary."""
    both = cast.leader(dales, cast.school(), "Tom Raine", areas=(cast.area(),))
    maths = cast.area("maths", "Maths")
    DesignatedArea.objects.create(alliance=dales, designation=both, area=maths, phases=["secondary", "sixteen_plus"])
    assert names(dales, area="maths", phase="secondary") == ["Tom Raine"]
    assert names(dales, area="maths", phase="primary") == []
    assert names(dales, phase="primary") == ["Tom Raine"]


def test_the_days_left_are_under_the_ceiling_of_the_school_too(dales, autumn):
    """Features 39: Availability and capacity on the profile."""
    home = cast.school()
    tom, farah = cast.leader(dales, home, "Tom Raine"), cast.leader(dales, home, "Farah Siddiqui")
    for each in (tom, farah):
        grant(each, autumn, 8)
    promise(tom, autumn, 3)
    assert names(dales, autumn, half_days=6) == ["Farah Siddiqui"]
    grant(tom, autumn, 7, to_school=True)
    assert names(dales, autumn, half_days=4) == ["Farah Siddiqui", "Tom Raine"]
    assert names(dales, autumn, half_days=5) == []
    promise(farah, autumn, 9, work=2)
    found = finding.found(Designation.objects.all(), Wanted(), autumn).order_by("person__name")
    assert [(each.promised, each.left) for each in found] == [(9, 0), (3, 0)]


def test_those_near_a_place_and_the_nearest_first(dales, client: Client):
    """Features 37: Distance search."""
    near = cast.school("Reeth Community Primary School", east=403_000, north=499_000)
    far = cast.school("Hawes Primary School", east=387_000, north=489_000)
    cast.leader(dales, far, "Aidan Near-the-Top")
    cast.leader(dales, near, "Tom Raine")
    cast.leader(dales, cast.school("Nowhere School", east=None, north=None), "Nora Fell")
    reeth = Spot("Reeth", 403_000, 499_000)
    assert names(dales, near=reeth) == ["Aidan Near-the-Top", "Tom Raine"]
    assert (names(dales, near=reeth, miles=10), names(dales, near=reeth, miles=12)) == (
        ["Tom Raine"],
        ["Aidan Near-the-Top", "Tom Raine"],
    )
    office = sign_in(client, cast.officer(dales))
    said = words(office.get(reverse("office-leaders"), {"near": "Reeth Community", "miles": "20"}))
    assert said.index("Tom Raine") < said.index("Aidan Near-the-Top")
    assert "12 miles" in said
    assert "Nora Fell" not in said
    said = words(office.get(reverse("office-leaders"), {"near": "Atlantis Academy"}))
    assert "We know no school or postcode like this" in said
    assert "Nora Fell" in said


def test_a_postcode_is_where_its_schools_are_or_those_nearest_to_it_by_its_letters():
    for east, north, code in (
        (403_000, 499_000, "DL11 6TF"),
        (405_000, 501_000, "DL11 6AB"),
        (1_000, 1_000, "DL12 1AA"),
    ):
        school = cast.school(f"School {code}", east=east, north=north)
        school.postcode = code
        school.save()
    assert places.spot("dl116tf") == Spot("DL11 6TF", 403_000, 499_000)
    assert places.spot("DL11 6ZZ") == Spot("DL11 6", 404_000, 500_000)
    assert places.spot("DL11") == Spot("DL11", 404_000, 500_000)
    assert places.spot("ZZ99 9ZZ") is None


def test_who_ends_soon_and_who_has_ended(dales):
    soon, later = cast.leader(dales, cast.school(), "Tom Raine"), cast.leader(dales, cast.school(), "Farah Siddiqui")
    Designation.objects.filter(pk=soon.pk).update(ends=date(2027, 3, 1))
    assert names(dales, ends_by=date(2027, 3, 1)) == ["Tom Raine"]
    Designation.objects.filter(pk=later.pk).update(state="ended", ending="resigned", ended_on=date(2026, 11, 1))
    assert (names(dales), names(dales, state="ended")) == (["Tom Raine"], ["Farah Siddiqui"])


@pytest.mark.parametrize("leaders", [1, 3])
def test_narrowed_by_everything_the_list_asks_at_most_ten_questions(dales, client, leaders, query_count):
    for number in range(leaders):
        cast.leader(dales, cast.school(), f"Leader {number}")
    office = sign_in(client, cast.officer(dales))
    asked = {
        "area": "english",
        "phase": "primary",
        "near": "DL11 6TF",
        "miles": "40",
        "sort": "-near",
        "words": "lead",
    }
    asked |= {"words": "lead"}
    office.get(reverse("office-leaders"), asked)
    with query_count() as queries:
        page = office.get(reverse("office-leaders"), asked)
    assert page.content.decode().count("Leader ") >= leaders
    assert len(queries) == 9 + OPENING
