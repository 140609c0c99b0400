"""The money of the synthetic city's funding years on the site: promised, come, committed, paid, accounted for; and the
bills. Only in demo mode.

Everything goes through the services of its room, in the order in which it happened. Each step looks at what is there,
so that a load that was interrupted goes on where it stopped.
"""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from padan.demo.years_city_paid import DECREE as CITY_DECREE
from padan.demo.years_city_paid import FUNDED
from padan.demo.years_city_paid import SOURCE as CITY_SOURCE
from padan.demo.years_city_paid import YEAR as CITY_YEAR
from padan.demo.years_making import YEARS
from padan.demo.years_pools import code_of
from padan.demo.years_records import ALLOCATED, DECREED, DECREES, DUE, LATE_BUT_CAME, ROADS, BillOf, StageOf
from padan.demo.years_writing_money import CITY_BILLS, CITY_ORDERS, bills_of
from padan.web.demonstration_loading import Loading, Say, loading_of
from padan.web.funds import services as funds
from padan.web.funds.models import (
    Activity,
    Commitment,
    ImportLine,
    SheetImport,
    SheetKind,
    SheetState,
    Source,
    Spj,
    StageArrival,
    StageDue,
)
from padan.web.regions.models import Region


def load_money(loading: Loading) -> None:
    """Promised, come, committed, paid, accounted for: in the order in which the record learnt of it."""
    for year in YEARS:
        _allocate(loading, year)
    for year in DECREES:
        _commit(loading, year)
        _arrive(loading, year, 1, set())
        if year > YEARS[0]:
            _arrive(loading, year, 2, {LATE_BUT_CAME})
            _arrive(loading, YEARS[0], 2, set())
        _import(loading, SheetKind.DISBURSEMENTS, year, loading.file(f"sp2d-{year}.xlsx"))
        _split(loading, year)
        _account_for(loading, year)
    _arrive(loading, 2025, 2, set(), late=True)
    _activities(loading)


def _allocate(loading: Loading, year: int) -> None:
    """The grant of a year, and by when its stages should come."""
    source, acting = loading.source, loading.who.bappeda
    if StageDue.objects.filter(source=source, year=year, order=2).exists():
        return
    amounts: dict[Region, int] = {}
    for stage in loading.years.money.stages:
        if stage.year == year:
            region = loading.who.regions[stage.place]
            amounts[region] = amounts.get(region, 0) + stage.amount
    with transaction.atomic():
        funds.allocate(
            acting=acting, source=source, year=year, amounts=amounts, day=ALLOCATED[year],
            reference=f"DPA BKBK {year} (rekaan)",
        )  # fmt: skip
        for order in (1, 2):
            funds.stage_due(acting=acting, source=source, year=year, order=order, due_on=DUE[year, order])


def _commit(loading: Loading, year: int) -> None:
    if Commitment.objects.filter(year=year).exists():
        return
    promised = [
        funds.NewCommitment(
            loading.who.regions[promise.place], promise.programme, loading.source, year, date(year, 1, 1), 12,
            promise.heads, promise.unit, DECREES[year], DECREED[year],
        )
        for promise in loading.years.money.promises
        if promise.year == year
    ]  # fmt: skip
    funds.commitments_make(acting=loading.who.bappeda, commitments=promised)


def _arrive(loading: Loading, year: int, order: int, not_on: set[date], *, late: bool = False) -> None:
    """A stage that came, where it came; `late`: where it came later than everywhere else."""
    for day, stages in _came(loading, year, order).items():
        if day in not_on or (late and day != LATE_BUT_CAME):
            continue
        if not StageArrival.objects.filter(source=loading.source, year=year, order=order, day=day).exists():
            amounts = {loading.who.regions[stage.place]: stage.amount for stage in stages}
            funds.stage_arrive(
                acting=loading.who.bpkad, source=loading.source, year=year, order=order, amounts=amounts, day=day,
                reference=f"Nota kredit BKBK {year} tahap {order} (rekaan)",
            )  # fmt: skip


def _came(loading: Loading, year: int, order: int) -> dict[date, list[StageOf]]:
    found: dict[date, list[StageOf]] = {}
    for stage in loading.years.money.stages:
        if (stage.year, stage.order) == (year, order) and stage.came is not None:
            found.setdefault(stage.came, []).append(stage)
    return found


def _import(
    loading: Loading, kind: SheetKind, year: int, file: "File[Any]", source: Source | None = None
) -> None:  # fmt: skip
    """A file of payments received and accepted, once; the grant's, where no other source is named."""
    with file:
        if SheetImport.objects.filter(kind=kind, filename=file.name, state=SheetState.ACCEPTED).exists():
            return
        paid_from = source or loading.source
        sheet = funds.file_receive(acting=loading.who.bpkad, kind=kind, source=paid_from, year=year, file=file)
    funds.file_accept(acting=loading.who.bpkad, sheet=sheet)


def _split(loading: Loading, year: int) -> None:
    """The orders in the name of a kecamatan that say how they are split."""
    for order in loading.years.money.orders:
        if not order.split or order.day.year != year:
            continue
        line = ImportLine.objects.filter(reference=order.number, file__kind=SheetKind.DISBURSEMENTS).first()
        if line is not None and not line.shares.exists():
            shares = {loading.who.regions[code_of(loading.city.places, place)]: amount for place, amount in order.parts}
            funds.line_split(
                acting=loading.who.bpkad, line=line, shares=shares, basis="Daftar pecahan kecamatan (rekaan)",
                day=order.day,
            )  # fmt: skip


