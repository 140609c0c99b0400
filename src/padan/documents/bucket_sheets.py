"""One sheet a bucket: what a row says, what is wrong with it, its counterpart, and where both stand."""

from collections.abc import Callable, Iterable
from typing import Any

from padan.documents.content import BucketRow, Person
from padan.documents.row_pages import Value
from padan.documents.sheets import Column, Sheet, Styles
from padan.documents.wording import BUCKET_BY_KEY, HARM, ROLES, say, segment_label
from padan.domain.cell_text import plain_text

_NUMBER = Column(("No", "No"), 6, "number")
_HARM = Column(("Dampak", "Harm"), 14)
_PROBLEMS = Column(("Masalah", "Problems"), 44, "wrap")
_REASONS = Column(("Alasan", "Reasons"), 52, "wrap")
_PROBABILITY = Column(("Peluang orang sama", "Probability"), 10, "percent")
_MONEY = Column(("Rupiah terkait", "Rupiah at stake"), 15, "money")
_SIDE = Column(("Sisi", "Side"), 14)
_PLACE = (
    Column(("Segmen", "Segment"), 22),
    Column(("Kecamatan", "Kecamatan"), 16),
    Column(("Kelurahan", "Kelurahan"), 18),
    Column(("Instansi", "Office"), 20),
)


def _identity(block: str, id_tail: str, en_tail: str, kpj: bool = True) -> tuple[Column, ...]:
    columns = (
        Column((f"NIK{id_tail}", f"NIK{en_tail}"), 19, block=block),
        Column((f"Nama{id_tail}", f"Name{en_tail}"), 28, block=block),
        Column((f"Tanggal lahir{id_tail}", f"Birth date{en_tail}"), 13, block=block),
        Column((f"L/P{id_tail}", f"Sex{en_tail}"), 7, block=block),
        Column((f"KPJ{id_tail}", f"KPJ{en_tail}"), 14, block=block),
    )
    return columns if kpj else columns[:-1]


def _source(block: str, id_tail: str, en_tail: str) -> Column:
    return Column(
        (f"Sumber{id_tail} (berkas / lembar / baris)", f"Source{en_tail} (file / sheet / row)"), 38, "wrap", block
    )


_ALONE = (*_identity("", "", ""), _source("", "", ""))
_CITY = ("a", " Pemda", ", city")
_INSURER = ("b", " BPJS", ", BPJS")
_KEPT = ("b", " yang dipakai", ", kept row")
_CANDIDATE = ("b", " calon", ", candidate")

COLUMNS: dict[str, tuple[Column, ...]] = {
    "matched": (
        _NUMBER, *_PLACE, *_identity("", "", ""), _PROBLEMS, _PROBABILITY, _source(*_CITY), _source(*_INSURER),
    ),
    "differs": (
        _NUMBER, _HARM, _PROBLEMS, *_PLACE, *_identity(*_CITY, kpj=False), *_identity(*_INSURER), _REASONS,
        _PROBABILITY, _MONEY, _source(*_CITY), _source(*_INSURER),
    ),
    "review": (
        _NUMBER, _HARM, _SIDE, *_PLACE, *_ALONE, *_identity(*_CANDIDATE), _source(*_CANDIDATE), _PROBLEMS, _REASONS,
        _PROBABILITY, _MONEY,
    ),
    "duplicate": (
        _NUMBER, _HARM, _SIDE, *_PLACE, *_ALONE, *_identity(*_KEPT), _source(*_KEPT), _PROBLEMS, _REASONS,
        _PROBABILITY, _MONEY,
    ),
    "not_registered": (_NUMBER, _HARM, *_PLACE, *_ALONE, _PROBLEMS, _MONEY),
    "not_listed": (_NUMBER, _HARM, *_PLACE, *_ALONE, _PROBLEMS, _MONEY),
    "rejected": (_NUMBER, _SIDE, *_PLACE, *_ALONE, _PROBLEMS),
}  # fmt: skip


