"""The NIK (Nomor Induk Kependudukan): region PPKKCC, birth date DDMMYY (day + 40 for women), serial from 0001.

Legal source: UU 23/2006 jo. UU 24/2013 (administrasi kependudukan); the layout has no check digit, so a NIK
can be impossible but never proved right. Nothing is mended silently: every repair leaves a problem code.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from padan.domain.blanks import NOTHING
from padan.domain.comparison import Comparison
from padan.domain.digits import compare_digits
from padan.domain.word_sets import word_set

LENGTH = 16
KNOWN_PREFIX = 12
WOMAN = 40
LONGEST = 100
SHORTEST_IDENTIFIER = 4
FIRST_CARD_YEAR = 1

_OUTER = " \t\r\n'\"`´‘’“”\u00a0\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069"
_MENDS = str.maketrans({"O": "0", "I": "1", "L": "1", "|": "1"})
_SIGNS = str.maketrans("", "", " \t\r\n.,'\"`´‘’“”-–—_/:;()[]*#\u00a0\ufeff")
_FLOAT = re.compile(r"(\d+)[.,]0+")
_GROUPED = re.compile(r"(\d{1,3}(?:,\d{3}){4,})\.0+|(\d{1,3}(?:\.\d{3}){4,}),0+")
_POWER = re.compile(r"(\d)(?:[.,](\d+))?E\+?(\d{1,2})", re.I)
_LABEL = re.compile(r"^(?:NO(?:MOR)?\b[.\s]*)?NIK\b[\s:.=]*", re.I)
_NOTHING = NOTHING | word_set("/ X XX NA BLM BELUM TIDAK TDK NIK")
_AMONG_WORDS = re.compile(r"(?<![0-9A-Za-z])(\d{16}|\d{4}([ .-])\d{4}\2\d{4}\2\d{4})(?![0-9A-Za-z])")
_OTHER_NUMBER = re.compile(r"(?:\d[ .'-]?){14}")
"""A second number as long as a NIK: nobody can say which is meant."""
_MASKED = re.compile(r"(?<=\d)[*•xX#]{3,}|[*•xX#]{3,}(?=\d)")
_RUNS = frozenset(
    run[:length]
    for run in ("12345678901234567890", "01234567890123456789", "98765432109876543210", "09876543210987654321")
    for length in range(6, len(run) + 1)
)
"""Digits that count up or down, six or more."""
LEAST_PLAIN = 4
"""Sixteen signs that are all digits or O, I, L are a NIK where at least so many are digits."""
LEAST_LOST = 8
"""Fewer numbers than this may all end in zero by chance."""
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class NikReading:
    """How one cell was understood as a NIK.

    `digits` is what may be compared: the whole NIK, the digits Excel left standing (at least 12), or another
    identifier in upper case; empty for a missing or dummy value, so that those never join two people.
    `nik` is the NIK where all 16 digits can be believed. `kind` is one of valid, excel_truncated, length,
    invalid_date, not_digits, dummy, missing, kk. `day` (1 to 31), `month` and `year2` (0 to 99) and `sex`
    come from the digits where they give a possible date.
    """

    digits: str
    nik: str | None
    kind: str
    day: int | None = None
    month: int | None = None
    year2: int | None = None
    sex: str | None = None
    problems: tuple[str, ...] = ()


_MISSING = NikReading("", None, "missing", problems=("nik_missing",))
_DUMMY = NikReading("", None, "dummy", problems=("nik_missing",))


def read_nik(text: str | None) -> NikReading:
    """Read one cell. Never raises; what cannot be a NIK is kept as evidence where it may identify a person."""
    if text is None:
        return _MISSING
    if len(text) == LENGTH and text.isascii() and text.isdigit():
        return _judge(text, ())
    if len(text) > LONGEST:
        return NikReading("", None, "not_digits", problems=("nik_not_digits",))
    plain = _LABEL.sub("", text.strip(_OUTER), count=1).strip(_OUTER)
    if not plain or plain.upper() in _NOTHING:
        return _MISSING
    power = _POWER.fullmatch(plain.replace(" ", ""))
    if power:
        return _from_power(power.group(1) + (power.group(2) or ""), int(power.group(3)))
    number = _FLOAT.fullmatch(plain)
    if number and (len(number.group(1)) >= LENGTH - 1 or not number.group(1).strip("0")):
        plain = number.group(1)
    grouped = _GROUPED.fullmatch(plain)
    if grouped:
        plain = grouped.group(1) or grouped.group(2)
    return _from_signs(plain)


def _from_signs(plain: str) -> NikReading:
    """Drop signs and mend letters that stand for digits; tell where anything was mended. A masked one is nobody's."""
    if plain.isascii() and plain.isdigit():
        return _judge(plain, ())
    if _MASKED.search(plain):
        return NikReading("", None, "not_digits", problems=("nik_not_digits",))
    among = _among_words(plain)
    if among is not None:
        return _judge(among, ("nik_mended",))
    kept = unicodedata.normalize("NFKC", plain).translate(_SIGNS).upper()
    kept = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in kept if c.isalnum() or c == "|")
    mended = kept.translate(_MENDS)
    plain_digits = sum(map(str.isdigit, kept))
    if mended.isdigit() and (2 * plain_digits > len(kept) or (len(kept) == LENGTH and plain_digits >= LEAST_PLAIN)):
        return _judge(mended, ("nik_mended",))
    kept = "".join(c for c in kept if c.isalnum())
    if len(set(kept)) < 2 or not any(c.isdigit() for c in kept):
        return _MISSING
    return NikReading(kept, None, "not_digits", problems=("nik_not_digits",))


