"""What a place's page shows: how far the money has come, shares, stages, warnings; findings before figures."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import F, QuerySet, Sum

from padan.domain import ledger
from padan.domain.law import Law, Share, split_by_stage
from padan.domain.ledger import Conflict, Demand, Finding, Gate, Pace, ShareLine, StageStanding
from padan.domain.ledger.findings import of_balances, of_shares, ordered
from padan.web.funds.booking import held_by
from padan.web.funds.correcting import corrected_orders
from padan.web.funds.ground import Ground, below, gather, within
from padan.web.funds.models import (
    Activity,
    Commitment,
    CommitmentState,
    Form,
    Portion,
    Posting,
    Source,
    StageDue,
)
from padan.web.funds.rules import a_month, law_grant, law_programmes, law_quota, law_share, law_stages
from padan.web.funds.selectors import lines_to_settle
from padan.web.law.selectors import law_now
from padan.web.periods.models import segment_name
from padan.web.regions.models import Level, Region
from padan.web.regions.selectors import kelurahan_of

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One source and funding year at a place, all below it included."""

    source: Source
    year: int
    steps: ledger.Steps
    place: Region

    @property
    def absorbed(self) -> float | None:
        """Paid, of what was promised."""
        return self.steps.paid / self.steps.allocated if self.steps.allocated else None


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """Quota, share and months of one programme in one kelurahan (or so many of them): what is wanted and what fits."""

    programme: str
    quota: int
    conflict: Conflict
    certain: bool

    @property
    def label(self) -> str:
        """The programme in the page's language."""
        return segment_name(self.programme)


@dataclass(frozen=True)
class Overview:
    """Everything that a place's page shows."""

    place: Region
    lines: Sequence[MoneyLine]
    findings: Sequence[Finding]
    shares: Sequence[ShareLine]
    conflicts: Sequence[ConflictLine]
    stages: Sequence[StageStanding]
    pace: Pace | None
    source: Source | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Then:
    """One step of money: rupiah as they were known then and as they are known now."""

    step: str
    then: int
    now: int

    @property
    def more(self) -> int:
        """What has become known since; below nothing where less is known to be so."""
        return self.now - self.then


def _then(then: Ground, now: Ground, source: str, year: int) -> list[Then]:
    one, other = then.steps(then.pockets(source, year)), now.steps(now.pockets(source, year))
    return [Then(field.name, getattr(one, field.name), getattr(other, field.name)) for field in fields(ledger.Steps)]


