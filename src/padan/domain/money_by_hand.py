"""The money of a small list worked out by hand: slow, plain and the measure of the engine's tables.

One row, one month, one line at a time, in the words of docs/explanation/contributions.md; tests demand that the
engine gives the same. Not for large lists.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from padan.domain.contributions import (
    portions,
    read_number,
    read_transfer,
    span_between,
    status_of,
    timing,
)
from padan.domain.months import Month
from padan.domain.nik import read_nik
from padan.domain.numbers import read_count
from padan.domain.rates import Rates
from padan.domain.segments import read_segment

LINKED = ("matched", "differs")


@dataclass(frozen=True, slots=True)
class Person:
    """One row of either side with what was decided for it."""

    row_id: int
    side: str
    bucket: str
    match: int | None = None
    person_id: int | None = None
    segment: str | None = None
    nik: str | None = None
    name: str | None = None
    kpj: str | None = None
    npp: str | None = None
    kelurahan: str | None = None
    wage: int | None = None
    start: date | None = None
    end: date | None = None
    death: date | None = None

    @property
    def name_key(self) -> str:
        return name_key(self.name)


@dataclass(frozen=True, slots=True)
class Line:
    """One payment line as text."""

    payment_id: int
    texts: Mapping[str, str]

    def get(self, key: str) -> str | None:
        return self.texts.get(key, "").strip() or None

    @property
    def names_nobody(self) -> bool:
        digits = re.sub("[^0-9]", "", self.get("nik") or "").strip("0")
        return not (read_number(self.get("kpj")) or digits or name_key(self.get("name")))


@dataclass(frozen=True, slots=True)
class Unit:
    """What a contribution is paid for: a linked pair of rows or a row alone."""

    unit_id: int
    kind: str
    own: Person
    other: Person | None = None

    @property
    def insured(self) -> bool:
        return self.kind == "listed" or self.own.side == "participants"

    @property
    def segment(self) -> str | None:
        return self.own.segment or (self.other.segment if self.other else None)

    @property
    def npp(self) -> str | None:
        return (self.other.npp if self.other else None) or self.own.npp

    @property
    def wage(self) -> int | None:
        both = [p.wage for p in self.rows if p.wage is not None]
        return both[0] if both else None

    @property
    def rows(self) -> tuple[Person, ...]:
        return (self.own, self.other) if self.other else (self.own,)

    @property
    def person(self) -> int:
        return self.own.person_id if self.own.person_id is not None else -1 - self.unit_id

    def when(self, month: Month) -> str:
        start = next((p.start for p in self.rows if p.start), None)
        end = next((p.end for p in self.rows if p.end), None)
        death = min((p.death for p in self.rows if p.death), default=None)
        return timing(month, start, end, death)

    def rate(self, rates: Rates, month: Month, reading: int = 0) -> int | None:
        return rates.due(self.segment, month, self.wage, reading)


@dataclass(slots=True)
class Ledger:
    """The result: (unit, month) -> (due, paid, missing, in excess, status), and the rupiah by outcome."""

    person_months: dict[tuple[int, Month], tuple[int | None, int, int, int, str]] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    not_assigned_people: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A line's money of one month; `bill` where the line names nobody."""

    line: Line
    month: Month
    amount: int
    unit: Unit | None
    payee: tuple[str, ...]


def name_key(text: str | None) -> str:
    return re.sub("[^A-Z]", "", text.upper()) if text else ""


def make_units(people: Sequence[Person]) -> tuple[dict[int, Unit], dict[int, int]]:
    """Units by their number, and each row's unit."""
    by_id = {p.row_id: p for p in people}
    units: dict[int, Unit] = {}
    unit_of: dict[int, int] = {}
    for p in people:
        other = by_id.get(p.match) if p.match is not None else None
        if p.side == "list" and p.bucket in LINKED and other and other.side == "participants":
            units[p.row_id] = Unit(p.row_id, "listed", p, other)
            unit_of[p.row_id] = p.row_id
            unit_of[other.row_id] = min(p.row_id, unit_of.get(other.row_id, p.row_id))
    for p in people:
        if p.row_id not in unit_of and not (p.bucket == "duplicate" and p.match is not None):
            alone = "not_registered" if p.side == "list" else "not_listed"
            units[p.row_id] = Unit(p.row_id, "review" if p.bucket == "review" else alone, p)
            unit_of[p.row_id] = p.row_id
    kept = dict(unit_of)
    for p in people:
        if p.row_id not in kept and p.match is not None:
            unit_of[p.row_id] = kept.get(p.match, p.row_id)
            if unit_of[p.row_id] == p.row_id:
                units[p.row_id] = Unit(p.row_id, "not_registered" if p.side == "list" else "not_listed", p)
    return units, unit_of


