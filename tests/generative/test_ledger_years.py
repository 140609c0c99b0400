"""Random years of grants, stages, commitments, spending and mistakes: whatever happens, the identities hold."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from padan.domain.ledger import (
    Account,
    Posting,
    Waiting,
    balances,
    below_nothing,
    commit_allowed,
    follow_ups,
    give_back,
    identities,
    pay,
    pocket,
    receive,
    reversal,
    steps,
    take_back,
    years_of,
)
from padan.domain.ledger.accounts import BELOW_NOTHING
from padan.domain.ledger.balances import flows
from padan.domain.ledger.spending import Part
from thorough import examples

POCKETS = tuple(
    pocket(source, year, place)
    for source, year in (("bkbk", 2024), ("bkbk", 2025), ("apbd_kota", 2025))
    for place in ("15.71.11.1001", "15.71.11.1002", "15.71.11")
)
PROGRAMMES = ("miskin_ekstrem", "pekerja_rentan")
EVENTS = ("allocate", "cut", "arrive", "open", "commit", "free", "pay", "pay", "report", "refund", "give", "undo")
STEP = st.tuples(
    st.sampled_from(EVENTS),
    st.sampled_from(POCKETS),
    st.sampled_from(PROGRAMMES),
    st.integers(1, 120),
    st.integers(0, 120),
    st.integers(0, 30),
)
EVENTS_OF_YEARS = st.lists(STEP, max_size=40)
Events = list[tuple[str, Account, str, int, int, int]]


@dataclass
class Plain:
    """A slow twin: what a treasurer would keep on paper for one pocket, without accounts or moves."""

    promised: int = 0
    arrived: int = 0
    spent: int = 0
    reported: int = 0
    given_back: int = 0


@dataclass
class City:
    """A ledger that grows step by step, and the commitments made in it."""

    day: date = date(2024, 1, 1)
    postings: list[Posting] = field(default_factory=list)
    commitments: dict[str, tuple[Account, str, int]] = field(default_factory=dict)
    plain: dict[Account, Plain] = field(default_factory=lambda: {one: Plain() for one in POCKETS})
    known: dict[Account, int] = field(default_factory=dict)

    def post(self, *parts: Part) -> None:
        for part in parts:
            key = str(len(self.postings))
            self.append(
                Posting(part.taken, part.given, part.amount, self.day, self.day, commitment=part.commitment, key=key)
            )

    def append(self, posting: Posting) -> None:
        self.postings.append(posting)
        self.known[posting.taken] = self.known.get(posting.taken, 0) - posting.amount
        self.known[posting.given] = self.known.get(posting.given, 0) + posting.amount

    def held(self, key: str) -> int:
        mine = [p for p in self.postings if p.commitment == key]
        into = sum(p.amount * p.sign for p in mine if p.move == "commitment")
        out = sum(p.amount * p.sign for p in mine if p.move in ("commitment_freed", "payment"))
        return into - out

    def waits(self, key: str) -> int:
        _, _, amount = self.commitments[key]
        paid = sum(p.amount * p.sign for p in self.postings if p.commitment == key and p.given.kind == "paid")
        return max(0, amount - paid - self.held(key))

    def waiting(self, one: Account) -> list[Waiting]:
        mine = [(key, programme) for key, (account, programme, _) in self.commitments.items() if account == one]
        return [Waiting(key, programme, self.waits(key)) for key, programme in mine if self.waits(key)]

    def do(self, event: str, one: Account, programme: str, amount: int, other: int, days: int) -> None:
        self.day += timedelta(days=days)
        getattr(self, event)(one, programme, amount, other)
        self.post(*follow_ups(self.known, one, self.waiting(one)))

    def allocate(self, one: Account, _: str, amount: int, __: int) -> None:
        self.plain[one].promised += amount
        self.post(Part(one.of("granted"), one.of("allocated"), amount))

    def cut(self, one: Account, _: str, amount: int, __: int) -> None:
        there = min(amount, self.known.get(one.of("allocated"), 0))
        if there:
            self.plain[one].promised -= there
            self.post(Part(one.of("allocated"), one.of("granted"), there))

    def arrive(self, one: Account, _: str, amount: int, __: int) -> None:
        self.plain[one].arrived += amount
        self.post(*receive(self.known, one, amount))

    def open(self, one: Account, _: str, amount: int, __: int) -> None:
        there = min(amount, self.known.get(one.of("received"), 0))
        if there:
            self.post(Part(one.of("received"), one, there))

    def commit(self, one: Account, programme: str, amount: int, _: int) -> None:
        others = sum(wait.amount for wait in self.waiting(one))
        permission = commit_allowed(self.known, one, amount, waiting=others)
        if permission.allowed:
            key = f"c{len(self.commitments)}"
            self.commitments[key] = (one, programme, amount)
            if permission.there:
                self.post(Part(one, one.of("committed", programme), permission.there, key))

    def free(self, one: Account, _: str, __: int, which: int) -> None:
        mine = [key for key, (account, *_) in self.commitments.items() if account == one]
        if mine:
            key = mine[which % len(mine)]
            held = self.held(key)
            account, programme, _amount = self.commitments[key]
            if held:
                self.post(Part(account.of("committed", programme), account, held, key))
            self.commitments[key] = (account, programme, 0)

    def pay(self, one: Account, programme: str, amount: int, which: int) -> None:
        mine = [key for key, (account, p, _) in self.commitments.items() if (account, p) == (one, programme)]
        key = mine[which % len(mine)] if mine and which else ""
        self.plain[one].spent += amount
        held = self.held(key) if key else 0
        self.post(*pay(self.known, one, amount, programme=programme, commitment=key, held=held))

    def report(self, one: Account, programme: str, amount: int, _: int) -> None:
        there = min(amount, self.known.get(one.of("paid", programme), 0))
        if there:
            self.plain[one].reported += there
            self.post(Part(one.of("paid", programme), one.of("reported", programme), there))

    def refund(self, one: Account, programme: str, amount: int, _: int) -> None:
        reported = self.known.get(one.of("reported", programme), 0)
        there = min(amount, self.known.get(one.of("paid", programme), 0) + reported)
        if there:
            parts = take_back(self.known, one, programme, there)
            self.plain[one].spent -= there
            self.plain[one].reported -= sum(part.amount for part in parts if part.taken.kind == "reported")
            self.post(*parts)

    def give(self, one: Account, _: str, amount: int, __: int) -> None:
        self.plain[one].given_back += amount
        self.post(*give_back(self.known, one, amount))

    def undo(self, one: Account, _: str, __: int, which: int) -> None:
        """The last posting of the pocket, where nothing has been built upon it."""
        undone = {p.reverses for p in self.postings}
        mine = [p for p in self.postings if p.given.place == one.place and p.move == "allocation"]
        mine = [p for p in mine if not p.reverses and p.key not in undone and one.of("allocated") == p.given]
        if mine and self.known.get(mine[-1].given, 0) >= mine[-1].amount:
            self.plain[one].promised -= mine[-1].amount
            key = str(len(self.postings))
            self.append(reversal(mine[-1], day=self.day, known_at=self.day, key=key))


def build(events: Events) -> City:
    city = City()
    for event in events:
        city.do(*event)
        assert not below_nothing(city.known)
        assert not [one for one, amount in city.known.items() if one.kind in BELOW_NOTHING and amount > 0]
    return city


@settings(max_examples=examples(200, 800))
@given(EVENTS_OF_YEARS)
def test_the_identities_hold_and_nothing_but_the_advance_is_below_nothing(events: Events) -> None:
    city = build(events)
    assert [check for check in identities(city.postings) if not check.holds] == []
    assert balances(city.postings) == {account: amount for account, amount in city.known.items() if amount}
    for before, after in pairwise(years_of(city.postings)):
        if before.account == after.account:
            assert (after.year, after.opening) == (before.year + 1, before.closing)


@settings(max_examples=examples(150, 600))
@given(EVENTS_OF_YEARS)
def test_a_treasurers_paper_says_the_same(events: Events) -> None:
    city = build(events)
    for one, paper in city.plain.items():
        mine = [p for p in city.postings if p.given.of("available") == one]
        found = steps(flows(mine))
        assert (found.allocated, found.received, found.paid) == (paper.promised, paper.arrived, paper.spent)
        assert (found.reported, found.returned) == (paper.reported, paper.given_back)
        book = balances(mine)
        there = sum(book.get(one.of(kind), 0) for kind in ("received", "available", "advance"))
        promised = sum(book.get(one.of("committed", programme), 0) for programme in PROGRAMMES)
        assert there + promised == paper.arrived - paper.spent - paper.given_back
        assert promised == sum(city.held(key) for key, (account, *_) in city.commitments.items() if account == one)
        assert book.get(one, 0) == 0 or book.get(one.of("advance"), 0) == 0, "free money beside an advance"
