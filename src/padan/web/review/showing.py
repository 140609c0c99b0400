"""A case as the page shows it: records side by side, differences marked inside the text, reasons, what hangs on it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.domain.contributions import STATUSES
from padan.domain.dates import read_date
from padan.domain.fields import LABELS
from padan.domain.problems import problem_text
from padan.domain.sex import read_sex
from padan.web.lists.models import Row
from padan.web.periods.models import segment_name
from padan.web.review.marking import Piece, marked, together
from padan.web.review.models import Case
from padan.web.review.reasons import reason_text
from padan.web.review.verdicts import rivals_are_right
from padan.web.runs.models import RunRow
from padan.web.templatetags.indonesian import hidden, masked, year_of
from padan.web.templatetags.indonesian import month as month_words

SHOWN: tuple[str, ...] = (
    "nik", "name", "birth_date", "birth_place", "sex", "kk", "mother", "address", "rt", "rw", "kelurahan", "kecamatan",
    "job", "post", "office", "phone", "segment", "kpj", "npp", "program", "start_date", "end_date", "death_date",
    "status", "note",
)  # fmt: skip
ALWAYS = ("nik", "name", "birth_date")
NUMBERS = frozenset({"nik", "kk", "kpj", "rt", "rw", "phone", "npp"})
DATES = frozenset({"birth_date", "start_date", "end_date", "death_date"})
SECRET = frozenset({"nik", "kk", "mother", "phone", "birth_date"})
"""Fields that are masked outside the office that a case is put to; of a birth date the year stays."""
_MASKS: Mapping[str, Callable[[str], str]] = {"mother": hidden, "birth_date": year_of}
_LONG_NUMBER = re.compile(r"\d{10,}")


@dataclass(frozen=True, slots=True)
class Record:
    """One of the records compared: its letter, whose it is, and where it stands."""

    letter: str
    row: Row
    title: str
    source: str
    rival: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one record says of a field, in pieces."""

    letter: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Line:
    """One field over all records."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    differs: bool
    missing: bool


@dataclass(frozen=True, slots=True)
class Stake:
    """What hangs on a case, for one record: rupiah of the period, and what each month is."""

    letter: str
    due: int
    paid: int
    missing: int
    excess: int
    months: tuple[tuple[str, str], ...] = field(default=())


def records_of(case: Case, rivals: Mapping[int, Row]) -> list[Record]:
    """The records in the order of their letters: A and B, then further candidates."""
    pairs = [(case.left, False), (case.right, False), *((rivals.get(pk), True) for pk in case.rivals)]
    rows = [(row, rival) for row, rival in pairs if row is not None]
    return [_record("ABCDEFGHIJKLMNOP"[at % 16], row, rival) for at, (row, rival) in enumerate(rows)]


def _record(letter: str, row: Row, rival: bool) -> Record:
    upload = row.upload
    title = str(_("Daftar kami")) if row.kind == "list" else str(_("Peserta BPJS"))
    where = [upload.filename, row.sheet, _("baris %(row)s") % {"row": row.row}]
    source = ", ".join(part for part in where if part)
    return Record(letter, row, title, f"{upload.requirement.office.name}: {source}", rival)


def lines_of(case: Case, records: Sequence[Record], *, whole: bool) -> list[Line]:
    """The fields that any record fills, side by side. Not `whole`: numbers and the mother's name are masked."""
    base = _base(case, records)
    return [line for key in SHOWN if (line := _line(key, records, base, whole)) is not None]


def _base(case: Case, records: Sequence[Record]) -> int:
    """The record that the others are compared with: the one that is asked about."""
    if case.rivals and len(records) > 2 and not rivals_are_right(case):
        return 1
    return 0


