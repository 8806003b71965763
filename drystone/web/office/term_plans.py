"""The plan of a term: asked for, watched while it is made, looked at line by line, made again after a refusal."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from drystone.alliances.models import Term
from drystone.brokering import plan_lines
from drystone.brokering import term_plans as plans
from drystone.brokering.models import Pin, PlanGap, PlanLine, TermPlan
from drystone.brokering.terms import looking
from drystone.documents.sheets import csv_bytes
from drystone.history import events
from drystone.saying import METRES_A_MILE

from .. import files
from ..components import paging, tables
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import attempt, back_to
from ..templatetags.parts import state
from ..templatetags.say import counted, days, moment
from .term_forms import Start

SECONDS = 4  # between two looks at a plan that is being made
SHOW = {"changed": "What changed", "left": "Still to accept", "aside": "Set aside", "all": "All"}
NARROWED = {
    "changed": Q(is_changed=True),
    "left": Q(state=PlanLine.State.PROPOSED),
    "aside": Q(state=PlanLine.State.SET_ASIDE),
}
COLUMNS = "School, Area, Days, Priority, System Leader, Home school, Miles, Because, But, State"


def listed(request: Any) -> HttpResponse:
    """Asks for a plan of a term; while one is made, whoever asks is shown that one."""
    terms = list(Term.objects.filter(alliance=request.alliance, ends__gte=request.today))
    form = Start(request.POST or None, terms=terms, alliance=request.alliance)
    if request.method == "POST" and form.is_valid():
        plan = plans.start(
            request.alliance, form.cleaned_data["term"], weights=form.weights(), by=request.person, at=request.now
        )
        if plan.asked_by_id != request.person.pk:
            messages.info(request, f"{plan.asked_by} has asked for a plan already. It is being made.")
        return redirect("office-term-plan", plan.pk)
    rows = visible(request, TermPlan).filter(alliance=request.alliance).select_related("term", "asked_by")
    page = paging.page(rows, ("-asked_at", "-id"), request.GET.get("page", ""))
    pins = visible(request, Pin).filter(alliance=request.alliance, request__state="accepted")
    context = {
        "form": form,
        "has_terms": bool(terms),
        "running": plans.under_way(request.alliance),
        "waiting": looking.waiting(request.alliance),
        "table": plans_table(page.rows),
        "page": page,
        "pins": pins.select_related("request__school", "request__area", "designation__person", "made_by")[:100],
        "back": back_to("office-requests"),
    }
    return render(request, "office/term_plans/list.html", context)


def plans_table(rows: list[TermPlan]) -> tables.Table:
    columns = [
        tables.Column("Plan", lambda row: link_to(row.term, "office-term-plan", row.pk)),
        tables.Column("Asked for", lambda row: f"{moment(row.asked_at)}, by {row.asked_by}"),
        tables.Column("State", state),
        tables.Column("Helped", lambda row: row.figures.get("planned", {}).get("served", ""), number=True),
    ]
    return tables.Table("Plans", columns, rows, empty="No term has been planned yet.")


def plan(request: Any, pk: int) -> HttpResponseBase:
    """How far it is while it is made; then who could help whom, and why."""
    shown = fetch(request, TermPlan, pk, "term", "asked_by")
    if request.GET.get("as") == "csv":
        return files.send(as_csv(shown), f"Plan of the {shown.term}.csv", files.CSV)
    later = TermPlan.objects.filter(alliance=request.alliance, term=shown.term_id, state=TermPlan.State.READY)
    context: dict[str, Any] = {"plan": shown, "back": back_to("office-term-plans")}
    if shown.state in TermPlan.UNDER_WAY:
        return watched(request, context)
    if shown.state not in (TermPlan.State.READY, TermPlan.State.SUPERSEDED):
        return render(request, "office/term_plans/ended.html", context | {"later": later.first()})
    return render(request, "office/term_plans/plan.html", context | proposal(request, shown, later))


def watched(request: Any, context: dict[str, Any]) -> HttpResponse:
    """The page looks again by itself, without a script; one press stops that."""
    still = "still" in request.GET
    response = render(request, "office/term_plans/progress.html", context | {"still": still, "seconds": SECONDS})
    if not still:
        response["Refresh"] = str(SECONDS)
    return response


def proposal(request: Any, shown: TermPlan, later: Any) -> dict[str, Any]:
    rows, stands = looking.lines(shown), shown.state == TermPlan.State.READY
    counts = looking.counts(shown)
    word = request.GET.get("show", "all")
    page = paging.page(rows.filter(NARROWED.get(word, Q())), ("place", "id"), request.GET.get("page", ""))
    return {
        "stands": stands,
        "later": None if stands else later.first(),
        "counts": counts,
        "unmet": shown.gaps.count(),
        "compared": compared(shown),
        "refused": list(looking.refused(rows)[:10]) if stands else [],
        "shows": [(key, label, counts.get(key, 0)) for key, label in SHOW.items() if counts.get(key) or key == "all"],
        "word": word,
        "groups": list(by_leader(looking.with_answers(page.rows))),
        "page": page,
        "here": request.GET.get("page", ""),
        "at_once": min(counts["left"], plan_lines.AT_ONCE),
        "timeline": events.of(shown),
        "why_url": back_to("office-term-plan-unmet", shown.pk),
    }


def by_leader(rows: list[PlanLine]) -> Iterator[tuple[PlanLine, list[PlanLine]]]:
    """Lines of one leader stand together, under what the plan takes of their days."""
    for _, lines in groupby(rows, key=lambda row: (row.is_changed, row.designation_id)):
        together = list(lines)
        yield together[0], together


def compared(shown: TermPlan) -> tables.Table:
    """This plan beside what stands now and what is done by hand."""
    of = [shown.figures.get(name, {}) for name in ("planned", "now", "by_hand")]
    said = [
        ("Requests with a System Leader", [str(each.get("served", 0)) for each in of]),
        ("Days given", [days(each.get("days", 0)) for each in of]),
        ("Miles there and back, a day", [per_day(each) for each in of]),
        ("How unevenly days lie, 0 is even", [f"{each.get('gini', 0):.2f}" for each in of]),
    ]
    labels = ("This plan", "As it stood", "One by one, by hand")
    columns = [tables.Column("In figures", lambda row: row[0])]
    for at, label in enumerate(labels):
        columns.append(tables.Column(label, lambda row, at=at: row[1][at], number=True))  # type: ignore[misc]
    return tables.Table("This plan beside others", columns, said)


def per_day(figures: dict[str, Any]) -> str:
    half_days = figures.get("days", 0)
    return f"{2 * figures['miles'] / half_days:.0f}" if half_days else "–"


def unmet(request: Any, pk: int) -> HttpResponse:
    """The requests that the plan leaves: why, and what would have to change."""
    shown = fetch(request, TermPlan, pk, "term")
    rows = shown.gaps.select_related("request__school", "request__area")
    page = paging.page(rows, ("-is_changed", "id"), request.GET.get("page", ""))
    context = {"plan": shown, "page": page, "gaps": page.rows, "back": back_to("office-term-plan", pk)}
    return render(request, "office/term_plans/unmet.html", context)


def cancel(request: Any, pk: int) -> HttpResponse:
    shown = fetch(request, TermPlan, pk)
    verb = lambda: plans.cancel(shown, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=back_to("office-term-plans"), said="Cancelled. Nothing was changed.")


def again(request: Any, pk: int) -> HttpResponse:
    """Plans again around what was refused, touching as little as pays."""
    shown = fetch(request, TermPlan, pk, "term")
    made: list[TermPlan] = []
    verb = lambda: made.append(plans.again(shown, by=request.person, at=request.now))  # noqa: E731
    answer = attempt(request, verb, then=back_to("office-term-plan", pk))
    return redirect("office-term-plan", made[0].pk) if made else answer


def accept_left(request: Any, pk: int) -> HttpResponse:
    """Asks the home schools of the lines that are left, the first fifty at once."""
    shown = fetch(request, TermPlan, pk)
    done, why_not = plan_lines.accept_left(shown, by=request.person, at=request.now)
    if done:
        messages.success(request, f"{counted(len(done), 'home approver')} asked. No System Leader knows yet.")
    for sentence in why_not[:5]:
        messages.error(request, sentence)
    return redirect("office-term-plan", pk)


def line(request: Any, pk: int, verb: str) -> HttpResponse:
    """One line accepted, set aside, taken up or taken back."""
    shown = fetch(request, PlanLine, pk, "request__school", "designation__person", "designation__home_school")
    here = f"{back_to('office-term-plan', shown.plan_id)}?{same_page(request)}#line-{pk}"
    if verb not in plan_lines.ACTS:
        raise Http404
    act, said = plan_lines.ACTS[verb], SAID[verb]
    return attempt(request, lambda: act(shown, by=request.person, at=request.now), then=here, said=said)


SAID = {
    "accept": "Asked. The System Leader does not know yet.",
    "set_aside": "Set aside.",
    "take_up": "Proposed again.",
    "take_back": "Taken back. The home approver has been thanked.",
}


def same_page(request: Any) -> str:
    """The part of the list that somebody pressed on."""
    query = QueryDict(mutable=True)
    for name in ("show", "page"):
        if word := request.POST.get(name):
            query[name] = word
    return str(query.urlencode())


def as_csv(shown: TermPlan) -> bytes:
    """A line for each request, those that are left included."""
    return csv_bytes(COLUMNS.split(", "), [*csv_lines(shown), *csv_gaps(shown)])


def csv_lines(shown: TermPlan) -> Iterator[tuple[Any, ...]]:
    for row in looking.lines(shown):
        asked, who = row.request, row.designation
        miles = "" if row.metres is None else round(row.metres / METRES_A_MILE)
        said = ("; ".join(row.because), "; ".join(row.but), row.get_state_display())
        what = (asked.school.name, str(asked.area), row.half_days / 2, asked.priority)
        yield (*what, who.person.name, who.home_school.name, miles, *said)


def csv_gaps(shown: TermPlan) -> Iterator[tuple[Any, ...]]:
    gap: PlanGap
    for gap in shown.gaps.select_related("request__school", "request__area"):
        asked = gap.request
        what = (asked.school.name, str(asked.area), (asked.half_days or 0) / 2, asked.priority)
        yield (*what, "", "", "", gap.sentence, " ".join(gap.would_change), "Nobody")
