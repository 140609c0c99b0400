"""Where the invented people live: the 68 kelurahan of Kota Jambi, and invented copies of them for larger cities.

A copy k carries region codes 99.kk (98.kk past 99 copies, and so on down), which no real region has, and its names
end in "Uji kkk". The number of listed people per kelurahan so stays what it is in the default city, about 176.
"""

import csv
from dataclasses import dataclass
from importlib import resources

import numpy as np
import numpy.typing as npt

PEOPLE_PER_KELURAHAN = 12_000 / 68
TABLE = "data/wilayah/kota_jambi.csv"


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """One kelurahan; `parent` is the index of the (invented) kelurahan it was split from, -1 for none."""

    code: str
    name: str
    kecamatan: int
    parent: int


@dataclass(frozen=True, slots=True)
class Kecamatan:
    """One kecamatan; `code` is the six digits that stand at the head of a NIK, `old_code` those of before a split."""

    code: int
    old_code: int
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Places:
    """All kelurahan and kecamatan of the city, and the index of each kelurahan's kecamatan as an array."""

    kelurahan: tuple[Kelurahan, ...]
    kecamatan: tuple[Kecamatan, ...]

    def kecamatan_of(self) -> npt.NDArray[np.int32]:
        """Index of the kecamatan of each kelurahan."""
        return np.array([place.kecamatan for place in self.kelurahan], dtype=np.int32)

    def offices(self) -> list[str]:
        """Names of the submitting offices: kelurahan first, then kecamatan."""
        kelurahan = [f"Kelurahan {place.name}" for place in self.kelurahan]
        return kelurahan + [f"Kecamatan {place.name}" for place in self.kecamatan]


# Kecamatan 09, 10 and 11 are younger: older residents keep the code of 01, 02 or 07.
_BEFORE_SPLIT = {9: 7, 10: 1, 11: 2}


def _rows() -> list[dict[str, str]]:
    text = resources.files("padan").joinpath(TABLE).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _city(copy: int) -> int:
    """The four digits of a city's region code: 1571 for Kota Jambi, 9901 and on for its copies."""
    return 1571 if copy == 0 else (99 - (copy - 1) // 99) * 100 + (copy - 1) % 99 + 1


def make_places(people: int) -> Places:
    """Kelurahan and kecamatan for so many listed people: always the real 68, more beyond 12,000 people."""
    rows = _rows()
    wanted = max(len(rows), round(people / PEOPLE_PER_KELURAHAN))
    kelurahan: list[Kelurahan] = []
    kecamatan: list[Kecamatan] = []
    for copy in range(-(-wanted // len(rows))):
        _add_city(rows[: wanted - len(kelurahan)], copy, kelurahan, kecamatan)
    return Places(tuple(kelurahan), tuple(kecamatan))


def _add_city(rows: list[dict[str, str]], copy: int, kelurahan: list[Kelurahan], kecamatan: list[Kecamatan]) -> None:
    city, tail = _city(copy), f" Uji {copy:03d}" if copy else ""
    index: dict[str, int] = {}
    first: dict[str, int] = {}
    for row in rows:
        number = int(row["code_kecamatan"].split(".")[2])
        if row["code_kecamatan"] not in index:
            index[row["code_kecamatan"]] = len(kecamatan)
            first[row["code_kecamatan"]] = len(kelurahan)
            old = city * 100 + _BEFORE_SPLIT.get(number, number)
            kecamatan.append(Kecamatan(city * 100 + number, old, row["kecamatan"] + tail, f"{copy or ''}{number:02d}"))
        new = row["new"] == "1"
        code = f"{city // 100}.{city % 100:02d}.{number:02d}.{row['code_kelurahan'].split('.')[3]}"
        # The true parents are not published: the first kelurahan of the kecamatan stands in, an invention.
        parent = first[row["code_kecamatan"]] if new else -1
        kelurahan.append(Kelurahan(code, row["kelurahan"] + tail, index[row["code_kecamatan"]], parent))