def find_unit(
    line: Line, people: Sequence[Person], units: Mapping[int, Unit], unit_of: Mapping[int, int]
) -> Unit | None:
    """The unit a line names, or None: by KPJ, else NIK, else a name that one person alone bears."""
    kpj, nik, key = read_number(line.get("kpj")), read_nik(line.get("nik")).nik, name_key(line.get("name"))
    segment = read_segment(line.get("segment"))

    def best(rows: Iterable[Person]) -> Unit | None:
        scores: dict[int, int] = {}
        for p in rows:
            unit = units[unit_of[p.row_id]]
            score = 4 * (nik is not None and nik == p.nik) + 2 * (key != "" and key == p.name_key)
            score += segment is not None and segment == unit.segment
            scores[unit.unit_id] = max(score, scores.get(unit.unit_id, 0))
        top = [u for u, score in scores.items() if score == max(scores.values())]
        return units[top[0]] if len(top) == 1 else None

    for rows in (
        [p for p in people if p.side == "participants" and kpj and p.kpj == kpj],
        [p for p in people if p.side == "participants" and nik and p.nik == nik],
        [p for p in people if p.side == "list" and nik and p.nik == nik],
    ):
        if rows:
            return best(rows)
    rows = [p for p in people if key and p.name_key == key]
    against = any((nik and p.nik and p.nik != nik) or (kpj and p.kpj and p.kpj != kpj) for p in rows)
    persons = {units[unit_of[p.row_id]].person for p in rows}
    return _best_by_segment(rows, segment, units, unit_of) if len(persons) == 1 and not against else None


def _best_by_segment(
    rows: Sequence[Person], segment: str | None, units: Mapping[int, Unit], unit_of: Mapping[int, int]
) -> Unit | None:
    found = {unit_of[p.row_id] for p in rows}
    agree = {u for u in found if segment is not None and units[u].segment == segment} or found
    return units[min(agree)] if len(agree) == 1 else None


def reconcile_by_hand(
    people: Sequence[Person], lines: Sequence[Line], *, period: Sequence[Month] | None, rates: Rates
) -> Ledger:
    """The whole ledger of a small list. `period` None = the months that the lines name."""
    ledger = Ledger()
    units, unit_of = make_units(people)
    pieces = _pieces(lines, people, units, unit_of, ledger)
    months = sorted(set(period)) if period else sorted({piece.month for piece in pieces})
    payments = _settle(pieces, units, months, rates, ledger)
    for unit_id in units:
        for month in months:
            _person_month(ledger, units[unit_id], month, payments.get((unit_id, month), []), rates)
    return ledger


def _pieces(
    lines: Sequence[Line],
    people: Sequence[Person],
    units: Mapping[int, Unit],
    unit_of: Mapping[int, int],
    ledger: Ledger,
) -> list[Piece]:
    found: list[Piece] = []
    for line in lines:
        amount = read_transfer(line.get("amount"))
        span = span_between(line.get("month"), line.get("month_from"), line.get("month_to"))
        if amount is None or span is None:
            ledger.outcomes["unreadable"] += amount or 0
            continue
        unit = None if line.names_nobody else find_unit(line, people, units, unit_of)
        payee = (
            read_number(line.get("kpj")) or "", read_nik(line.get("nik")).nik or "", name_key(line.get("name")),
            read_segment(line.get("segment")) or "",
        )  # fmt: skip
        months = span.months()
        found += [
            Piece(line, m, part, unit, payee) for m, part in zip(months, portions(amount, len(months)), strict=True)
        ]
    return found


Group = tuple[str | None, str | None]
"""Whom a bill is for: those of an NPP, of a segment, or of both."""


