"""The files of the two years: `usulan/` with ranked lists, `dana/` with money, decrees, answers and truth."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import polars as pl

from padan.demo.dates import MONTHS, write_date
from padan.demo.places import Places
from padan.demo.population import Population
from padan.demo.tidy_workbooks import TidyBook
from padan.demo.words import STREETS
from padan.demo.years import City, Years
from padan.demo.years_city_paid import TITLES
from padan.demo.years_making import SOURCES, VERSIONS, YEARS, Proposed
from padan.demo.years_people import job_shown
from padan.demo.years_pools import PROGRAMMES, code_of
from padan.demo.years_records import ALLOCATED, CLOSINGS, DECREED, DECREES, SOURCE, WORDS, BillOf, OrderOf
from padan.domain.months import Month, show_month

Row = Sequence[str | int | None]
HEADING = frozenset({0})
CITY_ORDERS, CITY_BILLS = "sp2d-kota-2025.xlsx", "tagihan-kota-2025.csv"
"""What the city pays for itself."""
SEGMENTS = WORDS | TITLES
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
    _write_money(draft / "dana", years, city.places)
    _write_people(draft / "dana", years, city)
    years.truth.write_parquet(draft / "dana" / "cacat.parquet")


def _table(path: Path, headings: Sequence[str], rows: Sequence[Row]) -> None:
    """A tidy workbook; whole numbers as numbers."""
    numbers = [bool(rows) and all(isinstance(row[at], int) for row in rows) for at in range(len(headings))]
    told = [
        [cell if number or cell is None else str(cell) for cell, number in zip(row, numbers, strict=True)]
        for row in rows
    ]
    book = TidyBook(path)
    book.add_sheet(path.stem[:31], [headings, *told], bold=HEADING)
    book.close()


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


# --- money ----------------------------------------------------------------------------------------------------------


def _write_money(folder: Path, years: Years, places: Places) -> None:
    names = {place.code: place.name for place in places.kelurahan}
    money = years.money
    totals: dict[tuple[int, str], int] = {}
    for stage in money.stages:
        totals[stage.year, stage.place] = totals.get((stage.year, stage.place), 0) + stage.amount
    _table(
        folder / "alokasi.xlsx", ("TAHUN ANGGARAN", "SUMBER", "KODE WILAYAH", "KELURAHAN", "PAGU", "TANGGAL"),
        [(y, SOURCE, code, names[code], amount, str(ALLOCATED[y])) for (y, code), amount in totals.items()],
    )  # fmt: skip
    _table(
        folder / "tahap.xlsx",
        ("TAHUN ANGGARAN", "TAHAP", "KODE WILAYAH", "KELURAHAN", "JUMLAH", "JATUH TEMPO", "TANGGAL TERIMA"),
        [
            (s.year, s.order, s.place, names[s.place], s.amount, str(s.due), str(s.came) if s.came else None)
            for s in money.stages
        ],
    )
    _table(
        folder / "komitmen.xlsx",
        ("TAHUN ANGGARAN", "NOMOR SK", "TANGGAL SK", "PROGRAM", "KODE WILAYAH", "ORANG", "BULAN", "IURAN", "JUMLAH"),
        [
            (p.year, DECREES[p.year], str(DECREED[p.year]), p.programme, p.place, p.heads, 12, p.unit, p.amount)
            for p in money.promises
        ],
    )
    _table(
        folder / "spj.xlsx", ("NOMOR SPJ", "TANGGAL", "TAHUN ANGGARAN", "KODE WILAYAH", "PROGRAM", "JUMLAH"),
        [
            (s.number, str(s.day), s.year, code_of(places, s.kelurahan), s.programme or None, s.amount)
            for s in money.spj
        ],
    )  # fmt: skip
    _table(
        folder / "pecahan.xlsx", ("NO SP2D", "KODE WILAYAH", "KELURAHAN", "JUMLAH"),
        [
            (order.number, code_of(places, place), places.kelurahan[place].name, amount)
            for order in money.orders
            if order.split
            for place, amount in order.parts
        ],
    )  # fmt: skip
    for year in CLOSINGS:
        _write_orders(folder / f"sp2d-{year}.xlsx", year, [o for o in money.orders if o.day.year == year], places)
    own = sorted(years.city.orders, key=lambda one: (one.day, one.number))
    _write_orders(folder / CITY_ORDERS, 2025, own, places)


def _write_orders(path: Path, year: int, orders: Sequence[OrderOf], places: Places) -> None:
    """The treasury's list as it comes: a title, a total after each month, amounts with signs, dates in words."""
    lines: list[Row] = [
        ["PEMERINTAH KOTA JAMBI"],
        ["BADAN PENGELOLA KEUANGAN DAN ASET DAERAH (contoh rekaan)"],
        [f"REGISTER SP2D BELANJA BKBK TAHUN {year}"],
        [],
        [
            "NO", "NO. SP2D", "TANGGAL SP2D", "INSTANSI", "URAIAN", "KODE REKENING", "TAHUN ANGGARAN", "NILAI SP2D",
            "KELURAHAN",
        ],
    ]  # fmt: skip
    for number, (order, subtotal) in enumerate(_with_subtotals(orders), 1):
        lines.append(order_cells(number, order, places))
        if subtotal:
            month = f"JUMLAH BULAN {MONTHS[order.day.month - 1].upper()}"
            lines.append([None, None, None, None, month, None, None, subtotal])
    book = TidyBook(path)
    book.add_sheet(f"SP2D {year}", lines, bold=frozenset(range(5)))
    book.close()


