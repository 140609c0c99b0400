"""Where a payment finds its money, what an arriving stage settles and funds, and what may still be promised."""

from collections.abc import Sequence
from dataclasses import dataclass

from padan.domain.ledger.accounts import Account
from padan.domain.ledger.balances import Balances


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a move: from which account, to which, how much (above nothing), for which commitment ("": none)."""

    taken: Account
    given: Account
    amount: int
    commitment: str = ""


def _parts(found: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(part for part in found if part.amount > 0)


def pay(
    book: Balances,
    pocket: Account,
    amount: int,
    *,
    programme: str = "",
    commitment: str = "",
    held: int = 0,
    own_money: bool = True,
) -> tuple[Part, ...]:
    """How a payment that has happened is posted; never refused. `held`: what its commitment still holds in money.

    `own_money`: False where it was paid in the name of a kecamatan for others, and takes none of the kecamatan's.
    """
    promised = min(amount, held, _at(book, pocket.of("committed", programme))) if commitment else 0
    free = min(amount - promised, _at(book, pocket)) if own_money else 0
    paid = pocket.of("paid", programme)
    return _parts(
        (
            Part(pocket.of("committed", programme), paid, promised, commitment),
            Part(pocket, paid, free, commitment),
            Part(pocket.of("advance"), paid, amount - promised - free, commitment),
        )
    )


def receive(book: Balances, pocket: Account, amount: int) -> tuple[Part, ...]:
    """How money that has arrived is posted: out of what was promised, and the rest as never promised."""
    promised = min(amount, _at(book, pocket.of("allocated")))
    received = pocket.of("received")
    return _parts(
        (
            Part(pocket.of("allocated"), received, promised),
            Part(pocket.of("granted"), received, amount - promised),
        )
    )


def give_back(book: Balances, pocket: Account, amount: int) -> tuple[Part, ...]:
    """How money given back to the giver is posted: what is free, what was never made available, an advance."""
    free = min(amount, _at(book, pocket))
    idle = min(amount - free, _at(book, pocket.of("received")))
    returned = pocket.of("returned")
    return _parts(
        (
            Part(pocket, returned, free),
            Part(pocket.of("received"), returned, idle),
            Part(pocket.of("advance"), returned, amount - free - idle),
        )
    )


def take_back(book: Balances, pocket: Account, programme: str, amount: int) -> tuple[Part, ...]:
    """How paid money that came back is posted: what has no SPJ yet, then what has one. Above both together the last
    part is more than its account holds, and whoever keeps the book refuses it."""
    paid, reported = pocket.of("paid", programme), pocket.of("reported", programme)
    unreported = min(amount, _at(book, paid)) if _at(book, reported) else amount
    return _parts((Part(paid, pocket, unreported), Part(reported, pocket, amount - unreported)))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A commitment that is not wholly funded: its key, its programme, and the rupiah that it still waits for."""

    commitment: str
    programme: str
    amount: int


def follow_ups(book: Balances, pocket: Account, waiting: Sequence[Waiting] = ()) -> tuple[Part, ...]:
    """What free money does at once: it settles the advance, then funds what waits, in the order given."""
    free = _at(book, pocket)
    settled = min(free, -_at(book, pocket.of("advance")))
    found = [Part(pocket, pocket.of("advance"), settled)]
    free -= settled
    for one in waiting:
        funded = min(free, one.amount)
        found.append(Part(pocket, pocket.of("committed", one.programme), funded, one.commitment))
        free -= funded
    return _parts(found)


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether a commitment may be made: `free` is what nobody has a claim on, `there` how much of what is wanted would
    be funded at once, `missing` what is wanted above `free`."""

    wanted: int
    free: int
    there: int

    @property
    def allowed(self) -> bool:
        """Planned commitments beyond the money are blocked."""
        return 0 < self.wanted <= self.free

    @property
    def missing(self) -> int:
        """Rupiah that another source would have to give."""
        return max(0, self.wanted - self.free)


def free_money(book: Balances, pocket: Account, waiting: int = 0) -> int:
    """What was promised to the place and nobody has a claim on, whether it has come or not. Below nothing where
    more was paid ahead than was ever promised."""
    held = sum(_at(book, pocket.of(kind)) for kind in ("allocated", "received", "available"))
    return held + _at(book, pocket.of("advance")) - waiting


def commit_allowed(book: Balances, pocket: Account, amount: int, *, waiting: int = 0) -> Permission:
    """Whether `amount` may be promised; `waiting`: what other commitments of this pocket still wait for."""
    free = free_money(book, pocket, waiting)
    there = max(0, min(amount, _at(book, pocket) + _at(book, pocket.of("advance")) - waiting))
    return Permission(amount, free, there)


def _at(book: Balances, account: Account) -> int:
    return book.get(account, 0)
