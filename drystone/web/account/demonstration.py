"""Demonstration mode: invented people, and one press to be one of them. Nowhere else."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from drystone import walls
from drystone.people.models import Person, Post


def people(request: Any) -> HttpResponse:
    """Whom one can be, and what to try as her."""
    refuse_elsewhere()
    posts = Post.objects.on(request.today).select_related("organisation", "alliance")
    invented = Person.objects.filter(is_demonstration=True, has_account=True, is_active=True).order_by("pk")
    with walls.open_to_all():  # the invented people of every invented alliance
        cast = [(each, posts.filter(person=each).first()) for each in invented]
    return render(request, "account/demonstration.html", {"cast": cast})


def sign_in(request: Any, pk: int) -> HttpResponse:
    """One press signs in as an invented person; it stands for her second factor too."""
    refuse_elsewhere()
    person = get_object_or_404(Person, pk=pk, is_demonstration=True, has_account=True, is_active=True)
    logout(request)
    adapter = get_adapter(request)
    record_authentication(request, person, "demonstration")
    adapter.login(request, person)
    return redirect(settings.LOGIN_REDIRECT_URL)


def refuse_elsewhere() -> None:
    if not (settings.DEMO and settings.DEVELOPMENT):
        raise Http404


urlpatterns = [
    path("", people, name="demo-people"),
    path("sign-in/<int:pk>/", sign_in, name="demo-sign-in"),
]
