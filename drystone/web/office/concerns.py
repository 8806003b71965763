"""The register of concerns, for the few who read each of them. That somebody read one is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.deployment import access, concerns
from drystone.deployment.lifecycle import CONCERN
from drystone.deployment.models import Concern, ConcernState, Deployment
from drystone.history import events
from drystone.mail.models import Message
from drystone.questions import reader

from .. import confiding
from ..components import paging, tables
from ..components.actions import Action, open_actions
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import settle
from ..templatetags.parts import state
from ..templatetags.say import short_day, since
from . import concern_forms

NAMED = (
    "about_person",
    "about_school",
    "raised_by",
    "sheet__version",
    *(f"deployment__{name}" for name in ("leader", "home_school", "receiving_school")),
)
FILTERS = {
    "open": ("Not closed", concerns.OPEN),
    "further": ("Taken further", (ConcernState.ESCALATED,)),
    "closed": ("Closed", (ConcernState.RESOLVED,)),
    "all": ("All", tuple(ConcernState)),
}


@dataclass(frozen=True)
class Way:
    """Something that may be done with a concern: the button, what is asked, the verb."""

    label: str
    form: type[concern_forms.Asked]
    act: Callable[..., Any]
    is_move: bool = True
    grave: bool = False


WAYS = {
    "note": Way("Write a note", concern_forms.Note, lambda it, form, **by: concerns.note(
        it, form.cleaned_data["note"], **by), is_move=False),
    "escalate": Way("Take it to the directors", concern_forms.Reason, lambda it, form, **by: concerns.escalate(
        it, **form.cleaned_data, **by)),
    "resolve": Way("Close the concern", concern_forms.Closing, lambda it, form, **by: concerns.resolve(
        it, **form.cleaned_data, **by)),
    "reopen": Way("Open it again", concern_forms.Reason, lambda it, form, **by: concerns.reopen(
        it, **form.cleaned_data, **by)),
    "sort": Way("Say what and whom it is about", concern_forms.Sorting, lambda it, form, **by: concerns.sort(
        it, form.said, **by), is_move=False),
    "strike": Way("It is about a child: remove all words", concern_forms.Striking, lambda it, form, **by:
        concerns.strike_out(it, **by), is_move=False, grave=True),
}  # fmt: skip


def listed(request: Any) -> HttpResponse:
    """Those she reads, the newest first; what is not closed unless others are asked for."""
    chosen = request.GET.get("show", "open")
    chosen = chosen if chosen in FILTERS else "open"
    mine: QuerySet[Concern] = visible(request, Concern).filter(alliance=request.alliance)
    rows = mine.filter(state__in=FILTERS[chosen][1]).select_related(*NAMED).annotate(written=Max("notes__at"))
    page = paging.page(rows, ("-id",), request.GET.get("page", ""))
    shown = [(key, label, key == chosen) for key, (label, _) in FILTERS.items()]
    context = {"table": table(page.rows), "page": page, "filters": shown, "any": bool(page.rows) or mine.exists()}
    return render(request, "office/concerns/list.html", context)


def table(rows: list[Any]) -> tables.Table:
    columns = [
        tables.Column("About", lambda row: link_to(row.whom, "office-concern", row.pk)),
        tables.Column("What", lambda row: row.get_kind_display()),
        tables.Column("Raised", lambda row: f"{short_day(row.raised_at)}, by {row.raised_by}"),
        tables.Column("Last written to", lambda row: since(row.written) if row.written else "Never"),
        tables.Column("State", lambda row: state(row)),
    ]
    return tables.Table("Concerns", columns, rows, caption_hidden=True, empty="No concern is like that.")


def concern(request: Any, pk: int) -> HttpResponse:
    """What was written, by whom, what was done about it, and who read it."""
    shown = fetch(request, Concern, pk, *NAMED)
    events.look(shown, by=request.person, at=request.now)
    context = {
        "concern": shown,
        "deployment": shown.deployment,
        "lines": lines(shown),
        "notes": shown.notes.select_related("by"),
        "actions": buttons(request, shown),
        "lost": Message.objects.about(shown).undelivered(),
        "office": access.office(request.person, shown),
        "timeline": events.of(shown),
    }
    return render(request, "office/concerns/concern.html", context)


def lines(shown: Concern) -> list[Any]:
    if shown.sheet is None:
        return []
    return [line for part in reader.read(shown.sheet, reader.OFFICE) for line in part.lines if line.answered]


def buttons(request: Any, shown: Concern) -> list[Action]:
    """Notes first, then the moves of its life; the words of a child's safety can always be removed."""
    pages = {
        verb: Action(way.label, reverse("office-concern-move", args=[shown.pk, verb]), press=False, grave=way.grave)
        for verb, way in WAYS.items()
    }
    moves = open_actions(CONCERN, request.person, shown, pages)
    if shown.is_without_words:
        return moves
    if shown.state == ConcernState.RESOLVED:
        return [*moves, pages["strike"]]
    return [pages["note"], *moves, pages["sort"], pages["strike"]]


def move(request: Any, pk: int, verb: str) -> HttpResponse:
    """A note, a move of its life, what it is about: asked for on a page of its own."""
    way, shown = WAYS.get(verb), fetch(request, Concern, pk, *NAMED)
    if way is None:
        raise Http404
    form, then = way.form(request.POST or None, concern=shown, by=request.person), reverse("office-concern", args=[pk])
    if request.method == "POST" and not form.fields:
        form = way.form({"sure": "yes"}, concern=shown, by=request.person)
    by = {"by": request.person, "at": request.now}
    answer = settle(request, form, lambda: way.act(shown, form, **by), then=then, said="Written down.")
    if answer is None:
        context = {"form": form, "concern": shown, "heading": way.label, "verb": verb, "back": then}
        return render(request, "office/concerns/move.html", context)
    # Said to be about herself, say, it is the directors' alone from now on.
    return answer if access.reads_concern(request.person, shown) else redirect("office-concerns")


def new(request: Any, pk: int) -> HttpResponse:
    """Somebody rang or wrote: the office writes it down for her, and need not be one of those who read it."""
    deployment = fetch(request, Deployment, pk, "leader", "home_school", "receiving_school")
    here = reverse("office-concern-new", args=[pk])
    back = "Back to the deployment", reverse("office-deployment", args=[pk])
    return confiding.page(request, deployment, None, here=here, back=back, for_office=True)
