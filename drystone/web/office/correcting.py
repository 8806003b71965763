"""A visit that was otherwise than stated: what it really was is written down, and its line comes off and on anew."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime

from drystone.deployment.corrections import Held
from drystone.payments import correcting
from drystone.payments.models import DueLine

from ..pressing import settle
from ..templatetags.say import pounds
from ..visit_forms import Hours, length_field
from .paying import page_of


class AsItWas(Hours):
    """When and how long the visit was, and why that is known only now."""

    half_days = length_field()
    note = forms.CharField(label="Why", max_length=300, help_text="It stands with the credit for all who read of it.")


def correct(request: Any, pk: int) -> HttpResponse:
    """Two lines for the next papers: a credit of what was stated, and the visit as it was, at the same price."""
    line = fetch_line(request, pk)
    visit = line.visit
    assert visit  # noqa: S101 asked for with the line
    if hasattr(line, "credit"):
        messages.info(request, "This line was put right or reversed before.")
        return redirect(page_of(line))
    begins, ends = localtime(visit.starts_at), localtime(visit.ends_at)
    known = {"day": begins.date(), "starts": begins.time(), "ends": ends.time(), "half_days": visit.half_days}
    form = AsItWas(request.POST or None, initial=known)

    def verb() -> DueLine:
        held = Held(**form.moments(), half_days=form.cleaned_data["half_days"])
        return correcting.correct(line, held, note=form.cleaned_data["note"], by=request.person, at=request.now)

    off = pounds(line.reimbursement_pence or line.charge_pence)
    said = f"Put right. {off} comes off, and the visit as it was comes onto the next papers."
    context = {"line": line, "form": form, "amount": off, "back": page_of(line)}
    return settle(request, form, verb, then=page_of(line), said=said) or render(
        request, "office/statements/correct.html", context
    )


def fetch_line(request: Any, pk: int) -> DueLine:
    """A line of a visit that took place, on a paper or not on one yet."""
    lines = DueLine.objects.filter(alliance=request.alliance, kind=DueLine.Kind.VISIT, pk=pk)
    line = lines.select_related("visit", "alliance", "statement", "credit").first()
    if line is None:
        raise Http404
    return line


def with_later(lines: QuerySet[DueLine]) -> QuerySet[DueLine]:
    """Lines with what their visits were put right to since; two questions, however many lines there are."""
    later = DueLine.objects.filter(turn__gt=1, credit__isnull=True)
    return lines.select_related("credit", "visit__record").prefetch_related(
        Prefetch("visit__due_lines", queryset=later, to_attr="put_right")
    )
