"""The workbook beside a report: the same figures, with sums and percentages as formulas that a treasurer can follow."""

import io
from collections.abc import Iterable, Sequence
from itertools import groupby

import xlsxwriter

from padan.documents.monev_content import IndicatorLine, MonevReport, MoneyLine, PlaceLine, money_total
from padan.documents.monev_grid import Cell, Formula, Grid, Head, Inks, at, ratio, spread, sum_of
from padan.documents.monev_tables import HIDDEN, MONEY_NOTE, OUTSIDE
from padan.documents.workbook import BOOK_OPTIONS, CREATED
from padan.domain.figure_words import UNITS, UNKNOWN

_OPTIONS = {**BOOK_OPTIONS, "constant_memory": False, "in_memory": True}
_NO = Head("No", 5, "number")


def monev_workbook(report: MonevReport) -> bytes:
    """The workbook. The same report gives the same bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        title = f"Laporan monev {report.place.title}, {report.period}"
        book.set_properties({"title": title, "created": CREATED})
        inks = Inks(book)
        footer = f"{title}, versi {report.version}" + (f"  {report.draft}" if report.draft else "")

        def grid(name: str) -> Grid:
            return Grid(book, inks, name, footer)

        _summary(grid("Ringkasan"), report)
        _indicators(grid("Indikator"), report)
        _money(grid("Keuangan"), report)
        if report.places:
            _places(grid("Per Kelurahan"), report)
        if report.activities:
            _activities(grid("Kegiatan"), report)
        _actions(grid("Tindak Lanjut"), report)
        _said(grid("Kalimat"), report)
        _plain(grid("Definisi"), "Definisi indikator", _DEFINITION, _definitions(report))
        _plain(grid("Asal Angka"), "Asal angka", (Head("Asal angka", 36), Head("Keterangan", 90)), report.sources)
    return out.getvalue()


def _summary(page: Grid, report: MonevReport) -> None:
    page.title(f"Laporan monitoring dan evaluasi {report.place.title}", report.period, f"Keadaan {report.month}")
    page.title("", f"Nomor: {report.number}" if report.number else "", *report.texts("summary"))
    if report.draft:
        page.warn(report.draft)
    page.head((Head("Indikator pokok", 46), Head("Realisasi", 18, "percent"), Head("Target", 14, "percent"), _STATE))
    for one in report.headline:
        kind = _kind(one)
        page.add((one.name, _value(one), _target(one), one.state_words), kinds={1: kind, 2: kind})


_STATE = Head("Keadaan", 20)


def _kind(one: IndicatorLine) -> str:
    if one.unit == "percent":
        return "percent"
    return "decimal" if one.denominator is not None else "money" if one.unit == "rupiah" else "number"


def _value(one: IndicatorLine) -> float | int | None:
    return None if one.value is None else one.numerator if one.denominator is None else float(one.value)


def _target(one: IndicatorLine) -> float | int | None:
    if one.target is None:
        return None
    return one.target / 10_000 if one.unit == "percent" else one.target


_INDICATORS = (
    Head("Indikator", 46),
    Head("Satuan", 10),
    Head("Pembilang", 20, "number"),
    Head("Penyebut", 20, "number"),
    Head("Realisasi", 16, "percent"),
    Head("Target", 14, "percent"),
    Head("Capaian", 12, "percent"),
    Head("Deviasi", 14, "percent"),
    Head("Keterangan", 34),
)


def _indicators(page: Grid, report: MonevReport) -> None:
    note = "Realisasi = pembilang / penyebut. Capaian = realisasi / target. Deviasi = realisasi - target."
    page.title("Capaian indikator", note)
    page.head(_INDICATORS, frozen=1)
    for one in report.indicators:
        kind = _kind(one)
        of = "money" if one.unit == "rupiah" or (one.denominator or 0) >= 10_000_000 else "number"
        page.add(_indicator(page.row, one), kinds={2: of, 3: of, 4: kind, 5: kind, 7: kind})


def _indicator(row: int, one: IndicatorLine) -> Sequence[Cell]:
    if not one.known:
        return one.name, UNITS.get(one.unit, ""), None, None, None, _target(one), None, None, UNKNOWN.capitalize()
    value: Cell = Formula(f"={at(row, 2)}", one.numerator)
    if one.denominator is not None:
        value = ratio(at(row, 2), at(row, 3), one.numerator, one.denominator)
    reached = deviation = None
    if one.reached is not None:
        reached = Formula(f"={at(row, 4)}/{at(row, 5)}", float(one.reached))
    if one.value is not None and one.target is not None:
        deviation = Formula(f"={at(row, 4)}-{at(row, 5)}", float(one.value) - float(_target(one) or 0))
    words = f"{one.state_words}. {one.note}" if one.note else one.state_words
    unit = UNITS.get(one.unit, "")
    return one.name, unit, one.numerator, one.denominator, value, _target(one), reached, deviation, words


_MONEY = (
    _NO,
    Head("Kecamatan", 20),
    Head("Kelurahan", 22),
    Head("Pagu (Rp)", 19, "money"),
    Head("Diterima Tahap I", 18, "money"),
    Head("Tahap II", 18, "money"),
    Head("Di luar tahap", 16, "money"),
    Head("Realisasi (Rp)", 18, "money"),
    Head("% Serapan", 11, "percent"),
    Head("Realisasi Fisik (%)", 11, "percent"),
    Head("Sisa", 18, "money"),
    Head("Kendala", 34),
    Head("Tindak Lanjut", 30),
    Head("Penanggung Jawab", 22),
    Head("Target Selesai", 14),
)
_AMOUNTS = {3: "granted", 4: "first", 5: "second", 6: "other", 7: "spent"}


def _money(page: Grid, report: MonevReport) -> None:
    page.title(f"Keuangan dan fisik, tahun anggaran {report.year}", MONEY_NOTE)
    page.head(_MONEY, frozen=3)
    sums: list[int] = []
    number = 0
    for kecamatan, group in groupby(report.money, key=lambda line: line.kecamatan):
        within = list(group)
        first = page.row
        for one in within:
            number += 1
            page.add((number, *_line(page.row, one)))
        sums.append(page.add(_sum(page.row, within, first, kecamatan or OUTSIDE), total=True))
    if len(sums) > 1:
        page.add(_whole(page.row, report.money, sums), total=True)


def _line(row: int, one: MoneyLine) -> Sequence[Cell]:
    place = one.kelurahan or OUTSIDE
    physical = None if one.physical is None else one.physical / 100
    told = (one.obstacle, one.action, one.in_charge, one.due)
    return (
        one.kecamatan, place, one.granted, one.first, one.second, one.other, one.spent, _absorbed(row, one), physical,
        _left(row, one), *told,
    )  # fmt: skip


def _absorbed(row: int, one: MoneyLine) -> Formula:
    received = f"SUM({at(row, 4)}:{at(row, 6)})"
    value = one.spent / one.received if one.received else ""
    return Formula(f'=IF({received}=0,"",{at(row, 7)}/{received})', value)


def _left(row: int, one: MoneyLine) -> Formula:
    return Formula(f"=SUM({at(row, 4)}:{at(row, 6)})-{at(row, 7)}", one.left)


def _sum(row: int, within: Sequence[MoneyLine], first: int, kecamatan: str) -> Sequence[Cell]:
    total, last = money_total(within), row - 1
    amounts = [sum_of(first, last, column, getattr(total, key)) for column, key in _AMOUNTS.items()]
    physical = _physical([spread(first, last, 9)], [spread(first, last, 3)], within)
    tail = (_absorbed(row, total), physical, _left(row, total), "", "", "", "")
    return None, kecamatan, "Jumlah", *amounts, *tail


def _whole(row: int, lines: Sequence[MoneyLine], sums: Sequence[int]) -> Sequence[Cell]:
    total = money_total(lines)
    amounts = [
        Formula(f"={'+'.join(at(one, column) for one in sums)}", getattr(total, key))
        for column, key in _AMOUNTS.items()
    ]
    weighed = sum((one.physical or 0) * one.granted for one in lines)
    weight = sum(one.granted for one in lines if one.physical is not None)
    physical = weighed / weight / 100 if weight else None
    tail = (_absorbed(row, total), physical, _left(row, total), "", "", "", "")
    return None, "Seluruhnya", "Jumlah", *amounts, *tail


def _physical(done: Sequence[str], weights: Sequence[str], lines: Iterable[MoneyLine]) -> Formula | None:
    """The activities' progress weighted by what was granted; places without any do not count."""
    known = [one for one in lines if one.physical is not None]
    weight = sum(one.granted for one in known)
    if not weight:
        return None
    value = sum((one.physical or 0) * one.granted for one in known) / weight / 100
    return Formula(f'=SUMPRODUCT({done[0]},{weights[0]})/SUMIF({done[0]},">=0",{weights[0]})', value)


