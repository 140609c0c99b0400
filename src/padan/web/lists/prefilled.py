"""Lists to fill in: which columns each kind has, blank or with what was accepted last."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils import translation

from padan.documents.template_sheet import TemplateColumn, template_workbook
from padan.domain.fields import LABELS
from padan.domain.segments import SEGMENTS
from padan.web.lists.models import Upload
from padan.web.periods.models import Kind, Requirement

LIST_FIELDS = (
    "nik", "kk", "name", "birth_place", "birth_date", "sex", "mother", "address", "rt", "rw", "kelurahan", "kecamatan",
    "phone", "job", "work_place", "work_hours", "income", "post", "segment", "start_date", "end_date", "death_date",
    "status", "note",
)  # fmt: skip
FIELDS: dict[str, tuple[str, ...]] = {
    Kind.LIST: LIST_FIELDS,
    Kind.PARTICIPANTS: (
        "kpj", "nik", "name", "birth_place", "birth_date", "sex", "mother", "address", "kelurahan", "kecamatan",
        "npp", "office", "segment", "program", "wage", "start_date", "end_date", "death_date", "status",
    ),
    Kind.PAYMENTS: (
        "kpj", "nik", "name", "npp", "segment", "month", "month_from", "month_to", "amount", "people_count",
        "paid_date", "billing_code", "ntpn", "payer",
    ),
    Kind.POSTS: ("kecamatan", "kelurahan", "rt", "rw", "post", "name", "nik", "birth_date", "status", "note"),
    Kind.GROUPS: ("npp", "office", "segment", "payer", "note"),
}  # fmt: skip
NEEDED = frozenset({"nik", "name", "birth_date", "kpj", "month", "amount", "rt", "kelurahan", "npp", "office"})
_WIDTHS = {"name": 30, "nik": 20, "kk": 20, "address": 34, "mother": 24, "office": 30, "note": 30, "kpj": 16}
_NARROW = frozenset({"rt", "rw", "sex"})
_TIPS = {
    "nik": "16 angka, seperti di KTP. Kolom ini teks, jadi angka terakhir tidak hilang.",
    "kk": "16 angka, seperti di Kartu Keluarga.",
    "birth_date": "Misalnya 17-08-1985.",
    "start_date": "Misalnya 01-10-2024.",
    "end_date": "Isi bila orang ini sudah tidak lagi; misalnya 31-10-2024.",
    "death_date": "Isi bila orang ini meninggal; misalnya 31-10-2024.",
    "month": "Misalnya 2024-10.",
}


def fields_of(requirement: Requirement) -> tuple[str, ...]:
    """The fields of a list, in the order of its columns."""
    fields = FIELDS[requirement.kind]
    return tuple(f for f in fields if f != "post" or requirement.segment in ("", "rt"))


def columns_of(fields: Iterable[str]) -> list[TemplateColumn]:
    """The columns of a sheet with these fields; its headings are those that the reader knows best."""
    return [
        TemplateColumn(
            LABELS[field].label_id,
            width=6 if field in _NARROW else _WIDTHS.get(field, 16),
            choices=_choices(field),
            length=16 if field in ("nik", "kk") else None,
            tip=_TIPS.get(field, ""),
            needed=field in NEEDED,
        )
        for field in fields
    ]


def _choices(field: str) -> tuple[str, ...]:
    if field == "sex":
        return ("L", "P")
    return tuple(segment.label_id for segment in SEGMENTS) if field == "segment" else ()


def sheet_title(requirement: Requirement) -> str:
    """The name of the sheet: it tells the segment to whoever reads it, in the language that files are read in."""
    with translation.override("id"):
        return str(requirement.get_segment_display() or requirement.get_kind_display())


def blank(requirement: Requirement) -> bytes:
    """A list without a row."""
    return filled(requirement, ())


def prefilled(requirement: Requirement, upload: Upload) -> bytes:
    """A list with the rows of a version, as they were read and mended."""
    return filled(requirement, list(upload.rows.order_by("number").values_list("values", flat=True)))


def filled(requirement: Requirement, rows: Sequence[Mapping[str, str]]) -> bytes:
    """A list with these rows; fields beyond the usual ones have a column where some row has them."""
    fields = columns_for(requirement, rows)
    texts = ([row.get(field, "") for field in fields] for row in rows)
    return template_workbook(columns_of(fields), texts, sheet=sheet_title(requirement))


def columns_for(requirement: Requirement, rows: Sequence[Mapping[str, str]]) -> list[str]:
    """The usual fields, then those that only some row has."""
    usual = fields_of(requirement)
    return [*usual, *sorted({field for row in rows for field in row} - set(usual))]
