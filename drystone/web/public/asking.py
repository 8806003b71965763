"""Asking for support in ninety seconds, without an account."""

from typing import Any

from allauth.decorators import rate_limit
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone.brokering import calls, requests
from drystone.questions import forms, pages
from drystone.register import directory


@rate_limit(action="ask_for_support")
def ask(request: Any) -> HttpResponse:
    """One page: school, name, telephone, a sentence. What is wrong is said, and nothing typed is lost."""
    version = forms.current(requests.SHORT, request.alliance.pk)
    form = pages.form_for(version, calls.SECTION, request.POST or None)
    form.initial = {"need": said_of(request)}
    if request.method == "POST" and form.is_valid():
        calls.call(request.alliance, form.answers, at=request.now)
        return redirect("asked-for-support")
    return render(request, "public/ask.html", {"form": form})


def said_of(request: Any) -> str:
    """What stands in the box of somebody who comes from a leader's entry in the directory."""
    listed = directory.standing(request.alliance, request.today).select_related("person")
    found = listed.filter(number=request.GET.get("leader", "")[:20]).first() if "leader" in request.GET else None
    return f"We saw {found.person} in your directory. " if found else ""


def asked(request: Any) -> HttpResponse:
    """What happens next."""
    return render(request, "public/asked.html")
