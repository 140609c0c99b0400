"""Contribution rates and rules of cover, as data with validity and legal base: what a month of cover costs.

Legal sources stand beside each entry in `padan/data/rates/*.toml`; none is a constant here. Money is whole rupiah.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import Any

from padan.domain.errors import UsageError
from padan.domain.months import Month, read_month

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Validity:
    """The months (both included) in which an entry holds; `last` None = until further notice."""

    first: Month
    last: Month | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("validity ends before it begins")

    def holds(self, month: Month) -> bool:
        return self.first <= month and (self.last is None or month <= self.last)

    def meets(self, other: "Validity") -> bool:
        return (self.last is None or other.first <= self.last) and (other.last is None or self.first <= other.last)


@dataclass(frozen=True, slots=True)
class Flat:
    """A fixed amount a month for one programme, up to and including an income (None = any income)."""

    payer: str
    program: str
    validity: Validity
    income_up_to: int | None
    amount: int
    legal_base: str
    uncertain: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the wage, per million, for one programme; `risk`: class of JKK; `wage_cap`: highest wage counted."""

    payer: str
    program: str
    validity: Validity
    risk: str | None
    per_million: int
    wage_cap: int | None
    legal_base: str
    uncertain: bool


@dataclass(frozen=True, slots=True)
class Tier:
    """Construction work: a part, per million, of the contract's value up to `value_up_to` and above the tier below."""

    program: str
    validity: Validity
    value_up_to: int | None
    per_million: int
    legal_base: str
    uncertain: bool


@dataclass(frozen=True, slots=True)
class Discount:
    """A reduction in per cent of some programmes, not given to people paid from `except_funding`."""

    payer: str
    programs: tuple[str, ...]
    validity: Validity
    percent: int
    except_funding: tuple[str, ...]
    legal_base: str
    uncertain: bool


@dataclass(frozen=True, slots=True)
class SegmentRule:
    """How one segment is billed. Several `readings` = not settled; the first is used in the totals."""

    key: str
    validity: Validity
    readings: tuple[str, ...]
    programs: tuple[str, ...]
    risk: str | None
    base: str
    funding: str
    legal_base: str
    uncertain: bool


@dataclass(frozen=True, slots=True)
class CoverRule:
    """When a payer type's cover ends and what the family gets; rupiah, months, years."""

    payer: str
    validity: Validity
    lapse_after: int | None
    first_months: int
    first_benefit: int
    death_benefit: int
    resume_restarts: bool
    age_limit: int
    tolerance: int
    legal_base: str
    uncertain: bool


@dataclass(frozen=True, slots=True)
class Formula:
    """The due of one segment and month under one reading: a fixed part and parts of the wage, or nothing known."""

    payer: str
    fixed: int | None = 0
    shares: tuple[tuple[int, int | None], ...] = ()
    brackets: tuple[tuple[int | None, int], ...] = ()

    @property
    def by_wage(self) -> bool:
        return bool(self.shares or self.brackets)

    def due(self, wage: int | None) -> int | None:
        """Rupiah a month; None where the rate, or a wage that it needs, is unknown: never zero."""
        if self.fixed is None or (self.by_wage and (wage is None or wage <= 0)):
            return None
        parts = [self.fixed, *(_share(wage or 0, rate, cap) for rate, cap in self.shares)]
        if self.brackets:
            found = [amount for top, amount in self.brackets if top is None or (wage or 0) <= top]
            if not found:
                return None
            parts.append(found[0])
        return sum(parts)


