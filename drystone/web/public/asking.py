"""Asking for support in ninety seconds, without an account."""

from typing import Any

from allauth.decorators import rate_limit
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone.brokering import calls, requests
from drystone.people import access
from drystone.people.roles import Role
from drystone.questions import forms, pages
from drystone.questions.sources import source
from drystone.register import directory


@rate_limit(action="ask_for_support")
def ask(request: Any) -> HttpResponse:
    """One page: school, name, telephone, a sentence. What is wrong is said, and nothing typed is lost."""
    version = forms.current(requests.SHORT, request.alliance.pk)
    form = pages.form_for(version, calls.SECTION, request.POST or None)
    form.initial = {"need": said_of(request), **known(request)}
    if request.method == "POST" and form.is_valid():
        calls.call(request.alliance, form.answers, at=request.now)
        return redirect("asked-for-support")
    may_write = request.person and access.places_as(request.person, Role.HEAD, Role.COMMISSIONER)
    return render(request, "public/ask.html", {"form": form, "may_write": may_write})


def known(request: Any) -> dict[str, str]:
    """Who is signed in need not type who she is, nor a head which school she heads."""
    if (person := request.person) is None:
        return {}
    headed = [post for post in person.posts_now if post.role == Role.HEAD and post.alliance_id == request.alliance.pk]
    school = headed[0].organisation if len(headed) == 1 else None
    named = source("school").label(school.key, None) if school else ""
    return {"contact-name": person.name, "contact-email": person.email, "phone": person.phone, "school": named}


def said_of(request: Any) -> str:
    """What stands in the box of somebody who comes from a leader's entry in the directory."""
    listed = directory.standing(request.alliance, request.today).select_related("person")
    found = listed.filter(number=request.GET.get("leader", "")[:20]).first() if "leader" in request.GET else None
    return f"We saw {found.person} in your directory. " if found else ""


def asked(request: Any) -> HttpResponse:
    """What happens next."""
    return render(request, "public/asked.html")
