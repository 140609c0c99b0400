"""Any kind of rule as form fields, and back: one table of kinds is both the form and the check of what comes in."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from padan.domain.law import Choice, RuleField, RuleKind
from padan.domain.law.values import MOST_LINES
from padan.domain.numbers import read_amount
from padan.web.law.showing import PARTS, lang

SPARE_LINES = 2
FIRST_LINES = 5
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,6})?)\s*%?")
_POINT = re.compile(r"\s*([^=;]+?)\s*=\s*(-?\d{1,6})\s*")


class AmountField(forms.CharField):
    """Rupiah as people write them: 10.000.000, Rp 10 000 000."""

    def clean(self, value: Any) -> Any:
        """Whole rupiah; None where nothing is written."""
        text = super().clean(value)
        if not text:
            return None
        amount = read_amount(text)
        if amount is None or amount < 0:
            raise forms.ValidationError(_("Tulis jumlah rupiah, misalnya 10.000.000."))
        return amount

    def prepare_value(self, value: Any) -> Any:
        """With points between thousands."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class PercentField(forms.CharField):
    """Per cent as people write them, kept as parts of `parts` to the per cent: 2,5 is 250 where there are 100."""

    def __init__(self, *, parts: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parts = parts

    def clean(self, value: Any) -> Any:
        """The whole number of parts; None where nothing is written."""
        text = super().clean(value)
        if not text:
            return None
        found = _PERCENT.fullmatch(text)
        if found is None:
            raise forms.ValidationError(_("Tulis persen, misalnya 10 atau 2,5."))
        number = Decimal(found.group(1).replace(",", ".")) * self.parts
        if number != int(number):
            raise forms.ValidationError(_("Terlalu banyak angka di belakang koma."))
        return int(number)

    def prepare_value(self, value: Any) -> Any:
        """With a decimal comma."""
        return f"{Decimal(value) / self.parts:f}".replace(".", ",") if isinstance(value, int) else value


class WordsField(forms.CharField):
    """One a line."""

    widget = forms.Textarea(attrs={"rows": 8})

    def clean(self, value: Any) -> Any:
        """The lines that say something."""
        return [" ".join(line.split()) for line in str(super().clean(value)).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """A line each."""
        return "\n".join(value) if isinstance(value, list) else value


class PointsField(forms.CharField):
    """Points by answer: 1=40; 2=30; ya=10."""

    def clean(self, value: Any) -> Any:
        """The points; None where nothing is written."""
        text = super().clean(value)
        if not text:
            return None
        found = [_POINT.fullmatch(part) for part in text.split(";") if part.strip()]
        if not all(found):
            raise forms.ValidationError(_("Tulis seperti 1=40; 2=30; ya=10."))
        return {match.group(1): int(match.group(2)) for match in found if match}

    def prepare_value(self, value: Any) -> Any:
        """As it is written."""
        return "; ".join(f"{answer}={n}" for answer, n in value.items()) if isinstance(value, Mapping) else value


def form_field(each: RuleField, *, in_line: bool = False) -> forms.Field:
    """The form field of a rule's field. In a line nothing is demanded here: a line may be left out as a whole."""
    common: dict[str, Any] = {
        "label": each.label(lang()),
        "help_text": each.hint(lang()),
        "required": each.needed and not in_line,
    }
    if each.type == "rupiah":
        return AmountField(max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **common)
    if each.type in PARTS:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        return PercentField(parts=PARTS[each.type], max_length=20, widget=widget, **common)
    if each.type == "count":
        return forms.IntegerField(min_value=each.lowest, max_value=each.highest, **common)
    if each.type == "words":
        return WordsField(max_length=60_000, **common)
    if each.type == "points":
        return PointsField(max_length=2_000, **common)
    return _chosen_field(each, common, in_line=in_line)


def _chosen_field(each: RuleField, common: dict[str, Any], *, in_line: bool) -> forms.Field:
    choices = [(choice.key, _label(choice)) for choice in each.choices]
    if each.type == "choices":
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple(), **common)
    if each.type == "choice":
        blank = [] if any(key == "" for key, _label in choices) else [("", "–")]
        return forms.ChoiceField(choices=[*blank, *choices], **common)
    if each.type == "flag":
        answers = [("ya", _("ya")), ("tidak", _("tidak"))]
        return forms.TypedChoiceField(choices=answers, coerce=lambda word: word == "ya", empty_value=None, **common)
    return forms.CharField(max_length=300, **common)


def _label(choice: Choice) -> str:
    return choice.label_en if lang() == "en" else choice.label_id


def line_name(field: str, n: int, part: str) -> str:
    """The name of a part of a line, counted from 1."""
    return f"{field}-{n}-{part}"


def lines_wanted(each: RuleField, data: Mapping[str, Any] | None, kept: Any) -> int:
    """How many lines a form shows: those that came in, or those that are kept and some to spare."""
    if data is None:
        return min(MOST_LINES, max(FIRST_LINES, len(kept or ()) + SPARE_LINES))
    came = re.compile(rf"{re.escape(each.name)}-(\d{{1,3}})-")
    numbers = [int(found.group(1)) for name in data if (found := came.match(name))]
    more = FIRST_LINES if data.get("more") == each.name else 0
    return min(MOST_LINES, max(numbers, default=FIRST_LINES) + more)


def value_fields(
    kind: RuleKind, data: Mapping[str, Any] | None, value: Mapping[str, Any]
) -> Iterable[tuple[str, forms.Field]]:
    """Every form field of a kind, each with its initial value."""
    for each in kind.fields:
        kept = value.get(each.name)
        if each.type != "lines":
            yield each.name, _begun(form_field(each), _as_typed(each, kept))
            continue
        for n in range(1, lines_wanted(each, data, kept) + 1):
            line = kept[n - 1] if kept and n <= len(kept) else {}
            for part in each.lines:
                field = _begun(form_field(part, in_line=True), line.get(part.name))
                field.widget.attrs["aria-label"] = f"{part.label(lang())} {n}"
                yield line_name(each.name, n, part.name), field


def _as_typed(each: RuleField, kept: Any) -> Any:
    if each.type == "flag" and isinstance(kept, bool):
        return "ya" if kept else "tidak"
    return kept


def _begun(field: forms.Field, initial: Any) -> forms.Field:
    field.initial = initial
    return field


def value_of(kind: RuleKind, cleaned: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The value that was filled in, and for each of its fields (as faults name it) the form's field."""
    value: dict[str, Any] = {}
    names: dict[str, str] = {}
    for each in kind.fields:
        if each.type == "lines":
            value[each.name] = _lines(each, cleaned, names)
        elif cleaned.get(each.name) not in (None, "", []):
            value[each.name] = cleaned[each.name]
    return value, names


def _lines(each: RuleField, cleaned: Mapping[str, Any], names: dict[str, str]) -> list[dict[str, Any]]:
    lines = []
    for n in range(1, MOST_LINES + 1):
        parts = {part.name: cleaned.get(line_name(each.name, n, part.name)) for part in each.lines}
        line = {name: given for name, given in parts.items() if given not in (None, "", {})}
        if line:
            lines.append(line)
            for part in each.lines:
                names[f"{each.name}.{len(lines)}.{part.name}"] = line_name(each.name, n, part.name)
    return lines
