"""The files of money of the two years: allocations, stages, commitments, SPJ, the treasury's lists and the bills."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import polars as pl

from padan.demo.dates import MONTHS, write_date
from padan.demo.places import Places
from padan.demo.tidy_workbooks import TidyBook
from padan.demo.years import City, Years
from padan.demo.years_city_paid import TITLES
from padan.demo.years_pools import code_of
from padan.demo.years_records import ALLOCATED, CLOSINGS, DECREED, DECREES, SOURCE, WORDS, BillOf, OrderOf
from padan.domain.months import Month, show_month

Row = Sequence[str | int | None]
HEADING = frozenset({0})
CITY_ORDERS, CITY_BILLS = "sp2d-kota-2025.xlsx", "tagihan-kota-2025.csv"
"""What the city pays for itself."""
SEGMENTS = WORDS | TITLES


def write_table(path: Path, headings: Sequence[str], rows: Sequence[Row]) -> None:
    """A tidy workbook; whole numbers as numbers."""
    numbers = [bool(rows) and all(isinstance(row[at], int) for row in rows) for at in range(len(headings))]
    told = [
        [cell if number or cell is None else str(cell) for cell, number in zip(row, numbers, strict=True)]
        for row in rows
    ]
    book = TidyBook(path)
    book.add_sheet(path.stem[:31], [headings, *told], bold=HEADING)
    book.close()


def write_money(folder: Path, years: Years, places: Places) -> None:
    """Write everything but the bills."""
    names = {place.code: place.name for place in places.kelurahan}
    money = years.money
    totals: dict[tuple[int, str], int] = {}
    for stage in money.stages:
        totals[stage.year, stage.place] = totals.get((stage.year, stage.place), 0) + stage.amount
    write_table(
        folder / "alokasi.xlsx", ("TAHUN ANGGARAN", "SUMBER", "KODE WILAYAH", "KELURAHAN", "PAGU", "TANGGAL"),
        [(y, SOURCE, code, names[code], amount, str(ALLOCATED[y])) for (y, code), amount in totals.items()],
    )  # fmt: skip
    write_table(
        folder / "tahap.xlsx",
        ("TAHUN ANGGARAN", "TAHAP", "KODE WILAYAH", "KELURAHAN", "JUMLAH", "JATUH TEMPO", "TANGGAL TERIMA"),
        [
            (s.year, s.order, s.place, names[s.place], s.amount, str(s.due), str(s.came) if s.came else None)
            for s in money.stages
        ],
    )
    write_table(
        folder / "komitmen.xlsx",
        ("TAHUN ANGGARAN", "NOMOR SK", "TANGGAL SK", "PROGRAM", "KODE WILAYAH", "ORANG", "BULAN", "IURAN", "JUMLAH"),
        [
            (p.year, DECREES[p.year], str(DECREED[p.year]), p.programme, p.place, p.heads, 12, p.unit, p.amount)
            for p in money.promises
        ],
    )
    write_table(
        folder / "spj.xlsx", ("NOMOR SPJ", "TANGGAL", "TAHUN ANGGARAN", "KODE WILAYAH", "PROGRAM", "JUMLAH"),
        [
            (s.number, str(s.day), s.year, code_of(places, s.kelurahan), s.programme or None, s.amount)
            for s in money.spj
        ],
    )  # fmt: skip
    write_table(
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
