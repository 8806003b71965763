"""The messages about references. None of them says what a reference says."""

from datetime import datetime

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import links
from drystone.people.models import Link, Person

from ..models import Reference
from .telling import FACTS, facts, tell_applicant, tell_by_link, tell_office

PURPOSE, COPY = "reference", "reference-copy"
ASKED = {**FACTS, "closes": "Friday 12 March 2027", "minutes": 5, "again": False}
ABOUT_ONE = {**FACTS, "referee": "Ann Peel"}


def invite(reference: Reference, *, by: Person | None, at: datetime) -> Link:
    """The referee's link: good until a fortnight after references close, as late ones are flagged, not lost."""
    days = max(14, (reference.application.round.references_close_at - at).days + 14)
    return links.invite(reference.referee, PURPOSE, reference, alliance=reference.alliance, days=days, by=by, at=at)


@message(
    kind="selection.reference_asked",
    to="the referee",
    when="an application names them, or the office confirms their address",
    why="an applicant named you as the person who can speak for their school",
    sample=ASKED,
)
def reference_asked(reference: Reference, *, by: Person | None, at: datetime) -> None:
    link = invite(reference, by=by, at=at)
    tell_by_link("selection.reference_asked", link, reference.application, at=at, about=reference, **asked(reference))


def asked(reference: Reference) -> dict:
    """By when, how long it takes, and whether it is for another term: then it is one page."""
    again = reference.application.renews_id is not None and reference.kind != Reference.Kind.SECOND
    closes = saying.day(reference.application.round.references_close_at)
    return {"closes": closes, "minutes": 1 if again else 5, "again": again}


@message(
    kind="selection.reference_reminded",
    to="the referee",
    when="3, 7 and 10 days after asking, one working day before references close, or when the applicant nudges",
    why="an applicant named you as the person who can speak for their school",
    sample=ASKED,
)
def reference_reminded(reference: Reference, *, once: str, by: Person | None = None, at: datetime) -> bool:
    """`once` names the reminder, so that each goes a single time; returns whether it goes now."""
    link = invite(reference, by=by, at=at)
    return tell_by_link(
        "selection.reference_reminded",
        link,
        reference.application,
        at=at,
        about=reference,
        once=once,
        **asked(reference),
    )


@message(
    kind="selection.reference_copy",
    to="the referee",
    when="the referee has signed and sent the reference",
    why="you gave a reference",
    sample=FACTS,
)
def reference_copy(reference: Reference, *, at: datetime) -> None:
    link = links.invite(reference.referee, COPY, reference, alliance=reference.alliance, days=90, by=None, at=at)
    tell_by_link("selection.reference_copy", link, reference.application, at=at, about=reference, quiet=False)


@message(
    kind="selection.reference_received",
    to="the applicant",
    when="a reference for the applicant was given",
    why="you are applying to become a System Leader",
    sample=ABOUT_ONE,
)
def reference_received(reference: Reference, *, at: datetime) -> None:
    tell_applicant("selection.reference_received", reference.application, at=at, referee=reference.referee.name)


@message(
    kind="selection.reference_declined",
    to="the applicant",
    when="a referee would rather not, or is not the right person",
    why="you are applying to become a System Leader",
    sample=ABOUT_ONE,
)
def reference_declined(reference: Reference, *, at: datetime) -> None:
    """The applicant learns that she must name another; why is for the office alone."""
    tell_applicant("selection.reference_declined", reference.application, at=at, referee=reference.referee.name)


@message(
    kind="selection.reference_refused",
    to="the office",
    when="a referee would rather not, or is not the right person",
    why="you work in the Alliance's office",
    sample=ABOUT_ONE,
)
def reference_refused(reference: Reference, *, at: datetime) -> None:
    tell_office("selection.reference_refused", reference.application, at=at, referee=reference.referee.name)


@message(
    kind="selection.address_to_confirm",
    to="the office",
    when="a referee's address is not of the school's domain",
    why="you work in the Alliance's office",
    sample=ABOUT_ONE,
)
def address_to_confirm(reference: Reference, *, at: datetime) -> None:
    tell_office("selection.address_to_confirm", reference.application, at=at, referee=reference.referee.name)


@message(
    kind="selection.reference_recorded",
    to="the referee",
    when="the office enters a reference that came by post or e-mail",
    why="the office entered a reference of yours",
    sample={**FACTS, "contact": "office@swaledale.example"},
    linked=False,
)
def reference_recorded(reference: Reference, *, at: datetime) -> None:
    application = reference.application
    outbox.queue(
        "selection.reference_recorded",
        to=reference.referee,
        alliance_id=reference.alliance_id,
        at=at,
        about=reference,
        context={**facts(application), "contact": application.alliance.contact_email},
    )


@message(
    kind="selection.reference_not_needed",
    to="the referee",
    when="the applicant withdraws or names somebody else",
    why="we had asked you for a reference",
    sample=FACTS,
    linked=False,
)
def reference_not_needed(reference: Reference, *, at: datetime) -> None:
    application = reference.application
    outbox.queue(
        "selection.reference_not_needed",
        to=reference.referee,
        alliance_id=reference.alliance_id,
        at=at,
        about=reference,
        context=facts(application),
    )
