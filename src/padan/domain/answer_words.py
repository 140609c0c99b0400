"""What an answer from outside says, in the words that people use: the branch's, Dukcapil's, and a yes or no to a list.

None where the words say none of it: such an answer is put to a human, never guessed.
"""

import re
from typing import Literal

BranchWord = Literal["free", "pu", "bpu", "over_age"]
DukcapilWord = Literal["matched", "not_matched", "deceased", "moved"]
ListWord = Literal["accepted", "refused"]

WORD_LABELS: dict[str, tuple[str, str]] = {
    "free": ("Bukan peserta", "insured by nobody"),
    "pu": ("PU aktif", "insured by an employer"),
    "bpu": ("BPU aktif", "insured as BPU"),
    "over_age": ("Melewati batas umur", "over age"),
    "matched": ("Sesuai", "matched"),
    "not_matched": ("NIK tidak sesuai", "not matched"),
    "deceased": ("Meninggal", "deceased"),
    "moved": ("Pindah", "moved away"),
    "accepted": ("Diterima", "accepted"),
    "refused": ("Ditolak", "refused"),
}
"""Every word with its Indonesian and English name; the Indonesian one is what a drop-down offers."""

_NOT_ACTIVE = r"non[\s-]*aktif|tidak\s+aktif|nonaktif|inactive"
_BRANCH: tuple[tuple[BranchWord, re.Pattern[str]], ...] = (
    ("over_age", re.compile(r"\b(batas\s+)?(usia|umur)\b|over\s*age", re.I)),
    (
        "free",
        re.compile(
            rf"{_NOT_ACTIVE}|bukan\s+peserta|(belum|tidak|tdk)\s+(terdaftar|ada|peserta)|\bbebas\b|\bfree\b", re.I
        ),
    ),
    ("bpu", re.compile(r"\bbpu\b|bukan\s+penerima\s+upah|mandiri", re.I)),
    ("pu", re.compile(r"\bpu\b|penerima\s+upah", re.I)),
)
_DUKCAPIL: tuple[tuple[DukcapilWord, re.Pattern[str]], ...] = (
    ("deceased", re.compile(r"meninggal|wafat|deceased|\balm(arhum(ah)?)?\b", re.I)),
    ("moved", re.compile(r"pindah|moved|luar\s+(kota|daerah)", re.I)),
    (
        "not_matched",
        re.compile(
            r"(tidak|tdk|belum)\s+(sesuai|padan|ditemukan|terdaftar|ada|valid)|not\s+(matched|found)|salah", re.I
        ),
    ),
    ("matched", re.compile(r"sesuai|padan|ditemukan|matched|valid|\baktif\b|\bada\b", re.I)),
)
_LIST: tuple[tuple[ListWord, re.Pattern[str]], ...] = (
    ("refused", re.compile(r"tolak|gagal|(tidak|tdk|belum)\s+(diterima|terdaftar|berhasil)|refused|reject", re.I)),
    ("accepted", re.compile(r"diterima|terdaftar|berhasil|sukses|accepted|registered|\bok\b", re.I)),
)


def read_branch(text: str | None) -> BranchWord | None:
    """What the branch says of somebody's cover; a former one that is not active any more is none."""
    return next((word for word, pattern in _BRANCH if text and pattern.search(text)), None)


def read_dukcapil(text: str | None) -> DukcapilWord | None:
    """What Dukcapil says of a NIK."""
    return next((word for word, pattern in _DUKCAPIL if text and pattern.search(text)), None)


def read_list(text: str | None) -> ListWord | None:
    """Whether the branch took a line of a list."""
    return next((word for word, pattern in _LIST if text and pattern.search(text)), None)
