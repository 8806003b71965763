"""Every message of deployment: one function and one text each. None carries a reason or anything confidential."""

from .agreeing import all_agreed, called_off, consent_asked, party_spoke, question_answered, refused, variation_refused
from .reviewing import evaluation_asked, review_due, review_given
from .visiting import (
    concern_raised,
    evaluation_given,
    record_disputed,
    record_sent,
    visit_cancelled,
    visit_planned,
    write_up_due,
)

__all__ = [
    "all_agreed",
    "called_off",
    "concern_raised",
    "consent_asked",
    "evaluation_asked",
    "evaluation_given",
    "party_spoke",
    "question_answered",
    "record_disputed",
    "record_sent",
    "refused",
    "review_due",
    "review_given",
    "variation_refused",
    "visit_cancelled",
    "visit_planned",
    "write_up_due",
]
