"""What-if: a copy of the law, the rates and the months with some of it changed. Nothing real changes.

A change is written `kind.subject=value`: `share.pekerja_rentan=7,5%`, `quota.miskin_ekstrem=60`, `grant=50000000`,
`rate=16800`, `months=6`, `criteria.pekerja_rentan.order=score`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from padan.domain.errors import UsageError
from padan.domain.law import Days, Law, LegalBasis, Rule
from padan.domain.pots import programmes_of, rate_of
from padan.domain.ranking import CRITERIA
from padan.domain.rates import Rates

BASIS = "andai"
MOST_MONTHS = 12
YES, NO = frozenset({"ya", "yes", "true", "1"}), frozenset({"tidak", "no", "false", "0"})
KINDS: Mapping[str, tuple[str, str]] = {
    "grant": ("dana tiap kelurahan, rupiah", "grant of each kelurahan, rupiah"),
    "share": ("bagian program, persen", "share of a programme, per cent"),
    "base": ("dasar bagian: kelurahan, kecamatan, kota", "base of the share: kelurahan, kecamatan, kota"),
    "quota": ("kuota orang tiap kelurahan", "quota of people in each kelurahan"),
    "rate": ("iuran sebulan, rupiah", "contribution a month, rupiah"),
    "months": ("jumlah bulan", "number of months"),
    "criteria": ("urutan, covered_first, atau bobot satu kriteria", "order, covered_first, or one criterion's weight"),
    "decile": ("desil tertinggi", "highest decile"),
    "age": ("umur harus di bawah", "age below"),
}
"""What may be changed, with what its value says, Indonesian and English."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a selection rests on. `months` and `rate` hold for every programme that has none of its own."""

    law: Law
    rates: Rates
    day: date
    months: int = MOST_MONTHS
    own_months: Mapping[str, int] = field(default_factory=dict)
    own_rates: Mapping[str, int] = field(default_factory=dict)

    def months_of(self, programme: str) -> int:
        """Months that a programme pays for."""
        return self.own_months.get(programme, self.own_months.get("", self.months))

    def rate_of(self, programme: str) -> int | None:
        """Rupiah a month for one person, None where the rates do not say."""
        own = self.own_rates.get(programme, self.own_rates.get(""))
        return rate_of(self.rates, programme, self.day) if own is None else own

    @property
    def programmes(self) -> tuple[str, ...]:
        """Programmes with a share, in the order in which they choose."""
        return programmes_of(self.law, self.day)


def changed(scenario: Scenario, change: str) -> Scenario:
    """The scenario with one change. Raises UsageError where nobody can tell what is meant."""
    name, sign, value = change.partition("=")
    kind, _, subject = name.strip().partition(".")
    if not sign or kind not in KINDS or not value.strip():
        raise _unreadable(change)
    try:
        return _CHANGES[kind](scenario, subject.strip(), value.strip())
    except (ValueError, KeyError) as error:
        raise _unreadable(change) from error


def _unreadable(change: str) -> UsageError:
    known = tuple(f"{kind}: {text_id} / {text_en}" for kind, (text_id, text_en) in KINDS.items())
    return UsageError(
        f"Perubahan “{change}” tidak dapat dibaca. Tulis seperti share.pekerja_rentan=7,5%. Yang dapat diubah:",
        f"The change “{change}” cannot be read. Write it like share.pekerja_rentan=7.5%. What may be changed:",
        known,
    )


def _number(text: str, *, least: int = 0, most: int = 10**15) -> int:
    plain = text.replace(".", "").replace("_", "")
    if not plain.isdigit() or not least <= int(plain) <= most:
        raise ValueError(text)
    return int(plain)


def _per_myriad(text: str) -> int:
    """`7,5%` and `7.5 %` are 750 of 10,000; a bare number is per myriad already."""
    if not text.endswith("%"):
        return _number(text, most=10_000)
    whole, _, part = text.removesuffix("%").strip().replace(",", ".").partition(".")
    if len(part) > 2 or not (whole + part).isdigit():
        raise ValueError(text)
    return _number(f"{whole}{part:0<2}", most=10_000)


Edit = Callable[[dict[str, Any]], dict[str, Any]]


