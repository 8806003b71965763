"""`docs/who-sees-what.md`: every address, how it may be asked, and who may knock."""

from itertools import groupby

from django.urls import URLPattern, URLResolver, get_resolver

from .. import policy
from ..policy import Door
from .markdown import table

INTRODUCTION = """# Who sees what

Every address, and who may come through its door; an address that is not in this table is refused to everybody. Which
records they then find is the second question, asked of each record: those of their own alliance, their own school,
their own task. Drawn by `make docs` from `drystone/web/policy.py`, which is also the guard.
"""


def page() -> str:
    routes = addresses()
    doors = sorted((routes.get(name, "–"), name, door) for name, door in policy.whole().items())
    parts = [INTRODUCTION]
    for audience, those in groupby(doors, lambda row: row[0].split("/")[0] if "/" in row[0] else ""):
        rows = [[f"`/{route}`", ", ".join(door.methods), who(door)] for route, _, door in those]
        parts.append(f"## /{audience}\n\n{table(['address', 'methods', 'who'], rows)}\n")
    return "\n".join(parts)


def who(door: Door) -> str:
    named = [policy.RELATIONS[relation][0] for relation in door.who]
    if door.purpose:
        named.append(f"whoever holds the e-mailed link “{door.purpose.replace('_', ' ')}” to this record")
    return "; ".join(named)


def addresses() -> dict[str, str]:
    """Every address of the product by the name under which the policy knows it."""
    return dict(walk(get_resolver(), "", ""))


def walk(resolver: URLResolver, before: str, space: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern).removeprefix("^").removesuffix("$")
        if isinstance(entry, URLPattern):
            found.append((space + (entry.name or ""), route))
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            found += walk(entry, route, inner)
    return found
