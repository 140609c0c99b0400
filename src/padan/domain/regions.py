"""Kelurahan, kecamatan and places: one canonical key for the many ways a name is written.

Codes and names: Kemendagri, from data/wilayah (cahyadsn/wilayah, MIT). A name may be both a kelurahan and a
kecamatan (Telanaipura, Pasar Jambi, Jelutung, Paal Merah), so each level has its own lookup.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from padan.domain.blanks import says_nothing
from padan.domain.comparison import Comparison
from padan.domain.distances import edits
from padan.domain.word_sets import word_set

LONGEST = 200
_WORDS = re.compile(r"\d+|[A-Z]+")
_LEVEL = word_set("KEL KELURAHAN KLRHN KEC KECAMATAN DESA DS DUSUN LURAH CAMAT KANTOR")
_CITY_LEVEL = word_set("KOTA KAB KABUPATEN KOTAMADYA KODYA")
_SAME_WORD = {
    "I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "SATU": "1", "DUA": "2",
    "TIGA": "3", "EMPAT": "4", "LIMA": "5", "PAAL": "PAL", "MENGURAI": "MANGURAI", "SP": "SIMPANG",
    "SIMP": "SIMPANG", "SPG": "SIMPANG", "SEI": "SUNGAI", "SUNGAI": "SUNGAI", "TJ": "TANJUNG", "TJG": "TANJUNG",
    "TLG": "TALANG", "TL": "TALANG", "PSR": "PASAR", "KNL": "KENALI", "SEJINJANG": "SIJENJANG",
    "SIJINJANG": "SIJENJANG", "SEJENJANG": "SIJENJANG", "SOLO": "SOLOK", "TELANAI": "TELANAIPURA",
    "GDG": "GEDONG", "GEDUNG": "GEDONG", "BTG": "BATANG", "MUARO": "MUARA", "MA": "MUARA", "PSK": "PASIR",
}  # fmt: skip
_SAME_KEY = {"OLAKGEDONG": "ULUGEDONG", "PALPUTIH": "PALPUTIH", "TELANAIPURAPURA": "TELANAIPURA"}


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """One kelurahan with its Kemendagri code and its kecamatan. `new`: parted off in 2022, so old lists lack it."""

    code: str
    name: str
    kecamatan_code: str
    kecamatan: str
    new: bool


@dataclass(frozen=True, slots=True)
class City:
    """The city's kelurahan in the order of their codes, and which new one came from which (empty if not known)."""

    name: str
    kelurahan: tuple[Kelurahan, ...]
    parents: dict[str, tuple[str, ...]]

    @property
    def kecamatan(self) -> tuple[str, ...]:
        """Names of the kecamatan in the order of their codes."""
        return tuple(dict.fromkeys(k.kecamatan for k in self.kelurahan))


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("padan").joinpath("data", "wilayah", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def city() -> City:
    """Kota Jambi as the shipped table has it."""
    parents: dict[str, tuple[str, ...]] = {}
    for row in _rows("pemekaran.csv"):
        parents[row["code_kelurahan"]] = (*parents.get(row["code_kelurahan"], ()), row["parent_code_kelurahan"])
    found = tuple(
        Kelurahan(r["code_kelurahan"], r["kelurahan"], r["code_kecamatan"], r["kecamatan"], r["new"] == "1")
        for r in _rows("kota_jambi.csv")
    )
    return City("Kota Jambi", found, parents)


def place_name(code: str) -> str:
    """The name of a kelurahan's code, with its kecamatan where another kelurahan has the same name; the code itself
    where it is not in the shipped table."""
    found = {one.code: one for one in city().kelurahan}.get(code)
    if found is None:
        return code
    alike = sum(one.name == found.name for one in city().kelurahan) > 1
    return f"{found.name} ({found.kecamatan})" if alike else found.name


def _key(text: str | None, dropped: frozenset[str]) -> str:
    if not text or says_nothing(text):
        return ""
    words = _WORDS.findall(text[:LONGEST].upper())
    kept = [word for word in words if word not in dropped] or words
    key = "".join(_SAME_WORD.get(word, word.lstrip("0") or word) for word in kept)
    return _SAME_KEY.get(key, key)


@lru_cache(maxsize=1 << 14)
def kelurahan_key(text: str | None) -> str:
    """One key for all ways to write a kelurahan, e.g. SIMPANG4SIPIN; empty for a blank."""
    return _settled(_key(text, _LEVEL), tuple(_by_kelurahan()))


@lru_cache(maxsize=1 << 14)
def kecamatan_key(text: str | None) -> str:
    """One key for all ways to write a kecamatan; empty for a blank."""
    return _settled(_key(text, _LEVEL), tuple(_by_kecamatan()))


@lru_cache(maxsize=1 << 15)
def place_key(text: str | None) -> str:
    """One key for a birth place: without Kota or Kabupaten, spaces and signs."""
    return _key(text, _LEVEL | _CITY_LEVEL)


def _settled(key: str, known: tuple[str, ...]) -> str:
    """A key one letter away from exactly one known key is that key (never where a digit differs)."""
    if len(key) < 6 or key in known:
        return key
    digits = [c for c in key if c.isdigit()]
    ends = [k for k in known if k[0] == key[0] or k[-1] == key[-1]]
    near = [k for k in ends if edits(key, k, 1) <= 1 and [c for c in k if c.isdigit()] == digits]
    return near[0] if len(near) == 1 else key


@lru_cache(maxsize=1)
def _by_kelurahan() -> dict[str, tuple[Kelurahan, ...]]:
    found: dict[str, tuple[Kelurahan, ...]] = {}
    for kelurahan in city().kelurahan:
        key = _key(kelurahan.name, _LEVEL)
        found[key] = (*found.get(key, ()), kelurahan)
    return found


@lru_cache(maxsize=1)
def _by_kecamatan() -> dict[str, str]:
    return {_key(name, _LEVEL): name for name in city().kecamatan}


def find_kelurahan(text: str | None, kecamatan: str | None = None) -> Kelurahan | None:
    """The kelurahan a text names. A kecamatan that contradicts it does not change the answer: lists misplace it."""
    found = _by_kelurahan().get(kelurahan_key(text), ())
    if len(found) > 1:
        found = tuple(k for k in found if _key(k.kecamatan, _LEVEL) == kecamatan_key(kecamatan))
    return found[0] if len(found) == 1 else None


def find_kecamatan(text: str | None) -> str | None:
    """The official name of the kecamatan a text names, None where the city has none such."""
    return _by_kecamatan().get(kecamatan_key(text))


def is_kelurahan(text: str | None) -> bool | None:
    """Whether the city has a kelurahan of this name, even in two kecamatan; None where the text names nothing."""
    key = kelurahan_key(text)
    return key in _by_kelurahan() if key else None


def is_kecamatan(text: str | None) -> bool | None:
    """Whether the city has a kecamatan of this name; None where the text names nothing."""
    key = kecamatan_key(text)
    return key in _by_kecamatan() if key else None


def compare_places(
    text_a: str | None, text_b: str | None, *, key: Callable[[str | None], str], what_id: str, what_en: str
) -> Comparison:
    """Compare two places as written, by the `key` of their level: equal, near (one letter), different or missing."""
    a, b = key(text_a), key(text_b)
    if not a or not b:
        return Comparison("missing", f"{what_id} kosong pada salah satu pihak", f"{what_en} missing on a side")
    if a == b:
        return Comparison("equal", f"{what_id} sama", f"{what_en} equal")
    x, y = (" ".join((text or "").split())[:40] for text in (text_a, text_b))
    if len(a) >= 4 and edits(a, b, 1) <= 1:
        return Comparison("near", f"{what_id} beda 1 huruf: {x} dan {y}", f"{what_en} differs in 1 letter: {x} and {y}")
    return Comparison("different", f"{what_id} berbeda: {x} dan {y}", f"{what_en} different: {x} and {y}")