def _places(page: Grid, report: MonevReport) -> None:
    page.title("Indikator pokok menurut kelurahan", f"Keadaan {report.month}. Persentase = pembilang / penyebut.")
    heads = [_NO, Head("Kecamatan", 20), Head("Kelurahan", 22)]
    for one in report.columns:
        heads += _column(one)
    first = page.head(heads, frozen=3)
    for number, place in enumerate(report.places, 1):
        page.add((number, place.kecamatan, place.kelurahan or OUTSIDE, *_place(page.row, place, report.columns)))
    page.add((None, "Jumlah", "", *_place_sums(page.row, first, report)), total=True)


def _column(one: IndicatorLine) -> list[Head]:
    if one.denominator is None:
        return [Head(one.name, 16, _kind(one))]
    of = "money" if one.denominator >= 10_000_000 else "number"
    return [Head(f"{one.name}: pembilang", 18, of), Head("Penyebut", 18, of), Head(one.name, 14, _kind(one))]


def _place(row: int, place: PlaceLine, columns: Sequence[IndicatorLine]) -> list[Cell]:
    cells: list[Cell] = []
    for position, (found, column) in enumerate(zip(place.figures, columns, strict=True)):
        start, ratios = 3 + len(cells), column.denominator is not None
        if position in place.hidden or found is None:
            word = HIDDEN if position in place.hidden else None
            cells += [word] * (3 if ratios else 1)
        elif not ratios:
            cells.append(found[0])
        else:
            numerator, denominator = found[0], found[1] or 0
            cells += [numerator, denominator, ratio(at(row, start), at(row, start + 1), numerator, denominator)]
    return cells


