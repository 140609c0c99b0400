"""The first sheet: what came out, what is to be done, and that the totals prove themselves."""

from collections.abc import Iterator

from padan.documents.content import Amount, Report
from padan.documents.other_readings import in_a_sentence
from padan.documents.sheets import Column, Sheet
from padan.documents.wording import BUCKETS, UNITS, Words, day, say

_KINDS: tuple[tuple[Words, Words, str], ...] = (
    (
        ("Seharusnya", "Due"),
        ("Orang yang cocok atau beda datanya, pada tarif segmennya", "People linked, at the segment's rate"),
        "due",
    ),
    (("Dibayar", "Paid"), ("Menurut berkas iuran", "According to the payments"), "paid"),
    (
        ("Kurang", "Missing"),
        ("Seharusnya dibayar, belum atau kurang dibayar", "Due and not or not fully paid"),
        "missing",
    ),
    (("Lebih", "In excess"), ("Dibayar, tidak seharusnya", "Paid and not due"), "excess"),
    (("Belum terbagi", "Not assigned"), ("Dibayar, entah untuk siapa", "Paid, for nobody that is known"), "unassigned"),
    (
        ("Menunggu tinjauan", "Awaiting review"),
        ("Iuran baris yang harus diputuskan, sejauh diketahui", "Due for rows to be decided, as far as known"),
        "review",
    ),
)
_WIDTH = 5
_WIDTHS = (34, 52, 18, 18, 14)


def write_summary(sheet: Sheet, report: Report, note: Words | None) -> None:
    """Writes the whole sheet; `note` says what the workbook leaves out, where it does."""
    sheet.set_widths(_WIDTHS)
    _head(sheet, report, note)
    _buckets(sheet, report)
    _findings(sheet, report)
    _follow_ups(sheet, report)
    _doubtful(sheet, report)
    _money(sheet, report)
    _checks(sheet, report)


def _head(sheet: Sheet, report: Report, note: Words | None) -> None:
    lang, styles = sheet.lang, sheet.styles
    sheet.line(
        say(("Rekonsiliasi data kepesertaan dan iuran", "Reconciliation of participation and contributions"), lang),
        styles.title,
    )
    if report.period:
        sheet.line(f"{say(('Periode', 'Period'), lang)}: {report.period}")
    dates = (
        (("Daftar pemda per", "City list as of"), report.list_as_of),
        (("Peserta BPJS per", "Participants as of"), report.participants_as_of),
    )
    for label, value in dates:
        if value is not None:
            sheet.line(f"{say(label, lang)} {day(value) if lang == 'id' else value.isoformat()}")
    if report.draft:
        draft = (
            f"RANCANGAN: {report.open_review} baris masih harus diputuskan (lembar Tinjauan)",
            f"DRAFT: {report.open_review} rows still to be decided (sheet Review)",
        )
        sheet.band(say(draft, lang), styles.draft, _WIDTH)
    if report.gap_is_wide:
        gap = (
            f"Tanggal data kedua pihak berselisih {report.gap_days} hari (lebih dari 31 hari)",
            f"The two sides' data are {report.gap_days} days apart (more than 31)",
        )
        sheet.band(say(gap, lang), styles.warning, _WIDTH)
    for text in report.notes:
        sheet.band(text, styles.warning, _WIDTH)
    if note is not None:
        sheet.band(say(note, lang), styles.warning, _WIDTH)
    sheet.skip()


def _section(sheet: Sheet, title: Words) -> None:
    sheet.band(say(title, sheet.lang), sheet.styles.section, _WIDTH)


def _buckets(sheet: Sheet, report: Report) -> None:
    _section(sheet, ("Hasil", "Result"))
    sheet.heading(
        (
            Column(("Kelompok", "Bucket"), 0),
            Column(("Artinya", "Meaning"), 0, "wrap"),
            Column(("Daftar Pemda", "City list"), 0, "number"),
            Column(("Peserta BPJS", "Participants"), 0, "number"),
        ),
        only=False,
    )
    for bucket in BUCKETS:
        counts = (report.rows_in("list", bucket.key), report.rows_in("participants", bucket.key))
        sheet.add([say(bucket.sheet, sheet.lang), say(bucket.meaning, sheet.lang), *counts])
    sums = (report.side_rows("list"), report.side_rows("participants"))
    sheet.total([say(("Jumlah baris", "All rows"), sheet.lang), None, *sums])
    sheet.skip()


def _findings(sheet: Sheet, report: Report) -> None:
    if not report.findings:
        return
    _section(sheet, ("Temuan", "Findings"))
    columns = (
        Column(("Kode", "Code"), 0),
        Column(("Temuan", "Finding"), 0, "wrap"),
        Column(("Jumlah", "Count"), 0, "number"),
        Column(("Rupiah kurang atau lebih", "Rupiah missing or in excess"), 0, "money"),
        Column(("Satuan", "Unit"), 0),
    )
    sheet.heading(columns, only=False)
    for finding in report.findings:
        unit = say(UNITS[finding.unit], sheet.lang)
        sheet.add([finding.code, finding.label, finding.count, finding.rupiah, unit])
    sheet.skip()


