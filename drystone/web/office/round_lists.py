"""The lists of a round as files for a spreadsheet: what the address narrows them to, as CSV or for Excel."""

from typing import Any

from django.http import FileResponse, Http404

from drystone.documents.sheets import csv_bytes
from drystone.documents.workbooks import xlsx_bytes
from drystone.selection import board, lists
from drystone.selection.models import Round

from ..doors import fetch
from ..files import CSV, XLSX, send
from .board import in_order, narrowing


def taken(request: Any, pk: int, what: str, kind: str) -> FileResponse:
    """A list is taken along; history says by whom."""
    round_ = fetch(request, Round, pk)
    if what not in lists.LISTS or kind not in ("csv", "xlsx"):
        raise Http404
    found = board.find(round_, narrowing(request, round_).wanted(), at=request.now, order=in_order(request))
    made = lists.take_along(what, round_, found, by=request.person, at=request.now)
    name = f"{round_} {made.title.lower()}.{kind}"
    if kind == "csv":
        return send(csv_bytes(made.columns, made.rows), name, CSV)
    return send(xlsx_bytes(made.columns, made.rows, title=made.title), name, XLSX)
