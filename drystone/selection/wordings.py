"""The words of letters: ours, or an alliance's own, with placeholders for what differs from letter to letter."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from django.db import transaction

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import manager
from drystone.people.models import Person

from . import outcomes, placeholders
from .models import DESIGNATING, Decision, LetterWording, Outcome
from .outcomes import Lines
from .refusals import Refused

OURS = Path(__file__).parent / "letters"
DESIGNATION, AREAS, APPEAL = "designation", "areas", "appeal"
PLACEHOLDERS = {
    "name": "the applicant's name",
    "school": "their school",
    "round": "the round",
    "alliance": "the Alliance",
    "role": "what a System Leader is called here",
    "terms": "the support or the condition with its day, or the round, as it was written down",
    "feedback": "the feedback, as it was written down",
    DESIGNATION: "for a yes: the number, the dates, and each area with what was decided on it, as a list",
    AREAS: "for a no: each area with what was decided on it and why, as a list",
    APPEAL: "for a yes: a sentence on appealing, where an area was not granted",
    "induction": "a sentence with the day of the induction, where the round names one",
    "contact": "the Alliance's e-mail address",
    "appeal_days": "within how many working days they may appeal",
}
PARAGRAPH = re.compile(r"\n\s*\n")
# What a letter of an outcome must not leave out.
TERMS = (Outcome.WITH_SUPPORT, Outcome.WITH_CONDITION, Outcome.DEFER)
MADE_UP = {
    "name": "Rosie Metcalfe",
    "school": "Reeth Community Primary School",
    "round": "Spring 2027",
    "terms": "Here stands what was written down as the support, the condition or the round.",
    "appeal": "",
    "feedback": "Here stands the feedback, as it was written down.\n\nIt may have several paragraphs.",
    "induction": "Your induction is on Friday 14 May 2027.",
}


class CannotWord(Refused):
    """Why these words cannot be used; the sentence is for the page."""


def known(outcome: str) -> dict[str, str]:
    """The placeholders that say something in the letter of this outcome."""
    silent = (AREAS,) if outcome in DESIGNATING else (DESIGNATION, APPEAL, "induction")
    mute = silent if outcome in TERMS else (*silent, "terms")
    return {name: said for name, said in PLACEHOLDERS.items() if name not in mute}


@cache
def ours(outcome: str) -> str:
    return (OURS / f"{outcome}.txt").read_text(encoding="utf-8").strip()


def in_use(alliance_id: int, outcome: str) -> str:
    """The Alliance's latest words for this outcome, or ours."""
    own = LetterWording.objects.filter(alliance_id=alliance_id, outcome=outcome).first()
    return own.text if own else ours(outcome)


def problem(outcome: str, text: str) -> str:
    """What is wrong with these words, in one sentence; nothing when they can be used."""
    if said := placeholders.problem(text, PLACEHOLDERS):
        return said
    if not text.strip():
        return "Write what the letter says."
    for name in needed(outcome):
        if f"{{{name}}}" not in text:
            return f"This letter needs {{{name}}}: {PLACEHOLDERS[name]}."
    return ""


def needed(outcome: str) -> list[str]:
    """Feedback, always; support, condition, deferral with their terms; a yes with what it is for, and what it is not.

    The list of areas stands at the end of a no whose words do not place it.
    """
    terms = ["terms"] if outcome in TERMS else []
    return [*terms, *((DESIGNATION, APPEAL) if outcome in DESIGNATING else ()), "feedback"]


@transaction.atomic
def write(alliance: Alliance, outcome: str, text: str, *, by: Person, at: datetime) -> LetterWording | None:
    """Letters that a second person sees from now on say this; those seen before keep their words.

    None when these are the words in use. Raises CannotWord.
    """
    made = LetterWording(alliance=alliance, outcome=outcome, text=plain(text), by=by, at=at)
    if not manager(by, made):
        raise NotAllowed(f"{by} does not word the letters of {alliance}")
    if said := problem(outcome, made.text):
        raise CannotWord(said)
    if made.text == in_use(alliance.pk, outcome):
        return None
    Alliance.objects.select_for_update().get(pk=alliance.pk)  # two who save at once make two versions
    latest = LetterWording.objects.filter(alliance=alliance, outcome=outcome).first()
    made.number = latest.number + 1 if latest else 1
    made.save()
    events.record(made, "worded", by=by, at=at, outcome=outcome, number=made.number)
    return made


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def text_of(decision: Decision) -> str:
    """The words that a second person saw; before that, those in use."""
    return decision.wording or in_use(decision.alliance_id, decision.outcome)


def paragraphs(text: str, facts: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The letter before and after the list of what was decided; a paragraph with nothing to say falls away."""
    marked = placeholders.put(text, {**facts, DESIGNATION: "\0", AREAS: "\0"})
    before, _, after = marked.partition("\0")
    return spoken(before), spoken(after.replace("\0", ""))


def spoken(text: str) -> list[str]:
    return [part.strip() for part in PARAGRAPH.split(text) if part.strip()]


def facts_of(decision: Decision, lines: Lines) -> dict[str, str]:
    """What stands for each placeholder in one letter; `lines` are what it decides on each area."""
    application = decision.application
    induction = application.round.induction_on
    return shared(decision.alliance) | {
        "name": application.person.name,
        "school": application.school.name if application.school else "",
        "round": application.round.title,
        "terms": outcomes.terms_of(lines, decision.outcome),
        "feedback": decision.feedback,
        APPEAL: appeal(decision, lines),
        "induction": f"Your induction is on {saying.day(induction)}." if induction else "",
    }


def appeal(decision: Decision, lines: Lines) -> str:
    """Of a yes that is not for all areas."""
    without = outcomes.refused(lines)
    if decision.outcome not in DESIGNATING or not without:
        return ""
    days = decision.alliance.appeal_working_days
    return f"You may appeal about {saying.listed(without)} within {days} working days, on your page."


def made_up(alliance: Alliance) -> dict[str, str]:
    """The same for a person who does not exist."""
    return MADE_UP | shared(alliance)


def shared(alliance: Alliance) -> dict[str, str]:
    return {
        "alliance": alliance.name,
        "role": alliance.word("system_leader"),
        "contact": alliance.contact_email,
        "appeal_days": str(alliance.appeal_working_days),
    }
