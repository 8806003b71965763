"""Signing a test's client in as somebody, as if she had come through every page of it."""

from http.cookies import SimpleCookie

from django.test import Client
from django.utils import timezone

from drystone.people.models import Person
from tests.retelling import step

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client: Client, person: Person, *, second_factor: bool = True) -> Client:
    """She has just signed in with a code and, unless told otherwise, with her second factor."""
    if client.cookies:  # somebody sat at it before her
        return signed_in(client, person, second_factor)
    client.cookies.update(cookies_of(person.pk, second_factor))
    return client


@step
def cookies_of(pk: int, second_factor: bool) -> SimpleCookie:
    """What a new browser holds in which she signed in: a step of a story, which so goes on after it."""
    return signed_in(Client(), Person.objects.get(pk=pk), second_factor).cookies


def signed_in(client: Client, person: Person, second_factor: bool) -> Client:
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
