"""`padan check`: lists read and looked over by themselves, and handed back with each row's problems in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from padan import __version__
from padan.domain.errors import NoRowsError, UsageError
from padan.domain.problems import problem_text
from padan.engine.loading import LIST, load
from padan.engine.normalising import normalise
from padan.engine.session import Connection, open_session
from padan.files.handback import handed_back_suffix, write_back
from padan.files.naming import shown
from padan.files.notes import sentence
from padan.files.publishing import published
from padan.files.reading import SheetRead, read_lists, unchanged
from padan.library_faults import full_disks_told

_PROBLEMS = (
    "SELECT s.file, s.sheet, p.record, p.row, p.problems FROM people AS p JOIN sheets AS s ON s.sheet_id = p.sheet_id "
    "WHERE p.problems <> '' ORDER BY p.row_id"
)


@dataclass(frozen=True, slots=True)
class TroubledRow:
    """One row with problems (codes), and where it stands."""

    file: str
    sheet: str
    record: int
    row: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read, which rows have problems, the files handed back, and what could not be kept in them."""

    sheets: tuple[SheetRead, ...]
    troubled: tuple[TroubledRow, ...]
    written: tuple[Path, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def rows(self) -> int:
        """Data rows in all files."""
        return sum(sheet.rows for sheet in self.sheets)

    def counts(self) -> dict[str, int]:
        """Rows by problem, the most frequent first."""
        found: dict[str, int] = {}
        for row in self.troubled:
            for code in row.problems:
                found[code] = found.get(code, 0) + 1
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "version": __version__,
            "files": len({sheet.path for sheet in self.sheets}),
            "rows": self.rows,
            "rows_with_problems": len(self.troubled),
            "problems": self.counts(),
            "troubled": [
                {"file": r.file, "sheet": r.sheet, "record": r.record, "row": r.row, "problems": list(r.problems)}
                for r in self.troubled
            ],
            "written": [shown(str(path)) for path in self.written],
            "notes": [{"file": file, "note": note} for file, note in self.notes],
        }


def check_lists(
    lists: Sequence[Path], *, out: Path | None = None, password: str | None = None, lang: str = "id"
) -> Checked:
    """Read and check; with `out` hand the files back: one list gives a file, several a folder of them."""
    sheets = read_lists(lists, kind="list", password=password, results=[out] if out else [])
    if not sum(sheet.rows for sheet in sheets):
        raise NoRowsError(
            "Tidak ada baris yang dapat dipakai. Isi data di bawah judul kolom.",
            "No usable row. Fill in rows below the heading and try again.",
            tuple(sheet.file for sheet in sheets),
        )
    con = open_session()
    try:
        with full_disks_told(), unchanged(sheets):
            troubled = _troubled(con, sheets)
    finally:
        con.close()
    if out is None:
        return Checked(tuple(sheets), troubled)
    single = len(lists) == 1 and not lists[0].is_dir()
    written, notes = (_hand_back_one if single else _hand_back_all)(sheets, troubled, out, password, lang)
    return Checked(tuple(sheets), troubled, written, notes)


def _troubled(con: Connection, sheets: Sequence[SheetRead]) -> tuple[TroubledRow, ...]:
    load(con, {LIST: sheets})
    normalise(con)
    return tuple(
        TroubledRow(file, sheet, record, row, tuple(problems.split(",")))
        for file, sheet, record, row, problems in con.execute(_PROBLEMS).fetchall()
    )


Written = tuple[tuple[Path, ...], tuple[tuple[str, str], ...]]
Sentences = Mapping[str, Mapping[tuple[str, int], Sequence[str]]]


def _hand_back_one(
    sheets: Sequence[SheetRead], troubled: Sequence[TroubledRow], out: Path, password: str | None, lang: str
) -> Written:
    source = sheets[0].path
    suffix = handed_back_suffix(source)
    target = out / f"{shown(source.stem)}{suffix}" if out.is_dir() else out
    if target.suffix.lower() != suffix:
        raise UsageError(
            f"--out {out}: salinan {shown(source.name)} harus bernama {suffix}",
            f"--out {out}: the copy of {shown(source.name)} must be named {suffix}",
        )
    said = _sentences(troubled, lang).get(sheets[0].file, {})
    with full_disks_told():
        notes = write_back(sheets, said, source, target, password)
    return (target,), tuple((sheets[0].file, sentence(note, lang)) for note in notes)


def _hand_back_all(
    sheets: Sequence[SheetRead], troubled: Sequence[TroubledRow], out: Path, password: str | None, lang: str
) -> Written:
    """A folder with a copy of each file under the name that the report shows it by, whole or not at all."""
    said = _sentences(troubled, lang)
    names: dict[str, str] = {}
    notes: list[tuple[str, str]] = []
    with published(out) as folder, full_disks_told():
        for file, members in groupby(sheets, key=lambda sheet: sheet.file):
            read = list(members)
            names[file] = _free_name(file, handed_back_suffix(read[0].path), set(names.values()))
            found = write_back(read, said.get(file, {}), read[0].path, folder / names[file], password)
            notes += [(file, sentence(note, lang)) for note in found]
    return tuple(out / name for name in names.values()), tuple(notes)


def _free_name(file: str, suffix: str, taken: set[str]) -> str:
    """The file's own name with the suffix of a copy; its old suffix too where two files would have one name."""
    path = PurePosixPath(file)
    inside = PurePosixPath(*path.parts[1:]) if path.is_absolute() else path
    short = str(inside.with_suffix(suffix))
    return f"{inside}{suffix}" if short in taken else short


def _sentences(troubled: Sequence[TroubledRow], lang: str) -> Sentences:
    """Row to its sentences; two people of one row, from tables beside each other, have theirs one after another."""
    said: dict[str, dict[tuple[str, int], list[str]]] = {}
    for row in troubled:
        texts = said.setdefault(row.file, {}).setdefault((row.sheet, row.row), [])
        texts += [text for code in row.problems if (text := problem_text(code, lang)) not in texts]
    return said
