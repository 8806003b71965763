"""What is decided on each area that was applied for, and the decision as a whole that follows from it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from drystone import saying
from drystone.register.conditions import Asked
from drystone.register.held import AreaGranted
from drystone.register.models import Condition

from .models import DESIGNATING, Application, ApplicationArea, Outcome, Reason
from .refusals import Refused

KINDS = {Outcome.WITH_CONDITION: Condition.Kind.CONDITION, Outcome.WITH_SUPPORT: Condition.Kind.SUPPORT}
WANTING = {
    Outcome.WITH_CONDITION: "Write down the condition",
    Outcome.WITH_SUPPORT: "Write down the support they get",
    Outcome.DEFER: "Say to which round the application is deferred",
}


class CannotDecide(Refused):
    """Why this cannot be decided so; the sentence is for the page."""


class AreaOutcome(NamedTuple):
    """What is decided on one area: a condition or support with its day, a deferral with its round, a no with why."""

    outcome: str
    terms: str = ""
    due_on: date | None = None
    reason: str = ""

    @property
    def is_yes(self) -> bool:
        return self.outcome in DESIGNATING

    def tidy(self) -> "AreaOutcome":
        """Without what does not belong to it; whoever is not eligible is so for one reason."""
        return AreaOutcome(
            self.outcome,
            self.terms.strip() if self.outcome in WANTING else "",
            self.due_on if self.outcome in KINDS else None,
            "" if self.is_yes else Reason.ELIGIBILITY if self.outcome == Outcome.INELIGIBLE else self.reason,
        )


UNDECIDED = AreaOutcome("")
"""Of an area on which nothing is decided."""

Outcomes = dict[int, AreaOutcome]
"""By the number of the ApplicationArea."""


def for_each(application: Application, everywhere: AreaOutcome, apart: Mapping[int, AreaOutcome]) -> Outcomes:
    """The same for every area, but for those that are decided `apart`."""
    areas = application.areas.values_list("pk", flat=True)
    return {pk: apart.get(pk, everywhere).tidy() for pk in areas}


def told(everywhere: AreaOutcome, outcomes: Outcomes) -> list[AreaOutcome]:
    """What the applicant is told: of each area, or of the whole where no area was named."""
    return list(outcomes.values()) or [everywhere.tidy()]


def whole(outcomes: Iterable[AreaOutcome]) -> str:
    """The decision as a whole: the best of its areas."""
    said = {each.outcome for each in outcomes}
    return next(outcome for outcome in Outcome if outcome in said)


def check(application: Application, outcomes: Iterable[AreaOutcome], feedback: str, *, at: datetime) -> None:
    """What has terms needs them, with their day; a no its reason, and the feedback. Raises CannotDecide."""
    several = application.areas.count() > 1
    for each in outcomes:
        where = f", for each area that is {Outcome(each.outcome).label.lower()}." if several else "."
        if each.outcome in WANTING and not each.terms:
            raise CannotDecide(WANTING[Outcome(each.outcome)] + where)
        if each.outcome in KINDS and (each.due_on is None or each.due_on <= timezone.localdate(at)):
            raise CannotDecide("Say by which day it is to be met: one that is still to come" + where)
        if not each.is_yes and not each.reason:
            raise CannotDecide("Choose the reason of the no" + where)
        if not each.is_yes and not feedback:
            raise CannotDecide("Write the feedback that the applicant will read. Every no comes with one.")


def write(application: Application, outcomes: Outcomes) -> None:
    """What was decided on each area stands with it."""
    for pk, each in outcomes.items():
        application.areas.filter(pk=pk).update(**each._asdict())


def of(row: ApplicationArea) -> AreaOutcome:
    return AreaOutcome(row.outcome, row.terms, row.due_on, row.reason)


def standing(application: Application) -> Outcomes:
    """What is decided on each area, as it stands."""
    return {row.pk: of(row) for row in application.areas.all() if row.outcome}


def kept(outcomes: Outcomes) -> dict[str, Any]:
    """As a correction keeps them."""
    return {
        str(pk): each._asdict() | {"due_on": each.due_on.isoformat() if each.due_on else None}
        for pk, each in outcomes.items()
    }


def read(kept: Mapping[str, Mapping[str, Any]]) -> Outcomes:
    """Out of what a correction keeps."""
    return {
        int(pk): AreaOutcome(**{**each, "due_on": date.fromisoformat(each["due_on"]) if each["due_on"] else None})
        for pk, each in kept.items()
    }


Lines = list[tuple[str, AreaOutcome]]
"""Areas by name, in the order in which they were applied for."""


def lines(application: Application, outcomes: Outcomes | None = None) -> Lines:
    """Of each area, by name; those that stand, unless others are given."""
    rows = rows_of(application)
    found = {row.pk: of(row) for row in rows if row.outcome} if outcomes is None else outcomes
    return [(str(row.area), found[row.pk]) for row in rows if row.pk in found]


def rows_of(application: Application) -> list[ApplicationArea]:
    """Its areas with their names: those that were fetched with it, or one query."""
    fetched = "areas" in getattr(application, "_prefetched_objects_cache", {})
    return list(application.areas.all() if fetched else application.areas.select_related("area"))


def summary(lines: Lines, otherwise: str) -> str:
    """In a few words: once where all areas have the same outcome, area by area where they differ."""
    said = {each.outcome for _, each in lines} or {otherwise}
    if len(said) == 1:
        return Outcome(said.pop()).label
    return "; ".join(f"{area}: {Outcome(each.outcome).label.lower()}" for area, each in lines)


def in_words(each: AreaOutcome) -> str:
    """What the applicant reads of one area."""
    until = f"by {saying.day(each.due_on)}" if each.due_on else ""
    reason = Reason(each.reason).label if each.reason else ""
    return {
        Outcome.DESIGNATE: "Designated.",
        Outcome.WITH_SUPPORT: f"Designated with support, {until}: {each.terms}",
        Outcome.WITH_CONDITION: f"Designated as soon as this is met, {until}: {each.terms}",
        Outcome.DEFER: f"Not decided now: {each.terms}. {reason}.",
        Outcome.UNSUCCESSFUL: f"Not this time. {reason}.",
        Outcome.INELIGIBLE: f"Not eligible. {reason}.",
    }[Outcome(each.outcome)]


def terms_of(lines: Lines, outcome: str) -> str:
    """The condition, the support or the round of a letter; which area it is for, where they are not the same."""
    found = {area: terms_said(each) for area, each in lines if each.outcome == outcome and each.terms}
    if len(set(found.values())) == 1:
        return next(iter(found.values()))
    return "\n\n".join(f"{area}: {said}" for area, said in found.items())


def terms_said(each: AreaOutcome) -> str:
    return f"{each.terms.rstrip('.')}, by {saying.day(each.due_on)}." if each.due_on else each.terms


def granted(application: Application) -> list[AreaGranted]:
    """The areas that a designation is for, as the register takes them."""
    return [(row.area, row.phases, 2) for row in rows_of(application) if row.outcome in DESIGNATING]


def asking(application: Application) -> list[Asked]:
    """The conditions and support plans that go with it."""
    return [
        Asked(row.area, KINDS[Outcome(row.outcome)], row.terms, row.due_on)
        for row in rows_of(application)
        if row.due_on
    ]


def refused(lines: Lines) -> list[str]:
    """The areas that were not granted: against these she may appeal."""
    return [area for area, each in lines if not each.is_yes]
