"""What waits for somebody in her groups: a register, feedback, something she took on."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from drystone.groups.models import Feedback, Meeting, MeetingAction, Member
from drystone.people.models import Person

from .parts import part

FORGOTTEN = timedelta(days=60)  # nobody is asked about a meeting that is so long past


def learning(person: Person, at: datetime) -> list[Any]:
    led = Member.objects.on(localdate(at)).filter(person=person, facilitates=True).order_by().values("group")
    past = Meeting.objects.filter(group__in=led, state="planned", starts_at__lte=at, starts_at__gt=at - FORGOTTEN)
    asked = Feedback.objects.filter(person=person, given_at=None, asked_at__gt=at - FORGOTTEN)
    taken_on = MeetingAction.objects.filter(person=person, done_at=None).exclude(meeting__state="cancelled")
    return [
        part("register-to-take", past, who="group__name", since="starts_at"),
        part("feedback-to-give", asked, who="meeting__group__name", since="asked_at"),
        part("action-to-do", taken_on, pk="meeting_id", who="what", since="added_at"),
    ]
