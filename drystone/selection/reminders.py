"""Reminders to referees: computed as due and not yet sent, so that a clock that stood still loses none."""

from datetime import datetime, timedelta

from django.utils import timezone

from drystone.alliances.calendar import WorkingDays
from drystone.people import links
from drystone.people.models import Link

from . import emails
from .models import ApplicationState, Reference

# Days after asking (references took eleven days on average), and one working day before the close.
AFTER_DAYS = (3, 7, 10)
OVER = (ApplicationState.WITHDRAWN, ApplicationState.DECIDED, ApplicationState.INELIGIBLE)


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
    return emails.reference_reminded(reference, once=f"{reference.pk}/{step}", at=at)


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
