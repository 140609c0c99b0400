"""Posts (heads of RT): a person leaves, the post stays. What one post's register and its people come to.

Worked table: docs/explanation/contributions.md.
"""

import re
from dataclasses import dataclass

from padan.domain.addresses import read_rt_rw

STATES: dict[str, tuple[str, str]] = {
    "filled_covered": ("terisi dan terlindungi", "filled and covered"),
    "filled_uncovered": ("terisi, belum terlindungi", "filled and not covered"),
    "predecessor_covered": ("pejabat lama masih terlindungi", "predecessor still covered"),
    "two_holders": ("dua pemangku", "two holders"),
    "vacant": ("kosong", "vacant"),
    "not_reported": ("belum dilaporkan", "not reported"),
}
"""Every state of a post, with its Indonesian and English words."""

_VACANT = re.compile(r"\b(kosong|lowong|vacant|belum\s+ada|tidak\s+ada|nihil|blm\s+ada)\b", re.I)
_NO_NAME = re.compile(r"[^A-Za-z]*")


@dataclass(frozen=True, slots=True)
class PostNumber:
    """The RT (and RW where told) of a post; None for what is not told."""

    rt: int | None
    rw: int | None


def read_post(rt: str | None, rw: str | None, post: str | None) -> PostNumber:
    """RT and RW from their cells ("05", "05/02"), else from the post's words ("Ketua RT 05 RW 02")."""
    number, inside = read_rt_rw(rt)
    if number is None and post and re.search(r"\bRT\b", post, re.I):
        number, inside = read_rt_rw(post)
    if rw:
        digits = re.sub("[^0-9]", "", rw)
        inside = (int(digits) or None) if digits and len(digits) <= 4 else inside
    return PostNumber(number, inside)


def says_vacant(*texts: str | None) -> bool:
    """Whether the register's words (name, status, note) say that nobody holds the post."""
    return any(_VACANT.search(text) for text in texts if text)


def names_somebody(name: str | None) -> bool:
    """Whether a name cell names a person: it has letters and does not say "kosong"."""
    return bool(name) and not _NO_NAME.fullmatch(name or "") and not says_vacant(name)
