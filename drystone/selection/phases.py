"""Where a round stands. Dates decide it, so it is derived for a moment and stored nowhere."""

from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone

from drystone.alliances.calendar import is_bank_holiday

from .models import Application, Extension, Round, RoundState


class Phase(models.TextChoices):
    DRAFT = "draft", "Draft"
    UPCOMING = "upcoming", "Not open yet"
    OPEN = "open", "Open for applications"
    CLOSED = "closed", "Closed to applicants"
    REFERENCES_CLOSED = "references_closed", "Closed to referees"
    INTERVIEWING = "interviewing", "Interviewing"
    DECIDED = "decided", "Decided"


def phase_of(round_: Round, at: datetime) -> Phase:
    """The phase of a round at a moment. A deadline is the first moment that is too late."""
    if round_.state != RoundState.PUBLISHED:
        return Phase.DRAFT
    today = timezone.localdate(at)
    ends = [
        (at < round_.opens_at, Phase.UPCOMING),
        (at < round_.closes_at, Phase.OPEN),
        (at < round_.references_close_at, Phase.CLOSED),
        (today < round_.interviews_from, Phase.REFERENCES_CLOSED),
        (today <= round_.decisions_by, Phase.INTERVIEWING),
    ]
    return next((phase for before, phase in ends if before), Phase.DECIDED)


def deadline_for(round_: Round, person_pk: int) -> datetime:
    """The moment from which she is too late: the round's, or a later one that the office gave to her alone."""
    until = Extension.objects.filter(round=round_, person=person_pk).values_list("until", flat=True).first()
    return later_of(round_, until)


def last_moment_for(round_: Round, person_pk: int) -> datetime:
    """The moment from which nothing of hers is taken: her deadline, or the end of the round's grace for all."""
    return max(round_.taken_until, deadline_for(round_, person_pk))


def deadline_of(application: Application) -> datetime:
    """The same for an application; where it was fetched with all, without asking again."""
    if hasattr(application, "more_time_until"):
        return later_of(application.round, application.more_time_until)
    return deadline_for(application.round, application.person_id)


def last_moment_of(application: Application) -> datetime:
    return max(application.round.taken_until, deadline_of(application))


def was_late(application: Application) -> bool:
    """Whether it was sent in after its deadline, within the grace of the round."""
    sent = application.submitted_at
    return sent is not None and sent >= deadline_of(application)


def later_of(round_: Round, until: datetime | None) -> datetime:
    return max(round_.closes_at, until) if until else round_.closes_at


def monday_of(day: date) -> date:
    """The Monday of a day's week: "week commencing Monday 20 March 2023"."""
    return day - timedelta(days=day.weekday())


def rests(day: date) -> bool:
    """Whether schools and offices rest on this day."""
    return day.weekday() >= 5 or is_bank_holiday(day)
