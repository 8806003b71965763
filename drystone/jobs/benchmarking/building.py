"""What every step of the data set needs: how big it is, what was made before, and saving in batches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import models

from drystone.alliances.models import Alliance, Term
from drystone.people.models import Person
from drystone.schools.models import Organisation

BATCH = 2_000


@dataclass(frozen=True)
class Size:
    """How many of each; the defaults are the nation."""

    alliances: int = 600
    schools: int = 25_000
    leaders: int = 11_000
    applications: int = 2_000
    deployments: int = 50_000
    visits: int = 200_000
    history: int = 1_000_000


@dataclass
class Built:
    """What later steps need of earlier ones."""

    at: datetime
    alliances: list[Alliance]
    schools: dict[int, list[Organisation]]
    terms: dict[int, list[Term]]
    heads: dict[int, int]
    officers: dict[int, int]


class Worked(NamedTuple):
    """A deployment, as later steps need it: of hundreds of thousands no whole rows are held in memory."""

    pk: int
    alliance_id: int
    state: str
    leader_id: int
    home_school_id: int
    receiving_school_id: int


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """A few thousand at a time, so that what is made of them can be forgotten before the next are."""
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def save(kind: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    """Saves rows in batches and gives them back with their keys."""
    return [made for batch in batches(rows) for made in kind._default_manager.bulk_create(batch)]


def person(kind: str, number: int) -> Person:
    return Person(name=f"{kind} {number:06}", email=f"{kind.lower()}.{number}@bench.example", has_account=True)