def _follow_ups(sheet: Sheet, report: Report) -> None:
    if not report.follow_ups:
        return
    _section(sheet, ("Tindak lanjut", "Follow-up"))
    columns = (
        Column(("Siapa", "Who"), 0, "wrap"),
        Column(("Apa", "What"), 0, "wrap"),
        Column(("Batas waktu", "Due"), 0, "wrap"),
    )
    sheet.heading(columns, only=False)
    for follow_up in report.follow_ups:
        sheet.add([follow_up.who, follow_up.what, follow_up.due])
    sheet.skip()


def _doubtful(sheet: Sheet, report: Report) -> None:
    if not report.doubtful:
        return
    _section(sheet, ("Jawaban yang perlu diperiksa lagi", "Answers to look at again"))
    columns = (
        Column(("Orang", "Person"), 0, "wrap"),
        Column(
            ("Dijawab sama dengan dua orang yang jelas berbeda", "Said to be two plainly different people"), 0, "wrap"
        ),
        Column(("Jawabannya di", "Answers stand in"), 0, "wrap"),
    )
    sheet.heading(columns, only=False)
    for answers in report.doubtful:
        sheet.add([answers.who, "; ".join(answers.others), answers.places])
    sheet.skip()


def _money(sheet: Sheet, report: Report) -> None:
    if not report.money:
        return
    _section(sheet, ("Iuran", "Contributions"))
    columns = (
        Column(("Iuran", "Contributions"), 0),
        Column(("Artinya", "Meaning"), 0, "wrap"),
        Column(("Orang-bulan", "Person-months"), 0, "number"),
        Column(("Rupiah", "Rupiah"), 0, "money"),
    )
    sheet.heading(columns, only=False)
    for label, meaning, key in _KINDS:
        amount = sum((getattr(row, key) for row in report.money), Amount())
        sheet.add([say(label, sheet.lang), say(meaning, sheet.lang), amount.person_months, amount.rupiah])
    for label, meaning, months, rupiah in _beside(report):
        sheet.add([say(label, sheet.lang), say(meaning, sheet.lang), months, rupiah])
    for found in report.unsettled:
        sheet.line(in_a_sentence(found, sheet.lang))
    sheet.skip()


def _beside(report: Report) -> Iterator[tuple[Words, Words, int | None, int]]:
    """What was paid and stands in none of the measures, and what the payments come to with it; only what there is."""
    unknown = sum((row.unknown for row in report.money), Amount())
    reviewed = sum(row.review_paid for row in report.money)
    if unknown.person_months:
        meaning = ("Dibayar untuk bulan tanpa upah atau segmen", "Paid for months without a wage or a segment")
        yield ("Tarif belum diketahui", "Amount due unknown"), meaning, unknown.person_months, unknown.rupiah
    if reviewed:
        meaning = ("Dibayar untuk baris yang harus diputuskan", "Paid for rows still to be decided")
        yield ("Dibayar, ditinjau", "Paid, in review"), meaning, None, reviewed
    if unknown.rupiah or reviewed:
        meaning = ("Dibayar + belum terbagi + dibayar di luar keduanya", "Paid + not assigned + paid beside them")
        yield (
            ("Jumlah dari berkas iuran", "All of the payments"),
            meaning,
            None,
            sum(row.received for row in report.money),
        )
    found = report.elsewhere
    if found.outside_period:
        meaning = ("Dibayar untuk bulan di luar periode", "Paid for months outside the period")
        yield ("Di luar periode", "Outside the period"), meaning, None, found.outside_period
    if found.unreadable_lines:
        meaning = (
            f"{found.unreadable_lines} baris yang jumlah atau bulannya tidak terbaca",
            f"{found.unreadable_lines} lines whose amount or month cannot be read",
        )
        yield ("Tidak terbaca", "Unreadable"), meaning, None, found.unreadable


def _checks(sheet: Sheet, report: Report) -> None:
    if not report.checks:
        return
    _section(sheet, ("Pembuktian jumlah", "Proof of the totals"))
    columns = (
        Column(("No", "No"), 0),
        Column(("Identitas", "Identity"), 0, "wrap"),
        Column(("Ruas kiri", "Left side"), 0, "number"),
        Column(("Ruas kanan", "Right side"), 0, "number"),
        Column(("Sama?", "Equal?"), 0),
    )
    sheet.heading(columns, only=False)
    for number, check in enumerate(report.checks, 1):
        word = say(("sama", "equal") if check.holds else ("TIDAK SAMA", "NOT EQUAL"), sheet.lang)
        mark = sheet.styles.good if check.holds else sheet.styles.bad
        sheet.add([str(number), check.name, check.left, check.right, word], {4: mark})
