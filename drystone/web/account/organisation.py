"""Signing in with an organisation's account (OpenID Connect), where the installation offers one."""

import logging
from typing import Any

from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from requests import RequestException

from ..fresh_sign_in import fresh

log = logging.getLogger("drystone.account")


def login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """To the organisation's own page; somebody signed in is about to connect her account, and shows it is she."""
    go = fresh(views.login) if request.user.is_authenticated else views.login
    try:
        return go(request, provider_id)
    except RequestException as problem:
        log.error("the organisation's sign-in cannot be reached: %s", type(problem).__name__)
        return failed(request)


def failed(request: Any) -> HttpResponse:
    """The organisation did not vouch for anybody, or could not be reached, or its page was left."""
    return render(request, "account/organisation_failed.html", status=403)


callback = views.callback
