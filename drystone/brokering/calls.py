"""A call for help in ninety seconds: school, name, telephone, one sentence, and no account."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.people import access, people
from drystone.questions import sheets
from drystone.schools import search

from . import requests
from .models import RequestState, SupportRequest

SECTION = "call"


@transaction.atomic
def call(alliance: Alliance, answers: dict[str, Any], *, at: datetime) -> SupportRequest:
    """Puts a call for help into the queue, from somebody who has no account; she gets a link to follow it.

    The same call pressed twice is one request: a request of the same school and person that nobody has answered yet
    is given back.
    """
    school = search.by_key(answers["school"]["key"])
    if school is None:
        raise ValueError("A school that is not in the register cannot ask.")
    contact = people.known(answers["contact"]["name"], answers["contact"]["email"], alliance, phone=answers["phone"])
    access.as_of(contact, localdate(at), through="public page")
    standing = SupportRequest.objects.filter(
        alliance=alliance, school=school, contact=contact, state=RequestState.SUBMITTED, need=answers["need"]
    ).first()
    if standing:
        return standing
    request = requests.start(alliance, school, contact, form=requests.SHORT, by=contact, at=at)
    raw = {**answers, "school": answers["school"]["key"]}
    sheets.prefill(request.sheet, raw, at)
    return requests.submit(request, by=contact, at=at)
