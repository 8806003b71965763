"""Finance's folder, or a bucket of an S3-compatible store, as the operator set it up: a file is laid there once."""

import os
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.utils.module_loading import import_string

PATIENCE = timedelta(seconds=20)  # for one try; the job tries again
BUCKET = "drystone.payments.bucket.lay"  # named, not imported: few installations need the library that it loads


class NotTaken(Exception):
    """The file could not be laid there; the sentence says why, and tells no address and no secret."""


def is_set_up() -> bool:
    return bool(settings.FINANCE_STORE)


def lay(name: str, file: bytes) -> None:
    """Lays a file there whole, under a name like swaledale/statements-0012.csv. Laid twice, it is there once.

    What lies under that name with other content stays, and this is refused. Raises NotTaken.
    """
    put = import_string(BUCKET) if settings.FINANCE_STORE.startswith("s3://") else put_in_folder
    put(name, file)


def put_in_folder(name: str, file: bytes) -> None:
    """Written beside and renamed, so that whatever picks files up never sees half of one."""
    place = Path(settings.FINANCE_STORE) / name
    try:
        if is_there(place.read_bytes() if place.exists() else None, file):
            return
        place.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, prefix=".", suffix=".part", delete=False) as half:
            half.write(file)
            half.flush()
            os.fsync(half.fileno())
        os.chmod(half.name, 0o640)
        os.replace(half.name, place)
    except OSError as problem:
        raise NotTaken(f"Finance's folder could not be written to ({problem.strerror}).") from problem


def is_there(found: bytes | None, file: bytes) -> bool:
    """Whether it lies there already. Raises NotTaken where something else does."""
    if found is not None and found != file:
        raise NotTaken("Another file lies in finance's folder under this name; it was left as it is.")
    return found is not None
