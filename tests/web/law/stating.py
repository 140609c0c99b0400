"""Rules and bases as somebody states them, for tests."""

from datetime import date
from typing import Any

from padan.web.law.models import Basis, LawRule
from padan.web.law.services import StatedBasis, StatedRule

REASON = "Keputusan baru"


def basis(key: str = "kepwal_jambi_519_2024") -> Basis:
    return Basis.objects.get(key=key, withdrawn_at=None)


def quota(heads: int, first: date, last: date | None = None, **more: Any) -> StatedRule:
    stated = {"subject": "rt", "basis": basis(), "certain": True, **more}
    return StatedRule("quota", {"heads": heads}, first, last, **stated)


def the_rule(kind: str, **which: Any) -> LawRule:
    """The one rule that stands of a kind and what else is asked."""
    return LawRule.objects.select_related("basis").get(kind=kind, withdrawn_at=None, **which)


def a_basis(**more: Any) -> StatedBasis:
    stated: dict[str, Any] = {
        "kind": "pergub", "number": "7 (Jambi)", "year": 2026, "title": "BKBK 2026", "issued_on": date(2026, 2, 27),
        "first_day": date(2026, 3, 1), "last_day": None, "certain": True,
    }  # fmt: skip
    return StatedBasis(**(stated | more))
