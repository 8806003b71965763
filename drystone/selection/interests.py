"""People who are interested in the role, and asked to be told when the next round opens."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import names
from drystone.people.access import office
from drystone.people.models import Person
from drystone.register.models import Area

from . import emails
from .models import Interest, Round

AT_ONCE = 200
SALT = "drystone.selection.interest"
# Whoever was told is forgotten a month later; whoever waits in vain, after two years.
KEPT_AFTER_TELLING, KEPT_WAITING = timedelta(days=30), timedelta(days=730)


@dataclass(frozen=True)
class Said:
    """What somebody who is interested may say of herself, if she likes."""

    school: str = ""
    area: Area | None = None
    words: str = ""


@transaction.atomic
def note(alliance: Alliance, name: str, address: str, said: Said | None = None, *, at: datetime) -> Interest:
    """Somebody is interested; she gets a message by which she can leave the list again. Asked twice, she is told once.

    What she says the second time stands, but for an empty answer. Raises ValidationError for what is no address.
    """
    said = said or Said()
    interest, is_new = Interest.objects.get_or_create(
        alliance=alliance,
        address=names.address(address),
        told_at=None,
        defaults={"name": " ".join(name.split())[:200], "asked_at": at},
    )
    interest.school = " ".join(said.school.split())[:200] or interest.school
    interest.area = said.area or interest.area
    interest.words = said.words.strip()[:1000] or interest.words
    interest.save(update_fields=["school", "area", "words"])
    if is_new:
        emails.interest_noted(interest, key_of(interest), at=at)
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


def key_of(interest: Interest) -> str:
    """What stands in the link by which she leaves the list: it names the row, and nobody can make one up."""
    return signing.dumps(interest.pk, salt=SALT)


def of_key(key: str) -> int | None:
    """The number of the row that a link names; None for a link that we never sent."""
    try:
        return signing.loads(key, salt=SALT)
    except signing.BadSignature:
        return None


def leave(number: int) -> bool:
    """She leaves the list by her own link; nothing of her is kept. Whether she was on it."""
    return bool(Interest.objects.filter(pk=number).delete()[0])


@transaction.atomic
def forget(interest: Interest, *, by: Person, at: datetime) -> None:
    """The office takes somebody off the list, who asked by telephone; history keeps no name."""
    if not office(by, interest):
        raise NotAllowed(f"{by} does not work in the office of {interest.alliance}")
    if Interest.objects.filter(pk=interest.pk).delete()[0]:
        events.record(interest.alliance, "forgot_interest", by=by, at=at)


def forget_old(*, at: datetime) -> int:
    """Nobody stays on the list for longer than the page says. Returns how many were forgotten."""
    told = Interest.objects.filter(told_at__lt=at - KEPT_AFTER_TELLING)
    in_vain = Interest.objects.filter(told_at=None, asked_at__lt=at - KEPT_WAITING)
    return told.delete()[0] + in_vain.delete()[0]
