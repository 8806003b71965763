"""Reminders to referees: computed as due and not yet sent, so that a clock that stood still loses none.

And those that the office sends when it wants to, to referees and to applicants who have not finished.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from drystone.alliances.calendar import WorkingDays
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import links
from drystone.people.access import office
from drystone.people.models import Link, Person

from . import emails
from .models import Application, ApplicationState, Assessment, AssessmentState, Reference, ReferenceState
from .phases import deadline_of
from .refusals import Refused

# Days after asking (references took eleven days on average), and one working day before the close.
AFTER_DAYS = (3, 7, 10)
OVER = (ApplicationState.WITHDRAWN, ApplicationState.DECIDED, ApplicationState.INELIGIBLE)


class CannotRemind(Refused):
    """Why somebody is not reminded; the sentence is for the page."""


def remind_late(*, at: datetime) -> int:
    """Reminds every referee whose next reminder is due and was not sent; returns how many were reminded.

    Of several that fell due at once only the last goes. After references have closed nobody is reminded.
    """
    late = Reference.objects.unanswered().filter(
        asked_at__lte=at - timedelta(days=1), application__round__references_close_at__gt=at
    )
    rows = late.exclude(application__state__in=OVER).select_related(
        "referee", "alliance", "application__round", "application__person", "application__alliance"
    )
    return sum(remind(reference, at=at) for reference in rows.iterator(chunk_size=200))


def remind(reference: Reference, *, at: datetime) -> bool:
    """The latest reminder that is due goes, if it has not gone."""
    due = [(moment, step) for moment, step in steps(reference) if moment <= at]
    if not due:
        return False
    step = max(due)[1]
    if is_disowned(reference):
        return False
    once = f"{reference.pk}/{reference.referee_id}/{step}"
    return emails.reference_reminded(reference, once=once, at=at)


@transaction.atomic
def remind_now(reference: Reference, *, by: Person, at: datetime) -> Reference:
    """The office reminds a referee who has not answered, at most once a day.

    Raises CannotRemind when there is nothing to be reminded of, or she was reminded today.
    """
    application = reference.application
    if not office(by, reference):
        raise NotAllowed(f"{by} may not remind {reference.referee}")
    if reference.state not in (ReferenceState.ASKED, ReferenceState.STARTED) or application.state in OVER:
        raise CannotRemind(f"{reference.referee.name} is not waited for.")
    if is_disowned(reference):
        raise CannotRemind(f"Whoever got the link of {reference.referee.name} said that it was not for them.")
    once = f"{reference.pk}/office/{timezone.localdate(at):%Y-%m-%d}"
    if not emails.reference_reminded(reference, once=once, by=by, at=at):
        raise CannotRemind(f"{reference.referee.name} was reminded today.")
    events.record(reference, "remind", by=by, at=at)
    return reference


@transaction.atomic
def remind_assessor(assessment: Assessment, *, by: Person, at: datetime) -> Assessment:
    """The office reminds an assessor who has not locked her scores, at most once a day.

    All that she still reads in the round stands in one message. Raises CannotRemind when nothing of hers is waited
    for here, or she was reminded of this today.
    """
    application, assessor = assessment.application, assessment.assessor
    if not office(by, assessment):
        raise NotAllowed(f"{by} may not remind {assessor}")
    reading = Assessment.objects.standing().exclude(state=AssessmentState.LOCKED)
    hers = reading.filter(application__round=application.round_id, application__state=ApplicationState.SUBMITTED)
    if not hers.filter(pk=assessment.pk).exists():
        raise CannotRemind(f"{assessor.name} is not waited for.")
    today = timezone.localdate(at)
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    if events.record_of(assessment).filter(verb="remind", at__gte=midnight).exists():
        raise CannotRemind(f"{assessor.name} was reminded today.")
    number = hers.filter(assessor=assessor).count()
    once = f"{application.round_id}/{assessor.pk}/{today:%Y-%m-%d}"
    emails.assessor_reminded(application.round, assessor, number, once=once, at=at)
    events.record(assessment, "remind", by=by, at=at)
    return assessment


@transaction.atomic
def remind_applicant(application: Application, *, by: Person, at: datetime) -> Application:
    """The office reminds somebody who has begun and not sent in, while there is time, at most once a day.

    Raises CannotRemind when she has sent it in, cannot any more, or was reminded today.
    """
    if not office(by, application):
        raise NotAllowed(f"{by} may not remind {application.person}")
    if application.state != ApplicationState.DRAFT:
        raise CannotRemind("It was sent in, or withdrawn.")
    closes = deadline_of(application)
    if at >= closes:
        raise CannotRemind("It cannot be sent in any more. The office may give more time.")
    once = f"{application.pk}/{timezone.localdate(at):%Y-%m-%d}"
    if not emails.application_reminded(application, closes, once=once, at=at):
        raise CannotRemind(f"{application.person.name} was reminded today.")
    events.record(application, "remind", by=by, at=at)
    return application


def steps(reference: Reference) -> list[tuple[datetime, str]]:
    """Each reminder's moment and name."""
    assert reference.asked_at  # noqa: S101 a constraint: an asked reference has its moment
    after = [(reference.asked_at + timedelta(days=days), f"{days}-days") for days in AFTER_DAYS]
    closes = reference.application.round.references_close_at
    eve = WorkingDays(reference.alliance).after(timezone.localdate(closes), -1)
    morning = datetime.combine(eve, datetime.min.time(), timezone.get_current_timezone()) + timedelta(hours=7)
    return [*after, (morning, "close")]


def is_disowned(reference: Reference) -> bool:
    """Whoever got the link said that it was not for her; the office is on to it, and we do not write again."""
    tasks = Link.objects.to_do(reference, emails.PURPOSE)
    return tasks.filter(person=reference.referee_id, revoked_because=links.NOT_HER).exists()
