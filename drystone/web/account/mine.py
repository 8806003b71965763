"""Her account: name, address, posts, where she is signed in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.decorators import rate_limit
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone.people import accounts, codes
from drystone.people.models import Code, Post, Purpose

from ..code_form import DEAD, WRONG, CodeForm
from ..fresh_sign_in import fresh
from .forms import DetailsForm, NewAddressForm

MOVING = "new_address"
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}
BROWSERS = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}


def account(request: Any) -> HttpResponse:
    """All of it on one page; her name and telephone number can be corrected here."""
    person = request.person
    form = DetailsForm(request.POST or None, initial={"name": person.name, "phone": person.phone})
    if request.method == "POST" and form.is_valid():
        accounts.describe(person, **form.cleaned_data, by=person, at=request.now)
        messages.success(request, "Your details are saved.")
        return redirect("account")
    return render(request, "account/account.html", {"form": form, **entered_by(request), **signed_in_at(request)})


def entered_by(request: Any) -> dict[str, Any]:
    """Her posts of today, and what she can sign in with."""
    kinds = list(Authenticator.objects.filter(user=request.person).values_list("type", flat=True))
    return {
        "posts": Post.objects.on(request.today)
        .filter(person=request.person)
        .select_related("organisation", "alliance"),
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_app": Authenticator.Type.TOTP in kinds,
        "organisation": settings.OIDC_NAME if settings.OIDC_SERVER else "",
        "connected": SocialAccount.objects.filter(user=request.person).first(),
    }


def signed_in_at(request: Any) -> dict[str, Any]:
    """The browsers in which she is signed in, newest first."""
    noted = UserSession.objects.filter(user=request.person).order_by("-created_at")[:20]
    places = [
        {"browser": described(each.user_agent), "since": each.created_at, "this": each.is_current()}
        for each in noted
        if each.exists()
    ]
    return {"places": places}


def described(user_agent: str) -> str:
    """Chrome on Windows; what a browser says of itself, in words."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "A browser")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


@fresh
@rate_limit(action="code")
def new_address(request: Any) -> HttpResponse:
    """Asks for the address; it is hers when she has typed the code that went there."""
    form = NewAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address, asker = form.cleaned_data["email"], f"person {request.user.pk}"
        try:
            code = codes.send(Purpose.ADDRESS, address, asker=asker, at=request.now, person=request.user)
        except codes.TooMany:
            return render(request, "account/too_many.html", status=429)
        request.session[MOVING] = {"address": address, "code": code.pk}
        return redirect("account_email_code")
    return render(request, "account/new_address.html", {"form": form})


@rate_limit(action="code_try")
def new_address_code(request: Any) -> HttpResponse:
    """Asks for the six digits that went to the new address."""
    moving = request.session.get(MOVING)
    if not moving:
        return redirect("account_email")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = Code.objects.get(pk=moving["code"])
        if codes.check(code, form.cleaned_data["code"], at=request.now):
            return move(request, request.session.pop(MOVING)["address"])
        form.add_error("code", WRONG if codes.is_live(code, request.now) else DEAD)
    return render(request, "account/new_address_code.html", {"form": form, "address": moving["address"]})


def move(request: Any, address: str) -> HttpResponse:
    try:
        accounts.change_address(request.person, address, by=request.person, at=request.now)
        messages.success(request, f"Your e-mail address is now {address}. We have told the old one.")
    except accounts.AddressTaken:
        messages.error(request, "Another account has this address. Sign in there, or use a different address.")
    return redirect("account")


def sign_out_everywhere(request: Any) -> HttpResponse:
    """Ends every session of hers, this one too."""
    accounts.sign_out_everywhere(request.person, by=request.person, at=request.now)
    logout(request)
    messages.success(request, "You are signed out everywhere.")
    return redirect("account_login")


@fresh
def disconnect(request: Any) -> HttpResponse:
    """Her organisation's account no longer opens hers."""
    gone, _ = SocialAccount.objects.filter(user=request.person).delete()
    if gone:
        get_adapter(request).send_notification_mail("socialaccount/email/account_disconnected", request.person)
        messages.success(request, "Your organisation's account is disconnected.")
    return redirect("account")
