"""The files of the two years: `usulan/` with ranked lists, `dana/` with decrees, answers and truth, and with money."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from padan.demo.population import Population
from padan.demo.tidy_workbooks import TidyBook
from padan.demo.words import STREETS
from padan.demo.years import City, Years
from padan.demo.years_making import SOURCES, VERSIONS, YEARS, Proposed
from padan.demo.years_people import job_shown
from padan.demo.years_pools import PROGRAMMES, code_of
from padan.demo.years_records import CLOSINGS, DECREED, DECREES, SOURCE, WORDS
from padan.demo.years_writing_money import CITY_BILLS, Row, bills_of, city_bills_of, write_money, write_table

BRANCH = {"employer": "PU aktif", "unanswered": None, "nik_missing": None}
CIVIL = {
    "deceased": "Meninggal",
    "moved": "Pindah ke luar kota",
    "nik_unmatched": "NIK tidak sesuai",
    "nik_missing": None,
}
ANSWER = ("NIK", "NAMA", "JAWABAN", "PER TANGGAL")
ANSWERED = {2026: "2026-01-02"}
"""The day that answers speak of, where it is not the middle of December: they hold for twelve months, and those of the
last year must hold to its end."""
RISKS = ("rendah", "sedang", "tinggi")
PROPOSAL = (
    "No Usulan", "Peringkat Musyawarah", "Segmen", "NIK", "No KK", "Nama", "Tanggal Lahir", "Jenis Kelamin",
    "Nama Ibu Kandung", "Alamat", "Kelurahan", "Kecamatan", "No HP", "Pekerjaan", "Lokasi Kerja", "Jam Kerja",
    "Penghasilan", "Desil", "Sumber Data", "Tanggal Versi", "Pencari Nafkah", "Jumlah Tanggungan",
    "Kepala Keluarga Perempuan", "Disabilitas", "Risiko Pekerjaan",
)  # fmt: skip


def write_years(draft: Path, years: Years, city: City) -> None:
    """Write both folders."""
    (draft / "dana").mkdir()
    (draft / "usulan").mkdir()
    _write_proposals(draft / "usulan", years, city)
    write_money(draft / "dana", years, city.places)
    _write_people(draft / "dana", years, city)
    years.truth.write_parquet(draft / "dana" / "cacat.parquet")


# --- proposals ------------------------------------------------------------------------------------------------------


def _write_proposals(folder: Path, years: Years, city: City) -> None:
    """A workbook a year and kecamatan, a sheet a kelurahan with the lists of both programmes."""
    for year in YEARS:
        (folder / str(year)).mkdir()
        own: dict[int, list[Proposed]] = {}
        for one in years.people.proposed:
            if one.year == year:
                own.setdefault(one.kelurahan, []).append(one)
        for kecamatan, place in enumerate(city.places.kecamatan):
            sheets = [k for k in sorted(own) if city.places.kelurahan[k].kecamatan == kecamatan]
            if sheets:
                path = folder / str(year) / f"{place.number} {place.name}.xlsx"
                _write_book(path, year, [(k, own[k]) for k in sheets], years, city)


def _write_book(path: Path, year: int, sheets: Sequence[tuple[int, list[Proposed]]], years: Years, city: City) -> None:
    book = TidyBook(path)
    for kelurahan, own in sheets:
        titles: tuple[Row, ...] = (
            [f"DAFTAR PERINGKAT HASIL MUSYAWARAH KELURAHAN TAHUN {year}"],
            [f"Berita acara nomor {minutes_of(year, kelurahan)} (rekaan)"],
            [],
            PROPOSAL,
        )
        lines = [[None if text is None else str(text) for text in proposal_row(one, years, city)] for one in own]
        book.add_sheet(f"Kel. {city.places.kelurahan[kelurahan].name}"[:31], [*titles, *lines], bold=frozenset({3}))
    book.close()


def minutes_of(year: int, kelurahan: int) -> str:
    """Number of the minutes of a kelurahan's deliberation."""
    return f"{kelurahan + 1:03d}/MUSKEL/{year}"


def proposal_row(one: Proposed, years: Years, city: City) -> Row:
    """What the deliberation's list states of one candidate, in the order of PROPOSAL."""
    people, traits, who = city.people, years.traits, one.person
    place = city.places.kelurahan[one.kelurahan]
    source = SOURCES[int(traits.source[who])]
    decile = {"decile_high": 7, "decile_missing": None}.get(one.against, decile_of(years, one))
    texts: dict[str, str | int | None] = {
        "phone": f"0800{traits.phone[who]}", "mother": str(people.mother[who]), "work_hours": "8 jam",
        "work_place": f"Sekitar {place.name}", "income": str(traits.income[who]),
    }  # fmt: skip
    texts |= dict.fromkeys(one.blank)
    return (
        one.key, one.rank, WORDS[one.programme], None if one.against == "nik_missing" else str(people.nik[who]),
        str(people.kk[who]), str(people.name[who]), f"{people.birth[who].astype(object):%d-%m-%Y}",
        "L" if people.male[who] else "P", texts["mother"], address_of(people, who), place.name,
        city.places.kecamatan[place.kecamatan].name, texts["phone"], job_shown(traits, one), texts["work_place"],
        texts["work_hours"], texts["income"], decile, source, f"{VERSIONS[one.year, source]:%d-%m-%Y}",
        _yes(traits.breadwinner[who]), int(traits.dependants[who]), _yes(traits.woman_headed[who]),
        _yes(traits.disability[who]), RISKS[int(traits.job[who]) % 3],
    )  # fmt: skip


