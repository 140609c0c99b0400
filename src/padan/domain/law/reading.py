"""A law from plain data and back: the shipped files, a snapshot kept with a decision, and what a page stored."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from padan.domain.errors import UsageError
from padan.domain.law.entries import Days, Law, LegalBasis, Rule


def load_law(paths: Sequence[Path] | None = None) -> Law:
    """The shipped law, or that of `paths`. Raises UsageError where a file is no law file."""
    texts = _shipped() if paths is None else [(path.name, path.read_text(encoding="utf-8")) for path in paths]
    try:
        return read_law([tomllib.loads(text) for _, text in texts])
    except (ValueError, KeyError, TypeError) as error:
        names = ", ".join(name for name, _ in texts)
        raise UsageError(
            f"Berkas ketentuan tidak dapat dibaca: {names} ({error}).",
            f"The law files cannot be read: {names} ({error}).",
        ) from error


def _shipped() -> list[tuple[str, str]]:
    folder = resources.files("padan").joinpath("data", "law")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return [(f.name, f.read_text(encoding="utf-8")) for f in files]


def read_law(tables: Sequence[Mapping[str, Any]]) -> Law:
    """A law from parsed tables with `basis` and `rule`. Raises ValueError, KeyError or TypeError where it is wrong."""
    bases = [_basis(entry) for table in tables for entry in table.get("basis", ())]
    rules = [_rule(entry) for table in tables for entry in table.get("rule", ())]
    return Law(tuple(bases), tuple(rules))


def law_data(law: Law) -> dict[str, Any]:
    """A law as plain data that JSON holds; `read_law([data])` gives it back."""
    return {"basis": [_basis_data(basis) for basis in law.bases], "rule": [_rule_data(rule) for rule in law.rules]}


def _basis(entry: Mapping[str, Any]) -> LegalBasis:
    issued = entry.get("issued_on")
    return LegalBasis(
        str(entry["key"]), str(entry["kind"]), str(entry.get("number", "")), entry.get("year"), str(entry["title"]),
        _day(issued) if issued else None, _days(entry), _certain(entry), str(entry.get("note", "")),
    )  # fmt: skip


def _rule(entry: Mapping[str, Any]) -> Rule:
    return Rule(
        str(entry["kind"]), str(entry.get("subject", "")), str(entry.get("place", "")), _days(entry), entry["value"],
        str(entry["basis"]), _certain(entry), str(entry.get("note", "")),
    )  # fmt: skip


def _days(entry: Mapping[str, Any]) -> Days:
    return Days(_day(entry["from"]), _day(entry["until"]) if entry.get("until") else None)


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _certain(entry: Mapping[str, Any]) -> bool:
    """Said in every entry, so that nobody takes a fact for certain because a word was forgotten."""
    if not isinstance(entry["certain"], bool):
        raise ValueError("certain: true or false")
    return bool(entry["certain"])


def _basis_data(basis: LegalBasis) -> dict[str, Any]:
    return {
        "key": basis.key,
        "kind": basis.kind,
        "number": basis.number,
        "year": basis.year,
        "title": basis.title,
        "issued_on": basis.issued_on.isoformat() if basis.issued_on else None,
        **_days_data(basis.days),
        "certain": basis.certain,
        "note": basis.note,
    }


def _rule_data(rule: Rule) -> dict[str, Any]:
    return {
        "kind": rule.kind,
        "subject": rule.subject,
        "place": rule.place,
        **_days_data(rule.days),
        "value": dict(rule.value),
        "basis": rule.basis,
        "certain": rule.certain,
        "note": rule.note,
    }


def _days_data(days: Days) -> dict[str, Any]:
    return {"from": days.first.isoformat(), "until": days.last.isoformat() if days.last else None}
