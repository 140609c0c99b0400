"""Rules of one payment and one person-month: which months a line pays, whether a month is due, what it came to.

Worked tables: docs/explanation/contributions.md. Money is whole rupiah; a month is (year, month).
"""

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from padan.domain.months import Month, read_month
from padan.domain.numbers import read_amount

LONGEST_SPAN = 24
"""Months one payment may cover; a longer span is read as a mistake in the months."""

_QUARTER = re.compile(
    r"(?:(?:Q|TW\.?|TRIWULAN)\s*(I{1,3}|IV|[1-4])\W+(\d{4}))|(?:(\d{4})\W*(?:Q|TW\.?|TRIWULAN)\s*(I{1,3}|IV|[1-4]))"
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_TO = re.compile(r"\s*(?:\bS\.?\s*/?\s*D\b\.?|\bSAMPAI(?:\s+DENGAN)?\b|\bHINGGA\b|[–—]|\s-\s|(?<=[A-Z])-(?=[A-Z]))\s*")
_SIGNS = re.compile(r"[^0-9A-Z]")

STATUSES: dict[str, tuple[str, str]] = {
    "paid": ("lunas", "paid what was due"),
    "unpaid": ("belum dibayar", "due and nothing paid"),
    "partial": ("dibayar sebagian", "due and less paid"),
    "wrong_rate": ("dibayar dengan tarif lain", "paid at another rate or more than due"),
    "other_reading": ("dibayar menurut jenis peserta lain", "paid as due under the segment's other reading"),
    "paid_twice": ("dibayar dua kali", "paid more than once"),
    "unknown": ("dibayar, jumlah seharusnya tidak diketahui", "paid, but what was due is unknown"),
    "not_listed": ("dibayar untuk orang di luar daftar", "paid for a participant who is not on the list"),
    "not_registered": ("dibayar untuk orang yang bukan peserta", "paid for a listed person who is no participant"),
    "before_start": ("dibayar sebelum tanggal mulai", "paid for a month before the start"),
    "after_leaving": ("dibayar setelah berakhir", "paid for a month after the end"),
    "after_death": ("dibayar setelah meninggal", "paid for a month after death"),
    "dropped": ("tidak diteruskan", "no longer paid for, and nobody was to"),
    "review": ("menunggu keputusan", "of a row that a human must decide"),
}
"""Every status of a person-month with its Indonesian and English words."""


@dataclass(frozen=True, slots=True)
class Span:
    """Months from `first` to `last`, both included."""

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if not 1 <= number(self.last) - number(self.first) + 1 <= LONGEST_SPAN:
            raise ValueError("a span has 1 to 24 months")

    def months(self) -> tuple[Month, ...]:
        return tuple(month_of(n) for n in range(number(self.first), number(self.last) + 1))


def number(month: Month) -> int:
    """A month's place on the calendar, so that consecutive months differ by one."""
    return month[0] * 12 + month[1] - 1


def month_of(n: int) -> Month:
    """The month of a `number`."""
    return n // 12, n % 12 + 1


def first_day(month: Month) -> date:
    return date(month[0], month[1], 1)


def last_day(month: Month) -> date:
    return date(month[0], month[1], monthrange(*month)[1])


def read_span(text: str | None) -> Span | None:
    """The months one cell names: "Jan 2026", "Jan s/d Mar 2026", "TW I 2026". None where it names none."""
    if not text:
        return None
    plain = " ".join(text.upper().split())
    quarter = _QUARTER.fullmatch(plain)
    if quarter:
        which = quarter.group(1) or quarter.group(4)
        first = 3 * (_ROMAN.get(which) or int(which)) - 2
        year = int(quarter.group(2) or quarter.group(3))
        return Span((year, first), (year, first + 2))
    parts = _TO.split(plain)
    end = read_month(parts[1]) if len(parts) == 2 else None
    if end:
        start = read_month(parts[0]) or read_month(f"{parts[0]} {end[0]}")
        return _span(start, end) if start else None
    month = read_month(text)
    return _span(month, month) if month else None


def _span(first: Month, last: Month) -> Span | None:
    plausible = 2000 <= first[0] <= 2100 and 1 <= number(last) - number(first) + 1 <= LONGEST_SPAN
    return Span(first, last) if plausible else None


def span_between(month: str | None, month_from: str | None, month_to: str | None) -> Span | None:
    """The months of a line from its three cells; the single month stands before the two ends."""
    single = read_span(month)
    if single:
        return single
    start, end = read_span(month_from), read_span(month_to)
    if start is None:
        return None
    return _span(start.first, (end or start).last)


def read_transfer(text: str | None) -> int | None:
    """Rupiah of one line, below zero where a correction takes back what was paid; None where unreadable."""
    return read_amount(text)


def read_number(text: str | None) -> str | None:
    """KPJ, NPP, billing code or NTPN without spaces and signs, in upper case; None where nothing is left."""
    plain = _SIGNS.sub("", text.upper()) if text else ""
    return plain if plain.strip("0") else None


def portions(amount: int, months: int) -> tuple[int, ...]:
    """An amount for several months in equal parts; the rupiah left over go to the first month.

    What is taken back is cut as what was paid, below zero.
    """
    if amount < 0:
        return tuple(-part for part in portions(-amount, months))
    part = amount // months
    return (amount - part * (months - 1), *(part for _ in range(months - 1)))


def timing(month: Month, start: date | None, end: date | None, death: date | None) -> str:
    """Where a month lies in a person's dates: in, before_start, after_leaving or after_death.

    A month is in where any day of it is; the month of death or leaving is the last one due.
    """
    if death is not None and first_day(month) > death:
        return "after_death"
    if end is not None and first_day(month) > end:
        return "after_leaving"
    if start is not None and last_day(month) < start:
        return "before_start"
    return "in"


def status_of(
    *, kind: str, when: str, due: int | None, paid: int, lines: int, largest: int = 0, other_due: int | None = None,
    tolerance: int = 0, prices: Collection[int] = (),
) -> str:  # fmt: skip
    """The status of one person-month (a key of STATUSES).

    `kind`: listed, review, not_listed, not_registered or dropped; `when`: see `timing`; `lines`: payments counted,
    `largest` of them in rupiah; `prices`: amounts that are a known rate for something else.
    """
    if kind == "review":
        return "review"
    if when in ("after_death", "after_leaving"):
        return when
    if kind != "listed":
        return kind
    return when if when != "in" else _status_of_due(due, paid, lines, largest, other_due, tolerance, prices)


def _status_of_due(
    due: int | None, paid: int, lines: int, largest: int, other_due: int | None, tolerance: int, prices: Collection[int]
) -> str:
    if paid == 0:
        return "unpaid"
    if due is None:
        return "unknown"
    if abs(paid - due) <= tolerance:
        return "paid"
    if other_due is not None and abs(paid - other_due) <= 1:
        return "other_reading"
    if paid > due:
        again = due > 0 and paid % due == 0 if lines == 1 else largest >= due
        return "paid_twice" if again else "wrong_rate"
    return "wrong_rate" if lines == 1 and paid in prices else "partial"
