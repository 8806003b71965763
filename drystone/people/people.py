"""Finding, or making, the person whom somebody means by a name and an address."""

from collections.abc import Iterable

from django.db.models import Q

from drystone.alliances.models import Alliance

from . import names
from .models import Person


def known(name: str, email: str, alliance: Alliance, *, phone: str = "", also: Iterable[Person | None] = ()) -> Person:
    """The person of this name at this address whom this alliance knows; else a new one, without account.

    `also` are those who stand in the record already, where neither a post nor a task makes them known yet.
    An address alone is not a person: a head's successor, or two colleagues at one mailbox, stay apart.
    """
    address = names.address(email)
    here = Q(pk__in=Person.objects.known_to(alliance.pk).values("pk")) | Q(pk__in=[who.pk for who in also if who])
    there = Person.objects.at_address(address).filter(here, is_active=True)
    for person in there.order_by("-has_account", "pk"):
        if names.similar(person.name, name):
            return person
    return Person.objects.create(name=" ".join(name.split()), email=address, phone=phone)
