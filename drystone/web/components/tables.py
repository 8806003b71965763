"""A table of a list: its caption, its columns, its rows. On a phone each row reads as a card."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Column:
    """`cell` gives what stands in a row: plain text, or HTML that is known to be safe.

    `sort` is the word that stands for this column in the address; without it nobody can sort by it.
    """

    label: str
    cell: Callable[[Any], Any]
    sort: str = ""
    number: bool = False


@dataclass(frozen=True)
class Table:
    """`sort` is the word of the column in use, with "-" before it when the last comes first."""

    caption: str
    columns: list[Column]
    rows: Iterable[Any]
    sort: str = ""
    caption_hidden: bool = False
    empty: str = "There is nothing here yet."
    query: QueryDict = field(default_factory=QueryDict)


def render(table: Table) -> SafeString:
    """The table as HTML. Its roles are said outright: shown as cards, browsers forget that it is a table."""
    body = _body(table)
    if not body:
        return format_html('<p class="empty">{}</p>', table.empty)
    hidden = " govuk-visually-hidden" if table.caption_hidden else ""
    return format_html(
        '<table class="govuk-table cards" role="table"><caption class="govuk-table__caption'
        ' govuk-table__caption--m{}">{}</caption><thead role="rowgroup"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table>',
        hidden,
        table.caption,
        format_html_join("", "{}", ((_header(column, table),) for column in table.columns)),
        body,
    )


def _body(table: Table) -> SafeString:
    first, *others = table.columns
    return format_html_join(
        "\n",
        '<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>',
        ((_shown(first, row), _cells(others, row)) for row in table.rows),
    )


def _cells(columns: list[Column], row: Any) -> SafeString:
    return format_html_join(
        "",
        '<td role="cell" data-label="{}"{}>{}</td>',
        ((column.label, _number(column), _shown(column, row)) for column in columns),
    )


def _header(column: Column, table: Table) -> SafeString:
    number, label = _number(column), column.label
    if not column.sort:
        return format_html('<th scope="col" role="columnheader"{}>{}</th>', number, label)
    falling = table.sort == f"-{column.sort}"
    rising = table.sort == column.sort
    order = "descending" if falling else "ascending" if rising else "none"
    return format_html(
        '<th scope="col" role="columnheader" aria-sort="{}"{}><a class="sort" href="?{}">{}</a></th>',
        order,
        number,
        _query(table.query, f"-{column.sort}" if rising else column.sort),
        label,
    )


def _query(query: QueryDict, sort: str) -> str:
    """The same list, from its start, in another order."""
    asked = query.copy()
    asked.pop("page", None)
    asked["sort"] = sort
    return asked.urlencode()


def _shown(column: Column, row: Any) -> Any:
    value = column.cell(row)
    if value in (None, ""):
        return "–"
    return breakable(value) if isinstance(value, str) and "@" in value else value


def breakable(address: str) -> SafeString:
    """An e-mail address that a narrow column breaks where a reader would."""
    return format_html("{}@<wbr>{}", *address.rsplit("@", 1)) if not isinstance(address, SafeString) else address


def _number(column: Column) -> SafeString:
    return mark_safe(' class="number"') if column.number else SafeString("")
