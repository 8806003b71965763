"""What rules need of the answers: the school, the areas, the referees; whether a reference supports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from drystone.alliances.models import Alliance
from drystone.people.models import Person, Post
from drystone.people.roles import AT_ORGANISATION, Role
from drystone.questions import sheets
from drystone.questions.kinds.schools import unlisted_in
from drystone.questions.models import AnswerSheet
from drystone.register import answers
from drystone.register.models import Area
from drystone.schools import search
from drystone.schools.models import Organisation

from .refusals import Refused

AREAS = ("main_area", "second_area", "third_area")


class NotKnown(Refused):
    """An answer names a school or an area that is not to be had any more; the sentence says which."""


@dataclass(frozen=True)
class Referee:
    name: str
    email: str
    role: str


@dataclass(frozen=True)
class Choice:
    """An area applied for."""

    area: Area
    phases: list[str]
    years: int


@dataclass(frozen=True)
class Applied:
    """`school` is none where hers is in no register: then `unlisted` is what she typed of it."""

    school: Organisation | None
    unlisted: str
    job: str
    is_headteacher: bool
    areas: list[Choice]
    referee: Referee
    second: Referee | None
    shown_in_directory: bool


@dataclass(frozen=True)
class Given:
    """What a reference says, as far as rules ask. Days are half-days a year."""

    supports: bool
    half_days_a_year: int | None
    applicant_may_see: bool = False
    signed_name: str = ""
    signed_role: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


def applied_in(sheet: AnswerSheet, alliance: Alliance) -> Applied:
    """An application's answers, complete as they are when it is sent in. Raises NotKnown."""
    said = sheets.values(sheet)
    is_head = bool(said["is_headteacher"])
    return Applied(
        school=school_of(said["school"]),
        unlisted=said["school"]["label"] if unlisted_in(said["school"]) else "",
        job=said["job"],
        is_headteacher=is_head,
        areas=areas_of(said, alliance),
        referee=referee_of(said["governing_body" if is_head else "headteacher"]),
        second=referee_of(said["second_referee"]) if said.get("second_referee") else None,
        shown_in_directory=bool(said.get("publish_profile")),
    )


def school_of(said: Mapping[str, str]) -> Organisation | None:
    if unlisted_in(said):
        return None
    school = search.by_key(said["key"])
    if school is None:
        raise NotKnown(f"{said['label']} is not in the register any more. Choose your school again.")
    return school


def areas_of(said: Mapping[str, Any], alliance: Alliance) -> list[Choice]:
    """The areas in their order, each once."""
    chosen: dict[int, Choice] = {}
    for key in filter(said.get, AREAS):
        area = answers.chosen(said[key], alliance.pk)
        if area is None:
            raise NotKnown(f"{said[key]['label']} is not offered any more. Choose another area.")
        chosen.setdefault(area.pk, Choice(area, said.get(f"{key}_phases") or [], said.get(f"{key}_years") or 0))
    return list(chosen.values())


def referee_of(said: Mapping[str, str]) -> Referee:
    return Referee(name=said["name"], email=said["email"], role=said.get("role", ""))


def given_in(sheet: AnswerSheet) -> Given:
    """A reference's answers, complete as they are when it is signed."""
    said = sheets.values(sheet)
    signed = said.get("signature") or {}
    return Given(
        supports=bool(said["supports_application"]),
        half_days_a_year=said.get("days_a_year"),
        applicant_may_see=bool(said.get("applicant_may_see")),
        signed_name=signed.get("name", ""),
        signed_role=signed.get("role", ""),
    )


def known_of(person: Person, alliance: Alliance, day: date) -> dict[str, Any]:
    """What an application need not ask: her name and address, and her post at a school if one is recorded."""
    first, _, last = person.name.rpartition(" ")
    known: dict[str, Any] = {"first_name": first, "surname": last, "email": person.email}
    held = Post.objects.on(day).filter(
        person=person, alliance=alliance, role__in=AT_ORGANISATION, organisation__urn__isnull=False
    )
    post = held.select_related("organisation").first()
    if post and post.organisation:
        known |= {"school": post.organisation.urn, "is_headteacher": post.role == Role.HEAD}
        known |= {"job": post.title} if post.title else {}
    return known
