"""The workbook beside the signed minutes: the same figures, and the same people by name."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from padan.documents.bucket_sheets import write_bucket
from padan.documents.content import BucketRow
from padan.documents.figure_sheets import write_inputs, write_money, write_posts, write_recap
from padan.documents.official_content import Answered, Carried, Change, MonthRow, OfficialPaper, Signature
from padan.documents.sheets import Column, Sheet, Styles
from padan.documents.summary_sheet import write_summary
from padan.documents.wording import BUCKETS, month, segment_label
from padan.documents.workbook import BOOK_OPTIONS, CREATED


def write_official_workbook(path: Path, paper: OfficialPaper, buckets: Mapping[str, Iterable[BucketRow]]) -> None:
    """Writes the workbook. The same content gives the same bytes."""
    report = paper.report
    with xlsxwriter.Workbook(str(path), dict(BOOK_OPTIONS)) as book:
        book.set_properties({"title": "Berita acara rekonsiliasi", "created": CREATED})
        styles = Styles(book)
        footer = paper.footing + (f"  {paper.draft}" if paper.draft else "")

        def sheet(name: str) -> Sheet:
            return Sheet(book, styles, name, "id", footer)

        summary = sheet("Ringkasan")
        write_recap(sheet("Rekap"), report.recap)
        if paper.segments:
            _money(sheet("Iuran per Segmen"), paper)
        if paper.months:
            _months(sheet("Orang-bulan"), paper.months)
        if report.money:
            write_money(sheet("Iuran per Bulan"), report.money)
        if report.posts:
            write_posts(sheet("Jabatan RT"), report.posts)
        if paper.answers:
            _answers(sheet("Keputusan"), paper.answers)
        if paper.carried:
            _carried(sheet("Belum Selesai"), paper.carried)
        if paper.changes:
            _changes(sheet("Perubahan"), paper.changes)
        if paper.signatures:
            _signatures(sheet("Tanda Tangan"), paper.signatures)
        for bucket in BUCKETS:
            if bucket.key in buckets:
                write_bucket(sheet(bucket.sheet[0]), bucket.key, buckets[bucket.key])
        write_inputs(sheet("Masukan"), report.inputs)
        write_summary(summary, report, None)
        summary.page.activate()


_NO = Column(("No", "No"), 6, "number")


def _table(sheet: Sheet, title: str, columns: Sequence[Column], rows: Iterable[Sequence[str | int]]) -> None:
    sheet.line(title, sheet.styles.title)
    sheet.heading((_NO, *columns), frozen=1)
    for number, row in enumerate(rows, 1):
        sheet.add([number, *row])
    sheet.close()


def _text(label: str, width: float) -> Column:
    return Column((label, label), width, "wrap")


def _count(label: str, kind: str = "number") -> Column:
    return Column((label, label), 17, kind)


def _money(sheet: Sheet, paper: OfficialPaper) -> None:
    money = tuple(_count(label, "money") for label in ("Seharusnya", "Dibayar", "Kurang", "Lebih"))
    rows = (
        (segment_label(r.segment), r.people, r.due.rupiah, r.paid.rupiah, r.missing.rupiah, r.excess.rupiah)
        for r in paper.segments
    )
    _table(sheet, "Iuran per segmen", (_text("Segmen", 28), _count("Jumlah TK"), *money), rows)


def _months(sheet: Sheet, rows: Sequence[MonthRow]) -> None:
    labels = (
        "Lunas", "Belum dibayar", "Dibayar sebagian", "Tarif lain, dua kali", "Tidak seharusnya", "Belum diketahui",
        "Menunggu keputusan",
    )  # fmt: skip
    lines: list[tuple[str | int, ...]] = [(month(row.month), *row.states) for row in rows]
    _table(sheet, "Orang-bulan menurut keadaannya", (_text("Bulan", 20), *map(_count, labels)), lines)


def _answers(sheet: Sheet, rows: Sequence[Answered]) -> None:
    lines = ((row.question, row.answer, row.count) for row in rows)
    _table(sheet, "Keputusan", (_text("Yang diperiksa", 44), _text("Keputusan", 40), _count("Jumlah")), lines)


def _carried(sheet: Sheet, rows: Sequence[Carried]) -> None:
    labels = (("Kantor", 30), ("Yang belum selesai", 36), ("Nama", 28), ("Segmen", 24), ("Alasan", 40))
    more = (("Penanggung jawab", 24), ("Selambatnya", 18))
    lines = ((r.office, r.question, r.name, r.segment, r.reason, r.owner, r.until) for r in rows)
    _table(sheet, "Belum selesai, dibawa ke periode berikut", [_text(*label) for label in (*labels, *more)], lines)


def _changes(sheet: Sheet, rows: Sequence[Change]) -> None:
    columns = (_text("Angka", 60), _count("Versi sebelumnya"), _count("Versi ini"), _count("Selisih"))
    lines = ((row.label, row.before, row.after, row.after - row.before) for row in rows)
    _table(sheet, "Perubahan dari versi sebelumnya", columns, lines)


def _signatures(sheet: Sheet, rows: Sequence[Signature]) -> None:
    labels = (("Kantor", 32), ("Nama", 30), ("NIP", 24), ("Jabatan", 32), ("Ditandatangani", 32))
    columns = (*(_text(*label) for label in labels), _count("Versi"), _text("Sidik angka", 68))
    lines = ((r.office, r.name, r.nip, r.title, r.signed, r.version, r.digest) for r in rows)
    _table(sheet, "Tanda tangan yang mendasari", columns, lines)
