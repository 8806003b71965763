"""Before an application: the check in two minutes, and the press that starts a draft."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode

from drystone import saying
from drystone.questions.pages import Page
from drystone.questions.spec import Form, Question, Section
from drystone.selection import applications, earlier, eligibility
from drystone.selection.models import Application, Round
from drystone.selection.phases import Phase, deadline_for, phase_of
from drystone.selection.refusals import Refused

from ..pressing import back_to
from ..published import round_for

BEFORE, AFRESH = "before", "afresh"
HOW = Question(
    key=BEFORE,
    wording="You have applied before. How would you like to start?",
    kind="one_of",
    hint="Referees, files, declarations and the signature are always given anew. You can change every answer.",
)


def check(request: Any, pk: int) -> HttpResponse:
    """A few quick questions before anything else; nothing is kept, and a no gets a kind word."""
    shown = round_for(request, pk)
    asked = eligibility.asked(shown)
    form = page_of(asked, shown, request.POST or None)
    context = {"form": form, "round": shown, "asking": asked, "back": back_to("round-page", pk)}
    if request.method == "POST" and form.is_valid():
        remarks = eligibility.remarks(shown, form.answers, on=request.today)
        if not remarks:
            return redirect(start_at(shown, form))
        return render(request, "apply/not_yet.html", context | {"remarks": remarks})
    return render(request, "apply/eligibility.html", context)


def page_of(asked: Form, shown: Round, posted: Any) -> Page:
    """Questions whose answers are kept nowhere."""
    return Page(asked, asked.sections[0], {}, shown.alliance_id, posted)


def start_at(shown: Round, form: Page) -> str:
    """The start, with the school that she named, so that nobody is asked twice."""
    school = form.answers.get(eligibility.SCHOOL)
    return back_to("apply-start", shown.pk) + (f"?{urlencode({'school': school['key']})}" if school else "")


def start(request: Any, pk: int) -> HttpResponse:
    """What one needs to hand, and one press that starts the draft; a draft that stands is opened."""
    shown = round_for(request, pk)
    if shown.is_of_renewals:
        return redirect("leader-profile")  # a System Leader begins on the page of another term
    if standing := applications.standing_in(shown, request.person):
        return redirect("apply-application", standing.pk)
    before = earlier.offered_to(request.person, shown)
    form = page_of(start_form(shown, before), shown, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return started(request, shown, form, before)
    form.initial = {**form.initial, eligibility.SCHOOL: request.GET.get("school", ""), BEFORE: AFRESH}
    closes = deadline_for(shown, request.person.pk)
    late = phase_of(shown, request.now) != Phase.OPEN and closes <= request.now
    return render(request, "apply/start.html", {"round": shown, "closes": closes, "late": late, "form": form})


def start_form(shown: Round, before: list[Application]) -> Form:
    """Her school, where the round is for members; which earlier application to start from, where there is one."""
    where = [eligibility.WHERE] if shown.members_only else []
    options = [*((str(each.pk), named(each)) for each in before), (AFRESH, "Start with an empty form")]
    how = [replace(HOW, options=tuple(options))] if before else []
    return Form(key="start", title="Start", sections=(Section("start", "Start", questions=(*where, *how)),))


def named(application: Application) -> str:
    """An earlier application as its owner knows it."""
    if sent := application.submitted_at:
        return f"Take over my answers of {application.round}, sent in on {saying.day(timezone.localdate(sent))}"
    return f"Take over my answers of {application.round}, which I did not send in"


def started(request: Any, shown: Round, form: Page, before: list[Application]) -> HttpResponse:
    given = form.answers
    like = next((each for each in before if str(each.pk) == given.get(BEFORE)), None)
    school = given[eligibility.SCHOOL]["key"] if given.get(eligibility.SCHOOL) else ""
    try:
        made = applications.start(shown, request.person, school=school, like=like, by=request.person, at=request.now)
    except eligibility.NoMember as no:
        return render(request, "apply/not_yet.html", {"round": shown, "remarks": [str(no)], "is_final": True})
    except Refused as no:
        messages.error(request, str(no))
        return redirect("round-page", shown.pk)
    return redirect("apply-application", made.pk)
