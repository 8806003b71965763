from .area import Area, AreaPlace, Grouping
from .designation import DesignatedArea, Designation, DesignationState, Ending
from .release import Promise, ReleaseBudget
from .standing import Assurance, Contribution, InductionItem, Training

__all__ = [
    "Area",
    "AreaPlace",
    "Assurance",
    "Contribution",
    "DesignatedArea",
    "Designation",
    "DesignationState",
    "Ending",
    "Grouping",
    "InductionItem",
    "Promise",
    "ReleaseBudget",
    "Training",
]
