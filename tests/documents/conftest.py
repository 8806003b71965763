"""Each test has its own folder for the files that it keeps."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from drystone.alliances.models import Alliance
from drystone.documents import papers
from drystone.documents.models import Paper
from tests import cast
from tests.documents.samples import SAMPLES


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def swaledale(db: None) -> Alliance:
    return cast.alliance()


@pytest.fixture
def issue(media: Path, now: datetime) -> Callable[..., Paper]:
    """`issue(alliance, "letter")` issues the example of that kind, about the alliance itself."""

    def issued(alliance: Alliance, template: str = "letter", *, at: datetime = now, **more: Any) -> Paper:
        title, data = SAMPLES[template]
        whole = {"kind": f"example {template}", "title": title, "by": None} | more
        content = {**data, **whole.pop("data", {})}
        kind = whole.pop("kind")
        return papers.keep(kind, template, content, about=alliance, alliance_id=alliance.pk, at=at, **whole)

    return issued


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def tags_of(pdf: bytes) -> list[tuple[str, str]]:
    """Every tag of the file in reading order, with the scope that a table's head has."""
    return list(_tags(PdfReader(BytesIO(pdf)).root_object["/StructTreeRoot"]["/K"]))


def _tags(node: Any) -> Any:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"]).lstrip("/"), _scope(node.get("/A", []))
        yield from _tags(node.get("/K", []))


def _scope(attributes: Any) -> str:
    groups = attributes if isinstance(attributes, list) else [attributes]
    return "".join(str(group.get_object().get("/Scope", "")).lstrip("/") for group in groups)
