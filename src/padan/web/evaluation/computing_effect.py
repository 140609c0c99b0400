"""What the money changed: early kelurahan against late ones, out of postings and months. The only part of the site that
needs statsmodels; the worker alone imports it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from django.db.models import Max, Min, QuerySet

from padan.domain.contributions import first_day, month_of
from padan.statistics.difference_in_differences import (
    FEWEST_A_SIDE,
    Cell,
    Design,
    Effect,
    Refusal,
    design_of,
    effect,
)
from padan.web.cover.models import PersonMonth
from padan.web.evaluation.gathering import proposed
from padan.web.evaluation.telling import Kept
from padan.web.funds.models import AccountKind, Posting
from padan.web.monitoring.measures import cover
from padan.web.monitoring.measures.spans import Scope, month_number
from padan.web.protection.models import Candidate
from padan.web.regions.models import Level, Region

BEFORE, AFTER = 12, 6
"""Months looked at at most, before the money and from it on."""
NO_MONEY = Refusal(
    "no_money",
    "Belum ada catatan kapan dana tahun ini diterima tiap kelurahan.",
    "When each kelurahan received the money of this year is not on record yet.",
)
NO_MONTHS = Refusal(
    "no_months",
    "Belum ada catatan bulan perlindungan, atau tidak ada calon yang layak pada tahun itu.",
    "No months of cover are on record, or nobody is eligible in that year.",
)


def years_of_money() -> list[int]:
    """Funding years of which money that its giver earmarks arrived."""
    return sorted(set(_receipts().values_list("given__year", flat=True)))


def _receipts() -> QuerySet[Posting]:
    return Posting.objects.filter(
        taken__kind__in=(AccountKind.GRANTED, AccountKind.ALLOCATED), given__kind=AccountKind.RECEIVED,
        given__source__earmarked=True, reverses=None, reversed_by=None,
    ).order_by()  # fmt: skip


def first_receipts(year: int) -> dict[str, int | None]:
    """By kelurahan, the month in which the first money of a funding year came; None: it has not. What came for a
    kecamatan or the city came for all within."""
    came = dict(_receipts().filter(given__year=year).values_list("given__place__code").annotate(day=Min("day")))
    found: dict[str, int | None] = {}
    for code in Region.objects.filter(level=Level.KELURAHAN).order_by("code").values_list("code", flat=True):
        days = [came[part] for part in _above(code) if part in came]
        found[code] = month_number(min(days)) if days else None
    return found if came else {}


def _above(code: str) -> list[str]:
    parts = code.split(".")
    return [".".join(parts[:n]) for n in range(2, len(parts) + 1)]


def effect_of(year: int, today: date) -> Kept:
    """The effect of a funding year's money on the share of its eligible people who are protected, in points."""
    when = first_receipts(year)
    if not any(when.values()):
        return {"year": year, "refusal": asdict(NO_MONEY)}
    design = _design(when)
    cells = _cells(year, design, today)
    if not cells:
        return {"year": year, "refusal": asdict(NO_MONTHS)}
    found = effect(cells, design)
    told = {"year": year, "starts": first_day(month_of(design.starts)).isoformat()}
    return {**told, **_kept(found)}


def _kept(found: Effect | Refusal) -> Kept:
    if isinstance(found, Refusal):
        return {"refusal": asdict(found)}
    paths = [{"month": first_day(month_of(m)).isoformat(), "early": a, "late": b} for m, a, b in found.paths]
    return {"effect": {**asdict(found), "paths": paths}}


def _design(when: Mapping[str, int | None]) -> Design:
    """The wave and the months after it that leave enough on both sides; else the first wave, for the refusal's sake."""
    known = PersonMonth.objects.aggregate(last=Max("month"))["last"]
    last = month_number(known) if known else 0
    waves = sorted({month for month in when.values() if month is not None})
    for starts in waves:
        for after in range(max(1, min(AFTER, last - starts + 1)), 0, -1):
            found = design_of(when, starts=starts, before=BEFORE, after=after)
            if min(len(found.early), len(found.late)) >= FEWEST_A_SIDE:
                return found
    return design_of(when, starts=waves[0], before=BEFORE, after=1)


def _cells(year: int, design: Design, today: date) -> list[Cell]:
    """The share of each kelurahan's eligible people of the year, always the same ones, who are protected in each month
    of which the record tells."""
    scope = Scope(design.first, design.last, today)
    persons: dict[str, set[int]] = defaultdict(set)
    for one in proposed(year):
        if one.state == "eligible" and one.died is None:
            persons[one.kelurahan].add(one.person)
    known = cover.known(scope)
    if not persons or not known:
        return []
    asked = Candidate.objects.filter(year=year).order_by().values("person")
    bits = cover.protected_bits(scope, asked)
    return [
        Cell(place, month, 100 * sum(bits.get(p, 0) >> (month - scope.first) & 1 for p in own) / len(own))
        for place, own in sorted(persons.items())
        for month in sorted(known)
    ]
