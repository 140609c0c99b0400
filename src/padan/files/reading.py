"""Reads any sheet into rows: the door of this package."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

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
from padan.files.layouts import compact
from padan.files.loading import grids_of, regular_file
from padan.files.naming import files_of, short_names, shown
from padan.files.sheets import Kind, Request, SheetRead, no_rows, read_sheet

READERS = 2


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
            problems.append((shown(str(path)), error))
            continue
        except OSError as error:
            problems.append((shown(str(path)), _no_access(error)))
            continue
        notes += [f"file_skipped:{shown(other.name)}" for other in passed_over]
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
        stamp = _stamp(path)
        with path.open("rb") as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        grids, notes = grids_of(path, request.password)
    except OSError as error:
        raise _no_access(error) from error
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
        tuple(_in_one_line(sheet, error) for sheet, error in passed_over),
    )


__all__ = ["Kind", "SheetRead", "read_kinds", "read_lists", "unchanged"]
