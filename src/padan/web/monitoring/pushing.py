"""Where to push: of the figures that miss their target, by how much and in which places most.

The rule is that of the monitoring report (docs/explanation/rules/interpretation.md, rule 4): the largest gap first, in
what is counted, for that is what has to be done; then the worse figure; then by code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from padan.domain.interpretation import NAMED, gap_of
from padan.web.monitoring.cells import amount_words, figure_words, target_words
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.monitoring.selectors import Shown
from padan.web.regions.models import Region
from padan.web.templatetags.indonesian import percent

MOST = 3
"""Figures that the first lines of a page push at most."""
MISSED = ("bad", "near")
URGENCY: Mapping[str, int] = {"people": 0, "families": 0, "rupiah": 1, "days": 2}
"""By the unit of what is counted, the lowest first."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A place that misses its target, by how much, and as people read it."""

    region: Region
    shown: Shown
    gap: int
    text: str


@dataclass(frozen=True, slots=True)
class Push:
    """A figure that misses its target: the sentence, and the places furthest behind. `spread`: in how many it is;
    `together`: which part of all gaps the named ones bear. Nobody is named who is not further behind than the next one:
    of equals the code would choose."""

    shown: Shown
    sentence: str
    named: tuple[Behind, ...]
    spread: str
    together: str


def missed(found: Sequence[Shown]) -> list[Shown]:
    """The figures that miss their target, at most MOST: those far from it first; of these people before money, and
    money before papers, for a cover that lapses does not wait."""
    return sorted((one for one in found if one.state in MISSED), key=lambda one: (one.state != "bad", _urgency(one)))[
        :MOST
    ]


def _urgency(shown: Shown) -> int:
    measure = MEASURES.get(shown.indicator.numerator)
    return URGENCY.get(measure.unit if measure else shown.indicator.unit, len(URGENCY))


def verdict(found: Sequence[Shown]) -> str:
    """How many targets are met."""
    states = [one.state for one in found if one.state != "none"]
    if not states:
        return _("Belum ada target yang ditetapkan, jadi capaian belum dapat dinilai.")
    return _("Dari %(all)s angka yang bertarget, %(good)s tercapai, %(near)s hampir, %(bad)s belum.") % {
        "all": len(states), "good": states.count("good"), "near": states.count("near"), "bad": states.count("bad"),
    }  # fmt: skip


def push_of(whole: Shown, parts: Sequence[tuple[Region, Shown]], areas: Sequence[tuple[Region, Shown]] = ()) -> Push:
    """What to push of one figure, and where: the kelurahan furthest behind; where these are equals, the kecamatan."""
    told = [(region, one) for region, one in parts if one.value is not None]
    behind = behind_of(whole, told)
    among = behind if _named(behind) else behind_of(whole, [(r, one) for r, one in areas if one.value is not None])
    named, gaps = _named(among), sum(one.gap for one in among)
    part = percent(sum(one.gap for one in named) / gaps) if gaps and 1 < len(named) < len(among) else ""
    return Push(whole, _sentence(whole), named, _spread(whole, len(behind), len(told)), part)


def _spread(whole: Shown, behind: int, places: int) -> str:
    """In how many kelurahan it is missed; "" where none are seen."""
    if not places:
        return ""
    told = {"n": behind, "all": places}
    if whole.indicator.direction == "up":
        return _("%(n)s dari %(all)s kelurahan belum mencapainya.") % told
    if whole.indicator.denominator or (whole.target and whole.target.value):
        return _("%(n)s dari %(all)s kelurahan melampauinya.") % told
    return _("Ada di %(n)s dari %(all)s kelurahan.") % told


def _named(behind: Sequence[Behind]) -> tuple[Behind, ...]:
    if len(behind) <= NAMED:
        return tuple(behind)
    following = behind[NAMED]
    return tuple(one for one in behind[:NAMED] if (one.gap, one.shown.value) != (following.gap, following.shown.value))


def behind_of(whole: Shown, parts: Sequence[tuple[Region, Shown]]) -> list[Behind]:
    """The places that miss the target, the largest gap first."""
    found = [(region, one, gap_at(one, whole)) for region, one in parts]
    behind = [Behind(region, one, gap, gap_words(one, gap)) for region, one, gap in found if gap]
    worse = 1 if whole.indicator.direction == "up" else -1
    return sorted(behind, key=lambda one: (-one.gap, worse * Fraction(one.shown.value or 0), one.region.code))


def gap_at(shown: Shown, whole: Shown | None = None) -> int:
    """How much is missing to a place's own target, or to the whole's where it is a share; 0 where none is missing."""
    target = shown.target
    if target is None and whole is not None and shown.indicator.denominator:
        target = whole.target
    if target is None or shown.figure is None or shown.value is None:
        return _too_many(shown)
    of = shown.indicator
    return gap_of(shown.figure.numerator, shown.figure.denominator, target.value, of.unit, of.direction)


def _too_many(shown: Shown) -> int:
    """Without a target, what should not be there at all is the gap."""
    counts = shown.indicator.direction == "down" and not shown.indicator.denominator
    return shown.figure.numerator if counts and shown.figure else 0


def gap_words(shown: Shown, gap: int) -> str:
    """A gap in what is counted; of a mean, the mean itself."""
    if shown.indicator.unit == "days":
        return figure_words(shown)
    measure = MEASURES.get(shown.indicator.numerator)
    return amount_words(measure.unit if measure else shown.indicator.unit, gap)


def _sentence(whole: Shown) -> str:
    told = {"name": whole.name, "text": figure_words(whole), "target": target_words(whole), "gap": ""}
    gap = gap_at(whole)
    if not gap or whole.indicator.unit == "days" or not (whole.target and whole.target.value):
        return _("%(name)s: %(text)s, %(target)s.") % told
    told["gap"] = gap_words(whole, gap)
    if whole.indicator.direction == "up":
        return _("%(name)s: %(text)s, %(target)s; kurang %(gap)s.") % told
    return _("%(name)s: %(text)s, %(target)s; lebih %(gap)s.") % told
