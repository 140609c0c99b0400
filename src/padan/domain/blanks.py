"""Cells in which somebody wrote that there is nothing to write: as blank as an empty one."""

from padan.domain.word_sets import word_set

NOTHING = word_set("- -- --- . .. ? N/A #N/A #REF! #VALUE! NULL NONE NAN NIHIL KOSONG XXX") | {
    f"{no} {said}" for no in ("TIDAK", "TDK", "BELUM", "BLM") for said in ("ADA", "TAHU", "DIKETAHUI", "DIISI", "PUNYA")
}
"""Upper case, without spaces around."""


def says_nothing(text: str | None) -> bool:
    """Whether a cell is blank, holds signs and zeros alone, or words that say so ("-", "0", "tidak ada")."""
    return not text or not any(c.isalnum() and c != "0" for c in text) or text.strip().upper() in NOTHING
