"""A System Leader's own page: her designation, induction, days, and what is said of her in public."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from drystone.groups import training
from drystone.register import certificates, designations, directory, documents, placements
from drystone.register.lifecycle import DESIGNATION
from drystone.register.models import Designation, DesignationState

from .. import assuring, files, heads, moving
from ..doors import press
from ..reach import enter
from ..releasing import days_of


class Entry(forms.Form):
    shown = forms.TypedChoiceField(
        label="May we list you in the public directory?",
        help_text="Your name, areas and phases, and what you write here. Never your address or your school's.",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    portrait = forms.CharField(
        label="A few words about how you work",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=600,
    )


class Declining(forms.Form):
    note = forms.CharField(
        label="Anything you would like the Alliance to know",
        help_text="You need give no reason.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=1000,
    )


class Resignation(forms.Form):
    note = forms.CharField(
        label="Anything you would like the Alliance to know",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=1000,
    )
    sure = forms.BooleanField(
        label="I give up my designation from today", error_messages={"required": "Tick the box if you are sure."}
    )


def own(request: Any) -> Designation | None:
    """Her latest designation that has begun, with this alliance; with another one, where she is none of its System
    Leaders."""
    hers = Designation.objects.visible_to(request.person, on=request.today).filter(person=request.person)
    hers = hers.exclude(state=DesignationState.TO_COME).select_related("alliance", "renewal", "renewed_by")
    found = hers.filter(alliance=request.alliance).first() or hers.first()
    if found:
        enter(request, found.alliance)
    return found


def needed(request: Any) -> Designation:
    if designation := own(request):
        return designation
    raise Http404


def to_answer(request: Any) -> Designation:
    """The one that she is asked to accept: the next, where it is granted already."""
    shown = needed(request)
    return shown.renewal_to_come or shown


def profile(request: Any) -> HttpResponse:
    """Until when, in what, how many days, what is still to do; and her entry in the directory."""
    shown = own(request)
    if shown is None:
        return render(request, "leader/no_profile.html")
    entry = {"shown": "yes" if shown.shown_in_directory else "no", "portrait": shown.portrait}
    form = Entry(request.POST or None, initial=entry)
    if request.method == "POST" and form.is_valid():
        return press(
            request,
            lambda: directory.enter(shown, **form.cleaned_data, by=request.person, at=request.now),
            then=reverse("leader-profile"),
            said="Saved.",
        )
    return render(request, "leader/profile.html", {"form": form, **standing(request, shown)})


def standing(request: Any, shown: Designation) -> dict[str, Any]:
    kept = documents.kinds_kept(shown)
    induction = list(training.placed(shown.induction.select_related("sheet"), request.now))
    return {
        "shown": shown,
        "pause": shown.pauses.open().first() if shown.state == "paused" else None,
        "days": days_of(shown, request.today),
        **another_term(shown),
        "areas": shown.areas.select_related("area"),
        "conditions": shown.conditions.standing().live().select_related("area"),
        "induction": induction,
        "induction_left": sum(item.done_on is None for item in induction),
        "induction_certificate": documents.INDUCTION in kept,
        **assuring.standing(shown, request.today),
        "certificate": certificates.CERTIFICATE in kept,
        "may_resign": DESIGNATION.may(request.person, shown, "resign") and not shown.is_unanswered,
    }


def another_term(shown: Designation) -> dict[str, Any]:
    """Whether she can renew it, and the next one where it is granted already, as they were read with it."""
    after = getattr(shown, "renewed_by", None)
    to_come = after if after and after.state == DesignationState.TO_COME else None
    return {"renewal": getattr(shown, "renewal", None), "after": to_come}


def change(request: Any) -> HttpResponse:
    """She says that she works elsewhere, or as something else; the office confirms it."""
    shown = needed(request)
    verb = lambda told: placements.report(shown, told, by=request.person, at=request.now)  # noqa: E731
    said = "Thank you. The Alliance looks at it and confirms it."
    return moving.page(request, shown, verb, then=reverse("leader-profile"), said=said, press="Tell the Alliance")


def new_head(request: Any) -> HttpResponse:
    """She says that her school has a new headteacher; the office confirms it."""
    return heads.page(request, needed(request), then=reverse("leader-profile"))


def certificate(request: Any) -> HttpResponseBase:
    """Her certificate, as it was sealed."""
    kept = certificates.standing_certificate(needed(request))
    if kept is None:
        raise Http404
    return files.send_paper(kept)


def assurance_letter(request: Any) -> HttpResponseBase:
    """Her letter of assurance, to show at a reception."""
    return assuring.send_letter(needed(request))


def accept(request: Any) -> HttpResponse:
    """She says that she accepts her designation, or the next one."""
    shown, back = to_answer(request), reverse("leader-profile")
    if request.method != "POST":
        return render(request, "leader/accept.html", {"shown": shown, "back": back})
    verb = lambda: designations.accept(shown, by=request.person, at=request.now)  # noqa: E731
    return press(request, verb, then=back, said="Thank you. We are glad.")


def decline(request: Any) -> HttpResponse:
    """She would rather not be one; it ends today, and nobody holds it against her."""
    said = "You have declined. Nothing more is asked of you or of your school."
    return ended(
        request, Declining, designations.decline, heading="Decline my designation", said=said, of=to_answer(request)
    )


def resign(request: Any) -> HttpResponse:
    """She gives the role up; she is asked whether she is sure."""
    said = "Your designation has ended. Thank you for everything."
    return ended(
        request, Resignation, designations.resign, heading="Give up my designation", said=said, of=needed(request)
    )


def ended(
    request: Any, kind: type[forms.Form], verb: Callable[..., Any], *, heading: str, said: str, of: Designation
) -> HttpResponse:
    """By her own will, with a note if she likes."""
    shown, form, back = of, kind(request.POST or None), reverse("leader-profile")
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        return press(request, lambda: verb(shown, note=note, by=request.person, at=request.now), then=back, said=said)
    context = {"form": form, "heading": heading, "about": shown, "back": back}
    return render(request, "leader/form.html", context)
