"""Asked anew whether it is she: before what opens an account changes, and before whom money goes to does."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from .second_factor import enrolled

View = Callable[..., HttpResponseBase]


def fresh(view: View) -> View:
    """Opens only for somebody who showed in the last five minutes that it is she."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return asked_first(request, then=request.path if request.method == "GET" else reverse("account"))

    return guarded


def asked_first(request: Any, *, then: str) -> HttpResponse:
    """She shows that it is she, and goes on to a page from which she presses again."""
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    return redirect(f"{methods[0]['url']}?{urlencode({'next': then})}")


def is_fresh(request: Any) -> bool:
    """Who has a second factor must have given that; a code by e-mail is not enough for her."""
    records = get_authentication_records(request, request.user)
    if enrolled(request.user):
        records = [record for record in records if record["method"] == "mfa"]
    newest = max((record["at"] for record in records), default=0)
    return request.now.timestamp() - newest < app_settings.REAUTHENTICATION_TIMEOUT
