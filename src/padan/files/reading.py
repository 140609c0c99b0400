"""Reads any sheet into rows: the door of this package."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from polars.exceptions import PolarsError

from padan.domain.errors import HeadingError, PadanError, UnreadableFileError, UsageError
from padan.domain.fields import FIELD_KEYS
from padan.files import limits
from padan.files.given import empty_file, files_given, in_one_line, no_access, raise_all
from padan.files.layouts import compact
from padan.files.loading import grids_of, regular_file
from padan.files.naming import short_names
from padan.files.sheets import Kind, Request, SheetRead, no_rows, read_sheet

READERS = 2


def read_lists(
    paths: Sequence[Path],
    *,
    kind: Kind,
    password: str | None = None,
    map: Mapping[str, str] | None = None,
    results: Sequence[Path] = (),
) -> list[SheetRead]:
    """All sheets of all files, in the order given; a folder means every readable file below it, but for `results`.

    `map` states fields for headings (heading text to field key, empty to ignore a column). Raises UnreadableFileError
    naming every file that cannot be read, or HeadingError naming every one without a usable heading.
    """
    with _readers() as readers:
        return _gathered(_begun(paths, Request(kind, password, _mapping(map or {})), readers, results))


def read_kinds(
    paths: Mapping[Kind, Sequence[Path]], *, password: str | None = None, results: Sequence[Path] = ()
) -> tuple[dict[str, list[SheetRead]], list[PadanError]]:
    """The sheets of each kind of file, and an error for each kind that cannot be read; all are read side by side."""
    sheets: dict[str, list[SheetRead]] = {}
    faults: list[PadanError] = []
    with _readers() as readers:
        fewest_first = sorted(paths, key=lambda kind: len(files_given(paths[kind])[0]))
        begun = {kind: _begun(paths[kind], Request(kind, password, {}), readers, results) for kind in fewest_first}
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


def _begun(paths: Sequence[Path], request: Request, readers: ThreadPoolExecutor, results: Sequence[Path]) -> _Begun:
    found, notes, problems = files_given(paths, results)
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
    raise_all(problems)
    if empty and len(empty) == len(sheets) and all(sheet.path.stat().st_size == 0 for sheet in empty):
        raise_all([(sheet.file, empty_file()) for sheet in empty])
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


def _with_notes(sheets: list[SheetRead], notes: Sequence[str]) -> list[SheetRead]:
    if not sheets or not notes:
        return sheets
    return [replace(sheets[0], notes=tuple(dict.fromkeys((*sheets[0].notes, *notes)))), *sheets[1:]]


def _read_file(path: Path, name: str, request: Request) -> list[SheetRead]:
    try:
        regular_file(path)
        stamp = _stamp(path)
        with path.open("rb") as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        grids, notes = grids_of(path, request.password)
    except OSError as error:
        raise no_access(error) from error
    lazily = any(grid.names for grid in grids)
    blank = SheetRead(
        path, name, "", sha256, (), no_rows(), 0, (), "", {}, ("empty_file",), stamp=stamp if lazily else None
    )
    read: list[SheetRead] = []
    passed_over: list[tuple[str, HeadingError]] = []
    for grid in grids:
        try:
            with limits.whole_or_damaged(PolarsError):
                sheet = read_sheet(grid, replace(blank, sheet=grid.sheet, notes=()), request)
        except HeadingError as error:
            passed_over.append((grid.sheet, error))
            continue
        read += [sheet] if sheet is not None else []
    limits.check_rows(sum(sheet.rows for sheet in read) if grids and grids[0].sheet else 0)
    if not read and passed_over:
        raise _no_heading(passed_over)
    notes = (*notes, *(f"sheet_skipped:{sheet} ({', '.join(error.details[:20])})" for sheet, error in passed_over))
    return _with_notes(read or [blank], notes)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Inode, size and time of a file's last change; None where it is gone."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns


@contextmanager
def unchanged(sheets: Iterable[SheetRead]) -> Iterator[None]:
    """While rows are read that were not asked for before: their files must be the ones whose headings were understood.

    Raises UnreadableFileError for the first that was changed or is gone, in the place of whatever that led to.
    """
    asked = [sheet for sheet in sheets if sheet.stamp is not None]
    try:
        yield
    except (PadanError, KeyboardInterrupt):
        raise
    except BaseException:
        _demand_unchanged(asked)
        raise
    _demand_unchanged(asked)


def _demand_unchanged(sheets: Sequence[SheetRead]) -> None:
    for sheet in sheets:
        if _stamp(sheet.path) != sheet.stamp:
            raise UnreadableFileError(
                f"{sheet.file}: berkas diubah atau dihapus selagi dibaca; ulangi perintah ini",
                f"{sheet.file}: the file was changed or deleted while it was read; give the command again",
            )


def _no_heading(passed_over: Sequence[tuple[str, HeadingError]]) -> HeadingError:
    if len(passed_over) == 1:
        return passed_over[0][1]
    return HeadingError(
        "tidak ada lembar dengan judul kolom yang dapat dipakai:",
        "no sheet has usable headings:",
        tuple(in_one_line(sheet, error) for sheet, error in passed_over),
    )


__all__ = ["Kind", "SheetRead", "read_kinds", "read_lists", "unchanged"]
