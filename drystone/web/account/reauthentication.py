"""The page on which somebody confirms that it is she."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.decorators import rate_limit
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from drystone.people import codes
from drystone.people.models import Code, Purpose

from ..code_form import DEAD, WRONG, CodeForm
from ..second_factor import enrolled

SENT = "confirming"


@never_cache
@rate_limit(action="code_try")
def confirm(request: Any) -> HttpResponse:
    """Offers to send a code, and then asks for it."""
    if enrolled(request.user):
        methods = get_adapter(request).get_reauthentication_methods(request.user)
        return redirect(f"{methods[0]['url']}?{request.GET.urlencode()}")
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and "send" in request.POST:
        return mail_code(request)
    sent = Code.objects.filter(pk=request.session.get(SENT), person=request.user).first()
    if sent and form.is_bound and form.is_valid():
        if codes.check(sent, form.cleaned_data["code"], at=request.now):
            return confirmed(request)
        form.add_error("code", WRONG if codes.is_live(sent, request.now) else DEAD)
    return render(request, "account/confirm.html", {"form": form, "sent": sent})


def mail_code(request: Any) -> HttpResponse:
    person = request.user
    try:
        code = codes.send(Purpose.CONFIRM, person.email, asker=f"person {person.pk}", at=request.now, person=person)
    except codes.TooMany:
        return render(request, "account/too_many.html", status=429)
    request.session[SENT] = code.pk
    return redirect(request.get_full_path())


def confirmed(request: Any) -> HttpResponse:
    """Goes on to what she wanted to change."""
    del request.session[SENT]
    record_authentication(request, request.user, "code", email=request.user.email, reauthenticated=True)
    return resume_request(request) or redirect("account")
