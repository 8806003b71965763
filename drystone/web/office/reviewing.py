"""What was asked about a deployment, in the office: done without, asked again, of somebody else; and the close."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.deployment import closing, inviting, midpoint, reviews
from drystone.deployment.models import Closing, Deployment, DeploymentState, Review, Why

from ..addresses import AddressField
from ..doors import fetch
from ..pressing import attempt, settle
from . import deployment_forms

Outcome = Closing.Outcome


def part(request: Any, shown: Deployment) -> dict[str, Any]:
    """What its page shows of the end: what was asked and what came in, what is wished half-way, how it was closed.

    Its reviews are at hand; three queries more at most. What a school says of her own work nobody reads here.
    """
    own = shown.leader_id == request.person.pk
    rows = [row for row in shown.reviews.all() if not (own and row.kind in Review.OF_SCHOOL)]
    wishes, disowned = midpoint.wishes(rows), inviting.disowned(rows)
    lines = [line(row, wishes.get(row.pk, {}), is_disowned=row.pk in disowned) for row in rows]
    return {"reviews": lines, "closing": closing.standing(shown)}


def line(review: Review, wish: dict[str, Any], *, is_disowned: bool) -> dict[str, Any]:
    """One review with what the office can do about it."""
    return {
        "review": review,
        "disowned": is_disowned,
        "of_school": review.kind in Review.OF_SCHOOL,
        "wish": wish,
        "leads_to": leads_to(review, wish.get("continue", "")),
    }


def leads_to(review: Review, wish: str) -> tuple[str, str] | None:
    """The page that does what was wished; the agreement's stands filled in as it was agreed."""
    pk = review.deployment_id
    pages = {
        "with_changes": ("Change the agreement", reverse("office-agreement", args=[pk])),
        "pause": ("Pause the work", reverse("office-deployment-pause", args=[pk])),
        "stop": ("Stop early", reverse("office-deployment-end", args=[pk, "stop"])),
    }
    return pages.get(wish)


def waive(request: Any, pk: int) -> HttpResponse:
    """The office does without a review, with the reason."""
    review = fetch(request, Review, pk)
    form, then = deployment_forms.Why(request.POST or None), here(review.deployment_id)
    verb = lambda: reviews.waive(review, **form.cleaned_data, **by(request))  # noqa: E731
    if response := settle(request, form, verb, then=then, said="Not asked any more."):
        return response
    return deployment_forms.page(request, form, review.deployment, f"Do without the {review.title.lower()}")


def again(request: Any, pk: int) -> HttpResponse:
    """What was done without, or not answered, is asked once more."""
    review = fetch(request, Review, pk)
    verb = lambda: reviews.ask_again(review, **by(request))  # noqa: E731
    return attempt(request, verb, then=here(review.deployment_id), said=f"{review.asked} has been asked again.")


class Somebody(forms.Form):
    name = forms.CharField(label="Full name", max_length=200)
    email = AddressField(label="Work e-mail address")


def another(request: Any, pk: int) -> HttpResponse:
    """Somebody else is asked instead of whoever was."""
    review = fetch(request, Review, pk)
    form, then = Somebody(request.POST or None), here(review.deployment_id)
    verb = lambda: reviews.ask_another(review, **form.cleaned_data, **by(request))  # noqa: E731
    if response := settle(request, form, verb, then=then, said="Asked. The link that went out before is closed."):
        return response
    return deployment_forms.page(request, form, review.deployment, f"Ask somebody else for the {review.title.lower()}")


class Close(forms.Form):
    """The office's last word."""

    outcome = forms.ChoiceField(label="How did it end?", choices=Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Closing note",
        help_text="For the office alone.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )
    without = forms.CharField(
        label="Why do you do without the evaluation?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )

    def __init__(self, *args: Any, came: closing.CameIn, **settings: Any):
        super().__init__(*args, **settings)
        if not (came.evaluation and came.evaluation.is_open):
            del self.fields["without"]


def close(request: Any, pk: int) -> HttpResponse:
    """What came in and what is missing; a note and how it ended, and one press closes it."""
    shown = fetch(request, Deployment, pk, "leader", "receiving_school")
    came = closing.what_came_in(shown)
    form = Close(request.POST or None, came=came, initial={"outcome": came.outcome})
    verb = lambda: closing.close(shown, **form.cleaned_data, **by(request))  # noqa: E731
    if response := settle(request, form, verb, then=here(pk), said="Closed."):
        return response
    context = {"form": form, "shown": shown, "came": came, "half_days": sum(each.half_days for each in came.held)}
    if shown.state == DeploymentState.STOPPED:
        whys = Why.objects.visible_to(request.person, on=request.today)
        context["why"] = whys.filter(deployment=shown, verb=Why.Verb.STOP).first()
    return render(request, "office/deployments/close.html", context | {"back": here(pk)})


def reopen(request: Any, pk: int) -> HttpResponse:
    """A closed deployment is taken up again, with the reason."""
    shown = fetch(request, Deployment, pk)
    form = deployment_forms.Why(request.POST or None)
    verb = lambda: closing.reopen(shown, **form.cleaned_data, **by(request))  # noqa: E731
    if response := settle(request, form, verb, then=here(pk), said="Open again. Close it when all is there."):
        return response
    return deployment_forms.page(request, form, shown, "Reopen the deployment")


def by(request: Any) -> dict[str, Any]:
    return {"by": request.person, "at": request.now}


def here(pk: int) -> str:
    return reverse("office-deployment", args=[pk])
