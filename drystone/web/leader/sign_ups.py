"""Who comes to one meeting without being a member: guests and those who signed up, and saying that one cannot come."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.groups import sign_ups
from drystone.groups.models import Meeting, SignUp
from drystone.lifecycle import NotAllowed

from ..addresses import AddressField
from ..doors import fetch, press
from ..pressing import settle
from .surely import surely

ORDER = {"coming": 0, "waiting": 1, "withdrawn": 2}


def those_signed_up(meeting: Meeting) -> list[SignUp]:
    """Who comes, then who waits, then who does not come after all."""
    return sorted(meeting.sign_ups.select_related("person", "school"), key=lambda each: ORDER[each.state])


class Guest(forms.Form):
    name = forms.CharField(label="Full name", max_length=200)
    email = AddressField(label="E-mail address")


def invite(request: Any, pk: int) -> HttpResponse:
    """A guest comes to one meeting, and needs no account for it."""
    meeting, back = fetch(request, Meeting, pk, "group__alliance"), reverse("leader-meeting", args=[pk])
    if not sign_ups.runs(request.person, meeting.group):
        raise NotAllowed
    form = Guest(request.POST or None)

    def verb() -> Any:
        return sign_ups.invite(meeting, **form.cleaned_data, by=request.person, at=request.now)

    context = {"form": form, "heading": "Invite a guest", "about": meeting.group, "back": back}
    said = "Invited. The message with the link to the meeting is on its way."
    return settle(request, form, verb, then=back, said=said) or render(request, "leader/form.html", context)


@surely
def withdraw(request: Any, pk: int, signed: int) -> HttpResponse:
    """She does not come: said by herself, or by whoever runs the group."""
    meeting = fetch(request, Meeting, pk, "group__alliance")
    found = meeting.sign_ups.filter(pk=signed).select_related("person", "meeting__group").first()
    if found is None:
        raise Http404
    act = lambda: sign_ups.withdraw(found, by=request.person, at=request.now)  # noqa: E731
    said = f"{found.person} does not come. Whoever waited longest has the place."
    return press(request, act, then=reverse("leader-meeting", args=[pk]), said=said)
