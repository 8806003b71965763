"""The names of all who applied, gone through by each who is to read blind, so that she can say to whom she is close.

Nobody can tell from an application without a name that she is too close to its writer. The names stand in the order
of the alphabet, and nothing on them leads to a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import posts
from drystone.people.models import Person
from drystone.people.roles import Role

from . import assessments
from .models import Application, ApplicationState, Assessment, AssessmentState, DeclaredConflict, NamesRead, Round
from .refusals import Refused


class TooLate(Refused):
    """Her scores are locked; only the office can set them aside now."""


@dataclass(frozen=True)
class Named:
    """One who applied: by `key` a page says which was meant."""

    key: str
    application: int
    name: str
    school: str
    reason: str
    """What she declared before, if she did."""
    is_new: bool
    """Whether the application came in after she last went through the names."""


def listed(round_: Round, person: Person) -> list[Named]:
    """Everybody whose application is in, in the order of the alphabet, but for herself; three queries."""
    read = NamesRead.objects.filter(round=round_, person=person).values_list("at", flat=True).first()
    declared = DeclaredConflict.objects.filter(application__round=round_, person=person)
    said = dict(declared.values_list("application", "reason"))
    rows = Application.objects.filter(round=round_, submitted_at__isnull=False).exclude(person=person)
    living = rows.exclude(state=ApplicationState.WITHDRAWN).order_by("person__name", "pk")
    columns = ("pk", "person__name", "school__name", "unlisted_school", "submitted_at")
    return [
        Named(
            key=key_of(person, pk),
            application=pk,
            name=name,
            school=school or unlisted,
            reason=said.get(pk, ""),
            is_new=bool(read and sent_in and sent_in > read),
        )
        for pk, name, school, unlisted, sent_in in living.values_list(*columns)
    ]


def are_to_be_seen(round_: Round, on: date) -> bool:
    """Whether the panel may go through them: where a round is read blind, until it is decided."""
    return round_.blind and on <= round_.decisions_by


def key_of(person: Person, application: int) -> str:
    """Other for each who looks, and telling nothing of the order in which applications came in."""
    return salted_hmac("selection.names", f"{person.pk}/{application}").hexdigest()[:16]


@transaction.atomic
def declare(round_: Round, reasons: Mapping[int, str], *, by: Person, at: datetime) -> NamesRead:
    """She has gone through the names and says to whom she is too close: those applications are not hers to read.

    `reasons` by application; where she was to read one already, the office is told to find another. What she declared
    before stays. Raises TooLate where she has locked her scores.
    """
    if not posts.holds(by, round_.alliance, localdate(at), Role.PANEL):
        raise NotAllowed(f"{by} is not on the panel of {round_.alliance}")
    for application in Application.objects.filter(round=round_, pk__in=reasons).order_by("pk"):
        declare_one(application, reasons[application.pk], by=by, at=at)
    fields = {"alliance_id": round_.alliance_id, "at": at}
    read, _ = NamesRead.objects.update_or_create(round=round_, person=by, defaults=fields)
    return read


def declare_one(application: Application, reason: str, *, by: Person, at: datetime) -> None:
    fields = {"alliance_id": application.alliance_id, "reason": reason, "at": at}
    declared, is_new = DeclaredConflict.objects.get_or_create(application=application, person=by, defaults=fields)
    if not is_new:
        return
    events.record(declared, "declare_conflict", by=by, at=at)
    reading = Assessment.objects.standing().filter(application=application, assessor=by).first()
    if reading is None:
        return
    if reading.state == AssessmentState.LOCKED:
        raise TooLate(f"You have locked your scores of {application.person}'s application. Write to the office.")
    assessments.declare_conflict(reading, reason, by=by, at=at)
