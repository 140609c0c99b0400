"""The records of a CSV with the line each begins in. A quotation mark that is opened and never closed would swallow all
rows behind it: it is a sign of its cell, and no row is lost."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice

from padan.domain.errors import UnreadableFileError
from padan.files import limits

Numbered = tuple[int, list[str]]
LINES_TOLD = 5
csv.field_size_limit(limits.MAX_CELL_BYTES)  # the process has one for all: files are read side by side


class Records:
    """Iterates over line number (from 1) and cells; `stray` then holds the lines whose quotation mark stayed open."""

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        self.stray: list[int] = []
        self._delimiter = delimiter
        self._lines = _Lines(lines)
        self._usual = 0

    def __iter__(self) -> Iterator[Numbered]:
        lines = self._lines
        taken = lines.taken
        reader = csv.reader(lines.flow(), delimiter=self._delimiter)
        first = 1
        while True:
            swallowed = False
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._demand_many_lines(error, first)
                swallowed = True
            if swallowed or ((len(taken) > 1 or lines.ended) and self._swallows(taken)):
                record = self._by_itself(first)
                reader = csv.reader(lines.flow(), delimiter=self._delimiter)
            if len(record) > self._usual:
                self._usual = len(record)
            yield first, record
            first += len(taken)
            taken.clear()

    @property
    def notes(self) -> tuple[str, ...]:
        """A note that names the first of the lines whose quotation mark stayed open."""
        told = ", ".join(map(str, self.stray[:LINES_TOLD])) + (", ..." if len(self.stray) > LINES_TOLD else "")
        return (f"quote_not_closed:{told}",) if self.stray else ()

    def _demand_many_lines(self, error: csv.Error, first: int) -> None:
        """Goes on where a cell grew past its limit over many lines: a quotation mark was left open."""
        if "field larger" not in str(error):
            raise UnreadableFileError(
                f"baris {first} dari CSV tidak terbaca; simpan ulang dari Excel sebagai CSV",
                f"line {first} of the CSV cannot be read ({error}); save it again from Excel as CSV",
            ) from error
        if len(self._lines.taken) < 2:
            raise limits.cell_too_long(first) from error

    def _swallows(self, taken: list[str]) -> bool:
        """Whether a record of several lines holds lines that are records themselves, or never ends."""
        fault = _fault(taken, self._delimiter)
        if fault == "unexpected end of data":
            return True
        inner = taken[1:] if fault else taken[1:-1]
        return self._usual > 2 and any(line.count(self._delimiter) >= self._usual - 1 for line in inner)

    def _by_itself(self, first: int) -> list[str]:
        """The record's first line alone; what follows is read anew."""
        line = self._lines.give_back_all_but_one()
        self.stray.append(first)
        *whole, rest = next(csv.reader([line], delimiter=self._delimiter))
        opened, *more = rest.rstrip("\r\n").split(self._delimiter)
        return [*whole, f'"{opened}', *more]


class _Lines:
    """Lines that can be given back; `taken` holds those of one record, `ended` says that no more are left."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._source = iter(lines)
        self._again: list[str] = []
        self.taken: list[str] = []
        self.ended = False

    def flow(self) -> Iterator[str]:
        """The lines one by one; after some were given back it is to be asked for anew."""
        again, keep = self._again, self.taken.append
        while again:
            line = again.pop()
            keep(line)
            yield line
        for line in self._source:
            keep(line)
            yield line
        self.ended = True

    def give_back_all_but_one(self) -> str:
        self.ended = False
        self._again += reversed(self.taken[1:])
        del self.taken[1:]
        return self.taken[0]


def _fault(lines: list[str], delimiter: str) -> str:
    """What a strict reader has against the lines of one record; empty where it has nothing."""
    try:
        list(islice(csv.reader(lines, delimiter=delimiter, strict=True), 1))
    except csv.Error as error:
        return str(error)
    return ""
