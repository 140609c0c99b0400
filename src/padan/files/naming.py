"""Which files a list of paths means, and the short name each is shown by."""

import os
from collections.abc import Sequence
from pathlib import Path

from padan.domain.errors import UnreadableFileError

READABLE = frozenset((".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".parquet", ".pq", ".htm", ".html"))
_OF_PROGRAMS = frozenset((".toml", ".json", ".md", ".py", ".log", ".lnk", ".url", ".tmp", ".bak", ".ini", ".duckdb"))
_OF_SYSTEMS = frozenset(("thumbs.db", "desktop.ini"))
_RESULT = ("summary.json", "rows.parquet")
_OF_RESULTS = frozenset(
    (*_RESULT, "pairs.parquet", "pairs_within.parquet", "decisions.csv", "rekonsiliasi.xlsx", "berita-acara.pdf")
)


def shown(name: str) -> str:
    """A name of the file system as text that can be written anywhere: bytes that are no UTF-8, as old archives leave
    them, as `\\xff`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def is_endless(path: Path) -> bool:
    """Whether a path is a device or a pipe, which may never end."""
    return path.exists() and not path.is_file() and not path.is_dir()


def files_of(path: Path, results: Sequence[Path] = ()) -> tuple[list[Path], list[Path], list[Path]]:
    """The file itself, or all readable files below a folder in the order of their names; then those passed over; then
    other folders of results (they hold a summary and rows), which are not looked into, nor are `results`. Where one of
    these is the folder itself, what a run wrote there is no list.

    Raises UnreadableFileError for a missing path and for a folder without a readable file.
    """
    if not path.exists():
        raise UnreadableFileError("berkas tidak ada; periksa nama dan tempatnya", "no such file; check name and place")
    if not path.is_dir():
        return [path], [], []
    own = {path / os.path.relpath(os.path.realpath(result), os.path.realpath(path)) for result in results}
    is_own = path in own and all((path / name).is_file() for name in _RESULT)
    own -= {path}
    others = _results_below(path) - own
    below = sorted(
        found
        for found in path.rglob("*")
        if found.is_file() and not _is_working_copy(found, path) and (own | others).isdisjoint(found.parents)
    )
    if is_own:
        below = [found for found in below if found.parent != path or found.name not in _OF_RESULTS]
    readable = [found for found in below if found.suffix.lower() in READABLE]
    if not readable:
        raise UnreadableFileError(
            "folder tanpa berkas daftar (.xlsx, .xlsm, .xls, .ods, .csv, .tsv, .parquet)",
            "a folder without a list (.xlsx, .xlsm, .xls, .ods, .csv, .tsv, .parquet)",
        )
    return readable, [found for found in below if _is_told(found)], sorted(others)


def _results_below(folder: Path) -> set[Path]:
    found = {summary.parent for summary in folder.rglob(_RESULT[0]) if (summary.parent / _RESULT[1]).is_file()}
    return found - {folder}


def _is_told(found: Path) -> bool:
    """A file that cannot be read may be somebody's list: it is named, but for what systems and programs leave."""
    return found.suffix.lower() not in READABLE | _OF_PROGRAMS and found.name.lower() not in _OF_SYSTEMS


def _is_working_copy(found: Path, folder: Path) -> bool:
    """Lock files of Excel and LibreOffice, and whatever is hidden by a dot."""
    parts = found.relative_to(folder).parts
    return any(part.startswith((".", "~$")) for part in parts)


def short_names(paths: Sequence[Path]) -> list[str]:
    """For each path its shortest ending that no other of them has."""
    parts = [path.absolute().parts for path in paths]
    return [shown(_shortest(own, [other for other in parts if other != own])) for own in parts]


def _shortest(own: tuple[str, ...], others: Sequence[tuple[str, ...]]) -> str:
    left = others
    for count in range(1, len(own) + 1):
        left = [other for other in left if other[-count:] == own[-count:]]
        if not left:
            return "/".join(own[-count:]) if count < len(own) else str(Path(*own))
    return str(Path(*own))
