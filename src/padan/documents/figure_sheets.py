"""The sheets of figures: recapitulation, offices, residences, contributions, risks, posts and what was read."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from padan.documents.content import Amount, Counts, InputSheet, MoneyRow, PlaceRow, PostRow, RecapRow, Risk, total
from padan.documents.other_readings import standing_label
from padan.documents.row_pages import Value
from padan.documents.sheets import Column, Sheet
from padan.documents.wording import (
    LEFT_OUT,
    NOT_PAID,
    ROLES,
    UNKNOWN_PLACE,
    Words,
    month,
    say,
    segment_label,
)
from padan.domain.fields import LABELS

_NUMBER = Column(("No", "No"), 6, "number")
_COUNTS: tuple[Column, ...] = tuple(
    Column(label, 12, "number")
    for label in (
        ("Data Pemda", "City rows"),
        ("Data BPJS", "BPJS rows"),
        ("Cocok", "Matched"),
        ("Hanya Pemda", "City only"),
        ("Hanya BPJS", "BPJS only"),
        ("Beda data", "Differs"),
        ("Ganda Pemda", "Duplicate, city"),
        ("Ganda BPJS", "Duplicate, BPJS"),
        ("Perlu ditinjau Pemda", "Review, city"),
        ("Perlu ditinjau BPJS", "Review, BPJS"),
        ("Ditolak Pemda", "Rejected, city"),
        ("Ditolak BPJS", "Rejected, BPJS"),
        ("Meninggal (orang)", "Deceased (persons)"),
    )
)
_TOTAL: Words = ("Jumlah", "Total")


def _numbers(counts: Counts) -> list[Value]:
    return [
        counts.list_rows, counts.participant_rows, counts.matched, counts.not_registered, counts.not_listed,
        counts.differs, *counts.duplicate, *counts.review, *counts.rejected, counts.deceased,
    ]  # fmt: skip


def write_recap(sheet: Sheet, rows: Sequence[RecapRow]) -> None:
    """By kecamatan, kelurahan and segment, with a sum a kecamatan and the city's."""
    lang = sheet.lang
    sheet.line(say(("Rekapitulasi per kelurahan dan segmen", "By kelurahan and segment"), lang), sheet.styles.title)
    place = (Column(("Kecamatan", "Kecamatan"), 18), Column(("Kelurahan", "Kelurahan"), 20))
    columns = (
        _NUMBER,
        *place,
        Column(("Segmen", "Segment"), 26),
        *_COUNTS,
        Column(("Hasil kesepakatan", "Agreed"), 30, "wrap"),
    )
    sheet.heading(columns, frozen=4)
    written = 0
    for kecamatan, members in groupby(rows, key=lambda row: row.kecamatan):
        listed = list(members)
        for index, row in enumerate(listed, written + 1):
            names = (_place(kecamatan, lang), _place(row.kelurahan, lang), segment_label(row.segment, lang))
            sheet.add([index, *names, *_numbers(row.counts), row.agreed])
        written += len(listed)
        label = f"{say(_TOTAL, lang)} {_place(kecamatan, lang)}"
        sheet.total([None, label, None, None, *_numbers(total(row.counts for row in listed)), None])
    sheet.total(
        [
            None,
            say(("Jumlah seluruhnya", "Grand total"), lang),
            None,
            None,
            *_numbers(total(r.counts for r in rows)),
            None,
        ]
    )
    sheet.close()


def _place(name: str, lang: str) -> str:
    return name or say(UNKNOWN_PLACE, lang)


def write_places(sheet: Sheet, title: Words, rows: Sequence[PlaceRow]) -> None:
    """Totals of each office, or of each place of residence."""
    sheet.line(say(title, sheet.lang), sheet.styles.title)
    sheet.heading((_NUMBER, Column(title, 36), *_COUNTS), frozen=2)
    for index, row in enumerate(rows, 1):
        sheet.add([index, _place(row.label, sheet.lang), *_numbers(row.counts)])
    sheet.total([None, say(_TOTAL, sheet.lang), *_numbers(total(row.counts for row in rows))])
    sheet.close()


