"""What a column of a mutation file may hold, and the layout that is shipped until the branch gives its own.

The columns are those that the branch usually asks of a BPU participant; no official template was seen.
"""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from padan.domain.fields import LABELS

_OWN = {
    "kind": _("Jenis mutasi (masuk, keluar, perubahan)"),
    "reason": _("Alasan keluar"),
    "period": _("Periode kepesertaan"),
    "answer": _("Jawaban cabang (diisi cabang)"),
    "answered_on": _("Tanggal jawaban (diisi cabang)"),
    "refusal": _("Alasan penolakan (diisi cabang)"),
}
_OF_LISTS = (
    "nik", "kk", "name", "birth_place", "birth_date", "sex", "mother", "address", "rt", "rw", "kelurahan", "kecamatan",
    "phone", "job", "work_place", "work_hours", "income", "program", "segment", "kpj",
)  # fmt: skip
FIELDS = {**{key: LABELS[key].label_id for key in _OF_LISTS}, **_OWN}
"""{field: what it is called}."""

IDENTITY = ("nik", "name", "birth_date", "sex", "mother", "address", "phone", "job", "work_place", "income")
"""Fields whose change is told to the branch."""


def field_name(key: str) -> str:
    """What a page calls a field."""
    return str(capfirst(LABELS[key].label_en)) if get_language() == "en" and key in _OF_LISTS else str(FIELDS[key])


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and the field it holds or the text that every line says."""

    heading: str
    field: str = ""
    fixed: str = ""

    def as_data(self) -> dict[str, str]:
        """As it is kept."""
        return {"heading": self.heading, "field": self.field, "fixed": self.fixed}


DEFAULT_COLUMNS: tuple[Column, ...] = (
    Column("Jenis Mutasi", "kind"),
    Column("NIK", "nik"),
    Column("KPJ", "kpj"),
    Column("Nama Lengkap", "name"),
    Column("Tempat Lahir", "birth_place"),
    Column("Tanggal Lahir", "birth_date"),
    Column("Jenis Kelamin", "sex"),
    Column("Nama Ibu Kandung", "mother"),
    Column("Alamat", "address"),
    Column("Kelurahan", "kelurahan"),
    Column("Kecamatan", "kecamatan"),
    Column("No. HP", "phone"),
    Column("Pekerjaan", "job"),
    Column("Lokasi Kerja", "work_place"),
    Column("Jam Kerja", "work_hours"),
    Column("Penghasilan", "income"),
    Column("Program", "program"),
    Column("Periode", "period"),
    Column("Alasan Keluar", "reason"),
    Column("Jawaban", "answer"),
    Column("Per Tanggal", "answered_on"),
    Column("Alasan Penolakan", "refusal"),
)