def _place_sums(row: int, first: int, report: MonevReport) -> list[Cell]:
    """Sums of the places shown; where some are hidden or stand outside, they are the place's own figures as values."""
    cells: list[Cell] = []
    for position, column in enumerate(report.columns):
        start = 3 + len(cells)
        known = [place.figures[position] or (0, 0) for place in report.places]
        whole = not any(position in place.hidden for place in report.places)
        adds_up = whole and sum(one[0] for one in known) == column.numerator
        if column.denominator is None:
            cells.append(sum_of(first, row - 1, start, column.numerator) if adds_up else column.numerator)
            continue
        adds_up = adds_up and sum(one[1] or 0 for one in known) == column.denominator
        pair = (column.numerator, column.denominator)
        cells += [sum_of(first, row - 1, start + n, one) if adds_up else one for n, one in enumerate(pair)]
        cells.append(ratio(at(row, start), at(row, start + 1), *pair))
    return cells


_ACTIVITIES = (
    _NO,
    Head("Kelurahan", 22),
    Head("Kegiatan", 40),
    Head("Pagu (Rp)", 18, "money"),
    Head("Realisasi (Rp)", 18, "money"),
    Head("% Realisasi", 12, "percent"),
    Head("Fisik (%)", 10, "percent"),
    Head("Kendala", 34),
    Head("Tindak lanjut", 30),
    Head("Penanggung jawab", 22),
    Head("Target selesai", 16),
)


def _activities(page: Grid, report: MonevReport) -> None:
    page.title("Kegiatan")
    first = page.head(_ACTIVITIES, frozen=3)
    for number, one in enumerate(report.activities, 1):
        share = ratio(at(page.row, 4), at(page.row, 3), one.realised, one.ceiling)
        told = (one.obstacle, one.action, one.in_charge, one.due)
        page.add((number, one.place, one.title, one.ceiling, one.realised, share, one.physical / 100, *told))
    row, last = page.row, page.row - 1
    ceiling, realised = (sum(getattr(one, key) for one in report.activities) for key in ("ceiling", "realised"))
    sums = (sum_of(first, last, 3, ceiling), sum_of(first, last, 4, realised))
    page.add(
        (None, "Jumlah", "", *sums, ratio(at(row, 4), at(row, 3), realised, ceiling), *([""] * 5)), total=True
    )  # fmt: skip


def _actions(page: Grid, report: MonevReport) -> None:
    heads = (_NO, Head("Tindak lanjut", 60), Head("Penanggung jawab", 32), Head("Batas waktu", 18), _STATE)
    page.title("Tindak lanjut", "" if report.actions else "Belum ada tindak lanjut yang dicatat.")
    page.head((*heads, Head("Lewat tenggat", 14), Head("Bukti", 40)), frozen=2)
    for number, one in enumerate(report.actions, 1):
        page.add((number, one.what, one.who, one.due, one.state, "ya" if one.late else "", one.evidence))


def _said(page: Grid, report: MonevReport) -> None:
    page.title("Kalimat laporan", "Kalimat hasil hitungan tetap ada di samping yang disunting.")
    heads = (
        Head("Kunci", 28),
        Head("Kalimat", 90),
        Head("Hasil hitungan", 90),
        Head("Penyunting", 22),
        Head("Waktu", 22),
    )
    page.head(heads, frozen=1)
    for one in report.said:
        page.add((one.key, one.text, one.computed, one.by, one.at))


_DEFINITION = (
    Head("Indikator", 40), Head("Definisi", 80), Head("Pembilang", 34), Head("Penyebut", 34), Head("Sumber", 34),
    Head("Dasar", 40),
)  # fmt: skip


def _definitions(report: MonevReport) -> list[Sequence[str]]:
    return [(d.name, d.definition, d.numerator, d.denominator, d.source, d.basis) for d in report.definitions]


def _plain(page: Grid, title: str, heads: Sequence[Head], rows: Iterable[Sequence[str]]) -> None:
    page.title(title)
    page.head(heads, frozen=1)
    for row in rows:
        page.add(row)
