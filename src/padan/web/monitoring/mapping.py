"""The map of a place: loaded outlines or cells about the shipped centroids, painted by state or by size."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from importlib import resources

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.domain.indicators import STATES
from padan.drawing import (
    Centroid,
    Paint,
    Remark,
    Shape,
    choropleth,
    shapes_from_centroids,
    shapes_from_geometries,
    swatch,
)
from padan.web.drawings import drawn
from padan.web.monitoring.asking import Asked
from padan.web.monitoring.cells import TAGS, figure_address, figure_words, lang, state_words
from padan.web.monitoring.selectors import Shown
from padan.web.monitoring.wording import value_text
from padan.web.regions.models import Boundary, Region
from padan.web.templatetags.indonesian import month as month_words

Centroids = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class CityShapes:
    """What can be drawn. `schematic`: of centroids, no borders; `missing`: regions that no shape is known of;
    `source`: where the outlines come from."""

    shapes: tuple[Shape, ...]
    schematic: bool
    missing: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    source: str = ""

    def note(self) -> str:
        """What has to stand under the map."""
        said = [_("Peta skematis, bukan batas resmi.")] if self.schematic and self.shapes else []
        if self.source:
            said.append(_("Batas: %(source)s; gambaran, bukan batas resmi.") % {"source": self.source})
        if self.missing and self.shapes:
            said.append(_("Tidak tergambar: %(names)s.") % {"names": ", ".join(self.missing)})
        return " ".join(said)

    def told(self) -> list[str]:
        """What was put right or left out, in the page's language."""
        return [remark.text(get_language() or "id") for remark in self.remarks]


def shapes_of(regions: Sequence[Region]) -> CityShapes:
    """The shapes of these regions: outlines where any is loaded, else centroids. One query."""
    loaded = (
        Boundary.objects.filter(region__in=[one.pk for one in regions])
        .annotate(text=Cast("geometry", TextField()))
        .order_by("region__code")
        .values_list("region__code", "source", "text")
    )
    names = tuple((one.code, one.name) for one in regions)
    return _outlined(names, tuple(loaded)) or _schematic(names)


@lru_cache(maxsize=16)
def _outlined(names: tuple[tuple[str, str], ...], loaded: tuple[tuple[str, str, str], ...]) -> CityShapes | None:
    """Kept by what the table holds, so that outlines are read once and not with every page."""
    name_of = dict(names)
    found = shapes_from_geometries([(code, name_of[code], json.loads(text)) for code, _source, text in loaded])
    if not found.shapes:
        return None
    drawn = {shape.code for shape in found.shapes}
    missing = tuple(name for code, name in names if code not in drawn)
    sources = sorted({source for _code, source, _text in loaded if source})
    return CityShapes(found.shapes, False, missing, found.remarks, "; ".join(sources))


@lru_cache(maxsize=16)
def _schematic(names: tuple[tuple[str, str], ...]) -> CityShapes:
    known = centroids()
    points = [Centroid(code, name, *known[code]) for code, name in names if code in known]
    return CityShapes(shapes_from_centroids(points), True, tuple(name for code, name in names if code not in known))


@cache
def centroids() -> Centroids:
    """(longitude, latitude) of each kelurahan by its code: shipped, for the table of regions keeps none."""
    text = resources.files("padan").joinpath("data", "wilayah", "titik.csv").read_text(encoding="utf-8")
    return {row["code"]: (float(row["lng"]), float(row["lat"])) for row in csv.DictReader(text.splitlines())}


@dataclass(frozen=True, slots=True)
class Map:
    """A map and what stands under it."""

    svg: SafeString | str
    note: str
    told: list[str]
    table_id: str
    legend: list[tuple[SafeString, str]] = field(default_factory=list)
    by_size: bool = False


def map_of(
    whole: Shown,
    parts: Sequence[tuple[Region, Shown]],
    areas: Mapping[str, str],
    asked: Asked,
    table_id: str,
    *,
    paint: str = "",
) -> Map:
    """The kelurahan of a place painted by state, or by size where states tell too little. `areas`: kecamatan by code;
    `paint`: BY_STATE or BY_SIZE, where one was chosen."""
    found = shapes_of([region for region, _one in parts])
    shown = {region.code: one for region, one in parts}
    if not found.shapes:
        return Map("", "", found.told(), table_id)
    tones = _tones(shown, paint)
    title = _("Peta %(name)s, %(month)s") % {"name": whole.name, "month": month_words(whole.month)}
    svg = choropleth(
        found.shapes,
        {code: Paint(tones.tone[code], _painted(one)) for code, one in shown.items()},
        title=title,
        description=_described(shown, tones),
        links={code: figure_address(one.key, code, asked) for code, one in shown.items()},
        groups={code: code.rpartition(".")[0] for code in shown},
        labels=areas if len(areas) > 1 else {},
    )
    legend = [(drawn(swatch(tone)), words) for tone, words in tones.legend]
    return Map(drawn(svg), found.note(), found.told(), table_id, legend, tones.by_size)


