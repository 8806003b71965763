"""The first lines of a file for finance, as they would be written now."""

from operator import itemgetter
from typing import Any

from drystone.alliances.models import Alliance
from drystone.payments import entries, layouts
from drystone.payments.models import FileLayout, Papers

from ..components import tables

MOST = 5  # papers


def of(alliance: Alliance, of: str, layout: FileLayout | None, papers: list[Any]) -> tables.Table:
    """The rows of these papers in a layout, each cell as it stands in the file."""
    way = layout or layouts.default(of)
    made = entries.OF[Papers(of)](alliance, papers, way.rows)
    columns = [
        tables.Column(each["heading"] or "(no heading)", itemgetter(place)) for place, each in enumerate(way.columns)
    ]
    rows = [[layouts.said(cell, way) for cell in layouts.cells(way, entry)] for entry in made]
    return tables.Table("First lines of the file", columns, rows, empty="No paper is there yet to show it with.")
