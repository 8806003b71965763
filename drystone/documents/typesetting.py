"""Typst, inside this process: one of our templates and somebody's words become a PDF that can be read aloud.

Templates see nothing but their own folder, our type and the words they are given: no system fonts, no packages, no
network. Words arrive as data and are never read as markup.
"""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

import typst

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parent / "fonts"
PRESS = Lock()


class Misprint(Exception):
    """A template and its words do not fit each other."""


def typeset(template: str, words: dict[str, Any], *, at: datetime) -> bytes:
    """The PDF, the same to the last byte for the same words and moment; takes a few milliseconds.

    Raises Misprint on any error or warning: a document that is nearly right must not be sealed.
    """
    try:
        # The compiler keeps what it read, for speed, and therefore serves one at a time.
        with PRESS:
            pdf, warnings = _compiler().compile_with_warnings(
                str(TEMPLATES / f"{template}.typ"),
                sys_inputs={"data": json.dumps(words)},
                pdf_standards=["a-2a", "ua-1"],  # for reading in fifty years, and by those who hear it read
                timestamp=at.astimezone(UTC).replace(microsecond=0),  # a PDF counts whole seconds
            )
    except RuntimeError as error:
        raise Misprint(f"{template}: {error}") from error
    if warnings:
        raise Misprint(f"{template}: {warnings[0]}")
    return cast(bytes, pdf)


@cache
def _compiler() -> typst.Compiler:
    type_case = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    nowhere = str(TEMPLATES / "no-packages")
    return typst.Compiler(
        root=str(TEMPLATES),
        font_paths=type_case,
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )
