"""Reads what humans decided (decisions.csv, or a filled-in rekonsiliasi.xlsx) and writes decisions.csv."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import python_calamine as calamine
from polars.exceptions import PolarsError

from padan.domain.cell_text import guarded, plain_text, unguarded
from padan.domain.decisions import (
    ANSWER_WORDS,
    CSV_COLUMNS,
    IDENTITY,
    NOTES,
    REVIEW_SHEETS,
    SIDES,
    Answer,
    Contradiction,
    Decision,
    RecordKey,
    columns_of,
    read_answer,
    read_side,
    settle,
)
from padan.domain.errors import DecisionsError, InBoth, PadanError, UnreadableFileError
from padan.files.delimited import SNIFFED_BYTES, encoding_of, neither_table_nor_text
from padan.files.encrypted import PasswordNeededError
from padan.files.given import files_given, in_one_line, no_access
from padan.files.grids import Grid, column_name, text_of
from padan.files.headings import looks_like_data
from padan.files.limits import MAX_WORKBOOK_BYTES, cell_too_long, whole_or_damaged
from padan.files.loading import grids_of, plain_workbook, regular_file
from padan.files.naming import short_names
from padan.files.sniffing import HEAD_BYTES, kind_of_head
from padan.files.workbook_parts import openable

HEADING_WITHIN = 20
"""Rows of a sheet in which its headings are looked for."""

_SHOWN = 12

Line = tuple[int, Mapping[str, str]]
Row = tuple[int, Sequence[str | None]]


class DecisionsPasswordError(PasswordNeededError):
    """The decisions have a password and none, or a wrong one, was given."""

    code = DecisionsError.code
    exit_code = DecisionsError.exit_code


def read_decisions(paths: Sequence[Path], password: str | None = None) -> list[Decision]:
    """The decisions of all files and folders together, one a pair; what is blank or "belum tahu" is left open.

    Raises DecisionsError where a file cannot be read, an answer is no known word, or decisions contradict each
    other and no later date decides; DecisionsPasswordError where a workbook has a password that is not `password`.
    """
    return [decision for decision in read_answers(paths, password) if decision.answer is not Answer.UNKNOWN]


def read_answers(paths: Sequence[Path], password: str | None = None) -> list[Decision]:
    """As `read_decisions`, with the notes that were left on pairs still open (their answer is UNKNOWN)."""
    found, _, problems = files_given(paths)
    faults: list[str] = [in_one_line(name, error) for name, error in problems]
    named = zip(found, short_names(found), strict=True)
    given = [decision for path, name in named for decision in _decisions_in(path, name, password, faults)]
    if faults:
        raise _error("keputusan tidak dapat dibaca", "the decisions cannot be read", faults)
    settled, clashes = settle(given)
    if clashes:
        raise _error(
            "keputusan saling bertentangan; betulkan salah satunya, atau isi tanggal yang lebih baru pada yang berlaku",
            "decisions contradict each other; correct one of them, or give the valid one a later date",
            [_told(clash) for clash in clashes],
        )
    return settled


def write_decisions_csv(path: Path, decisions: Iterable[Decision]) -> None:
    """Writes UTF-8 with commas, sorted by pair, so that the same decisions give the same bytes."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(CSV_COLUMNS)
        for decision in sorted(decisions, key=lambda d: (d.pair(), d.answer.value, d.by, d.at, d.note)):
            sides = (getattr(record, key) for record in (decision.a, decision.b) for key in IDENTITY)
            texts = (*sides, decision.answer.value, decision.by, decision.at, decision.note)
            writer.writerow([guarded(text) for text in texts])


def holds_unread_answers(path: Path) -> bool:
    """True where the workbook's review sheet holds a human's answer or note, so that it must not be overwritten.

    A file that is there but cannot be read (encrypted since, open elsewhere) is taken to hold some.
    """
    if not path.exists():
        return False
    try:
        lines = list(_sheet_lines(path.read_bytes()))
    except _NoReviewSheetError:
        return False
    except (PadanError, OSError):
        return True
    return any(plain_text(line.get(column)) for _, line in lines for column in NOTES)


class _NoReviewSheetError(Exception):
    """The workbook has no sheet with the review headings."""


def _decisions_in(path: Path, name: str, password: str | None, faults: list[str]) -> Iterator[Decision]:
    """The answered rows of one file; what is wrong with the others goes to `faults`, all of it."""
    try:
        lines = list(_lines_of(path, password))
    except _NoReviewSheetError:
        sheets = REVIEW_SHEETS
        faults.append(
            InBoth(
                f"{name}: tidak ada lembar {sheets['id']}; berikan rekonsiliasi.xlsx yang sudah diisi, atau "
                "decisions.csv",
                f"{name}: no sheet {sheets['en']}; give the filled-in rekonsiliasi.xlsx, or decisions.csv",
            )
        )
        return
    except PasswordNeededError as error:
        raise DecisionsPasswordError(f"{name}: {error.text_id}", f"{name}: {error.text_en}") from error
    except PadanError as error:
        faults.append(InBoth(f"{name}: {error.text_id}", f"{name}: {error.text_en}"))
        return
    for row, line in lines:
        decision = _decision(name, row, line, faults)
        if decision is not None:
            yield decision


def _lines_of(path: Path, password: str | None) -> Iterator[Line]:
    """The rows of a file of any kind that a list may be."""
    data = _bytes_of(path)
    kind = kind_of_head(data[:HEAD_BYTES])
    if kind in ("zip", "ole"):
        return _sheet_lines(plain_workbook(data, kind, password))
    return _csv_lines(data) if kind == "text" else _found_lines(_rows_of(grids_of(path, None)[0]))


def _rows_of(grids: Sequence[Grid]) -> list[Row]:
    rows: list[Row] = []
    for grid in grids:
        rows += [(0, list(grid.names))] if grid.names else []
        with whole_or_damaged(PolarsError):
            cells = grid.frame.select("row", *map(column_name, range(grid.width))).collect()
        rows += [(number, row) for number, *row in cells.iter_rows()]
    return rows


def _bytes_of(path: Path) -> bytes:
    try:
        regular_file(path)
        if path.stat().st_size > MAX_WORKBOOK_BYTES:
            raise UnreadableFileError("lebih dari 50 MB", "more than 50 MB")
        return path.read_bytes()
    except OSError as error:
        raise no_access(error) from error


def _csv_lines(data: bytes) -> Iterator[Line]:
    """Rows of a CSV with commas, semicolons or tabs, in any usual encoding; titles may stand above its headings."""
    text = _text_of(data)
    top = text.splitlines()[:HEADING_WITHIN]
    delimiter = max(",;\t", key=lambda sign: max((line.count(sign) for line in top), default=0))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows: list[Row] = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise cell_too_long(reader.line_num) from error
    return _found_lines(rows)


def _text_of(data: bytes) -> str:
    encoding = encoding_of(data[:SNIFFED_BYTES])
    if encoding is None:
        raise neither_table_nor_text()
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _found_lines(rows: Sequence[Row]) -> Iterator[Line]:
    """The rows below the headings."""
    filled = [(number, row) for number, row in rows if any((cell or "").strip() for cell in row)]
    if not filled:
        raise UnreadableFileError("berkas kosong", "the file is empty")
    for index, (_, row) in enumerate(filled[:HEADING_WITHIN]):
        columns = columns_of(row)
        if not _missing(columns):
            yield from _lines(columns, filled[index + 1 :])
            return
    raise _no_columns(filled[0][1])


def _sheet_lines(data: bytes) -> Iterator[Line]:
    """Rows of the review sheet, found by its name or, where it was renamed, by its headings."""
    book = _book(data)
    names = list(book.sheet_names)
    ours = [name for name in names if name in REVIEW_SHEETS.values()]
    for name in ours + [name for name in names if name not in ours]:
        rows = _sheet_rows(book, name)
        for index, (_, row) in enumerate(rows[:HEADING_WITHIN]):
            columns = columns_of(row)
            if _missing(columns) == []:
                yield from _lines(columns, rows[index + 1 :])
                return
    raise _NoReviewSheetError


def _book(data: bytes) -> Any:
    safe = openable(data)
    return _reading(lambda: calamine.CalamineWorkbook.from_filelike(io.BytesIO(safe)))


