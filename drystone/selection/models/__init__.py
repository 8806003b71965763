from .application import DECIDABLE, UNSIFTED, Application, ApplicationArea, ApplicationState
from .assessment import ASSESSORS, Assessment, AssessmentState, Moderation
from .conflict import DeclaredConflict, NamesRead
from .correction import Correction, CorrectionState
from .decision import OVERTAKEN, UNRELEASED, Appeal, AppealState, Decision, DecisionState
from .equality import EqualityAnswers
from .interview import (
    Interview,
    InterviewSlot,
    InterviewSlotQuerySet,
    InterviewState,
    PanelMember,
    QuestionSet,
)
from .letter import LetterWording
from .outcome import DESIGNATING, Outcome, Reason
from .reference import LIVING, NUDGE_EVERY, Reference, ReferenceRefusal, ReferenceState
from .renewal import EvidenceKind, Renewal, RenewalEvidence
from .round import Extension, Interest, Round, RoundState, Target
from .transfer import Arrival, ArrivalArea, ArrivalRefusal, ArrivalState, Departure, DepartureState

__all__ = [
    "ASSESSORS",
    "DECIDABLE",
    "DESIGNATING",
    "LIVING",
    "NUDGE_EVERY",
    "OVERTAKEN",
    "UNRELEASED",
    "UNSIFTED",
    "Appeal",
    "AppealState",
    "Application",
    "ApplicationArea",
    "ApplicationState",
    "Arrival",
    "ArrivalArea",
    "ArrivalRefusal",
    "ArrivalState",
    "Assessment",
    "AssessmentState",
    "Correction",
    "CorrectionState",
    "Decision",
    "DecisionState",
    "DeclaredConflict",
    "Departure",
    "DepartureState",
    "EqualityAnswers",
    "EvidenceKind",
    "Extension",
    "Interest",
    "Interview",
    "InterviewSlot",
    "InterviewSlotQuerySet",
    "InterviewState",
    "LetterWording",
    "Moderation",
    "NamesRead",
    "Outcome",
    "PanelMember",
    "QuestionSet",
    "Reason",
    "Reference",
    "ReferenceRefusal",
    "ReferenceState",
    "Renewal",
    "RenewalEvidence",
    "Round",
    "RoundState",
    "Target",
]
