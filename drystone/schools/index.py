"""The one place that speaks to the index of words: FTS5 on SQLite, GIN on PostgreSQL.

A common word matches half the country, so nothing here ranks all that matches. Candidates are taken from each of the
directions in which the right one can lie, so many from each, in one query; `search` ranks them.
"""

from dataclasses import dataclass

from django.db import connection

from .models import Organisation

AT_ADDRESS = 30
BEGINNING = 20  # names that begin with the text, in alphabetical order
HOLDING_OPEN = 150
HOLDING_CLOSED = 60
OPEN = ", ".join(f"'{status.value}'" for status in Organisation.OPEN_STATUSES)

ADDRESS = "SELECT id FROM schools_organisation WHERE urn = %s OR postcode = %s LIMIT {most}"
BEGINS = """
    SELECT id FROM schools_organisation WHERE status {among} ({open}) AND search_text {like} %s
    ORDER BY search_text LIMIT {most}
"""
HOLDS = {
    "sqlite": """
        SELECT o.id FROM schools_words JOIN schools_organisation o ON o.id = schools_words.rowid
        WHERE schools_words MATCH %s AND o.status {among} ({open}) LIMIT {most}
    """,
    "postgresql": """
        SELECT id FROM schools_organisation
        WHERE array_to_tsvector(string_to_array(search_text, ' ')) @@ %s::tsquery AND status {among} ({open})
        LIMIT {most}
    """,
}
PART = "SELECT id FROM ({part}) part_{number}"
WHOLE = "SELECT * FROM schools_organisation WHERE id IN ({union})"


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for, taken to pieces. `words` are letters and digits only; nothing else reaches a query."""

    beginning: str
    words: tuple[str, ...]
    whole_words: frozenset[str]
    urn: str
    postcode: str


def candidates(wanted: Wanted) -> list[Organisation]:
    """Some three hundred organisations at most, among them the right one; in no order. One query."""
    parts, params = [ADDRESS.format(most=AT_ADDRESS)], [wanted.urn, wanted.postcode]
    wild, like = ("*", "GLOB") if connection.vendor == "sqlite" else ("%", "LIKE")
    for among, most in (("IN", HOLDING_OPEN), ("NOT IN", HOLDING_CLOSED)):
        parts.append(BEGINS.format(among=among, open=OPEN, like=like, most=BEGINNING))
        params.append(wanted.beginning + wild)
        if wanted.words:
            parts.append(HOLDS[connection.vendor].format(among=among, open=OPEN, most=most))
            params.append(_match(wanted))
    union = " UNION ".join(PART.format(part=part, number=number) for number, part in enumerate(parts))
    return list(Organisation.objects.raw(WHOLE.format(union=union), params))


def take_stock() -> None:
    """PostgreSQL plans by what it knows of a table; after an import it knows nothing until it has looked."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE schools_organisation, schools_schoollink")


def _match(wanted: Wanted) -> str:
    """Every word has to stand in the row, whole or as a beginning."""
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{word}"' + ("" if word in wanted.whole_words else " *") for word in wanted.words)
    return " & ".join(f"'{word}'" + ("" if word in wanted.whole_words else ":*") for word in wanted.words)