def _among_words(plain: str) -> str | None:
    """The one number of sixteen digits in a cell that holds words beside it; None where there is none, or another."""
    found = _AMONG_WORDS.search(plain)
    if found is None:
        return None
    before, after = plain[: found.start()], plain[found.end() :]
    if not any(map(str.isalpha, before + after)) or any(map(_OTHER_NUMBER.search, (before, after))):
        return None
    return re.sub(r"\D", "", found.group(1))


def _from_power(known: str, exponent: int) -> NikReading:
    """A number shown by Excel as 1.57101E+15: only its first digits are known."""
    if exponent != LENGTH - 1 or len(known) > LENGTH:
        return NikReading(known if len(known) >= KNOWN_PREFIX else "", None, "length", problems=("nik_length",))
    if len(known) == LENGTH:
        return _judge(known, ())
    return _truncated(known, ())


def _truncated(known: str, notes: tuple[str, ...]) -> NikReading:
    problems = (*notes, "nik_excel_truncated")
    if len(known) < KNOWN_PREFIX:
        return NikReading("", None, "excel_truncated", problems=problems)
    born = _date_inside(known)
    if born is None:
        return NikReading(known, None, "excel_truncated", problems=(*problems, "nik_invalid_date"))
    return NikReading(known, None, "excel_truncated", *born, problems=problems)


def _judge(digits: str, notes: tuple[str, ...]) -> NikReading:
    """Say what a string of digits alone is."""
    if is_dummy(digits):
        return _DUMMY
    if len(digits) != LENGTH:
        return NikReading(digits, None, "length", problems=(*notes, "nik_length"))
    if digits.endswith("0000"):
        return _truncated(digits[:-1], notes)
    born = _date_inside(digits)
    if born is None:
        return NikReading(digits, None, "invalid_date", problems=(*notes, "nik_invalid_date"))
    return NikReading(digits, digits, "valid", *born, problems=notes)


def is_dummy(digits: str) -> bool:
    """True for fillers: too short to identify, one digit throughout, counting up or down, no date at all."""
    if len(digits) < SHORTEST_IDENTIFIER or digits.count(digits[0]) == len(digits):
        return True
    if len(digits) >= KNOWN_PREFIX and digits[6:12] == "000000":
        return True
    return digits in _RUNS


def _date_inside(digits: str) -> tuple[int, int, int, str] | None:
    """Day, month, two-digit year and sex from digits 7 to 12, None where there is no such day."""
    day, month, year2 = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    sex = "L"
    if day > WOMAN:
        day, sex = day - WOMAN, "P"
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month] or (day == 29 and month == 2 and year2 % 4):
        return None
    return day, month, year2, sex


