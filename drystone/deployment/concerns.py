"""The register of concerns: told in confidence to a few who are named, taken further, closed, opened again.

Texts stand in rows of their own, beside history, which holds none. Of a child's safety no words are kept at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import access, posts
from drystone.people.models import Person
from drystone.people.roles import READS_CONCERNS, Role
from drystone.questions import sheets
from drystone.questions.models import AnswerSheet
from drystone.schools.models import Organisation

from . import emails
from .access import confides, reads_concern
from .lifecycle import CONCERN
from .models import Concern, ConcernAbout, ConcernKind, ConcernNote, ConcernReaders, ConcernState, Deployment, Outcome

FORM = "concern"
NO_WORDS = "Of a child’s safety nothing is written here. Close it when you know that the safeguarding lead has it."
NOBODY = (
    "Nobody at {alliance} could read this without being involved. Please tell {body} instead, by telephone or letter."
)
OPEN = (ConcernState.OPEN, ConcernState.ESCALATED)


@dataclass(frozen=True)
class Sorted:
    """What sort of thing it is, and about whom: a person or a school, if it was said."""

    kind: str = ConcernKind.UNSAID
    about: str = ConcernAbout.UNSAID
    person: Person | None = None
    school: Organisation | None = None

    @property
    def columns(self) -> dict[str, Any]:
        return {"kind": self.kind, "about": self.about, "about_person": self.person, "about_school": self.school}


UNSORTED = Sorted()


@transaction.atomic
def raise_(deployment: Deployment, text: str, said: Sorted = UNSORTED, *, by: Person, at: datetime) -> Concern:
    """The leader says in a visit evaluation that something is not right; those who read it are told.

    Nobody is refused: where nobody can read it today, it waits for the next director.
    """
    sheet = sheets.start(FORM, deployment.alliance_id, at=at)
    sheets.prefill(sheet, {"summary": text}, at)
    return enter(deployment, sheet, said, by=by, at=at)


@transaction.atomic
def confide(deployment: Deployment, answers: Mapping, said: Sorted, *, by: Person, at: datetime) -> Concern:
    """The school helped tells the Alliance in confidence: `answers` as its page was posted. Told twice, told once.

    Raises NotAllowed; Unfinished when an answer is missing; Refused when nobody could read it who is not involved.
    """
    demand_confides(deployment, by)
    sheet = sheets.start(FORM, deployment.alliance_id, at=at)
    for section in sheet.form.sections:
        sheets.save_page(sheet, section.key, answers, at=at)
    sheets.seal(sheet, at=at)
    mine = Concern.objects.filter(deployment=deployment, raised_by=by, state__in=OPEN, **said.columns)
    told = mine.filter(sheet__digest=sheet.digest).first()
    if told:
        sheets.discard(sheet, at=at)
        return told
    concern = enter(deployment, sheet, said, by=by, at=at)
    demand_read(concern, at)
    return concern


@transaction.atomic
def tell_of_safeguarding(deployment: Deployment, *, by: Person, at: datetime) -> Concern:
    """There is a safeguarding matter, and the school's designated safeguarding lead knows: the fact, without a word.

    Told twice on one day, it is told once.
    """
    demand_confides(deployment, by)
    kind = ConcernKind.SAFEGUARDING
    mine = Concern.objects.filter(deployment=deployment, raised_by=by, kind=kind, state__in=OPEN)
    told = mine.filter(raised_at__gt=at - timedelta(days=1)).first()
    return told or enter(deployment, None, Sorted(kind), by=by, at=at)


def demand_confides(deployment: Deployment, by: Person) -> None:
    """Raises NotAllowed. Holds the deployment, so that of two presses of one button the second finds the first."""
    if not confides(by, deployment):
        raise NotAllowed("The school that is helped tells the Alliance in confidence, or the office for it.")
    Deployment.objects.select_for_update(no_key=True).get(pk=deployment.pk)


def enter(deployment: Deployment, sheet: AnswerSheet | None, said: Sorted, *, by: Person, at: datetime) -> Concern:
    """It stands in the register, with the directors alone where the others are involved; its readers are told."""
    concern = Concern.objects.create(
        alliance=deployment.alliance, deployment=deployment, raised_by=by, raised_at=at, sheet=sheet, state_since=at,
        **said.columns,
    )  # fmt: skip
    keep_apart(concern, at)
    events.record(concern, "raised", by=by, at=at)
    tell_readers(concern, emails.concern_raised, at)
    return concern


def readers_of(concern: Concern, at: datetime) -> list[Person]:
    """Who may read it today: of those who hold such a post, whoever is not involved."""
    day = localdate(at)
    holders = posts.holders(concern.alliance, day, *READS_CONCERNS, Role.DIRECTOR)
    return [who for who in holders if reads_concern(access.as_of(who, day), concern)]


def keep_apart(concern: Concern, at: datetime) -> None:
    """About the manager or the quality lead the directors alone read; and where nobody else is left who is not
    involved. What once went to them alone stays with them."""
    about = concern.about_person
    involved = about and posts.holds(about, concern.alliance, localdate(at), *READS_CONCERNS)
    if involved or not readers_of(concern, at):
        concern.readers = ConcernReaders.DIRECTORS
        concern.save(update_fields=["readers"])


def demand_read(concern: Concern, at: datetime) -> None:
    if not readers_of(concern, at):
        alliance = concern.alliance
        raise Refused(NOBODY.format(alliance=alliance.name, body=alliance.legal_body or alliance.name))


def tell_readers(concern: Concern, message: Any, at: datetime, **more: Any) -> int:
    """The message goes to each of them who can be written to; returns how many were queued."""
    told = [message(concern, who, at=at, **more) for who in readers_of(concern, at) if who.email]
    return sum(each is not None for each in told)


@transaction.atomic
def sort(concern: Concern, said: Sorted, *, by: Person, at: datetime) -> Concern:
    """Those who read it say what sort of thing it is and about whom; it goes to the directors alone if it must.

    Raises NotAllowed, and Refused when it is closed, without words, or nobody could read it who is not involved.
    """
    held = hold(concern, by)
    if all(getattr(held, name) == value for name, value in said.columns.items()):
        return held
    for name, value in said.columns.items():
        setattr(held, name, value)
    was = held.readers
    held.save(update_fields=list(said.columns))
    keep_apart(held, at)
    events.record(held, "sorted", by=by, at=at)
    if held.readers != was or not readers_of(held, at):
        demand_read(held, at)
        tell_readers(held, emails.concern_raised, at)
    return held


@transaction.atomic
def note(concern: Concern, text: str, *, by: Person, at: datetime) -> ConcernNote:
    """One of those who read it writes down what was done. Pressed twice, it is written once. Raises as `hold`."""
    held = hold(concern, by)
    last = held.notes.last()
    if last and (last.kind, last.text, last.by_id) == (ConcernNote.Kind.NOTE, text, by.pk):
        return last
    events.record(held, "noted_concern", by=by, at=at)
    return write(held, ConcernNote.Kind.NOTE, text, by=by, at=at)


def hold(concern: Concern, by: Person) -> Concern:
    """The concern for whoever adds to it. Raises NotAllowed, and Refused when it is closed or without words."""
    held = Concern.objects.select_for_update(no_key=True).get(pk=concern.pk)
    if not reads_concern(by, held):
        raise NotAllowed(f"{by} does not read {held}")
    if held.is_without_words:
        raise Refused(NO_WORDS)
    if held.state == ConcernState.RESOLVED:
        raise Refused("It is closed. Open it again to add to it.")
    return held


def write(concern: Concern, kind: str, text: str, *, by: Person, at: datetime) -> ConcernNote:
    return ConcernNote.objects.create(
        alliance_id=concern.alliance_id, concern=concern, kind=kind, text=text, by=by, at=at
    )


@transaction.atomic
def escalate(concern: Concern, *, note: str = "", by: Person, at: datetime) -> Concern:
    """It goes to the directors too, with the reason; they are told. Raises Refused when there is no director."""
    look_again(concern, note)
    CONCERN.move(concern, "escalate", by=by, at=at, readers=ConcernReaders.BOTH)
    if note:
        write(concern, ConcernNote.Kind.FURTHER, note, by=by, at=at)
    directors = [who for who in readers_of(concern, at) if concern.alliance_id in access.directed_by(who)]
    if not directors:
        raise Refused(f"No director of {concern.alliance} could read this: record one under People first.")
    for who in directors:
        if who.email:
            emails.concern_taken_further(concern, who, at=at)
    return concern


@transaction.atomic
def resolve(concern: Concern, outcome: Outcome | str, *, note: str = "", by: Person, at: datetime) -> Concern:
    """It is dealt with: how it ended, and in words what was done. Of two who close it at once one does."""
    look_again(concern, note)
    CONCERN.move(concern, "resolve", by=by, at=at, outcome=outcome)
    if note:
        write(concern, ConcernNote.Kind.OUTCOME, note, by=by, at=at)
    return concern


@transaction.atomic
def reopen(concern: Concern, *, note: str = "", by: Person, at: datetime) -> Concern:
    """It is not over after all; who read it before reads it again."""
    look_again(concern, note)
    CONCERN.move(concern, "reopen", by=by, at=at, outcome="")
    if note:
        write(concern, ConcernNote.Kind.REOPENED, note, by=by, at=at)
    return concern


def look_again(concern: Concern, note: str) -> None:
    """Holds it as it stands now: it may have gone to the directors alone since it was read, or lost its words. Raises
    Refused for words on one that has none."""
    concern.refresh_from_db(from_queryset=Concern.objects.select_for_update(no_key=True))
    if concern.is_without_words and note:
        raise Refused(NO_WORDS)


@transaction.atomic
def strike_out(concern: Concern, *, by: Person, at: datetime) -> Concern:
    """Somebody wrote of a child's safety all the same: what she and others wrote is gone for good, the fact stays.

    Whoever presses has told the school's safeguarding lead. Raises NotAllowed. Struck out twice, it is struck once.
    """
    held = Concern.objects.select_for_update(no_key=True).get(pk=concern.pk)
    if not reads_concern(by, held):
        raise NotAllowed(f"{by} does not read {held}")
    sheet = held.sheet
    if sheet is None:
        return held
    held.kind, held.sheet = ConcernKind.SAFEGUARDING, None
    held.save(update_fields=["kind", "sheet"])
    held.notes.all().delete()
    sheets.discard(sheet, at=at)
    events.record(held, "struck_out", by=by, at=at)
    return held


def remind_quiet(*, at: datetime) -> int:
    """Reminds of open concerns to which nobody has noted anything for the days of the alliance's policy, and again
    after as many more. Returns how many messages were queued."""
    rows = Concern.objects.filter(state__in=OPEN, alliance__concern_note_days__gt=0, alliance__suspended_on=None)
    last = Greatest("state_since", Coalesce(Max("notes__at"), "state_since"))
    told = 0
    for concern in rows.annotate(last=last).select_related("alliance").iterator(chunk_size=200):
        quiet = (localdate(at) - localdate(concern.last)).days // concern.alliance.concern_note_days
        if quiet > 0:
            key = f"{concern.pk}/{localdate(concern.last)}/{quiet}"
            told += tell_readers(concern, emails.concern_quiet, at, key=key)
    return told
