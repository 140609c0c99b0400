"""Two payments for one person, found before enrolment and every month, with what they cost.

Worked tables: docs/explanation/rules/double-protection.md. Money is whole rupiah.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

MONTHS_A_YEAR = 12
EMPLOYER, SELF = "employer", "mandiri"

KINDS: dict[str, tuple[str, str]] = {
    "same_twice": ("tercatat dua kali di tempat yang sama", "listed twice in one place"),
    "two_sources": ("dibayar dari dua sumber dana", "paid from two sources of money"),
    "two_places": ("tercatat di dua tempat", "listed in two places"),
    "employer": ("sudah dijamin pemberi kerja", "insured by an employer already"),
    "self_paid": ("juga membayar sendiri", "pays for himself too"),
    "two_segments": ("tercatat di dua segmen", "in two segments"),
}
"""Kinds of doubles, Indonesian and English; of the last three the law lets both stand, so they are questions."""

LAWFUL = frozenset({"employer", "self_paid", "two_segments"})


@dataclass(frozen=True, slots=True)
class Protection:
    """One payment for one person. `source`: key of the source of money ("" = not known, EMPLOYER = an employer's own);
    `place`: who lists it; `monthly`: rupiah a month, None = not known; `planned`: proposed, not yet registered."""

    person: Hashable
    segment: str
    source: str
    place: str
    monthly: int | None
    planned: bool = False
    reference: Hashable = None

    def __post_init__(self) -> None:
        if self.monthly is not None and self.monthly < 0:
            raise ValueError("a protection costs nothing or something")

    @property
    def public(self) -> bool:
        """Whether public money pays for it: not where an employer does, or the person himself."""
        return self.source not in (EMPLOYER, SELF)


@dataclass(frozen=True, slots=True)
class Double:
    """One person's protections that are more than one, in what way, and rupiah a month beyond what one would cost."""

    person: Hashable
    kinds: tuple[str, ...]
    protections: tuple[Protection, ...]
    month: int | None

    @property
    def year(self) -> int | None:
        """The same for twelve months."""
        return None if self.month is None else self.month * MONTHS_A_YEAR

    @property
    def questions_only(self) -> bool:
        """Whether the law lets all of it stand."""
        return set(self.kinds) <= LAWFUL

    @property
    def before_enrolment(self) -> bool:
        """Whether it can still be prevented."""
        return any(p.planned for p in self.protections)


def doubles_of(protections: Iterable[Protection]) -> tuple[Double, ...]:
    """Every person with more than one protection, public money touched; the dearest first, unknown costs last."""
    by_person: dict[Hashable, list[Protection]] = defaultdict(list)
    for protection in protections:
        by_person[protection.person].append(protection)
    found = [double for person, own in by_person.items() if (double := _double(person, own))]
    return tuple(sorted(found, key=lambda d: (d.month is None, -(d.month or 0), str(d.person))))


def _double(person: Hashable, own: Sequence[Protection]) -> Double | None:
    if len(own) < 2 or not any(p.public for p in own):
        return None
    kinds = {kind for one, other in combinations(own, 2) for kind in _kinds(one, other)}
    return Double(person, tuple(kind for kind in KINDS if kind in kinds), tuple(own), _cost(own)) if kinds else None


def _kinds(one: Protection, other: Protection) -> set[str]:
    if not (one.public and other.public):
        if not (one.public or other.public):
            return set()
        return {"employer" if EMPLOYER in (one.source, other.source) else "self_paid"}
    kinds = set()
    if one.source and other.source and one.source != other.source:
        kinds.add("two_sources")
    if one.place and other.place and one.place != other.place:
        kinds.add("two_places")
    if one.segment and other.segment and one.segment != other.segment:
        kinds.add("two_segments")
    return kinds or {"same_twice"}


def _cost(own: Sequence[Protection]) -> int | None:
    """What is paid beyond the dearest public one; beside an employer's, all of it."""
    public = [p.monthly for p in own if p.public]
    known = [amount for amount in public if amount is not None]
    if len(known) < len(public):
        return None
    return sum(known) - (0 if any(not p.public for p in own) else max(known))


_SOURCES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("bkbk", re.compile(r"\bbkbk\b|bantuan\s+keuangan|\bapbd\s+prov|\bprovinsi\b|\bdumisake\b", re.I)),
    (
        "apbd_kota",
        re.compile(r"\bapbd\b|\bpem(erintah\s*)?kot\b|\bpemerintah\s+kota\b|\bkota\b|\bopd\b|\bdinas\b", re.I),
    ),
    (SELF, re.compile(r"\bmandiri\b|\bsendiri\b|\bpribadi\b", re.I)),
    (EMPLOYER, re.compile(r"\bpt\b|\bcv\b|perusahaan|pemberi\s+kerja|swasta|\byayasan\b|\bkoperasi\b|majikan", re.I)),
)


def read_source(text: str | None) -> str:
    """The key of the source that a register's payer names ("bkbk", "apbd_kota", EMPLOYER, "mandiri"); "" where it names
    none of them."""
    return next((key for key, pattern in _SOURCES if text and pattern.search(text)), "")
