"""What home schools showed in checks of payments is thrown away when its time is over."""

from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.payments import check_files
from drystone.questions.retention import RETENTION

from .models import Retention

KIND = "payment_evidence"


def throw_away(*, at: datetime) -> int:
    """In each alliance after its own period, or the usual one; how many files there were."""
    own = dict(Retention.objects.filter(kind=KIND).values_list("alliance", "months"))
    thrown = 0
    for alliance in Alliance.objects.all():
        months = own.get(alliance.pk, RETENTION[KIND].months)
        thrown += check_files.forget(alliance, closed_before=localdate(at) - relativedelta(months=months))
    return thrown
