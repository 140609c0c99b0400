"""The drawings of a report: a map, a trend, bars by place, and the way of the money. Indonesian, without links."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from padan.documents.monev_content import MoneyLine, Picture, money_total
from padan.documents.monev_tables import short_rupiah
from padan.domain.dates import MONTH_NAMES
from padan.domain.figure_words import goal, month_words
from padan.domain.indicators import WHOLE
from padan.domain.months import Month
from padan.drawing import Bar, Paint, Series, bars, choropleth, line
from padan.web.monitoring.mapping import CityShapes
from padan.web.monitoring.selectors import Shown
from padan.web.regions.models import Level, Region
from padan.web.reports.reading import Told, title_of

WIDE = 640
CLASSES = (2000, 4000, 6000, 8000)
"""Bounds of five classes of a share, per myriad, where there is no target to paint by."""

MOST_BARS = 14
LEGEND_STATES = (("good", "tercapai"), ("near", "hampir"), ("bad", "belum"), ("none", "tanpa target/data"))
LEGEND_CLASSES = (
    ("class-1", "di bawah 20 %"), ("class-2", "20–40 %"), ("class-3", "40–60 %"), ("class-4", "60–80 %"),
    ("class-5", "80 % ke atas"), ("none", "tanpa data"),
)  # fmt: skip
COVER, MONEY = "protected", "spent"


def pictures_of(told: Told, shapes: CityShapes, money: Sequence[MoneyLine], beside: Sequence[Region]) -> list[Picture]:
    """All drawings that there is something to draw of. `beside`: the places above, to compare a kelurahan with."""
    found = [_trend(told), _map(told, shapes), _bars(told, beside), _money(told, money)]
    return [one for one in found if one is not None]


def _share(shown: Shown | None) -> float | None:
    """A percentage as the axis has it."""
    value = shown.value if shown else None
    return None if value is None else float(Fraction(value) * 100)


def _short(month: Month) -> str:
    return f"{MONTH_NAMES[month[1] - 1][:3]} {month[0] % 100:02}"


def _trend(told: Told) -> Picture | None:
    ground = told.ground
    history = ground.history(COVER, told.place.code)
    values = [_share(shown) for _, shown in history]
    if sum(value is not None for value in values) < 2:
        return None
    shown = history[-1][1]
    target = shown.target if shown else None
    title = f"Orang sasaran yang terlindungi di {told.title}"
    drawn = line(
        [Series("Terlindungi", values)],
        [_short(month) for month in ground.months],
        title=title,
        description=_told_in_words(history),
        target=target.value / 100 if target else None,
        target_text=f"target {goal(target.value, 'percent')}" if target else "",
        y_title="persen",
        width=WIDE,
        height=230,
    )
    note = f"{month_words(ground.months[0])} sampai {month_words(ground.month)}"
    return Picture("trend", title, drawn, _told_in_words(history), note)


def _told_in_words(history: Sequence[tuple[Month, Shown | None]]) -> str:
    known = [(month, shown) for month, shown in history if shown is not None and shown.value is not None]
    (first, one), (last, other) = known[0], known[-1]
    return f"Dari {one.text} pada {month_words(first)} menjadi {other.text} pada {month_words(last)}."


def _map(told: Told, shapes: CityShapes) -> Picture | None:
    if not shapes.shapes:
        return None
    ground, month = told.ground, told.ground.month
    places = told.below or [told.place]
    found = {region.code: ground.known.get((COVER, region.code, month)) for region in places}
    aimed = any(shown is not None and shown.target is not None for shown in found.values())
    paints = {code: _paint(shown, aimed=aimed) for code, shown in found.items() if shown is not None}
    of_city = told.place.level == Level.CITY
    title = f"Orang sasaran yang terlindungi menurut kelurahan, {month_words(month)}"
    if told.place.level == Level.KELURAHAN:
        title = f"Letak {told.title} dan capaian perlindungannya, {month_words(month)}"
    groups = {region.code: region.parent.code for region in told.below if region.parent} if of_city else None
    labels = {region.parent.code: region.parent.name for region in told.below if region.parent} if of_city else None
    if not of_city:
        groups = labels = {}
    note = shapes.note()
    drawn = choropleth(
        shapes.shapes, paints, title=title, description=_map_words(paints), groups=groups, labels=labels,
        legend=LEGEND_STATES if aimed else LEGEND_CLASSES, note=note, width=WIDE,
    )  # fmt: skip
    width = 56 if told.place.level == Level.KELURAHAN else 88
    return Picture("map", title, drawn, _map_words(paints), "", width)


def _paint(shown: Shown, *, aimed: bool) -> Paint:
    if shown.value is None:
        return Paint("none", shown.text)
    if aimed:
        return Paint(shown.state, shown.text)
    reached = sum(Fraction(shown.value) * WHOLE >= bound for bound in CLASSES)
    return Paint(f"class-{reached + 1}", shown.text)


def _map_words(paints: Mapping[str, Paint]) -> str:
    return f"Peta {len(paints)} kelurahan; angkanya ada pada tabel."


def _bars(told: Told, beside: Sequence[Region]) -> Picture | None:
    """At the city by kecamatan, at a kecamatan by kelurahan; a kelurahan beside the places that it lies in."""
    of_city = told.place.level == Level.CITY
    kecamatan = {region.parent.pk: region.parent for region in told.below if region.parent}
    places = list(kecamatan.values()) if of_city else list(told.below) or [told.place, *beside]
    key = MONEY if told.below else COVER
    month = told.ground.month
    found = [(region, told.ground.known.get((key, region.code, month))) for region in places]
    rows = [_bar(region, shown) for region, shown in found if shown is not None]
    if len(rows) < 2 or len(rows) > MOST_BARS * 2:
        return None
    what = "BKBK yang sudah dibelanjakan" if key == MONEY else "Orang sasaran yang terlindungi"
    by = " menurut kecamatan" if of_city else " menurut kelurahan" if told.below else ", dibanding wilayah di atasnya"
    title = f"{what}{by}, {month_words(month)}"
    drawn = bars(
        rows, title=title, description="; ".join(f"{row.label} {row.text}" for row in rows), top=100, width=WIDE
    )
    note = "Persen dari yang diterima; garis tegak: target" if key == MONEY else "Garis tegak: target"
    return Picture("bars", title, drawn, "; ".join(f"{row.label} {row.text}" for row in rows), note)


def _bar(region: Region, shown: Shown) -> Bar:
    target = shown.target.value / 100 if shown.target else None
    tone = shown.state if shown.target else "plain"
    return Bar(title_of(region) if region.level != Level.KELURAHAN else region.name, _share(shown), shown.text, tone,
               target=target)  # fmt: skip


def _money(told: Told, money: Sequence[MoneyLine]) -> Picture | None:
    total = money_total(money)
    if not total.granted and not total.received and not total.spent:
        return None
    steps = (("Pagu", total.granted), ("Diterima", total.received), ("Dibelanjakan", total.spent))
    rows = [Bar(label, amount, short_rupiah(amount)) for label, amount in steps]
    title = f"Pagu, penerimaan dan belanja {told.title}, tahun anggaran {told.ground.span.year}"
    words = "; ".join(f"{row.label} {row.text}" for row in rows)
    return Picture("money", title, bars(rows, title=title, description=words, width=WIDE), words, "")


def above(place: Region) -> list[Region]:
    """The places that a kelurahan lies in: kecamatan and city."""
    found: list[Region] = []
    region = place.parent
    while region is not None and region.level in (Level.KECAMATAN, Level.CITY):
        found.append(region)
        region = region.parent
    return found