@dataclass(frozen=True, slots=True)
class OpenBill:
    """What is left of a bill beside those whom it names; `people` None where the bill counts nobody."""

    bill: Piece
    rest: int
    people: int | None
    group: Group | None

    @property
    def counts(self) -> bool:
        return self.rest != 0 or (self.people or 0) > 0


def _settle(
    pieces: Sequence[Piece], units: Mapping[int, Unit], months: Sequence[Month], rates: Rates, ledger: Ledger
) -> dict[tuple[int, Month], list[int]]:
    """Give every piece of money its outcome; what is assigned comes back by unit and month."""
    paid: dict[tuple[int, Month], list[int]] = {}
    named = [p for p in pieces if not p.line.names_nobody]
    for piece in (p for p in named if p.amount >= 0):
        _assign(piece, piece.amount, months, paid, ledger)
    named_already = {(p.unit.unit_id, p.month) for p in named if p.unit and p.amount >= 0}
    bills = [p for p in pieces if p.line.names_nobody]
    open_bills = [OpenBill(bill, *_rest(bill, bills, named), _group(bill, units)) for bill in bills]
    for group, month in dict.fromkeys((b.group, b.bill.month) for b in open_bills):
        together = [b for b in open_bills if (b.group, b.bill.month) == (group, month)]
        rest, people = sum(b.rest for b in together), sum(max(b.people or 0, 0) for b in together)
        if month not in months:
            ledger.outcomes["outside_period"] += rest
            ledger.not_assigned_people += people
            continue
        alone = _add_up(together) and not any(
            b.rest > 0 and b.bill.month == month and b.group != group and _meet(b.group, group) for b in open_bills
        )
        shares = _whole(together, units, named_already, rates) if alone else {}
        for unit_id, share in shares.items():
            paid.setdefault((unit_id, month), []).append(share)
        ledger.outcomes["assigned"] += sum(shares.values())
        ledger.outcomes["unassigned"] += rest - sum(shares.values())
        counted = sum(b.people or 0 for b in together if b.counts)
        unknown = any(b.rest > 0 and b.people is None for b in together)
        left = 0 if unknown else max(counted - len(shares), 0)
        ledger.not_assigned_people += left if shares else people
    for piece in sorted((p for p in named if p.amount < 0), key=lambda p: p.line.payment_id):
        there = sum(paid.get((piece.unit.unit_id, piece.month), [])) if piece.unit else 0
        _assign(piece, max(piece.amount, -there) if piece.unit else piece.amount, months, paid, ledger)
    return paid


def _assign(
    piece: Piece, amount: int, months: Sequence[Month], paid: dict[tuple[int, Month], list[int]], ledger: Ledger
) -> None:
    """Give a line by name its outcome: `amount` of it to its person, what is left of it to nobody."""
    if piece.month not in months:
        ledger.outcomes["outside_period"] += piece.amount
    elif piece.unit is None:
        ledger.outcomes["unassigned"] += piece.amount
    else:
        ledger.outcomes["assigned"] += amount
        ledger.outcomes["unassigned"] += piece.amount - amount
        paid.setdefault((piece.unit.unit_id, piece.month), []).append(amount)


def _rest(bill: Piece, bills: Sequence[Piece], named: Sequence[Piece]) -> tuple[int, int | None]:
    """What a bill holds beyond the lines that name people in it: rupiah, and people where the bill counts them."""
    if any(_repeats(bill, earlier) for earlier in bills):
        return 0, 0
    count = read_count(bill.line.get("people_count"))
    if bill.amount < 0:
        return bill.amount, -(count or 0)
    inside = [piece for piece in named if _bill_of(piece, bills) is bill]
    people = None if count is None else max(count - len({piece.payee for piece in inside if piece.amount >= 0}), 0)
    return max(bill.amount - max(sum(piece.amount for piece in inside), 0), 0), people


def _number(bill: Piece) -> tuple[str, str] | None:
    """What a bill is known by: its billing code, else its NTPN."""
    for key in ("billing_code", "ntpn"):
        if told := read_number(bill.line.get(key)):
            return key, told
    return None