class Look:
    """One look at a place: the ground, the law, and what else is read once."""

    def __init__(self, place: Region, today: date) -> None:
        self.place, self.today = place, today
        self._months: dict[tuple[str, int], int | None] = {}
        self.ground = gather(place)
        self.law: Law = law_now()
        self.sources = {source.key: source for source in Source.objects.all()}
        self.kelurahan = list(kelurahan_of(place))
        self.dues = {(due.source_id, due.year, due.order): due.due_on for due in StageDue.objects.all()}
        commitments = Commitment.objects.filter(below(place, "place")).select_related("place", "source")
        self.held = list(held_by(commitments).values())
        self._shares: dict[tuple[str, int], list[ShareLine]] = {}
        self._this_year: Ground | None = None
        self._promised: dict[tuple[int, int, str], Counter[str]] = {}
        for held in self.held:
            promise = held.commitment
            own = self._promised.setdefault((promise.source_id, promise.year, promise.programme), Counter())
            own[promise.place.code] += promise.amount if promise.state == CommitmentState.OPEN else held.paid

    def _monthly(self, programme: str, year: int) -> int | None:
        if (programme, year) not in self._months:
            self._months[programme, year] = a_month(programme, year)
        return self._months[programme, year]

    def money(self) -> list[MoneyLine]:
        """A line for each source and funding year."""
        return [
            MoneyLine(self.sources[key], year, self.ground.steps(self.ground.pockets(key, year)), self.place)
            for key, year in self.ground.pairs()
        ]

    def known(self, until: date, known: date) -> list[tuple[MoneyLine, list[Then]]]:
        """For each source and funding year how far its money had come on a day, as it was known on another, beside what
        is known of that day now."""
        then, now = gather(self.place, until=until, known=known), gather(self.place, until=until)
        return [
            (
                MoneyLine(self.sources[key], year, now.steps(now.pockets(key, year)), self.place),
                _then(then, now, key, year),
            )
            for key, year in now.pairs()
        ]

    def children(self, source: Source, year: int, children: Sequence[Region]) -> list[MoneyLine]:
        """A line for each place below, and one for what stands on the place itself where anything does."""
        lines = [
            MoneyLine(source, year, self.ground.steps(self.ground.pockets(source.key, year, child.code)), child)
            for child in children
        ]
        own = [one for one in self.ground.pockets(source.key, year) if one.place == self.place.code]
        return [*lines, MoneyLine(source, year, self.ground.steps(own), self.place)] if own else lines

    def shares(self, source: Source, year: int) -> list[ShareLine]:
        """Every programme's share at this place and, above kelurahan, at each kelurahan that is over it."""
        if not source.earmarked:
            return []
        if (source.key, year) not in self._shares:
            self._shares[source.key, year] = self._shares_of(source, year)
        return self._shares[source.key, year]

    def _shares_of(self, source: Source, year: int) -> list[ShareLine]:
        programmes = law_programmes(year, self.place.code, self.law)
        found = []
        for programme in programmes:
            share = law_share(programme, year, self.place.code, self.law)
            if share is None:
                continue
            found.append(self._share(source, year, programme, share, self.place))
            if self.place.level != Level.KELURAHAN:
                bound = [one for one in self.kelurahan if one.level == share.base]
                each = [self._share(source, year, programme, share, one) for one in bound]
                found += [line for line in each if line.over_now]
        return found

    def _share(self, source: Source, year: int, programme: str, share: Share, place: Region) -> ShareLine:
        pockets = self.ground.pockets(source.key, year, place.code)
        promised = self._promised.get((source.pk, year, programme), Counter())
        if place.level == Level.KELURAHAN:
            committed = promised[place.code]
        else:
            committed = sum(amount for code, amount in promised.items() if within(code, place.code))
        return ShareLine(
            programme,
            place.code,
            self.ground.steps(pockets).allocated,
            share.per_myriad,
            self._planned(programme, year, place),
            committed,
            self.ground.spent_on(pockets, programme),
            binds=share.base == place.level,
        )

    def _planned(self, programme: str, year: int, place: Region) -> int:
        quota = law_quota(programme, year, place.code, self.law)
        monthly = self._monthly(programme, year)
        own = place.level == Level.KELURAHAN
        count = 1 if own else sum(1 for one in self.kelurahan if within(one.code, place.code))
        return quota.heads * count * MONTHS_A_YEAR * monthly if quota and monthly else 0

    def conflicts(self, year: int) -> list[ConflictLine]:
        """For each programme the quota of one kelurahan for a year, against its share of the grant."""
        one = self.kelurahan[0] if self.kelurahan else None
        grant = law_grant(year, one, self.law) if one else None
        if one is None or grant is None:
            return []
        found = []
        for programme in law_programmes(year, one.code, self.law):
            share, quota = (
                law_share(programme, year, one.code, self.law),
                law_quota(programme, year, one.code, self.law),
            )
            monthly = self._monthly(programme, year)
            if share and quota and monthly:
                demand = Demand(quota.heads, MONTHS_A_YEAR, monthly)
                certain = grant.rule.certain and share.rule.certain and quota.rule.certain
                found.append(ConflictLine(programme, quota.heads, Conflict(share.limit(grant.amount), demand), certain))
        return found

    def stages(self, source: Source, year: int, place: Region) -> tuple[StageStanding, ...]:
        """The stages of one place's own money."""
        if not source.earmarked:
            return ()
        pocket = ledger.pocket(source.key, year, place.code)
        steps = self.ground.steps([pocket])
        rules = law_stages(year, place.code, self.law)
        if not rules or not steps.allocated:
            return ()
        return ledger.stage_standings(
            split_by_stage(rules, steps.allocated),
            [self.ground.came[pocket, stage.order] for stage in rules],
            [self.dues.get((source.pk, year, stage.order)) for stage in rules],
            [stage.gate == "spj" for stage in rules],
            Gate(steps.received, steps.unreported, steps.reported),
        )

    def pace(self, source: Source, year: int) -> Pace | None:
        """The pace of this calendar year, of money that has come and may be spent in it."""
        steps = self.ground.steps(self.ground.pockets(source.key, year))
        if not steps.received or self.today.year < year:
            return None
        if self._this_year is None:
            self._this_year = gather(self.place, since=date(self.today.year, 1, 1))
        paid = self._this_year.steps(self._this_year.pockets(source.key, year)).paid
        money = max(0, steps.received - steps.returned - (steps.paid - paid))
        return Pace(money, paid, self.today)

    def findings(self) -> list[Finding]:
        """Everything found at this place and below it, the gravest first."""
        found = of_balances(self.ground.book, self.ground.moved)
        found += list(self._of_commitments())
        for key, year in self.ground.pairs():
            source = self.sources[key]
            found += of_shares(self.shares(source, year), key, year)
            found += self._of_stages(source, year)
            pace = self.pace(source, year)
            if pace is not None and pace.warned:
                found.append(Finding("slow", self.place.code, key, year, pace.not_absorbed))
        found += _of_people(self.place) + _of_lines(self.place) + _of_activities(self.place, self.today)
        return ordered(found)

    def _of_commitments(self) -> list[Finding]:
        waits: Counter[tuple[str, str, int]] = Counter()
        for held in self.held:
            commitment = held.commitment
            if commitment.state == CommitmentState.OPEN and held.waits:
                waits[commitment.place.code, commitment.source.key, commitment.year] += held.waits
        return [Finding("waiting", place, key, year, amount) for (place, key, year), amount in waits.items()]

    def _of_stages(self, source: Source, year: int) -> list[Finding]:
        found = []
        for one in self.kelurahan:
            for stage in self.stages(source, year, one):
                code = "late" if stage.late_on(self.today) else "blocked" if stage.blocked else ""
                if code:
                    found.append(Finding(code, one.code, source.key, year, stage.lacking, note=str(stage.order)))
        return found


