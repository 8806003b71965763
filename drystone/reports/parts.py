"""Things that wait, as rows of the same five columns, so that all kinds of them fit into one query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, DateTimeField, F, Q, QuerySet, Value, When
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


def part(kind: Any, rows: QuerySet, *, pk: str = "pk", who: Any = "", where: str = "", since: Any = "state_since"):
    """Things of one kind, or of kinds told apart, as rows of five columns, so that all fit into one query."""
    return (
        rows.order_by()
        .annotate(
            w_kind=Value(kind, CharField()) if isinstance(kind, str) else kind,
            w_pk=F(pk),
            w_who=Cast(who, CharField()) if who else Value("", CharField()),
            w_where=Cast(where, CharField()) if where else Value("", CharField()),
            w_since=Cast(since, DateTimeField()) if since != "state_since" else F("state_since"),
        )
        .values_list("w_kind", "w_pk", "w_who", "w_where", "w_since")
    )


def apart(kinds: dict[str, Q], other: str = "") -> Case:
    """Kinds told apart by what holds of a thing: the database plans one part for all of them."""
    cases = (When(holds, then=Value(kind)) for kind, holds in kinds.items())
    return Case(*cases, default=Value(other), output_field=CharField())


def gather(parts: list[Any]) -> list[Waiting]:
    first, *others = parts
    rows = first.union(*others, all=True).order_by("w_since")[:MOST]
    return [Waiting(*row) for row in rows]
