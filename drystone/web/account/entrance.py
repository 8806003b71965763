"""Signing in, and making an account: an address, a code by e-mail, and in.

Whether we know the address or not, the page answers the same, as quickly, and one message goes. Only who reads
that message learns more.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.decorators import rate_limit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from drystone.people import accounts, codes
from drystone.people.models import Code, Person, Purpose

from ..code_form import DEAD, WRONG, CodeForm
from .forms import AddressForm, NameForm, NewAccountForm

# In the session between the pages: what was typed, and the number of the code that was mailed; never its digits.
STARTED, PROVED = "signing_in", "proved_address"
NAME_WITHIN = timedelta(minutes=15)
log = logging.getLogger("drystone.account")


@never_cache
@rate_limit(action="code")
def login(request: Any) -> HttpResponse:
    """Asks for an address."""
    if request.user.is_authenticated:
        return redirect(next_page(request))
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return mail_code(request, form.cleaned_data["email"], then=asked_for(request))
    return render(request, "account/login.html", {"form": form, "next": asked_for(request), **ways_in()})


@never_cache
@rate_limit(action="code")
def signup(request: Any) -> HttpResponse:
    """Asks for a name and an address; nothing is made before the address is proved."""
    if request.user.is_authenticated:
        return redirect(next_page(request))
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return mail_code(request, form.cleaned_data["email"], form.cleaned_data["name"], then=asked_for(request))
    return render(request, "account/signup.html", {"form": form, "next": asked_for(request)})


def mail_code(request: Any, typed: str, name: str = "", *, then: str) -> HttpResponse:
    """The code goes to the address as it is stored, where we know it: never to one that only looks like it."""
    person = accounts.holder(typed)
    address = person.email if person else typed
    try:
        code = codes.send(Purpose.SIGN_IN, address, asker=place_of(request), at=request.now, person=person)
    except codes.TooMany:
        return render(request, "account/too_many.html", status=429)
    request.session[STARTED] = {"code": code.pk, "address": typed, "name": name, "next": then}
    return redirect("account_code")


@never_cache
@rate_limit(action="code_try")
def code(request: Any) -> HttpResponse:
    """Asks for the six digits."""
    started = request.session.get(STARTED)
    if not started:
        return redirect("account_login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = Code.objects.get(pk=started["code"])
        if codes.check(sent, form.cleaned_data["code"], at=request.now):
            return proved(request, **request.session.pop(STARTED))
        log.warning("wrong code at sign-in, code %s", sent.pk)
        form.add_error("code", WRONG if codes.is_live(sent, request.now) else DEAD)
    return render(request, "account/code.html", {"form": form, "address": started["address"]})


@rate_limit(action="code")
def code_again(request: Any) -> HttpResponse:
    """Sends the same digits once more, or new ones when those are no longer good."""
    started = request.session.get(STARTED)
    if not started:
        return redirect("account_login")
    return mail_code(request, started["address"], started["name"], then=started["next"])


def proved(request: Any, *, address: str, name: str, next: str, **_: Any) -> HttpResponse:  # noqa: A002 the web's word
    """The address is hers: into her account, or on to making one."""
    if name or accounts.holder(address):
        return enter(request, accounts.open_for(name, address, at=request.now), next)
    request.session[PROVED] = {"address": address, "next": next, "at": request.now.timestamp()}
    return redirect("account_name")


@never_cache
def name(request: Any) -> HttpResponse:
    """An address that we do not know: asks for the name, and makes the account."""
    held = request.session.get(PROVED)
    if not held or request.now - datetime.fromtimestamp(held["at"], tz=UTC) > NAME_WITHIN:
        return redirect("account_login")
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        del request.session[PROVED]
        person = accounts.open_for(form.cleaned_data["name"], held["address"], at=request.now)
        return enter(request, person, held["next"])
    return render(request, "account/name.html", {"form": form, "address": held["address"]})


def enter(request: HttpRequest, person: Person, then: str) -> HttpResponse:
    """Signs her in, by way of her second factor if she has one."""
    record_authentication(request, person, "code", email=person.email)
    return perform_login(request, Login(user=person, email=person.email, redirect_url=then or None))


def place_of(request: HttpRequest) -> str:
    """Where a question came from, for the limits: only a declared proxy is believed about it."""
    return f"ip {get_adapter(request).get_client_ip(request)}"


def asked_for(request: HttpRequest) -> str:
    """The page of ours that she wanted to open, if she said one."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if get_adapter(request).is_safe_url(wanted) else ""


def next_page(request: HttpRequest) -> str:
    return asked_for(request) or settings.LOGIN_REDIRECT_URL


def ways_in() -> dict[str, Any]:
    """What the sign-in page offers besides a code."""
    return {"organisation": settings.OIDC_NAME if settings.OIDC_SERVER else "", "demonstration": settings.DEMO}