def _share(wage: int, per_million: int, cap: int | None) -> int:
    """A part of the wage, rounded half up to whole rupiah."""
    counted = wage if cap is None else min(wage, cap)
    return (counted * per_million + MILLION // 2) // MILLION


@dataclass(frozen=True, slots=True)
class Rates:
    """Everything the rate files say. Refuses two entries for one thing in one month."""

    flats: tuple[Flat, ...]
    shares: tuple[Share, ...]
    discounts: tuple[Discount, ...]
    segments: tuple[SegmentRule, ...]
    covers: tuple[CoverRule, ...]
    tiers: tuple[Tier, ...] = ()
    _made: dict[tuple[str | None, Month, int], "Formula | None"] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Formulas made already: a city's months ask for the same few again and again."""

    def __post_init__(self) -> None:
        _apart([((t.program, t.value_up_to), t.validity) for t in self.tiers])
        _apart([((f.payer, f.program, f.income_up_to), f.validity) for f in self.flats])
        _apart([((s.payer, s.program, s.risk), s.validity) for s in self.shares])
        _apart([((s.key,), s.validity) for s in self.segments])
        _apart([((c.payer,), c.validity) for c in self.covers])

    def segment(self, key: str | None, month: Month) -> SegmentRule | None:
        """The rule of a segment in a month, None where none is given."""
        return next((s for s in self.segments if s.key == key and s.validity.holds(month)), None)

    def cover(self, payer: str, month: Month) -> CoverRule | None:
        """The rule of cover of a payer type in a month, None where none is given."""
        return next((c for c in self.covers if c.payer == payer and c.validity.holds(month)), None)

    def readings(self, key: str | None, month: Month) -> tuple[str, ...]:
        """The payer types a segment may have in a month; more than one where it is not settled."""
        rule = self.segment(key, month)
        return rule.readings if rule else ()

    def formula(self, key: str | None, month: Month, reading: int = 0) -> Formula | None:
        """How a segment's due of a month is made under its first (0) or a further reading; None where there is none."""
        asked = key, month, reading
        if asked not in self._made:
            self._made[asked] = self._formula(key, month, reading)
        return self._made[asked]

    def _formula(self, key: str | None, month: Month, reading: int) -> Formula | None:
        rule = self.segment(key, month)
        if rule is None or reading >= len(rule.readings):
            return None
        payer = rule.readings[reading]
        parts = [self._part(rule, payer, program, month) for program in rule.programs]
        if any(part is None for part in parts):
            return Formula(payer, fixed=None)
        known = [part for part in parts if part is not None]
        return Formula(
            payer,
            sum(part.fixed or 0 for part in known),
            tuple(share for part in known for share in part.shares),
            tuple(bracket for part in known for bracket in part.brackets),
        )

    def _part(self, rule: SegmentRule, payer: str, program: str, month: Month) -> Formula | None:
        shares = [
            (s.per_million, s.wage_cap)
            for s in self.shares
            if (s.payer, s.program) == (payer, program) and s.risk in (None, rule.risk) and s.validity.holds(month)
        ]
        if shares:
            return Formula(payer, 0, tuple(shares))
        percent = 100 - self._discount(rule, payer, program, month)
        brackets = [(top, amount * percent // 100) for top, amount in self._brackets(payer, program, month)]
        if not brackets:
            return None
        if rule.base == "lowest" or (len(brackets) == 1 and brackets[0][0] is None):
            return Formula(payer, brackets[0][1])
        return Formula(payer, 0, (), tuple(brackets))

    def _brackets(self, payer: str, program: str, month: Month) -> list[tuple[int | None, int]]:
        found = [f for f in self.flats if (f.payer, f.program) == (payer, program) and f.validity.holds(month)]
        found.sort(key=lambda f: (f.income_up_to is None, f.income_up_to or 0))
        return [(f.income_up_to, f.amount) for f in found]

    def _discount(self, rule: SegmentRule, payer: str, program: str, month: Month) -> int:
        given = [
            d.percent
            for d in self.discounts
            if d.payer == payer and program in d.programs and d.validity.holds(month)
            and rule.funding not in d.except_funding
        ]  # fmt: skip
        return max(given, default=0)

    def due(self, key: str | None, month: Month, wage: int | None, reading: int = 0) -> int | None:
        """Rupiah due for one person-month, None = unknown."""
        formula = self.formula(key, month, reading)
        return formula.due(wage) if formula else None

    def contract_due(self, program: str, value: int, month: Month) -> int | None:
        """Rupiah due for a construction contract begun in a month, rounded half up once; None = unknown."""
        found = [t for t in self.tiers if t.program == program and t.validity.holds(month)]
        found.sort(key=lambda t: (t.value_up_to is None, t.value_up_to or 0))
        below, parts = 0, 0
        for tier in found:
            top = value if tier.value_up_to is None else min(value, tier.value_up_to)
            parts += max(0, top - below) * tier.per_million
            below = max(below, top)
        return (parts + MILLION // 2) // MILLION if found and below == value else None

    def tolerance(self, key: str | None, month: Month) -> int:
        """Rupiah of rounding within which a payment still counts as what is due."""
        readings = self.readings(key, month)
        cover = self.cover(readings[0], month) if readings else None
        return cover.tolerance if cover else 0

    def prices(self, month: Month) -> frozenset[int]:
        """Fixed monthly amounts a bill may show in a month: each programme, the package, and both at a discount.

        A payment of such an amount where another is due was billed at the wrong rate; any other smaller amount is
        a part payment.
        """
        lowest = {
            p: self._brackets("bpu", p, month)[0][1] for p in ("jkk", "jkm", "jht") if self._brackets("bpu", p, month)
        }
        pair = [lowest[p] for p in ("jkk", "jkm") if p in lowest]
        whole = {*lowest.values(), sum(pair), sum(lowest.values())} if lowest else set()
        percents = {d.percent for d in self.discounts if d.validity.holds(month)}
        cut = {amount * (100 - percent) // 100 for amount in [*pair, sum(pair)] for percent in percents if amount}
        return frozenset(whole | cut)


def _apart(entries: Iterable[tuple[tuple[Any, ...], Validity]]) -> None:
    for (key, one), (other_key, other) in combinations(list(entries), 2):
        if key == other_key and one.meets(other):
            raise ValueError(f"two entries for {key} in one month")


def load_rates(paths: Sequence[Path] | None = None) -> Rates:
    """The shipped rates, or those of `paths`. Raises UsageError where a file is no rate file."""
    if paths is None:
        folder = resources.files("padan").joinpath("data", "rates")
        texts = [(f.name, f.read_text(encoding="utf-8")) for f in sorted(folder.iterdir(), key=lambda f: f.name)]
        texts = [(name, text) for name, text in texts if name.endswith(".toml")]
    else:
        texts = [(path.name, path.read_text(encoding="utf-8")) for path in paths]
    try:
        return read_rates([tomllib.loads(text) for _, text in texts])
    except (ValueError, KeyError, TypeError) as error:
        names = ", ".join(name for name, _ in texts)
        raise UsageError(
            f"Berkas tarif tidak dapat dibaca: {names} ({error}).", f"The rate files cannot be read: {names} ({error})."
        ) from error


def read_rates(tables: Sequence[Mapping[str, Any]]) -> Rates:
    """Rates from parsed TOML tables. Raises ValueError, KeyError or TypeError where they are wrong."""

    def entries(name: str) -> list[Mapping[str, Any]]:
        return [entry for table in tables for entry in table.get(name, ())]

    return Rates(
        tuple(_flat(e) for e in entries("amount")),
        tuple(_read_share(e) for e in entries("share")),
        tuple(_discount(e) for e in entries("discount")),
        tuple(_segment(e) for e in entries("segment")),
        tuple(_cover(e) for e in entries("cover")),
        tuple(_tier(e) for e in entries("tier")),
    )


def _validity(entry: Mapping[str, Any]) -> Validity:
    first = read_month(entry["from"])
    last = read_month(entry["until"]) if "until" in entry else None
    if first is None or ("until" in entry and last is None):
        raise ValueError(f"from/until: {entry.get('from')} {entry.get('until')}")
    return Validity(first, last)


def _source(entry: Mapping[str, Any]) -> tuple[str, bool]:
    return str(entry["legal_base"]), bool(entry.get("uncertain", False))


def _flat(e: Mapping[str, Any]) -> Flat:
    return Flat(e["payer"], e["program"], _validity(e), e.get("income_up_to"), _rupiah(e["amount"]), *_source(e))


def _read_share(e: Mapping[str, Any]) -> Share:
    cap = e.get("wage_cap")
    return Share(e["payer"], e["program"], _validity(e), e.get("risk"), _rupiah(e["per_million"]), cap, *_source(e))


def _tier(e: Mapping[str, Any]) -> Tier:
    return Tier(e["program"], _validity(e), e.get("value_up_to"), _rupiah(e["per_million"]), *_source(e))


def _discount(e: Mapping[str, Any]) -> Discount:
    percent = _rupiah(e["percent"])
    if percent > 100:
        raise ValueError(f"percent: {percent}")
    return Discount(
        e["payer"], tuple(e["programs"]), _validity(e), percent, tuple(e.get("except_funding", ())), *_source(e)
    )


def _segment(e: Mapping[str, Any]) -> SegmentRule:
    if e["base"] not in ("lowest", "wage") or not e["readings"] or not e["programs"]:
        raise ValueError(f"segment {e['key']}: base, readings, programs")
    return SegmentRule(
        e["key"], _validity(e), tuple(e["readings"]), tuple(e["programs"]), e.get("risk"), e["base"], e["funding"],
        *_source(e),
    )  # fmt: skip


def _cover(e: Mapping[str, Any]) -> CoverRule:
    return CoverRule(
        e["payer"], _validity(e), e.get("lapse_after"), int(e.get("first_months", 0)), _rupiah(e["first_benefit"]),
        _rupiah(e["death_benefit"]), bool(e["resume_restarts"]), int(e["age_limit"]), _rupiah(e["tolerance"]),
        *_source(e),
    )  # fmt: skip


def _rupiah(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"not a whole number from 0: {value!r}")
    return value