def _sheet_rows(book: Any, name: str) -> list[tuple[int, list[str | None]]]:
    sheet = _reading(lambda: book.get_sheet_by_name(name))
    first = (sheet.start or (0, 0))[0]
    rows = _reading(lambda: sheet.to_python(skip_empty_area=True))
    return [(first + index + 1, [text_of(cell) for cell in row]) for index, row in enumerate(rows)]


def _reading(step: Any) -> Any:
    """Runs one step of the reader; its own panic is no Exception in Python, and becomes a sentence too."""
    try:
        return step()
    except calamine.PasswordError as error:
        raise UnreadableFileError("berkas bersandi; buka kata sandinya dahulu", "the file is encrypted") from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise UnreadableFileError("buku kerja rusak", "the workbook is damaged") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise UnreadableFileError("buku kerja rusak", "the workbook is damaged") from error
        raise


def _missing(columns: Mapping[str, int]) -> list[str]:
    needed = [] if "decision" in columns else ["decision"]
    return needed + [
        f"{mark}_nik / {mark}_name" for mark in "ab" if not columns.keys() & {f"{mark}_nik", f"{mark}_name"}
    ]


def _no_columns(headings: Sequence[str | None]) -> UnreadableFileError:
    """What is missing, and the headings that are there; a row of people is not quoted."""
    missing = ", ".join(_missing(columns_of(headings)))
    plain = [plain_text(cell) for cell in headings]
    found = ", ".join(filter(None, plain))[:200]
    there = ("", "") if looks_like_data(plain) else (f" (yang ada: {found})", f" (found: {found})")
    return UnreadableFileError(
        f"kolom {missing} tidak ada{there[0]}; berikan decisions.csv, atau lembar Tinjauan utuh",
        f"column {missing} is missing{there[1]}; give decisions.csv, or the whole review sheet",
    )


def _lines(columns: Mapping[str, int], rows: Iterable[tuple[int, Sequence[str | None]]]) -> Iterator[Line]:
    for number, row in rows:
        line = {column: unguarded(row[at]) for column, at in columns.items() if at < len(row)}
        if any(line.values()):
            yield number, line


def _decision(file: str, row: int, line: Mapping[str, str], faults: list[str]) -> Decision | None:
    """One row as a decision; None where nothing was answered or noted, or where the row is at fault."""
    if not any(line.get(column) for column in NOTES):
        return None
    where, where_en = f"{file} baris {row}", f"{file} row {row}"
    answer = read_answer(line.get("decision"))
    a, b = (_record(mark, line) for mark in "ab")
    if answer is None:
        words = ", ".join(word for words in ANSWER_WORDS.values() for word in words.values())
        said = f'"{line.get("decision", "")[:40]}"'
        faults.append(
            InBoth(f"{where}: jawaban {said} tidak dikenal ({words})", f"{where_en}: unknown answer {said} ({words})")
        )
    elif a is None or b is None:
        faults.append(
            InBoth(
                f"{where}: sisi tidak dikenal, atau NIK dan nama salah satu data kosong",
                f"{where_en}: unknown side, or neither NIK nor name in one of the records",
            )
        )
    else:
        return Decision(a, b, answer, line.get("by", ""), line.get("at", ""), line.get("note", ""), where)
    return None


def _record(mark: str, line: Mapping[str, str]) -> RecordKey | None:
    """One of the two records; None where its side is unknown or it names nobody."""
    nik, name, birth_date, kpj = (line.get(f"{mark}_{key}", "") for key in IDENTITY[1:])
    side = read_side(line[f"{mark}_side"]) if f"{mark}_side" in line else SIDES["ab".index(mark)]
    return RecordKey(side, nik, name, birth_date, kpj) if side and (nik or name) else None


def _told(clash: Contradiction) -> InBoth:
    """The rows of a contradiction, without a name or a number of the people in it."""
    texts = (" <> ".join(f"{d.source} ({words[d.answer]})" for d in clash.decisions) for words in ANSWER_WORDS.values())
    return InBoth(*texts)


def _error(text_id: str, text_en: str, lines: Sequence[str]) -> DecisionsError:
    more = len(lines) - _SHOWN
    tail = [InBoth(f"... {more} lagi", f"... {more} more")] if more > 0 else []
    return DecisionsError(text_id, text_en, (*lines[:_SHOWN], *tail))
