"""The groups somebody belongs to; whoever facilitates one does everything for it here, and so does the office."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.groups import access, attendance, belonging, feedback, groups, meetings
from drystone.groups.models import Group, Member, Project
from drystone.groups.models.group import belonging as hers
from drystone.groups.models.project import hers as project_numbers
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import office
from drystone.register.models import Area

from ..addresses import AddressField
from ..doors import fetch, press
from ..meeting_forms import Plan
from ..pressing import settle

MEETINGS = 20


def listed(request: Any) -> HttpResponse:
    """Her groups, each with when it meets next."""
    mine = Group.objects.filter(hers(request.person, request.today)).running(request.today)
    rows = mine.select_related("alliance").with_next_meeting(request.now)[:50]
    projects = Project.objects.filter(pk__in=project_numbers(request.person)).prefetch_related("leaders")
    return render(request, "leader/groups.html", {"groups": rows, "projects": projects})


def group(request: Any, pk: int) -> HttpResponse:
    """One group: what it is for, who belongs, its meetings; for whoever runs it, what there is to do."""
    shown = fetch(request, Group, pk, "area", "alliance")
    runs, members = access.runs(request.person, shown), belonging.of(shown, request.today)
    context = {
        "shown": shown,
        "runs": runs and not shown.ended_on,
        "is_office": office(request.person, shown),
        "members": with_attendance(shown, members, request.today) if runs else [(each, None) for each in members],
        "least": shown.alliance.attendance_per_cent,
        "results": feedback.results(shown) if runs else None,
        "fewest": feedback.FEWEST,
        "coming": list(shown.meetings.filter(state="planned")[:MEETINGS]),
        "past": shown.meetings.exclude(state="planned").annotate(
            came=Count("register", Q(register__came=True, register__taken_back=False))
        )[:MEETINGS],
        "timeline": events.of(shown) if runs else (),
    }
    return render(request, "leader/group.html", context)


def with_attendance(shown: Group, members: list[belonging.Belonging], on: date) -> list[tuple[Any, Any]]:
    """Each member with how often she came this school year."""
    came = attendance.this_year(shown, members, on)
    return [(each, came[each.person.pk]) for each in members]


def run(request: Any, pk: int) -> Group:
    """A group that she runs; whoever only belongs to it reads that she may not."""
    found = fetch(request, Group, pk, "area")
    if not access.runs(request.person, found):
        raise NotAllowed
    return found


class Join(forms.Form):
    name = forms.CharField(label="Full name", max_length=200)
    email = AddressField(label="Work e-mail address")
    facilitates = forms.BooleanField(label="Facilitates the group", required=False)

    def __init__(self, *args: Any, is_office: bool, **settings: Any):
        super().__init__(*args, **settings)
        if not is_office:
            del self.fields["facilitates"]


def join(request: Any, pk: int) -> HttpResponse:
    """Somebody joins the group; who facilitates it, only the office says."""
    shown, back = run(request, pk), reverse("leader-group", args=[pk])
    form = Join(request.POST or None, is_office=office(request.person, shown))

    def verb() -> Any:
        return groups.join(shown, **form.cleaned_data, by=request.person, at=request.now)

    said = f"{form.data.get('name', '')} belongs to the group."
    context = {"form": form, "heading": "Add a member", "about": shown, "back": back}
    return settle(request, form, verb, then=back, said=said) or render(request, "leader/form.html", context)


def leave(request: Any, pk: int, member: int) -> HttpResponse:
    """Today is a member's last day."""
    shown = run(request, pk)
    found = Member.objects.filter(group=shown, pk=member).select_related("group", "person").first()
    if found is None:
        raise Http404
    act = lambda: groups.leave(found, by=request.person, at=request.now)  # noqa: E731
    return press(request, act, then=reverse("leader-group", args=[pk]), said=f"{found.person} has left the group.")


class Describe(forms.Form):
    purpose = forms.CharField(
        label="What is the group for?", widget=forms.Textarea(attrs={"rows": 4}), max_length=1000, required=False
    )
    area = forms.ModelChoiceField(Area.objects.none(), label="Area of expertise", required=False)

    def __init__(self, *args: Any, shown: Group, **settings: Any):
        super().__init__(*args, **{"initial": {"purpose": shown.purpose, "area": shown.area_id}, **settings})
        offered = Area.objects.offered_by(shown.alliance_id) | Area.objects.filter(pk__in=[shown.area_id])
        self.fields["area"].queryset = offered.distinct()  # type: ignore[attr-defined]


def describe(request: Any, pk: int) -> HttpResponse:
    """What the group is for, in new words."""
    shown, back = run(request, pk), reverse("leader-group", args=[pk])
    form = Describe(request.POST or None, shown=shown)

    def verb() -> Any:
        return groups.describe(shown, **form.cleaned_data, by=request.person, at=request.now)

    context = {"form": form, "heading": "Describe the group", "about": shown, "back": back}
    return settle(request, form, verb, then=back, said="Saved.") or render(request, "leader/form.html", context)


def plan(request: Any, pk: int) -> HttpResponse:
    """A meeting is planned, and every member told."""
    shown, back = run(request, pk), reverse("leader-group", args=[pk])
    form = Plan(request.POST or None)

    def verb() -> Any:
        return meetings.plan(shown, form.details(), **form.moments(), by=request.person, at=request.now)

    context = {"form": form, "heading": "Plan a meeting", "about": shown, "back": back}
    said = "Planned. Every member has been told."
    return settle(request, form, verb, then=back, said=said) or render(request, "leader/form.html", context)
