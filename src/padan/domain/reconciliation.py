"""The buckets a row can end in, and the identities that make totals prove themselves."""

from dataclasses import dataclass

LIST_BUCKETS = ("matched", "differs", "review", "duplicate", "not_registered", "rejected")
PARTICIPANT_BUCKETS = ("matched", "differs", "review", "duplicate", "not_listed", "rejected")
BUCKETS = {"list": LIST_BUCKETS, "participants": PARTICIPANT_BUCKETS}

RULES: dict[str, tuple[str, str]] = {
    "nik": (
        "NIK sama, nama dan tanggal lahir tidak membantah",
        "same NIK, name and birth date do not speak against it",
    ),
    "bukti": ("bukti gabungan beberapa isian", "evidence of several fields together"),
    "manusia": ("keputusan manusia", "a human's decision"),
    "ganda": ("orang yang sama berdiri dua kali pada pihak yang sama", "the same person twice on one side"),
    "ditinjau": ("bukti belum cukup atau ada dua calon", "evidence too weak, or two candidates"),
    "nik_dipakai_dua_orang": (
        "satu NIK atau bukti kuat pada dua baris satu pihak",
        "one NIK or strong evidence on two rows",
    ),
    "kalah_bukti": ("ada calon, tetapi buktinya terlalu lemah", "a candidate stands, its evidence too weak"),
    "tanpa_calon": ("tidak ada calon", "no candidate"),
}
"""What decided a row, Indonesian and English."""


@dataclass(frozen=True, slots=True)
class Check:
    """One identity of the totals: the two sides must be equal."""

    name: str
    left: int
    right: int

    @property
    def holds(self) -> bool:
        """Whether the identity holds."""
        return self.left == self.right
