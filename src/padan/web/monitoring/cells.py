"""One figure as a page shows it: its text, target and state, how it moved, its parts and its definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.domain.indicators import DIRECTIONS
from padan.domain.months import Month
from padan.drawing import spark
from padan.web.drawings import drawn
from padan.web.monitoring.asking import Asked
from padan.web.monitoring.measures.registry import HUSHED, MEASURES, RESTS, UNTOLD
from padan.web.monitoring.selectors import Shown
from padan.web.monitoring.wording import unit_word, value_text
from padan.web.templatetags.indonesian import month as month_words

TAGS = {"good": "good", "near": "warn", "bad": "grave", "none": ""}
"""Class of the tag of a state."""
Trend = Sequence[tuple[Month, Shown | None]]


@dataclass(frozen=True, slots=True)
class FigurePart:
    """Numerator or denominator: what was counted, how many, and where the rows stand."""

    label: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Cell:
    """All that a page says of one figure."""

    shown: Shown
    address: str
    moved: str
    difference: str
    spark: str
    parts: tuple[FigurePart, ...]
    rest: FigurePart | None = None
    """Those whom a share has not reached."""
    untold: FigurePart | None = None
    """Those of whom nothing is known, where the figure rests on months of cover."""

    @property
    def key(self) -> str:
        """The indicator's key."""
        return self.shown.key

    @property
    def name(self) -> str:
        """Its name."""
        return self.shown.name

    @property
    def text(self) -> str:
        """The figure with its unit."""
        return figure_words(self.shown)

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        return state_words(self.shown)

    @property
    def tag(self) -> str:
        """The class of the state's tag."""
        return TAGS[self.shown.state]

    @property
    def target(self) -> str:
        """The target, with the way it points."""
        return target_words(self.shown)

    @property
    def definition(self) -> str:
        """What it counts."""
        return self.shown.indicator.definition(lang())

    @property
    def source(self) -> str:
        """From which part of the record."""
        return self.shown.indicator.source(lang())

    @property
    def basis(self) -> str:
        """What it rests on."""
        return self.shown.indicator.basis

    @property
    def about(self) -> str:
        """The page of its definition."""
        return reverse("monitoring:indicator", args=[self.key])

    @property
    def direction(self) -> str:
        """Which way is better."""
        said = DIRECTIONS[self.shown.indicator.direction][1 if lang() == "en" else 0]
        return said[:1].upper() + said[1:]


def lang() -> str:
    """The page's language."""
    return "en" if get_language() == "en" else "id"


def state_words(shown: Shown) -> str:
    """The state of a figure; of one that is not there, that."""
    if not shown.known:
        return _("belum ada data")
    return _("tidak dapat dihitung") if shown.value is None else shown.state_text


def target_words(shown: Shown) -> str:
    """`target 80 %`, `paling banyak 60 hari`, `seharusnya tidak ada`; "" where there is none."""
    if shown.target is None:
        return ""
    wanted = shown.target.wanted(shown.indicator.unit)
    if shown.indicator.direction == "up":
        return _("target %(value)s") % {"value": amount_words(shown.indicator.unit, wanted)}
    if not wanted:
        return _("seharusnya tidak ada")
    return _("paling banyak %(value)s") % {"value": amount_words(shown.indicator.unit, wanted)}


def amount_words(unit: str, value: Fraction | int) -> str:
    """A value with its unit's word: `48 orang`, `Rp 1.200.000`, `57,3 %`."""
    return _amount_words(unit, value, lang())


@lru_cache(maxsize=20_000)
def _amount_words(unit: str, value: Fraction | int, _lang: str) -> str:
    """Kept, for a page says hundreds of amounts, and the next one mostly the same."""
    text = value_text(unit, value)
    return text if unit in ("rupiah", "percent", "days") else f"{text} {unit_word(unit)}"


@lru_cache(maxsize=20_000)
def _bare_words(unit: str, value: Fraction | int, _lang: str) -> str:
    return value_text(unit, value)


def bare_words(shown: Shown) -> str:
    """A figure without its unit's word, for a dense table; a dash where there is none."""
    return "–" if shown.value is None else _bare_words(shown.indicator.unit, shown.value, lang())


@lru_cache(maxsize=20_000)
def _path(name: str, *of: str) -> str:
    return reverse(name, args=of)


def figure_words(shown: Shown) -> str:
    """A figure with its unit's word, or why there is none."""
    return shown.text if shown.value is None else amount_words(shown.indicator.unit, shown.value)


def change_words(unit: str, moved: Fraction) -> str:
    """By how much a value moved: percentage points, else in its unit."""
    size = -moved if moved < 0 else moved
    if unit == "percent":
        return _("%(points)s poin persen") % {"points": value_text("percent", size).removesuffix(" %")}
    return amount_words(unit, size)


def moved_between(shown: Shown, before: Shown | None) -> Fraction | None:
    """By how much a figure rose (below nothing: fell) since another month; None where either is not there."""
    if before is None or shown.value is None or before.value is None:
        return None
    return Fraction(shown.value) - Fraction(before.value)


