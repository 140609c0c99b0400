"""What stands on the accounts, how it came there, and the identities that prove it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from padan.domain.ledger.accounts import BELOW_NOTHING, PAYMENTS, REFUNDS, Account, Posting
from padan.domain.reconciliation import Check

Balances = Mapping[Account, int]


def balances(
    postings: Iterable[Posting], *, until: date | None = None, known: date | None = None
) -> dict[Account, int]:
    """What stands on each account, at the end of a day (None: of all days), as it was known on another."""
    found: Counter[Account] = Counter()
    for posting in postings:
        if (until is None or posting.day <= until) and (known is None or posting.known_at <= known):
            found[posting.taken] -= posting.amount
            found[posting.given] += posting.amount
    return {account: amount for account, amount in found.items() if amount}


def flows(postings: Iterable[Posting]) -> dict[str, int]:
    """Rupiah by move, less what was reversed."""
    found: Counter[str] = Counter()
    for posting in postings:
        found[posting.move] += posting.sign * posting.amount
    return dict(found)


@dataclass(frozen=True, slots=True)
class Steps:
    """How far money has come, each step counted from the beginning: what was promised, arrived, made available,
    promised to a programme and funded, paid, reported, returned; and the `advance` that is outstanding."""

    allocated: int
    received: int
    available: int
    committed: int
    paid: int
    reported: int
    returned: int
    advance: int

    @property
    def unreported(self) -> int:
        """Paid, no SPJ yet."""
        return self.paid - self.reported

    @property
    def left(self) -> int:
        """What was promised (or came), neither paid nor returned; below nothing where more was paid than there is."""
        return max(self.allocated, self.received) - self.paid - self.returned


def steps(moved: Mapping[str, int]) -> Steps:
    """The steps out of `flows`."""

    def total(*moves: str) -> int:
        return sum(moved.get(move, 0) for move in moves)

    return Steps(
        allocated=total("allocation") - total("allocation_cut"),
        received=total("receipt", "receipt_unallocated"),
        available=total("made_available"),
        committed=total("commitment") - total("commitment_freed"),
        paid=total(*PAYMENTS) - total(*REFUNDS),
        reported=total("report") - total("refund_reported"),
        returned=total("return", "return_unreleased", "return_advanced"),
        advance=total("payment_advanced", "return_advanced") - total("settlement"),
    )


def by_kind(book: Balances) -> dict[str, int]:
    """What stands on all accounts of a kind together."""
    found: Counter[str] = Counter()
    for account, amount in book.items():
        found[account.kind] += amount
    return dict(found)


def below_nothing(book: Balances) -> list[Account]:
    """Accounts that stand below nothing and may not: always empty, or the ledger is wrong."""
    return sorted(account for account, amount in book.items() if amount < 0 and account.kind not in BELOW_NOTHING)


def identities(postings: Sequence[Posting]) -> tuple[Check, ...]:
    """What must hold of any postings: balances proved by moves, parts by the whole, each year by the next."""
    book, moved = by_kind(balances(postings)), flows(postings)

    def at(kind: str) -> int:
        return book.get(kind, 0)

    def came(*moves: str) -> int:
        return sum(moved.get(move, 0) for move in moves)

    return (
        Check("ledger: all accounts together = nothing", sum(book.values()), 0),
        Check(
            "ledger: promised = arrived + to come",
            came("allocation", "receipt_unallocated") - came("allocation_cut"),
            steps(moved).received + at("allocated"),
        ),
        Check(
            "ledger: arrived = made available + returned before + waiting to be",
            steps(moved).received,
            came("made_available", "return_unreleased") + at("received"),
        ),
        Check(
            "ledger: made available + refunds + freed = promised on + paid + settled + returned + free",
            came("made_available", *REFUNDS, "commitment_freed"),
            came("commitment", "payment_uncommitted", "settlement", "return") + at("available"),
        ),
        Check(
            "ledger: promised on = freed + paid out of it + open",
            came("commitment"),
            came("commitment_freed", "payment") + at("committed"),
        ),
        Check("ledger: paid = reported + not reported", steps(moved).paid, at("reported") + at("paid")),
        Check("ledger: reported = accepted SPJ - come back since", steps(moved).reported, at("reported")),
        Check("ledger: advanced = settled + outstanding", steps(moved).advance, -at("advance")),
        Check("ledger: no account below nothing", len(below_nothing(balances(postings))), 0),
        _parts("ledger: by place = whole", postings, lambda account: account.place),
        _parts("ledger: by source and year = whole", postings, lambda account: (account.source, account.year)),
        *carried_over(postings),
    )


def _parts(name: str, postings: Sequence[Posting], part: Callable[[Account], object]) -> Check:
    """Each part's moves, added, are the moves of the whole: what was paid stands for all of them."""
    parts: dict[object, list[Posting]] = {}
    for posting in postings:
        parts.setdefault(part(posting.given), []).append(posting)
    paid = sum(steps(flows(found)).paid - by_kind(balances(found)).get("advance", 0) for found in parts.values())
    return Check(name, paid, steps(flows(postings)).paid - by_kind(balances(postings)).get("advance", 0))


@dataclass(frozen=True, slots=True)
class YearOf:
    """One calendar year of one account: what it began with, what moved in it, what it ended with."""

    account: Account
    year: int
    opening: int
    moved: int
    closing: int


def years_of(postings: Sequence[Posting]) -> tuple[YearOf, ...]:
    """Every account, year after year, from the first posting to the last."""
    if not postings:
        return ()
    moved: dict[Account, Counter[int]] = {}
    for posting in postings:
        moved.setdefault(posting.taken, Counter())[posting.day.year] -= posting.amount
        moved.setdefault(posting.given, Counter())[posting.day.year] += posting.amount
    first, last = min(p.day.year for p in postings), max(p.day.year for p in postings)
    lines: list[YearOf] = []
    for account in sorted(moved):
        standing = 0
        for year in range(first, last + 1):
            change = moved[account][year]
            lines.append(YearOf(account, year, standing, change, standing + change))
            standing += change
    return tuple(lines)


def carried_over(postings: Sequence[Posting]) -> tuple[Check, ...]:
    """For each year: what the accounts end it with, counted from the beginning, is what the next one begins with."""
    lines = years_of(postings)
    checks = []
    for year in sorted({line.year for line in lines}):
        ends = balances(postings, until=date(year, 12, 31))
        differ = sum(1 for line in lines if line.year == year and line.closing != ends.get(line.account, 0))
        checks.append(Check(f"ledger: accounts that {year + 1} begins with otherwise", differ, 0))
    return tuple(checks)
