"""Who could help with one request: the list with its reasons, why somebody is not on it, and the choice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone import saying
from drystone.brokering import candidates, conflicts, searches
from drystone.brokering.candidates import Candidate
from drystone.brokering.enquiries import CannotAsk
from drystone.brokering.models import Enquiry, Exclusion, Search, SupportRequest
from drystone.deployment import queries as evaluations
from drystone.register.models import Designation

from ..doors import fetch, press, visible
from ..pressing import settle
from .enquiry_forms import Chosen


class Why(forms.Form):
    """Why somebody is asked who is not the first of the list, or is kept off the request."""

    reason = forms.CharField(
        label="Why, in a sentence",
        help_text="Only the office reads this.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@dataclass(frozen=True)
class Line:
    """One candidate as the page shows her, with what schools said of her work."""

    place: int
    candidate: Candidate
    evaluated: str
    is_asked: bool


def ranked(request: Any, pk: int) -> HttpResponse:
    """Who could help, best first, each with because and but; and why somebody with this name is not among them."""
    asked = fetch(request, SupportRequest, pk, "school", "area")
    if asked.area_id is None:
        messages.info(request, "Accept the request first: the area of expertise is needed to find anybody.")
        return redirect("office-request", pk)
    first, who = request.GET.get("from", ""), request.GET.get("who", "").strip()
    found = candidates.rank(asked, on=request.today, first=int(first) if first.isdecimal() else 0)
    context = {
        "asked": asked,
        "found": found,
        "lines": lines(asked, found),
        "who": who,
        "why_not": candidates.why_not(asked, who, on=request.today) if who else None,
        "back": reverse("office-request", args=[pk]),
    }
    return render(request, "office/requests/candidates.html", context)


def lines(asked: SupportRequest, found: candidates.Ranked) -> list[Line]:
    again = evaluations.would_have_again(asked.alliance_id, (each.person_id for each in found.candidates))
    return [
        Line(place, each, evaluated(again.get(each.person_id, ())), each.designation_id in found.asked)
        for place, each in enumerate(found.candidates, found.first + 1)
    ]


def evaluated(said: Iterable[str]) -> str:
    """What schools said at the end of deployments, added up."""
    answers = list(said)
    if not answers:
        return "not evaluated yet"
    yes, changed = answers.count("yes"), answers.count("with_changes")
    times = "once" if len(answers) == 1 else f"{len(answers)} times"
    also = f", {changed} with changes" if changed else ""
    return f"evaluated {times}: {yes} would ask for them again{also}"


def ask(request: Any, pk: int) -> HttpResponse:
    """Asks the home approvers of whom she chose; the list is kept as it was seen, and why it is not the first."""
    asked = fetch(request, SupportRequest, pk, "school", "area")
    if not request.POST.getlist("designation"):
        messages.error(request, "Tick whom you would like to ask about.")
        return redirect(there(pk))
    form = Chosen(request.POST, leaders=visible(request, Designation).select_related("person", "home_school"))
    if not form.is_valid():
        raise Http404
    leaders, why = list(form.cleaned_data["designation"]), Why(request.POST if "reason" in request.POST else None)
    acting = {"by": request.person, "at": request.now}
    try:
        seen = searches.up_to(asked, leaders, at=request.now)
        made = searches.ask(asked, leaders, seen=seen, reason=request.POST.get("reason", ""), **acting)
    except searches.ReasonNeeded as needed:
        why.is_valid()
        context = {"form": why, "asked": asked, "leaders": leaders, "needed": needed, "back": there(pk)}
        return render(request, "office/requests/why_this_one.html", context)
    except CannotAsk as no:
        messages.error(request, str(no))
        return redirect(there(pk))
    messages.success(request, told(made))
    return redirect("office-request", pk)


def there(pk: int) -> str:
    return reverse("office-candidates", args=[pk])


def told(made: list[Enquiry]) -> str:
    asked = saying.listed(list(dict.fromkeys(each.asked.name for each in made)))
    leaders = saying.listed([each.designation.person.name for each in made])
    have, do = ("have", "do") if len(made) > 1 else ("has", "does")
    return f"{asked} {have} been asked. {leaders} {do} not know yet."


def kept_off(request: Any, pk: int) -> HttpResponse:
    """Whom the office keeps off this request, with the reasons; and one more of them."""
    asked = fetch(request, SupportRequest, pk, "school")
    leader = chosen(request, asked)
    form, here = Why(request.POST or None), reverse("office-kept-off", args=[pk])
    if leader:
        verb = lambda: conflicts.keep_off(asked, leader, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
        if done := settle(request, form, verb, then=here, said=f"{leader.person} is kept off this request."):
            return done
    rows = visible(request, Exclusion).filter(request=asked).standing()  # type: ignore[attr-defined]
    context = {
        "asked": asked,
        "leader": leader,
        "form": form,
        "rows": rows.select_related("designation__person", "designation__home_school", "made_by"),
        "back": there(pk),
    }
    return render(request, "office/requests/kept_off.html", context)


def chosen(request: Any, asked: SupportRequest) -> Designation | None:
    """The leader whom the address names, of the alliance of the request."""
    number = request.GET.get("leader", "")
    rows = visible(request, Designation).filter(alliance_id=asked.alliance_id).select_related("person", "home_school")
    found = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if number and found is None:
        raise Http404
    return found


def let_in(request: Any, pk: int) -> HttpResponse:
    """She may be asked again."""
    row = fetch(request, Exclusion, pk, "designation__person")
    verb = lambda: conflicts.let_in(row, by=request.person, at=request.now)  # noqa: E731
    then = reverse("office-kept-off", args=[row.request_id])
    return press(request, verb, then=then, said=f"{row.designation.person} may be asked again.")


def seen(request: Any, pk: int) -> HttpResponse:
    """The lists as they were seen when somebody was asked, whom the office chose, and why."""
    asked = fetch(request, SupportRequest, pk, "school")
    rows = visible(request, Search).filter(request=asked).select_related("seen_by", "chosen__person").order_by("-pk")
    context = {"asked": asked, "rows": rows[:20], "back": reverse("office-request", args=[pk])}
    return render(request, "office/requests/seen.html", context)