_AMOUNTS: tuple[Words, ...] = (
    ("Seharusnya", "Due"),
    ("Dibayar", "Paid"),
    ("Kurang", "Missing"),
    ("Lebih", "In excess"),
    ("Belum terbagi per orang", "Not assigned to a person"),
    ("Menunggu tinjauan", "Awaiting review"),
)


def _amount_columns() -> tuple[Column, ...]:
    return tuple(
        column
        for label in _AMOUNTS
        for column in (
            Column((f"{label[0]} (orang-bulan)", f"{label[1]} (person-months)"), 13, "number"),
            Column((f"{label[0]} (Rp)", f"{label[1]} (Rp)"), 17, "money"),
        )
    )


def write_money(sheet: Sheet, rows: Sequence[MoneyRow]) -> None:
    """Month by month and segment by segment, with the sum of all."""
    lang = sheet.lang
    sheet.line(say(("Iuran per bulan dan segmen", "Contributions by month and segment"), lang), sheet.styles.title)
    columns = (
        _NUMBER,
        Column(("Bulan iuran", "Month"), 16),
        Column(("Segmen", "Segment"), 26),
        Column(("Jumlah TK", "People"), 10, "number"),
        *_amount_columns(),
        *_BESIDE,
        Column(("Bukti bayar", "Proof of payment"), 36, "wrap"),
        Column(("Keterangan", "Note"), 36, "wrap"),
    )
    sheet.heading(columns, frozen=3)
    for index, row in enumerate(rows, 1):
        names = (month(row.month, lang), segment_label(row.segment, lang))
        sheet.add([index, *names, row.people, *_amounts(_six(row)), *_beside(row), row.evidence, row.note])
    sums = [sum(column, Amount()) for column in zip(*map(_six, rows), strict=True)]
    beside: list[Value] = [sum(column) for column in zip(*map(_beside, rows), strict=True)]
    sheet.total([None, say(_TOTAL, lang), None, None, *_amounts(sums), *beside, None, None])
    sheet.close()


_BESIDE = (
    Column(("Tarif belum diketahui (orang-bulan)", "Amount due unknown (person-months)"), 14, "number"),
    Column(("Dibayar untuk tarif yang belum diketahui (Rp)", "Paid where the due is unknown (Rp)"), 17, "money"),
    Column(("Dibayar untuk baris yang ditinjau (Rp)", "Paid for rows in review (Rp)"), 17, "money"),
    Column(("Jumlah menurut berkas iuran (Rp)", "All of the payments (Rp)"), 17, "money"),
)
"""What was paid beside the measures; paid, not assigned and these two are all of the payments."""


def _beside(row: MoneyRow) -> tuple[int, int, int, int]:
    return row.unknown.person_months, row.unknown.rupiah, row.review_paid, row.received


def _six(row: MoneyRow) -> tuple[Amount, ...]:
    return row.due, row.paid, row.missing, row.excess, row.unassigned, row.review


def _amounts(amounts: Iterable[Amount]) -> list[Value]:
    return [value for amount in amounts for value in (amount.person_months, amount.rupiah)]


