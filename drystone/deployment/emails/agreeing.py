"""Messages about an agreement. A refusal is never named to the receiving school, and no message carries a reason."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import links
from drystone.people.models import Link, Person

from ..models import Agreement, Consent, Deployment
from .telling import WHO, facts, looking_after, tell, tell_office

ASKED = {**WHO, "days": "3 days", "answer_by": "Friday 20 November 2026"}


@message(
    kind="deployment.consent_asked",
    to="each party to an agreement",
    when="an agreement is drawn up",
    why="you are a party to this agreement",
    sample=ASKED,
)
def consent_asked(consent: Consent, *, link: Link, at: datetime) -> None:
    tell("deployment.consent_asked", consent.person, **asking(consent), link=link, at=at)


@message(
    kind="deployment.change_asked",
    to="a party whom a change touches",
    when="a new version of an agreement is drawn up",
    why="you are a party to this agreement",
    sample=ASKED,
)
def change_asked(consent: Consent, *, link: Link, at: datetime) -> None:
    tell("deployment.change_asked", consent.person, **asking(consent), link=link, at=at)


def asking(consent: Consent) -> dict[str, Any]:
    return {"deployment": consent.agreement.deployment, "about": consent, **days_and_day(consent)}


@message(
    kind="deployment.consent_reminded",
    to="a party who has not answered",
    when="the day to answer is the next working day, three working days after it, and when the office presses",
    why="you are a party to this agreement",
    sample=ASKED,
)
def consent_reminded(consent: Consent, *, once: str, link: Link, at: datetime) -> bool:
    """Whether the reminder goes now; with the same key it goes once."""
    return bool(
        outbox.queue_once(
            once,
            "deployment.consent_reminded",
            to=consent.person,
            alliance_id=consent.alliance_id,
            at=at,
            about=consent,
            context={**facts(consent.agreement.deployment), **days_and_day(consent)},
            link=link,
        )
    )


def days_and_day(consent: Consent) -> dict[str, str]:
    agreement = consent.agreement
    return {"days": saying.days(agreement.half_days), "answer_by": saying.day(agreement.answer_by)}


@message(
    kind="deployment.agreement_late",
    to="the office",
    when="the day to answer an agreement has passed and somebody has not, once for each day that is set",
    why="you look after this deployment",
    sample={**WHO, "who": "Ann Peel and Susan Iveson", "answer_by": "Friday 20 November 2026"},
)
def agreement_late(agreement: Agreement, waited_for: list[str], *, at: datetime) -> bool:
    """Whether anybody is told now."""
    deployment = agreement.deployment
    said = {"who": saying.listed(waited_for), "answer_by": saying.day(agreement.answer_by)}
    told = [
        outbox.queue_once(
            f"{agreement.pk}/{agreement.answer_by}/{person.pk}",
            "deployment.agreement_late",
            to=person,
            alliance_id=agreement.alliance_id,
            at=at,
            about=deployment,
            context={**facts(deployment), **said},
            link=reverse("office-agreement-parties", args=[agreement.pk]),
        )
        for person in looking_after(deployment, at)
    ]
    return any(told)


@message(
    kind="deployment.party_spoke",
    to="the office",
    when="a party asks a question or proposes a change",
    why="you look after this deployment",
    sample={**WHO, "who": "Ann Peel"},
)
def party_spoke(consent: Consent, *, at: datetime) -> None:
    tell_office("deployment.party_spoke", consent.agreement.deployment, at=at, who=consent.person.name)


@message(
    kind="deployment.question_answered",
    to="the party who asked",
    when="the office answers a question on an agreement",
    why="you are a party to this agreement",
    sample=WHO,
)
def question_answered(consent: Consent, *, link: Link, at: datetime) -> None:
    tell("deployment.question_answered", consent.person, consent.agreement.deployment, at=at, link=link, about=consent)


@message(
    kind="deployment.all_agreed",
    to="every party",
    when="the last party has agreed",
    why="you are a party to this agreement",
    sample=WHO,
)
def all_agreed(agreement: Agreement, *, at: datetime) -> None:
    """The signed copy goes to all but a payer, who reads the cost and not what the work is about; its link opens until
    a year after the last agreed day."""
    days = max((agreement.ends - localdate(at)).days, 0) + 365
    for consent in agreement.consents.select_related("person"):
        copy = ("agreement", agreement) if consent.party != Consent.Party.PAYER else ("consent", consent)
        link = links.invite(consent.person, *copy, alliance=agreement.alliance, days=days, by=None, at=at)
        tell("deployment.all_agreed", consent.person, agreement.deployment, at=at, link=link)


@message(
    kind="deployment.refused_office",
    to="the office",
    when="a party refuses a deployment",
    why="you look after this deployment",
    sample=WHO,
)
@message(
    kind="deployment.another_sought",
    to="whoever asked for help, and the receiving head",
    when="a deployment will not take place, whoever refused",
    why="your school asked the Alliance for support",
    sample={"school": "Reeth Community Primary School", "alliance": "Swaledale Alliance"},
    linked=False,
)
@message(
    kind="deployment.not_going_ahead",
    to="the other parties on the leader's side",
    when="a deployment will not take place, whoever refused",
    why="you were asked about this deployment",
    sample=WHO,
    linked=False,
)
def refused(consent: Consent, *, at: datetime) -> None:
    """The office learns that it was refused; everybody else only that it will not take place."""
    deployment, parties = consent.agreement.deployment, Consent.Party
    tell_office("deployment.refused_office", deployment, at=at)
    others = consent.agreement.consents.exclude(pk=consent.pk).select_related("person")
    school = {c.person for c in others if c.party in (parties.RECEIVING, parties.PAYER)}
    if consent.party != parties.RECEIVING:
        school.add(deployment.request.contact)
    for person in sorted(school, key=lambda person: person.pk):
        tell_school(person, deployment, at)
    for other in others:
        if other.party in (parties.HOME, parties.LEADER):
            tell("deployment.not_going_ahead", other.person, deployment, at=at, link=None)


def tell_school(person: Person, deployment: Deployment, at: datetime) -> None:
    outbox.queue(
        "deployment.another_sought",
        to=person,
        alliance_id=deployment.alliance_id,
        at=at,
        about=deployment,
        context={"school": deployment.receiving_school.name, "alliance": deployment.alliance.name},
    )


@message(
    kind="deployment.variation_refused",
    to="the office",
    when="a party refuses a change; what was agreed before stands",
    why="you look after this deployment",
    sample=WHO,
)
def variation_refused(consent: Consent, *, at: datetime) -> None:
    tell_office("deployment.variation_refused", consent.agreement.deployment, at=at)


@message(
    kind="deployment.change_dropped",
    to="the other parties who were asked about a change",
    when="a change is not made, whoever refused; what was agreed before stands",
    why="you are a party to this agreement",
    sample=WHO,
    linked=False,
)
def change_dropped(consent: Consent, *, at: datetime) -> None:
    others = consent.agreement.consents.filter(carried_from__isnull=True).exclude(person=consent.person_id)
    for other in others.exclude(party=Consent.Party.ALLIANCE).select_related("person"):
        tell("deployment.change_dropped", other.person, consent.agreement.deployment, at=at, link=None)


@message(
    kind="deployment.called_off",
    to="every party",
    when="the office cancels a deployment before its first visit",
    why="you are a party to this agreement",
    sample=WHO,
    linked=False,
)
def called_off(deployment: Deployment, *, at: datetime) -> None:
    latest = deployment.agreements.first()
    for consent in latest.consents.select_related("person") if latest else ():
        tell("deployment.called_off", consent.person, deployment, at=at, link=None)
