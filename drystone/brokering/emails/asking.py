"""The messages about asking: a draft to go on with, the head who was named, what came after a call, a plan."""

from datetime import datetime

from django.utils.timezone import localdate

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import links, posts
from drystone.people.roles import Role

from ..models import SupportPlan, SupportRequest
from .telling import SCHOOL, tell, tell_office

PLAN = "plan"  # the link by which a headteacher follows her school's plan


@message(
    kind="brokering.request_begun",
    to="whoever begins the whole form without an account",
    when="she begins",
    why="you began a request for support",
    sample=SCHOOL,
)
def request_begun(request: SupportRequest, *, at: datetime) -> None:
    tell(request.contact, "brokering.request_begun", request, at=at)


@message(
    kind="brokering.head_told",
    to="the headteacher who was named",
    when="somebody else asks for support for her school",
    why="you are named as the headteacher of this school",
    sample={**SCHOOL, "who": "Kate Lister"},
)
def head_told(request: SupportRequest, *, at: datetime) -> None:
    if request.head:
        who = (request.commissioned_by or request.contact).name
        tell(request.head, "brokering.head_told", request, at=at, who=who)


@message(
    kind="brokering.rest_written",
    to="the office",
    when="a school that had called has written the rest down",
    why="you look after this request",
    sample=SCHOOL,
)
def rest_written(request: SupportRequest, *, at: datetime) -> None:
    tell_office("brokering.rest_written", request, at=at)


@message(
    kind="brokering.request_withdrawn",
    to="the office",
    when="a school no longer needs what it asked for",
    why="you look after this request",
    sample=SCHOOL,
)
def request_withdrawn(request: SupportRequest, *, at: datetime) -> None:
    tell_office("brokering.request_withdrawn", request, at=at)


@message(
    kind="brokering.plan_begun",
    to="the headteacher of the school, and its authority, trust or diocese where one asks for it",
    when="the office begins a support plan",
    why="the plan is for your school, or you asked for it",
    sample={
        **SCHOOL,
        "title": "A new start for English",
        "aim": "By summer the English lead leads without help.",
        "starts": "Monday 11 January 2027",
        "ends": "Friday 16 July 2027",
    },
)
def plan_begun(plan: SupportPlan, *, at: datetime) -> None:
    day, about = localdate(at), {"title": plan.title, "aim": plan.aim}
    told = set(posts.heads_of(plan.school, plan.alliance, day))
    if plan.commissioner:
        told |= set(posts.holders(plan.alliance, day, Role.COMMISSIONER, organisation=plan.commissioner))
    for person in sorted(told, key=lambda each: each.pk):
        outbox.queue(
            "brokering.plan_begun",
            to=person,
            alliance_id=plan.alliance_id,
            at=at,
            about=plan,
            context={
                "school": plan.school.name,
                "alliance": plan.alliance.name,
                **about,
                "starts": saying.day(plan.starts),
                "ends": saying.day(plan.ends),
            },
            link=links.invite(person, PLAN, plan, alliance=plan.alliance, days=365, by=None, at=at),
        )
