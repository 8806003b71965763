"""What every step of the data set needs: how big it is, what was made before, and saving in batches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

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


def save(kind: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    """Saves rows in batches and gives them back with their keys."""
    made: list[Any] = []
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        made += kind._default_manager.bulk_create(batch)
    return made


def person(kind: str, number: int) -> Person:
    return Person(name=f"{kind} {number:06}", email=f"{kind.lower()}.{number}@bench.example", has_account=True)