FEW_PAYMENTS = 500
"""Up to so many payments are named to the database; of more it is quicker to add up the portions of all."""


def _of_people(place: Region) -> list[Finding]:
    """Paid for a programme and not for anybody (what corrections took back of it left out), and handed over without
    proof."""
    standing = Posting.objects.filter(
        below(place, "given__place"), given__kind="paid", reverses__isnull=True, reversed_by__isnull=True
    ).exclude(given__programme="")
    key = ("given__place__code", "given__source__key", "given__year")
    back = corrected_orders()
    where: dict[int, tuple[str, str, int]] = {}
    of_order: dict[int, int] = {}
    paid: Counter[tuple[str, str, int]] = Counter()
    left: Counter[int] = Counter()
    for pk, amount, order, *at in standing.order_by().values_list("pk", "amount", "line_id", *key):
        where[pk] = code, source, year = tuple(at)
        paid[code, source, year] += amount
        if order in back:
            of_order[pk] = order
            left[pk] = amount
    told, unproved = _told(place, where), Counter[tuple[str, str, int]]()
    for pk, amount in told.values_list("posting_id").annotate(Sum("amount")):
        if pk in where:
            paid[where[pk]] -= amount
            left[pk] -= amount
    for pk, order in of_order.items():
        less = min(back[order], max(0, left[pk]))
        back[order] -= less
        paid[where[pk]] -= less
    without = told.filter(proof_kind="").exclude(form=Form.CONTRIBUTION)
    for pk, amount in without.values_list("posting_id").annotate(Sum("amount")):
        if pk in where:
            unproved[where[pk]] += amount
    found = [Finding("unassigned", *at, amount) for at, amount in paid.items() if amount > 0]
    return found + [Finding("no_proof", *at, amount) for at, amount in unproved.items()]


def _told(place: Region, payments: Collection[int]) -> QuerySet[Portion]:
    """Portions at a place and below it, of these payments at least."""
    found = Portion.objects.order_by()
    if place.level not in (Level.CITY, Level.PROVINCE):
        found = found.filter(below(place, "place"))
    return found.filter(posting__in=payments) if len(payments) <= FEW_PAYMENTS else found


def _of_lines(place: Region) -> list[Finding]:
    sums = (
        lines_to_settle(place)
        .exclude(outcome__in=("unsplit", "takes_nothing"))
        .order_by()
        .values_list("place__code", "source__key", "year")
        .annotate(Sum("amount"))
    )
    return [Finding("unmatched", code or place.code, source, year, total or 0) for code, source, year, total in sums]


def _of_activities(place: Region, today: date) -> list[Finding]:
    late = Activity.objects.filter(below(place, "place"), due__lt=today, physical__lt=100)
    sums = late.order_by().values_list("place__code", "source__key", "year").annotate(left=Sum(F("ceiling")))
    return [Finding("activity", code, source, year, left) for code, source, year, left in sums]


def overview(look: Look, source: Source | None, year: int | None) -> Overview:
    """The page of a place; `source`, `year`: which money is shown in full."""
    chosen = source is not None and year is not None
    return Overview(
        place=look.place,
        lines=look.money(),
        findings=look.findings(),
        shares=look.shares(source, year) if source is not None and year is not None else (),
        conflicts=look.conflicts(year) if year is not None and source is not None and source.earmarked else (),
        stages=look.stages(source, year, look.place) if source is not None and year is not None else (),
        pace=look.pace(source, year) if source is not None and year is not None else None,
        source=source if chosen else None,
        year=year if chosen else None,
    )
