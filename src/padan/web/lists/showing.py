"""What the pages of a file show of it: headings, problems, rows left out, notes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.domain.dates import read_birth_date
from padan.domain.fields import FIELDS, LABELS
from padan.domain.problems import BY_CODE, problem_text
from padan.domain.regions import kelurahan_key
from padan.domain.segments import read_segment
from padan.intake import note_text
from padan.web.lists.models import Mend, Row, Upload
from padan.web.lists.prefilled import fields_of
from padan.web.periods.models import Requirement, segment_name
from padan.web.roles import OfficeKind
from padan.web.templatetags.indonesian import hidden, masked, year_of

MASKED = frozenset({"nik", "kk"})
LONG_NUMBER = 8
SHORTEST_DATE, YEAR_DIGITS = 6, 4
_DIGITS = re.compile(r"\d+")
_TONES = {3: "grave", 2: "warn", 1: ""}


@dataclass(frozen=True, slots=True)
class HeadingShown:
    """A heading with the field it was understood as, an example from the file, and the name of its select."""

    heading: str
    field: str
    example: str
    key: str


@dataclass(frozen=True, slots=True)
class ProblemShown:
    """A kind of problem: its sentence, its colour, on how many rows."""

    code: str
    text: str
    tone: str
    count: int


def language() -> str:
    """`id` or `en`."""
    return "en" if get_language() == "en" else "id"


def headings_of(upload: Upload) -> list[HeadingShown]:
    """Each heading once, in the file's order; columns without one cannot be told apart and are left out."""
    first = upload.rows.order_by("number").first()
    found: dict[str, str] = {}
    for sheet in upload.understanding:
        for column in sheet["columns"]:
            if column["heading"]:
                found[column["heading"]] = found.get(column["heading"]) or column["field"]
    examples = first.found if first else {}
    return [
        HeadingShown(heading, field, shortened(examples.get(heading, "")), f"judul-{number}")
        for number, (heading, field) in enumerate(found.items())
    ]


def shortened(text: str) -> str:
    """An example that shows how a column looks, with long numbers masked, and of a date all but the year."""
    plain = text[:40]
    digits = sum(map(str.isdigit, plain))
    if digits >= SHORTEST_DATE and read_birth_date(plain).value:
        return _DIGITS.sub(lambda found: found[0] if len(found[0]) == YEAR_DIGITS else "*" * len(found[0]), plain)
    return masked(plain) if digits >= LONG_NUMBER else plain


def field_choices(requirement: Requirement) -> list[tuple[str, str]]:
    """(key, label) of every field, those usual for this kind first."""
    usual = fields_of(requirement)
    english = language() == "en"
    labels = {f.key: f.label_en if english else f.label_id for f in FIELDS}
    return [*((key, labels[key]) for key in usual), *((k, v) for k, v in labels.items() if k not in usual)]


def problems_of(upload: Upload) -> list[ProblemShown]:
    """Kinds of problems in the file, the most harmful first."""
    counts: dict[str, int] = upload.counts.get("problems", {})
    harm = {code: BY_CODE[code].harm if code in BY_CODE else 1 for code in counts}
    ordered = sorted(counts, key=lambda code: (-harm[code], -counts[code], code))
    return [ProblemShown(code, problem_text(code, language()), _TONES[harm[code]], counts[code]) for code in ordered]


def sentences(row: Row, twins: Mapping[int, str] | None = None) -> list[str]:
    """What is wrong with a row, in words; `twins` says where else its person stands."""
    told = [problem_text(code, language()) for code in row.problems]
    return [*told, twins[row.pk]] if twins and row.pk in twins else told


def left_out_of(upload: Upload) -> list[tuple[str, list[str]]]:
    """Rows below the heading that are no data, by reason: (sentence, places)."""
    words = {
        "repeated_heading": _("judul kolom yang diulang"),
        "numbering": _("baris nomor kolom"),
        "subtotal": _("baris jumlah"),
        "signature": _("tanda tangan"),
        "note": _("catatan"),
        "title": _("judul"),
    }
    found: dict[str, list[str]] = {}
    for sheet in upload.understanding:
        for left in sheet["left_out"]:
            place = f"{sheet['sheet']} {left['row']}".strip() if len(upload.understanding) > 1 else str(left["row"])
            found.setdefault(words.get(left["reason"], left["reason"]), []).append(place)
    return list(found.items())


def notes_of(upload: Upload) -> list[str]:
    """How the file was read, where that is worth a sentence."""
    return list(dict.fromkeys(note_text(note, language()) for s in upload.understanding for note in s["notes"]))


def doubts_of(upload: Upload, rows: Iterable[Row] = ()) -> list[str]:
    """What makes it likely that this is the wrong file: it names another kelurahan, or another segment."""
    requirement, office = upload.requirement, upload.requirement.office
    doubts = []
    for sheet in upload.understanding:
        place = sheet["hints"].get("kelurahan")
        mine = office.kind == OfficeKind.KELURAHAN and kelurahan_key(office.region.name)
        if place and mine and kelurahan_key(place) != mine:
            told = {"place": place, "mine": office.region.name}
            doubts.append(_("Berkas ini menyebut kelurahan %(place)s, bukan %(mine)s.") % told)
        segment = read_segment(sheet["hints"].get("segment"))
        if segment and requirement.segment and segment != requirement.segment:
            told = {"other": segment_name(segment), "asked": requirement.get_segment_display()}
            doubts.append(_("Berkas ini tampaknya daftar %(other)s, sedangkan yang diminta %(asked)s.") % told)
    return list(dict.fromkeys(doubts))


def facts_of(row: Row, *, whole: bool) -> list[tuple[str, str, str]]:
    """(field, label, text) of each value; NIK, KK, mother's name and birth date masked unless `whole`."""
    english = language() == "en"
    return [
        (f.key, f.label_en if english else f.label_id, row.values[f.key] if whole else shown(f.key, row.values[f.key]))
        for f in FIELDS
        if f.key in row.values
    ]


def mends_of(row: Row) -> list[tuple[str, Mend]]:
    """(label, mend) of each value that was mended on the page, the first first."""
    english = language() == "en"
    mends = row.mends.select_related("by").order_by("id")
    return [(LABELS[m.field].label_en if english else LABELS[m.field].label_id, m) for m in mends]


def shown(field: str, text: str) -> str:
    """A value as anybody may see it."""
    if field in MASKED:
        return masked(text)
    if field == "birth_date":
        return year_of(text)
    return hidden(text) if field == "mother" else text


def refusal_of(upload: Upload) -> tuple[str, str]:
    """The sentence for which a file was refused, and its kind (`heading`, `password`, `unreadable`, ...)."""
    both = upload.refusal.split("\n\n")
    kind: Any = upload.understanding[0].get("refused", "") if upload.understanding else ""
    return both[-1] if language() == "en" else both[0], str(kind)
