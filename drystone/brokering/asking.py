"""Asking with the whole form: begun for a school, filled in with what is known; or written down after a call."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import access, posts
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions import sheets
from drystone.questions.models import AnswerSheet
from drystone.schools.models import Organisation

from . import answered, commissioning, emails, fitting, priority, requests
from .access import writes
from .lifecycle import OPEN
from .models import RequestState, SupportPlan, SupportRequest


@dataclass(frozen=True)
class For:
    """For which school, on behalf of which body if any, in which plan of the school if any."""

    school: Organisation
    commissioner: Organisation | None = None
    plan: SupportPlan | None = None


@transaction.atomic
def begin(alliance: Alliance, wanted: For, *, by: Person, at: datetime) -> SupportRequest:
    """A draft on the whole form, filled in with what is known; one of hers that stands is opened again.

    Whoever has no account gets a link to go on with it. Raises NotAllowed for who may not ask for this school, and
    Refused for one that has closed.
    """
    if not wanted.school.is_open:
        raise Refused(f"{fitting.closed(wanted.school)}.")
    if not may_ask(by, alliance, wanted, at):
        raise NotAllowed(f"{by} may not ask for {wanted.school}")
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    hers = SupportRequest.objects.being_written().filter(alliance=alliance, contact=by)
    standing = hers.filter(school=wanted.school, commissioner=wanted.commissioner, plan=wanted.plan).first()
    return standing or begun(alliance, wanted, by=by, at=at)


def begun(alliance: Alliance, wanted: For, *, by: Person, at: datetime) -> SupportRequest:
    asks = by if wanted.commissioner and alliance.pk not in access.office_of(by) else None
    request = requests.start(
        alliance, wanted.school, by, commissioner=wanted.commissioner, commissioned_by=asks, by=by, at=at
    )
    if wanted.plan:
        request.plan = wanted.plan
        request.save(update_fields=["plan"])
    sheets.prefill(request.sheet, known(request, by, at), at)
    if not by.has_account:
        emails.request_begun(request, at=at)
    return request


def may_ask(person: Person, alliance: Alliance, wanted: For, at: datetime) -> bool:
    """The office; a commissioner for a school of her body; a head for hers; whoever has asked for this school before.

    Raises Refused where the school is not one of the body's.
    """
    if alliance.pk in access.office_of(person):
        return True
    if body := wanted.commissioner:
        hers = (alliance.pk, body.pk) in access.places_as(person, Role.COMMISSIONER)
        if hers and not commissioning.answers_for(body, wanted.school, alliance, on=localdate(at)):
            raise Refused(f"{wanted.school} is not one of the schools of {body}.")
        return hers
    if access.heads(person, wanted.school.pk, alliance.pk):
        return True
    before = SupportRequest.objects.filter(alliance=alliance, school=wanted.school, submitted_at__isnull=False)
    return before.filter(contact=person).exists() or before.filter(head=person).exists()


def known(request: SupportRequest, by: Person, at: datetime) -> dict[str, Any]:
    """What need not be asked: the school, in what part she asks, its phase; who she is, and who heads the school.

    Who heads it is said to those alone who know: herself, the office, a commissioner with a post.
    """
    school, body = request.school, request.commissioner
    told: dict[str, Any] = {"school": school.key, "asking_as": "school", "phase": request.phase or phase_of(school)}
    in_office = request.alliance_id in access.office_of(by)
    if body or in_office:
        told["asking_as"] = commissioning.asking_as(body)
        head = posts.heads_of(school, request.alliance, localdate(at)).first()
        return told | (as_head(head) if head else {})
    if access.heads(by, school.pk, request.alliance_id):
        return told | as_head(by, access.role_of(by, school.pk))
    return told | {"contact": named(by, access.role_of(by, school.pk)), "phone": by.phone}


def as_head(head: Person, role: str = "") -> dict[str, Any]:
    return {"contact": named(head, role or Role.HEAD.label), "contact_is_head": "yes", "phone": head.phone}


def named(person: Person, role: str) -> dict[str, str]:
    return {"name": person.name, "email": person.email, "role": role}


def phase_of(school: Organisation) -> str:
    """As the form names it; nothing where the register says “not applicable”."""
    return PHASES.get(school.phase_code, "")


# By the register's code of a phase.
PHASES = {
    "1": "nursery",
    "2": "primary",
    "3": "middle",
    "4": "secondary",
    "5": "middle",
    "6": "sixteen_plus",
    "7": "all_through",
}


@transaction.atomic
def write_rest(request: SupportRequest, *, by: Person, at: datetime) -> SupportRequest:
    """After a call: the whole form is begun beside it, with all that was said in the call. Pressed twice, once."""
    if not writes(by, request):
        raise NotAllowed(f"{by} may not write {request} down")
    row = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if row.state not in OPEN or row.sheet.version.key != requests.SHORT:
        raise Refused("There is nothing more to write down for this request.")
    if row.rest_id is None:
        row.rest = sheets.start(requests.FULL, row.alliance_id, at=at)
        row.save(update_fields=["rest"])
        sheets.prefill(row.rest, said_in_call(row, at), at)
        events.record(row, "rest_begun", by=by, at=at)
    request.rest = row.rest
    return request


def said_in_call(request: SupportRequest, at: datetime) -> dict[str, Any]:
    """What is known of whoever called, and above it her own words."""
    told = known(request, access.as_of(request.contact, localdate(at)), at)
    said = sheets.carried(request.sheet, request.sheet.form)
    if "contact" in said:
        said["contact"] = {"role": told.get("contact", {}).get("role", ""), **said["contact"]}
    return told | said


@transaction.atomic
def add_rest(request: SupportRequest, *, by: Person, at: datetime) -> SupportRequest:
    """The rest is written down, and the office reads it. What it has settled already stands.

    Raises questions' Unfinished while something is missing, and Refused where there is nothing to write.
    """
    if not writes(by, request):
        raise NotAllowed(f"{by} may not write {request} down")
    row = SupportRequest.objects.select_for_update().get(pk=request.pk)
    sheet = row.rest
    if sheet is None or row.state not in OPEN:
        raise Refused("There is nothing more to write down for this request.")
    if sheet.is_sealed:
        return row
    return added(row, sheet, by=by, at=at)


def added(request: SupportRequest, sheet: AnswerSheet, *, by: Person, at: datetime) -> SupportRequest:
    answers = answered.seal(request, sheet, by=by, at=at)
    taken = answered.who_and_where(request, answers)
    if request.state == RequestState.SUBMITTED:
        taken |= answered.taken_from(answers, request.alliance)
    for name, value in taken.items():
        setattr(request, name, value)
    request.save(update_fields=list(taken))
    priority.reckon_one(request, localdate(at))
    events.record(request, "rest_written", by=by, at=at)
    emails.rest_written(request, at=at)
    emails.head_told(request, at=at)
    return request
