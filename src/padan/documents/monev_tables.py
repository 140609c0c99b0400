"""Tables of the papers of monitoring and evaluation: indicators, money in the columns of a laporan monev, places."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from padan.documents.monev_content import (
    ActionLine,
    ActivityLine,
    Definition,
    IndicatorLine,
    MonevReport,
    MoneyLine,
    PlaceLine,
    Said,
    money_total,
)
from padan.documents.paper_tables import PaperColumn, PaperTable, table
from padan.domain.figure_words import UNITS, figure, goal, rupiah, share, tenths, whole

NOTHING = "–"
HIDDEN = "disembunyikan"
"""Stands where a figure is suppressed, since few people stand behind it."""

OUTSIDE = "Tidak dirinci menurut kelurahan"
BODY_ACTIONS = 8
"""Follow-ups that the body names; the rest stands in the annex."""

_NO = PaperColumn("No", 8, "right")

MONEY_NOTE = (
    "% serapan = realisasi / diterima. Sisa = diterima - realisasi. Fisik: rata-rata kemajuan kegiatan, ditimbang "
    "dengan pagunya, menurut laporan terakhir. Jumlah dalam rupiah."
)


def indicators(lines: Sequence[IndicatorLine]) -> PaperTable:
    """Indikator, Satuan, Target, Realisasi, Capaian, Keterangan."""
    columns = (
        PaperColumn("Indikator", 55),
        PaperColumn("Satuan", 16, "center"),
        PaperColumn("Target", 19, "right"),
        PaperColumn("Realisasi", 25, "right"),
        PaperColumn("Capaian", 17, "right"),
        PaperColumn("Keterangan", 33),
    )
    return table(columns, [_indicator(one) for one in lines])


def _indicator(one: IndicatorLine) -> tuple[str, ...]:
    words = one.state_words
    target = goal(one.target, one.unit) if one.target is not None else NOTHING
    return (
        one.name,
        UNITS.get(one.unit, ""),
        target,
        one.text,
        reached(one),
        f"{words}. {one.note}" if one.note else words,
    )


def reached(one: IndicatorLine) -> str:
    """Capaian: figure over target."""
    found = one.reached
    return NOTHING if found is None else share(found.numerator, found.denominator)


def figure_note(one: IndicatorLine) -> str:
    """The two numbers behind a share: "2.890 dari 3.400"; nothing for a count."""
    if not one.denominator or not one.known:
        return ""
    if one.unit == "percent" and max(abs(one.numerator), one.denominator) >= 10_000_000:
        return f"{short_rupiah(one.numerator)} dari {short_rupiah(one.denominator)}"
    return f"{whole(one.numerator)} dari {whole(one.denominator)}"


def short_rupiah(value: int) -> str:
    """6800000000 -> "Rp 6,8 miliar"; below a million as it is."""
    for size, word in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta")):
        if abs(value) >= size:
            return f"Rp {tenths(value, size)} {word}"
    return rupiah(value)


def absorption(line: MoneyLine) -> str:
    """% serapan: spent over received."""
    return share(line.spent, line.received) if line.received else NOTHING


def _physical(line: MoneyLine) -> str:
    return NOTHING if line.physical is None else f"{line.physical} %"


def by_kecamatan(lines: Sequence[MoneyLine]) -> list[MoneyLine]:
    """One line a kecamatan, in the order given; what belongs to none comes last under its own name."""
    found = []
    for kecamatan, group in groupby(lines, key=lambda line: line.kecamatan):
        found.append(money_total(group, kecamatan or OUTSIDE, ""))
    return found


def money_short(lines: Sequence[MoneyLine], *, kecamatan: bool) -> PaperTable:
    """The money of the places below, for the body of a report."""
    rows = [
        (whole(n), (one.kecamatan if kecamatan else one.kelurahan) or OUTSIDE, *_short(one))
        for n, one in enumerate(lines, 1)
    ]
    rows.append(("", "Jumlah", *_short(money_total(lines))))
    columns = (
        PaperColumn("No", 8, "right"),
        PaperColumn("Kecamatan" if kecamatan else "Kelurahan", 30),
        *(PaperColumn(label, 24.5, "right") for label in ("Pagu (Rp)", "Diterima (Rp)", "Realisasi (Rp)")),
        PaperColumn("% Serapan", 16, "right"),
        PaperColumn("Fisik %", 12, "right"),
        PaperColumn("Sisa (Rp)", 25.5, "right"),
    )
    return table(columns, rows, [len(rows) - 1])


def _short(one: MoneyLine) -> tuple[str, ...]:
    money = map(whole, (one.granted, one.received, one.spent))
    return (*money, absorption(one), _physical(one), whole(one.left))


def money_of_one(one: MoneyLine) -> PaperTable:
    """The money of a single kelurahan, line by line."""
    rows = [
        ("Pagu", rupiah(one.granted)),
        ("Diterima Tahap I", rupiah(one.first)),
        ("Diterima Tahap II", rupiah(one.second)),
        *([("Diterima di luar tahap", rupiah(one.other))] if one.other else []),
        ("Realisasi", rupiah(one.spent)),
        ("% serapan dari yang diterima", absorption(one)),
        ("Realisasi fisik", _physical(one)),
        ("Sisa", rupiah(one.left)),
    ]
    return table((PaperColumn("Uraian", 90), PaperColumn("Jumlah", 75, "right")), rows)


_WHOLE = (
    PaperColumn("No", 7, "right"),
    PaperColumn("Kecamatan", 21),
    PaperColumn("Kelurahan", 24),
    PaperColumn("Pagu (Rp)", 21, "right"),
    PaperColumn("Diterima Tahap I", 20, "right"),
    PaperColumn("Tahap II", 20, "right"),
    PaperColumn("Realisasi (Rp)", 20, "right"),
    PaperColumn("% Serapan", 14, "right"),
    PaperColumn("Fisik %", 10, "right"),
    PaperColumn("Sisa (Rp)", 20, "right"),
    PaperColumn("Kendala", 31),
    PaperColumn("Tindak Lanjut", 27),
    PaperColumn("Penanggung Jawab", 21),
    PaperColumn("Target Selesai", 17),
)


def money_whole(lines: Sequence[MoneyLine]) -> PaperTable:
    """The fourteen columns of a laporan monev, one line a kelurahan, with a sum for each kecamatan and for all.

    What was received outside the two stages stands with the first, and is told of in a note.
    """
    rows: list[tuple[str, ...]] = []
    strong = []
    number = 0
    for kecamatan, group in groupby(lines, key=lambda line: line.kecamatan):
        within = list(group)
        for one in within:
            number += 1
            rows.append(_whole(whole(number), one))
        if kecamatan and len(within) > 1:
            strong.append(len(rows))
            rows.append(_whole("", money_total(within, kecamatan, "Jumlah")))
    if len(lines) > 1:
        strong.append(len(rows))
        rows.append(_whole("", money_total(lines, "Seluruhnya", "Jumlah")))
    return table(_WHOLE, rows, strong)


def _whole(number: str, one: MoneyLine) -> tuple[str, ...]:
    place = one.kelurahan or OUTSIDE
    money = map(whole, (one.granted, one.first + one.other, one.second, one.spent))
    told = (one.obstacle, one.action, one.in_charge, one.due)
    return (number, one.kecamatan, place, *money, absorption(one), _physical(one), whole(one.left), *told)


def stage_note(lines: Iterable[MoneyLine]) -> str:
    """What the stages' columns hold beside the stages."""
    other = sum(one.other for one in lines)
    more = f" Tahap I termasuk {rupiah(other)} yang diterima di luar tahap." if other else ""
    return MONEY_NOTE + more


