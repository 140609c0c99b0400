"""Annexes by name: who is meant by each figure, up to 5,000 rows in all; after that a pointer to the workbook."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from padan.documents.content import Annex, BucketRow, Person, Risk
from padan.documents.minutes_figures import place
from padan.documents.other_readings import standing_label
from padan.documents.paper_tables import PaperColumn, PaperTable, table
from padan.documents.wording import BUCKET_BY_KEY, NOT_PAID, ROLES, month, number, rupiah, say, segment_label

MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class NamedList:
    """One annex ready to print: title, what it is, and its table (None where only the pointer is left)."""

    title: str
    note: str
    table: PaperTable | None


_TWO = frozenset(("differs", "review", "duplicate"))
_NO = PaperColumn("No", 9, "right")
_SINGLE = (
    _NO,
    PaperColumn("Segmen", 28),
    PaperColumn("Kecamatan / Kelurahan", 34),
    PaperColumn("NIK", 22),
    PaperColumn("Nama", 36),
    PaperColumn("Tanggal lahir", 18),
    PaperColumn("KPJ", 17),
    PaperColumn("Masalah", 55),
    PaperColumn("Sumber", 48),
)
_OTHER_LABEL = {"differs": "BPJS", "review": "calon", "duplicate": "yang dipakai"}
_RISK = (
    _NO,
    PaperColumn("Keadaan", 38),
    PaperColumn("Segmen, kelurahan", 46),
    PaperColumn("NIK", 27),
    PaperColumn("Nama", 40),
    PaperColumn("KPJ", 20),
    PaperColumn("Terakhir dibayar", 22),
    PaperColumn("Dapat hilang", 24, "right"),
    PaperColumn("Sumber", 41),
)


def _double(bucket: str) -> tuple[PaperColumn, ...]:
    own = "Pemda" if bucket == "differs" else ""
    other = _OTHER_LABEL[bucket]
    return (
        _NO,
        PaperColumn("Segmen, kelurahan" if bucket == "differs" else "Sisi, segmen, kelurahan", 30),
        PaperColumn(f"NIK {own}".rstrip(), 22),
        PaperColumn(f"Nama {own}".rstrip(), 27),
        PaperColumn(f"Tanggal lahir {own}".rstrip(), 16),
        PaperColumn(f"NIK {other}", 22),
        PaperColumn(f"Nama {other}", 27),
        PaperColumn(f"Tanggal lahir {other}", 16),
        PaperColumn("Alasan ditanyakan" if bucket == "review" else "Masalah", 52),
        PaperColumn("Sumber", 46),
    )


def named_lists(risks: tuple[Risk, ...], annexes: Iterable[Annex], most: int = MOST_ROWS) -> Iterator[NamedList]:
    """The annexes in order, whole as long as `most` rows last; then the first of a list, then pointers alone."""
    left = most
    if risks:
        shown = risks[:left]
        left -= len(shown)
        note = "Keluarga yang kehilangan santunan bila iuran tidak dibayar, atau baru berhak atas sebagian."
        yield _named(
            "Perlindungan yang hampir gugur atau baru dimulai", note, _risk_table(shown), len(shown), len(risks)
        )
    for annex in annexes:
        rows = list(islice(annex.rows, left)) if left else []
        left -= len(rows)
        wording = BUCKET_BY_KEY[annex.bucket]
        if annex.total:
            yield _named(
                wording.sheet[0], f"{wording.meaning[0]}.", _rows_table(annex.bucket, rows), len(rows), annex.total
            )


def _named(title: str, note: str, printed: PaperTable, shown: int, whole: int) -> NamedList:
    if shown == whole:
        return NamedList(title, f"{note} Jumlah: {number(whole)} baris.", printed)
    where = "ada di buku kerja rekonsiliasi.xlsx"
    if not shown:
        return NamedList(title, f"{note} Jumlah: {number(whole)} baris; daftar lengkapnya {where}.", None)
    return NamedList(title, f"{note} Dicetak {number(shown)} dari {number(whole)} baris; selebihnya {where}.", printed)


def _risk_table(risks: Iterable[Risk]) -> PaperTable:
    lines = [
        (
            number(n), standing_label(risk, "id"),
            f"{segment_label(risk.segment)}, {place(risk.kelurahan)}", risk.nik, risk.name, risk.kpj,
            month(risk.last_paid) or say(NOT_PAID, "id"), rupiah(risk.rupiah), risk.source,
        )
        for n, risk in enumerate(risks, 1)
    ]  # fmt: skip
    return table(_RISK, lines)


def _rows_table(bucket: str, rows: Iterable[BucketRow]) -> PaperTable:
    if bucket in _TWO:
        return table(_double(bucket), (_two(n, bucket, row) for n, row in enumerate(rows, 1)))
    return table(_SINGLE, (_one(n, bucket, row) for n, row in enumerate(rows, 1)))


def _one(n: int, bucket: str, row: BucketRow) -> tuple[str, ...]:
    person = row.person
    segment = segment_label(person.segment)
    if bucket == "rejected":
        segment = f"{say(ROLES[person.side], 'id')}, {segment}"
    where = f"{place(person.kecamatan)} / {place(person.kelurahan)}"
    who = (person.nik, person.name, person.birth_date, person.kpj)
    why = " ".join([*row.problems, *([f"{row.paired}."] if row.paired else [])])
    return (number(n), segment, where, *who, why, person.source)


def _two(n: int, bucket: str, row: BucketRow) -> tuple[str, ...]:
    first, second = row.person, row.other
    if bucket == "differs" and first.side == "participants" and second is not None:
        first, second = second, first
    where = f"{segment_label(first.segment)}, {place(first.kelurahan)}"
    if bucket != "differs":
        where = f"{say(ROLES[first.side], 'id')}, {where}"
    problems, reasons = " ".join(row.problems), "; ".join(row.reasons)
    why = (reasons or problems) if bucket == "review" else (problems or reasons)
    source = first.source if second is None else f"{first.source}; {second.source}"
    return (number(n), where, *_who(first), *_who(second), why, source)


def _who(person: Person | None) -> tuple[str, str, str]:
    return (person.nik, person.name, person.birth_date) if person else ("", "", "")
