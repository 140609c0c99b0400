"""What a rule says, in the words of a page: numbers as people write them, choices by their label."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.domain.law import BASIS_KINDS, KINDS, RATE_KINDS, RULE_KINDS, RuleField, RuleKind
from padan.domain.segments import SEGMENT_BY_KEY
from padan.web.law.models import Basis, LawRule
from padan.web.law.selectors import legal_basis
from padan.web.templatetags.indonesian import rupiah, whole

PARTS = {"per_myriad": 100, "per_million": 10_000}
"""How many parts of a field's number are one per cent."""


def lang() -> str:
    """The page's language."""
    return "en" if get_language() == "en" else "id"


@dataclass(frozen=True, slots=True)
class Said:
    """One field of a rule: its label, and its lines. `own`: whether they are words that somebody wrote."""

    label: str
    lines: tuple[str, ...]
    own: bool = False

    @property
    def text(self) -> str:
        """All of it in one line."""
        return "; ".join(self.lines)


def said(kind: str, value: Mapping[str, Any]) -> list[Said]:
    """What each field of a value says; fields that say nothing are left out."""
    found = []
    for each in KINDS[kind].fields:
        given = value.get(each.name)
        if given in (None, "", [], {}):
            continue
        own = each.type in ("text", "words") or any(part.type == "text" for part in each.lines)
        found.append(Said(each.label(lang()), _lines(each, given), own))
    return found


def _lines(each: RuleField, given: Any) -> tuple[str, ...]:
    if each.type == "lines":
        return tuple(_line(each.lines, line) for line in given)
    if each.type == "choices":
        return (", ".join(choice_label(each, key) for key in given),)
    return (", ".join(given),) if each.type == "words" else (one(each, given),)


def _line(fields: Sequence[RuleField], line: Mapping[str, Any]) -> str:
    shown = []
    for n, each in enumerate(fields):
        given = line.get(each.name)
        if given in (None, "", {}):
            continue
        text = one(each, given)
        shown.append(text if n == 0 or each.type == "text" else f"{each.label(lang()).lower()} {text}")
    return ", ".join(shown)


def one(each: RuleField, given: Any) -> str:
    """A single field's value."""
    if each.type == "rupiah":
        return rupiah(given)
    if each.type in PARTS:
        return percent_of(given, PARTS[each.type])
    if each.type == "count":
        return whole(given)
    if each.type == "choice":
        return choice_label(each, given)
    if each.type == "flag":
        return _("ya") if given else _("tidak")
    if each.type == "points":
        return "; ".join(f"{answer} = {points}" for answer, points in given.items())
    return str(given)


def choice_label(each: RuleField, key: str) -> str:
    """How people read one word of a choice."""
    found = next((choice for choice in each.choices if choice.key == key), None)
    return key if found is None else (found.label_en if lang() == "en" else found.label_id)


def percent_of(number: int, parts: int) -> str:
    """`2,5 %`."""
    shown = Decimal(number) / parts
    return f"{format_decimal(shown, locale='en_GB' if lang() == 'en' else 'id_ID', decimal_quantization=False)} %"


def subject_label(key: str) -> str:
    """A programme or segment in words."""
    if not key:
        return _("Semua")
    segment = SEGMENT_BY_KEY.get(key)
    return key if segment is None else (segment.label_en if lang() == "en" else segment.label_id)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in a list: the row, what it says, for whom and where, and where it stands on a day."""

    rule: LawRule
    says: list[Said]
    subject: str
    place: str
    basis: str
    standing: str


def shown(rule: LawRule, names: Mapping[str, str], today: date) -> Line:
    """An entry as a page shows it."""
    place = names.get(rule.place, rule.place) if rule.place else _("Semua tempat")
    return Line(
        rule, said(rule.kind, rule.value), subject_label(rule.subject), place,
        legal_basis(rule.basis).name(lang()), standing_of(rule, today),
    )  # fmt: skip


def standing_of(version: LawRule | Basis, today: date) -> str:
    """`replaced`, `withdrawn`, `future`, `past` or `now`."""
    if version.withdrawn_at is not None:
        return "withdrawn"
    if version.first_day > today:
        return "future"
    return "past" if version.last_day is not None and version.last_day < today else "now"


def basis_kind(key: str) -> str:
    """A kind of legal basis in words."""
    words = BASIS_KINDS.get(key)
    return words[lang() == "en"] if words else key


def kind_groups() -> list[tuple[str, list[RuleKind]]]:
    """The kinds under their headings."""
    people = ("age", "employer", "jobs", "decile", "fact_age", "criteria", "enrolment_fields", "calendar", "dropped")
    money = [kind for key, kind in RULE_KINDS.items() if key not in people]
    return [
        (_("Dana"), money),
        (_("Orang"), [kind for key, kind in RULE_KINDS.items() if key in people]),
        (_("Iuran dan perlindungan"), list(RATE_KINDS.values())),
    ]
