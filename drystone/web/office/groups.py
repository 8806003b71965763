"""The groups of the Alliance: the list, starting one, ending one. All else is done on the group's own page."""

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.alliances.models import Alliance
from drystone.groups import groups
from drystone.groups.models import Group
from drystone.lifecycle import Refused
from drystone.register.models import Area, Designation

from ..components import paging, tables
from ..doors import fetch
from ..links_html import link_to
from ..pressing import settle
from ..templatetags.say import moment


class Narrow(forms.Form):
    """Which groups the list shows; words that make no sense narrow nothing."""

    kind = forms.ChoiceField(label="Kind", choices=[("", "All"), *Group.Kind.choices], required=False)
    area = forms.ChoiceField(label="Area of expertise", required=False)
    ended = forms.ChoiceField(label="State", choices=[("", "Running"), ("yes", "Ended")], required=False)

    def __init__(self, *args: Any, alliance: Alliance, **settings: Any):
        super().__init__(*args, **settings)
        held = Area.objects.filter(pk__in=Group.objects.filter(alliance=alliance).order_by().values("area"))
        self.fields["area"].choices = [("", "All"), *held.values_list("code", "name")]  # type: ignore[attr-defined]

    def wanted(self) -> Q:
        self.is_valid()
        given = self.cleaned_data
        found = Q(ended_on__isnull=given.get("ended") != "yes")
        if given.get("kind"):
            found &= Q(kind=given["kind"])
        return found & Q(area__code=given["area"]) if given.get("area") else found


def listed(request: Any) -> HttpResponse:
    """The groups by name, with who belongs to them and when they meet next."""
    rows = Group.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    form = Narrow(request.GET, alliance=request.alliance)
    rows = rows.filter(form.wanted()).select_related("area").with_next_meeting(request.now)
    rows = rows.annotate(size=Count("members", Q(members__ends__isnull=True), distinct=True))
    page = paging.page(rows, ("name", "id"), request.GET.get("page", ""))
    leaders = designated(request) if any(row.is_of_all_leaders for row in page.rows) else 0
    context = {"table": table(page.rows, leaders), "page": page, "filters": form}
    return render(request, "office/groups/list.html", context)


def designated(request: Any) -> int:
    return Designation.objects.designated_on(request.today).filter(alliance=request.alliance).count()


def table(rows: list[Any], leaders: int) -> tables.Table:
    columns = [
        tables.Column("Group", lambda row: link_to(row.name, "leader-group", row.pk)),
        tables.Column("Kind", lambda row: row.get_kind_display()),
        tables.Column("Area", lambda row: row.area),
        tables.Column("Members", lambda row: f"All {leaders}" if row.is_of_all_leaders else row.size, number=True),
        tables.Column("Next meeting", lambda row: moment(row.next)),
    ]
    return tables.Table("Groups", columns, rows, caption_hidden=True, empty="No group is like that.")


class Start(forms.Form):
    kind = forms.ChoiceField(
        label="Kind",
        help_text="Facilitators of joint practice development groups are paid for from their registers. To the "
        "System Leaders Development Group everybody belongs from designation to its end. At core training System "
        "Leaders book a place, and its register does that part of their induction.",
        choices=Group.Kind.choices,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label="Name", max_length=120)
    purpose = forms.CharField(
        label="What is it for?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, required=False
    )
    area = forms.ModelChoiceField(Area.objects.none(), label="Area of expertise", required=False)

    def __init__(self, *args: Any, alliance: Alliance, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["area"].queryset = Area.objects.offered_by(alliance.pk)  # type: ignore[attr-defined]


def start(request: Any) -> HttpResponse:
    """A new group."""
    known = request.GET.dict()  # a need may have filled in what the group is about
    form = Start(request.POST or None, alliance=request.alliance, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            made = groups.start(request.alliance, **form.cleaned_data, by=request.person, at=request.now)
            return redirect("leader-group", made.pk)
        except Refused as no:
            form.add_error("kind", str(no))
    context = {"form": form, "heading": "Start a group", "back": reverse("office-groups")}
    return render(request, "office/groups/form.html", context)


class End(forms.Form):
    why = forms.CharField(
        label="Why does it end?",
        help_text="Meetings still planned are called off, and every member is told. What was recorded stays.",
        max_length=300,
    )


def end(request: Any, pk: int) -> HttpResponse:
    """The group has ended."""
    shown, form, back = fetch(request, Group, pk), End(request.POST or None), reverse("leader-group", args=[pk])

    def verb() -> Any:
        return groups.end(shown, why=form.cleaned_data["why"], by=request.person, at=request.now)

    context = {"form": form, "heading": "End the group", "about": shown, "back": back}
    said = f"{shown} has ended."
    return settle(request, form, verb, then=back, said=said) or render(request, "office/groups/form.html", context)
