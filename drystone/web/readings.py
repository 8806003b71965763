"""Who reads the two documents of a visit, in the words that stand above them: while written, and when read."""

from dataclasses import dataclass
from datetime import datetime

from drystone.deployment.models import Visit

RECORD, EVALUATION = "record", "evaluation"
TITLES = {RECORD: "Visit record", EVALUATION: "Visit evaluation"}


@dataclass(frozen=True)
class Readers:
    """Exactly those to whom `visible_to` shows the document once it is sent, and who never sees it."""

    who: tuple[str, ...]
    never: str


def readers(visit: Visit, document: str) -> Readers:
    """As this visit's alliance has it: the home head reads a document only where the Alliance said so before it."""
    alliance, home = visit.deployment.alliance, ("The headteacher of the System Leader's school",)
    heads = ("The System Leader", "The headteacher of the school visited", "The office of the Alliance")
    if document == RECORD:
        sent = visit.record.sent_at if hasattr(visit, "record") else None
        reads = home if has_begun(alliance.home_heads_read_records_since, sent) else ()
        return Readers(("The colleague helped", *heads, *reads), "governors, other schools or inspectors")
    given = visit.evaluation.given_at if hasattr(visit, "evaluation") else None
    reads = home if has_begun(alliance.home_heads_read_evaluations_since, given) else ()
    return Readers((*heads, *reads), "the colleague helped")


def has_begun(since: datetime | None, sent: datetime | None) -> bool:
    """Whether home heads read what was sent at that moment, or is still to be sent."""
    return since is not None and (sent is None or sent >= since)
