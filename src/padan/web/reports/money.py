"""The money of kelurahan in the columns of a laporan monev: from the ledger as it was known, and from activities."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from padan.documents.monev_content import ActivityLine, MoneyLine
from padan.domain.contributions import last_day
from padan.domain.law import split_by_stage
from padan.domain.ledger import PAYMENTS, REFUNDS, Account
from padan.domain.obstacles import Hindered, StageOwed
from padan.web.funds.ground import Ground as Book
from padan.web.funds.ground import gather, within
from padan.web.funds.models import Activity, Source
from padan.web.funds.rules import law_stages
from padan.web.funds.selectors import activities_seen
from padan.web.regions.models import Region
from padan.web.reports.reading import Ground, kecamatan_of
from padan.web.templatetags.indonesian import day


@dataclass(frozen=True)
class Purse:
    """The book of a city for one funding year, and the activities of that year by kelurahan. `ground`: whose figures of
    what came and was spent stand in the columns, so that table and indicator are the same figure."""

    ground: Ground
    year: int
    book: Book
    pockets: Mapping[str, Sequence[Account]]
    activities: Mapping[str, Sequence[Activity]]

    def lines(self, place: Region, below: Sequence[Region]) -> list[MoneyLine]:
        """A line for each kelurahan, and for what stands on a kecamatan or the city itself where anything does."""
        found = [self._line(region.code, kecamatan_of(region), region.name) for region in below or [place]]
        if not below:
            return found
        codes = {region.code for region in below}
        kecamatan = {region.parent.code: region.parent.name for region in below if region.parent}
        for code in sorted(code for code in self.pockets if within(code, place.code) and code not in codes):
            found.append(self._line(code, kecamatan.get(code, ""), ""))
        order = {name: at for at, name in enumerate(dict.fromkeys(kecamatan.values()))}
        return sorted(found, key=lambda line: (order.get(line.kecamatan, len(order)), not line.kelurahan, line.code))

    def _line(self, code: str, kecamatan: str, kelurahan: str) -> MoneyLine:
        pockets = self.pockets.get(code, ())
        granted = self._sum(pockets, ("allocation",), ("allocation_cut",))
        received = self._sum(pockets, ("receipt", "receipt_unallocated"), ())
        first, second = (sum(self.book.came[one, order] for one in pockets) for order in (1, 2))
        spent = self._sum(pockets, tuple(PAYMENTS), tuple(REFUNDS))
        shown = self.ground.known.get(("spent", code, self.ground.month)) if kelurahan else None
        if shown is not None and shown.figure is not None and shown.figure.denominator is not None:
            spent, received = shown.figure.numerator, shown.figure.denominator
        told = _told(self.activities.get(code, ()))
        return MoneyLine(
            code, kecamatan, kelurahan, granted, first, second, received - first - second, spent, *told
        )  # fmt: skip

    def _sum(self, pockets: Iterable[Account], more: Iterable[str], less: Iterable[str]) -> int:
        return sum(
            sign * self.book.moved[one][move]
            for one in pockets
            for sign, moves in ((1, more), (-1, less))
            for move in moves
        )

    def owed(self, below: Sequence[Region]) -> list[StageOwed]:
        """The stages of the law that have not come whole, with the kelurahan that wait for them."""
        waits: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for region in below:
            for order, amount in self._owed(region):
                waits[order].append((region.name, amount))
        return [
            StageOwed(order, sum(amount for _, amount in found), tuple(name for name, _ in found))
            for order, found in sorted(waits.items())
        ]

    def _owed(self, region: Region) -> Iterator[tuple[int, int]]:
        pockets = self.pockets.get(region.code, ())
        granted = self._sum(pockets, ("allocation",), ("allocation_cut",))
        received = self._sum(pockets, ("receipt", "receipt_unallocated"), ())
        stages = law_stages(self.year, region.code)
        for stage, due in zip(stages, split_by_stage(stages, granted), strict=True):
            came = min(due, received)
            received -= came
            if due > came:
                yield stage.order, due - came


def _told(found: Sequence[Activity]) -> tuple[int | None, str, str, str, str]:
    """Physical progress weighted by ceilings; obstacle, follow-up, who and until when of the largest hindered one."""
    weight = sum(one.ceiling for one in found)
    done = sum(one.physical * one.ceiling for one in found)
    physical = (2 * done + weight) // (2 * weight) if weight else None
    hindered = sorted((one for one in found if one.obstacle), key=lambda one: (-one.ceiling, one.pk))
    if not hindered:
        return physical, "", "", "", ""
    first = hindered[0]
    more = f" (dan {len(hindered) - 1} kegiatan lain)" if len(hindered) > 1 else ""
    due = f"{first.due:%d-%m-%Y}"
    return physical, first.obstacle + more, first.follow_up, first.in_charge, due


def purse_of(ground: Ground, city: Region) -> Purse:
    """Read the book of a place and everything below it once: as it was known when the month's figures were closed."""
    year, last = ground.span.year, last_day(ground.month)
    known = timezone.localdate(ground.held.known_at) if ground.held.closed else None
    book = gather(city, until=last, known=known)
    earmarked = set(Source.objects.filter(earmarked=True).values_list("key", flat=True))
    pockets: dict[str, list[Account]] = defaultdict(list)
    for one in sorted(book.moved):
        if one.year == year and one.source in earmarked:
            pockets[one.place].append(one)
    activities: dict[str, list[Activity]] = defaultdict(list)
    for activity in activities_seen(ground.acting, city).filter(year=year):
        activities[activity.place.code].append(activity)
    return Purse(ground, year, book, pockets, activities)


def activity_lines(purse: Purse, places: Sequence[Region], *, all_of_them: bool) -> list[ActivityLine]:
    """The activities of these places; of a wider place only those that report an obstacle."""
    found = [(region, one) for region in places for one in purse.activities.get(region.code, ())]
    return [
        ActivityLine(
            region.name, one.title, one.ceiling, one.realised, one.physical, one.obstacle, one.follow_up,
            one.in_charge, day(one.due),
        )
        for region, one in found
        if all_of_them or one.obstacle
    ]  # fmt: skip


def hindered(purse: Purse, places: Sequence[Region]) -> list[Hindered]:
    """The activities that report an obstacle and are not done."""
    return [
        Hindered(region.name, one.title, one.obstacle, one.ceiling)
        for region in places
        for one in purse.activities.get(region.code, ())
        if one.obstacle and not one.finished
    ]
