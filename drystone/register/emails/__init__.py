from .assurance import assurance_asked, assurance_given
from .conditions import area_taken_back, condition_extended, condition_met, condition_missed, condition_near
from .designations import acceptance_reminded, days_changed, ended, placed, release_asked
from .induction import induction_done, induction_to_sign
from .new_heads import new_head_answered, new_head_asked, new_head_reminded
from .pauses import back, back_soon, paused
from .removals import appeal_heard, notice_answered, notice_dropped, notice_given, removal_appealed, removed

__all__ = [
    "acceptance_reminded",
    "appeal_heard",
    "area_taken_back",
    "assurance_asked",
    "assurance_given",
    "back",
    "back_soon",
    "condition_extended",
    "condition_met",
    "condition_missed",
    "condition_near",
    "days_changed",
    "ended",
    "induction_done",
    "induction_to_sign",
    "new_head_answered",
    "new_head_asked",
    "new_head_reminded",
    "notice_answered",
    "notice_dropped",
    "notice_given",
    "paused",
    "placed",
    "release_asked",
    "removal_appealed",
    "removed",
]