def _with_subtotals(orders: Sequence[OrderOf]) -> Iterator[tuple[OrderOf, str]]:
    total = 0
    for at, order in enumerate(orders):
        total += order.amount
        last = at + 1 == len(orders) or orders[at + 1].day.month != order.day.month
        yield order, rupiah(total) if last else ""
        total = 0 if last else total


def order_cells(number: int, order: OrderOf, places: Places) -> tuple[str, ...]:
    """One line of the treasury's list."""
    place = places.kelurahan[order.kelurahan].name if order.kelurahan >= 0 else ""
    amount = "lihat lampiran" if order.fault == "sp2d_unreadable" else rupiah(order.amount)
    return (
        str(number),
        order.number,
        write_date(order.day, "words"),
        order.office,
        order.purpose,
        order.account,
        str(order.year),
        amount,
        place,
    )


def rupiah(amount: int) -> str:
    """Rp 1.680.000,00."""
    return f"Rp {amount:,}".replace(",", ".") + ",00"


# --- people ---------------------------------------------------------------------------------------------------------


def _write_people(folder: Path, years: Years, city: City) -> None:
    for year in CLOSINGS:
        bills_of(years, city, year).write_csv(folder / f"tagihan-{year}.csv")
    city_bills_of(years, city).write_csv(folder / CITY_BILLS)
    for year in YEARS:
        for name in ("cabang", "dukcapil"):
            _table(folder / f"jawaban-{name}-{year}.xlsx", ANSWER, answers_of(years, city, year, name))
    for year in DECREES:
        _table(folder / f"jawaban-mutasi-{year}.xlsx", (*ANSWER, "ALASAN"), _registered(years, city, year))
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
        _table(
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
    _table(
        folder / "peserta-bkbk.xlsx",
        ("NIK", "NAMA", "TANGGAL LAHIR", "SEGMEN", "KODE KELURAHAN", "TANGGAL MULAI", "TANGGAL AKHIR"),
        [
            (str(people.nik[e.person]), str(people.name[e.person]), str(people.birth[e.person]), WORDS[e.programme],
             code_of(city.places, e.kelurahan), str(e.start), str(e.end) if e.end else None)
            for e in years.people.enrolled
        ],
    )  # fmt: skip
    _table(
        folder / "kematian.xlsx", ("NIK", "NAMA", "TANGGAL MENINGGAL", "KLAIM DIAJUKAN"),
        [
            (str(people.nik[e.person]), str(people.name[e.person]), str(e.died), "Ya" if e.claimed else "Tidak")
            for e in years.people.enrolled
            if e.died
        ],
    )  # fmt: skip


def bills_of(years: Years, city: City, year: int, kecamatan: int | None = None) -> pl.DataFrame:
    """Bills and their lists by name in one file, as the branch sends both: the bill first, then its people. Of all
    kelurahan, or those of one kecamatan."""
    own = [
        bill
        for bill in years.money.bills
        if bill.first[0] == year and kecamatan in (None, city.places.kelurahan[bill.kelurahan].kecamatan)
    ]
    return _told_bills(own, city)


def city_bills_of(years: Years, city: City) -> pl.DataFrame:
    """The same of heads of RT and contract workers, for whom the city pays itself."""
    return _told_bills(years.city.bills, city)


def _told_bills(bills: Iterable[BillOf], city: City) -> pl.DataFrame:
    rows: list[Row] = []
    for bill in bills:
        kelurahan = city.places.kelurahan[bill.kelurahan].name if bill.kelurahan >= 0 else None
        kecamatan = city.places.kecamatan[bill.kecamatan].name if bill.kecamatan >= 0 else None
        whole = (bill.code, bill.npp, SEGMENTS[bill.programme], kelurahan, kecamatan)
        paid = (f"{bill.paid:%d-%m-%Y}", bill.ntpn)
        rows.append((*whole, *_span(bill.first, bill.last), str(bill.heads), None, None, str(bill.total), *paid))
        rows += [
            (*whole, *_span(one.first, one.last), None, str(city.people.nik[one.person]),
             str(city.people.name[one.person]), str(one.amount), *paid)
            for one in bill.names
        ]  # fmt: skip
    headings = (
        "KODE IURAN", "NPP", "SEGMEN", "KELURAHAN", "KECAMATAN", "MASA IURAN DARI", "MASA IURAN SAMPAI", "JUMLAH TK",
        "NIK", "NAMA", "JUMLAH IURAN", "TANGGAL BAYAR", "NTPN",
    )  # fmt: skip
    return pl.DataFrame(rows, schema=dict.fromkeys(headings, pl.String), orient="row")


def _span(first: Month, last: Month) -> tuple[str, str]:
    return show_month(first), show_month(last)


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
