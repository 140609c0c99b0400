"""The funding years of the synthetic city on the site: proposals, a decree, money, bills, SPJ. Only in demo mode.

Everything goes through the services of its room, in the order in which it happened. Each step looks at what is there,
so that a load that was interrupted goes on where it stopped.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from padan.demo.years import City, Years, years_of
from padan.demo.years_city_paid import DECREE as CITY_DECREE
from padan.demo.years_city_paid import FUNDED
from padan.demo.years_city_paid import SOURCE as CITY_SOURCE
from padan.demo.years_city_paid import YEAR as CITY_YEAR
from padan.demo.years_making import YEARS, Proposed
from padan.demo.years_pools import PROGRAMMES, code_of
from padan.demo.years_records import ALLOCATED, DECREED, DECREES, DUE, LATE_BUT_CAME, ROADS, SOURCE, BillOf, StageOf
from padan.demo.years_writing import CITY_BILLS, CITY_ORDERS, PROPOSAL, bills_of, minutes_of, proposal_row
from padan.domain.dates import read_date
from padan.domain.indicators import LEVELS
from padan.web.accounts.models import Appointment, Office
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
from padan.web.monitoring.models import IndicatorTarget
from padan.web.monitoring.services import target_set
from padan.web.protection import services as protection
from padan.web.protection.models import Asked, Candidate, Enquiry, Mutation, Origin
from padan.web.protection.mutations import mutation_answers_take, mutation_make
from padan.web.protection.precheck import answers_take, enquiry_make
from padan.web.protection.proposing import Item
from padan.web.regions.models import Region
from padan.web.roles import Role
from padan.web.selection.deciding import NewDecree, decree_make
from padan.web.selection.models import Decree, Selection
from padan.web.selection.performing import selection_perform
from padan.web.selection.planning import Plan
from padan.web.selection.services import selection_ask

Say = Callable[[str], None]
SEED = 1
LIVED, OPENING = YEARS[1:]
"""The year whose people go the whole way on the site, and the one that is just beginning; money is told of all."""
WORDS = {"miskin_ekstrem": "masyarakat miskin ekstrem", "pekerja_rentan": "pekerja rentan"}
ANSWERS = {Asked.BRANCH: "cabang", Asked.DUKCAPIL: "dukcapil"}
_FIELDS = {
    "NIK": "nik", "No KK": "kk", "Nama": "name", "Tanggal Lahir": "birth_date", "Jenis Kelamin": "sex",
    "Nama Ibu Kandung": "mother", "Alamat": "address", "Kelurahan": "kelurahan", "Kecamatan": "kecamatan",
    "No HP": "phone", "Pekerjaan": "job", "Lokasi Kerja": "work_place", "Jam Kerja": "work_hours",
    "Penghasilan": "income", "Jumlah Tanggungan": "dependants", "Risiko Pekerjaan": "job_risk",
}  # fmt: skip
_FLAGS = {
    "Pencari Nafkah": "breadwinner", "Kepala Keluarga Perempuan": "woman_headed", "Disabilitas": "disability",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Acting:
    """Who does what: the appointments of the offices, looked up once."""

    clerk: Mapping[str, Appointment]
    lurah: Mapping[str, Appointment]
    camat: tuple[Appointment, ...]
    bappeda: Appointment
    bpkad: Appointment
    regions: Mapping[str, Region]


@dataclass(frozen=True, slots=True)
class Loading:
    """What every step of the load needs."""

    folder: Path
    city: City
    years: Years
    who: Acting

    @property
    def source(self) -> Source:
        """The grant."""
        return Source.objects.get(key=SOURCE)

    def file(self, name: str) -> "File[Any]":
        """A file of `dana/`, open."""
        return File((self.folder / name).open("rb"), name=name)


def load_years(people: int, folder: Path, say: Say) -> None:
    """Both years and the opening of the third, up to and without what follows from a run."""
    loading = Loading(folder / "dana", *years_of(people, SEED), _acting())
    say(f"Usulan dan keputusan {LIVED}")
    with transaction.atomic():
        with protection.judging_put_off() as proposed:
            _proposals(loading, LIVED)
        protection.candidates_judge(candidates=proposed, today=date(LIVED - 1, 12, 1))
    _checked(loading, LIVED)
    for programme in PROGRAMMES:
        _decree(loading, LIVED, programme)
    say(f"Usulan {OPENING}")
    with protection.judging_put_off():  # Judged by the worker, as everybody is once a day who waits for a decree.
        _proposals(loading, OPENING)
    say("Dana 2024 sampai 2026")
    _money(loading)
    say("Tagihan")
    _bills(loading)
    _departures(loading)
    _targets(loading)


def load_city_paid(people: int, folder: Path, say: Say) -> bool:
    """What the city pays for heads of RT and contract workers in 2025; after the first run, which makes persons of
    them: before it, a bill's names are nobody's. Whether anything was loaded."""
    if SheetImport.objects.filter(filename=CITY_BILLS, state=SheetState.ACCEPTED).exists():
        return False
    say("Tagihan ketua RT dan tenaga kerja kontrak")
    loading = Loading(folder / "dana", *years_of(people, SEED), _acting())
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


def _acting() -> Acting:
    held = Appointment.objects.filter(until=None).select_related("user", "office__region__parent").order_by("-pk")

    def of(role: Role) -> list[Appointment]:
        return [one for one in held if one.role == role]

    def by_code(role: Role) -> dict[str, Appointment]:
        return {one.office.region.code: one for one in of(role)}

    regions = {office.region.code: office.region for office in Office.objects.select_related("region")}
    return Acting(
        by_code(Role.KELURAHAN_CLERK), by_code(Role.LURAH), tuple(by_code(Role.CAMAT).values()),
        of(Role.BAPPEDA)[-1], of(Role.BPKAD)[-1], regions,
    )  # fmt: skip


# --- people ---------------------------------------------------------------------------------------------------------


def _proposals(loading: Loading, year: int) -> None:
    """The ranked lists of all deliberations, each proposed by the clerk of its kelurahan."""
    own: dict[str, list[Proposed]] = {}
    for one in loading.years.people.proposed:
        if one.year == year:
            own.setdefault(code_of(loading.city.places, one.kelurahan), []).append(one)
    if not Candidate.objects.filter(year=year, origin=Origin.MUSYAWARAH).exists():
        with transaction.atomic():
            for code, proposed in own.items():
                _propose(loading, loading.who.clerk[code], year, proposed)


def _checked(loading: Loading, year: int) -> None:
    """Verified by the lurah, checked by the camat, asked about at the branch and Dukcapil."""
    for step, day, acting in (
        ("verified", date(year - 1, 12, 5), loading.who.lurah.values()),
        ("checked", date(year - 1, 12, 10), loading.who.camat),
    ):
        _steps(year, step, day, acting)
    with transaction.atomic():
        with protection.judging_put_off():
            for programme in PROGRAMMES:
                for asked in ANSWERS:
                    _ask(loading, year, programme, asked)
        # The answers are of today; the decree asks for the first day of its year.
        protection.candidates_judge(today=date(year, 1, 1), year=year)


def _propose(loading: Loading, clerk: Appointment, year: int, proposed: list[Proposed]) -> None:
    told = [_told(loading, one) for one in proposed]
    families = _families(told)
    persons = protection.persons_found([values for values, _ in told], clerk.office)
    minutes = minutes_of(year, proposed[0].kelurahan)
    items = [
        Item(
            person, clerk.office_id, one.programme, year, Origin.MUSYAWARAH, values, rank=one.rank, minutes=minutes,
            version=read_date(row["Tanggal Versi"]).value, family=families.get(values["kk"]),
        )
        for one, (values, row), person in zip(proposed, told, persons, strict=True)
    ]  # fmt: skip
    protection.propose_many(items, acting=clerk, today=date(year - 1, 12, 1))


def _told(loading: Loading, one: Proposed) -> tuple[dict[str, str], dict[str, str]]:
    """What the deliberation's list says of a candidate: by field, and by heading."""
    cells = proposal_row(one, loading.years, loading.city)
    row = {heading: str(cell) for heading, cell in zip(PROPOSAL, cells, strict=True) if cell is not None}
    values = {field: row[heading] for heading, field in _FIELDS.items() if heading in row}
    return values | {field: row[heading].lower() for heading, field in _FLAGS.items()}, row