def _edited(scenario: Scenario, kind: str, subject: str, edit: Edit, *, level: str = "") -> Scenario:
    """The rules of a kind (for one subject, or each) edited where they hold on the day; a new one where none does."""
    days = Days(date(scenario.day.year, 1, 1), date(scenario.day.year, 12, 31))
    law = _with_basis(scenario.law, days)
    about = [rule for rule in law.rules if rule.kind == kind and rule.days.holds(scenario.day)]
    about = [rule for rule in about if not level or rule.value.get("level") == level]
    named = [rule for rule in about if not subject or rule.subject == subject]
    general = [rule for rule in about if rule.subject == ""]
    olds = named or general or [Rule(kind, subject, "", days, edit({}), BASIS, certain=False)]
    for old in olds:
        law = law.with_rule(
            Rule(kind, subject or old.subject, old.place, days, edit(dict(old.value)), BASIS, certain=False)
        )
    return replace(scenario, law=law)


def _with_basis(law: Law, days: Days) -> Law:
    if any(basis.key == BASIS for basis in law.bases):
        return law
    basis = LegalBasis(BASIS, "pilihan", "", None, "Pengandaian, bukan hukum", None, days, certain=False)
    return Law((*law.bases, basis), law.rules)


def _grant(scenario: Scenario, subject: str, value: str) -> Scenario:
    level, amount = subject or "kelurahan", _number(value)
    return _edited(scenario, "grant", "", lambda old: {**old, "level": level, "amount": amount}, level=level)


def _share(scenario: Scenario, subject: str, value: str) -> Scenario:
    part = _per_myriad(value)
    return _edited(scenario, "share", subject, lambda old: {"base": "kelurahan", **old, "per_myriad": part})


def _base(scenario: Scenario, subject: str, value: str) -> Scenario:
    return _edited(scenario, "share", subject, lambda old: {"per_myriad": 0, **old, "base": value})


def _quota(scenario: Scenario, subject: str, value: str) -> Scenario:
    heads = _number(value, most=1_000_000)
    return _edited(scenario, "quota", subject, lambda old: {**old, "heads": heads})


def _decile(scenario: Scenario, subject: str, value: str) -> Scenario:
    up_to = _number(value, least=1, most=10)
    return _edited(scenario, "decile", subject, lambda old: {"missing": "unknown", **old, "up_to": up_to})


def _age(scenario: Scenario, subject: str, value: str) -> Scenario:
    below = _number(value, least=1, most=130)
    return _edited(scenario, "age", subject, lambda old: {**old, "below_years": below})


def _rate(scenario: Scenario, subject: str, value: str) -> Scenario:
    return replace(scenario, own_rates={**scenario.own_rates, subject: _number(value, least=1)})


def _months(scenario: Scenario, subject: str, value: str) -> Scenario:
    return replace(scenario, own_months={**scenario.own_months, subject: _number(value, least=1, most=MOST_MONTHS)})


def _criteria(scenario: Scenario, subject: str, value: str) -> Scenario:
    """`criteria.pekerja_rentan.order=score`, or of every programme: `criteria.order=score`."""
    *programme, what = subject.split(".")
    edit = _criteria_edit(what, value)
    base = {"order": "musyawarah", "covered_first": True, "weights": []}
    return _edited(scenario, "criteria", ".".join(programme), lambda old: edit({**base, **old}))


def _criteria_edit(what: str, value: str) -> Edit:
    if what == "order":
        return lambda old: {**old, "order": value}
    if what == "covered_first":
        if value.lower() not in YES | NO:
            raise ValueError(value)
        return lambda old: {**old, "covered_first": value.lower() in YES}
    if what not in CRITERIA:
        raise ValueError(what)
    weight = _weight(what, value)

    def edit(old: dict[str, Any]) -> dict[str, Any]:
        others = [line for line in old["weights"] if line["criterion"] != what]
        return {**old, "weights": [*others, *([weight] if weight else [])]}

    return edit


def _weight(criterion: str, value: str) -> dict[str, Any] | None:
    """`5` a unit, `ya:20;tidak:0` by answer, `0` none."""
    if ":" not in value:
        unit = _number(value, most=1000)
        return {"criterion": criterion, "per_unit": unit} if unit else None
    pairs = [part.split(":") for part in value.split(";") if part.strip()]
    return {"criterion": criterion, "points": {answer.strip(): _number(n.strip(), most=10_000) for answer, n in pairs}}


_CHANGES: Mapping[str, Callable[[Scenario, str, str], Scenario]] = {
    "grant": _grant,
    "share": _share,
    "base": _base,
    "quota": _quota,
    "rate": _rate,
    "months": _months,
    "criteria": _criteria,
    "decile": _decile,
    "age": _age,
}