def _account_for(loading: Loading, year: int) -> None:
    """The SPJ of what was paid in a year, handed in by the lurah and accepted; some stay with BPKAD for now."""
    known = set(Spj.objects.values_list("number", flat=True))
    source, handed = loading.source, []
    with transaction.atomic():
        for spj in loading.years.money.spj:
            if spj.number.endswith(f"/{year}") and spj.number not in known:
                lurah = loading.who.lurah[code_of(loading.city.places, spj.kelurahan)]
                said = funds.NewSpj(source, spj.year, spj.programme, spj.number, spj.day, spj.amount)
                handed.append((funds.spj_submit(acting=lurah, spj=said), spj.day))
        funds.spjs_accept(acting=loading.who.bpkad, handed=handed)


def _activities(loading: Loading) -> None:
    """What each kelurahan does with the rest of the grant of 2025: the road is finished, or waits for the money."""
    if Activity.objects.exists():
        return
    late = {
        stage.place
        for stage in loading.years.money.stages
        if (stage.year, stage.order) == (2025, 2) and stage.came is None
    }
    with transaction.atomic():
        for code, lurah in loading.who.lurah.items():
            waits = code in late
            funds.activity_put(acting=lurah, activity=None, said={
                "source": loading.source, "year": 2025, "use": "prasarana", "title": "Perbaikan jalan lingkungan",
                "account_code": "5.2.04.01.01.0005", "ceiling": ROADS, "realised": 0 if waits else ROADS,
                "physical": 40 if waits else 100, "obstacle": "Tahap II belum diterima" if waits else "",
                "follow_up": "Melengkapi SPJ tahap I" if waits else "", "in_charge": "Kasi Pembangunan",
                "due": date(2025, 12, 15),
            })  # fmt: skip


def load_bills(loading: Loading) -> None:
    """The branch's bills with their lists by name: for whom the payments of both years were."""
    for year in DECREES:
        text = bills_of(loading.years, loading.city, year).write_csv()
        _import(loading, SheetKind.PAYMENTS, year, ContentFile(text.encode(), name=f"tagihan-{year}.csv"))


# --- what the city pays for itself ---------------------------------------------------------------------------------


def load_city_paid(people: int, folder: Path, say: Say) -> bool:
    """What the city pays for heads of RT and contract workers in 2025; after the first run, which makes persons of
    them: before it, a bill's names are nobody's. Whether anything was loaded."""
    if SheetImport.objects.filter(filename=CITY_BILLS, state=SheetState.ACCEPTED).exists():
        return False
    say("Tagihan ketua RT dan tenaga kerja kontrak")
    loading = loading_of(people, folder)
    _fund_city_paid(loading)
    source = Source.objects.get(key=CITY_SOURCE)
    _import(loading, SheetKind.DISBURSEMENTS, CITY_YEAR, loading.file(CITY_ORDERS), source)
    _import(loading, SheetKind.PAYMENTS, CITY_YEAR, loading.file(CITY_BILLS), source)
    return True


def _fund_city_paid(loading: Loading) -> None:
    """The city's budget for them: promised, there, and committed by office."""
    source, who = Source.objects.get(key=CITY_SOURCE), loading.who
    if Commitment.objects.filter(source=source, year=CITY_YEAR).exists():
        return
    totals: dict[tuple[Region, str], list[int]] = {}
    for bill in loading.years.city.bills:
        heads, total = totals.setdefault((_place_of(loading, bill), bill.programme), [0, 0])
        totals[_place_of(loading, bill), bill.programme] = [max(heads, bill.heads), total + bill.total]
    amounts: dict[Region, int] = {}
    for (place, _), (_, total) in totals.items():
        amounts[place] = amounts.get(place, 0) + total
    with transaction.atomic():
        funds.allocate(
            acting=who.bappeda, source=source, year=CITY_YEAR, amounts=amounts, day=FUNDED,
            reference="DPA APBD Kota 2025 (rekaan)",
        )  # fmt: skip
        funds.stage_arrive(
            acting=who.bpkad, source=source, year=CITY_YEAR, order=1, amounts=amounts, day=FUNDED,
            reference="SPD APBD Kota 2025 (rekaan)",
        )  # fmt: skip
        promised = [
            funds.NewCommitment(
                place, programme, source, CITY_YEAR, date(CITY_YEAR, 1, 1), 12, heads, -(-total // (heads * 12)),
                CITY_DECREE, FUNDED, amount=total,
            )
            for (place, programme), (heads, total) in totals.items()
        ]  # fmt: skip
        funds.commitments_make(acting=who.bappeda, commitments=promised)


def _place_of(loading: Loading, bill: BillOf) -> Region:
    places = loading.city.places
    if bill.kelurahan >= 0:
        return loading.who.regions[code_of(places, bill.kelurahan)]
    below = next(at for at, one in enumerate(places.kelurahan) if one.kecamatan == bill.kecamatan)
    return loading.who.regions[code_of(places, below).rpartition(".")[0]]