def places(report: MonevReport) -> PaperTable:
    """The headline indicators of each place below."""
    count = len(report.columns)
    width = round((273 - 7 - 27 - 31) / max(count, 1), 2)
    columns = (
        PaperColumn("No", 7, "right"),
        PaperColumn("Kecamatan", 27),
        PaperColumn("Kelurahan", 31),
        *(PaperColumn(one.name, width, "right") for one in report.columns),
    )
    rows = [
        (whole(n), one.kecamatan, one.kelurahan or OUTSIDE, *place_cells(one, report.columns))
        for n, one in enumerate(report.places, 1)
    ]
    total = [_pair(one.numerator, one.denominator, one.unit) if one.known else NOTHING for one in report.columns]
    rows.append(("", "Jumlah", "", *total))
    return table(columns, rows, [len(rows) - 1])


def place_cells(one: PlaceLine, columns: Sequence[IndicatorLine]) -> list[str]:
    """The figures of a place as text: a suppressed one says so."""
    cells = []
    for at, (found, column) in enumerate(zip(one.figures, columns, strict=True)):
        if at in one.hidden:
            cells.append(HIDDEN)
        else:
            cells.append(NOTHING if found is None else _pair(*found, column.unit))
    return cells


def _pair(numerator: int, denominator: int | None, unit: str) -> str:
    value = figure(numerator, denominator, unit) if denominator != 0 else NOTHING
    if unit != "percent" or not denominator or denominator >= 1_000_000:
        return value
    return f"{value} ({whole(numerator)}/{whole(denominator)})"


