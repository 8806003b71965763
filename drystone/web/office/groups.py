"""Development groups: who belongs to them, when they meet."""

from typing import Any

from django import forms
from django.db.models import Count, Min, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.alliances.models import Alliance
from drystone.groups import groups, meetings
from drystone.groups.models import Group, Member
from drystone.history import events
from drystone.register.models import Area

from ..addresses import AddressField
from ..components import paging, tables
from ..doors import fetch, press
from ..links_html import link_to
from ..meeting_forms import Plan
from ..templatetags.say import moment


def listed(request: Any) -> HttpResponse:
    """The groups by name, with who belongs to them and when they meet next."""
    rows = Group.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    rows = rows.select_related("area").annotate(
        size=Count("members", Q(members__ends__isnull=True), distinct=True),
        next=Min("meetings__starts_at", filter=Q(meetings__state="planned", meetings__starts_at__gte=request.now)),
    )
    page = paging.page(rows, ("name", "id"), request.GET.get("page", ""))
    return render(request, "office/groups/list.html", {"table": table(page.rows), "page": page})


def table(rows: list[Any]) -> tables.Table:
    columns = [
        tables.Column("Group", lambda row: link_to(row.name, "office-group", row.pk)),
        tables.Column("Kind", lambda row: row.get_kind_display()),
        tables.Column("Area", lambda row: row.area),
        tables.Column("Members", lambda row: row.size, number=True),
        tables.Column("Next meeting", lambda row: moment(row.next)),
    ]
    return tables.Table("Groups", columns, rows, caption_hidden=True, empty="No group has been started yet.")


class Start(forms.Form):
    kind = forms.ChoiceField(
        label="Kind",
        help_text="Facilitators of joint practice development groups are paid for from their registers.",
        choices=Group.Kind.choices,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label="Name", max_length=120)
    area = forms.ModelChoiceField(Area.objects.none(), label="Area of expertise", required=False)

    def __init__(self, *args: Any, alliance: Alliance, on: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["area"].queryset = Area.objects.offered_by(alliance, on)  # type: ignore[attr-defined]


def start(request: Any) -> HttpResponse:
    """A new group."""
    form = Start(request.POST or None, alliance=request.alliance, on=request.today)
    if request.method == "POST" and form.is_valid():
        made = groups.start(request.alliance, **form.cleaned_data, by=request.person, at=request.now)
        return redirect("office-group", made.pk)
    context = {"form": form, "heading": "Start a group", "back": reverse("office-groups")}
    return render(request, "office/groups/form.html", context)


class Join(forms.Form):
    name = forms.CharField(label="Full name", max_length=200)
    email = AddressField(label="Work e-mail address")
    facilitates = forms.BooleanField(label="Facilitates the group", required=False)


def group(request: Any, pk: int) -> HttpResponse:
    """One group: its members, its meetings, what happened."""
    shown = fetch(request, Group, pk)
    context = {
        "shown": shown,
        "members": meetings.members(shown, request.today),
        "coming": list(shown.meetings.filter(state="planned")[:20]),
        "past": shown.meetings.exclude(state="planned").annotate(came=Count("register", Q(register__came=True)))[:20],
        "timeline": events.of(shown),
    }
    return render(request, "office/groups/group.html", context)


def join(request: Any, pk: int) -> HttpResponse:
    """Somebody joins the group."""
    shown, form, back = fetch(request, Group, pk), Join(request.POST or None), reverse("office-group", args=[pk])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        act = lambda: groups.join(shown, **given, by=request.person, at=request.now)  # noqa: E731
        return press(request, act, then=back, said=f"{given['name']} belongs to the group.")
    context = {"form": form, "heading": "Add a member", "about": shown, "back": back}
    return render(request, "office/groups/form.html", context)


def leave(request: Any, pk: int, member: int) -> HttpResponse:
    """Today is a member's last day."""
    shown = fetch(request, Group, pk)
    found = Member.objects.filter(group=shown, pk=member).select_related("group", "person").first()
    if found is None:
        raise Http404
    act = lambda: groups.leave(found, by=request.person, at=request.now)  # noqa: E731
    return press(request, act, then=reverse("office-group", args=[pk]), said=f"{found.person} has left the group.")


def plan(request: Any, pk: int) -> HttpResponse:
    """A meeting is planned, and every member told."""
    shown, form, back = fetch(request, Group, pk), Plan(request.POST or None), reverse("office-group", args=[pk])
    if request.method == "POST" and form.is_valid():
        return press(
            request,
            lambda: meetings.plan(shown, **form.planned(), by=request.person, at=request.now),
            then=back,
            said="Planned. Every member has been told.",
        )
    context = {"form": form, "heading": "Plan a meeting", "about": shown, "back": back}
    return render(request, "office/groups/form.html", context)
