"""The funding years of the synthetic city on the site: proposals, a decree, who left, targets; and its money
(`demonstration_money`). Only in demo mode.

Everything goes through the services of its room, in the order in which it happened. Each step looks at what is there,
so that a load that was interrupted goes on where it stopped.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.db import transaction

from padan.demo.years_making import YEARS, Proposed
from padan.demo.years_pools import PROGRAMMES, code_of
from padan.demo.years_records import DECREED, DECREES
from padan.demo.years_writing import PROPOSAL, minutes_of, proposal_row
from padan.domain.dates import read_date
from padan.domain.indicators import LEVELS
from padan.web.accounts.models import Appointment
from padan.web.demonstration_loading import Loading, Say, loading_of
from padan.web.demonstration_money import load_bills, load_money
from padan.web.monitoring.models import IndicatorTarget
from padan.web.monitoring.services import target_set
from padan.web.protection import services as protection
from padan.web.protection.models import Asked, Candidate, Enquiry, Mutation, Origin
from padan.web.protection.mutations import mutation_answers_take, mutation_make
from padan.web.protection.precheck import answers_take, enquiry_make
from padan.web.protection.proposing import Item
from padan.web.selection.deciding import NewDecree, decree_make
from padan.web.selection.models import Decree, Selection
from padan.web.selection.performing import selection_perform
from padan.web.selection.planning import Plan
from padan.web.selection.services import selection_ask

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


def load_years(people: int, folder: Path, say: Say) -> None:
    """Both years and the opening of the third, up to and without what follows from a run."""
    loading = loading_of(people, folder)
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
    load_money(loading)
    say("Tagihan")
    load_bills(loading)
    _departures(loading)
    _targets(loading)


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
