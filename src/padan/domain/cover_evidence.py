"""What is known of a person's month where a run over the branch's files and the ledger's payments both speak of it.

Worked table: docs/explanation/rules/months-of-cover.md. Money is whole rupiah. Nobody is called paid, or unpaid, by
guessing: a bill without names tells of nobody, unless it counts exactly the people of the office's list
(`padan.domain.ledger.group_bills`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from padan.domain.contributions import number
from padan.domain.months import Month

DISAGREEMENTS: dict[str, tuple[str, str]] = {
    "run_unpaid": (
        "daftar iuran cabang tidak memuat pembayaran, tagihan bernama dalam buku kas memuatnya",
        "the branch's payments hold none, a bill by name in the ledger does",
    ),
    "ledger_unpaid": (
        "daftar iuran cabang memuat pembayaran dari dana ini, tagihan bernama dalam buku kas tidak memuat orangnya",
        "the branch's payments hold one from this money, the ledger's bills by name do not name the person",
    ),
    "group_unpaid": (
        "daftar iuran cabang tidak memuat pembayaran, tagihan kelompok yang lunas mencakup orangnya",
        "the branch's payments hold none, a bill for the person's whole group was paid",
    ),
    "amount": (
        "jumlah menurut daftar iuran cabang dan menurut buku kas berbeda",
        "the branch's payments and the ledger differ in rupiah",
    ),
}
"""In what a run and the ledger say otherwise of one month, Indonesian and English."""

CONTRADICTED = frozenset({"run_unpaid", "group_unpaid"})
"""Disagreements that leave a month unclear: what one calls unpaid, the other calls paid."""


@dataclass(frozen=True, slots=True)
class RunWord:
    """What a run says of a month: a key of `continuity.FACTS`, rupiah paid, and whether that was the money of which the
    ledger speaks."""

    fact: str
    paid: int = 0
    same_source: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a month, a key of `continuity.FACTS`, and a key of DISAGREEMENTS, "" for none."""

    fact: str
    disagreement: str = ""


def evidence(run: RunWord | None, ledger: int | None, *, by_group: bool = False, owed: bool = True) -> Evidence | None:
    """One month, None where neither says anything. `ledger`: rupiah that payments hold for the person; 0: all bills of
    the group are for others; None: it says nothing. `by_group`: a bill paid for the whole group says so, not one that
    names the person; its rupiah for each are reckoned, so that they are held against nothing. `owed`: whether somebody
    was to pay (`domain.expected`)."""
    if run is None:
        return None if ledger is None else Evidence("paid" if ledger > 0 else "unpaid" if owed else "dropped")
    if ledger is None:
        return Evidence(run.fact)
    if ledger == 0:
        silent = run.fact == "paid" and run.same_source
        return Evidence(run.fact, "ledger_unpaid" if silent else "")
    return _both(run, ledger, by_group)


def _both(run: RunWord, ledger: int, by_group: bool) -> Evidence:
    """A run and a payment."""
    if run.fact == "unpaid":
        return Evidence("unclear", "group_unpaid" if by_group else "run_unpaid")
    if run.fact == "unclear" and run.paid == 0:
        return Evidence("paid")
    differs = run.same_source and run.paid != ledger and not by_group
    return Evidence(run.fact, "amount" if differs else "")


@dataclass(frozen=True, slots=True)
class Named:
    """A payment for a person in a month, told by name or for the whole group. Rupiah."""

    month: Month
    amount: int


@dataclass(frozen=True, slots=True)
class Group:
    """The bills of one programme at one place: in which months it is known of all people for whom they are (`whole`),
    and in which something is billed that nobody can lay to a person yet (`open`)."""

    whole: frozenset[Month]
    open: frozenset[Month] = frozenset()

    def silent_means_unpaid(self, month: Month) -> bool:
        """Whether a member whom no bill of a month names is surely unpaid."""
        return month in self.whole and month not in self.open


def by_ledger(
    named: Iterable[Named], groups: Collection[Group], since: Month | None, until: Month | None
) -> dict[Month, int]:
    """Rupiah by month of what the ledger says of one person in one programme.

    A month with payments has their sum. A month without has 0 where all bills of the person's groups are told
    and are for others; only from `since` on (the first month named, the one after the branch registered the person,
    or the one after a run found the person in the group) and up to `until` (the last month in which anything is due).
    """
    found: dict[Month, int] = {}
    for one in named:
        found[one.month] = found.get(one.month, 0) + one.amount
    first = min((month for month in (since, *found) if month is not None), default=None)
    if first is None or not groups:
        return found
    for month in sorted({month for group in groups for month in group.whole}):
        inside = number(first) <= number(month) and (until is None or number(month) <= number(until))
        if month not in found and inside and all(group.silent_means_unpaid(month) for group in groups):
            found[month] = 0
    return found
