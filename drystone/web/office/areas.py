"""Areas of expertise: what the Alliance offers, under which groups, and areas of its own."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.history import events
from drystone.people.access import alliances_as
from drystone.people.roles import MANAGES
from drystone.register import areas, queries
from drystone.register.models import Area, Grouping, SetAside

from ..doors import only, press
from ..pressing import settle

ACTS = {"retirement": areas.retire, "return": areas.bring_back}
CHANGES = ("area_added", "area_renamed", "area_retired", "area_brought_back", "areas_grouped")


class Own(forms.Form):
    name = forms.CharField(label="Name", max_length=120)
    group = forms.ChoiceField(label="Stands with", required=False)

    def __init__(self, *args: Any, groups: list[str], **settings: Any):
        super().__init__(*args, **settings)
        field: Any = self.fields["group"]
        field.choices = [*((name, name) for name in groups), ("", areas.ELSEWHERE)]


class Rename(forms.Form):
    name = forms.CharField(label="Name", max_length=120)


class GroupBy(forms.Form):
    grouping = forms.ModelChoiceField(Grouping.objects.all(), label="Show the areas under", empty_label=None)


def here() -> str:
    return reverse("office-areas")


def known(request: Any) -> QuerySet[Area]:
    """Every area of the alliance, with whether it is `aside` at present."""
    aside = SetAside.objects.filter(alliance=request.alliance, area=OuterRef("pk"))
    return Area.objects.known_to(request.alliance.pk).annotate(aside=Exists(aside))


def listed(request: Any) -> HttpResponse:
    """The areas under their groups, each with how many hold it; the office adds one of its own."""
    alliance, standing = request.alliance, areas.grouping_of(request.alliance, request.today)
    form = Own(request.POST or None, groups=areas.groups_of(standing))
    add = lambda: areas.add(alliance, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, add, then=here(), said="Added. It may be chosen from now on."):
        return done
    holders = queries.holders_by_area(alliance)
    groups = areas.grouped(known(request), alliance.pk, request.today)
    context = {
        "groups": [(name, [(area, holders.get(area.pk, 0)) for area in held]) for name, held in groups.items()],
        "form": form,
        "grouping": GroupBy(initial={"grouping": standing}),
        "may_change": alliance.pk in alliances_as(request.person, MANAGES),
        "timeline": events.of(alliance).filter(verb__in=CHANGES),
    }
    return render(request, "office/areas/list.html", context)


def fetched(request: Any, pk: int) -> Area:
    found = only(known(request).filter(pk=pk))
    if found is None:
        raise Http404
    return found


def rename(request: Any, pk: int) -> HttpResponse:
    """An area of the alliance's own is called otherwise."""
    area = fetched(request, pk)
    if area.alliance_id is None:
        raise Http404
    form = Rename(request.POST or None, initial={"name": area.name})
    verb = lambda: areas.rename(area, request.alliance, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=here(), said="Renamed, everywhere."):
        return done
    return render(request, "office/areas/rename.html", {"area": area, "form": form, "back": here()})


def act(request: Any, pk: int, act: str) -> HttpResponse:
    """It is not offered any more, or again."""
    if act not in ACTS:
        raise Http404
    area = fetched(request, pk)
    said = f"{area} is offered again." if act == "return" else f"{area} is not offered any more."
    verb = lambda: ACTS[act](area, request.alliance, by=request.person, at=request.now)  # noqa: E731
    return press(request, verb, then=here(), said=said)


def group_by(request: Any) -> HttpResponse:
    """Under which groups lists and pages show them."""
    form = GroupBy(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose one of the groupings.")
        return redirect(here())
    verb = lambda: areas.group_by(request.alliance, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    return press(request, verb, then=here(), said="The areas are shown in these groups now.")
