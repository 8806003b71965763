from .application import UNSIFTED, Application, ApplicationArea, ApplicationState
from .assessment import ASSESSORS, Assessment, AssessmentState, Moderation
from .conflict import DeclaredConflict, NamesRead
from .decision import (
    DESIGNATING,
    Appeal,
    AppealState,
    Decision,
    DecisionState,
    Outcome,
)
from .equality import EqualityAnswers
from .interview import (
    Interview,
    InterviewSlot,
    InterviewSlotQuerySet,
    InterviewState,
    PanelMember,
    QuestionSet,
)
from .reference import LIVING, NUDGE_EVERY, Reference, ReferenceRefusal, ReferenceState
from .round import Extension, Interest, Round, RoundState, Target

__all__ = [
    "ASSESSORS",
    "DESIGNATING",
    "LIVING",
    "NUDGE_EVERY",
    "UNSIFTED",
    "Appeal",
    "AppealState",
    "Application",
    "ApplicationArea",
    "ApplicationState",
    "Assessment",
    "AssessmentState",
    "Decision",
    "DecisionState",
    "DeclaredConflict",
    "EqualityAnswers",
    "Extension",
    "Interest",
    "Interview",
    "InterviewSlot",
    "InterviewSlotQuerySet",
    "InterviewState",
    "Moderation",
    "NamesRead",
    "Outcome",
    "PanelMember",
    "QuestionSet",
    "Reference",
    "ReferenceRefusal",
    "ReferenceState",
    "Round",
    "RoundState",
    "Target",
]
