"""Addresses: the words that tell one from another, and RT/RW."""

import re
from functools import lru_cache

from padan.domain.blanks import says_nothing
from padan.domain.comparison import Comparison
from padan.domain.word_sets import word_set

_RT_RW = re.compile(r"\bR\.?\s*[TW]\.?\s*[:.]?\s*0*\d{1,3}(?:\s*/\s*\d{1,3})?", re.I)
_RT_SLASH = re.compile(r"\W*R\.?\s*T\.?\s*(?:/\s*R\.?\s*W\.?)?\s*[:.]?\s*0*(\d{1,3})\s*/\s*0*(\d{1,3})\W*", re.I)
_RT = re.compile(r"\bR\.?\s*T\.?\s*[:.]?\s*0*(\d{1,3})", re.I)
_RW = re.compile(r"\bR\.?\s*W\.?\s*[:.]?\s*0*(\d{1,3})", re.I)
_PAIR = re.compile(r"\W*0*(\d{1,3})\s*[/\\|;,.\- ]\s*0*(\d{1,3})\W*")
_ONE = re.compile(r"\W*0*(\d{1,3})(?:[.,]0+)?\W*")
LONGEST = 300
_WORDS = re.compile(r"\d+|[A-Z]+")
_DROPPED = word_set(
    "JL JLN JALAN GG GANG NO NOMOR NMR LR LRG LORONG BLOK BLK PERUM PERUMAHAN KOMP KOMPLEK KOMPLEKS DESA DUSUN DSN "
    "KEL KELURAHAN KEC KECAMATAN KOTA JAMBI RT RW DAN DI"
)
_ROMAN = {"II": "2", "III": "3", "IV": "4", "VI": "6", "VII": "7", "VIII": "8", "IX": "9", "XI": "11", "XII": "12"}
_SAME = {"SIMP": "SIMPANG", "SP": "SIMPANG", "TLG": "TALANG", "TJ": "TANJUNG", "SEI": "SUNGAI", "SYD": "SAYID"}


def read_rt_rw(text: str | None) -> tuple[int | None, int | None]:
    """RT and RW from "05/02", "RT 05 RW 02", "RT.05" or "5" (an RT alone). None for each that is not told."""
    if not text:
        return None, None
    text = text[:LONGEST]
    pair = _PAIR.fullmatch(text) or _RT_SLASH.fullmatch(text)
    if pair:
        return _number(pair, 1), _number(pair, 2)
    rt, rw = _RT.search(text), _RW.search(text)
    if rt or rw:
        return _number(rt, 1), _number(rw, 1)
    return _number(_ONE.fullmatch(text), 1), None


def _number(found: re.Match[str] | None, group: int) -> int | None:
    return (int(found.group(group)) or None) if found else None


@lru_cache(maxsize=1 << 16)
def address_words(text: str | None) -> tuple[str, ...]:
    """The words and numbers of an address without JL, GG, NO, RT/RW and the like; Roman numerals as digits."""
    if not text or says_nothing(text):
        return ()
    found = _WORDS.findall(_RT_RW.sub(" ", text[:LONGEST]).upper().replace(".", " "))
    words = (_SAME.get(word, _ROMAN.get(word, word)) for word in found if word not in _DROPPED)
    return tuple(word.lstrip("0") or "0" if word.isdigit() else word for word in words)


def compare_addresses(a: str | None, b: str | None) -> Comparison:
    """Outcomes: equal (same words), similar (at least half of all words agree), different, missing."""
    mine, yours = set(address_words(a)), set(address_words(b))
    if not mine or not yours:
        return Comparison("missing", "alamat kosong pada salah satu pihak", "address missing on one side or both")
    if mine == yours:
        return Comparison("equal", "alamat sama", "address equal")
    if 2 * len(mine & yours) >= len(mine | yours):
        return Comparison("similar", "alamat mirip", "address similar")
    return Comparison("different", "alamat berbeda", "address different")
