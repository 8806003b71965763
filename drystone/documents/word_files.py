"""A dossier as a Word file, for an office that goes on writing in it: headings and tables that Word knows as such."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from drystone import saying

# A Word file carries a moment and a maker; ours say nothing.
NO_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 the format knows no time zones
FONT, SIZE = "Arial", 11


def docx_bytes(words: Mapping[str, Any], *, title: str) -> bytes:
    """The words of a dossier (`content.Dossier`) without its answered forms; `title` is its heading and its name."""
    made = Document()
    settle_style(made)
    made.core_properties.author, made.core_properties.title = "", title
    made.core_properties.created = made.core_properties.modified = NO_MOMENT
    made.add_heading(title, level=1)
    paragraphs(made, words.get("intro", ()))
    facts(made, words.get("facts", ()))
    for part in words.get("parts", ()):
        made.add_heading(part["title"], level=2)
        facts(made, part.get("facts", ()))
        if "table" in part:
            table(made, part["table"]["columns"], part["table"]["rows"])
        paragraphs(made, part.get("text", ()))
    output = BytesIO()
    made.save(output)
    return output.getvalue()


def settle_style(made: Any) -> None:
    """English, in one plain font; the library's own template is American."""
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for name in ("Heading 1", "Heading 2", "Title"):
        style = made.styles[name]
        style.font.name, style.font.color.rgb = FONT, RGBColor(0x22, 0x2A, 0x33)
        style.element.rPr.rFonts.set(qn("w:ascii"), FONT)
        style.element.rPr.rFonts.set(qn("w:hAnsi"), FONT)


def paragraphs(made: Any, text: str | Sequence[str]) -> None:
    for each in [text] if isinstance(text, str) else text:
        made.add_paragraph(plain(each))


def facts(made: Any, pairs: Iterable[tuple[str, Any]]) -> None:
    """Each on a line of its own, its name in bold."""
    for name, value in pairs:
        line = made.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(plain(value))


def table(made: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """With a first row that Word repeats on each page and reads out as headings."""
    grid = made.add_table(rows=1, cols=len(columns), style="Table Grid")
    heading = grid.rows[0]
    heading._tr.get_or_add_trPr().append(heading._tr.makeelement(qn("w:tblHeader"), {}))
    for cell, name in zip(heading.cells, columns, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for row in rows:
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            cell.text = plain(value)
    made.add_paragraph()


def plain(value: Any) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return saying.day(value)
    if isinstance(value, list | tuple):
        return saying.listed([plain(each) for each in value])
    return "" if value is None else str(value)
