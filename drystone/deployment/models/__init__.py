from .deployment import (
    Agreement,
    Consent,
    ConsentState,
    ConsentWords,
    Deployment,
    DeploymentState,
    Objective,
)
from .review import Concern, ConcernState, Evidence, Review
from .visit import (
    EvaluationState,
    RecordLine,
    RecordState,
    Visit,
    VisitEvaluation,
    VisitRecord,
    VisitState,
)

__all__ = [
    "Agreement",
    "Concern",
    "ConcernState",
    "Consent",
    "ConsentState",
    "ConsentWords",
    "Deployment",
    "DeploymentState",
    "EvaluationState",
    "Evidence",
    "Objective",
    "RecordLine",
    "RecordState",
    "Review",
    "Visit",
    "VisitEvaluation",
    "VisitRecord",
    "VisitState",
]
