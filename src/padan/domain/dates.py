"""Dates as lists write them. An impossible date is reported, never guessed.

Day comes before month, as Indonesian law and custom write it; month before day is read only where a number
above 12 proves it. A two-digit year is the latest one that is not after `latest`.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from padan.domain.blanks import NOTHING
from padan.domain.comparison import Comparison

LATEST = date(2026, 12, 31)
FIRST_YEAR = 1901
LONGEST = 200
LAST_YEAR = 2100
SERIALS = (3000, 73415)
EPOCHS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}

_MONTH_WORDS = (
    "JANUARI JAN JANUARY DJANUARI JANWARI JANU",
    "FEBRUARI FEB PEBRUARI PEB FEBRUARY FEBUARI FEBR PEBR",
    "MARET MAR MARCH MRT MART MARETH",
    "APRIL APR",
    "MEI MAY MEY",
    "JUNI JUN JUNE DJUNI",
    "JULI JUL JULY DJULI",
    "AGUSTUS AGU AGT AGS AUG AUGUST AGUST AGUS AUGUSTUS AGTS",
    "SEPTEMBER SEP SEPT SEPTEMBAR",
    "OKTOBER OKT OCT OCTOBER OKTOBR",
    "NOVEMBER NOV NOPEMBER NOP NOFEMBER",
    "DESEMBER DES DEC DECEMBER DESEMBAR DISEMBER",
)
MONTH_NAMES = tuple(words.partition(" ")[0].capitalize() for words in _MONTH_WORDS)
_ROMAN_WORDS = "I II III IV V VI VII VIII IX X XI XII"
_ROMANS = {word: i for i, word in enumerate(_ROMAN_WORDS.split(), 1)}
MONTHS: dict[str, int] = {w: i for i, words in enumerate(_MONTH_WORDS, 1) for w in words.split()}

_NUMBERS = re.compile(
    r"(?<!\d)(\d{1,4})\s*[-/.,\s\\]\s*(\d{1,2})\s*[-/.,\s\\]\s*(\d{4}|\d{1,2})(?!\d)(?:[T\s]+\d{1,2}[:.]\d{2}.*)?\s*$"
)
_DAY_WORD = re.compile(r"(?<!\d)(\d{1,2})\s*[-/.,\s]*\s*([A-Z]{3,9})[-/.,\s]*(\d{4}|\d{2})(?!\d)")
_ROMAN_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*[-/.\s]\s*([IVX]{1,4})\s*[-/.\s]\s*(\d{4}|\d{2})(?!\d)")
_DATE_PLACE = re.compile(r"(\d.*?\d{2})\s*[,/-]\s*([A-Z][A-Z .'()-]*)")
_WORD_DAY = re.compile(r"([A-Z]{3,9})[.\s]+(\d{1,2})(?:ST|ND|RD|TH)?[,.\s]+(\d{4})(?!\d)")
_WORD_YEAR = re.compile(r"\b([A-Z]{3,9})[-/.,\s]*(\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*$")
_EARLIER = re.compile(r"\d\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d")
_FLOAT = re.compile(r"(\d{3,8})(?:[.,]\d*)")
_FILLER = re.compile(r"\b(?:SENIN|SELASA|RABU|KAMIS|JUM.?AT|SABTU|MINGGU|TANGGAL|TGL|LAHIR|TEMPAT|TTL|TH|TAHUN)\b\W*")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u200b\u200e\u200f\u202a\u202b\u202c\ufeff\x00", ""),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    }
)
"""Signs that nobody sees, and the dashes that Word and Excel put for a hyphen."""
_ZERO = frozenset(("-", "--", "0", "0000-00-00", "00-00-0000", "00/00/0000", "1900-01-00", "N/A", "NULL", "NAT"))


@dataclass(frozen=True, slots=True)
class DateReading:
    """How one cell was understood as a date.

    `digits` is yyyymmdd as text even where there is no such day (00 for a part that is not told), empty where
    nothing can be read. `unknown_day` is True for 1 January and for a year (or month and year) alone.
    `day_first_ambiguous` is True where day and month could be exchanged; `month_first` where a number above 12
    proved that the month came first.
    """

    value: date | None = None
    place: str | None = None
    digits: str = ""
    day_first_ambiguous: bool = False
    unknown_day: bool = False
    problem: str | None = None
    month_first: bool = False


BLANK = DateReading()
_UNREADABLE = DateReading(problem="birth_date_invalid")


def read_date(text: str | None, *, epoch: int = 1900, latest: date = LATEST) -> DateReading:
    """Read one cell. `epoch` is the workbook's first year (1900 or 1904). Never raises."""
    if not text:
        return BLANK
    usual = _from_ten(text) if len(text) == 10 and text.isascii() else None
    if usual is not None:
        return usual
    if len(text) > LONGEST:
        return _UNREADABLE
    plain = text.translate(_PLAIN).strip(" \t\r\n'\"`\u00a0;").upper()
    if not plain or plain in _ZERO or plain in NOTHING:
        return BLANK
    if plain.isascii() and plain.isdigit():
        return _from_digits(plain, epoch, latest)
    number = _FLOAT.fullmatch(plain)
    if number:
        return _from_digits(number.group(1), epoch, latest)
    return _from_text(plain, latest)


