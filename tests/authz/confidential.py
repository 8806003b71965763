"""Who may read which confidential words: a canary stands in each, and nobody else may ever be shown it."""

from tests.authz import assuring, confiding, matching, priced, requesting, showing
from tests.authz.rows import GROUPED, MANAGER, OFFICE

ENQUIRED = ("receiving head", "home head", OFFICE)


# Where she takes away what is held about her, her own words are in it, confidential from others as they are.
OWN_WORDS: dict[str, frozenset[str]] = {
    "CONCERN": frozenset({"home head"}),
    "REFUSAL_REFUSED": frozenset({"home head"}),
    "CONFLICT": frozenset({"conflicted"}),
    "CONFIDENCE_OF_HEAD": frozenset({"helped head"}),
    **requesting.OWN_WORDS,
    **{
        f"CONFIDENCE{word}": frozenset({"receiving head"})
        for word in (
            *("", "_REFUSED", "_OPEN", "_DUE", "_RESTS"),
            *("_ASKED", "_OFFERED", "_CHOSEN", "_NEW", "_NO", "_SCOPED"),
        )
    },
}


def readers(*who: str | frozenset[str]) -> frozenset[str]:
    return frozenset().union(*({part} if isinstance(part, str) else part for part in who))


CANARIES: dict[str, frozenset[str]] = {
    **assuring.CANARIES,
    **confiding.CANARIES,
    **matching.CANARIES,
    **priced.CANARIES,
    **showing.CANARIES,
    # register
    "ACCOUNT": readers("leader"),
    "REFLECTION": readers("leader", OFFICE),
    # selection
    "APPLICATION": readers("applicant", "panel", "assessor", "panel head", OFFICE),
    "APPLICATION_TOLD": readers("appellant", "panel", "assessor", OFFICE),
    "APPLICATION_ASKED": readers("referred", "referee", OFFICE),
    "APPLICATION_DECLINED": readers("declined", OFFICE),
    "APPLICATION_READ": readers("assessed", "panel", "assessor", OFFICE),
    "READ_BLIND": readers("unnamed", "panel", OFFICE),
    "NAME_READ_BLIND": readers("unnamed", OFFICE),
    "APPLICATION_DRAFT": readers("drafter"),
    "EVIDENCE_DRAFT": readers("renewing"),
    "EVIDENCE_SENT": readers("renewed", "panel", OFFICE),
    "REFERENCE": readers("referee", "panel", "assessor", "panel head", OFFICE),
    "APPLICATION_OPEN": readers("open applicant", OFFICE),
    "ACCESS_NEEDS": readers("referred", OFFICE),
    "REFERENCE_OPEN": readers("referee", "open applicant", OFFICE),
    "REFERENCE_IN_CONFIDENCE": readers("referee", OFFICE),
    "REFERENCE_PAPER": readers("referee", "panel", "assessor", OFFICE),
    "REFERENCE_REFUSAL": readers(OFFICE),
    "SCORES_PANEL": readers("panel", "assessor", OFFICE),
    "SCORES_ASSESSOR": readers("panel", "assessor", OFFICE),
    "SCORES_OPEN": readers("panel", OFFICE),
    "CONFLICT": readers(OFFICE),
    "MODERATION": readers(OFFICE),
    "FEEDBACK": readers(OFFICE),
    "FEEDBACK_TOLD": readers("appellant", OFFICE),
    "FEEDBACK_SECOND": readers(OFFICE),
    "BECAUSE": readers(OFFICE),
    "APPEAL": readers("appellant", OFFICE),
    "DRAFT_ROUND": readers(OFFICE),
    "FORM_DRAFT": readers(MANAGER),
    # register
    "AWAY": readers(MANAGER),
    "REMOVAL": readers("other leader", MANAGER),
    "NEW_HEAD": readers(OFFICE),
    "TRANSFER_TO": readers("other leader", OFFICE),
    "LEARNED": readers(OFFICE),
    "EVIDENCE": readers(OFFICE),
    "TRANSFER_REFUSAL": readers(MANAGER),
    # brokering
    **{f"LOAN_{word}": readers(OFFICE) for word in ("BECAUSE", "ANSWER", "NEED", "NOTE")},
    **dict.fromkeys(("PLAN_BECAUSE", "PLAN_LEFT", "PLAN_DOING", "PINNED"), readers(OFFICE)),
    "NEED": readers(*ENQUIRED, "leader"),
    "NEED_OF_HEAD": readers("helped head", "home head", "leader", OFFICE),
    "NEED_REFUSED": readers(*ENQUIRED, "leader"),
    "NEED_OPEN": readers(*ENQUIRED, "leader"),
    "NEED_DUE": readers(*ENQUIRED, "leader"),
    "NEED_RESTS": readers(*ENQUIRED, "leader"),
    "NEED_ASKED": readers(*ENQUIRED),
    "NEED_OFFERED": readers(*ENQUIRED, "leader"),
    "NEED_CHOSEN": readers(*ENQUIRED, "leader"),
    "NEED_NEW": readers("receiving head", OFFICE),
    "NEED_NO": readers(*ENQUIRED),
    **{
        f"CONFIDENCE{word}": readers(OFFICE)
        for word in (
            *("", "_OF_HEAD", "_REFUSED", "_OPEN", "_DUE", "_RESTS"),
            *("_ASKED", "_OFFERED", "_CHOSEN", "_NEW", "_NO"),
        )
    },
    **requesting.WORDS,
    "ENQUIRY_REASON_NO": readers(OFFICE),
    "LATE_ANSWER_OFFERED": readers("home head", OFFICE),
    "NEED_SCOPED": readers("receiving head", OFFICE),
    "CONFIDENCE_SCOPED": readers(OFFICE),
    "REQUEST_NOTE": readers(OFFICE),
    "PRIORITY_WHY": readers(OFFICE),
    "OUTSIDE": readers(OFFICE),
    # deployment
    "REFUSAL_REFUSED": readers(OFFICE),
    "QUESTION_OPEN": readers("home head", OFFICE),
    **{
        word: readers(assuring.READ_BY, "leader", "helped", "receiving head", OFFICE)
        for word in ("ACTION", "ACTION_DUE", "BEFORE")
    },
    "ACTION_OF_HEAD": readers(assuring.READ_BY, "leader", "helped head", OFFICE),
    "EVALUATION_ADDED": readers("leader", "receiving head", OFFICE),
    "RECORD": readers(assuring.READ_BY, "leader", "helped", "receiving head", OFFICE),
    "LINE": readers(assuring.READ_BY, "leader", "helped", "receiving head", OFFICE),
    "RECORD_OF_HEAD": readers(assuring.READ_BY, "leader", "helped head", OFFICE),
    "DISPUTE_OF_HEAD": readers(assuring.READ_BY, "leader", "helped head", OFFICE),
    "RECORD_DUE": readers(assuring.READ_BY, "leader", "helped", "receiving head", OFFICE),
    "PROOF_OPEN": readers(OFFICE),
    "EVALUATION": readers("leader", "receiving head", OFFICE),
    "EVALUATION_OF_HEAD": readers("leader", OFFICE),
    "EVALUATION_DUE": readers("leader", "receiving head", OFFICE),
    "REVIEW": readers("receiving head", "home head", OFFICE),
    "MIDPOINT_OF_HEAD": readers("helped head", OFFICE),
    "MIDPOINT_LEADER_OF_HEAD": readers("leader", OFFICE),
    "LOOKED_BACK_DUE": readers("leader", OFFICE),
    "CLOSING": readers(OFFICE),
    "TO_ALLIANCE": readers("receiving head", OFFICE),
    "WHY_IT_RESTS": readers(OFFICE),
    # groups, privacy
    "FOCUS": readers(GROUPED, OFFICE),
    "AGENDA": readers(GROUPED, OFFICE),
    "PROJECT": readers("leader", OFFICE),
    "NOTED": readers("leader", "home head", OFFICE),
    "GROUP_FEEDBACK": readers("other leader"),
    "MEETING_PAPER": readers(GROUPED, OFFICE),
    "DATA_REQUEST": readers("receiving head", OFFICE),
    # payments
    "QUERY": readers("home head", "home finance", OFFICE),
}
