"""Rounds: the list, a new one, its terms, its readers."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone import saying
from drystone.lifecycle import NotAllowed
from drystone.people.access import manager
from drystone.people.models import Person
from drystone.register.answers import offered
from drystone.selection import rounds
from drystone.selection.models import Application, Round
from drystone.selection.phases import phase_of
from drystone.selection.rounds import Unfit

from ..components import paging, tables
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import attempt, back_to, settle
from .round_forms import NEW, ExtensionForm, RoundForm, initial_of


def rounds_list(request: Any) -> HttpResponse:
    """Every round of the alliance, the latest first."""
    rows = visible(request, Round).filter(alliance=request.alliance)
    page = paging.page(rows, ("-opens_at", "-id"), request.GET.get("page", ""))
    columns = [
        tables.Column("Round", lambda row: link_to(row.title, "office-round", row.pk)),
        tables.Column("Now", lambda row: phase_of(row, request.now).label),
        tables.Column("Closes", lambda row: saying.moment(row.closes_at)),
        tables.Column("Decisions by", lambda row: saying.day(row.decisions_by)),
    ]
    table = tables.Table("Rounds", columns, page.rows, caption_hidden=True)
    context = {"table": table, "page": page, "none": not page.rows, "may_start": may_start(request)}
    return render(request, "office/rounds/list.html", context)


def may_start(request: Any) -> bool:
    return manager(request.person, Round(alliance=request.alliance))


def new(request: Any) -> HttpResponse:
    """A round is set down, like an earlier one if wished; nobody outside sees it before it is published."""
    if not may_start(request):
        raise NotAllowed("only the manager sets down rounds")
    like = again(request)
    shown = initial_of(like) if like else NEW
    form = RoundForm(request.POST or None, areas=offered(request.alliance.pk), initial=shown)
    made = written(
        request,
        form,
        lambda: rounds.draft(request.alliance, form.values(), like=like, by=request.person, at=request.now),
    )
    if made:
        return redirect("office-round", made.pk)
    context = {"form": form, "heading": "New round", "back": back_to("office-rounds"), "like": like}
    if like:
        context["warnings"] = rounds.warnings(like)
    return render(request, "office/rounds/edit.html", context)


def again(request: Any) -> Round | None:
    """The round that the address names as the one to copy, a year on; none where it names none of this alliance."""
    number = request.GET.get("like", "")
    rows = visible(request, Round).filter(alliance=request.alliance)
    earlier = rows.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 10 else None
    return rounds.a_year_on(earlier, at=request.now) if earlier else None


def edit(request: Any, pk: int) -> HttpResponse:
    """Dates and terms are changed; a published deadline only moves later."""
    round_ = fetch(request, Round, pk)
    form = RoundForm(request.POST or None, areas=offered(round_.alliance_id), initial=initial_of(round_))
    if written(request, form, lambda: rounds.edit(round_, form.values(), by=request.person, at=request.now)):
        return redirect("office-round", pk)
    context = {"form": form, "heading": f"Change {round_.title}", "back": back_to("office-round", pk)}
    return render(request, "office/rounds/edit.html", context)


def written(request: Any, form: RoundForm, verb: Any) -> Round | None:
    """What the rule says of a date stands at that date."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return verb()
    except Unfit as unfit:
        for name, said in unfit.problems.items():
            form.add_error(name if name in form.fields else None, said)
        return None


def publish(request: Any, pk: int) -> HttpResponse:
    """The round becomes public."""
    round_ = fetch(request, Round, pk)
    then = back_to("office-round", pk)
    said = "Published. Its page is public, and it opens by itself."
    return attempt(request, lambda: rounds.publish(round_, by=request.person, at=request.now), then=then, said=said)


def extension(request: Any, pk: int) -> HttpResponse:
    """One person gets more time."""
    round_ = fetch(request, Round, pk)
    form = ExtensionForm(request.POST or None, initial={"email": whose(request, round_)})
    here = back_to("office-round", pk)
    person = None
    if request.method == "POST" and form.is_valid():
        person = Person.objects.at_address(form.cleaned_data["email"]).filter(has_account=True).first()
        if person is None:
            form.add_error("email", "Nobody has an account with this address. Ask them to make one first.")
    context = {"form": form, "heading": "A later deadline for one person", "back": here, "round": round_}
    if person is None or not form.is_valid():
        return render(request, "office/rounds/form.html", context)
    return extend(request, round_, person, form) or render(request, "office/rounds/form.html", context)


def whose(request: Any, round_: Round) -> str:
    """The address of the applicant from whose page the office comes."""
    number = request.GET.get("application", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return ""
    named = visible(request, Application).filter(round=round_, pk=number).select_related("person").first()
    return named.person.email or "" if named else ""


def extend(request: Any, round_: Round, person: Person, form: ExtensionForm) -> HttpResponse | None:
    until, reason = form.cleaned_data["moment"], form.cleaned_data["reason"]

    def verb() -> Any:
        return rounds.extend(round_, person, until=until, reason=reason, by=request.person, at=request.now)

    said = f"{person.name} may apply until {saying.moment(until)}."
    return settle(request, form, verb, then=back_to("office-round", round_.pk), said=said)