def actions(lines: Sequence[ActionLine], *, wide: bool) -> PaperTable:
    """Follow-ups; `wide` for an annex, with what shows that they were done."""
    rows = [
        (whole(n), one.what, one.who, one.due or NOTHING, f"{one.state}, lewat tenggat" if one.late else one.state)
        + ((one.evidence,) if wide else ())
        for n, one in enumerate(lines, 1)
    ]
    columns: tuple[PaperColumn, ...] = (
        _NO,
        PaperColumn("Tindak lanjut", 98 if wide else 70),
        PaperColumn("Penanggung jawab", 47 if wide else 33),
        PaperColumn("Batas waktu", 29 if wide else 28),
        PaperColumn("Keadaan", 36 if wide else 26),
    )
    return table((*columns, PaperColumn("Bukti", 55)) if wide else columns, rows)


def activities(lines: Sequence[ActivityLine]) -> PaperTable:
    """What is done with the money."""
    rows = [
        (
            whole(n), one.place, one.title, whole(one.ceiling), whole(one.realised), f"{one.physical} %", one.obstacle,
            one.action, one.in_charge, one.due,
        )
        for n, one in enumerate(lines, 1)
    ]  # fmt: skip
    columns = (
        PaperColumn("No", 7, "right"),
        PaperColumn("Kelurahan", 28),
        PaperColumn("Kegiatan", 46),
        PaperColumn("Pagu (Rp)", 23, "right"),
        PaperColumn("Realisasi (Rp)", 23, "right"),
        PaperColumn("Fisik %", 12, "right"),
        PaperColumn("Kendala", 46),
        PaperColumn("Tindak lanjut", 34),
        PaperColumn("Penanggung jawab", 28),
        PaperColumn("Target selesai", 26),
    )
    return table(columns, rows)


def definitions(lines: Sequence[Definition]) -> PaperTable:
    """What each indicator means."""
    rows = [(d.name, d.definition, d.numerator, d.denominator or NOTHING, d.source, d.basis) for d in lines]
    widths = (38, 100, 35, 35, 33, 32)
    labels = ("Indikator", "Definisi", "Pembilang", "Penyebut", "Sumber", "Dasar")
    return table((PaperColumn(label, width) for label, width in zip(labels, widths, strict=True)), rows)


_CHAPTER_WORDS = {
    "summary": "Ringkasan",
    "background": "Latar belakang",
    "purpose": "Maksud dan tujuan",
    "scope": "Ruang lingkup",
    "method": "Metode",
    "results": "Hasil",
    "obstacles": "Kendala",
    "remedies": "Rekomendasi",
    "closing": "Penutup",
}


def edits(lines: Sequence[Said]) -> PaperTable:
    """Sentences that a human wrote anew, beside the computed ones."""
    rows = [(_CHAPTER_WORDS.get(one.chapter, ""), one.computed, one.text, one.by, one.at) for one in lines]
    widths = (26, 92, 92, 36, 27)
    labels = ("Bagian", "Kalimat hasil hitungan", "Kalimat yang dipakai", "Penyunting", "Waktu")
    return table((PaperColumn(label, width) for label, width in zip(labels, widths, strict=True)), rows)


def sources(pairs: Sequence[tuple[str, str]]) -> PaperTable:
    """Where the figures come from."""
    return table((PaperColumn("Asal angka", 70), PaperColumn("Keterangan", 203)), [list(pair) for pair in pairs])


def target_words(one: IndicatorLine) -> str:
    """ "Target 95 %: belum tercapai"."""
    if one.target is None:
        return "Tanpa target"
    head = "Target" if one.direction == "up" else "Batas"
    return f"{head} {goal(one.target, one.unit)}: {one.state_words.lower()}"


def value_words(one: IndicatorLine) -> str:
    """The figure as a tile shows it; money in short."""
    if not one.known or one.denominator == 0:
        return NOTHING
    return short_rupiah(one.numerator) if one.unit == "rupiah" and one.denominator is None else one.text
