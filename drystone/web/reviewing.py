"""What is asked of a whole deployment, in words: what stands above each form, who will read it, what follows."""

from dataclasses import dataclass

from drystone.deployment.models import Consent, Review

OFFICE = "The office of the Alliance"
HOME = "The headteacher of the System Leader's school"
SUMMARY = "The System Leader, as a summary"
RATINGS = "The System Leader, what you chose and what may be quoted"
PAYER = "Whoever pays, as a summary"
COLLEAGUE = "the colleague helped"
LEADER = "the System Leader"


SEEN_TO = "Where something is to change, the office sees to it."


@dataclass(frozen=True)
class Words:
    """What a page about one kind of review says."""

    heading: str
    takes: str
    button: str
    thanks: str


WORDS: dict[str, Words] = {
    Review.Kind.MIDPOINT: Words("Is it working?", "About two minutes", "Send the review", SEEN_TO),
    Review.Kind.MIDPOINT_LEADER: Words("Is it working?", "About a minute", "Send your part", SEEN_TO),
    Review.Kind.DEPLOYMENT: Words("What has changed?", "About six minutes", "Send the evaluation", ""),
    Review.Kind.REFLECTION: Words(
        "Looking back", "If you like; about five minutes", "Send your reflection", "It stands with this piece of work."
    ),
    Review.Kind.FOLLOW_UP: Words(
        "What has lasted?", "Five questions, about two minutes", "Send your answers", "It helps the next school."
    ),
}


def words_of(review: Review) -> Words:
    return WORDS[review.kind]


@dataclass(frozen=True)
class Readers:
    """Exactly those to whom it is shown once it is given, and who never sees it."""

    who: tuple[str, ...]
    never: str


def readers(review: Review) -> Readers:
    """As the Alliance has it now; once given, as it was then. One query for who pays."""
    if review.kind == Review.Kind.REFLECTION:
        return Readers(("You", OFFICE), "")
    if review.kind == Review.Kind.MIDPOINT_LEADER:
        return Readers(("You", OFFICE), "the school")
    heads = (OFFICE, "The headteacher of your school")
    if review.kind == Review.Kind.MIDPOINT:
        return Readers(heads, f"{LEADER} or {COLLEAGUE}")
    if review.kind == Review.Kind.FOLLOW_UP:
        return Readers((*heads, RATINGS), COLLEAGUE)
    home = review.alliance.home_heads_get_evaluations if review.is_open else review.home_reads
    others = (*((HOME,) if home else ()), SUMMARY, *((PAYER,) if another_pays(review) else ()))
    return Readers((*heads, *others), COLLEAGUE)


def another_pays(review: Review) -> bool:
    return Consent.objects.filter(
        agreement__deployment=review.deployment_id, party=Consent.Party.PAYER, state="agreed"
    ).exists()
