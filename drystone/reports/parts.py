"""Things that wait, as rows of the same five columns, so that all kinds of them fit into one query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast

MOST = 200


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what kind, which record, whom or what it is about, since when."""

    kind: str
    pk: int
    who: str
    where: str
    since: datetime


def part(kind: str, rows: QuerySet, *, pk: str = "pk", who: Any = "", where: str = "", since: Any = "state_since"):
    """One kind of thing as rows of the same five columns, so that all kinds fit into one query."""
    return (
        rows.order_by()
        .annotate(
            w_kind=Value(kind, CharField()),
            w_pk=F(pk),
            w_who=Cast(who, CharField()) if who else Value("", CharField()),
            w_where=Cast(where, CharField()) if where else Value("", CharField()),
            w_since=Cast(since, DateTimeField()) if since != "state_since" else F("state_since"),
        )
        .values_list("w_kind", "w_pk", "w_who", "w_where", "w_since")
    )


def gather(parts: list[Any]) -> list[Waiting]:
    first, *others = parts
    rows = first.union(*others, all=True).order_by("w_since")[:MOST]
    return [Waiting(*row) for row in rows]
