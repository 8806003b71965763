"""Asking for support in ninety seconds, without an account."""

from typing import Any

from allauth.decorators import rate_limit
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone.brokering import calls, requests
from drystone.questions import forms, pages


@rate_limit(action="ask_for_support")
def ask(request: Any) -> HttpResponse:
    """One page: school, name, telephone, a sentence. What is wrong is said, and nothing typed is lost."""
    version = forms.current(requests.SHORT, request.alliance.pk)
    form = pages.form_for(version, calls.SECTION, request.POST or None)
    if request.method == "POST" and form.is_valid():
        calls.call(request.alliance, form.answers, at=request.now)
        return redirect("asked-for-support")
    return render(request, "public/ask.html", {"form": form})


def asked(request: Any) -> HttpResponse:
    """What happens next."""
    return render(request, "public/asked.html")
