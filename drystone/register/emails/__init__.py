from .conditions import area_taken_back, condition_extended, condition_met, condition_missed, condition_near
from .designations import acceptance_reminded, ended, release_asked

__all__ = [
    "acceptance_reminded",
    "area_taken_back",
    "condition_extended",
    "condition_met",
    "condition_missed",
    "condition_near",
    "ended",
    "release_asked",
]
