"""How a meeting was: asked of whoever came, given once, read together and without names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import links
from drystone.people.models import Person
from drystone.questions import reader, sheets
from drystone.questions.models import AnswerSheet

from . import emails
from .access import runs
from .models import Attendance, Feedback, Group, Meeting, MeetingState

FORM = "group_feedback"
FEWEST = 3  # answers, before anybody reads them: of fewer it could be told who wrote what


@transaction.atomic
def ask(meeting: Meeting, *, by: Person, at: datetime) -> int:
    """Everybody who came and did not lead is asked how it was; how many. Asked again, only those who were not yet."""
    if not runs(by, meeting.group):
        raise NotAllowed(f"{by} does not run {meeting.group}")
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if meeting.state != MeetingState.HELD:
        raise Refused("Feedback is asked for once the register has been taken.")
    to_ask = [row.person for row in who_came(meeting) if row.person.email]
    for person in to_ask:
        sheet = sheets.start(FORM, meeting.alliance_id, at)
        made = Feedback.objects.create(
            alliance_id=meeting.alliance_id, meeting=meeting, person=person, sheet=sheet, asked_at=at
        )
        emails.feedback_asked(made, at=at)
    if to_ask:
        events.record(meeting, "asked_feedback", by=by, at=at, note=f"{len(to_ask)} asked")
    return len(to_ask)


def who_came(meeting: Meeting) -> QuerySet[Attendance]:
    leading = meeting.group.members.filter(facilitates=True).order_by().values("person")
    asked = Feedback.objects.filter(meeting=meeting).values("person")
    rows = Attendance.objects.standing().filter(meeting=meeting, came=True)
    return rows.exclude(person__in=leading).exclude(person__in=asked).select_related("person").order_by("pk")


@transaction.atomic
def give(feedback: Feedback, *, by: Person, at: datetime) -> Feedback:
    """She says how it was. Raises questions' Unfinished when a needed answer is missing."""
    if by.pk != feedback.person_id:
        raise NotAllowed(f"{by} was not asked")
    sheets.seal(feedback.sheet, at=at)
    if Feedback.objects.filter(pk=feedback.pk, given_at=None).update(given_at=at):
        events.record(feedback, "give", by=by, at=at)
        links.finish(feedback, emails.FEEDBACK_PURPOSE, by=by, at=at)
    feedback.refresh_from_db(fields=["given_at"])
    return feedback


@dataclass(frozen=True)
class Told:
    """One question, and what was answered: how often each, or what was written, in no order that tells a name."""

    wording: str
    counts: list[tuple[str, int]]
    texts: list[str]


@dataclass(frozen=True)
class Results:
    asked: int
    given: int
    told: list[Told]

    @property
    def is_hidden(self) -> bool:
        return self.given < FEWEST


def results(about: Meeting | Group) -> Results:
    """What those who came said; nothing while fewer than three have, so that nobody is known by her answer."""
    which = {"meeting": about} if isinstance(about, Meeting) else {"meeting__group": about}
    rows = Feedback.objects.filter(**which)
    asked, given = rows.count(), rows.filter(given_at__isnull=False)
    found = AnswerSheet.objects.filter(pk__in=given.values("sheet")).select_related("version")
    read = list(found.prefetch_related("answers").order_by("pk"))
    return Results(asked, len(read), told(read) if len(read) >= FEWEST else [])


def told(found: Iterable[AnswerSheet]) -> list[Told]:
    words: dict[str, tuple[str, str]] = {}
    texts: dict[str, list[str]] = {}
    for sheet in found:
        for line in (line for part in reader.read(sheet) for line in part.lines if line.answered):
            words[line.key] = (line.wording, line.kind)
            texts.setdefault(line.key, []).append(line.text)
    return [
        Told(wording, [], sorted(texts[key])) if "text" in kind else Told(wording, counted(texts[key]), [])
        for key, (wording, kind) in words.items()
    ]


def counted(texts: list[str]) -> list[tuple[str, int]]:
    return Counter(texts).most_common()
