"""A CSV file read by the names in its first line, never by position: the register moves its columns every year."""

import csv
from collections.abc import Iterator
from operator import itemgetter

from .files import Source
from .refusal import Refused, quoted


class Table:
    """The wanted columns of a file, row by row.

    A missing needed column refuses the file. A missing optional one is listed in `missing`, so that its absence is
    not mistaken for an empty value. `unknown` are the columns that the register did not have when this was written.
    """

    def __init__(self, source: Source, *, needed: tuple[str, ...], optional: tuple[str, ...], known: frozenset[str]):
        self.source = source
        self.reader = csv.reader(source.lines(), strict=True)
        self.header = [cell.strip() for cell in self._first_line()]
        self._refuse_missing(needed)
        self.missing = [name for name in optional if name not in self.header]
        self.columns = [*needed, *(name for name in optional if name in self.header)]
        self._refuse_repeated()
        self.unknown = [quoted(name) for name in self.header if name not in known]

    def __iter__(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The line number and the wanted cells of each row, in the order of `columns`."""
        wanted = itemgetter(*(self.header.index(name) for name in self.columns))
        width = len(self.header)
        try:
            for cells in self.reader:
                if not cells:
                    continue  # an empty line, as spreadsheets leave at the end
                if len(cells) != width:
                    self._refuse_width(len(cells), width)
                yield self.reader.line_num, wanted(cells)
        except csv.Error as error:
            raise Refused(
                f"{self.source.name}, line {self.reader.line_num}: the quotation marks do not pair up ({error}). "
                "The file seems damaged or cut short."
            ) from error

    def _first_line(self) -> list[str]:
        try:
            return next(self.reader, [])
        except csv.Error as error:
            raise Refused(
                f"{self.source.name} does not begin with the register's own column names, separated by commas "
                f"({error})."
            ) from error

    def _refuse_missing(self, needed: tuple[str, ...]) -> None:
        absent = [name for name in needed if name not in self.header]
        if absent:
            raise Refused(
                f"{self.source.name} lacks {_listed(absent)}. Its first line has to hold the register's own "
                "column names, separated by commas."
            )

    def _refuse_repeated(self) -> None:
        repeated = [name for name in self.columns if self.header.count(name) > 1]
        if repeated:
            raise Refused(f"{self.source.name} has {_listed(repeated)} more than once; it is not clear which counts.")

    def _refuse_width(self, found: int, expected: int) -> None:
        raise Refused(
            f"{self.source.name}, line {self.reader.line_num}: {found} cells where the first line names "
            f"{expected}. The file seems damaged or cut short."
        )


def _listed(names: list[str]) -> str:
    word = "the column" if len(names) == 1 else "the columns"
    return f"{word} {', '.join(names)}"
