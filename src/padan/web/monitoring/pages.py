"""What the pages of figures are made of: tiles, the map, tables of places, a place's rank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from padan.domain.fair_ranks import Rank
from padan.domain.months import Month, show_month
from padan.drawing import Series, line
from padan.web.drawings import drawn
from padan.web.monitoring.asking import Asked
from padan.web.monitoring.cells import (
    TAGS,
    Cell,
    Trend,
    amount_words,
    change_words,
    figure_address,
    figure_words,
    moved_between,
    state_words,
    target_words,
)
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.monitoring.pushing import gap_at, gap_words
from padan.web.monitoring.selectors import Shown
from padan.web.monitoring.wording import value_text
from padan.web.regions.models import Level, Region
from padan.web.templatetags.indonesian import month as month_words
from padan.web.templatetags.indonesian import percent

SHARES = "share_"
"""Keys of the shares of the programmes, which stand together as one tile."""
Across = Sequence[tuple[Region, Shown]]


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of the first page: one figure, or the shares of all programmes."""

    title: str
    cells: tuple[Cell, ...]
    said: tuple[str, ...] = ()


def tiles_of(cells: Sequence[Cell], said: Mapping[str, Sequence[str]]) -> list[Tile]:
    """A tile for each headline figure, in their order; the shares as one. `said`: what else a tile says, by key."""
    tiles: list[Tile] = []
    shares = tuple(cell for cell in cells if cell.key.startswith(SHARES))
    for cell in cells:
        if cell not in shares:
            tiles.append(Tile(cell.name, (cell,), tuple(said.get(cell.key, ()))))
        elif cell == shares[0]:
            tiles.append(Tile(_("Bagian program yang terpakai"), shares))
    return tiles


def signed_by_level(whole: Shown, areas: Across, kelurahan: Across) -> list[str]:
    """`kelurahan 60 dari 68`, `kecamatan 9 dari 11`, `kota 0 dari 1`: a level's own is what those below do not hold."""
    sums = [_pair([whole]), _pair([one for _region, one in areas]), _pair([one for _region, one in kelurahan])]
    own = (
        (_("kelurahan"), sums[2]),
        (_("kecamatan"), _less(sums[1], sums[2])),
        (_("kota"), _less(sums[0], sums[1])),
    )
    return [
        _("%(level)s %(signed)s dari %(asked)s") % {"level": level, "signed": signed, "asked": asked}
        for level, (signed, asked) in own
        if asked > 0
    ]


def advanced_in(kelurahan: Across) -> list[str]:
    """In how many kelurahan contributions were paid before their money came: none of these waits, so that a mean of
    nothing does not look like quick work."""
    told = [one for _region, one in kelurahan if one.denominator]
    early = sum(one.numerator == 0 for one in told)
    words = _("di %(n)s dari %(all)s kelurahan iuran sudah dibayar sebelum atau pada hari dananya diterima (ditalangi)")
    return [words % {"n": early, "all": len(told)}] if early else []


def families_of(found: Sequence[Shown]) -> list[str]:
    """Of how many families those about to lapse are, as far as they have a family card."""
    one = next((one for one in found if one.key == "families_lapsing" and one.numerator), None)
    return [_("%(families)s (yang bernomor KK)") % {"families": figure_words(one)}] if one else []


def _pair(found: Sequence[Shown]) -> tuple[int, int]:
    return sum(one.numerator or 0 for one in found), sum(one.denominator or 0 for one in found)


def _less(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] - other[0], one[1] - other[1]


@dataclass(frozen=True, slots=True)
class Known:
    """Whether the figures of a page are closed, until when the record was read, how many differ by now."""

    closed: bool
    at: datetime | None
    moved: int


def known_of(found: Sequence[Shown]) -> Known:
    """The same of several figures; closed where all that are known are."""
    known = [one for one in found if one.known]
    moments = [one.known_at for one in known if one.known_at]
    closed = bool(known) and all(one.closed for one in known)
    return Known(closed, max(moments, default=None), sum(one.now is not None for one in known))


@dataclass(frozen=True, slots=True)
class MonthChoice:
    """A month of the two lists of a page."""

    month: Month
    value: str
    shown: bool
    other: bool

    @property
    def quarter(self) -> int | None:
        """The quarter whose figure it is: that of its last month."""
        return self.month[1] // 3 if self.month[1] % 3 == 0 else None


def month_choices(asked: Asked) -> list[MonthChoice]:
    """Every month that has figures."""
    return [MonthChoice(month, show_month(month), month == asked.month, month == asked.other) for month in asked.months]