def write_bucket(sheet: Sheet, bucket: str, rows: Iterable[BucketRow]) -> int:
    """Writes the rows as they come (worst first); how many there were."""
    wording = BUCKET_BY_KEY[bucket]
    sheet.line(say(wording.sheet, sheet.lang), sheet.styles.title)
    sheet.line(say(wording.meaning, sheet.lang))
    sheet.heading(COLUMNS[bucket], frozen=1)
    values = _VALUES[bucket]
    written = 0
    for written, row in enumerate(rows, 1):
        marks = _differences(row, sheet.styles) if bucket == "differs" else None
        sheet.add([written, *values(row, sheet.lang)], marks)
    if not written:
        sheet.line(say(("Tidak ada baris.", "No rows."), sheet.lang))
    sheet.close()
    return written


def _place(person: Person, lang: str) -> list[Value]:
    return [segment_label(person.segment, lang), person.kecamatan, person.kelurahan, person.office]


def _who(person: Person | None) -> list[Value]:
    if person is None:
        return [None] * 5
    return [person.nik, person.name, person.birth_date, person.sex, person.kpj]


def _sides(row: BucketRow) -> tuple[Person | None, Person | None]:
    """The city's record and the insurer's, whichever of the two the row is about."""
    return (row.person, row.other) if row.person.side == "list" else (row.other, row.person)


def _text(sentences: tuple[str, ...]) -> str:
    return " ".join(s if s.endswith((".", "!", "?")) else f"{s}." for s in sentences)


def _where(person: Person | None) -> str | None:
    return person.source if person else None


def _harm(row: BucketRow, lang: str) -> str:
    return say(HARM[row.harm], lang)


def _matched(row: BucketRow, lang: str) -> list[Value]:
    city, insurer = _sides(row)
    who = _who(city or insurer)
    who[-1] = insurer.kpj if insurer else row.person.kpj
    return [
        *_place(row.person, lang), *who, _text(row.problems), row.probability, _where(city), _where(insurer)
    ]  # fmt: skip


def _differs(row: BucketRow, lang: str) -> list[Value]:
    city, insurer = _sides(row)
    return [
        _harm(row, lang), _text(row.problems), *_place(row.person, lang), *_who(city)[:-1], *_who(insurer),
        _text(row.reasons), row.probability, row.rupiah, _where(city), _where(insurer),
    ]  # fmt: skip


def _differences(row: BucketRow, styles: Styles) -> dict[int, Any]:
    """Colour on the insurer's cells that do not say what the city's say."""
    city, insurer = _sides(row)
    first = 1 + 2 + len(_PLACE) + 4
    pairs = enumerate(zip(_who(city)[:4], _who(insurer)[:4], strict=True))
    return {first + at: styles.differing for at, (one, other) in pairs if _plain(one) != _plain(other)}


def _plain(value: Value) -> str:
    return plain_text(str(value or "")).casefold()


def _two_rows(row: BucketRow, lang: str) -> list[Value]:
    return [
        _harm(row, lang), say(ROLES[row.person.side], lang), *_place(row.person, lang), *_who(row.person),
        row.person.source, *_who(row.other), _where(row.other), _text(row.problems), _text(row.reasons),
        row.probability, row.rupiah,
    ]  # fmt: skip


def _alone(row: BucketRow, lang: str) -> list[Value]:
    return [
        _harm(row, lang), *_place(row.person, lang), *_who(row.person), row.person.source,
        _text((*row.problems, row.paired) if row.paired else row.problems), row.rupiah,
    ]  # fmt: skip


def _rejected(row: BucketRow, lang: str) -> list[Value]:
    side = say(ROLES[row.person.side], lang)
    return [side, *_place(row.person, lang), *_who(row.person), row.person.source, _text(row.problems)]


_VALUES: dict[str, Callable[[BucketRow, str], list[Value]]] = {
    "matched": _matched,
    "differs": _differs,
    "review": _two_rows,
    "duplicate": _two_rows,
    "not_registered": _alone,
    "not_listed": _alone,
    "rejected": _rejected,
}
