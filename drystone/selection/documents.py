"""The papers of selection: a referee's copy, the letter with a decision; and the words that are signed."""

from datetime import datetime
from typing import Any

from drystone import saying
from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.people.models import Person
from drystone.questions import prints, reader

from . import notices
from .models import DESIGNATING, Decision, Outcome, Reference

COPY, LETTER = "Copy of a reference", "Decision letter"


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


def letter_preview(decision: Decision, *, at: datetime) -> bytes:
    """The letter as it would go now, for a second person to look at; not issued."""
    return papers.make("letter", letter_words(decision), title="Decision letter, not yet issued", at=at)


def letter_words(decision: Decision) -> dict[str, Any]:
    application, alliance = decision.application, decision.alliance
    return {
        "alliance": alliance.letterhead,
        "to": [application.person.name, application.school.name if application.school else ""],
        "subject": f"Your application for {application.round.title}",
        "greeting": f"Dear {application.person.name},",
        "paragraphs": paragraphs(decision),
        "facts": facts(decision),
        "after": after(decision),
        "signatory": alliance.signatory,
    }


def paragraphs(decision: Decision) -> list[str]:
    """What was decided, in the words of its outcome; then the feedback as it was written."""
    alliance = decision.alliance
    role = alliance.word("system_leader")
    said = {
        Outcome.DESIGNATE: [f"We are delighted to designate you as a {role} of the {alliance.name}."],
        Outcome.WITH_SUPPORT: [
            f"We are delighted to designate you as a {role} of the {alliance.name}, with support from us:",
            decision.terms,
        ],
        Outcome.WITH_CONDITION: [
            f"We would like you to be a {role} of the {alliance.name}. Your designation begins to count as soon as "
            "this condition is met:",
            decision.terms,
        ],
        Outcome.DEFER: [
            "Thank you for your application. We would like to see you again later rather than decide now:",
            decision.terms,
        ],
        Outcome.UNSUCCESSFUL: [
            "Thank you for your application, and for the work you put into it. We are sorry that we cannot offer you "
            f"the role of {role} this time."
        ],
    }[Outcome(decision.outcome)]
    return [*said, *filter(None, decision.feedback.split("\n"))]


def facts(decision: Decision) -> list[tuple[str, Any]]:
    designation = decision.designation
    if designation is None:
        return []
    return [
        ("Number", designation.number),
        ("From", designation.starts),
        ("To", designation.ends),
        ("Areas of expertise", [row.area.name for row in designation.areas.select_related("area")]),
    ]


def after(decision: Decision) -> list[str]:
    """What comes next."""
    alliance = decision.alliance
    if decision.outcome in DESIGNATING:
        induction = decision.application.round.induction_on
        day = [f"Your induction is on {saying.day(induction)}."] if induction else []
        return [*day, "Your headteacher is asked before every piece of work, and may refuse it."]
    return [
        f"We are glad to talk this through with you: write to {alliance.contact_email}.",
        f"You may appeal within {alliance.appeal_working_days} working days, on your page.",
    ]
