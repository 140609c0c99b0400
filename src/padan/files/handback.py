"""Hands a user's own list back with the problems of each row written in words at the right of each sheet."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import polars as pl
import xlsxwriter
from polars.exceptions import PolarsError

from padan.domain.cell_text import guarded
from padan.domain.errors import OutputError, system_reason
from padan.files import limits
from padan.files.grids import Grid, column_name
from padan.files.loading import grids_of, plain_workbook
from padan.files.naming import shown
from padan.files.publishing import LONGEST_PREFIX, undisturbed
from padan.files.reading import SheetRead
from padan.files.sheet_editing import HEADING, with_problems
from padan.files.sniffing import HEAD_BYTES, kind_of_head
from padan.files.workbook_cleaning import cleaned

Problems = Mapping[tuple[str, int], Sequence[str]]
ROWS_A_SHEET = 1_000_000
LONGEST_CELL = 32_767
LONGEST_NAME = 31
LARGEST_MERGE = 10_000
_MADE = datetime(2000, 1, 1)  # a fixed date, so that the same input gives the same bytes
_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")


def handed_back_suffix(source: Path, *, values_only: bool = False) -> str:
    """`.xlsm` where the copy keeps macros, else `.xlsx`."""
    return ".xlsm" if not values_only and _is_xlsx(source) and source.suffix.lower() == ".xlsm" else ".xlsx"


def write_back(
    sheets: Sequence[SheetRead],
    problems: Problems,
    source: Path,
    out: Path,
    password: str | None = None,
    *,
    values_only: bool = False,
) -> list[str]:
    """Writes the copy to `out`, whole or not at all, and returns notes (codes of `padan.files.notes`) on what is lost.

    `sheets` are those read from `source`; `problems` give the sentences by sheet name and row as seen in Excel. An
    .xlsx or .xlsm is kept as it is, to the last part, but for one column; anything else comes back as a new .xlsx of
    texts. `values_only`: the copy can run nothing and reaches nowhere (`workbook_cleaning`). Raises OutputError where
    `out` cannot be written or is the source itself.
    """
    if out.exists() and out.resolve() == source.resolve():
        raise OutputError(
            f"{out.name}: salinan tidak boleh menimpa berkas asalnya; pilih nama lain",
            f"{out.name}: the copy must not replace its source; choose another name",
        )
    with source.open("rb") as opened:
        kind = kind_of_head(opened.read(HEAD_BYTES))
    if kind in ("zip", "ole"):
        data = source.read_bytes()
        plain = plain_workbook(data, kind, password)
        notes = ["copy_not_encrypted"] if plain is not data else []
        if plain[:4] == b"PK\x03\x04" and "xl/workbook.xml" in limits.open_zip(plain).namelist():
            plain, dropped = cleaned(plain) if values_only else (plain, [])
            edited, lost = with_problems(plain, sheets, problems)
            _write(out, lambda file: file.write(edited))
            return [*notes, *dropped, *lost]
    else:
        notes = []
    grids, _ = grids_of(source, password)
    _write(out, lambda file: _new_workbook(file, grids, sheets, problems, source))
    hidden = any(grid.hidden for grid in grids)
    return [*notes, f"new_workbook:{source.suffix.lower()}", *(["hidden_shown"] if hidden else [])]


def _is_xlsx(source: Path) -> bool:
    with source.open("rb") as opened:
        return kind_of_head(opened.read(HEAD_BYTES)) in ("zip", "ole")


def _write(out: Path, fill: Callable[[IO[bytes]], Any]) -> None:
    try:
        with _replacing(out) as file:
            fill(file)
    except OSError as error:
        reason = system_reason(error)
        raise OutputError(
            f"{out.name} tidak dapat ditulis: {reason}", f"{out.name} cannot be written: {reason.text_en}"
        ) from error


@contextmanager
def _replacing(out: Path) -> Iterator[IO[bytes]]:
    """A file beside `out` that takes its place once it is whole, and is gone otherwise."""
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.stem[:LONGEST_PREFIX]}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, out)
    except BaseException:
        with undisturbed():
            Path(name).unlink(missing_ok=True)
        raise


def _new_workbook(
    file: IO[bytes], grids: Sequence[Grid], sheets: Sequence[SheetRead], problems: Problems, source: Path
) -> None:
    merged = any(bottom > top for grid in grids for top, _, bottom, _ in grid.merged)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, {"constant_memory": not merged, **options})
    book.set_properties({"created": _MADE})
    bold, wrapped = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    known = {sheet.sheet: sheet for sheet in sheets}
    taken: set[str] = set()
    for grid in grids:
        frame = _collected(grid)
        heading = known[grid.sheet].heading_row if grid.sheet in known else 0
        for start in range(0, frame.height, ROWS_A_SHEET):
            page = book.add_worksheet(_sheet_name(grid.sheet or shown(source.stem), taken))
            _fill_page(page, grid, frame.slice(start, ROWS_A_SHEET), heading, problems, (bold, wrapped))
            if start == 0:
                _merge_down(page, grid, frame)
    if not grids:
        book.add_worksheet()
    book.close()


def _collected(grid: Grid) -> pl.DataFrame:
    with limits.whole_or_damaged(PolarsError):
        return grid.frame.collect()


def _merge_down(page: Any, grid: Grid, frame: pl.DataFrame) -> None:
    """What was merged downwards stays so: one kelurahan, one No. KK for the rows beneath."""
    taken: set[tuple[int, int]] = set()
    above = int(frame["row"][0]) - 1
    for top, left, bottom, right in sorted(grid.merged):
        area = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if (
            bottom == top
            or not above <= top <= bottom < above + frame.height
            or len(area) > LARGEST_MERGE
            or area & taken
        ):
            continue
        taken |= area
        page.merge_range(top, left, bottom, right, "")
        if (text := frame[column_name(left)][top - above]) is not None:
            page.write_string(top, left, _safe(text))


def _sheet_name(wanted: str, taken: set[str]) -> str:
    base = "".join(" " if sign in "[]:*?/\\" else sign for sign in wanted).strip(" '")[:LONGEST_NAME] or "Daftar"
    name, count = base, 1
    while name.lower() in taken:
        count += 1
        name = f"{base[: LONGEST_NAME - 4]} {count}"
    taken.add(name.lower())
    return name


def _fill_page(
    page: Any, grid: Grid, frame: pl.DataFrame, heading: int, problems: Problems, formats: tuple[Any, Any]
) -> None:
    """Rows at the place they had in their file; those of a later page follow from its top."""
    bold, wrapped = formats
    names = [name for name in map(column_name, range(grid.width)) if name in frame.columns]
    first = int(frame["row"][0]) - 1
    base = 0 if first < ROWS_A_SHEET else first
    if grid.names and first == 0:
        base = -1
        for position, name in enumerate(grid.names):
            page.write_string(0, position, _safe(name), bold)
        page.write_string(0, len(names), HEADING, bold)
    for position, name in enumerate(names):
        longest = max((length or 0 for length in frame[name].head(200).str.len_chars()), default=0)
        page.set_column(position, position, min(max(longest + 2, 8), 50))
    page.set_column(len(names), len(names), 60)
    previous = -1
    for row, *cells in frame.select("row", *names).iter_rows():
        place = max(row - 1 - base, previous + 1)
        previous = place
        style = bold if row == heading else None
        for position, cell in enumerate(cells):
            if cell is not None:
                page.write_string(place, position, _safe(cell), style)
        if row == heading:
            page.write_string(place, len(names), HEADING, bold)
        elif sentences := problems.get((grid.sheet, row)):
            page.write_string(place, len(names), _safe(" ".join(sentences)), wrapped)


def _safe(text: str) -> str:
    """Text that starts no formula; all else as found."""
    return (guarded(text) if text.lstrip().startswith(_RISKY) else text)[:LONGEST_CELL]
