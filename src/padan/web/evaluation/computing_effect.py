"""What the money changed: early kelurahan against late ones, out of postings and months. The only part of the site that
needs statsmodels; the worker alone imports it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date

from django.db.models import Min, QuerySet

from padan.domain.contributions import first_day, month_of
from padan.statistics.difference_in_differences import (
    FEWEST_A_SIDE,
    Design,
    Effect,
    Refusal,
    design_of,
    effect,
)
from padan.web.evaluation.effect_cells import CELLS, last_known
from padan.web.evaluation.effects_asked import FIRST_MONEY, OUTCOMES, YEARLY, Asked
from padan.web.evaluation.telling import Kept
from padan.web.funds.models import AccountKind, Posting
from padan.web.monitoring.measures.spans import month_number
from padan.web.regions.models import Level, Region

BEFORE, AFTER = 12, 6
"""Months looked at at most, before the money and from it on."""
NO_MONEY = Refusal(
    "no_money",
    "Belum ada catatan kapan dana ini diterima tiap kelurahan.",
    "When each kelurahan received this money is not on record yet.",
)
NO_MONTHS = Refusal(
    "no_months",
    "Catatan tidak menyebut angka ini untuk bulan mana pun di sekitar datangnya dana.",
    "The record does not tell this figure for any month about the time when the money came.",
)


def effects_asked() -> Iterator[Asked]:
    """Every effect to look at: of each funding year's stages on each outcome; days of the first stage alone, for they
    are counted from the first receipt."""
    for year in years_of_money():
        stages = stages_of_money(year)
        for stage in stages:
            for outcome in OUTCOMES.values():
                if outcome.step != YEARLY or stage == stages[0]:
                    yield Asked(year, stage, outcome.key)


def years_of_money() -> list[int]:
    """Funding years of which money that its giver earmarks arrived."""
    return sorted(set(_receipts().values_list("given__year", flat=True)))


def stages_of_money(year: int) -> list[int]:
    """The stages of a funding year that arrived anywhere; FIRST_MONEY where it comes in none."""
    told = set(_receipts().filter(given__year=year).values_list("stage", flat=True))
    return sorted(told - {FIRST_MONEY}) or [FIRST_MONEY]


def _receipts() -> QuerySet[Posting]:
    return Posting.objects.filter(
        taken__kind__in=(AccountKind.GRANTED, AccountKind.ALLOCATED), given__kind=AccountKind.RECEIVED,
        given__source__earmarked=True, reverses=None, reversed_by=None,
    ).order_by()  # fmt: skip


def first_receipts(year: int, stage: int = FIRST_MONEY) -> dict[str, int | None]:
    """By kelurahan, the month in which the first money of a funding year (or of its stage) came; None: it has not. What
    came for a kecamatan or the city came for all within."""
    found = _receipts().filter(given__year=year, **({"stage": stage} if stage else {}))
    came = dict(found.values_list("given__place__code").annotate(day=Min("day")))
    months: dict[str, int | None] = {}
    for code in Region.objects.filter(level=Level.KELURAHAN).order_by("code").values_list("code", flat=True):
        days = [came[part] for part in _above(code) if part in came]
        months[code] = month_number(min(days)) if days else None
    return months if came else {}


def _above(code: str) -> list[str]:
    parts = code.split(".")
    return [".".join(parts[:n]) for n in range(2, len(parts) + 1)]


def effect_of(asked: Asked, today: date) -> Kept:
    """The effect of money on an outcome, or why none is shown."""
    told: Kept = asdict(asked)
    when = first_receipts(asked.year, asked.stage)
    if not any(when.values()):
        return {**told, "refusal": asdict(NO_MONEY)}
    yearly = OUTCOMES[asked.outcome].step == YEARLY
    design = _by_years(when, asked.year) if yearly else _by_months(when, last_known(asked.outcome, asked.year, today))
    cells = CELLS[asked.outcome](asked.year, design, today)
    if not cells:
        return {**told, "refusal": asdict(NO_MONTHS)}
    return {**told, "starts": _day(design.starts, yearly=yearly), **_kept(effect(cells, design), yearly=yearly)}


def _day(step: int, *, yearly: bool) -> str:
    return (date(step, 1, 1) if yearly else first_day(month_of(step))).isoformat()


def _kept(found: Effect | Refusal, *, yearly: bool) -> Kept:
    if isinstance(found, Refusal):
        return {"refusal": asdict(found)}
    paths = [{"month": _day(m, yearly=yearly), "early": a, "late": b} for m, a, b in found.paths]
    return {"effect": {**asdict(found), "paths": paths}}


def _by_months(when: Mapping[str, int | None], last: int) -> Design:
    """The wave and the months after it that leave enough on both sides; else the first wave, for the refusal's sake."""
    waves = sorted({month for month in when.values() if month is not None})
    for starts in waves:
        for after in range(max(1, min(AFTER, last - starts + 1)), 0, -1):
            found = design_of(when, starts=starts, before=BEFORE, after=after)
            if min(len(found.early), len(found.late)) >= FEWEST_A_SIDE:
                return found
    return design_of(when, starts=waves[0], before=BEFORE, after=1)


def _by_years(when: Mapping[str, int | None], year: int) -> Design:
    """A funding year against those before it: kelurahan of the first wave of its money, and all others."""
    first = min(month for month in when.values() if month is not None)
    early = tuple(sorted(place for place, month in when.items() if month == first))
    late = tuple(sorted(place for place, month in when.items() if month != first))
    return Design(year, 0, year, early, late, 0, step="year")
