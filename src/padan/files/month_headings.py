"""Headings of payments that name a month: "Jan", "Iuran Januari 2026", "2026-01", "Bulan ke-1", "TW I 2026"."""

import re
from dataclasses import dataclass

from padan.domain.dates import MONTHS

FIRST_YEAR, LAST_YEAR = 2000, 2099
_WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
_TO = r"\s*(?:s\.?\s*/?\s*d\b\.?|sampai(?:\s+dengan)?|hingga|[-–—])\s*"
_LETTER = r"[a-z]"
_WORD = re.compile(
    rf"(?<!{_LETTER})({_WORDS})(?!{_LETTER})(?:{_TO}({_WORDS})(?!{_LETTER}))?\.?(?:[\s.,'’`/-]*(\d\d)(?![\d.,]))?", re.I
)
_YEAR_MONTH = re.compile(r"(?<!\d)(20\d\d)[-/. ]?(0[1-9]|1[0-2])(?:[-/.]01)?(?:\s+00:00(?::00)?)?(?!\d)")
_MONTH_YEAR = re.compile(r"(?<!\d)(?:0?1[-/.])?(0?[1-9]|1[0-2])[-/. ](20\d\d)(?!\d)")
_NUMBERED = re.compile(r"\b(?:bulan|bln)\W*(?:ke)?\W*(1[0-2]|0?[1-9]|i{1,3}|iv|vi{0,3}|ix|xi{0,2})\b", re.I)
_QUARTER = re.compile(r"\b(?:triwulan|tw|kuartal|q)\W*(?:ke)?\W*(i{1,3}|iv|[1-4])\b", re.I)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_ROMANS = {
    word: n for n, word in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1)
}


@dataclass(frozen=True, slots=True)
class NamedMonths:
    """What a heading names: the months `first` to `last` (1 to 12) of a year, None where it is not told; and what else
    the heading says."""

    year: int | None
    first: int
    last: int
    rest: str


def named_months(text: str) -> NamedMonths | None:
    """The months that a heading names; None where it names none, or more than one can tell."""
    plain = " ".join(text.replace("_", " ").split())
    for pattern in (_YEAR_MONTH, _MONTH_YEAR):
        found = pattern.findall(plain)
        if len(found) == 1:
            year, month = found[0] if pattern is _YEAR_MONTH else found[0][::-1]
            return NamedMonths(int(year), int(month), int(month), pattern.sub(" ", plain))
    for pattern, read in ((_WORD, _by_word), (_QUARTER, _by_quarter), (_NUMBERED, _by_number)):
        matches = list(pattern.finditer(plain))
        if matches:
            return read(matches[0], plain) if len({m[0].lower() for m in matches}) == 1 else None
    return None


def _by_word(found: re.Match[str], plain: str) -> NamedMonths | None:
    first, last = MONTHS[found[1].upper()], MONTHS[(found[2] or found[1]).upper()]
    rest = plain.replace(found[0], " ")
    years = set(_YEAR.findall(rest))
    if found[3] and not years:
        return NamedMonths(2000 + int(found[3]), first, last, rest) if last >= first else None
    if found[3]:
        years |= set(_YEAR.findall(plain))
    return _of_years(years, first, last, rest)


def _by_quarter(found: re.Match[str], plain: str) -> NamedMonths | None:
    quarter = _ROMANS.get(found[1].lower()) or int(found[1])
    rest = plain.replace(found[0], " ")
    return _of_years(set(_YEAR.findall(rest)), 3 * quarter - 2, 3 * quarter, rest)


def _by_number(found: re.Match[str], plain: str) -> NamedMonths | None:
    month = _ROMANS.get(found[1].lower()) or int(found[1])
    rest = plain.replace(found[0], " ")
    return _of_years(set(_YEAR.findall(rest)), month, month, rest)


def _of_years(years: set[str], first: int, last: int, rest: str) -> NamedMonths | None:
    if len(years) > 1 or last < first:
        return None
    return NamedMonths(int(years.pop()) if years else None, first, last, _YEAR.sub(" ", rest))


_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
_SAYS_PAID = frozenset(
    {
        "iuran", "bulan", "bln", "bl", "bayar", "pembayaran", "dibayar", "terbayar", "setor", "setoran", "jumlah",
        "jml", "jlh", "total", "nominal", "nilai", "besar", "besaran", "rp", "rupiah", "tahun", "thn", "th", "ta",
        "ke", "peserta", "bpjs", "bpjstk", "tk", "ketenagakerjaan", "jamsostek", "amount", "paid", "payment",
        "kontribusi", "lunas", "status", "tagihan", "month",
    }
)  # fmt: skip
"""Words beside a month under which what was paid stands."""


def says_only_paid(rest: str) -> bool:
    """Whether what a heading says beside its month is nothing but that something was paid."""
    words = re.findall(r"[^\W_]+", _BRACKETS.sub(" ", rest).lower())
    return all(word in _SAYS_PAID for word in words)
