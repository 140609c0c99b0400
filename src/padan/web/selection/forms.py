"""Forms of this room: what Bappeda fills in. A field that cannot be read leaves its plan odd, which is refused."""

from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from padan.domain.dates import read_date
from padan.domain.numbers import read_count
from padan.web.protection.ruling import programme_name, programmes
from padan.web.selection.planning import EARLIEST, LATEST, Plan, first_open

LARGEST_TOP_UP = 10**12


def year_of(data: QueryDict) -> int:
    """The year asked for; this year where none or an odd one is."""
    said = data.get("tahun", "")
    return int(said) if said.isdigit() and EARLIEST <= int(said) <= LATEST else timezone.localdate().year


def plan_of(data: QueryDict) -> Plan:
    """The plan a form states. Raises ODD_PLAN."""
    first, months = span_of(data, year_of(data))
    top_up = read_count(data.get("tambahan", "") or "0")
    return Plan(
        year_of(data),
        data.get("program", ""),
        months,
        top_up if top_up is not None and top_up <= LARGEST_TOP_UP else -1,
        data.get("sumber", "")[:120],
        data.get("alasan", "")[:300],
        first,
    )


def span_of(data: QueryDict, year: int) -> tuple[int, int]:
    """First month and how many, as a form states them; 0 for what cannot be read. Unsaid, cover begins with the first
    month that can still be registered, and lasts to the end of the year."""
    months = _small(data.get("bulan", ""))
    if said := data.get("mulai", ""):
        first = _small(said) or 0
        return first, 13 - first if months is None else months
    first = first_open(year, timezone.localdate())
    return (first, 13 - first) if months is None else (max(1, min(first, 13 - months)), months)


def _small(said: str) -> int | None:
    """A number of one or two digits; None where nothing is said, 0 where it is something else."""
    return int(said) if said.isdecimal() and len(said) < 3 else 0 if said else None


def day_of(data: QueryDict, name: str) -> date | None:
    """A day as a form says it: as browsers write days, or as people do."""
    said = data.get(name, "")[:40]
    try:
        return date.fromisoformat(said)
    except ValueError:
        return read_date(said).value


def programme_choices(year: int) -> list[tuple[str, str]]:
    """Programmes that the law of a year names."""
    return [(key, programme_name(key)) for key in programmes(year)]


def changes_of(data: QueryDict, year: int) -> tuple[str, ...]:
    """The changes a form states, as `domain.scenario.changed` reads them; what is left blank changes nothing."""
    found = []
    if grant := data.get("grant", "").strip():
        found.append(f"grant={grant}")
    for programme in programmes(year):
        found += [
            f"{kind}.{programme}={_per_cent(value) if kind == 'share' else value}" for kind in SCENARIO_FIELDS
            if (value := data.get(f"{kind}.{programme}", "").strip())
        ]  # fmt: skip
        found += [
            f"criteria.{programme}.{kind}={value}" for kind in ("order", "covered_first")
            if (value := data.get(f"{kind}.{programme}", "").strip())
        ]  # fmt: skip
    return tuple(change[:120] for change in found)


def _per_cent(value: str) -> str:
    """A share as it is typed: the field asks for per cent, so a number alone is one."""
    return f"{value}%" if value.replace(",", "").replace(".", "").isdecimal() else value


SCENARIO_FIELDS = ("share", "base", "quota", "rate", "months", "decile")


def typed(data: Any) -> dict[str, str]:
    """What was typed, to be shown again beside a refusal."""
    return {key: value for key, value in data.items() if key != "csrfmiddlewaretoken"}
