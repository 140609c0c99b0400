"""The sheet that a human fills in: two records side by side, and one cell that says whether they are one person."""

from collections.abc import Iterable
from typing import Any

from padan.documents.content import Person, ReviewPair
from padan.documents.row_pages import Value
from padan.documents.sheets import Column, Sheet
from padan.documents.wording import Words, segment_label
from padan.domain.cell_text import plain_text
from padan.domain.decisions import ANSWER_WORDS, IDENTITY, REVIEW_HEADINGS, SIDE_WORDS, Answer

_GUIDE: tuple[Words, ...] = (
    (
        "Isi kolom Jawaban: sama = satu orang; bukan = dua orang; belum tahu atau kosong = belum diputuskan.",
        "Fill in Answer: same = one person; different = two people; cannot tell or blank = still open.",
    ),
    (
        "Simpan, lalu jalankan lagi dengan --decisions rekonsiliasi.xlsx. "
        "Kolom Sisi, NIK, Nama, Tanggal lahir dan KPJ mengikat jawaban pada datanya: jangan diubah.",
        "Save, then run again with --decisions rekonsiliasi.xlsx. "
        "Side, NIK, Name, Birth date and KPJ tie the answer to the records: do not change them.",
    ),
)
_TITLE: Words = ("Tinjauan: satu orang atau dua orang?", "Review: one person or two?")
_TIP: dict[str, tuple[str, str]] = {
    "id": ("Jawaban", "sama: satu orang. bukan: dua orang. belum tahu: perlu dicari."),
    "en": ("Answer", "same: one person. different: two people. cannot tell: to be looked into."),
}
_WIDTHS = {"side": 14.0, "nik": 19.0, "name": 28.0, "birth_date": 13.0, "kpj": 14.0}
_NOTE_WIDTHS = {"decision": 13.0, "by": 18.0, "at": 14.0, "note": 30.0}
_ANSWER_COLUMN = 1
_FIRST_A = 8
_SIDE_COLUMNS = 9


def columns() -> tuple[Column, ...]:
    """Answer first, then why it is asked, then record A and record B."""
    asked = tuple(_shared(key, width, "input", "input") for key, width in _NOTE_WIDTHS.items())
    why = (
        Column(("Calon", "Candidate"), 10),
        Column(("Peluang orang sama", "Probability"), 10, "percent"),
        Column(("Alasan", "Reasons"), 52, "wrap"),
    )
    return (Column(("No", "No"), 6, "number"), *asked, *why, *_record_columns("a"), *_record_columns("b"))


def _shared(key: str, width: float, kind: str, block: str) -> Column:
    return Column((REVIEW_HEADINGS["id"][key], REVIEW_HEADINGS["en"][key]), width, kind, block)


def _record_columns(mark: str) -> tuple[Column, ...]:
    tail = f" ({mark.upper()})"
    return (
        *(_shared(f"{mark}_{key}", _WIDTHS[key], "text", mark) for key in IDENTITY),
        Column((f"L/P{tail}", f"Sex{tail}"), 7, block=mark),
        Column((f"Segmen{tail}", f"Segment{tail}"), 20, block=mark),
        Column((f"Kelurahan{tail}", f"Kelurahan{tail}"), 18, block=mark),
        Column((f"Sumber{tail}", f"Source{tail}"), 36, "wrap", mark),
    )


def write_review(sheet: Sheet, pairs: Iterable[ReviewPair]) -> int:
    """Writes the pairs with a drop-down each; how many there were."""
    english = sheet.lang == "en"
    sheet.line(_TITLE[english], sheet.styles.title)
    for guide in _GUIDE:
        sheet.line(guide[english])
    sheet.heading(columns(), frozen=2)
    first = sheet.row
    written = 0
    for written, pair in enumerate(pairs, 1):
        sheet.add(_values(written, pair, sheet.lang), _differences(pair, sheet.styles.differing))
    if written:
        sheet.page.data_validation(first, _ANSWER_COLUMN, sheet.row - 1, _ANSWER_COLUMN, _drop_down(sheet.lang))
    sheet.close()
    return written


def _drop_down(lang: str) -> dict[str, Any]:
    words = ANSWER_WORDS[lang]
    title, message = _TIP[lang]
    return {
        "validate": "list",
        "source": [words[answer] for answer in Answer],
        "input_title": title,
        "input_message": message,
        "error_title": title,
        "error_message": message,
    }


def _values(index: int, pair: ReviewPair, lang: str) -> list[Value]:
    of = "dari" if lang == "id" else "of"
    return [
        index, pair.answer, pair.by, pair.at, pair.note, f"{pair.candidate} {of} {pair.candidates}", pair.probability,
        " ".join(pair.reasons), *_record(pair.a, lang), *_record(pair.b, lang),
    ]  # fmt: skip


def _record(person: Person, lang: str) -> list[Value]:
    return [
        SIDE_WORDS[lang][person.side], person.nik, person.name, person.birth_date, person.kpj, person.sex,
        segment_label(person.segment, lang), person.kelurahan, person.source,
    ]  # fmt: skip


def _differences(pair: ReviewPair, mark: Any) -> dict[int, Any]:
    """Colour on what record B says otherwise than record A: NIK, name, birth date, sex."""
    told = ((1, pair.a.nik, pair.b.nik), (2, pair.a.name, pair.b.name), (3, pair.a.birth_date, pair.b.birth_date))
    both = (*told, (5, pair.a.sex, pair.b.sex))
    first_b = _FIRST_A + _SIDE_COLUMNS
    return {first_b + at: mark for at, a, b in both if plain_text(a).casefold() != plain_text(b).casefold()}
