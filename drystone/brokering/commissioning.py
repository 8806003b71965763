"""Authorities, trusts and dioceses that ask for a school: for which schools each may."""

from datetime import date, datetime

from django.db.models import QuerySet

from drystone.alliances.models import Alliance
from drystone.lifecycle import Refused
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.schools import organisations
from drystone.schools.models import Membership, Organisation

Kind = Organisation.Kind
# How the form names who asks, by what the body is.
ASKING_AS = {Kind.AUTHORITY: "authority", Kind.TRUST: "trust", Kind.DIOCESE: "diocese"}


def asking_as(body: Organisation | None) -> str:
    """In what part the form says that somebody asks for a school; the Alliance itself where there is no body."""
    return ASKING_AS.get(Kind(body.kind), "alliance") if body else "alliance"


def bodies_of(person: Person, alliance: Alliance) -> QuerySet[Organisation]:
    """The bodies for which she commissions support in this alliance."""
    held = [place for of, place in access.places_as(person, Role.COMMISSIONER) if of == alliance.pk]
    return Organisation.objects.filter(pk__in=held).order_by("name", "pk")


def schools_of(body: Organisation, alliance: Alliance, *, on: date) -> QuerySet[Organisation]:
    """The open schools that a body answers for: by the register those of an authority or a trust.

    The register as we keep it names no diocese, so that one, or a fund, asks for any member school of the Alliance.
    """
    schools = Organisation.objects.open().filter(kind=Kind.SCHOOL)
    if body.kind == Kind.AUTHORITY:
        return schools.filter(authority=body.name)
    if body.kind == Kind.TRUST:
        return schools.filter(trust_name=body.name)
    members = Membership.objects.on(on).filter(alliance=alliance)
    return schools.filter(pk__in=members.values("organisation"))


def answers_for(body: Organisation, school: Organisation, alliance: Alliance, *, on: date) -> bool:
    return schools_of(body, alliance, on=on).filter(pk=school.pk).exists()


def body_for(school: Organisation, kind: str, name: str, *, by: Person, at: datetime) -> Organisation:
    """The authority, trust or diocese that asks for a school: the one named, else the one that the register names."""
    usual = {Kind.AUTHORITY: school.authority, Kind.TRUST: school.trust_name}.get(Kind(kind), "")
    wanted = name.strip() or usual
    if not wanted:
        raise Refused(f"Write the name of the {Kind(kind).label.lower()}.")
    known = Organisation.objects.filter(kind=kind, name__iexact=wanted, urn=None).order_by("pk").first()
    return known or organisations.make(kind, wanted, by=by, at=at)
