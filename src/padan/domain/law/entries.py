"""Legal bases and the rules that hang on them, each from a day until a day, and the whole of them: a `Law`.

A rule says one thing (its kind) for one programme or segment (its subject) and one place. Where several hold on a day,
the one for the narrowest place decides, then the one that names the subject.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from padan.domain.law.rate_kinds import whole_months
from padan.domain.law.values import KINDS, read_value

BASIS_KINDS: dict[str, tuple[str, str]] = {
    "uu": ("Undang-Undang", "act"),
    "pp": ("Peraturan Pemerintah", "government regulation"),
    "perpres": ("Peraturan Presiden", "presidential regulation"),
    "inpres": ("Instruksi Presiden", "presidential instruction"),
    "permen": ("Peraturan Menteri", "ministerial regulation"),
    "kepmen": ("Keputusan Menteri", "ministerial decree"),
    "perda": ("Peraturan Daerah", "regional regulation"),
    "pergub": ("Peraturan Gubernur", "governor's regulation"),
    "perwal": ("Peraturan Wali Kota", "mayor's regulation"),
    "kepgub": ("Keputusan Gubernur", "governor's decree"),
    "kepwal": ("Keputusan Wali Kota", "mayor's decree"),
    "edaran": ("Surat Edaran", "circular"),
    "perjanjian": ("Perjanjian kerja sama", "agreement"),
    "berita": ("Keterangan pejabat atau berita", "statement or news report"),
    "pilihan": ("Pilihan bawaan, bukan hukum", "shipped choice, no law"),
}
"""Kinds of legal bases with their Indonesian and English words. The last two are no law, and say so."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days (both included) in which something holds; `last` None = until further notice."""

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("days end before they begin")

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, other: "Days") -> bool:
        """Whether a day is in both."""
        return (self.last is None or other.first <= self.last) and (other.last is None or self.first <= other.last)

    def without(self, other: "Days") -> tuple["Days", ...]:
        """What is left of these days where others take theirs: none, one or two stretches."""
        if not self.meets(other):
            return (self,)
        left = []
        if self.first < other.first:
            left.append(Days(self.first, other.first - timedelta(days=1)))
        if other.last is not None and (self.last is None or other.last < self.last):
            left.append(Days(other.last + timedelta(days=1), self.last))
        return tuple(left)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """What a rule rests on. `certain`: a source that was read says it; where not, each figure that uses it tells so."""

    key: str
    kind: str
    number: str
    year: int | None
    title: str
    issued_on: date | None
    days: Days
    certain: bool
    note: str = ""

    def __post_init__(self) -> None:
        if not self.key or self.kind not in BASIS_KINDS or not self.title:
            raise ValueError(f"legal basis {self.key!r}: key, kind and title")

    def name(self, lang: str = "id") -> str:
        """Kind, number and year, as it is cited: "Keputusan Wali Kota Nomor 519 Tahun 2024"."""
        words = BASIS_KINDS[self.kind][lang == "en"]
        if not self.number:
            return self.title
        return f"{words} {'No.' if lang == 'en' else 'Nomor'} {self.number}" + (
            f" {'of' if lang == 'en' else 'Tahun'} {self.year}" if self.year else ""
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `kind`: a key of KINDS; `subject`: programme or segment, "" = all; `place`: a region's code, which
    holds for everything within it, "" = everywhere; `value`: what the kind's fields say; `basis`: key of a LegalBasis.
    """

    kind: str
    subject: str
    place: str
    days: Days
    value: Mapping[str, Any]
    basis: str
    certain: bool
    note: str = ""

    def __post_init__(self) -> None:
        kind = KINDS.get(self.kind)
        if kind is None:
            raise ValueError(f"unknown kind of rule: {self.kind!r}")
        if self.subject and not kind.by_subject:
            raise ValueError(f"a rule of kind {self.kind} is for no single programme")
        if self.place and not kind.by_place:
            raise ValueError(f"a rule of kind {self.kind} is for no single place")
        if kind.by_month and not whole_months(self.days.first, self.days.last):
            raise ValueError(f"a rule of kind {self.kind} holds for whole months")
        object.__setattr__(self, "value", read_value(self.kind, self.value))

    @property
    def key(self) -> tuple[str, ...]:
        """What it is about: of two rules with one key, only one may hold on a day."""
        parts = (str(self.value.get(name, "")) for name in KINDS[self.kind].parted_by)
        return (self.kind, self.subject, self.place, *parts)

    def holds(self, day: date, subject: str, place: str) -> bool:
        """Whether it holds on a day for a subject at a place."""
        there = not self.place or place == self.place or place.startswith(f"{self.place}.")
        return there and self.subject in ("", subject) and self.days.holds(day)


@dataclass(frozen=True, slots=True)
class Law:
    """All bases and rules. Refuses two rules for one thing on one day, and a rule whose basis is not there."""

    bases: tuple[LegalBasis, ...] = ()
    rules: tuple[Rule, ...] = ()
    _by_kind: Mapping[str, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = [basis.key for basis in self.bases]
        if len(set(keys)) < len(keys):
            raise ValueError("two legal bases with one key")
        for rule in self.rules:
            if rule.basis not in keys:
                raise ValueError(f"a rule of kind {rule.kind} rests on {rule.basis!r}, which is not there")
        clash = next(iter(clashes(self.rules)), None)
        if clash:
            raise ValueError(f"two rules for {clash[0].key} on one day")
        kinds = {rule.kind for rule in self.rules}
        object.__setattr__(self, "_by_kind", {k: tuple(r for r in self.rules if r.kind == k) for k in kinds})

    def basis(self, key: str) -> LegalBasis:
        """The legal basis of a key. Raises KeyError."""
        return {basis.key: basis for basis in self.bases}[key]

    def holding(self, kind: str, day: date, *, subject: str = "", place: str = "") -> tuple[Rule, ...]:
        """Every rule of a kind that holds on a day, the one that decides first."""
        found = [rule for rule in self._by_kind.get(kind, ()) if rule.holds(day, subject, place)]
        return tuple(sorted(found, key=lambda rule: (-_depth(rule.place), not rule.subject)))

    def rule(self, kind: str, day: date, *, subject: str = "", place: str = "") -> Rule | None:
        """The rule that decides on a day: narrowest place first, then the one that names the subject. None = none."""
        found = self.holding(kind, day, subject=subject, place=place)
        return found[0] if found else None

    def with_rule(self, rule: Rule) -> "Law":
        """This law with one more rule; what spoke of the same thing gives way on its days, and stays on the others."""
        kept: list[Rule] = []
        for old in self.rules:
            stretches = old.days.without(rule.days) if old.key == rule.key else (old.days,)
            kept += [_on(old, days) for days in stretches]
        return Law(self.bases, (*kept, rule))


def clashes(rules: Iterable[Rule]) -> list[tuple[Rule, Rule]]:
    """Pairs of rules that speak of one thing on one day."""
    by_key: dict[tuple[str, ...], list[Rule]] = {}
    for rule in rules:
        by_key.setdefault(rule.key, []).append(rule)
    return [pair for group in by_key.values() for pair in combinations(group, 2) if pair[0].days.meets(pair[1].days)]


def _depth(place: str) -> int:
    return place.count(".") + 1 if place else 0


def _on(rule: Rule, days: Days) -> Rule:
    return Rule(rule.kind, rule.subject, rule.place, days, rule.value, rule.basis, rule.certain, rule.note)