def _families(told: Iterable[tuple[dict[str, str], dict[str, str]]]) -> dict[str, int]:
    """The decile of each family, in the version of its source."""
    said = [
        {
            "kk": values["kk"], "version": row["Tanggal Versi"], "decile": row["Desil"],
            "source": row["Sumber Data"].lower(),
        }
        for values, row in told
        if "Desil" in row
    ]  # fmt: skip
    return {one["kk"]: family.pk for one, family in zip(said, protection.families_put(said), strict=True)}


def _steps(year: int, step: str, day: date, acting: Iterable[Appointment]) -> None:
    """Everybody whose turn it is takes a step, office by office."""
    before = {"verified": "proposed", "checked": "verified"}[step]
    waiting = Candidate.objects.filter(year=year, step=before, origin=Origin.MUSYAWARAH)
    for one in acting:
        region = one.office.region
        found = waiting.filter(office__region__code__startswith=region.code)
        if ids := list(found.values_list("pk", flat=True)):
            protection.steps_take(acting=one, candidates=ids, step=step, day=day)


def _ask(loading: Loading, year: int, programme: str, asked: Asked) -> None:
    if Enquiry.objects.filter(year=year, programme=programme, asked=asked).exists():
        return
    day, acting = date(year - 1, 12, 15), loading.who.bappeda
    enquiry = enquiry_make(acting=acting, asked=asked, year=year, programme=programme, only_checked=False)
    with loading.file(f"jawaban-{ANSWERS[asked]}-{year}.xlsx") as file:
        answers_take(acting=acting, enquiry=enquiry, file=file, day=day, today=day)


