"""What home schools showed in checks of payments is thrown away when its time is over."""

from datetime import datetime

from drystone.payments import check_files

from . import retention


def throw_away(*, at: datetime) -> int:
    """In each alliance after its own period, or the usual one; how many files there were."""
    return sum(
        check_files.forget(alliance, closed_before=day) for alliance, day in retention.over("payment_evidence", at=at)
    )
