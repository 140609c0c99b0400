"""Which office sends which list of a written city, told by the files' names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from padan.domain.segments import read_segment

_KELURAHAN = re.compile(r"(.+) Kel\. (.+)")
_KECAMATAN = re.compile(r"TKK Kecamatan (.+)")


@dataclass(frozen=True, slots=True)
class SentList:
    """One list in a file of its own: the kelurahan or the kecamatan whose office sends it, and its segment."""

    path: Path
    kelurahan: str
    kecamatan: str
    segment: str


def sent_lists(folder: Path) -> Iterator[SentList]:
    """The lists of a city that was written a list a file, in the order of their names."""
    for path in sorted((folder / "daftar").rglob("*.xlsx")):
        if found := _KECAMATAN.fullmatch(path.stem):
            yield SentList(path, "", found[1], "tkk")
        elif found := _KELURAHAN.fullmatch(path.stem):
            yield SentList(path, found[2], "", read_segment(found[1]) or "")
        else:
            yield SentList(path, path.parent.name, "", read_segment(path.stem) or "")
