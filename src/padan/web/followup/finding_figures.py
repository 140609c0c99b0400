"""What is found of the figures that monitoring keeps: shares that are hardly used, figures far from their target."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import translation

from padan.domain.indicators import Figure
from padan.web.followup.scene import Found, Scene
from padan.web.monitoring.selectors import Shown, figures_shown, figures_table, month_first_shown
from padan.web.regions.models import Region

SHARES = {"share_extreme_poor": "miskin_ekstrem", "share_vulnerable": "pekerja_rentan"}
"""Indicators of a programme's share: spent on it, of what the law sets aside, since January."""

QUIET_MONTHS = 3
"""A year's first months say little of its pace."""
YEAR, PER_CENT = 12, 100


def share_below(scene: Scene, percent: int) -> Iterable[Found]:
    """Kecamatan whose kelurahan have used less of a programme's share than so many per cent of what is fair by then: a
    twelfth for each month."""
    month = month_first_shown()
    if month is None or month[1] < QUIET_MONTHS:
        return
    low: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for (key, place), figure in figures_table(month).items():
        if key in SHARES and place in scene.regions and _is_low(figure, percent):
            low[scene.kecamatan_of(place).code, SHARES[key]].append(figure)
    for (code, programme), figures in sorted(low.items()):
        left = sum((one.denominator or 0) - one.numerator for one in figures)
        words = {"programme": programme, "year": month[0], "month": f"{month[0]}-{month[1]:02}"}
        yield Found(scene.regions[code], len(figures), left, subject=f"{programme}/{month[0]}", words=words)


def _is_low(figure: Figure, percent: int) -> bool:
    aside = figure.denominator or 0
    return aside > 0 and figure.numerator * YEAR * PER_CENT < aside * figure.month[1] * percent


def figure_bad(scene: Scene, _none: int) -> Iterable[Found]:
    """The city's headline figures that are called bad against their target."""
    month = month_first_shown()
    if month is None:
        return
    for one in figures_shown(month, scene.city.code):
        if one.indicator.headline and one.state == "bad":
            yield _bad(scene.city, one)


def _bad(city: Region, one: Shown) -> Found:
    words = {"name_id": one.indicator.name_id, "name_en": one.indicator.name_en}
    for lang in ("id", "en"):
        with translation.override(lang):
            words |= {f"value_{lang}": one.text, f"target_{lang}": one.target_text}
    return Found(city, 1, subject=one.key, words=words)
