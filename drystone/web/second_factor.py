"""The second factor, forced for office, finance and panel: without it only the pages to set it up open."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import NEEDS_SECOND_FACTOR

from . import sessions

# What she may open before she has given a second factor: to set one up, to give it, to go away.
BEFORE = {
    "account_logout",
    "account_reauthenticate",
    "account_code_again",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}


def wanted(request: Any) -> HttpResponse | None:
    """None when she may go on; else where she signs in again, or sets up or gives her second factor."""
    if not request.user.is_authenticated:
        return None
    if over := sessions.ended(request):
        return over
    if not is_forced_on(request.person) or passed(request) or request.resolver_match.view_name in BEFORE:
        return None
    return redirect("mfa_reauthenticate" if enrolled(request.person) else "mfa_index")


def is_forced_on(person: Person) -> bool:
    """She holds a post that reaches what others confide to the Alliance."""
    return bool(access.alliances_as(person, NEEDS_SECOND_FACTOR))


def passed(request: Any) -> bool:
    """She gave a second factor in this session; a demonstration needs none."""
    methods = {record["method"] for record in get_authentication_records(request, request.user)}
    return "mfa" in methods or (settings.DEMO and settings.DEVELOPMENT and "demonstration" in methods)


def enrolled(person: Person) -> bool:
    """She has a passkey or an authenticator app."""
    return Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
