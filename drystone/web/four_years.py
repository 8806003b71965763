"""What the years of a designation hold, on a page and as a PDF: for the leader, the office, whoever assesses her."""

from typing import Any

from django.http import FileResponse

from drystone import saying
from drystone.register.models import Designation
from drystone.reports import four_years, four_years_told
from drystone.reports.four_years import Reader
from drystone.reports.four_years_told import Chapter

from . import files
from .components import tables


def shown(designation: Designation, *, reads: Reader, on: Any) -> dict[str, Any]:
    """What `parts/four_years.html` needs: the chapters with their tables, and what there is nothing of."""
    years = four_years.gather(designation, until=on, reads=reads)
    return {
        "years": years,
        "chapters": [(chapter, table(chapter)) for chapter in four_years_told.chapters(years)],
        "missing": saying.listed(four_years_told.missing(years)),
    }


def table(chapter: Chapter) -> tables.Table | None:
    """The chapter's table; its last columns are numbers."""
    if not chapter.rows:
        return None
    words = len(chapter.columns) - chapter.numbers
    columns = [
        tables.Column(name, lambda row, at=at: row[at], number=at >= words)  # type: ignore[misc]
        for at, name in enumerate(chapter.columns)
    ]
    return tables.Table(chapter.title, columns, chapter.rows, caption_hidden=True)


def send_paper(request: Any, designation: Designation, reads: Reader) -> FileResponse:
    """The same as a PDF."""
    years = four_years.gather(designation, until=request.today, reads=reads)
    made = four_years_told.paper(years, at=request.now)
    return files.send(made, f"{four_years_told.name_of(years)}.pdf", files.PDF)
