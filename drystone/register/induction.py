"""Induction after designation: a list for each new leader, her evidence, who signs it off, the certificate at last."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import access
from drystone.people.models import Person
from drystone.questions import sheets
from drystone.questions.models import AnswerSheet

from . import documents, emails
from .lifecycle import LIVING
from .models import Designation, InductionItem, InductionStep

FORM = "induction_evidence"
# What every new System Leader goes through, and within how many days: the client's brief, induction and training.
CORE_TRAINING = "Core training for System Leaders"
ITEMS = [
    ("Meet the Alliance and your fellow System Leaders", 28),
    (CORE_TRAINING, 84),
    ("Agree release with your headteacher", 28),
    ("Letter of assurance from your home school", 28),
    ("Shadow a deployment or a visit", 112),
]


def steps_of(alliance: Alliance) -> list[InductionStep]:
    """What the alliance asks of whoever is designated now; what we propose where it has not said."""
    own = list(InductionStep.objects.filter(alliance=alliance).select_related("signer"))
    return own or [
        InductionStep(alliance=alliance, title=title, days=days, by_training=title == CORE_TRAINING)
        for title, days in ITEMS
    ]


def begin(designation: Designation, steps: list[InductionStep] | None = None) -> list[InductionItem]:
    """Puts the list before a new System Leader as it stands now; dates run from the first day of her designation."""
    return InductionItem.objects.bulk_create(
        InductionItem(
            alliance_id=designation.alliance_id,
            designation=designation,
            title=step.title,
            due_on=designation.starts + timedelta(days=step.days),
            signer_id=step.signer_id,
            sheet=sheet_for(designation) if step.wants_evidence else None,
            by_training=step.by_training,
        )
        for step in (steps_of(designation.alliance) if steps is None else steps)
    )


def sheet_for(designation: Designation) -> AnswerSheet:
    """What she will write, on the form as it stands."""
    return sheets.start(FORM, designation.alliance_id, designation.state_since)


@transaction.atomic
def send(item: InductionItem, *, by: Person, at: datetime) -> InductionItem:
    """She has done it, and sends what shows it; whoever signs it off is told. Sent twice, it is sent once.

    Raises Unfinished while something is missing, NotAllowed for anybody else.
    """
    if not access.oneself(by, item.designation):
        raise NotAllowed(f"{by} may not say that {item} is done")
    if item.sheet is None or item.done_on:
        raise Refused("This is not waiting for anything from you.")
    if not item.sheet.is_sealed:
        sheets.seal(item.sheet, at)
        events.record(item, "sent_evidence", by=by, at=at, title=item.title)
        emails.induction_to_sign(item, at=at)
    return item


def may_sign(person: Person, item: InductionItem) -> bool:
    """The office, or whoever is named; never she herself."""
    named = item.signer_id == person.pk or access.office(person, item)
    return named and person.pk != item.designation.person_id


@transaction.atomic
def sign_off(item: InductionItem, *, on: date, note: str = "", by: Person, at: datetime) -> InductionItem:
    """It was done on a day; `note` says how one knows where no evidence came. With the last one her certificate comes.

    Signing off again changes nothing. Raises NotAllowed, and Refused where evidence is asked and neither came.
    """
    if not may_sign(by, item):
        raise NotAllowed(f"{by} may not sign off {item}")
    if item.done_on is None and item.sheet and not item.is_sent and not note.strip():
        raise Refused(f"{item.designation.person.name} has sent no evidence yet. Say how you know.")
    Designation.objects.locked(item.designation_id)
    done = InductionItem.objects.open().filter(pk=item.pk).update(done_on=on, signed_off_by=by)
    item.refresh_from_db()
    if done:
        events.record(item, "signed_off", by=by, at=at, note=note.strip(), title=item.title)
        if not item.designation.induction.open().exists():
            finish(item.designation, by=by, at=at)
    return item


def finish(designation: Designation, *, by: Person, at: datetime) -> None:
    """Nothing is left to do: she has the certificate of her induction."""
    documents.certificate_of_induction(designation, by=by, at=at)
    emails.induction_done(designation, at=at)


def attended(alliance_id: int, people: Iterable[Person], session: datetime, *, by: Person, at: datetime) -> None:
    """They came to a session of core training: the first item of each that waits for it goes to whoever signs it off.

    One session does one item, however often its register is put right. Whoever calls this has asked who may.
    """
    theirs = InductionItem.objects.open().filter(
        alliance_id=alliance_id, designation__person__in=people, designation__state__in=LIVING, by_training=True
    )
    came = set(theirs.filter(attended_at=session).values_list("designation", flat=True))
    waiting = theirs.filter(attended_at=None).select_related("designation__alliance", "designation__person", "signer")
    for item in waiting:
        if item.designation_id in came:
            continue
        came.add(item.designation_id)
        item.attended_at = session
        item.save(update_fields=["attended_at"])
        events.record(item, "attended", by=by, at=at, title=item.title)
        emails.induction_to_sign(item, at=at)


def not_attended(alliance_id: int, people: Iterable[Person], session: datetime, *, by: Person, at: datetime) -> None:
    """They did not come after all: what was not signed off yet waits for another session."""
    theirs = InductionItem.objects.open().filter(
        alliance_id=alliance_id, designation__person__in=people, attended_at=session
    )
    for item in theirs.select_related("designation"):
        item.attended_at = None
        item.save(update_fields=["attended_at"])
        events.record(item, "not_attended", by=by, at=at, title=item.title)


@transaction.atomic
def ask_of_all(
    alliance: Alliance,
    *,
    title: str,
    days: int,
    wants_evidence: bool,
    by_training: bool = False,
    signer: Person | None,
    by: Person,
    at: datetime,
) -> InductionStep:
    """One thing more is asked of whoever is designated from now on. Said twice, it is asked once."""
    demand_manager(by, alliance)
    title = " ".join(title.split())
    asked: dict[str, Any] = {
        "days": days, "wants_evidence": wants_evidence, "by_training": by_training, "signer": signer
    }  # fmt: skip
    standing = own_steps(alliance)
    if found := next((step for step in standing if step.title.lower() == title.lower()), None):
        return change(found, title=title, **asked, by=by, at=at)
    step = InductionStep.objects.create(alliance=alliance, title=title, **asked)
    events.record(step, "induction_changed", by=by, at=at, about=alliance, note=f"Added: {title}")
    return step


@transaction.atomic
def change(
    step: InductionStep,
    *,
    title: str,
    days: int,
    wants_evidence: bool,
    by_training: bool = False,
    signer: Person | None,
    by: Person,
    at: datetime,
) -> InductionStep:
    """It is asked otherwise from now on."""
    demand_manager(by, step.alliance)
    title = " ".join(title.split())
    if InductionStep.objects.filter(alliance=step.alliance, title__iexact=title).exclude(pk=step.pk).exists():
        raise Refused("Another item has this title. Give this one a title of its own.")
    asked: dict[str, Any] = {
        "title": title, "days": days, "wants_evidence": wants_evidence, "by_training": by_training, "signer": signer
    }  # fmt: skip
    if any(getattr(step, name) != value for name, value in asked.items()):
        InductionStep.objects.filter(pk=step.pk).update(**asked)
        step.refresh_from_db()
        events.record(step, "induction_changed", by=by, at=at, about=step.alliance, note=f"Changed: {title}")
    return step


@transaction.atomic
def ask_no_more(step: InductionStep, *, by: Person, at: datetime) -> None:
    """It is not asked any more; whoever has it on her list keeps it. Raises Refused for the last one."""
    demand_manager(by, step.alliance)
    Alliance.objects.select_for_update().get(pk=step.alliance_id)
    rows = InductionStep.objects.filter(alliance=step.alliance)
    if not rows.exclude(pk=step.pk).exists():
        raise Refused("An induction has one item at least. Add another before you take this one out.")
    if rows.filter(pk=step.pk).delete()[0]:
        events.record(step.alliance, "induction_changed", by=by, at=at, note=f"Taken out: {step.title}")


@transaction.atomic
def make_own(alliance: Alliance, *, by: Person, at: datetime) -> list[InductionStep]:
    """The list that we propose becomes the alliance's own, to change. Pressed twice, it is made once."""
    demand_manager(by, alliance)
    return own_steps(alliance)


def own_steps(alliance: Alliance) -> list[InductionStep]:
    """The alliance's own list; begun with what we propose, once, however many press."""
    Alliance.objects.select_for_update().get(pk=alliance.pk)
    steps = steps_of(alliance)
    return steps if steps[0].pk else InductionStep.objects.bulk_create(steps)


def demand_manager(person: Person, alliance: Alliance) -> None:
    if not access.manager(person, InductionStep(alliance=alliance)):
        raise NotAllowed(f"{person} may not change what an induction asks")