def _from_ten(text: str) -> DateReading | None:
    """The two usual ways to write a whole date, yyyy-mm-dd and dd-mm-yyyy; None where the text is neither."""
    if text[4] == "-" == text[7]:
        year, month, day = text[:4], text[5:7], text[8:]
        if year != "0000" and (year + month + day).isdigit():
            return _made(int(year), int(month), int(day))
    elif text[2] == text[5] and text[2] in "-/.":
        day, month, year = text[:2], text[3:5], text[6:]
        if year != "0000" and (year + month + day).isdigit():
            return _day_first(int(year), int(month), int(day), None)
    return None


def read_birth_date(text: str | None) -> DateReading:
    """As `read_date`; a day that is yet to come is nobody's birth."""
    reading = read_date(text)
    if reading.value is None or reading.value <= LATEST:
        return reading
    return DateReading(None, reading.place, reading.digits, problem="birth_date_invalid")


def _from_text(plain: str, latest: date) -> DateReading:
    turned = _DATE_PLACE.fullmatch(plain) if plain[-1].isalpha() else None
    if turned:
        plain = f"{turned.group(2)}, {turned.group(1)}"
    found = _DAY_WORD.search(plain)
    if found and found.group(2) in MONTHS:
        year = full_year(found.group(3), latest)
        return _made(year, MONTHS[found.group(2)], int(found.group(1)), place=_place(plain[: found.start()]))
    found = _NUMBERS.search(plain)
    if found:
        before = plain[: found.start()]
        return _UNREADABLE if _EARLIER.search(before) else _from_numbers(found, latest, _place(before))
    found = _WORD_DAY.search(plain)
    if found and found.group(1) in MONTHS:
        return _made(int(found.group(3)), MONTHS[found.group(1)], int(found.group(2)))
    found = _ROMAN_MONTH.search(plain)
    if found and found.group(2) in _ROMANS:
        year = full_year(found.group(3), latest)
        return _made(year, _ROMANS[found.group(2)], int(found.group(1)), place=_place(plain[: found.start()]))
    return _from_part(plain)


def _from_part(plain: str) -> DateReading:
    """A month and year, or a year alone; what stands before it is the place."""
    found = _WORD_YEAR.search(plain)
    if found and found.group(1) in MONTHS and not any(map(str.isdigit, plain[: found.start()])):
        return _made(int(found.group(2)), MONTHS[found.group(1)], 0, place=_place(plain[: found.start()]))
    found = _YEAR.search(plain)
    if found and not any(map(str.isdigit, plain[: found.start()])):
        return _made(int(found.group(1)), 0, 0, place=_place(plain[: found.start()]))
    return _UNREADABLE


def _place(before: str) -> str | None:
    """The birth place before a date, None where nothing but signs stands there."""
    place = _FILLER.sub(" ", before).strip(" ,.;:/-()\t\n")
    return " ".join(place.split()) if any(c.isalpha() for c in place) else None


def _from_numbers(found: re.Match[str], latest: date, place: str | None) -> DateReading:
    first, second, third = found.groups()
    if len(first) == 4:
        return _made(int(first), int(second), int(third), place=place)
    if len(first) == 3 or len(third) == 1:
        return _UNREADABLE
    return _day_first(full_year(third, latest), int(second), int(first), place)


def _day_first(year: int, month: int, day: int, place: str | None) -> DateReading:
    """Exchange day and month where the month is above 12 and the exchange is possible."""
    if month > 12 and 1 <= day <= 12:
        return _made(year, day, month, place=place, month_first=True)
    ambiguous = 1 <= day <= 12 and 1 <= month <= 12 and day != month
    return _made(year, month, day, place=place, ambiguous=ambiguous)


