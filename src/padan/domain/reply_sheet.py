"""Columns of the workbook in which the branch answers what was sent to it, and the words in which it answers.

Its writer and its reader share this module. The branch may also hand in a sheet of its own: any that names a person by
NIK or KPJ and says in one column what became of him.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from padan.domain.cell_text import plain_text

NUMBER, KIND, NIK, KPJ, NAME, WORD, REASON, KEY = (
    "number", "kind", "nik", "kpj", "name", "word", "reason", "key",
)  # fmt: skip
ACCEPTED, REFUSED, DOCUMENT = "accepted", "refused", "document"

HEADINGS: Mapping[str, tuple[str, str]] = {
    NUMBER: ("No kiriman", "Number"),
    KIND: ("Jenis", "Kind"),
    KPJ: ("KPJ", "KPJ"),
    NIK: ("NIK", "NIK"),
    NAME: ("Nama", "Name"),
    WORD: ("Jawaban", "Answer"),
    REASON: ("Alasan", "Reason"),
    KEY: ("Kunci (jangan diubah)", "Key (do not change)"),
}
"""Each column that is read again: its heading, Indonesian and English."""

OTHER_HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(("nomor kiriman", "no. kiriman", "kiriman"), NUMBER),
    **dict.fromkeys(("jenis kiriman", "jenis usulan"), KIND),
    **dict.fromkeys(("no kpj", "no. kpj", "nomor kpj", "nomor peserta", "no peserta"), KPJ),
    **dict.fromkeys(("no nik", "no. nik", "nomor nik", "nik peserta", "no ktp", "nomor ktp"), NIK),
    **dict.fromkeys(("nama peserta", "nama lengkap", "nama tenaga kerja"), NAME),
    **dict.fromkeys(("status", "hasil", "status cabang", "jawaban cabang", "hasil verifikasi", "tindak lanjut"), WORD),
    **dict.fromkeys(("keterangan", "catatan", "alasan penolakan", "dokumen yang diminta", "sebab"), REASON),
}
"""Headings of a branch's own sheet."""

LABELS: Mapping[str, tuple[str, str]] = {
    ACCEPTED: ("diterima", "accepted"),
    REFUSED: ("ditolak", "refused"),
    DOCUMENT: ("perlu dokumen", "needs a document"),
}
"""The words of the drop-down."""

_WORDS: Mapping[str, str] = {
    **{word: code for code, words in LABELS.items() for word in words},
    **dict.fromkeys(
        ("terima", "disetujui", "setuju", "berhasil", "sukses", "ok", "oke", "ya", "terdaftar", "sudah terdaftar",
         "sudah didaftarkan", "sudah diperbaiki", "sudah diproses", "selesai", "approved", "yes", "done"),
        ACCEPTED,
    ),
    **dict.fromkeys(
        ("tolak", "tidak disetujui", "tidak diterima", "tidak setuju", "gagal", "tidak dapat diproses", "tidak",
         "tidak valid", "reject", "rejected", "no"),
        REFUSED,
    ),
    **dict.fromkeys(
        ("dokumen", "butuh dokumen", "kurang dokumen", "dokumen kurang", "dokumen belum lengkap", "berkas kurang",
         "berkas belum lengkap", "minta dokumen", "document", "document needed"),
        DOCUMENT,
    ),
}  # fmt: skip


_OWN: Mapping[str, str] = {word.casefold(): column for column, words in HEADINGS.items() for word in words}


def column_of(heading: str) -> str:
    """The column that a heading names, "" where it is none that is read."""
    plain = plain_text(heading).casefold().rstrip(":")
    return _OWN.get(plain) or OTHER_HEADINGS.get(plain, "")


def is_own(heading: str) -> bool:
    """Whether a heading is one that our own workbook has."""
    return plain_text(heading).casefold().rstrip(":") in _OWN


def read_word(text: str) -> str:
    """What an answer says: `accepted`, `refused`, `document`; "" where the word is not known."""
    return _WORDS.get(plain_text(text).casefold().rstrip(".!"), "")


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One row as found: `row` is Excel's number, `said` the text of each column that is not blank."""

    row: int
    said: Mapping[str, str]

    def text(self, column: str) -> str:
        """What stands in a column, "" where it is blank."""
        return self.said.get(column, "")
