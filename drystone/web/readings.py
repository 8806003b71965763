"""Who reads the two documents of a visit, in the words that stand above them: while written, and when read."""

from dataclasses import dataclass

from drystone.deployment.models import Visit

RECORD, EVALUATION = "record", "evaluation"
TITLES = {RECORD: "Visit record", EVALUATION: "Visit evaluation"}


@dataclass(frozen=True)
class Readers:
    """Exactly those to whom `visible_to` shows the document once it is sent, and who never sees it."""

    who: tuple[str, ...]
    never: str


def readers(visit: Visit, document: str) -> Readers:
    """As this visit's alliance has it: the home head reads either document only where the Alliance says so."""
    alliance, home = visit.deployment.alliance, ("The headteacher of the System Leader's school",)
    heads = ("The System Leader", "The headteacher of the school visited", "The office of the Alliance")
    if document == RECORD:
        reads = home if alliance.home_head_reads_records else ()
        return Readers(("The colleague helped", *heads, *reads), "governors, other schools or inspectors")
    reads = home if alliance.home_head_reads_evaluations else ()
    return Readers((*heads, *reads), "the colleague helped")
