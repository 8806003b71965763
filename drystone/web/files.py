"""Files that leave through a page: always to be saved, never shown inside ours, never kept on the way."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from django.http import FileResponse, Http404

from drystone.documents import papers
from drystone.documents.models import Paper
from drystone.documents.sheets import Cell, csv_bytes
from drystone.documents.workbooks import xlsx_bytes

PDF = "application/pdf"
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ICALENDAR = "text/calendar; charset=utf-8"
# What another system could take for a folder, a drive, a quote, a new line or a change of direction.
NOT_IN_A_NAME = re.compile(r"[\\/:*?\"<>|\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
LONGEST_NAME = 120


def send_paper(paper: Paper) -> FileResponse:
    """A document that was issued, as it was issued. Raises papers.Tampered if it is not so any more."""
    return send(papers.read(paper), f"{paper.number} {paper.title}.pdf", PDF)


def send(content: bytes, name: str, content_type: str) -> FileResponse:
    """Any file that we made: a table, an event, a document."""
    response = FileResponse(BytesIO(content), as_attachment=True, filename=safe_name(name), content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def send_table(kind: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], name: str) -> FileResponse:
    """A table as `kind`, "csv" or "xlsx"; no text in it becomes a formula. Raises Http404 for another kind."""
    if kind == "csv":
        return send(csv_bytes(columns, rows), f"{name}.csv", CSV)
    if kind == "xlsx":
        return send(xlsx_bytes(columns, rows, title=name), f"{name}.xlsx", XLSX)
    raise Http404


def safe_name(name: str) -> str:
    """A name that every system can save; the ending stays."""
    stem, dot, ending = NOT_IN_A_NAME.sub(" ", name).rpartition(".")
    short = " ".join(stem.split())[: LONGEST_NAME - len(ending) - 1].strip(" .")
    return f"{short or 'document'}{dot}{ending.strip()}"