def decile_of(years: Years, one: Proposed) -> int:
    """The decile of a candidate's family: the extreme poor stand in the lower half."""
    decile = int(years.traits.decile[one.person])
    return (decile + 1) // 2 if one.programme == PROGRAMMES[0] else decile


def _yes(flag: object) -> str:
    return "Ya" if flag else "Tidak"


def address_of(people: Population, person: int) -> str:
    """The address that the city's own files state."""
    household = int(people.household[person])
    return f"Jl. {STREETS[household * 7919 % len(STREETS)]} No. {household % 97 + 1}"


# --- people ---------------------------------------------------------------------------------------------------------


def _write_people(folder: Path, years: Years, city: City) -> None:
    for year in CLOSINGS:
        bills_of(years, city, year).write_csv(folder / f"tagihan-{year}.csv")
    city_bills_of(years, city).write_csv(folder / CITY_BILLS)
    for year in YEARS:
        for name in ("cabang", "dukcapil"):
            write_table(folder / f"jawaban-{name}-{year}.xlsx", ANSWER, answers_of(years, city, year, name))
    for year in DECREES:
        write_table(folder / f"jawaban-mutasi-{year}.xlsx", (*ANSWER, "ALASAN"), _registered(years, city, year))
    _write_decrees(folder, years, city)
    _write_ends(folder, years, city)
    protections_of(years, city).write_csv(folder / "perlindungan.csv")


def answers_of(years: Years, city: City, year: int, who: str) -> list[Row]:
    """What the branch (cabang) or Dukcapil answers for each candidate with a NIK, in the order of ANSWER."""
    words, usual = (BRANCH, "") if who == "cabang" else (CIVIL, "Sesuai")
    day = ANSWERED.get(year, f"{year - 1}-12-15")
    return [
        (
            str(city.people.nik[one.person]), str(city.people.name[one.person]),
            words.get(one.against, usual or ("BPU aktif" if one.covered else "Bukan peserta")), day,
        )
        for one in years.people.proposed
        if one.year == year and one.against != "nik_missing"
    ]  # fmt: skip


def _registered(years: Years, city: City, year: int) -> list[Row]:
    """The branch's answer to the list of those whom a decree set: in 2024 it has only whom it had already."""
    enrolled = {one.person: one.start.year for one in years.people.enrolled}
    rows: list[Row] = []
    for one in years.people.proposed:
        if one.year == year and one.decreed:
            taken = enrolled.get(one.person, year + 1) <= year
            told = ("Diterima", f"{year}-01-25", None) if taken else ("Ditolak", f"{year}-01-25", "Data kurang lengkap")
            rows.append((str(city.people.nik[one.person]), str(city.people.name[one.person]), *told))
    return rows


def _write_decrees(folder: Path, years: Years, city: City) -> None:
    for year, number in DECREES.items():
        write_table(
            folder / f"sk-{year}.xlsx",
            ("NOMOR SK", "TANGGAL SK", "SEGMEN", "KODE KELURAHAN", "NO USULAN", "NIK", "NAMA"),
            [
                (number, str(DECREED[year]), WORDS[one.programme], code_of(city.places, one.kelurahan), one.key,
                 str(city.people.nik[one.person]), str(city.people.name[one.person]))
                for one in years.people.proposed
                if one.year == year and one.decreed
            ],
        )  # fmt: skip


def _write_ends(folder: Path, years: Years, city: City) -> None:
    """Whom the branch has, from when to when; and every death, with its claim where there is one."""
    people = city.people
    write_table(
        folder / "peserta-bkbk.xlsx",
        ("NIK", "NAMA", "TANGGAL LAHIR", "SEGMEN", "KODE KELURAHAN", "TANGGAL MULAI", "TANGGAL AKHIR"),
        [
            (str(people.nik[e.person]), str(people.name[e.person]), str(people.birth[e.person]), WORDS[e.programme],
             code_of(city.places, e.kelurahan), str(e.start), str(e.end) if e.end else None)
            for e in years.people.enrolled
        ],
    )  # fmt: skip
    write_table(
        folder / "kematian.xlsx", ("NIK", "NAMA", "TANGGAL MENINGGAL", "KLAIM DIAJUKAN"),
        [
            (str(people.nik[e.person]), str(people.name[e.person]), str(e.died), "Ya" if e.claimed else "Tidak")
            for e in years.people.enrolled
            if e.died
        ],
    )  # fmt: skip


def protections_of(years: Years, city: City) -> pl.DataFrame:
    """Who is protected by what on the last day of 2025: the grant, the city's own money, an employer."""
    people, monthly = city.people, years.money.promises[0].unit if years.money.promises else 0
    rows: list[Row] = []
    for e in years.people.enrolled:
        if e.last is None:
            places = [e.kelurahan, *([e.also_at] if e.also_at >= 0 else [])]
            rows += [(e.person, e.programme, SOURCE, code_of(city.places, place), monthly) for place in places]
    rows += [(x.person, x.segment, x.source, x.place, x.monthly) for x in years.people.extras]
    told = [
        (str(people.nik[int(row[0] or 0)]), str(people.name[int(row[0] or 0)]), *row[1:4],
         None if row[4] is None else str(row[4]))
        for row in rows
    ]  # fmt: skip
    schema = dict.fromkeys(("NIK", "NAMA", "SEGMEN", "SUMBER", "TEMPAT", "IURAN"), pl.String)
    return pl.DataFrame(told, schema=schema, orient="row")