def is_better(shown: Shown, moved: Fraction | None) -> bool | None:
    """Whether a move is to the better; None where nothing moved or nothing is known."""
    return (moved > 0) == (shown.indicator.direction == "up") if moved else None


def moved_words(shown: Shown, before: Shown | None) -> str:
    """`naik 3,2 poin persen sejak September 2024 (54,1 %): membaik`; "" where either month has no figure."""
    moved = moved_between(shown, before)
    if before is None or moved is None:
        return ""
    told = {"month": month_words(before.month), "before": before.text}
    if not moved:
        return _("sama dengan %(month)s (%(before)s)") % told
    told["change"] = change_words(shown.indicator.unit, moved)
    told["judged"] = _("membaik") if is_better(shown, moved) else _("memburuk")
    if moved > 0:
        return _("naik %(change)s sejak %(month)s (%(before)s): %(judged)s") % told
    return _("turun %(change)s sejak %(month)s (%(before)s): %(judged)s") % told


def difference_words(shown: Shown) -> str:
    """What the record says now of a figure that is closed and differs; "" where it does not."""
    if not shown.now_text:
        return ""
    return _("Menurut catatan sekarang: %(now)s.") % {"now": shown.now_text}


def trend_drawn(shown: Shown, trend: Trend) -> SafeString | str:
    """The small line of a tile; "" with fewer than two months."""
    values = [one.value if one else None for _month, one in trend]
    known = [(month, one) for month, one in trend if one and one.value is not None]
    if len(known) < 2:
        return ""
    (first, began), (last, ends) = known[0], known[-1]
    described = _("Dari %(before)s pada %(first)s ke %(after)s pada %(last)s.") % {
        "before": began.text, "first": month_words(first), "after": ends.text, "last": month_words(last),
    }  # fmt: skip
    target = shown.target.wanted(shown.indicator.unit) if shown.target else None
    title = _("Perkembangan %(name)s") % {"name": shown.name}
    return drawn(spark(values, title=title, description=described, target=target))


def parts_of(shown: Shown, asked: Asked) -> tuple[FigurePart, ...]:
    """Numerator and denominator, each with the rows that it sums up."""
    if shown.figure is None:
        return ()
    pairs = [(shown.indicator.numerator, shown.figure.numerator)]
    if shown.indicator.denominator and shown.figure.denominator is not None:
        pairs.append((shown.indicator.denominator, shown.figure.denominator))
    return tuple(
        FigurePart(MEASURES[key].label, amount_words(MEASURES[key].unit, amount), rows_address(key, shown.place, asked))
        for key, amount in pairs
        if key in MEASURES
    )


def rest_of(shown: Shown, asked: Asked) -> FigurePart | None:
    """Those whom a share has not reached, with the list of them; None where all are, or where none is kept of them."""
    key = RESTS.get((shown.indicator.numerator, shown.indicator.denominator))
    if key is None or shown.figure is None or shown.figure.denominator is None:
        return None
    left = shown.figure.denominator - shown.figure.numerator
    measure = MEASURES[key]
    return (
        FigurePart(measure.label, amount_words(measure.unit, left), rows_address(key, shown.place, asked))
        if left
        else None
    )


def rows_address(measure: str, place: str, asked: Asked) -> str:
    """Where the rows behind a sum stand."""
    return f"{_path('monitoring:rows', measure, place)}?{asked.kept}"


def figure_address(key: str, place: str, asked: Asked) -> str:
    """The page of one indicator at one place."""
    return f"{_path('monitoring:figure', key, place)}?{asked.kept}"


def place_address(place: str, asked: Asked) -> str:
    """The page of a place."""
    return f"{_path('monitoring:place', place)}?{asked.kept}"


def untold_of(shown: Shown, silent: Shown | None, asked: Asked) -> FigurePart | None:
    """Of how many people a figure of cover could not tell, with the list of them; None where it tells of all."""
    if silent is None or not silent.numerator or not shown.known or shown.indicator.numerator not in HUSHED:
        return None
    return FigurePart(MEASURES[UNTOLD].label, figure_words(silent), rows_address(UNTOLD, shown.place, asked))


def cell_of(
    shown: Shown, asked: Asked, before: Shown | None = None, trend: Trend = (), silent: Shown | None = None
) -> Cell:
    """A figure with everything that a page says of it. `silent`: of how many people of the place nothing is known."""
    return Cell(
        shown=shown,
        address=figure_address(shown.key, shown.place, asked),
        moved=moved_words(shown, before),
        difference=difference_words(shown),
        spark=trend_drawn(shown, trend),
        parts=parts_of(shown, asked),
        rest=rest_of(shown, asked),
        untold=untold_of(shown, silent, asked),
    )


def cells_of(
    found: Sequence[Shown], asked: Asked, before: Mapping[str, Shown], trends: Mapping[str, Trend]
) -> list[Cell]:
    """The same for many, the one of whom nothing is known among them."""
    silent = next((one for one in found if one.key == UNTOLD), None)
    return [cell_of(one, asked, before.get(one.key), trends.get(one.key, ()), silent) for one in found]
