"""Reading what the law says: whole, for those who reckon with it, and entry by entry, for pages.

Everybody who may open these pages may read all of it: the law is no secret between offices.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Aggregate, Count, Max, Q, QuerySet

from padan.domain.law import (
    KINDS,
    RATE_KINDS,
    RULE_KINDS,
    Days,
    Law,
    LegalBasis,
    RateEntry,
    Rule,
    rates_of,
)
from padan.domain.rates import Rates
from padan.web.accounts.models import Appointment
from padan.web.asked_once import once
from padan.web.law.models import Basis, BasisFile, LawRule
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Level, Region

Mark = list[Any]
_KEPT: dict[str, tuple[Mark, Any]] = {}
"""The last law and rates made, each with the mark of the entries that it was made of."""
_Made = TypeVar("_Made")


def law_now() -> Law:
    """The law as it is recorded now, of all days."""
    return once("law_now", lambda: _kept("law", [_basis_mark(), _rule_mark()], _law))


def rates_now() -> Rates:
    """The contribution rates and rules of cover as they are recorded now."""
    return once("rates_now", lambda: _kept("rates", rates_mark(), _rates))


def law_changed_at() -> datetime | None:
    """When the law, rates apart, was last entered or withdrawn."""
    found = LawRule.objects.filter(kind__in=list(RULE_KINDS)).aggregate(
        entered=Max("entered_at"), withdrawn=Max("withdrawn_at")
    )
    return max((at for at in found.values() if at is not None), default=None)


def rates_mark() -> Mark:
    """Changes whenever a rate does."""
    return _rule_mark(RATE_KINDS)


def kind_mark(kind: str) -> str:
    """Changes whenever a rule of a kind does."""
    return "-".join(str(part) for part in _rule_mark((kind,)))


_COUNTED: Mapping[str, Aggregate] = {
    "n": Count("pk"), "newest": Max("pk"), "entered": Max("entered_at"), "gone": Count("withdrawn_at"),
    "last": Max("withdrawn_at"),
}  # fmt: skip
"""Counts stand beside the newest: of two that are written at once the lower id may become visible last."""


def _basis_mark() -> Mark:
    found = Basis.objects.aggregate(**_COUNTED)
    return [_plain(value) for value in found.values()]


def _rule_mark(kinds: Container[str] | None = None) -> Mark:
    """The mark of the rules of some kinds, of all without `kinds`; asked once for all of them while a page is read."""
    found = [line[1:] for line in once("rules counted", _rules_counted) if kinds is None or line[0] in kinds]
    if not found:
        return [0, None, None, 0, None]
    n, newest, entered, gone, last = zip(*found, strict=True)
    return [sum(n), max(newest), _plain(max(entered)), sum(gone), _plain(max(filter(None, last), default=None))]


def _rules_counted() -> list[tuple[Any, ...]]:
    return list(LawRule.objects.order_by().values_list("kind").annotate(**_COUNTED))


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _kept(name: str, mark: Mark, make: Callable[[], _Made]) -> _Made:
    held = _KEPT.get(name)
    if held is None or held[0] != mark:
        _KEPT[name] = held = (mark, make())
    return held[1]


def _law() -> Law:
    bases = {basis.first.pk: basis for basis in bases_standing().order_by("pk")}
    legal = tuple(legal_basis(basis) for basis in bases.values())
    return Law(legal, tuple(domain_rule(rule) for rule in standing(RULE_KINDS) if rule.basis_id in bases))


def _rates() -> Rates:
    return rates_of(
        RateEntry(rule.kind, rule.value, rule.first_day, rule.last_day, rule.note or str(rule.basis), rule.certain)
        for rule in standing(RATE_KINDS)
    )


def standing(kinds: Iterable[str]) -> QuerySet[LawRule]:
    """The versions that count, of some kinds, in the order in which they were entered."""
    return LawRule.objects.filter(kind__in=list(kinds), withdrawn_at=None).select_related("basis").order_by("pk")


def legal_basis(basis: Basis) -> LegalBasis:
    """A version of a basis as the domain has it."""
    return LegalBasis(
        basis.key, basis.kind, basis.number, basis.year, basis.title, basis.issued_on,
        Days(basis.first_day, basis.last_day), basis.certain, basis.note,
    )  # fmt: skip


def domain_rule(rule: LawRule) -> Rule:
    """A version of a rule as the domain has it."""
    days = Days(rule.first_day, rule.last_day)
    return Rule(rule.kind, rule.subject, rule.place, days, rule.value, rule.basis.key, rule.certain, rule.note)


def counts_by_kind(acting: Appointment, day: date) -> Mapping[str, tuple[int, int]]:
    """By kind: how many entries hold on a day, and how many of them are not certain yet."""
    on_day = Q(first_day__lte=day) & (Q(last_day=None) | Q(last_day__gte=day))
    held = LawRule.objects.filter(on_day, withdrawn_at=None).values("kind").order_by("kind")
    counted = held.annotate(n=Count("pk"), open=Count("pk", filter=Q(certain=False)))
    return {line["kind"]: (line["n"], line["open"]) for line in counted}


def rules_of_kind(acting: Appointment, kind: str, *, withdrawn: bool = False) -> QuerySet[LawRule]:
    """The entries of a kind, of each subject and place in the order of their days. `withdrawn`: former versions too."""
    found = LawRule.objects.filter(kind=kind).select_related("basis")
    if not withdrawn:
        found = found.filter(withdrawn_at=None)
    return found.order_by("subject", "place", "first_day", "pk")


def rule_get(acting: Appointment, rule_id: int) -> LawRule:
    """One version of a rule. Raises NOT_THERE."""
    found = LawRule.objects.filter(pk=rule_id, kind__in=list(KINDS)).select_related("basis", "replaces").first()
    if found is None:
        raise NOT_THERE
    return found


def versions_of(rule: LawRule) -> list[LawRule]:
    """Every version that this one came from or led to, the newest first."""
    found, reached = {rule.pk: rule}, [rule]
    while reached:
        ids = [one.pk for one in reached]
        next_to = Q(replaces__in=ids) | Q(pk__in=[one.replaces_id for one in reached if one.replaces_id])
        reached = [one for one in LawRule.objects.filter(next_to).select_related("basis") if one.pk not in found]
        found |= {one.pk: one for one in reached}
    return sorted(found.values(), key=lambda one: -one.pk)


def subjects_known() -> list[str]:
    """Every programme and segment that an entry names."""
    return sorted(set(LawRule.objects.values_list("subject", flat=True)) - {""})


def place_names() -> dict[str, str]:
    """Names of regions by code."""
    levels = (Level.PROVINCE, Level.CITY, Level.KECAMATAN, Level.KELURAHAN)
    regions = Region.objects.filter(level__in=levels).order_by("code").values_list("code", "name")
    return {code: f"{name} ({code})" for code, name in regions}


def bases_standing() -> QuerySet[Basis]:
    """The version that counts of every legal basis."""
    return Basis.objects.filter(withdrawn_at=None).select_related("origin")


def bases_shown(acting: Appointment) -> QuerySet[Basis]:
    """Legal bases for their list, the newest first."""
    return bases_standing().order_by("-year", "kind", "number", "title")


def basis_get(acting: Appointment, basis_id: int) -> Basis:
    """One version of a legal basis. Raises NOT_THERE."""
    found = Basis.objects.filter(pk=basis_id).select_related("origin").first()
    if found is None:
        raise NOT_THERE
    return found


def basis_standing(first: Basis) -> Basis:
    """The version that counts of the basis with this first version; the last one where it was withdrawn."""
    versions = Basis.objects.filter(Q(pk=first.pk) | Q(origin=first)).select_related("origin")
    return versions.filter(withdrawn_at=None).first() or versions.order_by("-pk")[0]


def basis_versions(basis: Basis) -> QuerySet[Basis]:
    """Every version, the newest first."""
    return Basis.objects.filter(Q(pk=basis.first.pk) | Q(origin=basis.first)).order_by("-pk")


def rules_on(basis: Basis) -> QuerySet[LawRule]:
    """The standing rules that rest on a basis."""
    return LawRule.objects.filter(basis=basis.first, withdrawn_at=None).order_by("kind", "subject", "first_day", "pk")


def files_of(basis: Basis) -> QuerySet[BasisFile]:
    """The files of a basis."""
    return BasisFile.objects.filter(basis=basis.first)


def file_get(acting: Appointment, file_id: int) -> BasisFile:
    """One file. Raises NOT_THERE."""
    found = BasisFile.objects.filter(pk=file_id).select_related("basis").first()
    if found is None:
        raise NOT_THERE
    return found
