"""Dates, rupiah and numbers as the page's language writes them, and masked NIK."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django import template
from django.utils import timezone
from django.utils.translation import get_language

from padan.domain.dates import read_date

register = template.Library()
_LOCALES = {"id": "id_ID", "en": "en_GB"}
_SHOWN_HEAD, _SHOWN_TAIL = 4, 4


def _locale() -> str:
    return _LOCALES.get(get_language() or "id", "id_ID")


@lru_cache(maxsize=5000, typed=True)
def _decimal(number: float, locale: str) -> str:
    """A page writes the same few hundred numbers again and again, each of which costs fifty microseconds."""
    return format_decimal(number, locale=locale)


@lru_cache(maxsize=2000)
def _date(value: date, pattern: str, locale: str) -> str:
    return format_date(value, pattern, locale=locale)


@register.filter
def rupiah(amount: int | None) -> str:
    """`Rp 1.200.000`, `-Rp 1.200.000`; a dash where there is none."""
    if amount is None:
        return "–"
    return f"{'-' if amount < 0 else ''}Rp {_decimal(abs(amount), _locale())}"


@register.filter
def whole(number: float | None) -> str:
    """`12.345`."""
    return "–" if number is None else _decimal(number or 0, _locale())


@register.filter
def percent(share: float | None) -> str:
    """0.987 as `98,7 %`."""
    return "–" if share is None else f"{_decimal(round(share * 100, 1) + 0.0, _locale())} %"


@register.filter
def day(value: date | datetime | str | None) -> str:
    """`3 Januari 2025`; a text that is no ISO date stands as it is."""
    if not value:
        return "–"
    if isinstance(value, str):
        try:
            return day(date.fromisoformat(value))
        except ValueError:
            return value
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return _date(value, "d MMMM y", _locale())


@register.filter
def month(value: date | str | tuple[int, int] | None) -> str:
    """`Januari 2025`, of a day, `2025-01` or (2025, 1); a text that is no month stands as it is."""
    if isinstance(value, str) and value:
        try:
            return month(date.fromisoformat(f"{value[:7]}-01"))
        except ValueError:
            return value
    if isinstance(value, tuple):
        value = date(value[0], value[1], 1)
    if isinstance(value, datetime):
        value = value.date()
    return _date(value, "MMMM y", _locale()) if value else "–"


@register.filter
def moment(value: datetime | None) -> str:
    """`3 Januari 2025 pukul 14.05 WIB`."""
    if value is None:
        return "–"
    local = timezone.localtime(value)
    if (get_language() or "id") == "en":
        return format_datetime(local, "d MMMM y, HH:mm 'WIB'", locale="en_GB")
    return format_datetime(local, "d MMMM y 'pukul' HH.mm 'WIB'", locale="id_ID")


@register.filter
def told(text: str | None) -> str:
    """Of a sentence that was kept in both languages (`padan.web.refusals.both`) the page's own; any other as it is."""
    parts = (text or "").split("\n\n")
    return parts[-1] if get_language() == "en" else parts[0]


@register.filter
def masked(nik: str | None) -> str:
    """`1571********0003`: enough to tell two rows apart, too little to use."""
    text = (nik or "").strip()
    if len(text) <= _SHOWN_HEAD + _SHOWN_TAIL:
        return "*" * len(text)
    return text[:_SHOWN_HEAD] + "*" * (len(text) - _SHOWN_HEAD - _SHOWN_TAIL) + text[-_SHOWN_TAIL:]


@register.filter
def year_of(text: str | None) -> str:
    """Of a birth date, however it is written, the year alone: day and month are the middle of the NIK, which is masked
    beside it. `****` where no year can be read."""
    plain = (text or "").strip()
    read = read_date(plain).value if plain else None
    return str(read.year) if read else "*" * min(len(plain), 4)


@register.filter
def hidden(text: str | None) -> str:
    """A mother's name: its first letter and stars."""
    plain = (text or "").strip()
    return plain[:1] + "*" * (len(plain) - 1) if plain else ""
