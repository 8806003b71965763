"""Signing up for a meeting that is open to schools: no account, oneself or a colleague."""

from typing import Any

from allauth.decorators import rate_limit
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from drystone import walls
from drystone.alliances.models import Alliance
from drystone.groups import sign_ups
from drystone.groups.models import Meeting, SignUpState
from drystone.lifecycle import Refused

from ..addresses import AddressField
from ..reach import enter
from ..school_field import SchoolField


class SignUpForm(forms.Form):
    name = forms.CharField(label="Who comes: full name", max_length=200)
    email = AddressField(
        label="Work e-mail address of whoever comes",
        help_text="We write there: whether there is a place, the calendar entry, how to say that one cannot come.",
    )
    school = SchoolField(label="School")
    signed_by = forms.CharField(label="Your name, if you sign up a colleague", max_length=200, required=False)


@rate_limit(action="ask_for_support")
def sign_up(request: Any, pk: int) -> HttpResponse:
    """What the meeting is about, whether there is room, and signing up."""
    meeting = open_meeting(request, pk)
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = sign_ups.sign_up(meeting, **form.cleaned_data, by=None, at=request.now)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, thanks(made))
            return redirect("meeting-sign-up", pk)
    taken = meeting.sign_ups.filter(state=SignUpState.COMING).count()
    left = None if meeting.places is None else max(0, meeting.places - taken)
    is_over = meeting.state != "planned" or meeting.starts_at <= request.now
    context = {"form": None if is_over else form, "meeting": meeting, "left": left}
    return render(request, "public/meeting.html", context)


def thanks(made: Any) -> str:
    if made.state == SignUpState.WAITING:
        return f"All places are taken. {made.person.name} is on the list of those who wait, and is told by e-mail."
    return f"{made.person.name} has a place, and is told by e-mail."


def open_meeting(request: Any, pk: int) -> Meeting:
    """One that is open to schools, of whichever alliance; the page is its alliance's."""
    rows = Meeting.objects.filter(pk=pk, open_to_schools=True, alliance__suspended_on=None)
    with walls.open_to_all():  # only whose it is: who reads of a meeting need have nothing to do with its alliance yet
        whose = Alliance.objects.filter(pk__in=rows.order_by().values("alliance")).first()
    if whose is None:
        raise Http404
    enter(request, whose)
    return rows.select_related("group__alliance").get()
