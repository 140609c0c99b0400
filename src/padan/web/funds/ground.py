"""The postings of a place and all below it, added up once: what pages, findings and warnings are reckoned from."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, Sum

from padan.domain import ledger
from padan.domain.ledger import PAYMENTS, REFUNDS
from padan.web.funds.booking import move_of
from padan.web.funds.models import Posting
from padan.web.regions.models import Region

KELURAHAN_DOTS = 3
"""Dots in the code of a kelurahan; no money stands below one."""


@dataclass
class Ground:
    """Rupiah by move for each pocket (the available account of a source, year and place); `spent`, by programme: what
    was paid, reported or not; `came`: receipts by stage."""

    moved: dict[ledger.Account, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    book: Counter[ledger.Account] = field(default_factory=Counter)
    spent: Counter[tuple[ledger.Account, str]] = field(default_factory=Counter)
    came: Counter[tuple[ledger.Account, int]] = field(default_factory=Counter)
    _places: dict[tuple[str, int], dict[str, ledger.Account]] = field(default_factory=dict)

    def pairs(self) -> list[tuple[str, int]]:
        """Every (source, funding year) with a posting, the newest year first."""
        return sorted({(one.source, one.year) for one in self.moved}, key=lambda key: (-key[1], key[0]))

    def pockets(self, source: str, year: int, prefix: str = "") -> list[ledger.Account]:
        """The pockets of a source and year, at a place and below it, in the order of places; a page asks for each
        kelurahan, so they are laid out once, after everything was gathered."""
        if not self._places and self.moved:
            for one in sorted(self.moved):
                self._places.setdefault((one.source, one.year), {})[one.place] = one
        there = self._places.get((source, year), {})
        if prefix.count(".") == KELURAHAN_DOTS:
            return [there[prefix]] if prefix in there else []
        return [one for place, one in there.items() if within(place, prefix)]

    def steps(self, pockets: Iterable[ledger.Account]) -> ledger.Steps:
        """How far the money of these pockets has come."""
        total: Counter[str] = Counter()
        for one in pockets:
            total.update(self.moved[one])
        return ledger.steps(total)

    def spent_on(self, pockets: Iterable[ledger.Account], programme: str) -> int:
        """What was paid of these pockets for a programme."""
        return sum(self.spent[one, programme] for one in pockets)


def within(code: str, prefix: str) -> bool:
    """Whether a region code is that of a place or of one below it."""
    return not prefix or code == prefix or code.startswith(f"{prefix}.")


def below(place: Region, path: str) -> Q:
    """The condition that a region lies at a place or below it; `path`: how the region is reached."""
    return Q(**{f"{path}__code": place.code}) | Q(**{f"{path}__code__startswith": f"{place.code}."})


def gather(place: Region, *, until: date | None = None, since: date | None = None, known: date | None = None) -> Ground:
    """Add up the postings at a place and below it, in one query. `since`, `until`: of these days only, both included;
    `known`: only what the record knew at the end of that day."""
    found = Posting.objects.filter(below(place, "given__place")).order_by().annotate(undone=Q(reverses__isnull=False))
    if until is not None:
        found = found.filter(day__lte=until)
    if since is not None:
        found = found.filter(day__gte=since)
    if known is not None:
        found = found.filter(known_at__date__lte=known)
    ground = Ground()
    for source, year, code, taken, given, one, other, stage, undone, total in found.values_list(
        "given__source__key",
        "given__year",
        "given__place__code",
        "taken__kind",
        "given__kind",
        "taken__programme",
        "given__programme",
        "stage",
        "undone",
    ).annotate(total=Sum("amount")):
        pocket = ledger.pocket(source, year, code)
        _add(ground, pocket, (taken, one), (given, other), stage, -total if undone else total, undone=undone)
    return ground


def _add(
    ground: Ground,
    pocket: ledger.Account,
    taken: tuple[str, str],
    given: tuple[str, str],
    stage: int,
    signed: int,
    *,
    undone: bool,
) -> None:
    move, amount = move_of(taken[0], given[0], undone=undone), abs(signed)
    ground.moved[pocket][move] += signed
    ground.book[pocket.of(*taken)] -= amount
    ground.book[pocket.of(*given)] += amount
    if move in PAYMENTS:
        ground.spent[pocket, (taken if undone else given)[1]] += signed
    elif move in REFUNDS:
        ground.spent[pocket, (given if undone else taken)[1]] -= signed
    elif move in ("receipt", "receipt_unallocated") and stage:
        ground.came[pocket, stage] += signed
