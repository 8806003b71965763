from .action import AgreedAction
from .agreement import Agreement, Consent, ConsentProof, ConsentState, ConsentWords, Objective
from .closing import Closing
from .concern import Concern, ConcernAbout, ConcernKind, ConcernNote, ConcernReaders, ConcernState, Outcome
from .deployment import LIVING, Deployment, DeploymentState
from .evidence import FEWEST_PUPILS, Evidence, EvidenceKind, MayRead
from .pause import Pause, Why
from .preparation import PreparationState, VisitPreparation
from .price import Flow, Unit, VatCode
from .record_file import RecordFile, RecordPiece
from .review import Review, ReviewState
from .sample import Cause, Draw, ReaderFeedback, Reading, ReadingState, Sampled
from .visit import (
    EvaluationLine,
    EvaluationState,
    RecordLine,
    RecordState,
    Visit,
    VisitEvaluation,
    VisitRecord,
    VisitState,
    Waived,
)
from .visit_reason import NO_FAULT, Reason, Side
from .visiting import VisitMove, VisitorArrangements

__all__ = [
    "FEWEST_PUPILS",
    "LIVING",
    "NO_FAULT",
    "AgreedAction",
    "Agreement",
    "Cause",
    "Closing",
    "Concern",
    "ConcernAbout",
    "ConcernKind",
    "ConcernNote",
    "ConcernReaders",
    "ConcernState",
    "Consent",
    "ConsentProof",
    "ConsentState",
    "ConsentWords",
    "Deployment",
    "DeploymentState",
    "Draw",
    "EvaluationLine",
    "EvaluationState",
    "Evidence",
    "EvidenceKind",
    "Flow",
    "MayRead",
    "Objective",
    "Outcome",
    "Pause",
    "PreparationState",
    "ReaderFeedback",
    "Reading",
    "ReadingState",
    "Reason",
    "RecordFile",
    "RecordLine",
    "RecordPiece",
    "RecordState",
    "Review",
    "ReviewState",
    "Sampled",
    "Side",
    "Unit",
    "VatCode",
    "Visit",
    "VisitEvaluation",
    "VisitMove",
    "VisitPreparation",
    "VisitRecord",
    "VisitState",
    "VisitorArrangements",
    "Waived",
    "Why",
]
