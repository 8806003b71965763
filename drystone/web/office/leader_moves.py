"""What the office does with a designation: its moves, induction, assurance, days recorded for a head."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.register import certificates, contributions, designations, documents, induction, release
from drystone.register.models import Designation
from drystone.selection import renewals
from drystone.selection.models import Renewal

from .. import files
from ..doors import fetch, press
from ..pressing import attempt
from ..releasing import Release, days_of
from . import leader_forms

# The moves that ask for a note first.
ASKING: dict[str, tuple[Callable[..., Any], str]] = {
    "decline": (designations.decline, "Record that it was declined"),
    "resign": (designations.resign, "Record a resignation"),
    "withdraw": (designations.withdraw, "Withdraw the designation"),
}


def here(pk: int, section: str = "") -> str:
    return reverse("office-leader-part", args=[pk, section]) if section else reverse("office-leader", args=[pk])


def asked(request: Any, form: Any, shown: Designation, heading: str) -> HttpResponse:
    context = {"form": form, "shown": shown, "heading": heading, "back": here(shown.pk)}
    return render(request, "office/leaders/form.html", context)


def move(request: Any, pk: int, verb: str) -> HttpResponse:
    """Ended, with the reason."""
    if verb not in ASKING:
        raise Http404
    shown, (act, heading) = fetch(request, Designation, pk), ASKING[verb]
    form = leader_forms.Note(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        return press(
            request, lambda: act(shown, note=note, by=request.person, at=request.now), then=here(pk), said="Recorded."
        )
    return asked(request, form, shown, heading)


def accept(request: Any, pk: int) -> HttpResponse:
    """The office writes down that she accepts it."""
    shown = fetch(request, Designation, pk)
    act = lambda: designations.accept(shown, by=request.person, at=request.now)  # noqa: E731
    return press(request, act, then=here(pk), said=f"Recorded: {shown.person} accepts.")


def sign_off(request: Any, pk: int, item: int) -> HttpResponse:
    """One item of induction is done."""
    found = fetch(request, Designation, pk).induction.filter(pk=item).first()
    if found is None:
        raise Http404
    act = lambda: induction.sign_off(found, on=request.today, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, act, then=here(pk, "learning"))


def induction_certificate(request: Any, pk: int) -> HttpResponseBase:
    """What the leader has at the end of her induction."""
    kept = documents.induction_kept(fetch(request, Designation, pk))
    if kept is None:
        raise Http404
    return files.send_paper(kept)


def record_release(request: Any, pk: int) -> HttpResponse:
    """The office writes down the days that the home school gave by telephone or e-mail."""
    shown = fetch(request, Designation, pk)
    form = Release(request.POST or None, days=days_of(shown, request.today), leader=shown.person.name)
    form.fields["said_by"].label = "Who told you, and how"
    form.fields["said_by"].help_text = "For example: Ann Peel, by telephone on Tuesday"
    if request.method == "POST" and form.is_valid():
        given = {"said_by": form.cleaned_data["said_by"], "by": request.person}
        return press(
            request,
            lambda: release.settle(shown, form.leader_days, form.school_days, **given, at=request.now),
            then=here(pk, "days"),
            said="Recorded.",
        )
    return asked(request, form, shown, "Record the days")


def ask_release(request: Any, pk: int) -> HttpResponse:
    """The home school is asked for days once more."""
    shown = fetch(request, Designation, pk)
    if link := release.ask(shown, by=request.person, at=request.now):
        messages.success(request, f"{link.person} has been asked.")
    else:
        messages.error(request, f"Nobody with an e-mail address is recorded who may release {shown.person}.")
    return redirect(here(pk, "days"))


def contributed(request: Any, pk: int) -> HttpResponse:
    """What she gave the Alliance beside deployments."""
    shown, form = fetch(request, Designation, pk), leader_forms.Contributed(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"by": request.person, "at": request.now}
        return press(request, lambda: contributions.note(shown, **given), then=here(pk, "work"), said="Noted.")
    return asked(request, form, shown, "Note a contribution")


def certificate(request: Any, pk: int) -> HttpResponseBase:
    """The certificate as it was sealed; pressed for, it is made where there is none yet."""
    shown = fetch(request, Designation, pk)
    if request.method == "POST":
        return files.send_paper(certificates.certificate(shown, by=request.person, at=request.now))
    kept = certificates.standing_certificate(shown)
    if kept is None:
        raise Http404
    return files.send_paper(kept)


def renewal_wish(request: Any, pk: int) -> HttpResponse:
    """The office writes down that she does not want another term, or does after all."""
    shown = fetch(request, Renewal, pk, "designation__person", "alliance", "round")
    wants = request.POST.get("wants") == "yes"
    act = lambda: renewals.wish(shown, wants, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, act, then=here(shown.designation_id), said="Recorded.")
