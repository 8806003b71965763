"""Projects of the Alliance: the list, starting one, and what came of it."""

from dataclasses import fields
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.groups import projects
from drystone.groups.models import Project
from drystone.groups.projects import About
from drystone.history import events
from drystone.people.models import Person
from drystone.register.models import Designation

from ..components import paging, tables
from ..days import Day
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import settle
from ..templatetags.say import short_day


def listed(request: Any) -> HttpResponse:
    """The newest first."""
    rows = visible(request, Project).filter(alliance=request.alliance).prefetch_related("leaders")
    page = paging.page(rows, ("-started_on", "-id"), request.GET.get("page", ""))
    columns = [
        tables.Column("Project", lambda row: link_to(row.name, "office-project", row.pk)),
        tables.Column("Who works on it", lambda row: ", ".join(sorted(each.name for each in row.leaders.all()))),
        tables.Column("From", lambda row: short_day(row.started_on)),
        tables.Column("To", lambda row: short_day(row.ended_on)),
    ]
    table = tables.Table("Projects", columns, page.rows, caption_hidden=True, empty="No project has been started yet.")
    return render(request, "office/groups/projects.html", {"table": table, "page": page})


class Form(forms.Form):
    name = forms.CharField(label="Name", max_length=120)
    aim = forms.CharField(label="What is it for?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    leaders = forms.MultipleChoiceField(
        label="Who works on it",
        help_text="It counts among what they contribute.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    started_on = Day(label="From")
    ended_on = Day(label="To", required=False)
    outputs = forms.CharField(
        label="What came of it", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )

    def __init__(self, *args: Any, people: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.people = {str(person.pk): person for person in people}
        field: Any = self.fields["leaders"]
        field.choices = [(key, who.name) for key, who in self.people.items()]

    def clean_leaders(self) -> list[Person]:
        return [self.people[key] for key in self.cleaned_data["leaders"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("started_on") and given.get("ended_on") and given["ended_on"] < given["started_on"]:
            self.add_error("ended_on", "The project must end after it begins.")
        return given

    def about(self) -> About:
        return About(**{each.name: self.cleaned_data[each.name] for each in fields(About)})


def people(request: Any, project: Project | None = None) -> Any:
    """System Leaders of today, and whoever works on it already."""
    designated = Designation.objects.designated_on(request.today).filter(alliance=request.alliance).order_by()
    numbers = set(designated.values_list("person", flat=True))
    if project:
        numbers |= {person.pk for person in project.leaders.all()}
    return Person.objects.filter(pk__in=numbers).order_by("name", "pk")


def start(request: Any) -> HttpResponse:
    """A new project."""
    form = Form(request.POST or None, people=people(request), initial={"started_on": request.today})
    if request.method == "POST" and form.is_valid():
        given = form.about(), form.cleaned_data["leaders"]
        made = projects.start(request.alliance, *given, by=request.person, at=request.now)
        return redirect("office-project", made.pk)
    context = {"form": form, "heading": "Start a project", "back": reverse("office-projects")}
    return render(request, "office/groups/form.html", context)


def project(request: Any, pk: int) -> HttpResponse:
    """One project: who works on it, and what came of it."""
    shown = fetch(request, Project, pk)
    there = {each.name: getattr(shown, each.name) for each in fields(About)}
    there["leaders"] = [person.pk for person in shown.leaders.all()]
    form = Form(request.POST or None, people=people(request, shown), initial=there)

    def verb() -> Any:
        given = form.about(), form.cleaned_data["leaders"]
        return projects.change(shown, *given, by=request.person, at=request.now)

    here = reverse("office-project", args=[pk])
    context = {"form": form, "shown": shown, "timeline": events.of(shown), "back": reverse("office-projects")}
    answer = settle(request, form, verb, then=here, said="Saved.")
    return answer or render(request, "office/groups/project.html", context)
