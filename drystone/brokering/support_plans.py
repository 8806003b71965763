"""Support plans: begun by the office, alone or for an authority, trust or diocese, for one school."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import access, posts
from drystone.people.models import Person
from drystone.people.roles import OFFICE
from drystone.schools.models import Organisation

from . import emails, fitting
from .lifecycle import PLAN
from .models import SupportPlan, SupportRequest


@dataclass(frozen=True)
class About:
    """What a plan is called, what it is for, from when to when, who of the office looks after it, who asks for it."""

    title: str
    aim: str
    starts: date
    ends: date
    owner: Person
    commissioner: Organisation | None = None


@transaction.atomic
def begin(alliance: Alliance, school: Organisation, about: About, *, by: Person, at: datetime) -> SupportPlan:
    """A plan for one school; its head, and the commissioner where there is one, are told. Pressed twice, once.

    Raises Refused for a school that has closed, days the wrong way round, or an owner from elsewhere.
    """
    if alliance.pk not in access.office_of(by):
        raise NotAllowed(f"{by} may not plan support for {alliance}")
    if not school.is_open:
        raise Refused(f"{fitting.closed(school)}.")
    check(alliance, about, at)
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    said = {"alliance": alliance, "school": school, **columns(about)}
    if standing := SupportPlan.objects.filter(**said, state=SupportPlan.State.OPEN).first():
        return standing
    plan = SupportPlan.objects.create(**said, state_since=at)
    events.record(plan, "begun", by=by, at=at)
    emails.plan_begun(plan, at=at)
    return plan


def check(alliance: Alliance, about: About, at: datetime) -> None:
    if about.ends < about.starts:
        raise Refused("The last day of a plan cannot be before its first.")
    if not posts.holds(about.owner, alliance, localdate(at), *OFFICE):
        raise Refused(f"{about.owner} does not work in the office of {alliance}.")


def columns(about: About) -> dict[str, Any]:
    return {each.name: getattr(about, each.name) for each in fields(about)}


@transaction.atomic
def change(plan: SupportPlan, about: About, *, by: Person, at: datetime) -> SupportPlan:
    """Title, aim, days, owner or commissioner are put right; history keeps which."""
    demand_office(plan, by)
    check(plan.alliance, about, at)
    row = SupportPlan.objects.select_for_update().get(pk=plan.pk)
    changed = [name for name, value in columns(about).items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, getattr(about, name))
    if changed:
        row.save(update_fields=changed)
        events.record(row, "changed", by=by, at=at, fields=changed)
    return row


@transaction.atomic
def put_in(plan: SupportPlan, request: SupportRequest, *, by: Person, at: datetime) -> SupportRequest:
    """A request of the school belongs to the plan. Raises Refused for another school's, or an ended plan."""
    demand_office(plan, by)
    row = SupportRequest.objects.select_for_update().get(pk=request.pk)
    standing = SupportPlan.objects.select_for_update().get(pk=plan.pk)
    if (row.school_id, row.alliance_id) != (standing.school_id, standing.alliance_id):
        raise Refused(f"A plan for {plan.school} holds requests of that school alone.")
    if standing.state != SupportPlan.State.OPEN:
        raise Refused("This plan has ended. Reopen it first.")
    if row.plan_id != plan.pk:
        row.plan = standing
        row.save(update_fields=["plan"])
        events.record(row, "put_in_plan", by=by, at=at, plan=plan.title)
    return row


@transaction.atomic
def take_out(request: SupportRequest, *, by: Person, at: datetime) -> SupportRequest:
    """The request stands alone again."""
    if request.alliance_id not in access.office_of(by):
        raise NotAllowed(f"{by} may not take {request} out of its plan")
    row = SupportRequest.objects.select_for_update(of=("self",)).select_related("plan").get(pk=request.pk)
    if row.plan:
        events.record(row, "taken_out_of_plan", by=by, at=at, plan=row.plan.title)
        row.plan = None
        row.save(update_fields=["plan"])
    return row


def end(plan: SupportPlan, *, because: str, by: Person, at: datetime) -> SupportPlan:
    """The plan is over, with the reason that its school reads; its requests go on as they stand."""
    return PLAN.move(plan, "end", by=by, at=at, note=because, ended_because=because)


def reopen(plan: SupportPlan, *, note: str, by: Person, at: datetime) -> SupportPlan:
    """It was ended too soon."""
    return PLAN.move(plan, "reopen", by=by, at=at, note=note, ended_because="")


def demand_office(plan: SupportPlan, by: Person) -> None:
    if plan.alliance_id not in access.office_of(by):
        raise NotAllowed(f"{by} may not change {plan}")
