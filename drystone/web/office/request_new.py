"""The office asks for a school: as the Alliance, or on behalf of an authority, a trust or a diocese."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.brokering import asking, commissioning
from drystone.brokering.asking import For
from drystone.brokering.models import SupportPlan
from drystone.lifecycle import Refused
from drystone.schools.models import Organisation

from ..doors import visible
from ..school_field import SchoolField

ALLIANCE = "alliance"
BODIES = [(kind.value, kind.label) for kind in commissioning.ASKING_AS]


class OnBehalf(forms.Form):
    """Who asks. What the register says need not be typed."""

    behalf = forms.ChoiceField(
        label="Who asks for it?",
        choices=[(ALLIANCE, "The Alliance itself"), *BODIES],
        widget=forms.RadioSelect,
        initial=ALLIANCE,
    )
    body = forms.CharField(
        label="Its name",
        help_text="Leave it empty for the school’s own local authority or trust.",
        required=False,
        max_length=200,
    )

    def commissioner(self, request: Any, school: Organisation) -> Organisation | None:
        """The body that asks; None for the Alliance itself. Raises Refused where nobody knows its name."""
        given = self.cleaned_data
        if given["behalf"] == ALLIANCE:
            return None
        return commissioning.body_for(school, given["behalf"], given["body"], by=request.person, at=request.now)


class Asking(OnBehalf):
    school = SchoolField(label="For which school?")
    field_order = ["school", "behalf", "body"]


def begin(request: Any) -> HttpResponse:
    """The whole form is begun for a school, and filled in by the office; in a plan, its school is known."""
    plan = in_plan(request)
    kind = OnBehalf if plan else Asking
    form = kind(request.POST if request.method == "POST" else None, initial=known(plan))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("school-request", begun(request, form, plan).pk)
        except Refused as no:
            form.add_error(None, str(no))
    back = reverse("office-plan", args=[plan.pk]) if plan else reverse("office-requests")
    return render(request, "office/requests/new.html", {"form": form, "plan": plan, "back": back})


def begun(request: Any, form: OnBehalf, plan: SupportPlan | None) -> Any:
    school = plan.school if plan else form.cleaned_data["school"]
    wanted = For(school, form.commissioner(request, school), plan)
    return asking.begin(request.alliance, wanted, by=request.person, at=request.now)


def in_plan(request: Any) -> SupportPlan | None:
    number = request.GET.get("plan", "")
    plans = visible(request, SupportPlan).filter(alliance=request.alliance, state=SupportPlan.State.OPEN)
    known = number.isascii() and number.isdigit() and len(number) < 19
    return plans.select_related("school", "commissioner").filter(pk=number).first() if known else None


def known(plan: SupportPlan | None) -> dict[str, Any]:
    body = plan.commissioner if plan else None
    return {"behalf": body.kind, "body": body.name} if body and body.kind in dict(BODIES) else {"behalf": ALLIANCE}