def _decree(loading: Loading, year: int, programme: str) -> None:
    """Selected as the law says, set by decree, sent to the branch, registered or refused."""
    acting = loading.who.bappeda
    number = f"{DECREES[year]}/{programme[:2].upper()}"
    if not Decree.objects.filter(number=number).exists():
        selection = selection_ask(acting=acting, plan=Plan(year, programme))
        selection_perform(selection)
        title = f"Penetapan {WORDS[programme]} penerima iuran BPJS Ketenagakerjaan tahun {year} (rekaan)"
        ready = Selection.objects.get(pk=selection.pk)
        decree_make(acting=acting, selection=ready, said=NewDecree(number, DECREED[year], title))
    sent = f"{'01' if programme == PROGRAMMES[0] else '02'}/MUTASI/{year}"
    if not Mutation.objects.filter(number=sent).exists():
        mutation = mutation_make(acting=acting, year=year, programme=programme, number=sent, day=date(year, 1, 18))
        with loading.file(f"jawaban-mutasi-{year}.xlsx") as file:
            mutation_answers_take(acting=acting, mutation=mutation, file=file, today=date(year, 1, 25))


# --- money ----------------------------------------------------------------------------------------------------------


def _money(loading: Loading) -> None:
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


def _bills(loading: Loading) -> None:
    """The branch's bills with their lists by name: for whom the payments of both years were."""
    for year in DECREES:
        text = bills_of(loading.years, loading.city, year).write_csv()
        _import(loading, SheetKind.PAYMENTS, year, ContentFile(text.encode(), name=f"tagihan-{year}.csv"))


# --- who left ---------------------------------------------------------------------------------------------------------


def _departures(loading: Loading) -> None:
    """Who died or left in the lived year, as far as the city was told: each ended by the lurah with his proof."""
    people, places = loading.city.people, loading.city.places
    for one in loading.years.people.enrolled:
        day = one.died or one.end
        if day is None or not one.told:
            continue
        held = Candidate.objects.filter(
            year=LIVED, programme=one.programme, person__nik=str(people.nik[one.person]), step="registered"
        ).first()
        if held is not None:
            cause, document = (
                ("died", "Surat kematian (rekaan)") if one.died else ("withdrew", "Surat pengunduran diri (rekaan)")
            )
            lurah = loading.who.lurah[code_of(places, one.kelurahan)]
            protection.step_take(acting=lurah, candidate=held, step="ended", day=day, cause=cause, document=document)


# --- what the city wants to reach -----------------------------------------------------------------------------------

TARGETS = {
    "protected": 8000, "spent": 9000, "share_extreme_poor": 10_000, "share_vulnerable": 10_000, "signed": 10_000,
    "lapsing": 0, "doubles_and_dead": 0, "days_to_cover": 60,
}  # fmt: skip
"""By indicator, for every year and level; per cent in parts of 10,000. Invented, as the whole city is."""


def _targets(loading: Loading) -> None:
    """Targets of all years, once."""
    for year in (*DECREES, OPENING):
        for key, value in TARGETS.items():
            for level in LEVELS:
                if not IndicatorTarget.objects.filter(key=key, year=year, level=level).exists():
                    target_set(
                        acting=loading.who.bappeda, key=key, year=year, level=level, place="", value=value,
                        note="Contoh",
                    )  # fmt: skip
