"""Figures in the words of an official Indonesian paper: "57,3 %", "Rp 1.200.000", "Desember 2024".

Whole numbers in, no rounding error: a share is rounded half up to a tenth of a per cent from its two whole numbers.
"""

from collections.abc import Sequence

from padan.domain.dates import MONTH_NAMES
from padan.domain.months import Month

COUNTED = {
    "people": "orang",
    "families": "keluarga",
    "days": "hari",
    "offices": "kantor",
    "rows": "baris",
    "rupiah": "rupiah",
}
"""What is counted, by the key of the unit; anything else is counted without a word."""

UNITS = {**COUNTED, "percent": "persen", "rupiah": "rupiah"}
"""The unit's name in a table."""

NONE = "tidak ada penyebut"
"""Stands where a share or an average has nothing to be taken of."""

UNKNOWN = "belum ada data"
"""Stands where the record tells nothing."""


def whole(value: int) -> str:
    """1234567 -> "1.234.567"."""
    return f"{value:,}".replace(",", ".")


def rupiah(value: int, lang: str = "id") -> str:
    """16800 -> "Rp 16.800", -16800 -> "-Rp 16.800"; in English "Rp 16,800"."""
    shown = f"{abs(value):,}" if lang == "en" else whole(abs(value))
    return f"-Rp {shown}" if value < 0 else f"Rp {shown}"


def tenths(numerator: int, denominator: int, times: int = 1) -> str:
    """numerator * times / denominator, one decimal at most, half up: (17, 20, 100) -> "85", (2, 3, 100) -> "66,7"."""
    sign = "-" if (numerator < 0) != (denominator < 0) and numerator else ""
    top, bottom = abs(numerator) * times * 10, abs(denominator)
    found = (2 * top + bottom) // (2 * bottom)
    return f"{sign if found else ''}{whole(found // 10)}{f',{found % 10}' if found % 10 else ''}"


def share(numerator: int, denominator: int | None) -> str:
    """(2, 3) -> "66,7 %"."""
    return f"{tenths(numerator, denominator, 100)} %" if denominator else NONE


def counted(value: int, unit: str) -> str:
    """(12, "people") -> "12 orang"; rupiah as money."""
    if unit == "rupiah":
        return rupiah(value)
    return f"{whole(value)} {COUNTED[unit]}" if unit in COUNTED else whole(value)


def figure(numerator: int, denominator: int | None, unit: str) -> str:
    """A figure as it is shown: "66,7 %", "12,5 hari", "12 orang". `denominator` None: a count; 0: cannot be told."""
    if unit == "percent":
        return share(numerator, denominator)
    if denominator is None:
        return counted(numerator, unit)
    if not denominator:
        return NONE
    return f"{tenths(numerator, denominator)} {COUNTED.get(unit, '')}".rstrip()


def goal(target: int, unit: str) -> str:
    """A target: per myriad for a percentage (9550 -> "95,5 %", 9500 -> "95 %"), else whole in the unit."""
    if unit != "percent":
        return counted(target, unit)
    points, rest = divmod(target, 100)
    text = f"{whole(points)},{rest:02}".rstrip("0").rstrip(",") if rest else whole(points)
    return f"{text} %"


def month_words(month: Month) -> str:
    """(2024, 12) -> "Desember 2024"."""
    return f"{MONTH_NAMES[month[1] - 1]} {month[0]}"


def listed(names: Sequence[str]) -> str:
    """ "A, B dan C"."""
    return f"{', '.join(names[:-1])} dan {names[-1]}" if len(names) > 1 else "".join(names)


def months_between(first: Month, last: Month) -> int:
    """How many months from one to the other, both counted."""
    return (last[0] - first[0]) * 12 + last[1] - first[1] + 1


def earlier(month: Month, by: int) -> Month:
    """The month so many before."""
    found = month[0] * 12 + month[1] - 1 - by
    return found // 12, found % 12 + 1
