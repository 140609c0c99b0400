"""Figures and targets as people read them, in the page's language."""

from fractions import Fraction
from functools import lru_cache

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.domain.indicators import UNITS, Figure, Indicator, Target
from padan.web.templatetags.indonesian import rupiah, whole


def figure_text(indicator: Indicator, figure: Figure | None) -> str:
    """`57,3 %`, `1.234`, `Rp 1.200.000`, `12,4 hari`; what stands for a figure that is unknown or divides by
    nothing."""
    if figure is None:
        return _("belum ada data")
    return _("tidak ada penyebut") if figure.value is None else value_text(indicator.unit, figure.value)


def value_text(unit: str, value: Fraction | int) -> str:
    """A value in its unit."""
    if unit == "rupiah":
        return rupiah(_rounded(Fraction(value)))
    if unit == "percent":
        return f"{_tenths(Fraction(value) * 100)} %"
    if unit == "days":
        return f"{_tenths(Fraction(value))} {unit_word(unit)}"
    return whole(int(value)) if Fraction(value).denominator == 1 else _tenths(Fraction(value))


def _rounded(value: Fraction) -> int:
    """To the nearest whole, a half away from nothing."""
    return (1 if value >= 0 else -1) * (abs(value) + Fraction(1, 2)).__floor__()


def _tenths(value: Fraction) -> str:
    """Rounded half up to one decimal, without a float in between."""
    return _written(_rounded(value * 10), "en_GB" if get_language() == "en" else "id_ID")


@lru_cache(maxsize=5000)
def _written(tenths: int, locale: str) -> str:
    return format_decimal(tenths / 10, locale=locale, format="#,##0.#")


def unit_word(unit: str) -> str:
    """A unit in the page's language."""
    return UNITS[unit][1 if get_language() == "en" else 0]


def target_text(indicator: Indicator, target: Target | None) -> str:
    """A target in its indicator's unit; "" where there is none."""
    return "" if target is None else value_text(indicator.unit, target.wanted(indicator.unit))
