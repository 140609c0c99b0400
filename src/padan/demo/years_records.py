"""What the money of two years is told in: days, words, stages, promises, bills, payment orders, SPJ."""

from dataclasses import dataclass
from datetime import date

from padan.demo.years_making import A_YEAR
from padan.domain.months import Month

SOURCE = "bkbk"
CLOSINGS = {2024: date(2024, 12, 31), 2025: date(2025, 12, 31)}
"""The days that the truth of late stages, advances and SPJ speaks of."""
ALLOCATED = {2024: date(2024, 1, 5), 2025: date(2025, 1, 6), 2026: date(2026, 1, 5)}
DECREED = {2024: date(2024, 1, 15), 2025: date(2025, 1, 13)}
DECREES = {2024: "9001/KEP.REKAAN/2024", 2025: "9002/KEP.REKAAN/2025"}
DUE = {
    (2024, 1): date(2024, 5, 31), (2024, 2): date(2024, 10, 31), (2025, 1): date(2025, 4, 30),
    (2025, 2): date(2025, 9, 30), (2026, 1): date(2026, 4, 30), (2026, 2): date(2026, 9, 30),
}  # fmt: skip
CAME = {
    (2024, 1): date(2024, 5, 16), (2024, 2): date(2025, 11, 7), (2025, 1): date(2025, 4, 22),
    (2025, 2): date(2025, 9, 24),
}  # fmt: skip
SECOND_WAVE = date(2025, 12, 5)
"""The day on which the second stage of 2025 came for a quarter of the kelurahan, drawn by lot: so that early and late
ones can be compared."""
LATE_BUT_CAME = date(2025, 12, 19)
PAID = ((2, 12), (5, 20), (8, 12), (11, 11))
"""Month and day on which the contributions of each quarter are paid."""
QUARTERS = ("TW I", "TW II", "TW III", "TW IV")
WORDS = {"miskin_ekstrem": "Miskin Ekstrem", "pekerja_rentan": "Pekerja Rentan"}
ACCOUNTS = {"iuran": "5.1.02.02.08.0001", "lain": "5.1.02.05.01.0001", "jalan": "5.2.04.01.01.0005"}
WHOLE_QUOTA = 50
NAMED = {"sp2d_no_programme": "tkk", "sp2d_no_months": "miskin_ekstrem"}
"""The programme that an order names though no commitment fits: its payment stands under that name."""
ROADS = 31_500_000


@dataclass(frozen=True, slots=True)
class StageOf:
    """One stage of one kelurahan. `came` None: not yet."""

    year: int
    order: int
    place: str
    amount: int
    due: date
    came: date | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment: people of a programme in a kelurahan for the months of a year."""

    year: int
    programme: str
    place: str
    heads: int
    unit: int

    @property
    def amount(self) -> int:
        """Rupiah."""
        return self.heads * A_YEAR * self.unit


@dataclass(frozen=True, slots=True)
class Named:
    """One line of a bill's list by name: whose months, how many rupiah."""

    person: int
    first: Month
    last: Month
    amount: int


@dataclass(frozen=True, slots=True)
class BillOf:
    """A bill of the branch: a group's people for some months, with its list by name. `kelurahan` -1: it is for the
    people of a kecamatan."""

    code: str
    npp: str
    ntpn: str
    kelurahan: int
    programme: str
    first: Month
    last: Month
    heads: int
    total: int
    paid: date
    names: tuple[Named, ...]
    kecamatan: int = -1


@dataclass(frozen=True, slots=True)
class OrderOf:
    """A payment order (SP2D). `kelurahan` -1: none; `parts`: rupiah by kelurahan of one in the name of a kecamatan;
    `split`: whether the city says how it is split; `fault`: what is planted, "" for nothing."""

    number: str
    day: date
    year: int
    office: str
    purpose: str
    account: str
    amount: int
    kelurahan: int
    programme: str = ""
    kecamatan: int = -1
    parts: tuple[tuple[int, int], ...] = ()
    split: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class SpjOf:
    """An SPJ of a kelurahan for what it paid for a programme ("" for other uses)."""

    year: int
    kelurahan: int
    programme: str
    number: str
    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class YearsMoney:
    """All the money."""

    stages: tuple[StageOf, ...]
    promises: tuple[Promise, ...]
    bills: tuple[BillOf, ...]
    orders: tuple[OrderOf, ...]
    spj: tuple[SpjOf, ...]


@dataclass(frozen=True, slots=True)
class Troubled:
    """Kelurahan whose money goes another way: positions."""

    spent_ahead: frozenset[int]
    no_spj: frozenset[int]
    no_spj_and_ahead: frozenset[int]
    came_late: frozenset[int]
    second_wave: frozenset[int]
    no_spj_2024: frozenset[int]
    whole_quota: frozenset[int]
