"""Contribution months and periods: (year, month) pairs."""

import re

from padan.domain.dates import LATEST, LONGEST, MONTHS, full_year, read_date

_WORD = re.compile(r"([A-Z]{3,9})[-/.,'\s]*(\d{4}|\d{2})(?!\d)")
_YEAR_WORD = re.compile(r"(\d{4})[-/.,'\s]*([A-Z]{3,9})")
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)\s*[-/.]?\s*(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.\s]\s*((?:19|20)\d\d|\d{2})")
_RUN = re.compile(r"(\d{1,2})((?:19|20)\d\d)")
_PERIOD = re.compile(r"(\d{4})-?\s*(?:Q|TW|TRIWULAN)\s*-?([1-4])", re.I)
Month = tuple[int, int]


def read_month(text: str | None, *, epoch: int = 1900) -> Month | None:
    """(year, month) of "Januari 2024", "2024-01", "01/2024", "Jan-24", "202401", or of a whole date."""
    if not text or len(text) > LONGEST:
        return None
    plain = text.strip(" \t\r\n'\"\u00a0").upper().removeprefix("BULAN ").removesuffix(".0")
    for found, year, month in (
        (_YEAR_MONTH.fullmatch(plain), 1, 2),
        (_MONTH_YEAR.fullmatch(plain), 2, 1),
        (_RUN.fullmatch(plain), 2, 1),
    ):
        if found and 1 <= int(found.group(month)) <= 12:
            return full_year(found.group(year), LATEST.replace(year=2099)), int(found.group(month))
    found = _WORD.fullmatch(plain)
    if found and found.group(1) in MONTHS:
        return full_year(found.group(2), LATEST.replace(year=2099)), MONTHS[found.group(1)]
    found = _YEAR_WORD.fullmatch(plain)
    if found and found.group(2) in MONTHS:
        return int(found.group(1)), MONTHS[found.group(2)]
    value = None if plain.isdigit() and len(plain) == 4 else read_date(text, epoch=epoch).value
    return (value.year, value.month) if value else None


def read_period(text: str) -> tuple[Month, ...]:
    """The months of "2024-Q4" (also "2024-TW4") or "2024-10"; empty where the text is no period."""
    found = _PERIOD.fullmatch(text.strip())
    if found:
        year, first = int(found.group(1)), 3 * int(found.group(2)) - 2
        return tuple((year, month) for month in range(first, first + 3))
    found = _YEAR_MONTH.fullmatch(text.strip())
    if found and 1 <= int(found.group(2)) <= 12:
        return ((int(found.group(1)), int(found.group(2))),)
    return ()


def show_month(month: Month) -> str:
    """YYYY-MM."""
    return f"{month[0]:04}-{month[1]:02}"