def _line(key: str, records: Sequence[Record], base: int, whole: bool) -> Line | None:
    said = [shown(key, str(record.row.values.get(key) or "")) for record in records]
    if not any(said) and key not in ALWAYS:
        return None
    differs = len({text.casefold() for text in said if text}) > 1
    missing = any(said) and not all(said)
    if not whole and key in SECRET:
        said = [_MASKS.get(key, masked)(str(record.row.values.get(key) or "")) for record in records]
        cells = tuple(Cell(r.letter, _plain(text)) for r, text in zip(records, said, strict=True))
    else:
        cells = tuple(_cells(key, records, said, base))
    return Line(key, label_of(key), cells, differs and len(records) > 1, missing and len(records) > 1)


def _cells(key: str, records: Sequence[Record], said: Sequence[str], base: int) -> Iterator[Cell]:
    """Each text marked against that of the record asked about; in that one, whatever any other does not have."""
    digits = key in NUMBERS
    for at, (record, text) in enumerate(zip(records, said, strict=True)):
        if at != base:
            yield Cell(record.letter, marked(text, said[base], digits=digits)[0] if said[base] else _plain(text))
        else:
            others = [other for i, other in enumerate(said) if i != base and other]
            yield Cell(
                record.letter, together(marked(text, other, digits=digits)[0] for other in others) or _plain(text)
            )


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece(text, False),) if text else ()


def shown(key: str, text: str) -> str:
    """A value as it is compared by eye: dates and sex in one way of writing, all else as found."""
    if key in DATES and text:
        day = read_date(text).value
        return f"{day:%d-%m-%Y}" if day else text
    if key == "sex" and text:
        return {"L": _("Laki-laki"), "P": _("Perempuan")}.get(read_sex(text) or "", text)
    if key == "segment":
        return segment_name(text)
    return " ".join(text.split())


def label_of(key: str) -> str:
    """What a clerk calls a field."""
    named = LABELS[key]
    if get_language() == "en":
        return named.label_en[:1].upper() + named.label_en[1:]
    return named.label_id


def reasons_of(case: Case, *, whole: bool) -> list[str]:
    """The engine's reasons as sentences. Not `whole`: without numbers and mothers' names."""
    told = [reason for reason in case.reasons if reason.get("text") and reason.get("outcome") != "missing"]
    if not whole:
        told = [reason for reason in told if reason.get("field") not in ("mother", "phone")]
    texts = [reason_text(case, reason) for reason in told]
    if not whole:
        texts = [_LONG_NUMBER.sub(lambda found: masked(found.group()), text) for text in texts]
    return [text[:1].upper() + text[1:] for text in texts]


def problems_of(case: Case) -> list[str]:
    """The problems of its rows as sentences."""
    return [problem_text(code, get_language() or "id") for code in case.problems]


def stakes_of(records: Sequence[Record], found: Mapping[int, RunRow]) -> list[Stake]:
    """What hangs on each record, where the run knows anything."""
    known = [(record.letter, found[record.row.pk]) for record in records if record.row.pk in found]
    return [
        Stake(letter, said.due, said.paid, said.missing, said.excess, _months(said))
        for letter, said in known
        if said.due or said.paid or said.months
    ]


def _months(said: RunRow) -> tuple[tuple[str, str], ...]:
    english = get_language() == "en"
    found = []
    for month, status in sorted(said.months.items()):
        year, number = month.split("-")
        words = STATUSES.get(status, (status, status))
        found.append((month_words(date(int(year), int(number), 1)), words[english]))
    return tuple(found)


def same_as(letter: str) -> str:
    """The button for one of several candidates."""
    return _("Sama dengan %(letter)s") % {"letter": letter}


def same_person(record: Record) -> str:
    """The candidate that was chosen, once he is no longer before the clerk: `Sama dengan B: nama, NIK`."""
    said = record.row.values
    who = ", ".join(part for part in (str(said.get("name") or ""), masked(str(said.get("nik") or ""))) if part)
    return f"{same_as(record.letter)}: {who}" if who else same_as(record.letter)


def handed_to(office: str) -> str:
    """Bappeda's word on a person who was passed on."""
    return _("Diserahkan ke %(office)s") % {"office": office}


def name_of(key: str) -> str:
    """What a field is called, in the language of whoever reads it: worked out anew each time it is shown."""
    return _later(key)


_later = lazy(label_of, str)
