"""The money of the two years posted by the rules of the ledger alone, and what each payment order was found to pay."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from years_city import both

from padan.demo.years_pools import code_of
from padan.demo.years_records import ALLOCATED, DECREED, DECREES, SOURCE, OrderOf, Promise, SpjOf, StageOf
from padan.demo.years_writing_money import order_cells
from padan.domain import ledger
from padan.domain.ledger import Part, Posting, Waiting, pocket
from padan.domain.ledger.matching import Commitment, Line, Match, match
from padan.domain.ledger.purpose import PlaceNames, decree_in, months_in
from padan.domain.numbers import read_amount
from padan.domain.regions import find_kelurahan
from padan.domain.segments import read_segment


@dataclass
class Books:
    """One ledger kept by the rules: balances, postings, and what each commitment holds and has paid."""

    balances: dict[ledger.Account, int] = field(default_factory=lambda: defaultdict(int))
    postings: list[Posting] = field(default_factory=list)
    promised: dict[str, tuple[ledger.Account, str, int]] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    paid: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    outcomes: list[tuple[OrderOf, str, int, Match]] = field(default_factory=list)
    """Order, place, rupiah, what it was found to pay."""

    def post(self, parts: tuple[Part, ...], day: date) -> None:
        for part in parts:
            posting = Posting(part.taken, part.given, part.amount, day, day, commitment=part.commitment)
            self.postings.append(posting)
            self.balances[part.taken] -= part.amount
            self.balances[part.given] += part.amount
            if posting.move == "commitment":
                self.held[part.commitment] += part.amount
            if posting.move == "payment":
                self.held[part.commitment] -= part.amount
            if posting.move in ledger.PAYMENTS and part.commitment:
                self.paid[part.commitment] += part.amount

    def settle(self, one: ledger.Account, day: date) -> None:
        waiting = [
            Waiting(key, programme, amount - self.paid[key] - self.held[key])
            for key, (own, programme, amount) in self.promised.items()
            if own == one and amount > self.paid[key] + self.held[key]
        ]
        self.post(ledger.follow_ups(self.balances, one, waiting), day)

    def left(self, key: str) -> int:
        return max(0, self.promised[key][2] - self.paid[key])


@lru_cache(maxsize=1)
def books() -> Books:
    """Everything that happened, in the order of its days."""
    kept = Books()
    for day, _, act in sorted(_events(kept), key=lambda event: event[:2]):
        act(day)
    return kept


def _events(kept: Books) -> Iterator[tuple[date, int, Callable[[date], None]]]:
    _, years = both()
    for n, stage in enumerate(years.money.stages):
        yield ALLOCATED[stage.year], n, lambda day, s=stage: _promise(kept, s, day)
        if stage.came:
            yield stage.came, n, lambda day, s=stage: _arrive(kept, s, day)
    for n, promise in enumerate(years.money.promises):
        yield DECREED[promise.year], n, lambda day, p=promise: _commit(kept, p, day)
    for n, order in enumerate(years.money.orders):
        yield order.day, 10_000 + n, lambda day, o=order: _pay(kept, o, day)
    for n, spj in enumerate(years.money.spj):
        yield spj.day, 100_000 + n, lambda day, s=spj: _report(kept, s, day)


def _promise(kept: Books, stage: StageOf, day: date) -> None:
    one = pocket(SOURCE, stage.year, stage.place)
    kept.post((Part(one.of("granted"), one.of("allocated"), stage.amount),), day)


def _arrive(kept: Books, stage: StageOf, day: date) -> None:
    one = pocket(SOURCE, stage.year, stage.place)
    kept.post(ledger.receive(kept.balances, one, stage.amount), day)
    kept.post((Part(one.of("received"), one, stage.amount),), day)
    kept.settle(one, day)


def _commit(kept: Books, promise: Promise, day: date) -> None:
    one = pocket(SOURCE, promise.year, promise.place)
    waits = sum(
        amount - kept.paid[key] - kept.held[key] for key, (own, _, amount) in kept.promised.items() if own == one
    )
    assert ledger.commit_allowed(kept.balances, one, promise.amount, waiting=waits).allowed
    kept.promised[f"{promise.year} {promise.place} {promise.programme}"] = (one, promise.programme, promise.amount)
    kept.settle(one, day)


def _pay(kept: Books, order: OrderOf, day: date) -> None:
    city, _ = both()
    cells = order_cells(1, order, city.places)
    told, amount = f"{cells[4]} {cells[3]}", read_amount(cells[7])
    kelurahan = find_kelurahan(cells[8]) if cells[8] else None
    place = kelurahan.code if kelurahan else _places().find(told)
    if amount is None:
        kept.outcomes.append((order, place, 0, Match("", "unreadable")))
        return
    split = {code_of(city.places, k): part for k, part in order.parts} if order.split else {}
    for code, part in (split or {place: amount}).items():
        _pay_part(kept, order, day, told, code, part)


def _pay_part(kept: Books, order: OrderOf, day: date, told: str, code: str, amount: int) -> None:
    span, programme = months_in(told), read_segment(told) or ""
    said = Line(
        code, amount, programme, span.first if span else None, span.last if span else None,
        decree_in(told, DECREES.values()),
    )  # fmt: skip
    pays = match(said, _commitments(kept, code))
    kept.outcomes.append((order, code, amount, pays))
    own = kept.promised[pays.commitment] if pays.commitment else None
    one = own[0] if own else pocket(SOURCE, order.year, code or "15.71")
    parts = ledger.pay(
        kept.balances, one, amount, programme=own[1] if own else programme, commitment=pays.commitment,
        held=kept.held[pays.commitment], own_money=len(one.place.split(".")) == 4,
    )  # fmt: skip
    kept.post(parts, day)


@lru_cache(maxsize=1)
def _places() -> PlaceNames:
    city, _ = both()
    kecamatan = {
        place.name: code_of(city.places, at).rsplit(".", 1)[0]
        for at, own in enumerate(city.places.kelurahan)
        if (place := city.places.kecamatan[own.kecamatan])
    }
    return PlaceNames({place.name: place.code for place in city.places.kelurahan}, kecamatan)


def _commitments(kept: Books, code: str) -> list[Commitment]:
    return [
        Commitment(
            key, code, programme, (one.year, 1), (one.year, 12), kept.left(key), amount // 12, DECREES[one.year]
        )
        for key, (one, programme, amount) in kept.promised.items()
        if one.place == code
    ]  # fmt: skip


def _report(kept: Books, spj: SpjOf, day: date) -> None:
    city, _ = both()
    one = pocket(SOURCE, spj.year, code_of(city.places, spj.kelurahan))
    kept.post((Part(one.of("paid", spj.programme), one.of("reported", spj.programme), spj.amount),), day)
