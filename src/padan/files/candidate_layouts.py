"""What the further headings of a candidate sheet mean, beside those of any list of people (`layouts`).

Candidate sheets are read as lists; what stands under these headings is read here from each row as found.
"""

import re
from collections.abc import Iterable, Mapping

from padan.files.layouts import compact

SYNONYMS: dict[str, tuple[str, ...]] = {
    "decile": ("Desil", "Desil Kesejahteraan", "Desil DTSEN", "Desil Keluarga", "Peringkat Desil", "Decile"),
    "source": ("Sumber Data", "Sumber", "Basis Data", "Asal Data", "Data Set", "Source"),
    "version": ("Tanggal Versi", "Versi", "Tanggal Data", "Versi Data", "Tanggal Pemutakhiran", "Data Per", "Version"),
    "breadwinner": ("Pencari Nafkah", "Pencari Nafkah Utama", "Tulang Punggung Keluarga", "Breadwinner"),
    "dependants": ("Tanggungan", "Jumlah Tanggungan", "Jml Tanggungan", "Banyak Tanggungan", "Dependants"),
    "woman_headed": (
        "Kepala Keluarga Perempuan", "Perempuan Kepala Keluarga", "PEKKA", "KK Perempuan", "Woman headed",
    ),
    "disability": ("Disabilitas", "Penyandang Disabilitas", "Difabel", "Penyandang Cacat", "Disability"),
    "job_risk": ("Risiko Pekerjaan", "Risiko Kerja", "Tingkat Risiko", "Job risk"),
    "rank": (
        "Peringkat Musyawarah", "Peringkat", "Urutan Musyawarah", "Urutan Prioritas", "Prioritas", "Ranking", "Rank",
    ),
    "answer": (
        "Jawaban", "Hasil", "Hasil Pemeriksaan", "Hasil Cek", "Hasil Verifikasi", "Hasil Pemadanan", "Keadaan",
        "Status", "Status Kepesertaan", "Status Kependudukan", "Answer",
    ),
    "answered_on": ("Per Tanggal", "Tanggal Jawaban", "Tanggal Cek", "Keadaan Per", "Tanggal Pemeriksaan", "As of"),
    "died_on": ("Tanggal Meninggal", "Tgl Meninggal", "Tanggal Kematian", "Date of death"),
    "kpj": ("KPJ", "No KPJ", "Nomor KPJ", "No Peserta", "Nomor Peserta"),
    "reason": ("Alasan", "Alasan Penolakan", "Sebab", "Keterangan", "Catatan", "Reason", "Note"),
}  # fmt: skip

_KNOWN: dict[str, tuple[tuple[str, int], ...]] = {}
for _field, _words in SYNONYMS.items():
    for _rank, _word in enumerate(_words):
        _KNOWN[compact(_word)] = (*_KNOWN.get(compact(_word), ()), (_field, _rank))

_YES = re.compile(r"^(y|ya|yes|v|x|√|✓|1|ada|benar|true)$", re.I)
_NO = re.compile(r"^(t|tidak|tdk|no|n|0|bukan|-|false)$", re.I)
_NUMBER = re.compile(r"\d+")


def candidate_texts(found: Mapping[str, str], wanted: Iterable[str]) -> dict[str, str]:
    """{field: text} of a row as found ({heading: text}); of two headings for one field, the surer one is taken."""
    fields = frozenset(wanted)
    best: dict[str, tuple[int, str]] = {}
    for heading, text in found.items():
        for field, rank in _KNOWN.get(compact(heading), ()):
            if field in fields and text.strip() and rank < best.get(field, (len(SYNONYMS[field]), ""))[0]:
                best[field] = (rank, text.strip())
    return {field: text for field, (_, text) in best.items()}


def read_yes(text: str | None) -> bool | None:
    """Yes, no, or None where a cell says neither."""
    plain = (text or "").strip()
    return True if _YES.match(plain) else False if _NO.match(plain) else None


def read_whole(text: str | None, *, lowest: int, highest: int) -> int | None:
    """A whole number within bounds: "2", "Desil 2", "2.0"; None else."""
    plain = (text or "").strip().removesuffix(".0")
    found = _NUMBER.findall(plain)
    if len(found) != 1 or len(found[0]) > 6:
        return None
    return int(found[0]) if lowest <= int(found[0]) <= highest else None
