"""Signing a test's client in as somebody, as if she had come through every page of it."""

from django.test import Client
from django.utils import timezone

from drystone.people.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client: Client, person: Person, *, second_factor: bool = True) -> Client:
    """She has just signed in with a code and, unless told otherwise, with her second factor."""
    client.force_login(person, backend=BACKEND)
    at = timezone.now().timestamp()
    records = [{"method": "code", "at": at}]
    if second_factor:
        records.append({"method": "mfa", "at": at, "type": "totp", "reauthenticated": True})
    session = client.session
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(person.pk)
    session["began"] = session["seen"] = at
    session.save()
    return client
