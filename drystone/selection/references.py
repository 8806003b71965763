"""References: asked for, started, given and signed, declined, recorded for somebody, asked of somebody else."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q

from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail import outbox
from drystone.mail.models import Message
from drystone.people import links, people, signatures
from drystone.people.models import Link, Person
from drystone.questions import attachments, sheets

from . import addresses, documents, emails
from .lifecycle import REFERENCE
from .models import (
    LIVING,
    NUDGE_EVERY,
    Application,
    Reference,
    ReferenceRefusal,
    ReferenceState,
)
from .readings import Given, Referee, given_in
from .refusals import Refused

FORMS = {
    Reference.Kind.HEADTEACHER: "reference_headteacher",
    Reference.Kind.GOVERNING_BODY: "reference_governing_body",
    Reference.Kind.SECOND: "reference_second",
}
AGAIN = "reference_renewal"
"""For another term whoever releases her confirms it on one page."""
PAPER = "paper_received"
"""Under which key the scan of a letter hangs on the reference's sheet."""
NO_LONGER = "The applicant has named somebody else, or has withdrawn."


class CannotAsk(Refused):
    """Why this person cannot be asked for a reference; the sentence is for the page."""


class TooSoon(Refused):
    """A referee is nudged at most once in three days."""


def right_kind(application: Application) -> str:
    """Whose support is essential: the head's; where the applicant is a head, the governing body's."""
    return Reference.Kind.GOVERNING_BODY if application.is_headteacher else Reference.Kind.HEADTEACHER


def ensure(application: Application, kind: str, referee: Referee, *, by: Person, at: datetime) -> Reference:
    """The application has a living reference of this kind from the referee it names; nothing is asked twice.

    One that was started or given stands, even if the answers now name somebody else.
    """
    standing = application.references.filter(kind=kind, state__in=LIVING).select_related("referee").first()
    if standing is None:
        return request(application, kind, referee, by=by, at=at)
    same = standing.referee.email.lower() == referee.email.lower()
    if same or standing.state in (ReferenceState.STARTED, ReferenceState.GIVEN):
        return standing
    return replace(standing, referee, by=by, at=at)


@transaction.atomic
def request(application: Application, kind: str, referee: Referee, *, by: Person, at: datetime) -> Reference:
    """A reference is wanted of somebody. She is asked at once at an address known to be the school's; else the
    office is asked to confirm the address first. Raises CannotAsk when she is the applicant herself."""
    check_referee(application, kind, referee)
    form, opened = form_of(application, kind), application.round.opens_at
    reference = Reference.objects.create(
        alliance_id=application.alliance_id,
        application=application,
        kind=kind,
        referee=people.known(referee.name, referee.email, application.alliance),
        referee_role=referee.role[:120],
        sheet=sheets.start(form, application.alliance_id, at, stood_at=opened),
        applicant_may_see=application.round.applicant_may_see_reference,
        may_read_application=application.round.referees_read_application,
        state_since=at,
    )  # fmt: skip
    events.record(reference, "wanted", by=by, at=at, referee=referee.name, kind=kind)
    if addresses.is_known(referee.email, application):
        return ask(reference, by=None, at=at)
    emails.address_to_confirm(reference, at=at)
    return reference


def form_of(application: Application, kind: str) -> str:
    """Which form asks for a reference of this kind."""
    return AGAIN if application.renews_id and kind == right_kind(application) else FORMS[Reference.Kind(kind)]


def check_referee(application: Application, kind: str, referee: Referee) -> None:
    """Nobody vouches for herself, at whichever of her addresses; and two references are two people's."""
    mailbox = addresses.mailbox(referee.email)
    own = application.person.email, sheets.value(application.sheet, "email") or ""
    if mailbox in {addresses.mailbox(each) for each in own}:
        raise CannotAsk("Give your referee's own e-mail address. This one is yours.")
    others = application.references.filter(state__in=LIVING).exclude(kind=kind)
    if mailbox in {addresses.mailbox(each) for each in others.values_list("referee__email", flat=True)}:
        raise CannotAsk(f"{referee.name} is asked for your other reference already. Name somebody else for this one.")


