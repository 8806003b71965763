"""The page of a round: how many applications stand where, whom each waits for, narrowed as the address says."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join

from drystone import saying
from drystone.history import events
from drystone.selection import board, queries, rounds
from drystone.selection.lifecycle import ROUND
from drystone.selection.lists import LISTS
from drystone.selection.models import Application, Round
from drystone.selection.phases import phase_of, was_late
from drystone.selection.sentences import waiting_for
from drystone.selection.steps import STEPS

from ..components import paging, tables
from ..components.actions import Action
from ..components.figures import Bar, Chart
from ..components.tones import tone_of
from ..doors import fetch
from ..links_html import link_to
from ..pressing import back_to
from ..templatetags.parts import tag
from .board_forms import Narrow, Together, tick
from .round_sections import sections


def narrowing(request: Any, round_: Round) -> Narrow:
    """What the address narrows the list to."""
    return Narrow(request.GET, taking=queries.taking_part(round_))


def round_page(request: Any, pk: int) -> HttpResponse:
    """One round: where its applications stand, whom each waits for, and what to do next."""
    round_ = fetch(request, Round, pk)
    form, funnel = narrowing(request, round_), queries.funnel(round_, at=request.now)
    order = in_order(request)
    found = board.find(round_, form.wanted(), at=request.now, order=order)
    page = paging.cut(found.places, request.GET.get("page", ""))
    context = {
        "round": round_,
        "phase": phase_of(round_, request.now),
        "warnings": rounds.warnings(round_),
        "sections": sections(request, round_, funnel, found),
        "funnel": funnel_of(round_, funnel),
        "to_release": funnel.to_release,
        "filters": form,
        "narrowed": form.address(sort=order),
        "together": Together(),
        "lists": [(name.capitalize(), kinds_of(form, pk, name)) for name in LISTS],
        "found": found,
        "table": applications_table(board.lines(round_, page.rows), order, request.now),
        "page": page,
        "actions": to_press(request, round_),
        "timeline": events.of(round_).order_by("-id")[:20][::-1],
    }
    return render(request, "office/rounds/round.html", context)


def in_order(request: Any) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in board.ORDERS else board.LONGEST_FIRST


def kinds_of(form: Narrow, pk: int, name: str) -> list[tuple[str, str]]:
    """The same list as a file, of each kind."""
    kinds = (("CSV", "csv"), ("Excel", "xlsx"))
    return [(label, f"{back_to('office-round-list', pk, name, kind)}{form.address()}") for label, kind in kinds]


def funnel_of(round_: Round, funnel: queries.Funnel) -> Chart:
    """How many applications stand where, each number a way to them."""
    here = back_to("office-round", round_.pk)
    bars = [
        Bar(stage.name, stage.number, str(stage.number), url=f"{here}?state={stage.state}" if stage.number else "")
        for stage in funnel.stages
    ]
    return Chart("Where applications stand", bars, thing="State", counts="Applications")


def applications_table(lines: Sequence[board.Line], sort: str, now: Any) -> tables.Table:
    columns = [
        tables.Column("Applicant", applicant, sort="name"),
        tables.Column("Tick", lambda line: tick(line.application.pk, line.application.person.name)),
        tables.Column(
            "School", lambda line: line.application.school or line.application.unlisted_school, sort="school"
        ),
        tables.Column("Areas", lambda line: listed(line.application)),
        tables.Column("State", lambda line: stands(line.application)),
        tables.Column("Now", lambda line: waits(line, now)),
    ]
    empty = "No application fits this. Choose something else above."
    return tables.Table("Applications", columns, lines, sort=sort, caption_hidden=True, empty=empty)


def applicant(line: board.Line) -> Any:
    """The way to the application of a line."""
    return link_to(line.application.person.name, "office-application", line.application.pk)


def stands(application: Application) -> Any:
    state = tag(application.get_state_display(), tone_of(application.state))
    return format_html("{} {}", state, tag("Sent in late", "wait")) if was_late(application) else state


def listed(application: Application) -> Any:
    return format_html_join(", ", "{}", ((area,) for area in application.areas.all()))


def waits(line: board.Line, now: Any) -> Any:
    """Whom it waits for, in one sentence; since when; and how late it is."""
    place, said = line.place, waiting_for(line.application, now)
    if STEPS[place.standing.step].whom == "nobody":
        return said
    since = f"Since {saying.day(place.standing.since)}"
    if place.overdue and place.until:
        late = tag(f"Was due on {saying.day(place.until)}", "stop")
        return format_html('{} <span class="govuk-hint">{}.</span> {}', said, since, late)
    return format_html('{} <span class="govuk-hint">{}.</span>', said, since)


def to_press(request: Any, round_: Round) -> list[Action]:
    """What is done to the round at once: it is published."""
    if not ROUND.may(request.person, round_, "publish"):
        return []
    return [Action("Publish", back_to("office-round-publication", round_.pk))]
