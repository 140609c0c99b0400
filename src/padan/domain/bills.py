"""The check of a month's by-name bill before it is paid: who comes off it, who is asked about, what the treasury reads.

Worked tables: docs/explanation/rules/monthly-bill.md. Money is whole rupiah.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from padan.domain.contributions import first_day
from padan.domain.coverage import age_on
from padan.domain.months import Month

REASONS: dict[str, tuple[str, str]] = {
    "deceased": ("meninggal sebelum bulan ini", "died before this month"),
    "left": ("berakhir sebelum bulan ini", "left before this month"),
    "double": ("tertagih untuk kedua kalinya", "billed for a second time"),
    "employer": ("dijamin pemberi kerja, dan ketentuan melarangnya", "insured by an employer, and the law forbids it"),
    "over_age": ("melewati batas usia", "past the age limit"),
    "not_listed": ("tidak ada dalam daftar atau SK", "on no list and in no decree"),
}
"""Why a line of a bill is held up, the first that holds first; Indonesian and English."""

DEDUCTED = frozenset({"deceased", "left", "double"})
"""Reasons for which a line comes off the bill; for the others somebody is asked."""

VERDICTS: dict[str, tuple[str, str]] = {
    "no_names": ("belum dapat diperiksa: tagihan belum dirinci per orang", "cannot be checked: the bill names nobody"),
    "may_be_paid": ("boleh dibayar", "may be paid"),
    "pay_less": ("bayar kurang dari tagihan", "pay less than billed"),
    "ask_first": ("tanyakan dahulu", "ask first"),
}
"""What the treasury reads."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person on the bill of a month. `amount`: rupiah, None = not known; `listed` None = no list to hold it
    against; `age_limit`: years, None = no limit known; `employer`: insured by an employer where the law says that this
    bars public money."""

    person: Hashable
    amount: int | None
    died: date | None = None
    left: date | None = None
    born: date | None = None
    age_limit: int | None = None
    double: bool = False
    listed: bool | None = None
    employer: bool = False


def reason_of(line: Line, month: Month) -> str:
    """Why a line is held up (a key of REASONS), "" where it is not."""
    first = first_day(month)
    age = age_on(line.born, first)
    held = {
        "deceased": line.died is not None and line.died < first,
        "left": line.left is not None and line.left < first,
        "double": line.double,
        "employer": line.employer,
        "over_age": age is not None and line.age_limit is not None and age >= line.age_limit,
        "not_listed": line.listed is False,
    }
    return next((reason for reason in REASONS if held[reason]), "")


@dataclass(frozen=True, slots=True)
class BillCheck:
    """What the check of one month's bill came to: its lines, and the reason of each line that is held up."""

    month: Month
    lines: tuple[Line, ...]
    held: tuple[tuple[Line, str], ...]

    @property
    def counts(self) -> dict[str, int]:
        """Lines held up, by reason, in the order of REASONS."""
        return {reason: sum(1 for _, r in self.held if r == reason) for reason in REASONS}

    @property
    def deducted(self) -> tuple[Line, ...]:
        """The lines that come off."""
        return tuple(line for line, reason in self.held if reason in DEDUCTED)

    @property
    def pay_less(self) -> int:
        """Rupiah that come off, as far as they are known."""
        return sum(line.amount or 0 for line in self.deducted)

    @property
    def billed(self) -> int:
        """Rupiah of all lines, as far as they are known."""
        return sum(line.amount or 0 for line in self.lines)

    @property
    def verdict(self) -> str:
        """A key of VERDICTS."""
        if not self.lines:
            return "no_names"
        if self.deducted:
            return "pay_less"
        return "ask_first" if self.held else "may_be_paid"


def check_bill(lines: Sequence[Line], month: Month) -> BillCheck:
    """Hold every line of a month's bill against what is known of its person."""
    found = tuple((line, reason) for line in lines if (reason := reason_of(line, month)))
    return BillCheck(month, tuple(lines), found)