@transaction.atomic
def ask(reference: Reference, *, by: Person | None, at: datetime) -> Reference:
    """The referee gets her link. `by` is the officer who confirmed the address, None where it was known."""
    REFERENCE.move(reference, "ask", by=by, at=at, asked_at=at)
    emails.reference_asked(reference, by=by, at=at)
    return reference


@transaction.atomic
def readdress(reference: Reference, email: str, *, by: Person, at: datetime) -> Reference:
    """The office knows a better address: what went to the old one no longer opens, and she is asked at the new one.

    Raises CannotAsk when it is the old one, or the applicant's own.
    """
    was, referee = reference.referee, Referee(reference.referee.name, email, reference.referee_role)
    check_referee(reference.application, reference.kind, referee)
    if was.email.lower() == email.strip().lower():
        raise CannotAsk("That is the address we have. Write the right one.")
    links.withdraw(reference, emails.PURPOSE, by=by, at=at, because=links.READDRESSED)
    her = people.known(referee.name, email, reference.alliance)
    REFERENCE.move(reference, "readdress", by=by, at=at, note=f"{was.email} → {her.email}", referee=her, asked_at=at)
    for message in Message.objects.about(reference).undelivered():
        outbox.looked_at(message, note="The referee is asked at another address.", by=by, at=at)
    emails.reference_asked(reference, by=by, at=at)
    return reference


def start(reference: Reference, *, by: Person, at: datetime) -> Reference:
    """The referee has typed her first answer; after that it changes nothing."""
    if reference.state == ReferenceState.ASKED:
        REFERENCE.move_once(reference, "start", by=by, at=at)
    return reference


@transaction.atomic
def give(reference: Reference, *, link: Link | None, by: Person, at: datetime) -> Reference:
    """The referee signs; her words are sealed, and she gets a copy. Late is flagged by its date, never lost.

    Her name and role are those she typed under the form's statement. Raises questions' Unfinished when an answer
    is missing.
    """
    given = given_in(sheets.seal(reference.sheet, at))
    signature = signatures.sign(
        by,
        documents.words_signed(reference),
        typed_name=given.signed_name,
        typed_role=given.signed_role,
        link=link,
        alliance=reference.alliance,
        at=at,
    )
    REFERENCE.move(reference, "give", by=by, at=at, given_at=at, signature=signature, **taken(given))
    reference.copy = documents.reference_copy(reference, by=by, at=at)
    reference.save(update_fields=["copy"])
    links.finish(reference, emails.PURPOSE, by=by, at=at)
    emails.reference_copy(reference, at=at)
    emails.reference_received(reference, at=at)
    return reference


def taken(given: Given) -> dict:
    """What rules and lists need of a reference's answers. Her own no to being read outweighs the round's yes."""
    return {
        "supports": given.supports,
        "half_days_a_year": given.half_days_a_year,
        "applicant_may_see": given.applicant_may_see,
    }


@transaction.atomic
def record(
    reference: Reference, given: Given, *, note: str, paper: UploadedFile | None, by: Person, at: datetime
) -> Reference:
    """The office enters a reference that came by post or e-mail, with how it came and the letter itself; the referee
    is told, so that nobody speaks for her unawares.

    Raises CannotAsk without a note or the letter, attachments' Refused for a file that is not kept.
    """
    if not note.strip():
        raise CannotAsk("Say how the reference reached you: by post, by e-mail, when.")
    if paper is None:
        raise CannotAsk("Attach the letter itself: nothing else shows that it is the referee's.")
    REFERENCE.move(reference, "record", by=by, at=at, note=note.strip(), given_at=at, recorded_by=by, **taken(given))
    sheets.prefill(reference.sheet, given.answers, at)
    attachments.attach(reference.sheet, PAPER, paper, at=at)
    links.finish(reference, emails.PURPOSE, by=by, at=at)
    emails.reference_recorded(reference, at=at)
    emails.reference_received(reference, at=at)
    return reference


