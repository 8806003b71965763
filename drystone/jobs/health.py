"""How the workers are: when one last gave a sign of life, and what they could not do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .models import Beat, Job

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Pulse:
    """`seen_at` is the newest sign of life of any worker."""

    seen_at: datetime | None
    mail_trouble: str
    given_up: int
    oldest_waiting: datetime | None


def pulse(at: datetime) -> Pulse:
    newest = Beat.objects.first()
    waiting = Job.objects.filter(state=Job.State.WAITING, run_after__lte=at, attempts=0).order_by("run_after").first()
    return Pulse(
        seen_at=newest.at if newest else None,
        mail_trouble=newest.mail_trouble if newest else "",
        given_up=Job.objects.filter(state=Job.State.DEAD).count(),
        oldest_waiting=waiting.run_after if waiting else None,
    )


def forget_stopped(*, at: datetime) -> int:
    """Forgets the workers silent for a month, but the last one: somebody may ask when that was."""
    silent = Beat.objects.filter(at__lt=at - KEPT)
    return silent.exclude(pk__in=Beat.objects.values("pk")[:1]).delete()[0]
