"""What a person reads after a reconciliation: its summary, what to do next, and warnings."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from padan.documents.nobody import nobody_in
from padan.documents.wording import BUCKETS, ROLES, Words, number, rupiah, say
from padan.engine.loading import LIST, PARTICIPANTS
from padan.files.notes import sentence
from padan.pipeline import Outcome
from padan.reporting import MINUTES, WORKBOOK
from padan.terminal import count

_WORTH_TELLING = (
    *("sheet_skipped", "file_skipped", "empty_file", "no_rows", "quote_not_closed", "no_heading", "one_column"),
    "above_heading",
    *("error_cells",),
    *("numbers_exchanged", "given_twice", "result_skipped"),
    *("months_across", "month_told", "month_first", "misnamed", "hidden_sheet_read", "hidden_rows_read"),
)
"""Notes that are printed, the weightiest first."""
_SHOWN = 8


def summary_lines(outcome: Outcome) -> Iterator[str]:
    """The result of a reconciliation: counts by bucket, money, what a human must do, and where the files lie."""
    lang, summary = outcome.request.lang, outcome.summary
    seconds = sum(summary["seconds"].values())
    took = f"{seconds:.1f}" if lang == "en" else f"{seconds:.1f}".replace(".", ",")
    yield say((f"Rekonsiliasi selesai dalam {took} detik.", f"Reconciled in {took} seconds."), lang)
    yield from _nobody_lines(summary["buckets"], lang)
    yield ""
    yield from _bucket_lines(summary["buckets"], lang)
    if "money" in summary and summary["money"]["total"]:
        yield ""
        yield from _money_lines(summary["money"], lang)
    if "posts" in summary:
        yield ""
        yield from _post_lines(summary["posts"], lang)
    yield ""
    yield from _next_lines(outcome)
    yield ""
    yield from _place_lines(outcome)
    yield from _stood_in(lang)


def _nobody_lines(buckets: Mapping[str, Mapping[str, int]], lang: str) -> Iterator[str]:
    """A side in which nobody can be recognised: the run is no success, whatever its figures are."""
    for side, counts in buckets.items():
        if counts["rejected"] == sum(counts.values()):
            role = say(ROLES[side], lang)
            yield say(
                (f"PERHATIAN: tidak seorang pun dapat dikenali pada {role}, jadi tidak ada yang dicocokkan.",
                 f"ATTENTION: nobody can be recognised in the {role}, so nothing was matched."),
                lang,
            )  # fmt: skip


def _nobody_in(summary: Mapping[str, Any], lang: str) -> Iterator[str]:
    for read in summary["inputs"]:
        if read["rows"] and read.get("rejected") == read["rows"]:
            yield nobody_in(read["name"], read["sheet"], read["rows"], lang)


def _bucket_lines(buckets: Mapping[str, Mapping[str, int]], lang: str) -> Iterator[str]:
    heads = [say(ROLES[side], lang) for side in ("list", "participants")]
    width = max(len(say(bucket.sheet, lang)) for bucket in BUCKETS)
    yield f"  {'':<{width}}  {heads[0]:>14}  {heads[1]:>14}"
    for bucket in (BUCKETS[-1], *BUCKETS[:-1]):
        cells = [buckets[side].get(bucket.key) for side in ("list", "participants")]
        shown = ["-" if cell is None else count(cell, lang) for cell in cells]
        yield f"  {say(bucket.sheet, lang):<{width}}  {shown[0]:>14}  {shown[1]:>14}"
    sums = [count(sum(buckets[side].values()), lang) for side in ("list", "participants")]
    yield f"  {say(('Semua baris', 'All rows'), lang):<{width}}  {sums[0]:>14}  {sums[1]:>14}"


_MEASURES: tuple[tuple[str, Words], ...] = (
    ("due", ("Seharusnya", "Due")),
    ("paid", ("Dibayar", "Paid")),
    ("missing", ("Kurang", "Missing")),
    ("in_excess", ("Lebih", "In excess")),
    ("unassigned", ("Belum terbagi", "Unassigned")),
)


def _money_lines(money: Mapping[str, Any], lang: str) -> Iterator[str]:
    months = money["months"]
    span = months[0] if len(months) == 1 else f"{months[0]} {say(('s.d.', 'to'), lang)} {months[-1]}"
    head = ("Iuran {} (orang-bulan, rupiah)", "Contributions {} (person-months, rupiah)")
    yield f"  {say(head, lang).format(span)}"
    lines = [*_measure_lines(money["total"]), *_beside_lines(money["total"]), *_elsewhere_lines(money)]
    width = max(16, *(len(say(words, lang)) for words, _, _ in lines))
    for words, person_months, amount in lines:
        shown = rupiah(amount, lang)
        people = "" if person_months is None else count(person_months, lang)
        yield f"  {say(words, lang):<{width}}  {people:>10}  {shown:>18}"


_MoneyLine = tuple[Words, int | None, int]


def _measure_lines(total: Mapping[str, Any]) -> Iterator[_MoneyLine]:
    for key, words in _MEASURES:
        yield words, total[key]["person_months"], total[key]["rupiah"]


def _beside_lines(total: Mapping[str, Any]) -> Iterator[_MoneyLine]:
    """What was paid and stands in none of the measures, and what the payments come to with it; only what there is."""
    unknown, review = total["unknown"], total["review"]
    if unknown["person_months"]:
        yield ("Tarif belum diketahui", "Amount due unknown"), unknown["person_months"], unknown["paid"]
    if review["paid"]:
        yield ("Dibayar, ditinjau", "Paid, in review"), None, review["paid"]
    if unknown["paid"] or review["paid"]:
        whole = total["paid"]["rupiah"] + total["unassigned"]["rupiah"] + unknown["paid"] + review["paid"]
        yield ("Menurut berkas iuran", "All payments"), None, whole


def _elsewhere_lines(money: Mapping[str, Any]) -> Iterator[_MoneyLine]:
    """What the payments hold beside the months of the table."""
    payments = money["payments"]
    if payments["outside_period"]["rupiah"]:
        yield ("Di luar periode", "Outside the period"), None, payments["outside_period"]["rupiah"]
    if payments["unreadable"]["lines"]:
        n = payments["unreadable"]["lines"]
        words = (f"Tidak terbaca ({number(n)} baris)", f"Unreadable ({n:,} lines)")
        yield words, None, payments["unreadable"]["rupiah"]
    if money["bills"]["handed_in_twice"]:
        yield ("Tagihan ganda", "Bills handed in twice"), None, money["bills"]["handed_in_twice"]


def _post_lines(posts: Mapping[str, Any], lang: str) -> Iterator[str]:
    states = posts["states"]
    covered = count(states["filled_covered"], lang)
    whole = count(posts["posts"], lang)
    yield "  " + say(
        (
            f"Jabatan RT: {covered} dari {whole} terisi dan terlindungi",
            f"RT posts: {covered} of {whole} filled and covered",
        ),
        lang,
    )


def _next_lines(outcome: Outcome) -> Iterator[str]:
    request, buckets = outcome.request, outcome.summary["buckets"]
    lang = request.lang
    yield say(("Langkah berikut", "What to do next"), lang)
    open_rows = sum(found["review"] for found in buckets.values())
    book = request.out / WORKBOOK
    if not open_rows:
        yield say(("  Tidak ada baris yang menunggu keputusan.", "  No row waits for a decision."), lang)
    elif request.workbook:
        n = count(open_rows, lang)
        yield say(
            (f"  {n} baris menunggu keputusan manusia: isi kolom Jawaban pada lembar Tinjauan dalam {book},",
             f"  {n} rows wait for a human: fill in Answer on the sheet Review of {book},"),
            lang,
        )  # fmt: skip
        yield say(("  simpan, lalu jalankan lagi perintah ini dengan", "  save, and run this command again with"), lang)
        yield f"    --decisions {' '.join(map(str, _all_decisions(request.out, request.decisions)))}"
    else:
        yield say(
            (f"  {count(open_rows, lang)} baris menunggu keputusan; tanpa --no-workbook ada lembar Tinjauan.",
             f"  {count(open_rows, lang)} rows wait for a decision; without --no-workbook there is a review sheet."),
            lang,
        )  # fmt: skip


def _all_decisions(out: Path, decisions: Sequence[Path]) -> list[Path]:
    """The filled-in workbook, with what was known before."""
    return [out / WORKBOOK, *([out / "decisions.csv"] if decisions else [])]


def _place_lines(outcome: Outcome) -> Iterator[str]:
    request = outcome.request
    lang = request.lang
    if request.workbook:
        yield f"  {say(('Buku kerja', 'Workbook'), lang):<14}{request.out / WORKBOOK}"
    if request.minutes:
        draft = any(found["review"] for found in outcome.summary["buckets"].values())
        note = say(("  (RANCANGAN)", "  (DRAFT)"), lang) if draft else ""
        yield f"  {say(('Berita acara', 'Minutes'), lang):<14}{request.out / MINUTES}{note}"
    yield f"  {say(('Data', 'Data'), lang):<14}{request.out / 'rows.parquet'}, pairs.parquet, summary.json"


def _stood_in(lang: str) -> Iterator[str]:
    """What to do where the folder in which the command was given is one that was written anew (`--out .`)."""
    try:
        Path.cwd()
    except FileNotFoundError:
        yield ""
        yield say(
            ("Folder tempat perintah ini diberikan ditulis baru. Ketik cd . sebelum perintah berikutnya.",
             "The folder in which you gave this command was written anew. Type cd . before the next command."),
            lang,
        )  # fmt: skip


def _given_to_both_sides(outcome: Outcome, lang: str) -> Iterator[str]:
    """A file of the list that stands among the participants, too, agrees with itself in every row."""
    participants = {sheet.sha256 for sheet in outcome.inputs.sheets[PARTICIPANTS]}
    both = dict.fromkeys(sheet.file for sheet in outcome.inputs.sheets[LIST] if sheet.sha256 in participants)
    for file in both:
        yield say(
            (f"{file}: berkas yang sama diberikan sebagai daftar dan sebagai peserta; tentu semua barisnya cocok, "
             "periksa berkas mana yang seharusnya di --participants",
             f"{file}: the same file was given as a list and as participants; of course all its rows match, check "
             "which file belongs behind --participants"),
            lang,
        )  # fmt: skip


def warnings(outcome: Outcome) -> Iterator[str]:
    """What a person should know about how files were read."""
    lang = outcome.request.lang
    yield from _nobody_in(outcome.summary, lang)
    yield from _given_to_both_sides(outcome, lang)
    notes = [
        (code, f"{sheet.file}{f' [{sheet.sheet}]' if sheet.sheet else ''}: {sentence(note, lang)}")
        for read in outcome.inputs.sheets.values()
        for sheet in read
        for note in sheet.notes
        if (code := note.partition(":")[0]) in _WORTH_TELLING
    ]
    told = [text for _, text in sorted(notes, key=lambda note: _WORTH_TELLING.index(note[0]))]
    yield from told[:_SHOWN]
    if len(told) > _SHOWN:
        more = count(len(told) - _SHOWN, lang)
        yield say((f"{more} catatan lain ada dalam summary.json", f"{more} more notes stand in summary.json"), lang)
    if outcome.inputs.letterhead and outcome.inputs.letterhead.unread:
        keys = ", ".join(outcome.inputs.letterhead.unread)
        yield say((f"isi kop yang tidak dikenal: {keys}", f"keys of the letterhead that are not known: {keys}"), lang)
    unmet = outcome.summary["decisions"]["record_changed"]
    if unmet:
        yield say(
            (f"{unmet} keputusan tidak dipakai karena datanya sudah berubah; yang masih meragukan ditanyakan lagi",
             f"{unmet} decisions were not used, for their records have changed; what is still in doubt is asked again"),
            lang,
        )  # fmt: skip
    yield from _one_for_two(outcome)
    if outcome.request.decisions and not outcome.summary["decisions"]["given"]:
        yield say(
            ("--decisions tidak memuat satu jawaban pun: sudahkah kolom Jawaban diisi dan berkasnya disimpan?",
             "--decisions holds no answer at all: has the column Answer been filled in, and the file been saved?"),
            lang,
        )  # fmt: skip
    gap = outcome.summary["as_of"]["gap_days"]
    if gap is not None and gap > 31:
        yield say(
            (f"tanggal data kedua pihak berselisih {gap} hari", f"the two sides' data are {gap} days apart"), lang
        )
    yield from _signed_too_early(outcome)


def _one_for_two(outcome: Outcome) -> Iterator[str]:
    """Pairs of answers that make one record two plainly different people: obeyed, but not in silence.

    Nobody is named: what is printed may end in a log.
    """
    lang = outcome.request.lang
    found = outcome.doubtful
    for slip in found[:_SHOWN]:
        where = "; ".join(dict.fromkeys(answer.source for answer in slip.answers))
        yield say(
            (f"{where}: satu orang dijawab sama dengan dua orang yang jelas berbeda (NIK dan tanggal lahirnya lain); "
             "bila salah satu jawaban keliru, ubah menjadi bukan, lalu jalankan lagi",
             f"{where}: one person was answered to be the same as two plainly different people (other NIK, other "
             "birth dates); if one answer is a slip, change it to different and run again"),
            lang,
        )  # fmt: skip
    if len(found) > _SHOWN:
        more = count(len(found) - _SHOWN, lang)
        yield say((f"{more} pasang jawaban lain serupa itu", f"{more} more pairs of answers like these"), lang)


def _signed_too_early(outcome: Outcome) -> Iterator[str]:
    """Minutes that bear a day before the day of the data they speak of."""
    letterhead, known = outcome.inputs.letterhead, outcome.summary["as_of"]
    days = [date.fromisoformat(known[side]) for side in ("list", "participants") if known[side]]
    if letterhead and letterhead.day and days and letterhead.day < max(days):
        signed, of_data = letterhead.day.isoformat(), max(days).isoformat()
        yield say(
            (f"tanggal berita acara pada kop ({signed}) lebih awal daripada tanggal data ({of_data})",
             f"the minutes' date in the letterhead ({signed}) is before the day of the data ({of_data})"),
            outcome.request.lang,
        )  # fmt: skip