# ---- tables of places ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in a table: its figure, of how many, its state, what is missing, and how it moved; and, to sort by, the
    gap, the value and the move themselves (None where there is none)."""

    code: str
    name: str
    area: str
    address: str
    text: str
    of: str
    tag: str
    state: str
    gap: str
    before: str
    moved: str
    order: tuple[Fraction | None, Fraction | None, Fraction | None]


def place_row(
    region: Region,
    shown: Shown,
    asked: Asked,
    *,
    before: Shown | None = None,
    area: str = "",
    whole: Shown | None = None,
) -> PlaceRow:
    """A place as a row."""
    gap = gap_at(shown, whole)
    moved = moved_between(shown, before)
    value = None if shown.value is None else Fraction(shown.value)
    return PlaceRow(
        code=region.code,
        name=region.name,
        area=area,
        address=figure_address(shown.key, region.code, asked),
        text=figure_words(shown),
        of=of_words(shown),
        tag=TAGS[shown.state],
        state=state_words(shown),
        gap=gap_words(shown, gap) if gap else "–",
        before=figure_words(before) if before else "–",
        moved=_signed(shown, moved),
        order=(None if value is None else Fraction(gap), value, moved),
    )


def of_words(shown: Shown) -> str:
    """`24 dari 50 orang`: the two numbers of a ratio; "" of a count."""
    if shown.figure is None or shown.figure.denominator is None:
        return ""
    top, below = (MEASURES.get(key) for key in (shown.indicator.numerator, shown.indicator.denominator))
    if top is None or below is None:
        return ""
    whole = amount_words(below.unit, shown.figure.denominator)
    return _("%(part)s dari %(whole)s") % {"part": value_text(top.unit, shown.figure.numerator), "whole": whole}


def _signed(shown: Shown, moved: Fraction | None) -> str:
    """A move with its sign; of a share in percentage points, which the heading says."""
    if moved is None:
        return "–"
    sign = "+" if moved > 0 else "−" if moved < 0 else ""
    if shown.indicator.unit == "percent":
        return f"{sign}{value_text('percent', -moved if moved < 0 else moved).removesuffix(' %')}"
    return f"{sign}{change_words(shown.indicator.unit, moved)}"


def title_of(region: Region) -> str:
    """`Kelurahan Legok`, `Kecamatan Danau Sipin`, `Kota Jambi`."""
    if region.level in (Level.KECAMATAN, Level.KELURAHAN):
        return f"{Level(region.level).label} {region.name}"
    return region.name


BY_PLACE, BY_GAP, BY_VALUE, BY_MOVE = "wilayah", "kurang", "nilai", "perubahan"
SORTS = (BY_GAP, BY_VALUE, BY_MOVE, BY_PLACE)


def sorted_rows(rows: Sequence[PlaceRow], order: str, *, up: bool) -> list[PlaceRow]:
    """The rows in an order: what is missing most, the worst figure or the worst move first, or by code. What is not
    known stands last."""
    if order == BY_PLACE:
        return sorted(rows, key=lambda row: row.code)
    at = {BY_GAP: 0, BY_VALUE: 1, BY_MOVE: 2}[order]
    sign = -1 if order == BY_GAP or not up else 1
    return sorted(rows, key=lambda row: (row.order[at] is None, sign * (row.order[at] or Fraction(0)), row.code))


# ---- one place -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator on the page of a place. `rank`: among all its like, of a share; of a count, which grows with the
    place, how much of the city's it is."""

    cell: Cell
    rank: str
    steady: str = ""


def line_of(cell: Cell, rank: Rank | None, region: Region, city: Shown | None) -> Line:
    """A figure with what tells how the place stands among its like."""
    if cell.shown.indicator.denominator:
        return Line(cell, rank_words(rank, region.level), steady_words(rank, cell.shown))
    if region.level == Level.CITY or not cell.shown.numerator or city is None or not city.numerator:
        return Line(cell, "")
    told = {"whole": figure_words(city), "part": percent(cell.shown.numerator / city.numerator)}
    return Line(cell, _("%(part)s dari seluruh kota (%(whole)s)") % told)


def rank_words(rank: Rank | None, level: str) -> str:
    """`urutan 12 sampai 15 dari 68 kelurahan`."""
    if rank is None:
        return ""
    told = {"first": rank.first, "last": rank.last, "of": rank.of, "level": Level(level).label.lower()}
    if rank.first == rank.last:
        return _("urutan %(first)s dari %(of)s %(level)s") % told
    if rank.equals + 1 == rank.of:
        return _("sama dengan semua %(of)s %(level)s") % told
    told["equals"] = rank.equals
    return _("urutan %(first)s sampai %(last)s dari %(of)s %(level)s, sama dengan %(equals)s lain") % told


def steady_words(rank: Rank | None, shown: Shown) -> str:
    """What a single unit would do to the rank, where that is much."""
    if rank is None or not rank.unsteady:
        return ""
    measure = MEASURES.get(shown.indicator.numerator)
    unit = measure.unit if measure else shown.indicator.unit
    told = {"one": amount_words(unit, 1), "rank": rank.if_one}
    if shown.indicator.direction == "up":
        return _("Angkanya kecil: %(one)s lagi sudah menjadikannya urutan %(rank)s.") % told
    return _("Angkanya kecil: kurang %(one)s saja sudah menjadikannya urutan %(rank)s.") % told


def trend_chart(shown: Shown, trend: Trend) -> SafeString | str:
    """The line of a year; "" with fewer than two months."""
    if sum(one is not None and one.value is not None for _month, one in trend) < 2:
        return ""
    unit = shown.indicator.unit
    labels = [_month_short(month) for month, _one in trend]
    told = [f"{_month_short(month)} {figure_words(one)}" for month, one in trend if one and one.value is not None]
    svg = line(
        [Series(shown.name, [one.value if one else None for _month, one in trend])],
        labels,
        title=_("Perkembangan %(name)s") % {"name": shown.name},
        description="; ".join(told),
        target=shown.target.wanted(unit) if shown.target else None,
        target_text=target_words(shown),
        show=lambda value: _tick(unit, value),
        zero=unit != "percent" or _low(trend),
    )
    return drawn(svg)


def _low(trend: Trend) -> bool:
    """Whether a share lies so low that its axis should begin at nothing."""
    return min(Fraction(one.value) for _month, one in trend if one and one.value is not None) < Fraction(1, 2)


def _month_short(month: Month) -> str:
    return f"{month_words(month)[:3]} {month[0] % 100:02}"


def _tick(unit: str, value: float) -> str:
    if unit == "rupiah":
        juta = value / 1_000_000
        return (
            _("%(n)s jt") % {"n": value_text("people", round(juta))}
            if juta >= 1 or not value
            else value_text(unit, round(value))
        )
    if unit == "percent":
        return value_text(unit, Fraction(value).limit_denominator(10_000))
    return value_text("people", round(value)) if unit == "days" else value_text(unit, round(value))