def write_risks(sheet: Sheet, risks: Sequence[Risk]) -> None:
    """Who stands near lapse or in the first three months of cover, as given."""
    lang = sheet.lang
    sheet.line(
        say(("Risiko: keluarga yang dapat kehilangan santunan", "Risk: families that may lose"), lang),
        sheet.styles.title,
    )
    sheet.heading(
        (
            _NUMBER,
            Column(("Keadaan", "Standing"), 40, "wrap"),
            Column(("NIK", "NIK"), 19),
            Column(("Nama", "Name"), 28),
            Column(("KPJ", "KPJ"), 14),
            Column(("Segmen", "Segment"), 26),
            Column(("Kelurahan", "Kelurahan"), 20),
            Column(("Bulan terakhir dibayar", "Last month paid"), 16),
            Column(("Bulan belum dibayar", "Months unpaid"), 10, "number"),
            Column(("Yang dapat hilang", "What may be lost"), 17, "money"),
            Column(("Sumber (berkas / lembar / baris)", "Source (file / sheet / row)"), 38, "wrap"),
        ),
        frozen=1,
    )
    for index, risk in enumerate(risks, 1):
        standing = standing_label(risk, lang)
        who = (risk.nik, risk.name, risk.kpj, segment_label(risk.segment, lang), _place(risk.kelurahan, lang))
        last_paid = month(risk.last_paid, lang) or say(NOT_PAID, lang)
        sheet.add([index, standing, *who, last_paid, risk.unpaid_months, risk.rupiah, risk.source])
    sheet.close()


def write_posts(sheet: Sheet, rows: Sequence[PostRow]) -> None:
    """Posts of RT heads: the six states add up to the posts."""
    lang = sheet.lang
    sheet.line(say(("Jabatan ketua RT", "Posts of RT heads"), lang), sheet.styles.title)
    labels: tuple[Words, ...] = (
        ("Jabatan", "Posts"),
        ("Terisi, terlindungi", "Filled, covered"),
        ("Terisi, belum terlindungi", "Filled, uncovered"),
        ("Pendahulu masih terlindungi", "Predecessor still covered"),
        ("Dua pemegang", "Two holders"),
        ("Kosong", "Vacant"),
        ("Belum dilaporkan", "Not reported"),
    )
    place = (Column(("Kecamatan", "Kecamatan"), 18), Column(("Kelurahan", "Kelurahan"), 20))
    sheet.heading((_NUMBER, *place, *(Column(label, 14, "number") for label in labels)), frozen=3)
    for index, row in enumerate(rows, 1):
        sheet.add([index, _place(row.kecamatan, lang), _place(row.kelurahan, lang), *_states(row)])
    sums: list[Value] = [sum(column) for column in zip(*map(_states, rows), strict=True)]
    sheet.total([None, say(_TOTAL, lang), None, *sums])
    sheet.close()


def _states(row: PostRow) -> tuple[int, ...]:
    return (
        row.posts, row.covered, row.uncovered, row.predecessor, row.two_holders, row.vacant, row.not_reported
    )  # fmt: skip


def write_inputs(sheet: Sheet, inputs: Sequence[InputSheet]) -> None:
    """Every sheet that was read, with its checksum and how each heading was understood."""
    lang = sheet.lang
    sheet.line(
        say(("Masukan dan cara judul kolom dipahami", "Inputs, and how headings were understood"), lang),
        sheet.styles.title,
    )
    sheet.heading(
        (
            Column(("Peran", "Role"), 14),
            Column(("Berkas", "File"), 36, "wrap"),
            Column(("Lembar", "Sheet"), 20),
            Column(("Baris data", "Data rows"), 11, "number"),
            Column(("Baris yang dilewati", "Rows left out"), 28, "wrap"),
            Column(("Judul kolom -> dipahami sebagai", "Heading -> understood as"), 70, "wrap"),
            Column(("Catatan", "Notes"), 40, "wrap"),
            Column(("SHA-256", "SHA-256"), 68),
        ),
        frozen=2,
    )
    for read in inputs:
        left = ", ".join(f"{say(LEFT_OUT.get(why, (why, why)), lang)}: {count}" for why, count in read.left_out)
        uses = "; ".join(f"{use.heading or '(kosong)'} -> {_field(use.field, lang)}" for use in read.headings)
        role = say(ROLES.get(read.role, (read.role, read.role)), lang)
        sheet.add([role, read.file, read.sheet, read.rows, left, uses, "; ".join(read.notes), read.sha256])
    sheet.close()


def _field(key: str | None, lang: str) -> str:
    if key is None:
        return say(("tidak dipakai", "not used"), lang)
    known = LABELS.get(key)
    return say((known.label_id, known.label_en), lang) if known else key
