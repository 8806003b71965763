"""Finding, or making, the person whom somebody means by a name and an address."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from drystone.alliances.models import Alliance
from drystone.schools import memberships
from drystone.schools.models import Organisation

from . import accounts, names, posts
from .models import Person
from .roles import AT_ALLIANCE, Role


def known(name: str, email: str, alliance: Alliance, *, phone: str = "", also: Iterable[Person | None] = ()) -> Person:
    """The person of this name at this address whom this alliance knows; else a new one, without account.

    `also` are those who stand in the record already, where neither a post nor a task makes them known yet.
    An address alone is not a person: a head's successor, or two colleagues at one mailbox, stay apart.

    Called inside the transaction of the verb by which the alliance comes to know her: until its end nobody else is
    looked for here, so two windows that open the same new person at once find one.
    """
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    address = names.address(email)
    here = Q(pk__in=Person.objects.known_to(alliance.pk).values("pk")) | Q(pk__in=[who.pk for who in also if who])
    there = Person.objects.at_address(address).filter(here, is_active=True)
    for person in there.order_by("-has_account", "pk"):
        if names.similar(person.name, name):
            return person
    return Person.objects.create(name=" ".join(name.split()), email=address, phone=phone)


@transaction.atomic
def appoint(
    name: str,
    email: str,
    role: Role,
    alliance: Alliance,
    organisation: Organisation | None = None,
    title: str = "",
    *,
    member: bool = False,
    from_: date,
    by: Person,
    at: datetime,
) -> Person:
    """The office records that somebody holds a post: those at the Alliance get an account, others act by link.

    `member` says that the school belongs to the Alliance. Said twice, at once too, it is one person in one post.
    Raises posts.Overlaps where she holds it until a later day already.
    """
    signs_in = role in AT_ALLIANCE
    person = accounts.open_for(name, email, by=by, at=at) if signs_in else known(name, email, alliance)
    posts.demand_free(person, role, alliance, organisation, from_=from_)
    posts.take_up(person, role, alliance, organisation, title, from_=from_, by=by, at=at)
    if member and organisation:
        memberships.join(organisation, alliance_id=alliance.pk, starts=from_, by=by, at=at)
    return person
