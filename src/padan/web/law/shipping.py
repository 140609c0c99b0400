"""What Padan ships of the law and the rates, put into a database that holds none: something to reckon with and correct.

Called by Django at the end of every `migrate` and `flush`, as it fills its own tables; where anything is recorded,
nothing is done. So a fresh site, and every test's database, begins with it.
"""

import tomllib
from importlib import resources
from typing import Any

from django.db import connections, transaction

from padan.domain.law import Days, LegalBasis, RateEntry, Rule, load_law, rate_entries
from padan.web.law.models import Basis, LawRule

BY_TEXT = (
    ("PP 50/2025", "pp_50_2025"),
    ("PP 46/2015", "pp_46_2015"),
    ("PP 45/2015", "pp_45_2015"),
    ("PP 44/2015", "pp_44_2015"),
)
"""What a rate's legal base in words begins with, and the basis that it rests on."""


def ship(*, using: str, **_told: Any) -> None:
    """Put everything in where nothing is. `using`: the database that was migrated or emptied."""
    tables = {Basis._meta.db_table, LawRule._meta.db_table}
    if not tables.issubset(connections[using].introspection.table_names()):
        return
    if Basis.objects.using(using).exists() or LawRule.objects.using(using).exists():
        return
    with transaction.atomic(using=using):
        law = load_law()
        bases = {one.key: Basis.objects.using(using).create(**_basis(one)) for one in law.bases}
        stated = [*law.rules, *(_of_rate(entry) for entry in rate_entries(_rate_files()))]
        LawRule.objects.using(using).bulk_create(LawRule(basis=bases[one.basis], **_rule(one)) for one in stated)


def _rate_files() -> list[dict[str, Any]]:
    folder = resources.files("padan").joinpath("data", "rates")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return [tomllib.loads(f.read_text(encoding="utf-8")) for f in files]


def _of_rate(entry: RateEntry) -> Rule:
    basis = next((key for start, key in BY_TEXT if entry.legal_base.startswith(start)), "lazim")
    days = Days(entry.first, entry.last)
    return Rule(entry.kind, "", "", days, entry.value, basis, entry.certain, entry.legal_base)


def _basis(one: LegalBasis) -> dict[str, Any]:
    return {
        "key": one.key, "kind": one.kind, "number": one.number, "year": one.year, "title": one.title,
        "issued_on": one.issued_on, "first_day": one.days.first, "last_day": one.days.last, "certain": one.certain,
        "note": one.note,
    }  # fmt: skip


def _rule(one: Rule) -> dict[str, Any]:
    return {
        "kind": one.kind, "subject": one.subject, "place": one.place, "value": dict(one.value),
        "first_day": one.days.first, "last_day": one.days.last, "certain": one.certain, "note": one.note,
    }  # fmt: skip