def _repeats(bill: Piece, earlier: Piece) -> bool:
    """Whether a bill was handed in before."""

    def told(piece: Piece) -> tuple[object, ...]:
        npp, segment = read_number(piece.line.get("npp")), read_segment(piece.line.get("segment"))
        return _number(piece), npp, segment, piece.month, piece.amount

    one, other = bill.line, earlier.line
    counts = read_count(one.get("people_count")), read_count(other.get("people_count"))
    receipts = read_number(one.get("ntpn")), read_number(other.get("ntpn"))
    agree = all(None in pair or pair[0] == pair[1] for pair in (counts, receipts))
    return _number(bill) is not None and told(bill) == told(earlier) and agree and other.payment_id < one.payment_id


def _add_up(bills: Sequence[OpenBill]) -> bool:
    """Whether bills of one group and month are parts of a whole: a single one, or each with a number of its own."""
    numbers = [_number(b.bill) for b in bills if b.rest > 0]
    return len(numbers) == 1 or (len(numbers) > 1 and None not in numbers and len(set(numbers)) == len(numbers))


def _bill_of(piece: Piece, bills: Sequence[Piece]) -> Piece | None:
    code, npp = read_number(piece.line.get("billing_code")), read_number(piece.line.get("npp"))
    found = []
    for bill in bills:
        bill_code, bill_npp = read_number(bill.line.get("billing_code")), read_number(bill.line.get("npp"))
        same_code = code is not None and code == bill_code
        same_npp = npp is not None and npp == bill_npp and (code is None or bill_code is None)
        if bill.month == piece.month and bill.amount >= 0 and (same_code or same_npp):
            found.append(bill)
    return min(found, key=lambda b: b.line.payment_id, default=None)


def _group(bill: Piece, units: Mapping[int, Unit]) -> Group | None:
    npp, segment = read_number(bill.line.get("npp")), read_segment(bill.line.get("segment"))
    if npp and any(u.npp == npp for u in units.values()):
        return (npp, segment if any((u.npp, u.segment) == (npp, segment) for u in units.values()) else None)
    return (None, segment) if segment else None


def _meet(one: Group | None, other: Group | None) -> bool:
    """Whether two bills are for one group, or one is for a part of the other's NPP."""
    if one == other or one is None or other is None:
        return one == other
    return one[0] is not None and one[0] == other[0] and None in (one[1], other[1])


def _whole(
    bills: Sequence[OpenBill], units: Mapping[int, Unit], named: set[tuple[int, Month]], rates: Rates
) -> dict[int, int]:
    """What the bills of a group and month pay for each person of it, where they pay for them all; else nothing."""
    counted = [b for b in bills if b.counts]
    group, month = bills[0].group, bills[0].bill.month
    if group is None:
        return {}
    npp, segment = group
    members = [
        u for u in units.values()
        if u.insured and npp in (None, u.npp) and segment in (None, u.segment) and u.when(month) == "in"
        and (u.unit_id, month) not in named
    ]  # fmt: skip
    dues = {u.unit_id: u.rate(rates, month) for u in members}
    known = {unit_id: due for unit_id, due in dues.items() if due is not None}
    if not members or len(known) < len(dues):
        return {}
    owed, rest = sum(known.values()), sum(b.rest for b in counted)
    if any(b.rest > 0 and b.people is None for b in counted):
        return known if rest == owed else {}
    return known if rest >= owed and sum(b.people or 0 for b in counted) >= len(members) else {}


def _person_month(ledger: Ledger, unit: Unit, month: Month, amounts: Sequence[int], rates: Rates) -> None:
    when = unit.when(month)
    listed = unit.kind == "listed" or (unit.kind == "review" and unit.own.side == "list")
    due_now = listed and when == "in"
    paid = sum(amounts)
    if not due_now and paid == 0:
        return
    due = unit.rate(rates, month) if due_now else 0
    status = status_of(
        kind=unit.kind, when=when, due=due, paid=paid, lines=sum(a > 0 for a in amounts),
        largest=max(amounts, default=0), other_due=unit.rate(rates, month, 1),
        tolerance=rates.tolerance(unit.segment, month), prices=rates.prices(month),
    )  # fmt: skip
    counted = unit.kind != "review" and due is not None
    missing, excess = (max((due or 0) - paid, 0), max(paid - (due or 0), 0)) if counted else (0, 0)
    shown = None if unit.kind == "review" else due
    ledger.person_months[unit.unit_id, month] = (shown, paid, missing, excess, status)
