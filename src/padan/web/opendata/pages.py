"""What the public pages are made of: the city's figures, a place's, a dataset's, with map and charts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.domain.indicators import Indicator
from padan.domain.months import Month, show_month
from padan.drawing import Bar, Paint, Series, bars, choropleth, line
from padan.web.drawings import drawn
from padan.web.monitoring.mapping import shapes_of
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.monitoring.wording import unit_word, value_text
from padan.web.opendata.exports import text_of
from padan.web.opendata.hiding import Line
from padan.web.opendata.selectors import Figures, Place
from padan.web.regions.models import Region
from padan.web.templatetags.indonesian import month as month_words

MOST_BARS = 20


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of a place."""

    key: str
    name: str
    definition: str
    text: str
    hidden: bool
    parts: tuple[tuple[str, str], ...]
    address: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in a table of an indicator."""

    name: str
    address: str
    text: str
    numerator: str
    denominator: str
    value: Fraction | int | None
    code: str


def lang() -> str:
    """The page's language."""
    return "en" if get_language() == "en" else "id"


def kept(month: Month, **more: str) -> str:
    """Month and language as a query, to be taken to the next page."""
    said = {"bulan": show_month(month), **more}
    return urlencode(said | ({"bahasa": "en"} if lang() == "en" else {}))


def tiles_of(figures: Figures, place: str, indicators: Iterable[Indicator]) -> list[Tile]:
    """The figures of a place."""
    lines = [(one, figures.line(one.key, place)) for one in indicators]
    return [_tile(figures, one, found) for one, found in lines if found is not None]


def _tile(figures: Figures, indicator: Indicator, found: Line) -> Tile:
    where = reverse("opendata:dataset", args=[indicator.key.replace("_", "-")])
    return Tile(
        indicator.key,
        indicator.name(lang()),
        indicator.definition(lang()),
        _with_unit(text_of(figures, found), indicator.unit, found),
        found.hidden,
        _parts(indicator, found),
        f"{where}?{kept(figures.month)}",
    )


def _with_unit(text: str, unit: str, found: Line) -> str:
    plain = unit in ("rupiah", "percent", "days") or found.hidden or found.numerator is None
    return text if plain else f"{text} {unit_word(unit)}"


def _parts(indicator: Indicator, found: Line) -> tuple[tuple[str, str], ...]:
    """What was counted and of how many, for a ratio."""
    numbers = (found.numerator, found.denominator)
    told = zip(indicator.measures, numbers, strict=False)
    return tuple((_label(key), amount(key, n)) for key, n in told) if indicator.denominator else ()


def _label(measure: str) -> str:
    return MEASURES[measure].label if measure in MEASURES else measure


def amount(measure: str, number: int | None) -> str:
    """A number of a measure, or that it is hidden."""
    if number is None:
        return _("disembunyikan")
    unit = MEASURES[measure].unit if measure in MEASURES else "rows"
    return value_text("rupiah" if unit == "rupiah" else "people", number)


def rows_of(figures: Figures, indicator: Indicator, places: Sequence[Place]) -> list[PlaceRow]:
    """An indicator at some places."""
    found = []
    for place in places:
        one = figures.line(indicator.key, place.code)
        if one is None:
            continue
        figure = figures.figure(one)
        below = amount(indicator.denominator, one.denominator) if indicator.denominator else ""
        found.append(
            PlaceRow(
                name_of(place),
                "" if place.own else f"{reverse('opendata:place', args=[place.region])}?{kept(figures.month)}",
                _with_unit(text_of(figures, one), indicator.unit, one),
                amount(indicator.numerator, one.numerator),
                below,
                figure.value if figure else None,
                place.region,
            )
        )
    return found


def name_of(place: Place) -> str:
    """A place's name; of what belongs to none of those within it, that."""
    return _("%(name)s, tidak dirinci") % {"name": place.name} if place.own else place.name


def children_of(places: Mapping[str, Place], code: str) -> list[Place]:
    """The places directly within one, what is not detailed last."""
    return sorted((one for one in places.values() if one.parent == code), key=lambda one: (one.own, one.code))


