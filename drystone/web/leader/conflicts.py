"""Schools that a System Leader says she should not be sent to."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from drystone.brokering import conflicts
from drystone.brokering.models import Conflict

from ..conflict_form import ConflictForm
from ..doors import press, visible
from ..pressing import settle
from .profile import needed


def listed(request: Any) -> HttpResponse:
    """What she has said, and one school more. What the office knows from others is not here."""
    shown, here = needed(request), reverse("leader-conflicts")
    form = ConflictForm(request.POST or None, hers=True, initial={"starts": request.today})
    verb = lambda: conflicts.record(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    said = f"Thank you. {request.alliance.name} does not send you there."
    if done := settle(request, form, verb, then=here, said=said):
        return done
    context = {"rows": declared(request).select_related("school"), "form": form, "back": reverse("leader-profile")}
    return render(request, "leader/conflicts.html", context)


def declared(request: Any) -> Any:
    """What she said herself; whoever also works in the office finds there what it knows of others."""
    hers = {"person": request.person, "recorded_by": request.person}
    return visible(request, Conflict).filter(**hers, alliance_id=needed(request).alliance_id)


def end(request: Any, pk: int) -> HttpResponse:
    """She may be sent there again from tomorrow on."""
    row = get_object_or_404(declared(request).select_related("school"), pk=pk)
    verb = lambda: conflicts.end(row, last=request.today, by=request.person, at=request.now)  # noqa: E731
    return press(
        request, verb, then=reverse("leader-conflicts"), said=f"From tomorrow on {row.school} is no conflict."
    )
