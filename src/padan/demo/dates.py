"""Dates as offices write them: a table of texts a style, so that a million dates cost a look-up each."""

from datetime import date, timedelta
from random import Random

import numpy as np
import numpy.typing as npt

Texts = npt.NDArray[np.object_]
Ints = npt.NDArray[np.int64]

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
          "Desember")  # fmt: skip
OLD_MONTHS = tuple({"Februari": "Pebruari", "November": "Nopember"}.get(month, month) for month in MONTHS)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
FIRST = date(1920, 1, 1)
LAST = date(2030, 12, 31)
_EXCEL_EPOCH = date(1899, 12, 30)

STYLES = ("cell", "dashes", "slashes", "words", "short", "iso", "two_digit", "serial", "dots", "old_words")
TEXT_STYLES = ("dashes", "slashes", "words", "short", "dots", "old_words")
WEIGHTS = (0.30, 0.22, 0.14, 0.12, 0.05, 0.05, 0.04, 0.02, 0.03, 0.03)

_PLAIN = {
    "cell": "%Y-%m-%d", "iso": "%Y-%m-%d", "dashes": "%d-%m-%Y", "slashes": "%d/%m/%Y", "two_digit": "%d/%m/%y",
    "dots": "%d.%m.%Y",
}  # fmt: skip


def write_date(day: date, style: str) -> str:
    """The date as text; `cell` (a true date cell) is kept as ISO until it is written."""
    if style in _PLAIN:
        return day.strftime(_PLAIN[style])
    if style == "serial":
        return str((day - _EXCEL_EPOCH).days)
    if style == "short":
        return f"{day.day:02d}-{SHORT_MONTHS[day.month - 1]}-{day.year}"
    if style == "old_words":
        return f"{day.day} {OLD_MONTHS[day.month - 1].upper()} {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_texts(days: Ints, styles: npt.NDArray[np.int8]) -> Texts:
    """Text of each date (days since 1970) in its own style (number in STYLES)."""
    start, span = (FIRST - date(1970, 1, 1)).days, (LAST - FIRST).days + 1
    texts = np.empty(len(days), dtype=np.object_)
    for number in np.unique(styles):
        rows = styles == number
        found, which = np.unique(np.clip(days[rows] - start, 0, span - 1), return_inverse=True)
        table = np.array([write_date(FIRST + timedelta(int(at)), STYLES[number]) for at in found], dtype=np.object_)
        texts[rows] = table[which]
    return texts


def damaged_date(kind: str, day: date, style: str, chance: Random) -> str | None:
    """The date with this kind of damage, as text; None where it is missing or the kind cannot touch it."""
    if kind == "date_missing":
        return None
    if kind == "date_format":
        return write_date(day, chance.choice([other for other in TEXT_STYLES if other != style]))
    if kind == "date_impossible":
        return _impossible(day, style, chance)
    return write_date(_moved(kind, day, chance), style)


def _impossible(day: date, style: str, chance: Random) -> str:
    mark = {"slashes": "/", "two_digit": "/", "dots": "."}.get(style, "-")
    number, month = chance.choice(((31, 2), (30, 2), (31, 4), (31, 6), (31, 9), (31, 11)))
    return f"{number:02d}{mark}{month:02d}{mark}{day.year}"


def _moved(kind: str, day: date, chance: Random) -> date:
    if kind == "date_swapped":
        return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else day
    if kind == "date_first_january":
        return date(day.year, 1, 1)
    if kind == "date_day":
        return day + timedelta(chance.choice((-10, -2, -1, 1, 2, 10)))
    return _other_year(day, chance)


def _other_year(day: date, chance: Random) -> date:
    years = [year for year in (day.year - 10, day.year + 10, day.year - 1, day.year + 1) if 1930 <= year <= 2006]
    year = chance.choice(years or [day.year - 1])
    return date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)
