"""The scores of a round for the office: what is to be agreed, what counts how much, and the line of the shortlist."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join

from drystone import saying
from drystone.selection import scores, weights
from drystone.selection.assessments import TELLING
from drystone.selection.models import Application, ApplicationState, Round
from drystone.selection.scores import Line, Scored

from ..components import paging, tables
from ..components.tones import tone_of
from ..doors import fetch
from ..links_html import link_to
from ..pressing import back_to, settle
from ..templatetags.parts import tag
from .board_forms import Together, tick

SIZE = 50


class Counts(forms.Form):
    """How often each criterion counts."""

    def __init__(self, *args: Any, criteria: list[tuple[str, str, int]], **settings: Any):
        super().__init__(*args, **settings)
        for key, name, counts in criteria:
            self.fields[key] = forms.IntegerField(label=name, min_value=0, max_value=weights.MOST, initial=counts)


class LineForm(forms.Form):
    """Where the line lies; words that make no sense draw none."""

    score = forms.DecimalField(label="Everybody from (percent)", required=False, min_value=0, max_value=100)
    needed = forms.DecimalField(
        label="Where an area is needed most, from (percent)", required=False, min_value=0, max_value=100
    )

    def line(self) -> Line:
        self.is_valid()
        return Line(self.cleaned_data.get("score"), self.cleaned_data.get("needed"))


def moderation(request: Any, pk: int) -> HttpResponse:
    """Everything whose assessors have locked, where they were furthest apart first; what was agreed, why, by whom."""
    round_ = fetch(request, Round, pk)
    page = paging.page(scores.to_moderate(round_), scores.TO_AGREE_FIRST, request.GET.get("page", ""), SIZE)
    columns = [
        tables.Column("Application", to_agree),
        tables.Column("Tick", lambda row: tick(row.pk, row.person.name, ticked=is_alike(row))),
        tables.Column("Furthest apart", apart),
        tables.Column("Agreed", agreed, number=True),
        tables.Column("Why", why),
        tables.Column("By", by_whom),
    ]
    table = tables.Table("Scores to agree", columns, page.rows, caption_hidden=True)
    context = {"round": round_, "table": table, "page": page, "back": back_to("office-round", pk)}
    return render(request, "office/rounds/moderation.html", context)


def to_agree(row: Application) -> Any:
    """The way to agreeing, while that is open; a number is how those who read blind call it."""
    name = "office-moderation" if row.state == ApplicationState.SUBMITTED else "office-application"
    link = link_to(row.person.name, name, row.pk)
    if not row.round.blind:
        return link
    return format_html('{} <span class="govuk-hint">Application {}</span>', link, row.number)


def is_alike(row: Application) -> bool:
    return not row.apart and not hasattr(row, "moderation")


def apart(row: Application) -> Any:
    if not row.apart:
        return "All alike"
    steps = f"{row.apart} step{'' if row.apart == 1 else 's'}"
    return tag(steps, "stop") if row.apart >= TELLING else steps


def agreed(row: Application) -> str:
    return f"{row.moderation.total}%" if hasattr(row, "moderation") else ""


def why(row: Application) -> str:
    return row.moderation.reason if hasattr(row, "moderation") else "To be agreed"


def by_whom(row: Application) -> str:
    return f"{row.moderation.by.name}, {saying.day(row.moderation.at)}" if hasattr(row, "moderation") else ""


def shortlist(request: Any, pk: int) -> HttpResponse:
    """Everybody with agreed scores, the best first, and a line; those above it are ticked to be shortlisted."""
    round_ = fetch(request, Round, pk)
    form = LineForm(request.GET)
    drawn = scores.draw(round_, form.line())
    page = paging.cut(drawn.scored, request.GET.get("page", ""), SIZE)
    context = {
        "round": round_,
        "filters": form,
        "drawn": drawn,
        "covers": covers_table(drawn.covers) if drawn.covers else None,
        "table": line_table(page.rows),
        "page": page,
        "together": Together(initial={"act": "shortlist"}),
        "back": back_to("office-round", pk),
    }
    return render(request, "office/rounds/shortlist.html", context)


def line_table(scored: list[Scored]) -> tables.Table:
    by_pk = {each.pk: each for each in scored}
    columns = [
        tables.Column("Applicant", to_agree),
        tables.Column("Tick", lambda row: tick(row.pk, row.person.name, ticked=is_to_be_moved(by_pk[row.pk]))),
        tables.Column("Score", agreed, number=True),
        tables.Column("Areas", lambda row: format_html_join(", ", "{}", ((area,) for area in row.areas.all()))),
        tables.Column("Line", lambda row: where(by_pk[row.pk])),
        tables.Column("State", lambda row: tag(row.get_state_display(), tone_of(row.state))),
    ]
    empty = "No scores are agreed yet."
    return tables.Table("Scores", columns, scores.rows_of(scored), caption_hidden=True, empty=empty)


def is_to_be_moved(each: Scored) -> bool:
    return each.is_above and each.state == ApplicationState.SUBMITTED


def where(each: Scored) -> Any:
    above = tag("Above", "good") if each.is_above else "Below"
    return format_html("{} {}", above, tag("Needed area", "now")) if each.is_needed else above


def covers_table(covers: list[scores.Cover]) -> tables.Table:
    columns = [
        tables.Column("Area needed most", lambda row: row.area),
        tables.Column("With agreed scores", lambda row: row.scored, number=True),
        tables.Column("Above the line", lambda row: row.above, number=True),
        tables.Column("Best below it", lambda row: f"{row.best_below}%" if row.best_below is not None else ""),
    ]
    return tables.Table("Areas needed most", columns, covers)


def weigh(request: Any, pk: int) -> HttpResponse:
    """How often each criterion counts, before anybody knows a score."""
    round_ = fetch(request, Round, pk)
    form = Counts(request.POST or None, criteria=weights.weighed(round_))
    here = back_to("office-round", pk)
    verb = lambda: weights.weigh(round_, form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    context = {"form": form, "heading": "What counts how much", "back": here, "round": round_}
    return settle(request, form, verb, then=here, said="The weights are settled.") or render(
        request, "office/rounds/weights.html", context
    )
