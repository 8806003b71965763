"""The office's part in interviews: the panel, a time chosen for her, held or missed, the agreed marks."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from drystone.questions import sheets
from drystone.selection import criteria, independence, interviews, panels, queries
from drystone.selection.models import Application, Interview

from ..agreed_points import AgreedPoints
from ..doors import fetch
from ..pressing import attempt, back_to, settle
from .application_forms import Missed, Panel, Reason, Slot


def shown_with(interview: Interview, heading: str, form: Any, **more: Any) -> dict[str, Any]:
    application = interview.application
    here = back_to("office-application", application.pk)
    return {"form": form, "application": application, "heading": heading, "back": here, **more}


def panel(request: Any, pk: int) -> HttpResponse:
    """Two to four without a conflict, a headteacher of the Alliance among them."""
    interview = fetch(request, Interview, pk)
    people = list(queries.panel_of(interview.alliance))
    tied = independence.ties(people, interview.application, on=request.today)
    out = set(interview.panel.filter(conflict__gt="").values_list("person", flat=True))
    free = [person for person in people if person.pk not in tied and person.pk not in out]
    heads = panels.heads_among(free, interview.alliance_id, on=request.today)
    standing = list(interview.panel.standing())
    initial = {
        "members": [str(member.person_id) for member in standing],
        "chair": next((str(member.person_id) for member in standing if member.is_chair), None),
    }
    form = Panel(request.POST or None, free=free, heads=heads, initial=initial)

    def verb() -> Any:
        return panels.name(interview, form.chosen(), form.chair_person(), by=request.person, at=request.now)

    here = back_to("office-application", interview.application_id)
    tied_people = [(person, tied[person.pk]) for person in people if person.pk in tied]
    return settle(request, form, verb, then=here, said="The panel is named, and has been asked.") or render(
        request,
        "office/applications/panel.html",
        shown_with(interview, "Name the panel", form, tied=tied_people, free=free),
    )


def said_in(application: Application) -> str:
    """What the applicant wrote of her access needs when she applied."""
    return sheets.value(application.sheet, "access_needs") or ""


def time(request: Any, pk: int) -> HttpResponse:
    """A time chosen for her, as she said it on the telephone."""
    interview = fetch(request, Interview, pk)
    known = {"access_needs": interview.access_needs or said_in(interview.application)}
    form = Slot(request.POST or None, free=interviews.times_for(interview, request.now), initial=known)

    def verb() -> Any:
        return interviews.book(interview, **form.cleaned_data, by=request.person, at=request.now)

    here = back_to("office-application", interview.application_id)
    return settle(
        request, form, verb, then=here, said="Booked. The applicant and the panel have been told."
    ) or render(
        request, "office/applications/form.html", shown_with(interview, "Choose a time for the applicant", form)
    )


def rearrange(request: Any, pk: int) -> HttpResponse:
    """The time falls through; she chooses another."""
    interview = fetch(request, Interview, pk)
    form = Reason(request.POST or None)

    def verb() -> Any:
        return interviews.rearrange(interview, **form.cleaned_data, by=request.person, at=request.now)

    here = back_to("office-application", interview.application_id)
    return settle(request, form, verb, then=here, said="Rearranged. The applicant chooses another time.") or render(
        request, "office/applications/form.html", shown_with(interview, "Rearrange the interview", form)
    )


def hold(request: Any, pk: int) -> HttpResponse:
    """The interview took place."""
    interview = fetch(request, Interview, pk)
    then = back_to("office-application", interview.application_id)
    said = "Recorded. The panel has been asked for its marks."
    return attempt(
        request, lambda: interviews.hold(interview, by=request.person, at=request.now), then=then, said=said
    )


def miss(request: Any, pk: int) -> HttpResponse:
    """She did not come."""
    interview = fetch(request, Interview, pk)
    form = Missed(request.POST or None)

    def verb() -> Any:
        return interviews.miss(interview, **form.cleaned_data, by=request.person, at=request.now)

    here = back_to("office-application", interview.application_id)
    return settle(request, form, verb, then=here, said="Recorded as missed. You can rearrange it.") or render(
        request, "office/applications/form.html", shown_with(interview, "The applicant did not come", form)
    )


def marks(request: Any, pk: int) -> HttpResponse:
    """The agreed mark for each question, minuted with its reason."""
    interview = fetch(request, Interview, pk)
    lines = criteria.compared_marks(interview) if interviews.all_in(interview) else []
    form = AgreedPoints(
        request.POST or None, lines=lines, agreed=interview.agreed, initial={"reason": interview.agreed_reason}
    )

    def verb() -> Any:
        reason = form.cleaned_data["reason"]
        return interviews.agree(interview, form.scores(), reason=reason, by=request.person, at=request.now)

    here = back_to("office-application", interview.application_id)
    return settle(request, form, verb, then=here, said="The marks are minuted.") or render(
        request, "office/applications/moderate.html", shown_with(interview, "Minute the agreed marks", form)
    )