def birth_date(nik: str | None, *, on: date) -> date | None:
    """The birth date inside a NIK, in the latest century that makes the person already born on day `on`.

    A NIK says two digits of the year. 2000 + yy is taken where that day is not after `on`, since the other
    reading would be a person of a hundred years or more; else 1900 + yy. None where there is no such day.
    """
    born = _date_inside(nik) if nik and len(nik) >= KNOWN_PREFIX and nik.isdigit() else None
    if born is None:
        return None
    day, month, year2, _ = born
    if (2000 + year2, month, day) <= (on.year, on.month, on.day):
        return date(2000 + year2, month, day)
    return None if (day, month, year2) == (29, 2, 0) else date(1900 + year2, month, day)


def agrees_with(reading: NikReading, birth: date | None, sex: str | None) -> tuple[str, ...]:
    """Problem codes where the date or the sex inside the NIK contradicts the columns: warnings, never a rejection."""
    problems = []
    if birth is not None and reading.day is not None:
        inside = (reading.day, reading.month, reading.year2)
        if inside != (birth.day, birth.month, birth.year % 100):
            problems.append("nik_birth_date_differs")
    if sex is not None and reading.sex is not None and sex != reading.sex:
        problems.append("nik_sex_differs")
    return tuple(problems)


def looks_like_kk(digits: str, *, latest_year: int = 2026) -> bool:
    """True where the digits could be a family card number (No. KK): its date is a recent day of issue, never + 40."""
    if len(digits) != LENGTH or not digits.isdigit():
        return False
    born = _date_inside(digits)
    return born is not None and born[3] == "L" and FIRST_CARD_YEAR <= born[2] <= latest_year % 100


def column_is_kk(values: Iterable[str | None], *, birth_dates: Iterable[date | None] | None = None) -> bool | None:
    """Whether a column of 16-digit numbers holds No. KK (True), NIK (False), or cannot be told (None).

    NIK of women have a day above 40, and their dates are birth dates; a No. KK has a recent day of issue and
    is shared by a household.
    """
    rows = [read_nik(v) for v in values]
    niks = [r for r in rows if len(r.digits) >= LENGTH - 1 and r.kind in ("valid", "excel_truncated")]
    if not niks:
        return None
    if birth_dates is not None and _share_born(rows, birth_dates) >= 0.3:
        return False
    women = sum(r.sex == "P" for r in niks) / len(niks)
    if women >= 0.08:
        return False
    recent = sum(looks_like_kk(r.digits.ljust(LENGTH, "1")) for r in niks) / len(niks)
    repeats = 1 - len({r.digits for r in niks}) / len(niks)
    if recent >= 0.8 and (len(niks) >= 5 or repeats > 0):
        return True
    return False if recent < 0.5 else None


def column_lost_ends(*, whole: int, ending_in_zero: int) -> bool:
    """Whether Excel kept a column of NIK as numbers, so that the last of sixteen digits is zero by loss.

    `whole` counts the column's numbers of sixteen digits, `ending_in_zero` those of them that end so: of sound NIK one
    in ten does. Where half of them do, at most one in nine of these tells its own last digit.
    """
    return ending_in_zero >= LEAST_LOST and 2 * ending_in_zero >= whole


def _share_born(rows: list[NikReading], birth_dates: Iterable[date | None]) -> float:
    """Share of rows whose number holds the day and month of the row's birth date."""
    both = [(r, b) for r, b in zip(rows, birth_dates, strict=False) if b is not None and r.day is not None]
    return sum((r.day, r.month) == (b.day, b.month) for r, b in both) / len(both) if both else 0.0


def read_kk(text: str | None) -> str | None:
    """A usable No. KK: 16 digits, no filler. Excel's lost last digit leaves 15, which are kept."""
    reading = read_nik(text)
    if len(reading.digits) == LENGTH and reading.digits.isdigit():
        return reading.digits
    return reading.digits if reading.kind == "excel_truncated" and len(reading.digits) == LENGTH - 1 else None


def compare_niks(a: str | None, b: str | None) -> Comparison:
    """Compare what two readings left (`NikReading.digits`). Outcomes: those of `compare_digits`."""
    return compare_digits(a, b, "NIK", "NIK")
