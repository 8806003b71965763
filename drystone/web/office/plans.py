"""Support plans: the list; one plan with its requests, where they stand and what waits; ending it, and back."""

from typing import Any

from django import forms
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone import saying
from drystone.brokering import support_plans
from drystone.brokering.lifecycle import PLAN
from drystone.brokering.models import SupportPlan, SupportRequest
from drystone.brokering.sentences import waiting_for
from drystone.brokering.support_plans import About
from drystone.history import events
from drystone.people import posts
from drystone.people.models import Person
from drystone.people.roles import OFFICE

from ..components import paging, tables
from ..components.actions import Action, open_actions
from ..days import Day
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import attempt, settle
from ..school_field import SchoolField
from ..templatetags.parts import state
from .request_new import ALLIANCE, OnBehalf, known

CLOSED = ("draft", "withdrawn", "declined", "merged", "redirected")
MOST_TO_PUT_IN = 50
SENTENCE = forms.Textarea(attrs={"rows": 2})


class Plan(OnBehalf):
    title = forms.CharField(label="What shall the plan be called?", max_length=120)
    aim = forms.CharField(
        label="What is it for, in a sentence?", help_text="The school reads this.", max_length=300, widget=SENTENCE
    )
    starts = Day(label="From")
    ends = Day(label="To")
    owner = forms.ModelChoiceField(Person.objects.none(), label="Who of the office looks after it?")
    field_order = ["school", "title", "aim", "starts", "ends", "owner", "behalf", "body"]

    def __init__(self, *args: Any, request: Any, **settings: Any):
        super().__init__(*args, **settings)
        fields: dict[str, Any] = self.fields
        fields["owner"].queryset = posts.holders(request.alliance, request.today, *OFFICE)
        fields["owner"].empty_label = "Choose somebody"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] < given["starts"]:
            self.add_error("ends", "The last day must not be before the first.")
        return given

    def about(self, request: Any, school: Any) -> About:
        given = self.cleaned_data
        told = {name: given[name] for name in ("title", "aim", "starts", "ends", "owner")}
        return About(**told, commissioner=self.commissioner(request, school))


class NewPlan(Plan):
    school = SchoolField(label="For which school?")


class Because(forms.Form):
    because = forms.CharField(label="Why it ends", help_text="The school reads this.", max_length=300, widget=SENTENCE)


class Note(forms.Form):
    note = forms.CharField(label="Why", help_text="Only the office reads this.", max_length=300, widget=SENTENCE)


MOVES: dict[str, tuple[type[forms.Form], str]] = {
    "end": (Because, "End the plan"),
    "reopen": (Note, "Reopen the plan"),
}
FORM = "office/plans/form.html"


def listed(request: Any) -> HttpResponse:
    """The plans that are open, or all of them."""
    shown = "all" if request.GET.get("show") == "all" else "open"
    rows = visible(request, SupportPlan).filter(alliance=request.alliance)
    rows = rows.filter(state=SupportPlan.State.OPEN) if shown == "open" else rows
    rows = rows.select_related("school", "owner", "commissioner").annotate(held=Count("requests"))
    page = paging.page(rows, ("-starts", "-id"), request.GET.get("page", ""))
    return render(request, "office/plans/list.html", {"table": table(page.rows), "page": page, "shown": shown})


def table(rows: list[Any]) -> tables.Table:
    columns = [
        tables.Column("Plan", lambda row: link_to(row.title, "office-plan", row.pk)),
        tables.Column("School", lambda row: row.school),
        tables.Column("From and to", lambda row: f"{saying.short_day(row.starts)} to {saying.short_day(row.ends)}"),
        tables.Column("Asked for by", lambda row: row.commissioner or "The Alliance"),
        tables.Column("Looked after by", lambda row: row.owner),
        tables.Column("Requests", lambda row: row.held, number=True),
        tables.Column("State", state),
    ]
    return tables.Table("Support plans", columns, rows, caption_hidden=True, empty="No support plan is open.")


def new(request: Any) -> HttpResponse:
    """A plan begins; the head of the school is told."""
    initial = {"owner": request.person.pk, "starts": request.today, "behalf": ALLIANCE}
    form = NewPlan(request.POST if request.method == "POST" else None, request=request, initial=initial)

    def verb() -> Any:
        school = form.cleaned_data["school"]
        about = form.about(request, school)
        return support_plans.begin(request.alliance, school, about, by=request.person, at=request.now)

    said = "The plan has begun. The headteacher of the school has been told, where we know who that is."
    back = reverse("office-plans")
    context = {"form": form, "heading": "A new plan", "press": "Begin the plan", "back": back}
    return settle(request, form, verb, then=back, said=said) or render(request, FORM, context)