def map_of_states(
    whole: Shown,
    states: Sequence[tuple[Region, str]],
    areas: Mapping[str, str],
    own: Mapping[str, str],
    table_id: str,
) -> Map:
    """The kelurahan of a city painted by state alone, for who sees no figures but those of their own places. `own`:
    code -> address of these, with a heavy line around the kelurahan among them."""
    found = shapes_of([region for region, _state in states])
    if not found.shapes:
        return Map("", "", found.told(), table_id)
    words = {state: STATES[state][1 if lang() == "en" else 0] for state in STATES} | {"none": _("tidak dinilai")}
    counted = {state: sum(one == state for _region, one in states) for state in STATES}
    told = "; ".join(f"{words[state]}: {n}" for state, n in counted.items() if n)
    svg = choropleth(
        found.shapes,
        {region.code: Paint(state, words[state]) for region, state in states},
        title=_("Peta %(name)s, %(month)s") % {"name": whole.name, "month": month_words(whole.month)},
        description=_("%(n)s wilayah. %(counted)s. Hal yang sama ada dalam tabel sesudah peta.") % {
            "n": len(states), "counted": told,
        },
        links=own,
        groups={region.code: region.code.rpartition(".")[0] for region, _state in states},
        labels=areas if len(areas) > 1 else {},
        marked=own,
    )  # fmt: skip
    legend = [(drawn(swatch(state)), f"{words[state]} ({n})") for state, n in counted.items() if n]
    return Map(drawn(svg), found.note(), found.told(), table_id, legend)


def state_rows(states: Sequence[tuple[Region, str]], areas: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    """The same as lines of a table: kelurahan, kecamatan, state in words and its tag."""
    said = {state: STATES[state][1 if lang() == "en" else 0] for state in STATES} | {"none": _("tidak dinilai")}
    return [
        (region.name, areas.get(region.code.rpartition(".")[0], ""), said[state], TAGS[state])
        for region, state in states
    ]


def _painted(shown: Shown) -> str:
    said = [figure_words(shown), state_words(shown) if shown.known and shown.value is not None else ""]
    return ", ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class _Tones:
    tone: dict[str, str]
    legend: list[tuple[str, str]]
    by_size: bool


BY_STATE, BY_SIZE = "keadaan", "besar"
ALIKE = 0.85
"""Where so many regions are in one state, a map of states says little."""


def _tones(shown: Mapping[str, Shown], paint: str) -> _Tones:
    """By state where any has one and they differ; else by fifths of the values."""
    states = [_state(one) for one in shown.values()]
    aimed = any(state != "none" for state in states)
    alike = max(states.count(state) for state in STATES) > ALIKE * len(states)
    if aimed and paint != BY_SIZE and (paint == BY_STATE or not alike):
        used = [state for state in STATES if any(_state(one) == state for one in shown.values())]
        words = {state: STATES[state][1 if lang() == "en" else 0] for state in STATES} | {"none": _("tidak ada angka")}
        return _Tones(
            {code: _state(one) for code, one in shown.items()}, [(state, words[state]) for state in used], by_size=False
        )
    return _by_size(shown)


def _state(shown: Shown) -> str:
    return shown.state if shown.value is not None else "none"


def _by_size(shown: Mapping[str, Shown]) -> _Tones:
    values = sorted({Fraction(one.value) for one in shown.values() if one.value is not None})
    tone: dict[str, str] = dict.fromkeys(shown, "none")
    classes: dict[int, list[Fraction]] = {}
    for code, one in shown.items():
        if one.value is not None:
            at = 1 + min(4, 5 * values.index(Fraction(one.value)) // len(values))
            tone[code] = f"class-{at}"
            classes.setdefault(at, []).append(Fraction(one.value))
    unit = next(iter(shown.values())).indicator.unit
    legend = [(f"class-{at}", _from_to(unit, min(found), max(found))) for at, found in sorted(classes.items())]
    if any(one.value is None for one in shown.values()):
        legend.append(("none", _("tidak ada angka")))
    return _Tones(tone, legend, by_size=True)


def _from_to(unit: str, low: Fraction, high: Fraction) -> str:
    if low == high:
        return value_text(unit, low)
    return f"{value_text(unit, low)} – {value_text(unit, high)}"


def _described(shown: Mapping[str, Shown], tones: _Tones) -> str:
    """What a reader hears of the map before its links."""
    if tones.by_size:
        return _("%(n)s wilayah, makin gelap makin besar. Angka yang sama ada dalam tabel sesudah peta.") % {
            "n": len(shown)
        }
    states = [_state(one) for one in shown.values()]
    counted = "; ".join(f"{words}: {states.count(state)}" for state, words in tones.legend)
    return _("%(n)s wilayah. %(counted)s. Angka yang sama ada dalam tabel sesudah peta.") % {
        "n": len(shown), "counted": counted,
    }  # fmt: skip
