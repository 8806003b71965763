"""The pages about System Leaders: the register, one leader, her own pages, groups, and what her head sees."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from drystone.alliances.models import Alliance
from drystone.groups.models import Group
from drystone.people import links
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.register.models import Designation

from .measuring import by_link, page, signed_in

Scene = tuple[str, Callable[[], Any]]
SECTIONS = ("now", "days", "work", "learning", "years", "past")


def first_leader(alliance: Alliance) -> Designation:
    """She of whom there is most."""
    rows = Designation.objects.filter(alliance=alliance).select_related("person", "home_school")
    return rows.order_by("pk")[0]


def for_anybody(anybody: Client, alliance: Alliance) -> Iterator[Scene]:
    directory, area = reverse("public-directory"), area_of(first_leader(alliance))
    yield "public-directory", page(anybody, directory)
    yield "directory, words", page(anybody, f"{directory}?words=listens")
    yield "directory, an area and a phase", page(anybody, f"{directory}?area={area}&phase=primary")
    yield "directory, words that nobody wrote", page(anybody, f"{directory}?words=xyzzy")


def area_of(leader: Designation) -> str:
    return leader.areas.select_related("area").order_by("pk")[0].area.code


def for_office(office: Client, alliance: Alliance) -> Iterator[Scene]:
    yield from register(office, alliance)
    leader = first_leader(alliance)
    for section in SECTIONS:
        address = reverse("office-leader-part", args=[leader.pk, section])
        yield f"a leader: {section}", page(office, address)
    day = leader.starts + timedelta(days=100)
    asked = urlencode({"day_day": day.day, "day_month": day.month, "day_year": day.year})
    yield "a leader on a past day", page(office, f"{address}?{asked}")
    yield "office-groups", page(office, reverse("office-groups"))
    yield "a group", page(office, reverse("leader-group", args=[group_of(alliance).pk]))


def register(office: Client, alliance: Alliance) -> Iterator[Scene]:
    """Narrowed in every way, together and by itself."""
    listed, leader = reverse("office-leaders"), first_leader(alliance)
    area, near = {"area": area_of(leader), "phase": "primary"}, {"near": leader.home_school.postcode}
    wanted: dict[str, dict[str, Any]] = {
        "an area and a phase": area,
        "within 20 miles": near | {"miles": 20},
        "an area within 20 miles with days left": area | near | {"miles": 20, "left": 4},
        "the nearest": near,
        "by days left": {"sort": "-left"},
        "who ends within a year": {"ending": "year"},
        "overdue induction": {"induction": "overdue"},
        "words": {"words": "leader 0001"},
    }
    for name, given in wanted.items():
        yield f"register, {name}", page(office, f"{listed}?{urlencode(given)}")


def group_of(alliance: Alliance) -> Group:
    """The one that has met for years."""
    return Group.objects.filter(alliance=alliance, kind="joint_practice").order_by("pk")[0]


def for_leader(alliance: Alliance) -> Iterator[Scene]:
    leader = signed_in(first_leader(alliance).person)
    for name in (
        "leader-home",
        "leader-profile",
        "leader-four-years",
        "leader-four-years-paper",
        "leader-learning",
        "leader-groups",
        "leader-resources",
    ):
        yield name, page(leader, reverse(name))
    yield "leader-group", page(leader, reverse("leader-group", args=[group_of(alliance).pk]))


def for_head(alliance: Alliance, manager: Person, at: Any) -> Iterator[Scene]:
    leader = first_leader(alliance)
    heads = Post.objects.filter(alliance=alliance, organisation=leader.home_school, role=Role.HEAD)
    head = heads.select_related("person")[0].person
    yield "school-leaders", page(signed_in(head), reverse("school-leaders"))
    link = links.invite(head, "release", leader, alliance=alliance, by=manager, at=at)
    browser, address = by_link(link)
    yield "school-release by link", page(browser, address)
    yield "school-leaders by link", page(browser, reverse("school-leaders-of", args=[leader.pk]))
