"""A made-up task in an installation of the tests' own: a page that a link opens, its second page, and a secret one."""

from typing import Any

from django.http import HttpResponse
from django.urls import path

from drystone.people import links as people_links
from drystone.web import doors, urls
from drystone.web.links import Page
from drystone.web.policy import Door

PAGES = {
    "task": Page("task", done="The task was done", again=True),
    "secret": Page("secret", shows_confidential=True, done="The secret was read"),
}
POLICY = {
    "task": Door(("referee",), ("GET", "POST"), purpose="task"),
    "task-second": Door(("referee",), ("GET",), purpose="task"),
    "secret": Door(("referee",), ("GET", "POST"), purpose="secret"),
}


def task(request: doors.Request, pk: int) -> HttpResponse:
    if request.method == "POST" and request.POST.get("answer") == "yes" and request.link:
        people_links.spend(request.link, by=request.person, at=request.now)
        return HttpResponse("thank you")
    return HttpResponse(f"task {pk} for {request.person.name} through {request.person.through}")


def second(request: Any, pk: int) -> HttpResponse:
    return HttpResponse(f"second page of {pk}")


def secret(request: Any, pk: int) -> HttpResponse:
    return HttpResponse(f"CANARY {pk}")


urlpatterns = [
    path("task/<int:pk>/", task, name="task"),
    path("task/<int:pk>/second/", second, name="task-second"),
    path("secret/<int:pk>/", secret, name="secret"),
    *urls.urlpatterns,
]
