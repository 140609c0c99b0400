"""Reads any sheet into rows: the door of this package."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import polars as pl
from polars.exceptions import PolarsError

from padan.domain.errors import (
    HeadingError,
    InBoth,
    PadanError,
    UnreadableFileError,
    UsageError,
    in_language,
    system_reason,
)
from padan.domain.fields import FIELD_KEYS
from padan.files import limits
from padan.files.columns import Column, Source, settle
from padan.files.extraction import field_expressions
from padan.files.grids import TOP_ROWS, Grid, column_name
from padan.files.headings import (
    DEEPEST_HEADING,
    SURE_FIELDS,
    HeadingBlock,
    block_at,
    find_deep_heading,
    find_heading,
)
from padan.files.hints import read_hints
from padan.files.layouts import compact
from padan.files.loading import grids_of, regular_file
from padan.files.naming import files_of, short_names
from padan.files.rows import LeftOut, Sorting, left_out, protection

Kind = Literal["list", "participants", "payments", "disbursements", "posts", "groups"]
SAMPLE_ROWS = 1000
READERS = 2


@dataclass(frozen=True, slots=True)
class SheetRead:
    """One sheet as read.

    `file` is the shortest ending of the path that is unique among the inputs of its side; `sheet` is empty for CSV and
    Parquet; `sha256` is of the file's bytes. `data` has record Int64 (1-based), row Int64 (as seen in Excel; the line
    of a CSV; the record of a Parquet), hidden Boolean, then one String column for each understood field: the text as
    found, null if blank. `rows` data rows and `left_out` together are all rows below the heading that are not blank.
    `title` is the text above the heading; `hints` say what title, sheet name and file name tell (segment, kelurahan,
    kecamatan, month as YYYY-MM, as_of as YYYY-MM-DD); `notes` are codes with a sentence in `padan.files.notes`.
    `heading_row` is the last row of the heading, 0 where there is none; `not_blank` counts the rows below it that are
    not blank. `cells` has row and every cell of the data rows as found (c0, c1, ...), whatever its column means.
    """

    path: Path
    file: str
    sheet: str
    sha256: str
    columns: tuple[Column, ...]
    data: pl.LazyFrame
    rows: int
    left_out: tuple[LeftOut, ...]
    title: str
    hints: dict[str, str]
    notes: tuple[str, ...]
    heading_row: int = 0
    not_blank: int = 0
    cells: pl.LazyFrame | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """How files are to be read."""

    kind: Kind
    password: str | None
    mapping: Mapping[str, str]


def read_lists(
    paths: Sequence[Path], *, kind: Kind, password: str | None = None, map: Mapping[str, str] | None = None
) -> list[SheetRead]:
    """All sheets of all files, in the order given; a folder means every readable file below it.

    `map` states fields for headings (heading text to field key, empty to ignore a column). Raises UnreadableFileError
    naming every file that cannot be read, or HeadingError naming every one without a usable heading.
    """
    with _readers() as readers:
        return _gathered(_begun(paths, Request(kind, password, _mapping(map or {})), readers))


def read_kinds(
    paths: Mapping[Kind, Sequence[Path]], *, password: str | None = None
) -> tuple[dict[str, list[SheetRead]], list[PadanError]]:
    """The sheets of each kind of file, and an error for each kind that cannot be read; all are read side by side."""
    sheets: dict[str, list[SheetRead]] = {}
    faults: list[PadanError] = []
    with _readers() as readers:
        fewest_first = sorted(paths, key=lambda kind: len(_files(paths[kind])[0]))
        begun = {kind: _begun(paths[kind], Request(kind, password, {}), readers) for kind in fewest_first}
        for kind in paths:
            try:
                sheets[kind] = _gathered(begun[kind])
            except PadanError as error:
                faults.append(error)
    return sheets, faults


@dataclass(frozen=True, slots=True)
class _Begun:
    """Files that are being read, each under the name it is shown by; and what was wrong before."""

    files: Sequence[tuple[str, Future[list[SheetRead]]]]
    notes: Sequence[str]
    problems: Sequence[tuple[str, PadanError]]


@contextmanager
def _readers() -> Iterator[ThreadPoolExecutor]:
    """Two files are read at a time, for half of the work leaves Python; who stops waits for no file not yet begun."""
    readers = ThreadPoolExecutor(READERS)
    try:
        yield readers
    finally:
        readers.shutdown(cancel_futures=True)


def _begun(paths: Sequence[Path], request: Request, readers: ThreadPoolExecutor) -> _Begun:
    found, notes, problems = _files(paths)
    names = short_names(found)
    tasks = [readers.submit(_read_file, path, name, request) for path, name in zip(found, names, strict=True)]
    return _Begun(list(zip(names, tasks, strict=True)), notes, problems)


def _gathered(begun: _Begun) -> list[SheetRead]:
    sheets: list[SheetRead] = []
    problems = list(begun.problems)
    for name, task in begun.files:
        try:
            sheets += task.result()
        except PadanError as error:
            problems.append((name, error))
    empty = [sheet for sheet in sheets if not sheet.heading_row and "empty_file" in sheet.notes]
    _raise_all(problems)
    if empty and len(empty) == len(sheets) and all(sheet.path.stat().st_size == 0 for sheet in empty):
        _raise_all([(sheet.file, _empty()) for sheet in empty])
    return _with_notes([_told_if_empty(sheet) for sheet in sheets], begun.notes)


def _told_if_empty(sheet: SheetRead) -> SheetRead:
    told = sheet.rows or "empty_file" in sheet.notes
    return sheet if told else replace(sheet, notes=(*sheet.notes, "no_rows"))


def _mapping(stated: Mapping[str, str]) -> dict[str, str]:
    unknown = sorted({field for field in stated.values() if field and field not in FIELD_KEYS})
    if unknown:
        raise UsageError(
            f"kolom tujuan tidak dikenal: {', '.join(unknown)}", f"unknown target fields: {', '.join(unknown)}"
        )
    return {compact(heading): field for heading, field in stated.items()}


def _files(paths: Sequence[Path]) -> tuple[list[Path], list[str], list[tuple[str, PadanError]]]:
    found: dict[Path, Path] = {}
    notes: list[str] = []
    problems: list[tuple[str, PadanError]] = []
    for path in paths:
        try:
            files, passed_over = files_of(path)
        except PadanError as error:
            problems.append((str(path), error))
            continue
        except OSError as error:
            problems.append((str(path), _no_access(error)))
            continue
        notes += [f"file_skipped:{other.name}" for other in passed_over]
        for file in files:
            if file.resolve() in found:
                notes.append("given_twice")
            found.setdefault(file.resolve(), file)
    return list(found.values()), list(dict.fromkeys(notes)), problems


def _no_access(error: OSError) -> UnreadableFileError:
    reason = system_reason(error)
    return UnreadableFileError(f"berkas tidak dapat dibuka ({reason})", f"the file cannot be opened ({reason.text_en})")


def _empty() -> UnreadableFileError:
    return UnreadableFileError("berkas kosong", "the file is empty")


def _raise_all(problems: Sequence[tuple[str, PadanError]]) -> None:
    """One error for all files: unreadable ones weigh more than missing headings. A single one keeps its own kind."""
    if not problems:
        return
    if len(problems) == 1:
        name, error = problems[0]
        raise type(error)(f"{name}: {error.text_id}", f"{name}: {error.text_en}", error.details) from error
    details = tuple(_in_one_line(name, error) for name, error in problems)
    unreadable = [error for _, error in problems if not isinstance(error, HeadingError)]
    first = next(
        (error for error in unreadable if type(error) is UnreadableFileError), (unreadable or [problems[0][1]])[0]
    )
    count = len(problems)
    if isinstance(first, HeadingError):
        raise HeadingError(
            f"{count} berkas tanpa judul kolom yang dapat dipakai:", f"{count} files without usable headings:", details
        )
    raise type(first)(f"{count} berkas tidak dapat dibaca:", f"{count} files cannot be read:", details)


def _in_one_line(place: str, error: PadanError) -> InBoth:
    """What is wrong in one file or sheet, and what was found there."""
    return InBoth(*(f"{place}: {_joined(error, lang)}" for lang in ("id", "en")))


def _joined(error: PadanError, lang: str) -> str:
    found = ", ".join(in_language(line, lang) for line in error.details)
    text = (error.text_en if lang == "en" else error.text_id).rstrip(" :")
    return f"{text}: {found}" if found else text


def _with_notes(sheets: list[SheetRead], notes: Sequence[str]) -> list[SheetRead]:
    if not sheets or not notes:
        return sheets
    return [replace(sheets[0], notes=tuple(dict.fromkeys((*sheets[0].notes, *notes)))), *sheets[1:]]


def _read_file(path: Path, name: str, request: Request) -> list[SheetRead]:
    try:
        regular_file(path)
        with path.open("rb") as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        grids, notes = grids_of(path, request.password)
    except OSError as error:
        raise _no_access(error) from error
    blank = SheetRead(path, name, "", sha256, (), _no_rows(), 0, (), "", {}, ("empty_file",))
    read: list[SheetRead] = []
    passed_over: list[tuple[str, HeadingError]] = []
    for grid in grids:
        try:
            with limits.whole_or_damaged(PolarsError):
                sheet = _read_sheet(grid, replace(blank, sheet=grid.sheet, notes=()), request)
        except HeadingError as error:
            passed_over.append((grid.sheet, error))
            continue
        read += [sheet] if sheet is not None else []
    limits.check_rows(sum(sheet.rows for sheet in read) if grids and grids[0].sheet else 0)
    if not read and passed_over:
        raise _no_heading(passed_over)
    notes = (*notes, *(f"sheet_skipped:{sheet} ({', '.join(error.details[:20])})" for sheet, error in passed_over))
    return _with_notes(read or [blank], notes)


def _no_heading(passed_over: Sequence[tuple[str, HeadingError]]) -> HeadingError:
    if len(passed_over) == 1:
        return passed_over[0][1]
    return HeadingError(
        "tidak ada lembar dengan judul kolom yang dapat dipakai:",
        "no sheet has usable headings:",
        tuple(_in_one_line(sheet, error) for sheet, error in passed_over),
    )


def _no_rows() -> pl.LazyFrame:
    return pl.LazyFrame(schema={"record": pl.Int64, "row": pl.Int64, "hidden": pl.Boolean})


def _read_sheet(grid: Grid, blank: SheetRead, request: Request) -> SheetRead | None:
    """One grid as a sheet; None where it is blank."""
    if grid.names:
        return _read_named(grid, blank, request)
    top_frame, top, block = _heading(grid, request)
    if not any(any(row) for row in top):
        return None
    if block is None:
        raise _nothing_found(top)
    below = grid.frame.slice(block.last + 1)
    title = "\n".join(_title_lines(top[: block.first]))
    hints = read_hints(grid.sheet, blank.file, title)
    columns, sources = settle(block, _samples(below, grid.width), request.kind, _told(request.kind, hints))
    fields = {e.meta.output_name(): e for e in field_expressions(sources, epoch_1904="epoch_1904" in grid.notes)}
    sorting = _sorting(top, block, columns)
    filled, hidden, left = left_out(below, protection(request.kind, fields), grid.width, sorting)
    told = _told(request.kind, hints) if not sources.keys() & {"month", "month_from"} else {}
    kept = _kept(below, [item.row for item in left])
    return replace(
        blank,
        columns=columns,
        data=_data(
            _filled_down(kept, grid, sources),
            fields | {field: pl.lit(text).alias(field) for field, text in told.items()},
        ),
        cells=kept.select("row", pl.col(r"^c\d+$")),
        rows=filled - len(left),
        not_blank=filled,
        left_out=tuple(left),
        title=title,
        hints=hints,
        notes=(*grid.notes, *_hidden_notes(grid, hidden), *(f"month_told:{month}" for month in told.values())),
        heading_row=int(top_frame["row"][block.last]),
    )


def _heading(grid: Grid, request: Request) -> tuple[pl.DataFrame, list[list[str]], HeadingBlock | None]:
    """The first rows, also as texts, and the heading among them: as a rule near the top, else under long notes."""
    frame = grid.frame.head(TOP_ROWS).collect()
    top = _top(frame, grid)
    block = find_heading(top, request.kind, request.mapping)
    if block is None or block.score < SURE_FIELDS:
        more = grid.frame.head(DEEPEST_HEADING).collect()
        texts = _top(more, grid)
        deep = find_deep_heading(texts, request.kind, request.mapping)
        if deep is not None:
            return more, texts, deep
    return frame, top, block


def _told(kind: Kind, hints: Mapping[str, str]) -> dict[str, str]:
    """What sheet name, file name or title say of all rows: the month of payments that have no column for it."""
    return {"month": hints["month"]} if kind == "payments" and "month" in hints else {}


def _read_named(grid: Grid, blank: SheetRead, request: Request) -> SheetRead:
    """A grid whose file names its columns itself: every row is a data row."""
    block = block_at([list(grid.names)], 0, 0, request.kind, request.mapping)
    columns, sources = settle(block, _samples(grid.frame, grid.width), request.kind)
    rows = int(grid.frame.select(pl.len()).collect().item())
    record = pl.col("row").alias("record")
    data = grid.frame.select(record, "row", "hidden", *field_expressions(sources))
    hints = read_hints("", blank.file, "")
    cells = grid.frame.select("row", pl.col(r"^c\d+$"))
    read = replace(blank, columns=columns, data=data, rows=rows, not_blank=rows, hints=hints, notes=grid.notes)
    return replace(read, cells=cells)


def _top(frame: pl.DataFrame, grid: Grid) -> list[list[str]]:
    """The first rows as text, merged areas filled to the right."""
    cells = frame.select(column_name(position) for position in range(grid.width))
    top = [[cell or "" for cell in row] for row in cells.iter_rows()]
    places = {row: index for index, row in enumerate(frame["row"])}
    for first_row, first, _, last in grid.merged:
        index = places.get(first_row + 1)
        if index is not None and last - first < grid.width:
            for position in range(first + 1, min(last + 1, grid.width)):
                top[index][position] = top[index][position] or top[index][first]
    return top


def _nothing_found(top: Sequence[Sequence[str]]) -> HeadingError:
    first = next(row for row in top if any(row))
    found = tuple(re.sub(r"\d{6,}", "…", cell) for cell in first if cell)[:20]
    return HeadingError(
        "judul kolom tidak ditemukan. Isi baris pertama:",
        "no heading found. The first row holds:",
        found,
    )


def _samples(below: pl.LazyFrame, width: int) -> list[list[str | None]]:
    sample = below.select(column_name(position) for position in range(width)).head(SAMPLE_ROWS).collect()
    return [column.to_list() for column in sample.iter_columns()]


def _title_lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        line = " ".join(dict.fromkeys(cell.strip() for cell in row if cell))
        if line:
            yield line


def _sorting(top: Sequence[Sequence[str]], block: HeadingBlock, columns: Sequence[Column]) -> Sorting:
    counters = [
        c.position for c in columns if c.field is None and compact(c.heading) in ("no", "nomor", "nourut", "urut")
    ]
    amounts = [c.position for c in columns if c.field in ("amount", "wage", "people_count", "jkk", "jkm", "jht", "jp")]
    return Sorting(
        heading_rows=tuple(tuple(row) for row in top[block.first : block.last + 1]),
        titles=frozenset(_title_lines(top[: block.first])),
        counters=tuple(counters),
        amounts=tuple(amounts),
    )


def _kept(below: pl.LazyFrame, left: Sequence[int]) -> pl.LazyFrame:
    filled = pl.any_horizontal(pl.col(r"^c\d+$").is_not_null())
    return below.filter(filled & ~pl.col("row").is_in(list(left))) if left else below.filter(filled)


def _data(kept: pl.LazyFrame, fields: Mapping[str, pl.Expr]) -> pl.LazyFrame:
    return kept.with_row_index("record", offset=1).select(
        pl.col("record").cast(pl.Int64), "row", "hidden", *fields.values()
    )


SHARED_FIELDS = frozenset(
    {"kk", "address", "rt", "rw", "kelurahan", "kecamatan", "city", "postcode", "segment", "office", "npp", "month"}
    | {"month_from", "month_to", "billing_code", "ntpn", "paid_date"}
)
"""What several rows may share: a cell merged over them says it of each. A NIK or a name is one row's own."""


def _filled_down(kept: pl.LazyFrame, grid: Grid, sources: Mapping[str, Source]) -> pl.LazyFrame:
    """The rows with what cells merged downwards say of each row that they cover."""
    shared = {position for field in SHARED_FIELDS & sources.keys() for position in sources[field].positions}
    for position in sorted(shared):
        spans = [(top + 1, bottom + 1) for top, left, bottom, _ in grid.merged if left == position and bottom > top]
        if not spans:
            continue
        name = column_name(position)
        areas = pl.LazyFrame(sorted(spans), schema={"row": pl.Int64, "last": pl.Int64}, orient="row")
        begun = areas.join(kept.select("row", pl.col(name).alias("said")), on="row").sort("row")
        covered = pl.when(pl.col("row") <= pl.col("last")).then(pl.col("said"))
        joined = kept.sort("row").join_asof(begun, on="row")
        kept = joined.with_columns(pl.coalesce(name, covered).alias(name)).drop("last", "said")
    return kept


def _hidden_notes(grid: Grid, rows: int) -> tuple[str, ...]:
    return (
        *(("hidden_sheet_read",) if grid.hidden else ()),
        *((f"hidden_rows_read:{rows}",) if rows else ()),
    )
