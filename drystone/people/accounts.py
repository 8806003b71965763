"""Accounts: how somebody who has proved an e-mail address becomes, or goes on being, a person who signs in."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from drystone.history import events
from drystone.lifecycle import NotAllowed

from . import emails, links, names
from .models import Link, Person


class AddressTaken(Exception):
    """Another account has this address."""


def holder(address: str) -> Person | None:
    """Who signs in with this address."""
    return Person.objects.at_address(address).filter(has_account=True).first()


def open_for(name: str, address: str, *, by: Person | None = None, at: datetime) -> Person:
    """Makes the account of somebody who proved this address with a code, or gives the one that is there.

    The person whom we know by a link becomes its holder only if she is the only one without account at this
    address, and the name is hers; otherwise a new person is made, and nobody gets at another's tasks.
    """
    address = names.address(address)
    try:
        with transaction.atomic():
            if there := holder(address):
                return there
            person = namesake(name, address) or Person(name=" ".join(name.split()), email=address)
            person.has_account = True
            person.set_unusable_password()
            person.save()
            events.record(person, "opened_account", by=by or person, at=at)
            return person
    except IntegrityError:
        if there := holder(address):
            return there
        raise


def namesake(name: str, address: str) -> Person | None:
    """The one person without account at this address, if she bears this name."""
    there = list(Person.objects.at_address(address).filter(has_account=False, is_active=True)[:2])
    return there[0] if len(there) == 1 and names.similar(there[0].name, name) else None


def describe(person: Person, *, name: str, phone: str, by: Person, at: datetime) -> Person:
    """She corrects her own name and telephone number."""
    if by.pk != person.pk:
        raise NotAllowed(f"{by} may not describe {person}")
    name, phone = " ".join(name.split()), phone.strip()
    with transaction.atomic():
        if (person.name, person.phone) != (name, phone):
            Person.objects.filter(pk=person.pk).update(name=name, phone=phone)
            events.record(person, "described", by=by, at=at)
    person.name, person.phone = name, phone
    return person


def change_address(person: Person, address: str, *, by: Person, at: datetime) -> Person:
    """Her account has another address, which she proved; the old one is told, and its links stop working.

    Raises AddressTaken.
    """
    if by.pk != person.pk:
        raise NotAllowed(f"{by} may not change the address of {person}")
    address, old = names.address(address), person.email
    try:
        with transaction.atomic():
            if not Person.objects.filter(pk=person.pk).exclude(email=address).update(email=address):
                return person
            events.record(person, "changed_address", by=by, at=at)
            for link in Link.objects.unfinished().filter(person=person, address=old):
                links.revoke(link, by=by, at=at, because=links.READDRESSED)
            emails.address_changed(person, old, at=at)
    except IntegrityError:
        raise AddressTaken from None
    person.email = address
    return person


def sign_out_everywhere(person: Person, *, by: Person | None, at: datetime) -> Person:
    """Every session of hers ends at its next request: their signature is made with what changes here."""
    with transaction.atomic():
        person.set_unusable_password()
        Person.objects.filter(pk=person.pk).update(password=person.password)
        events.record(person, "signed_out_everywhere", by=by, at=at)
    return person


def close(person: Person, *, by: Person | None, at: datetime, note: str = "") -> Person:
    """The account is closed by herself or by whoever runs the installation; her links stop working too."""
    if by is not None and by.pk != person.pk:
        raise NotAllowed(f"{by} may not close the account of {person}")
    with transaction.atomic():
        if Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
            events.record(person, "closed_account", by=by, at=at, note=note)
    person.is_active = False
    return person


def forget_second_factor(person: Person, *, by: Person | None, at: datetime, note: str) -> Person:
    """She lost telephone and recovery codes: whoever runs the installation lets her enrol anew, and says why."""
    with transaction.atomic():
        deleted, _ = Authenticator.objects.filter(user=person).delete()
        if deleted:
            sign_out_everywhere(person, by=by, at=at)
            events.record(person, "forgot_second_factor", by=by, at=at, note=note)
            emails.signing_in_changed(person, "Your second factor was removed, as you asked.", at=at)
    return person