def plan(request: Any, pk: int) -> HttpResponse:
    """One plan: its requests with where each stands, and those of the school that could belong to it."""
    shown = fetch(request, SupportPlan, pk, "school", "owner", "commissioner")
    rows = list(SupportRequest.objects.filter(plan=shown).with_next_step().order_by("id"))
    others = SupportRequest.objects.filter(alliance=shown.alliance, school=shown.school, plan=None)
    is_open = shown.state == SupportPlan.State.OPEN
    context = {
        "plan": shown,
        "table": requests_table(rows),
        "rows": rows,
        "waits": [row for row in rows if waiting_for(row).startswith("the office")],
        "others": others.exclude(state__in=CLOSED).select_related("area")[:MOST_TO_PUT_IN] if is_open else [],
        "is_open": is_open,
        "actions": open_actions(PLAN, request.person, shown, addresses(pk)),
        "timeline": events.of(shown),
        "back": reverse("office-plans"),
    }
    return render(request, "office/plans/plan.html", context)


def requests_table(rows: list[SupportRequest]) -> tables.Table:
    columns = [
        tables.Column("Asked for", lambda row: link_to(row.need[:120] or "Being written", *page_of(row))),
        tables.Column("Area", lambda row: row.area),
        tables.Column("State", state),
        tables.Column("Waiting for", waiting_for),
    ]
    return tables.Table("Its requests", columns, rows, empty="Nothing has been asked for in this plan yet.")


def page_of(row: SupportRequest) -> tuple[str, int]:
    return ("school-request" if row.state == "draft" else "office-request"), row.pk


def addresses(pk: int) -> dict[str, str | Action]:
    return {
        verb: Action(heading, reverse("office-plan-move", args=[pk, verb]), press=False, grave=verb == "end")
        for verb, (_, heading) in MOVES.items()
    }


def change(request: Any, pk: int) -> HttpResponse:
    """Title, aim, days, owner, who asks for it."""
    shown = fetch(request, SupportPlan, pk, "school", "commissioner")
    told = {name: getattr(shown, name) for name in ("title", "aim", "starts", "ends")}
    initial = {**told, "owner": shown.owner_id, **known(shown)}
    form = Plan(request.POST if request.method == "POST" else None, request=request, initial=initial)
    here = reverse("office-plan", args=[pk])

    def verb() -> Any:
        about = form.about(request, shown.school)
        return support_plans.change(shown, about, by=request.person, at=request.now)

    context = {"form": form, "heading": "Change the plan", "press": "Save", "back": here}
    return settle(request, form, verb, then=here, said="Changed.") or render(request, FORM, context)


def move(request: Any, pk: int, verb: str) -> HttpResponse:
    """It ends with its reason, or was ended too soon."""
    if verb not in MOVES:
        raise Http404
    shown = fetch(request, SupportPlan, pk, "school")
    kind, heading = MOVES[verb]
    form, here = kind(request.POST if request.method == "POST" else None), reverse("office-plan", args=[pk])
    does = getattr(support_plans, verb)
    run = lambda: does(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    context = {"form": form, "heading": heading, "press": heading, "back": here}
    return settle(request, form, run, then=here, said="Recorded.") or render(request, FORM, context)


class Chosen(forms.Form):
    """Which request; the button beside it says so."""

    request = forms.ModelChoiceField(SupportRequest.objects.none())

    def __init__(self, *args: Any, rows: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["request"].queryset = rows  # type: ignore[attr-defined]


def put_in(request: Any, pk: int) -> HttpResponse:
    """A request of the school belongs to the plan from now on, or no longer."""
    shown = fetch(request, SupportPlan, pk, "school")
    here = reverse("office-plan", args=[pk])
    theirs = visible(request, SupportRequest).filter(alliance=shown.alliance, school=shown.school)
    form = Chosen(request.POST, rows=theirs)
    if not form.is_valid():
        return redirect(here)
    asked = form.cleaned_data["request"]
    who = {"by": request.person, "at": request.now}
    out = "out" in request.POST
    verb = (lambda: support_plans.take_out(asked, **who)) if out else lambda: support_plans.put_in(shown, asked, **who)
    return attempt(request, verb, then=here, said="It stands alone again." if out else "It belongs to the plan.")
