"""People who asked to be told when the next round opens."""

from datetime import datetime

from django.db import transaction

from drystone.alliances.models import Alliance
from drystone.people import names

from . import emails
from .models import Interest, Round

AT_ONCE = 200


@transaction.atomic
def note(alliance: Alliance, name: str, address: str, *, at: datetime) -> Interest:
    """Somebody asks to be told. Asked twice, she is told once. Raises ValidationError for what is no address."""
    interest, _ = Interest.objects.get_or_create(
        alliance=alliance,
        address=names.address(address),
        told_at=None,
        defaults={"name": " ".join(name.split())[:200], "asked_at": at},
    )
    return interest


def tell_waiting(*, at: datetime) -> int:
    """Whoever asked before a round opened learns that it has; each once. Returns how many were told."""
    told = 0
    for round_ in Round.objects.open_at(at).select_related("alliance").order_by("opens_at"):
        waiting = Interest.objects.filter(alliance=round_.alliance_id, told_at=None, asked_at__lt=round_.opens_at)
        for interest in waiting.order_by("pk")[:AT_ONCE]:
            told += tell(interest, round_, at=at)
    return told


@transaction.atomic
def tell(interest: Interest, round_: Round, *, at: datetime) -> bool:
    if not Interest.objects.filter(pk=interest.pk, told_at=None).update(told_at=at):
        return False
    emails.round_opened(interest, round_, at=at)
    return True
