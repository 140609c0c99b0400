"""Reading indicators and targets for their pages. Everybody who may open these pages may read all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.domain.indicators import DIRECTIONS, Indicator, Target
from padan.domain.months import Month
from padan.web.law.models import Basis
from padan.web.law.selectors import legal_basis
from padan.web.monitoring.closing import close_on, months_due
from padan.web.monitoring.definitions import versions_all
from padan.web.monitoring.measures.registry import MEASURES
from padan.web.monitoring.models import FigureSet, IndicatorTarget, IndicatorVersion, SetKind
from padan.web.monitoring.wording import target_text, unit_word
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Region


def _lang() -> str:
    return "en" if get_language() == "en" else "id"


@dataclass(frozen=True, slots=True)
class Defined:
    """One version of an indicator in the words of a page."""

    version: IndicatorVersion
    indicator: Indicator
    numerator: str
    denominator: str
    unit: str
    direction: str
    basis: str
    basis_pk: int | None

    @property
    def name(self) -> str:
        """Its name."""
        return self.indicator.name(_lang())

    @property
    def definition(self) -> str:
        """What it counts."""
        return self.indicator.definition(_lang())

    @property
    def source(self) -> str:
        """From which part of the record."""
        return self.indicator.source(_lang())


def told(versions: Sequence[IndicatorVersion]) -> list[Defined]:
    """Versions in words, their legal bases read in one question."""
    bases = {one.key: one for one in Basis.objects.filter(key__in={v.basis for v in versions}, withdrawn_at=None)}
    return [_told(version, bases) for version in versions]


def _told(version: IndicatorVersion, bases: Mapping[str, Basis]) -> Defined:
    basis = bases.get(version.basis)
    return Defined(
        version,
        version.as_domain,
        _measure(version.numerator),
        _measure(version.denominator),
        unit_word(version.unit),
        DIRECTIONS[version.direction][1 if _lang() == "en" else 0],
        legal_basis(basis).name(_lang()) if basis else version.basis,
        basis.pk if basis else None,
    )


def _measure(key: str) -> str:
    return MEASURES[key].label if key in MEASURES else key


def indicators_newest() -> list[Defined]:
    """The newest version of every indicator, in the order of the pages; retired ones last."""
    newest = {one.key: one for one in versions_all()}
    return told(sorted(newest.values(), key=lambda one: (one.retired, one.order, one.key)))


def versions_of(key: str) -> list[Defined]:
    """Every version of an indicator, the newest first. Raises NOT_THERE where there is none."""
    found = list(IndicatorVersion.objects.filter(key=key).order_by("-version"))
    if not found:
        raise NOT_THERE
    return told(found)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target that holds, in words."""

    target: Target
    text: str
    place: str
    stated: IndicatorTarget


def targets_told(indicator: Indicator) -> list[TargetLine]:
    """The targets that hold for an indicator, the newest year first."""
    newest: dict[tuple[int, str, str], IndicatorTarget] = {}
    for one in IndicatorTarget.objects.filter(key=indicator.key).order_by("id"):
        newest[one.year, one.level, one.place] = one
    names = dict(Region.objects.filter(code__in={place for _, _, place in newest}).values_list("code", "name"))
    lines = [
        TargetLine(target, target_text(indicator, target), names.get(target.place, target.place) or _("Semua"), one)
        for one in newest.values()
        if (target := one.as_domain) is not None
    ]
    levels = ("kota", "kecamatan", "kelurahan")
    return sorted(lines, key=lambda one: (-one.target.year, levels.index(one.target.level), one.target.place))


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month: when it was or is to be closed, by whom, and whether its figures differ from what is known now."""

    month: Month
    closed: FigureSet | None
    now: FigureSet | None
    closes_on: date
    differs: int

    @property
    def known(self) -> int:
        """Of how many indicators the record tells anything."""
        held = self.closed or self.now
        return len(held.known) if held else 0


def months_told() -> list[MonthLine]:
    """Every month with figures, the newest first."""
    found: dict[Month, dict[str, FigureSet]] = {}
    for held in FigureSet.objects.order_by("-month"):
        found.setdefault((held.month.year, held.month.month), {})[held.kind] = held
    return [_month(month, sets.get(SetKind.CLOSED), sets.get(SetKind.NOW)) for month, sets in found.items()]


def _month(month: Month, closed: FigureSet | None, now: FigureSet | None) -> MonthLine:
    differs = 0
    if closed is not None and now is not None:
        differs = sum(1 for key, digest in closed.digests.items() if now.digests.get(key) != digest)
    return MonthLine(month, closed, now, close_on(month), differs)


def backlog(today: date) -> list[Month]:
    """Months that only Bappeda can close."""
    own = set(months_due(today))
    return [month for month in months_due(today, backlog=True) if month not in own]