def _made(
    year: int, month: int, day: int, *, place: str | None = None, ambiguous: bool = False, month_first: bool = False
) -> DateReading:
    """A reading of given parts; 0 for a day, or for a month and day, that is not told."""
    digits = f"{year:04}{month:02}{day:02}"
    whole = day > 0
    untold = not whole and (month > 0 or day == 0)
    if FIRST_YEAR <= year <= LAST_YEAR and (whole or untold):
        try:
            value = date(year, month if month or whole else 1, day or 1)
        except ValueError:
            return DateReading(None, place, digits, problem="birth_date_invalid")
        unknown = untold or (value.day == 1 and value.month == 1)
        return DateReading(value, place, digits, ambiguous, unknown, None, month_first)
    return DateReading(None, place, digits, problem="birth_date_invalid")


def _from_digits(digits: str, epoch: int, latest: date) -> DateReading:
    """Digits alone: a year, an Excel serial, ddmmyy, ddmmyyyy or yyyymmdd."""
    size, number = len(digits), int(digits)
    if size == 4 and FIRST_YEAR <= number <= LAST_YEAR:
        return _made(number, 0, 0)
    if size <= 5:
        return _from_serial(number, epoch)
    if size == 6:
        return _made(full_year(digits[4:], latest), int(digits[2:4]), int(digits[:2]))
    if size == 7:
        digits = "0" + digits
    if len(digits) != 8:
        return _UNREADABLE
    year_first = _made(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if year_first.value is not None:
        return year_first
    day_first = _made(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    return day_first if day_first.value is not None or int(digits[4:]) >= FIRST_YEAR else year_first


def _from_serial(number: int, epoch: int) -> DateReading:
    if not SERIALS[0] <= number <= SERIALS[1] or epoch not in EPOCHS:
        return BLANK if number == 0 else _UNREADABLE
    day = EPOCHS[epoch] + timedelta(days=number)
    return _made(day.year, day.month, day.day)


def full_year(year: str, latest: date) -> int:
    """A year of two digits in the latest century that is not after `latest`; longer ones as they are."""
    if len(year) != 2:
        return int(year)
    turned = latest.year - latest.year % 100 + int(year)
    return turned if turned <= latest.year else turned - 100


def show_date(reading: DateReading) -> str:
    """dd-mm-yyyy for a sentence; also for a day that does not exist."""
    d = reading.digits
    return f"{d[6:]}-{d[4:6]}-{d[:4]}" if d else ""


def compare_dates(a: DateReading, b: DateReading) -> Comparison:
    """Compare two readings.

    Outcomes: equal, swapped (day and month exchanged), unknown_day (same year, one side 1 January, the year
    alone or a day that no calendar has), year_off (same day and month, 1 or 10 years apart), one_part (exactly
    one of day, month, year differs), different, missing.
    """
    x, y = a.digits, b.digits
    if not x or not y:
        return _MISSING
    if x == y:
        return _EQUAL
    parts = (x[:4] != y[:4], x[4:6] != y[4:6], x[6:] != y[6:])
    if not parts[0] and x[4:6] == y[6:] and x[6:] == y[4:6]:
        return _said("swapped", "tertukar hari dan bulan", "day and month exchanged", a, b)
    if not parts[0] and (a.unknown_day or b.unknown_day or (sum(parts) > 1 and (a.value is None or b.value is None))):
        return _said("unknown_day", "sama tahun, harinya tidak diketahui", "same year, the day is not known", a, b)
    if sum(parts) != 1:
        return _said("different", "berbeda", "different", a, b)
    if parts[0] and abs(int(x[:4]) - int(y[:4])) in (1, 10):
        gap = abs(int(x[:4]) - int(y[:4]))
        return _said("year_off", f"selisih {gap} tahun", f"{gap} year{'s' * (gap > 1)} apart", a, b)
    which = parts.index(True)
    names_id, names_en = ("tahun", "bulan", "hari"), ("year", "month", "day")
    return _said("one_part", f"beda {names_id[which]}", f"differs in the {names_en[which]}", a, b)


_MISSING = Comparison("missing", "tanggal lahir kosong pada salah satu pihak", "birth date missing on one side or both")
_EQUAL = Comparison("equal", "tanggal lahir sama", "birth date equal")


def _said(outcome: str, what_id: str, what_en: str, a: DateReading, b: DateReading) -> Comparison:
    x, y = show_date(a), show_date(b)
    return Comparison(outcome, f"tanggal lahir {what_id}: {x} dan {y}", f"birth date {what_en}: {x} and {y}")
