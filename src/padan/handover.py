"""Rows that are already understood, written to a file that the reader takes as it stands: nothing is guessed again.

The n-th row given is the file's record n. Each column bears its field's own heading, each value is text. What a sheet's
title would tell of all its rows (segment, kelurahan, kecamatan) is told by the file's name.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from padan.domain.decisions import Decision
from padan.domain.fields import FIELDS
from padan.domain.segments import SEGMENT_BY_KEY
from padan.files.decisions import write_decisions_csv
from padan.files.layouts import ONE_OF
from padan.files.parquet import write_texts
from padan.files.reading import Kind as FileKind

Kind = FileKind
"""What a file is: list, participants, payments, posts or groups."""

Values = Mapping[str, str]
"""Field key to text."""


def file_name(number: int, *, segment: str = "", kelurahan: str = "", kecamatan: str = "") -> str:
    """A name that is unique by its number and tells what holds for all rows: `17 Ketua RT, Kelurahan Legok.parquet`.

    It stays the same from version to version of a list, so that a kept state finds the list again.
    """
    told = [
        SEGMENT_BY_KEY[segment].label_id if segment else "",
        f"Kelurahan {kelurahan}" if kelurahan else "",
        f"Kecamatan {kecamatan}" if kecamatan else "",
    ]
    safe = ", ".join(part for part in told if part).replace("/", " ")
    return f"{number} {safe}".strip() + ".parquet"


def write(rows: Iterable[Values], path: Path, *, kind: Kind) -> int:
    """Write the rows in their order; gives how many they are."""
    taken = list(rows)
    present = {key for row in taken for key, text in row.items() if text} | _needed(taken, kind)
    columns = {
        field.label_id: [row.get(field.key) or None for row in taken] for field in FIELDS if field.key in present
    }
    write_texts(path, columns)
    return len(taken)


def _needed(rows: list[Values], kind: Kind) -> set[str]:
    """Columns without which the reader knows no such file, be they empty: of each choice the one that is there, else
    the first."""
    known = {key for row in rows for key, text in row.items() if text}
    return {field for ways in ONE_OF[kind] for field in next((way for way in ways if known >= set(way)), ways[0])}


def write_decisions(decisions: Iterable[Decision], path: Path) -> None:
    """The answers of humans, as a file that a run obeys."""
    write_decisions_csv(path, decisions)
