"""Register files of a few invented schools, written as the Department writes them."""

import csv
import io
from pathlib import Path

from drystone.schools import register

NORTH_2024 = register.DATA / "north-2024-06-17.csv.xz"
NORTH_2026 = register.DATA / "north-2026-01-30.csv.xz"
BLANK = {
    "URN": "",
    "LA (code)": "815",
    "LA (name)": "North Yorkshire",
    "EstablishmentName": "",
    "TypeOfEstablishment (code)": "01",
    "EstablishmentStatus (code)": "1",
    "OpenDate": "",
    "CloseDate": "",
    "PhaseOfEducation (code)": "2",
    "NumberOfPupils": "",
    "PercentageFSM": "",
    "Trusts (name)": "",
    "Town": "Richmond",
    "Postcode": "DL11 6TF",
    "Easting": "403000",
    "Northing": "499000",
}


def school(urn: int | str, name: str = "Muker Primary School", **columns: str) -> dict[str, str]:
    """A row; columns by their first word: `OpenDate="01-09-2001"`, `EstablishmentStatus="2"`, `Trusts="-"`."""
    full = {next(known for known in BLANK if known.split(" (")[0] == name): text for name, text in columns.items()}
    return BLANK | {"URN": str(urn), "EstablishmentName": name} | full


def text(rows: list[dict[str, str]], without: tuple[str, ...] = ()) -> str:
    columns = [column for column in rows[0] if column not in without]
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns, quoting=csv.QUOTE_ALL, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def written(folder: Path, *rows: dict[str, str], without: tuple[str, ...] = (), encoding: str = "cp1252") -> Path:
    return put(folder, text(list(rows), without).encode(encoding))


def put(folder: Path, content: bytes, name: str = "edubasealldata20260901.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def links(folder: Path, *rows: tuple[int, int, str]) -> Path:
    lines = ['"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"']
    lines += [f'{urn},{other},"","{kind}","01-09-2020"' for urn, other, kind in rows]
    return put(folder, "\r\n".join(lines).encode("cp1252"), "links_edubasealldata20260901.csv")
