"""What the papers of monitoring and evaluation say, as plain values: composed by the site, printed by the writers.

Money is whole rupiah. A figure is a numerator and, where it is a share or an average, a denominator. Units, directions
and states are keys of `padan.domain.interpretation`. Pictures are SVG that somebody else drew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from padan.documents.official_content import Proof
from padan.domain.figure_words import UNKNOWN, figure
from padan.domain.letterhead import Letterhead, Signatory

NOBODY = Signatory()
"""A signature to be filled in by hand."""

STATES = {"good": "Tercapai", "near": "Hampir tercapai", "bad": "Belum tercapai", "none": "Tanpa target"}
"""A state in one word or two, as papers write it."""

LIMIT_STATES = {"good": "Terpenuhi", "near": "Hampir terpenuhi", "bad": "Terlampaui", "none": "Tanpa target"}
"""The same of an indicator of which less is better."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a report: `name` without its level ("Legok", "Kota Jambi")."""

    code: str
    name: str
    level: str
    kecamatan: str = ""

    @property
    def title(self) -> str:
        """ "Kelurahan Legok", "Kecamatan Danau Sipin", "Kota Jambi"."""
        return f"{self.level.capitalize()} {self.name}" if self.level in ("kelurahan", "kecamatan") else self.name


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator of the place: its figure, its target (per myriad for a percentage) and a remark. Not `known`: the
    record tells nothing of it."""

    key: str
    name: str
    unit: str
    direction: str
    numerator: int
    denominator: int | None
    target: int | None = None
    state: str = "none"
    note: str = ""
    headline: bool = True
    known: bool = True

    @property
    def value(self) -> Fraction | None:
        """The figure; None where nothing is known or the denominator is nothing."""
        return None if not self.known or self.denominator == 0 else Fraction(self.numerator, self.denominator or 1)

    @property
    def text(self) -> str:
        """The figure in words."""
        return figure(self.numerator, self.denominator, self.unit) if self.known else UNKNOWN

    @property
    def state_words(self) -> str:
        """The state in words."""
        return (STATES if self.direction == "up" else LIMIT_STATES)[self.state]

    @property
    def reached(self) -> Fraction | None:
        """Figure over target (capaian); None without a target, for a limit, or where it cannot be told."""
        if self.target is None or self.target <= 0 or self.value is None or self.direction != "up":
            return None
        return self.value / (Fraction(self.target, 10_000) if self.unit == "percent" else self.target)


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """The money of one place in one funding year, in the columns of a laporan monev. `other`: received outside the two
    stages. `physical`: per cent, weighted by the activities' ceilings; None where there is no activity."""

    code: str
    kecamatan: str
    kelurahan: str
    granted: int = 0
    first: int = 0
    second: int = 0
    other: int = 0
    spent: int = 0
    physical: int | None = None
    obstacle: str = ""
    action: str = ""
    in_charge: str = ""
    due: str = ""

    @property
    def received(self) -> int:
        """All that came."""
        return self.first + self.second + self.other

    @property
    def left(self) -> int:
        """Received and not spent; below nothing where more was spent than had come."""
        return self.received - self.spent


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """What one place does with its money: rupiah, and per cent of physical progress."""

    place: str
    title: str
    ceiling: int
    realised: int
    physical: int
    obstacle: str
    action: str
    in_charge: str
    due: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place below: the figures of the headline indicators, in their order. A figure is (numerator, denominator);
    None where nothing is known or the figure is suppressed (`hidden` tells which columns)."""

    code: str
    kecamatan: str
    kelurahan: str
    figures: tuple[tuple[int, int | None] | None, ...]
    hidden: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionLine:
    """A follow-up: what, who, until when, where it stands, by what it is shown."""

    what: str
    who: str
    due: str
    state: str
    evidence: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing: `kind` map, trend, bars or money; `alt` tells in words what it shows; `width` in hundredths of the
    text's."""

    kind: str
    title: str
    svg: str
    alt: str
    note: str = ""
    width: int = 96


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it is printed, and the computed one where a human wrote another; `stale`: figures moved since."""

    key: str
    chapter: str
    text: str
    computed: str = ""
    by: str = ""
    at: str = ""
    stale: bool = False


@dataclass(frozen=True, slots=True)
class BasisLine:
    """A legal basis as it is cited; one that is not certain says so."""

    text: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator means and where it comes from."""

    name: str
    definition: str
    numerator: str
    denominator: str
    source: str
    basis: str


@dataclass(frozen=True, slots=True)
class MonevReport:
    """All that the papers of one place and period say.

    `period`, `month` in words. `draft`: what every page says of a draft, "" where it is none. `columns`: the headline
    indicators of `places`. `sources`: label and value pairs that prove where the figures come from. `signed`: lines
    that tell when it was signed in the system. `replaces`: which version this one replaces, and why.
    """

    place: Place
    period: str
    month: str
    year: int
    letterhead: Letterhead
    said: tuple[Said, ...]
    indicators: tuple[IndicatorLine, ...]
    money: tuple[MoneyLine, ...]
    number: str = ""
    day: date | None = None
    draft: str = ""
    bases: tuple[BasisLine, ...] = ()
    columns: tuple[IndicatorLine, ...] = ()
    places: tuple[PlaceLine, ...] = ()
    pictures: tuple[Picture, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    activities: tuple[ActivityLine, ...] = ()
    definitions: tuple[Definition, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    signatory: Signatory = NOBODY
    signed: tuple[str, ...] = ()
    on_behalf: str = ""
    acknowledging: Signatory | None = None
    proof: Proof | None = None
    version: int = 1
    replaces: str = ""
    notes: tuple[str, ...] = field(default=())

    def texts(self, chapter: str) -> list[str]:
        """The sentences of a chapter, in order."""
        return [one.text for one in self.said if one.chapter == chapter]

    def picture(self, kind: str) -> Picture | None:
        """The first drawing of a kind."""
        return next((one for one in self.pictures if one.kind == kind), None)

    @property
    def headline(self) -> list[IndicatorLine]:
        """The indicators that a leader sees first."""
        return [one for one in self.indicators if one.headline]

    @property
    def edited(self) -> list[Said]:
        """The sentences that a human wrote anew."""
        return [one for one in self.said if one.computed]


def money_total(lines: Iterable[MoneyLine], kecamatan: str = "", kelurahan: str = "Jumlah") -> MoneyLine:
    """The sum of lines; the physical progress is weighted by what was granted."""
    found: Sequence[MoneyLine] = list(lines)
    known = [one for one in found if one.physical is not None]
    weight = sum(one.granted for one in known)
    done = sum((one.physical or 0) * one.granted for one in known)
    physical = (2 * done + weight) // (2 * weight) if weight else None
    amounts = {key: sum(getattr(one, key) for one in found) for key in ("granted", "first", "second", "other", "spent")}
    return MoneyLine("", kecamatan, kelurahan, **amounts, physical=physical)
