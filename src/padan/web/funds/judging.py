"""Which commitment each line of a file fits, which order paid a bill, and what is said of the rest."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet, Sum

from padan.domain.ledger import matching
from padan.domain.ledger.corrections import CORRECTIONS
from padan.domain.months import Month
from padan.web.funds.booking import Held, held_by
from padan.web.funds.correcting import NEVER_PAID, taken_back
from padan.web.funds.credits import credit_left
from padan.web.funds.models import Commitment, CommitmentState, ImportLine, SheetKind, SheetState
from padan.web.regions.models import Level, Region

BATCH = 500
SETTLED: frozenset[str] = frozenset({"unreadable", "known", "named", "undone", *CORRECTIONS})
"""Outcomes that a line keeps, whatever the commitments are."""


def month(day: date | None) -> Month | None:
    """A first day as a month."""
    return (day.year, day.month) if day else None


def known_before(kind: str, fingerprints: Sequence[str]) -> set[str]:
    """Those that stand in a file of this kind accepted before."""
    found: set[str] = set()
    accepted = ImportLine.objects.filter(file__kind=kind, file__state=SheetState.ACCEPTED).exclude(outcome="undone")
    for start in range(0, len(fingerprints), BATCH):
        chunk = fingerprints[start : start + BATCH]
        found.update(accepted.filter(fingerprint__in=chunk).values_list("fingerprint", flat=True))
    return found


class Commitments:
    """The open commitments of the city while lines are laid to them: each line takes what it pays."""

    def __init__(self) -> None:
        found = Commitment.objects.filter(state=CommitmentState.OPEN).select_related("place", "source")
        self.held = held_by(found.order_by("decided_on", "id"))
        self._by_place: dict[str, list[Held]] = defaultdict(list)
        for one in self.held.values():
            self._by_place[one.commitment.place.code].append(one)
        self._taken: Counter[int] = Counter()

    def decrees(self) -> list[str]:
        """The decrees that a line may name."""
        return sorted({one.commitment.decree_ref for one in self.held.values()})

    def match(self, line: ImportLine, place: Region | None, amount: int | None = None) -> matching.Match:
        """Which one a line pays (with `amount` of its rupiah; None: all); what it pays is taken from it."""
        code, amount = place.code if place else "", (line.amount or 0) if amount is None else amount
        decree = line.values.get("_decree", "")
        said = matching.Line(code, amount, line.programme, month(line.first_month), month(line.last_month), decree)
        match = matching.match(said, [self._as_domain(one) for one in self._by_place.get(code, ())])
        if match.commitment:
            self._taken[int(match.commitment)] += amount
        return match

    def _as_domain(self, one: Held) -> matching.Commitment:
        commitment = one.commitment
        first = commitment.first_month
        last = first.year * 12 + first.month - 1 + commitment.months - 1
        return matching.Commitment(
            str(commitment.pk),
            commitment.place.code,
            commitment.programme,
            (first.year, first.month),
            (last // 12, last % 12 + 1),
            max(0, one.left - self._taken[commitment.pk]),
            commitment.amount // commitment.months,
            commitment.decree_ref,
        )


def judge_orders(lines: Iterable[ImportLine], city: Region, commitments: Commitments) -> None:
    """Say of each line of BPKAD's list which commitment it pays, or why none; in the file's order."""
    for line in lines:
        if line.outcome in SETTLED or (line.outcome in ("chosen", "split") and line.pk):
            continue
        match = commitments.match(line, line.place or city)
        line.commitment_id = int(match.commitment) if match.commitment else None
        line.outcome = match.outcome
        if not match.commitment and line.place is None:
            line.outcome = "no_place"
        elif not match.commitment and line.place is not None and line.place.level == Level.KECAMATAN:
            line.outcome = "unsplit"
        if line.commitment_id:
            paid = commitments.held[line.commitment_id].commitment
            line.source, line.year, line.programme = paid.source, paid.year, line.programme or paid.programme


class Orders:
    """Posted payment orders while bills are laid to them: what of each no bill has told yet, by place."""

    def __init__(self, places: Iterable[int]) -> None:
        self._found: dict[int, list[matching.Order]] = defaultdict(list)
        self._programmes: dict[int, str] = {}
        wanted = set(places)
        city = Region.objects.filter(pk__in=wanted, level=Level.CITY).first()
        lines = ImportLine.objects.filter(
            Q(place__in=wanted) | Q(shares__place__in=wanted) | (Q(place=None) if city else Q(pk=None)),
            file__kind=SheetKind.DISBURSEMENTS,
            file__state=SheetState.ACCEPTED,
        ).exclude(outcome__in=sorted(NEVER_PAID))
        told = _told_by_bills(lines)
        less = taken_back(list(lines))
        for line in lines.select_related("place").prefetch_related("shares__place").distinct().order_by("day", "id"):
            self._programmes[line.pk] = line.programme
            for place_id, code, amount in _slots(line, city):
                left = amount - told[line.pk, place_id] - min(amount, less[line.pk])
                less[line.pk] -= min(amount, less[line.pk])
                self._found[place_id].append(_order(line, code, left))

    def tie(self, bill: ImportLine, amount: int) -> int | None:
        """The order that paid a bill of so many rupiah (corrections taken off); what it tells is taken from it."""
        if bill.place is None or amount <= 0:
            return None
        orders = self._found[bill.place.pk]
        if bill.place.level == Level.CITY:
            return self._tie_of_city(bill, _said(bill, bill.place.code, amount), orders)
        said = _said(bill, bill.place.code, amount)
        key = matching.tie(said, orders)
        less = 0 if key else credit_left(bill.place.pk, bill.programme, bill.span)
        if 0 < less < amount:
            said = _said(bill, bill.place.code, amount - less)
            key = matching.tie(said, orders)
        return _taken(key, said, orders)

    def _tie_of_city(self, bill: ImportLine, said: matching.Line, orders: list[matching.Order]) -> int | None:
        """In the name of the city stand orders for everything: only one that names the bill's programme, or holds
        exactly its rupiah, may have paid it."""
        own = [one for one in orders if one.left == said.amount or one.programme == bill.programme != ""]
        return _taken(matching.tie(said, own), said, orders)

    def programme(self, order: int | None) -> str:
        """The programme that an order paid for."""
        return self._programmes.get(order or 0, "")


def _taken(key: str, said: matching.Line, orders: list[matching.Order]) -> int | None:
    """The order of that key, of which what was said is taken; None for none."""
    for n, one in enumerate(orders):
        if key and one.key == key:
            orders[n] = replace(one, left=one.left - said.amount)
    return int(key) if key else None


def _said(bill: ImportLine, place: str, amount: int) -> matching.Line:
    return matching.Line(place, amount, bill.programme, month(bill.first_month), month(bill.last_month))


def _slots(line: ImportLine, city: Region | None) -> list[tuple[int, str, int]]:
    """(place id, code, rupiah) of an order: of its kelurahan where it was split, and of its own place what is left; one
    that names no place was posted in the name of the `city`."""
    shares = list(line.shares.all())
    slots = [(share.place_id, share.place.code, share.amount) for share in shares]
    left = (line.amount or 0) - sum(share.amount for share in shares)
    place = line.place or city
    return [*slots, (place.pk, place.code, left)] if left and place else slots


def _told_by_bills(orders: QuerySet[ImportLine]) -> Counter[tuple[int, int]]:
    """Rupiah of each order and place that accepted bills have told of."""
    bills = ImportLine.objects.filter(paid_by__in=orders.order_by(), file__state=SheetState.ACCEPTED)
    sums = bills.order_by().values_list("paid_by", "place").annotate(total=Sum("amount"))
    return Counter({(order, place): total or 0 for order, place, total in sums})


def _order(line: ImportLine, code: str, left: int) -> matching.Order:
    return matching.Order(str(line.pk), code, line.programme, month(line.first_month), month(line.last_month), left)


def judge_bills(lines: Sequence[ImportLine], commitments: Commitments) -> set[int]:
    """Say of each bill of the branch which order paid it, of what corrections leave of it; gives the ids of the orders
    of which other people or rupiah are told now."""
    less = _less(lines)
    bills = [line for line in lines if line.outcome not in SETTLED and line.outcome != "paid_by_sp2d"]
    orders = Orders(line.place_id for line in bills if line.place_id)
    tied = set()
    for bill in bills:
        amount = (bill.amount or 0) - less[id(bill)]
        match = commitments.match(bill, bill.place, amount)
        bill.commitment_id = int(match.commitment) if match.commitment else None
        bill.paid_by_id = orders.tie(bill, amount)
        bill.programme = bill.programme or orders.programme(bill.paid_by_id)
        bill.outcome = "paid_by_sp2d" if bill.paid_by_id else "without_sp2d"
        if bill.place is None:
            bill.outcome = "no_place"
        if bill.paid_by_id:
            tied.add(bill.paid_by_id)
    return tied | _corrected(lines)


def _less(lines: Sequence[ImportLine]) -> Counter[int]:
    """Rupiah that corrections take off each of these bills, by the object: those accepted before, and those in hand."""
    before = taken_back(lines)
    found: Counter[int] = Counter({id(line): before[line.pk] for line in lines if line.pk})
    for line in lines:
        if line.outcome == "takes_back" and line.bill is not None:
            found[id(line.bill)] -= line.amount or 0
    return found


def _corrected(lines: Sequence[ImportLine]) -> set[int]:
    """A correction goes with its bill to the order that paid it; gives those orders."""
    found = set()
    for line in lines:
        if line.outcome in ("takes_back", "name_back") and line.bill is not None:
            if line.outcome == "takes_back":
                line.paid_by_id = line.bill.paid_by_id
            if line.bill.paid_by_id:
                found.add(line.bill.paid_by_id)
    return found


def tally(lines: Iterable[ImportLine]) -> dict[str, object]:
    """What `SheetImport.counts` says."""
    outcomes: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    for line in lines:
        outcomes[line.outcome] += 1
        amounts[line.outcome] += line.amount or 0
    return {"rows": sum(outcomes.values()), "outcomes": dict(outcomes), "amounts": dict(amounts)}
