"""Sealing what happened: a chain of digests per alliance, so that a later change to any row shows.

The database refuses changes by itself; the seals show when somebody with the database's own keys made one all the
same. Who keeps a digest elsewhere (the board's minutes, an e-mail) can prove even that the whole chain was redone.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from .models import Event, Seal

# Rows get their numbers before their transactions end. After this long no transaction is still open that could
# slip a row in among those that a seal already covers (settings.py ends idle ones after half a minute).
MARGIN = timedelta(minutes=10)
SEALED = ("previous", "digest", "first_event_id", "last_event_id", "events")
COLUMNS = [field.attname for field in Event._meta.concrete_fields]


def seal(at: datetime) -> int:
    """Seals, for every alliance, the rows written since its last seal. Returns how many rows.

    Of two clocks that seal at once one does it; the other finds nothing left.
    """
    first = (Seal.objects.aggregate(Max("last_event_id"))["last_event_id__max"] or 0) + 1
    last = Event.objects.filter(id__gte=first, at__lte=at - MARGIN).aggregate(Max("id"))["id__max"] or 0
    open_seals: dict[int | None, Chain] = {}
    for row in rows(Event.objects.filter(id__gte=first, id__lte=last)):
        if row["alliance_id"] not in open_seals:
            open_seals[row["alliance_id"]] = Chain(newest(row["alliance_id"]), row["alliance_id"])
        open_seals[row["alliance_id"]].add(row)
    try:
        with transaction.atomic():
            Seal.objects.bulk_create([chain.closed(at) for chain in open_seals.values()])
    except IntegrityError:
        return 0
    return sum(chain.events for chain in open_seals.values())


def verify(alliance_id: int | None, anchor: str = "") -> list[str]:
    """What is wrong with the sealed history of one alliance: nothing, or a sentence for each broken seal.

    `anchor` is a digest noted down elsewhere earlier; it must still be part of the chain.
    """
    chain = list(Seal.objects.filter(alliance_id=alliance_id))
    pairs = zip([None, *chain], chain, strict=False)
    problems = [sentence for before, now in pairs for sentence in wrong_with(before, now)]
    sealed_up_to = Seal.objects.aggregate(Max("last_event_id"))["last_event_id__max"] or 0
    after = chain[-1].last_event_id if chain else 0
    bare = Event.objects.filter(alliance_id=alliance_id, id__gt=after, id__lte=sealed_up_to).count()
    if bare:
        problems.append(f"{bare} rows after row {after} should be under a seal and are not.")
    if anchor and anchor not in {each.digest for each in chain}:
        problems.append(f"The digest {anchor[:12]}… noted earlier is no longer part of the chain.")
    return problems


def newest(alliance_id: int | None) -> Seal | None:
    """The last seal of an alliance; its digest is what to keep elsewhere."""
    return Seal.objects.filter(alliance_id=alliance_id).last()


def alliances() -> list[int | None]:
    """Whose history there is to verify; None stands for what belongs to no alliance."""
    having = {
        number for table in (Event, Seal) for number in table.objects.values_list("alliance_id", flat=True).distinct()
    }
    return sorted(having, key=lambda number: number or 0)


class Chain:
    """One link of the chain while it is being forged: the digest of the last seal, then row after row."""

    def __init__(self, before: Seal | None, alliance_id: int | None):
        self.previous = before.digest if before else ""
        self.alliance_id, self.first, self.last, self.events = alliance_id, 0, 0, 0
        self.sum = hashlib.sha256(f"{self.previous}\n{alliance_id}\n".encode())

    def add(self, row: dict[str, Any]) -> None:
        self.first = self.first or row["id"]
        self.last = row["id"]
        self.events += 1
        self.sum.update(canonical(row))

    def closed(self, at: datetime) -> Seal:
        self.sum.update(at.astimezone(UTC).isoformat(timespec="microseconds").encode())
        return Seal(
            alliance_id=self.alliance_id,
            first_event_id=self.first,
            last_event_id=self.last,
            events=self.events,
            digest=self.sum.hexdigest(),
            previous=self.previous,
            at=at,
        )


def wrong_with(before: Seal | None, seal: Seal) -> Iterator[str]:
    """Recomputes one seal from the rows between it and the seal before it."""
    chain = Chain(before, seal.alliance_id)
    after = before.last_event_id if before else 0
    for row in rows(Event.objects.filter(alliance_id=seal.alliance_id, id__gt=after, id__lte=seal.last_event_id)):
        chain.add(row)
    found = chain.closed(seal.at)
    if any(getattr(seal, name) != getattr(found, name) for name in SEALED):
        yield (
            f"Rows {seal.first_event_id} to {seal.last_event_id} are not as they were sealed "
            f"on {seal.at:%-d %B %Y at %H:%M} UTC: {chain.events} rows, {seal.events} were sealed."
        )


def rows(events: Any) -> Iterable[dict[str, Any]]:
    return events.order_by("id").values(*COLUMNS).iterator(chunk_size=2000)


def canonical(row: dict[str, Any]) -> bytes:
    """One row as bytes that are the same on every database: names sorted, times in UTC."""
    row = {**row, "at": row["at"].astimezone(UTC).isoformat(timespec="microseconds")}
    return json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
