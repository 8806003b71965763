from .assurance import assurance_asked, assurance_given
from .conditions import area_taken_back, condition_extended, condition_met, condition_missed, condition_near
from .designations import acceptance_reminded, days_changed, ended, release_asked

__all__ = [
    "acceptance_reminded",
    "area_taken_back",
    "assurance_asked",
    "assurance_given",
    "condition_extended",
    "condition_met",
    "condition_missed",
    "condition_near",
    "days_changed",
    "ended",
    "release_asked",
]
