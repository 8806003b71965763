"""Files that people were sent or gave us, in a folder of this machine: whole and safe from a power cut, or gone."""

import os
from typing import Any

from django.core.files.storage import FileSystemStorage


class KeptFiles(FileSystemStorage):
    def _save(self, name: str, content: Any) -> str:
        """A disk that is full when half of a file is written must not keep that half: no row will ever know it."""
        try:
            kept: str = super()._save(name, content)  # type: ignore[misc]  # the stubs leave it out
            path = self.path(kept)
            for place in (path, os.path.dirname(path)):
                write_through(place)
        except OSError:
            self.delete(name)
            raise
        return kept


def write_through(place: str) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
