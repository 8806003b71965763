"""The papers of selection: a referee's copy, the letter with a decision; and the words that are signed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.people.models import Person
from drystone.questions import prints, reader

from . import notices, outcomes, wordings
from .models import DESIGNATING, CorrectionState, Decision, Outcome, Reason, Reference, Round
from .outcomes import AreaOutcome, Lines, Outcomes

COPY, LETTER = "Copy of a reference", "Decision letter"
DRAFT = "Decision letter, not yet issued"
AREAS = "Areas of expertise"
EXAMPLE: list[tuple[str, Any]] = [
    ("Number", "SL-7KQ2-M4XD"),
    ("From", date(2027, 4, 16)),
    ("To", date(2031, 4, 15)),
    (AREAS, ["English", "Phonics"]),
]
EXAMPLE_OF_A_NO = [("English", AreaOutcome(Outcome.UNSUCCESSFUL, reason=Reason.IMPACT))]


def words_signed(reference: Reference) -> str:
    """The exact words a referee signs: what it is, for whom, who will read it, every question with its answer."""
    application = reference.application
    lines = [f"{reference.get_kind_display()} for {application.person.name}, {application.round.title}."]
    lines.append(notices.of(reference).words)
    for part in reader.read(reference.sheet, reader.WRITER):
        lines.append(part.title)
        lines += [f"{line.wording} {line.text or reader.NOT_ANSWERED}" for line in part.lines]
    return "\n".join(lines)


def reference_copy(reference: Reference, *, by: Person, at: datetime) -> Paper:
    """The referee's own copy of what she signed, what she said in confidence included."""
    application, signature = reference.application, reference.signature
    signed = [signature.printed()] if signature else []
    return papers.keep(
        COPY,
        "form",
        {
            "alliance": reference.alliance.letterhead,
            "facts": [
                ("Applicant", application.person.name),
                ("School", application.school.name if application.school else ""),
                ("Round", application.round.title),
            ],
            "sections": [section(block) for block in prints.blocks(reference.sheet, reader.WRITER)],
            "signatures": signed,
        },
        about=reference,
        alliance_id=reference.alliance_id,
        title=f"{reference.get_kind_display()} for {application.person.name}",
        by=by,
        at=at,
    )


def section(block: dict[str, Any]) -> dict[str, Any]:
    """One section of a form, as the template of forms wants it."""
    return {"title": block["heading"], "questions": [answered(question) for question in block["questions"]]}


def answered(question: dict[str, Any]) -> dict[str, Any]:
    if question["rows"]:
        table = {"columns": ["", "Answer"], "rows": question["rows"]}
        return {"question": question["wording"], "answer": table}
    return {"question": question["wording"], "answer": "\n\n".join(question["paragraphs"])}


def decision_letter(decision: Decision, *, by: Person | None, at: datetime) -> Paper:
    """The letter with the decision, sealed and kept with the application."""
    return papers.keep(
        LETTER,
        "letter",
        letter_words(decision),
        about=decision.application,
        alliance_id=decision.alliance_id,
        title=f"Decision on the application of {decision.application.person.name}",
        by=by,
        at=at,
    )


def letter_preview(decision: Decision, *, decided: Outcomes | None = None, at: datetime) -> bytes:
    """The letter as it would go now, for somebody to look at: marked as a draft, without number or seal.

    `decided` is what a correction would decide on each area.
    """
    return papers.make("letter", {**letter_words(decision, decided), "draft": True}, title=DRAFT, at=at)


def letters_preview(round_: Round, decisions: Sequence[Decision], *, at: datetime) -> bytes:
    """The letters of a round as they would go now, one after the other in one document."""
    head = {"alliance": round_.alliance.letterhead, "draft": True}
    letters = [letter_words(decision) for decision in decisions]
    return papers.make("letters", {**head, "letters": letters}, title=f"Letters of {round_.title}, drafts", at=at)


def letter_example(alliance: Alliance, outcome: str, *, at: datetime) -> bytes:
    """The letter for an outcome as the words in use make it, to a person who does not exist."""
    facts = wordings.made_up(alliance)
    before, after = wordings.paragraphs(wordings.in_use(alliance.pk, outcome), facts)
    shown = EXAMPLE if outcome in DESIGNATING else area_by_area(EXAMPLE_OF_A_NO)
    letter = letter_of(alliance, facts, before, shown, after)
    return papers.make("letter", {**letter, "draft": True}, title=DRAFT, at=at)


def letter_words(decision: Decision, decided: Outcomes | None = None) -> dict[str, Any]:
    lines = outcomes.lines(decision.application, decided)
    words = wordings.facts_of(decision, lines)
    before, after = wordings.paragraphs(wordings.text_of(decision), words)
    return letter_of(decision.alliance, words, [*replacing(decision), *before], facts(decision, lines), after)


def replacing(decision: Decision) -> list[str]:
    """Of a second letter: which one it stands for."""
    corrections = decision.corrections.select_related("letter_before", "decision__letter")
    latest = corrections.exclude(state=CorrectionState.DROPPED).last() if decision.released_at else None
    first = latest and (latest.letter_before or latest.decision.letter)
    if not first:
        return []
    return [f"This letter replaces ours of {saying.day(first.made_at)}, number {first.number}, which no longer holds."]


def letter_of(
    alliance: Alliance, words: dict[str, str], before: list[str], shown: list[tuple[str, Any]], after: list[str]
) -> dict[str, Any]:
    return {
        "alliance": alliance.letterhead,
        "to": [words["name"], words["school"]],
        "subject": f"Your application for {words['round']}",
        "greeting": f"Dear {words['name']},",
        "paragraphs": before,
        "facts": shown,
        "after": after,
        "signatory": alliance.signatory,
    }


def paragraphs(decision: Decision, decided: Outcomes | None = None) -> list[str]:
    """What the letter says, without the list of what was decided."""
    words = wordings.facts_of(decision, outcomes.lines(decision.application, decided))
    before, after = wordings.paragraphs(wordings.text_of(decision), words)
    return [*before, *after]


def facts(decision: Decision, lines: Lines) -> list[tuple[str, Any]]:
    """What was decided on each area, and what the designation is; before there is one, as it would be."""
    if decision.outcome not in DESIGNATING:
        return area_by_area(lines)
    plain = all(each.outcome == Outcome.DESIGNATE for _, each in lines)
    return [*number(decision), *([(AREAS, [area for area, _ in lines])] if plain else area_by_area(lines))]


def number(decision: Decision) -> list[tuple[str, Any]]:
    designation = decision.designation
    if designation is None:
        return [("Number", "given on release")]
    return [("Number", designation.number), ("From", designation.starts), ("To", designation.ends)]


def area_by_area(lines: Lines) -> list[tuple[str, Any]]:
    return [(area, outcomes.in_words(each)) for area, each in lines]
