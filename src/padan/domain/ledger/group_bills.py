"""Whose months a bill pays that was paid whole for a group: who is on the office's list, where both count as many.

Worked table: docs/explanation/rules/payments-to-people.md. Money is whole rupiah. Where the counts or the rupiah differ
nobody's month is made up: the difference is asked about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from padan.domain.contributions import portions
from padan.domain.ledger.people import Portion
from padan.domain.months import Month

STATES: dict[str, tuple[str, str]] = {
    "known": ("sama banyak dengan daftar kantor", "as many as the office's list"),
    "no_list": ("daftar kantor untuk bulan itu belum ada", "no list of the office for that month"),
    "differs": ("jumlah orangnya berbeda dari daftar kantor", "counts other people than the office's list"),
    "unread": (
        "daftar kantor memuat baris yang belum terbaca",
        "the office's list has rows that could not be read",
    ),
    "strangers": (
        "menyebut orang yang tidak ada dalam daftar kantor",
        "names somebody who is not on the office's list",
    ),
    "rupiah": (
        "sama banyak dengan daftar kantor, tetapi rupiahnya tidak sama dengan iuran mereka",
        "as many as the office's list, but its rupiah are not their contributions",
    ),
    "several": ("ada tagihan lain untuk kelompok dan bulan yang sama", "another bill is for the same group and month"),
    "corrected": (
        "koreksi (minus) mengurangi tagihan yang menyebut semua orangnya, dan belum jelas siapa yang dikurangi",
        "a correction (minus) takes back from a bill that names everybody, and it is not known for whom",
    ),
    "no_count": ("tidak menyebut jumlah orang", "says for how many people it is"),
}
"""What becomes of a month of a bill that does not tell everybody by name, Indonesian and English."""

ASKED = ("corrected", "several", "differs", "unread", "strangers", "rupiah", "no_count")
"""States about which the office is asked."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the office's list of a month. `person`: any key that tells people apart; `due`: rupiah of the month,
    None where not known."""

    person: str
    due: int | None


@dataclass(frozen=True, slots=True)
class GroupMonth:
    """One month of a bill: what became of it, what both count (`heads` without those who are none of the office's), and
    the months that follow for who is not named."""

    month: Month
    state: str
    heads: int | None
    listed: int
    portions: tuple[Portion, ...] = ()


def group_month(
    amount: int,
    month: Month,
    *,
    heads: int | None,
    listed: Sequence[Listed],
    unread: int = 0,
    others: int = 0,
    named: Mapping[str, int],
    strangers: Sequence[int] = (),
    slack: int = 0,
    corrected: bool = False,
) -> GroupMonth:
    """`amount`: the bill's rupiah of this month; `heads`: how many people it counts; `listed`: the office's list of it,
    and `unread` rows of which nobody knows who they are; `others`: further bills for this group and month; `named`:
    who of the record is named, with his rupiah; `strangers`: rupiah of each name that the office called none of its
    people. Neither they nor their rupiah count here: the list is held against what is left. `corrected`: the bill named
    everybody, and a correction that names nobody left less than its names come to.

    Where it counts as many people as the list, and names nobody else, whoever is left of the list has his due, if all
    dues are known and come to what is left (within `slack` rupiah each), or equal parts of it, if they are not known.
    """
    count = len(listed) + unread
    heads = None if heads is None else max(0, heads - len(strangers))
    state = "corrected" if corrected else _state(heads, listed, count, named, others)
    if state:
        return GroupMonth(month, state, heads, count)
    rest = [one for one in listed if one.person not in named]
    left = amount - sum(named.values()) - sum(strangers)
    parts = _parts(left, [one.due for one in rest], slack)
    if parts is None:
        return GroupMonth(month, "rupiah", heads, count)
    made = tuple(Portion(one.person, month, part) for one, part in zip(rest, parts, strict=True))
    return GroupMonth(month, "known", heads, count, made)


def _state(heads: int | None, listed: Sequence[Listed], count: int, named: Mapping[str, int], others: int) -> str:
    if heads is None:
        return "no_count"
    if not count:
        return "no_list"
    if others:
        return "several"
    if count != heads:
        return "differs"
    if count != len(listed):
        return "unread"
    return "" if set(named) <= {one.person for one in listed} else "strangers"


def _parts(left: int, dues: Sequence[int | None], slack: int) -> tuple[int, ...] | None:
    """What each has of the rupiah that are left; together all of them. None where they do not fit."""
    if not dues:
        return () if left == 0 else None
    known = [due for due in dues if due]
    if len(known) < len(dues):
        return portions(left, len(dues)) if left >= len(dues) else None
    over = left - sum(known)
    if abs(over) > slack * len(known) or known[0] + over <= 0:
        return None
    return (known[0] + over, *known[1:])
