"""A file. What is kept as the answer says which file it is; the file itself is an attachment of the sheet."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from ..spec import Question
from .base import ONLY, Box, Boxes, Kind

REMOVE = "remove"
TYPES = ".pdf,.docx,.png,.jpg,.jpeg"


class File(Kind):
    """Kept as `{"attachment": id, "name": …, "size": bytes, "sha256": …}`."""

    name = "file"
    missing = "Choose a file for “{}”"

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        chosen = Box(widget=forms.FileInput(attrs={"accept": TYPES}))
        if not value:
            return {ONLY: chosen}
        chosen.help_text = f"You gave us {self.text(question, value)}. Choose another file to replace it."
        remove = Box(label=f"Remove {value['name']}", required=False, widget=forms.CheckboxInput())
        return {ONLY: chosen, REMOVE: remove}

    def collect(self, question: Question, data: Mapping, files: Mapping, boxes: Boxes) -> Any:
        """The file just chosen, or that the one we have goes, or None: nothing chosen, keep what there is."""
        return files.get(question.key) or (REMOVE if data.get(f"{question.key}-{REMOVE}") else None)

    def shown(self, question: Question, value: Any) -> dict[str, Any]:
        return {}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> Any:
        return raw if isinstance(raw, UploadedFile) or raw == REMOVE else None

    def text(self, question: Question, value: Any) -> str:
        return f"{value['name']} ({kilobytes(value['size'])})"

    def cells(self, question: Question, value: Any) -> list[str | int]:
        return [value["name"] if value else ""]


def kilobytes(size: int) -> str:
    return f"{max(1, round(size / 1000)):,} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
