from .area import Area, AreaPlace, Grouping, SetAside, ShownGrouping
from .designated_area import Condition, ConditionState, DesignatedArea, FormerArea
from .designation import Designation, DesignationState, Ending
from .induction import InductionItem, InductionStep
from .new_head import NewHead
from .pause import Pause, PauseReason, WhyAway
from .placement import Placement, ReportedChange
from .release import Promise, ReleaseBudget
from .release_rule import Away, ClosedDates, ReleaseRule
from .removal import Removal, RemovalGround, RemovalState
from .reported_head import ReportedHead
from .school_dates import SchoolDates
from .standing import Assurance, Contribution, Training

__all__ = [
    "Area",
    "AreaPlace",
    "Assurance",
    "Away",
    "ClosedDates",
    "Condition",
    "ConditionState",
    "Contribution",
    "DesignatedArea",
    "Designation",
    "DesignationState",
    "Ending",
    "FormerArea",
    "Grouping",
    "InductionItem",
    "InductionStep",
    "NewHead",
    "Pause",
    "PauseReason",
    "Placement",
    "Promise",
    "ReleaseBudget",
    "ReleaseRule",
    "Removal",
    "RemovalGround",
    "RemovalState",
    "ReportedChange",
    "ReportedHead",
    "SchoolDates",
    "SetAside",
    "ShownGrouping",
    "Training",
    "WhyAway",
]