def came(reference: Reference) -> str:
    """How a reference that the office recorded reached it; nothing of one that was signed here."""
    written = events.record_of(reference).filter(verb="record").first()
    return written.note if written else ""


@transaction.atomic
def decline(reference: Reference, choice: str, *, reason: str = "", by: Person, at: datetime) -> Reference:
    """She would rather not. The applicant is asked to name somebody else; why is for the office alone."""
    REFERENCE.move(reference, "decline", by=by, at=at)
    links.finish(reference, emails.PURPOSE, by=by, at=at)
    return say_why(reference, choice, reason, at=at)


@transaction.atomic
def not_me(reference: Reference, choice: str, *, instead: str = "", by: Person, at: datetime) -> Reference:
    """Whoever got the link says she is not the right person, and perhaps who is, which the office alone reads.

    The link is closed, and the applicant names another.
    """
    REFERENCE.move(reference, "not_me", by=by, at=at)
    links.withdraw(reference, emails.PURPOSE, by=by, at=at, because=links.NOT_HER)
    return say_why(reference, choice, instead, at=at)


def say_why(reference: Reference, choice: str, reason: str, *, at: datetime) -> Reference:
    """Kept for the office; the applicant learns that she is to name another."""
    ReferenceRefusal.objects.create(
        alliance_id=reference.alliance_id, reference=reference, choice=choice, reason=reason.strip(), at=at
    )
    emails.reference_declined(reference, at=at)
    emails.reference_refused(reference, at=at)
    return reference


@transaction.atomic
def replace(reference: Reference, referee: Referee, *, by: Person, at: datetime) -> Reference:
    """Somebody else is asked instead, and whoever was asked before is told that it is no longer needed.

    Returns the new reference. Raises CannotAsk once references have closed, except for the office.
    """
    application = reference.application
    if by.pk == application.person_id and at >= application.round.references_close_at:
        raise CannotAsk("References have closed. Write to the office.")
    check_referee(application, reference.kind, referee)
    asked = reference.state in (ReferenceState.ASKED, ReferenceState.STARTED)
    REFERENCE.move(reference, "replace", by=by, at=at)
    if asked:
        stand_down(reference, by=by, at=at)
    return request(application, reference.kind, referee, by=by, at=at)


def stand_down(reference: Reference, *, by: Person, at: datetime) -> None:
    """A reference that was asked for is no longer needed: its link closes, with thanks."""
    links.withdraw(reference, emails.PURPOSE, by=by, at=at, because=NO_LONGER)
    emails.reference_not_needed(reference, at=at)


@transaction.atomic
def nudge(reference: Reference, *, by: Person, at: datetime) -> Reference:
    """The applicant asks us to remind her referee, at most once in three days. Raises TooSoon."""
    if by.pk != reference.application.person_id:
        raise NotAllowed(f"{by} may not nudge this referee")
    if reference.state not in (ReferenceState.ASKED, ReferenceState.STARTED):
        raise AlreadyMoved(reference, "nudge", reference.state)
    before = at - NUDGE_EVERY
    quiet = Q(nudged_at__isnull=True, asked_at__lte=before) | Q(nudged_at__lte=before)
    if not Reference.objects.filter(quiet, pk=reference.pk).update(nudged_at=at):
        raise TooSoon("You may remind your referee once in three days.")
    reference.nudged_at = at
    events.record(reference, "nudge", by=by, at=at)
    emails.reference_reminded(reference, once=f"{reference.pk}/nudge/{at:%Y-%m-%d}", by=by, at=at)
    return reference


def stand_down_all(application: Application, *, by: Person, at: datetime) -> None:
    """The application is over: nobody is asked any more."""
    for reference in application.references.filter(state__in=(ReferenceState.ASKED, ReferenceState.STARTED)):
        stand_down(reference, by=by, at=at)


def support(application: Application) -> Reference | None:
    """The given reference of the right referee that supports the application; nobody is designated without it."""
    rows = application.references.all()
    right = (row for row in rows if row.kind == right_kind(application) and row.state == ReferenceState.GIVEN)
    return next((row for row in right if row.supports), None)