def below(places: Mapping[str, Place], code: str, level: str) -> list[Place]:
    """The places of a level anywhere within one."""
    return [one for one in places.values() if one.level == level and not one.own and one.region.startswith(code)]


def bars_of(figures: Figures, indicator: Indicator, rows: Sequence[PlaceRow]) -> SafeString | str:
    """The places of a table, the largest first; hidden ones without a bar. "" for a single place."""
    if len(rows) < 2:
        return ""
    ranked = sorted(rows, key=lambda row: (row.value is None, -(row.value or 0), row.name))[:MOST_BARS]
    title = _("%(name)s, %(month)s") % {"name": indicator.name(lang()), "month": month_words(figures.month)}
    told = "; ".join(f"{row.name} {row.text}" for row in ranked)
    return drawn(bars([Bar(row.name, row.value, row.text) for row in ranked], title=title, description=told))


def trend_of(found: Sequence[Figures], key: str, place: str) -> SafeString | str:
    """An indicator's months as a line, the oldest first; hidden ones leave a gap. "" with fewer than two."""
    values: list[Fraction | int | None] = []
    for month in found:
        one = month.line(key, place)
        figure = month.figure(one) if one and key in month.indicators else None
        values.append(figure.value if figure else None)
    if sum(value is not None for value in values) < 2:
        return ""
    indicator = found[-1].indicators[key]
    labels = [f"{month_words(month.month)[:3]} {month.month[0] % 100:02}" for month in found]
    told = [
        f"{label} {value_text(indicator.unit, v)}" for label, v in zip(labels, values, strict=True) if v is not None
    ]
    title = _("Perkembangan %(name)s") % {"name": indicator.name(lang())}
    shown = line(
        [Series(indicator.name(lang()), values)], labels, title=title, description="; ".join(told),
        show=lambda value: _tick(indicator.unit, value),
    )  # fmt: skip
    return drawn(shown)


def _tick(unit: str, value: float) -> str:
    if unit == "rupiah":
        return _("%(n)s jt") % {"n": value_text("people", round(value / 1_000_000))}
    return value_text(unit, Fraction(value).limit_denominator(10_000) if unit == "percent" else round(value))


@dataclass(frozen=True, slots=True)
class PublicMap:
    """A map and the words under it; `svg` "" where no shape is known."""

    svg: SafeString | str
    note: str


def map_of(figures: Figures, indicator: Indicator, rows: Sequence[PlaceRow]) -> PublicMap:
    """Kelurahan painted by fifths of their values."""
    regions = list(Region.objects.filter(code__in=[row.code for row in rows]).order_by("code"))
    found = shapes_of(regions)
    if not found.shapes:
        return PublicMap("", "")
    tones, legend = _tones(indicator.unit, rows)
    links = {row.code: row.address for row in rows}
    title = _("Peta %(name)s, %(month)s") % {"name": indicator.name(lang()), "month": month_words(figures.month)}
    told = _("%(n)s wilayah, makin gelap makin besar. Angka yang sama ada dalam tabel sesudah peta.") % {"n": len(rows)}
    svg = choropleth(
        found.shapes, {row.code: Paint(tones[row.code], row.text) for row in rows}, title=title, description=told,
        links=links, groups={row.code: row.code.rpartition(".")[0] for row in rows}, legend=legend,
    )  # fmt: skip
    return PublicMap(drawn(svg), found.note())


def _tones(unit: str, rows: Sequence[PlaceRow]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    values = sorted({Fraction(row.value) for row in rows if row.value is not None})
    tones, classes = {}, dict[int, list[Fraction]]()
    for row in rows:
        if row.value is None:
            tones[row.code] = "none"
            continue
        at = 1 + min(4, 5 * values.index(Fraction(row.value)) // len(values))
        tones[row.code] = f"class-{at}"
        classes.setdefault(at, []).append(Fraction(row.value))
    legend = [(f"class-{at}", _from_to(unit, min(found), max(found))) for at, found in sorted(classes.items())]
    if "none" in tones.values():
        legend.append(("none", _("disembunyikan atau tidak ada angka")))
    return tones, legend


def _from_to(unit: str, low: Fraction, high: Fraction) -> str:
    return value_text(unit, low) if low == high else f"{value_text(unit, low)} – {value_text(unit, high)}"
