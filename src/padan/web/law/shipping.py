"""What Padan ships of the law and the rates, put into the database: something to reckon with and correct.

Called by Django at the end of every `migrate` and `flush`, as it fills its own tables. So a fresh site, and every
test's database, begins with it; and a site that is older than a rule gets that rule with the version of Padan that
ships it. What people entered, replaced or ended is theirs: a kind of rule that anybody has touched gets nothing.
"""

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from importlib import resources
from typing import Any

from django.db import connections, transaction

from padan.domain.law import KINDS, Days, LegalBasis, RateEntry, Rule, load_law, rate_entries
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
    law = load_law()
    stated = [*law.rules, *(_of_rate(entry) for entry in rate_entries(_rate_files()))]
    wanted = _wanting(using, stated)
    if not wanted:
        return
    with transaction.atomic(using=using):
        every = not Basis.objects.using(using).exists()
        used = {one.basis for one in wanted}
        bases = {one.key: _basis_put(using, one) for one in law.bases if every or one.key in used}
        LawRule.objects.using(using).bulk_create(LawRule(basis=bases[one.basis], **_rule(one)) for one in wanted)


def _wanting(using: str, stated: Sequence[Rule]) -> list[Rule]:
    """The shipped rules that the database lacks, of kinds that nobody has touched, where none about the same thing
    stands on any of their days."""
    held: dict[tuple[str, ...], list[Days]] = defaultdict(list)
    touched: set[str] = set()
    for row in LawRule.objects.using(using).select_related("basis"):
        held[_key_of(row)].append(Days(row.first_day, row.last_day))
        if row.entered_by_id is not None or not row.stands or row.replaces_id is not None:
            touched.add(row.kind)

    def stands(one: Rule) -> bool:
        return any(days.meets(one.days) for days in held[one.key])

    return [one for one in stated if one.kind not in touched and not stands(one)]


def _key_of(row: LawRule) -> tuple[str, ...]:
    """What a recorded rule is about. One that an older Padan shipped and this one could not read is about nothing that
    is shipped now."""
    if row.kind not in KINDS:
        return (row.kind,)
    days = Days(row.first_day, row.last_day)
    return Rule(row.kind, row.subject, row.place, days, row.value, row.basis.key, row.certain, row.note).key


def _basis_put(using: str, one: LegalBasis) -> Basis:
    """The first version of a basis, made where there is none."""
    found = Basis.objects.using(using).filter(key=one.key, origin=None).order_by("pk").first()
    return found or Basis.objects.using(using).create(**_basis(one))


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
