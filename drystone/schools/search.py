"""Finding a school while its name is typed: by name, postcode, town or URN."""

import re
from datetime import date
from typing import Any

from . import index, names, successors
from .index import Wanted
from .models import Organisation

LONGEST_TEXT = 200  # characters that count: the longest name, its town, postcode and number
MOST_WORDS = 16
LONGEST_NUMBER = 18  # digits that a row's own number can have
URN = re.compile(r"[0-9]{6}")
NOT_TELLING = names.SMALL_WORDS | {"urn"}
# Whole once another word follows: half the country has a word that begins with "st".
SHORT_SPELLINGS = frozenset({"ce", "rc", "st"})


def search(
    text: str, *, limit: int = 10, open_only: bool = False, near: Organisation | None = None
) -> list[Organisation]:
    """The organisations meant, best first; at most two queries.

    A URN or postcode given whole comes first, then names that begin with the text, open ones and near ones before
    others. A closed school carries its open successors as `goes_on_as`. With `open_only` the successors stand in
    its place, each with the closed one it was `found_as`.
    """
    wanted = understand(text)
    if not wanted.beginning:
        return []
    ranked = sorted(index.candidates(wanted), key=lambda found: _rank(found, wanted, near))
    shown = ranked[: limit * 3] if open_only else ranked[:limit]
    followed = successors.of_closed(shown)
    for school in shown:
        school.goes_on_as = followed.get(school.pk, [])
    return _open_instead(shown)[:limit] if open_only else shown


def understand(text: str) -> Wanted:
    """Takes what was typed to pieces. Whatever it is, only letters and digits of it are left, and not many."""
    typed = text[:LONGEST_TEXT]
    beginning = names.canonical(typed)
    words = list(dict.fromkeys(beginning.split()))
    telling = [word for word in words if word not in NOT_TELLING and (len(word) > 1 or word.isdigit())]
    kept = tuple((telling or words)[:MOST_WORDS])
    return Wanted(
        beginning=beginning,
        words=kept if len(beginning) > 1 else (),
        whole_words=frozenset(kept[:-1]) & SHORT_SPELLINGS,
        urn=next((word for word in words if URN.fullmatch(word)), ""),
        postcode=names.postcode(beginning),
    )


def label(organisation: Organisation) -> str:
    """What stands in the box once it is chosen: "Richmond School & Sixth Form College, Richmond"."""
    return ", ".join(filter(None, [organisation.name, organisation.town]))


def hint(organisation: Organisation) -> str:
    """What tells it from the fifty others of that name: postcode and URN; and what became of it if it closed."""
    facts = [
        organisation.postcode,
        f"URN {organisation.urn}" if organisation.urn else organisation.get_kind_display(),
        what_became(organisation),
    ]
    return " · ".join(filter(None, facts))


def suggestions(text: str, *, limit: int = 10, near: Organisation | None = None) -> dict[str, Any]:
    """What the picker shows while somebody types: open schools only, as no other can be picked."""
    found = search(text, limit=limit, open_only=True, near=near)
    return {"results": [{"id": each.key, "label": label(each), "hint": hint(each)} for each in found]}


def by_key(key: str) -> Organisation | None:
    """The organisation that a picker's `id` means: a URN, or the key of a body that has none."""
    if key.startswith(Organisation.KEY_OF_BODY):
        number = key.removeprefix(Organisation.KEY_OF_BODY)
        known = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
        return Organisation.objects.filter(urn=None, pk=int(number)).first() if known else None
    return Organisation.objects.filter(urn=key).first() if URN.fullmatch(key) else None


def _rank(found: Organisation, wanted: Wanted, near: Organisation | None) -> tuple:
    begins = found.search_text.startswith(wanted.beginning)
    return (
        found.urn != wanted.urn and found.postcode != wanted.postcode,
        not begins,
        not found.is_open,
        not begins and not _by_name(found, wanted),
        _square_metres(found, near),
        found.search_text,
        found.pk,
    )


def _by_name(found: Organisation, wanted: Wanted) -> bool:
    """Whether its name alone has all the words; otherwise its town or postcode helped."""
    own = f" {names.canonical(found.name)}"
    return all(f" {word}" in own for word in wanted.words)


def _square_metres(found: Organisation, near: Organisation | None) -> float:
    if near is None or not near.easting or not near.northing:
        return 0
    if not found.easting or not found.northing:
        return float("inf")
    return (found.easting - near.easting) ** 2 + (found.northing - near.northing) ** 2


def _open_instead(ranked: list[Organisation]) -> list[Organisation]:
    """Closed schools give their place to those that carry on; nobody stands twice."""
    chosen: dict[int, Organisation] = {}
    for found in ranked:
        if found.is_open:
            chosen.setdefault(found.pk, found)
        for successor in found.goes_on_as or []:
            if successor.pk not in chosen:
                successor.found_as = found
                chosen[successor.pk] = successor
    return list(chosen.values())


def what_became(organisation: Organisation) -> str:
    """ "was Gunnerside School (closed 31 August 2025)"; of a closed one, what it is now."""
    if organisation.status == Organisation.Status.PROPOSED:
        return "not open yet"
    if organisation.is_open:
        before = organisation.found_as
        return f"was {before.name} ({_closed(before)})" if before else ""
    followed = organisation.goes_on_as if organisation.goes_on_as is not None else successors.current(organisation)
    now = " and ".join(f"{school.name} ({school.urn})" for school in followed)
    return f"{_closed(organisation)}; now {now}" if now else _closed(organisation)


def _closed(organisation: Organisation) -> str:
    day: date | None = organisation.closed_on
    return f"closed {day.day} {day:%B %Y}" if day else "closed"
