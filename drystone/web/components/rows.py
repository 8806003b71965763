"""The rows of lists that pages show: parties, tasks, facts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Party:
    """One party to a thing, and how far she is: `state` in words, `tone` to find it again."""

    name: str
    role: str
    state: str
    tone: str = "rest"
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class Task:
    """Something to do. Without a `url` it cannot be started yet, and `hint` says why."""

    title: str
    url: str = ""
    state: str = ""
    tone: str = "rest"
    hint: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of a summary: its name, its value, and where it is changed."""

    name: str
    value: Any
    change_url: str = ""
    change: str = "Change"
