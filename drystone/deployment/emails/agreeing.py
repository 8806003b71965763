"""Messages about an agreement. A refusal is never named to the receiving school, and no message carries a reason."""

from datetime import datetime

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import links
from drystone.people.models import Link, Person

from ..models import Agreement, Consent, Deployment
from .telling import WHO, tell, tell_office


@message(
    kind="deployment.consent_asked",
    to="each party to an agreement",
    when="an agreement is drawn up, or a change touches this party",
    why="you are a party to this agreement",
    sample={**WHO, "days": "3 days", "answer_by": "Friday 20 November 2026"},
)
def consent_asked(consent: Consent, *, link: Link, at: datetime) -> None:
    agreement = consent.agreement
    tell(
        "deployment.consent_asked",
        consent.person,
        agreement.deployment,
        at=at,
        about=consent,
        link=link,
        days=saying.days(agreement.half_days),
        answer_by=saying.day(agreement.answer_by),
    )


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
    """The signed copy goes to all but a payer, who reads the cost and not what the work is about."""
    for consent in agreement.consents.select_related("person"):
        copy = ("agreement", agreement) if consent.party != Consent.Party.PAYER else ("consent", consent)
        link = links.invite(consent.person, *copy, alliance=agreement.alliance, days=365, by=None, at=at)
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
    kind="deployment.called_off",
    to="every party",
    when="the office cancels a deployment or stops it early",
    why="you are a party to this agreement",
    sample=WHO,
    linked=False,
)
def called_off(deployment: Deployment, *, at: datetime) -> None:
    latest = deployment.agreements.first()
    for consent in latest.consents.select_related("person") if latest else ():
        tell("deployment.called_off", consent.person, deployment, at=at, link=None)
