"""Reading the value of a rule by its kind's fields: all faults told at once, each with a sentence for the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from padan.domain.law.kinds import RULE_KINDS, WHOLE, RuleField, RuleKind
from padan.domain.law.rate_kinds import RATE_KINDS

LONGEST_TEXT = 300
MOST_LINES = 200
KINDS: Mapping[str, RuleKind] = {**RULE_KINDS, **RATE_KINDS}
"""Every kind of rule, those of the law and the rates."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value: the field (with its line, as in `stages.2.per_myriad`), and the sentence."""

    field: str
    text_id: str
    text_en: str

    def text(self, lang: str) -> str:
        """The sentence."""
        return self.text_en if lang == "en" else self.text_id


def faults_of(kind: str, value: Mapping[str, Any]) -> tuple[Fault, ...]:
    """All that is wrong with a value of a kind; empty where nothing is."""
    return _read(kind, value)[1]


def read_value(kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """The value with every field of its kind in order, as plain data. Raises ValueError that names each fault."""
    found, faults = _read(kind, value)
    if faults:
        raise ValueError(f"{kind}: " + "; ".join(f"{fault.field}: {fault.text_en}" for fault in faults))
    return found


def _read(kind: str, value: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    fields = KINDS[kind].fields
    found, faults = _read_fields(fields, value, "")
    for name in sorted(set(value) - {each.name for each in fields}):
        faults.append(Fault(name, "Isian ini tidak dikenal.", "unknown field"))
    if not faults:
        faults += _together(kind, found)
    return found, tuple(faults)


def _read_fields(
    fields: Sequence[RuleField], value: Mapping[str, Any], above: str
) -> tuple[dict[str, Any], list[Fault]]:
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for each in fields:
        read, wrong = _read_field(each, value.get(each.name), f"{above}{each.name}")
        faults += wrong
        if read is not None or each.needed:
            found[each.name] = read
    return found, faults


def _read_field(each: RuleField, given: Any, name: str) -> tuple[Any, list[Fault]]:
    if given is None or given == "" or given == [] or given == {}:
        if each.type == "choice" and any(choice.key == "" for choice in each.choices):
            return "", []
        return (None, [Fault(name, "Harus diisi.", "must be given")] if each.needed else [])
    if each.type in ("rupiah", "count", "per_myriad", "per_million"):
        return _read_number(each, given, name)
    if each.type == "lines":
        return _read_lines(each, given, name)
    fault = _word_fault(each, given)
    if fault:
        return None, [Fault(name, *fault)]
    if each.type == "points":
        return dict(given), []
    if each.type in ("words", "choices"):
        return list(dict.fromkeys(word.strip() for word in given)), []
    return (given.strip() if isinstance(given, str) else given), []


def _read_number(each: RuleField, given: Any, name: str) -> tuple[int | None, list[Fault]]:
    if not isinstance(given, int) or isinstance(given, bool):
        return None, [Fault(name, "Harus bilangan bulat.", "must be a whole number")]
    if not each.lowest <= given <= each.highest:
        low, high = _shown(each, each.lowest), _shown(each, each.highest)
        return None, [Fault(name, f"Harus antara {low} dan {high}.", f"must lie between {low} and {high}")]
    return given, []


def _shown(each: RuleField, number: int) -> str:
    parts = {"per_myriad": 100, "per_million": 10_000}.get(each.type)
    return f"{number / parts:g} %" if parts else f"{number}"


def _read_lines(each: RuleField, given: Any, name: str) -> tuple[list[dict[str, Any]], list[Fault]]:
    if not isinstance(given, list | tuple) or not all(isinstance(line, Mapping) for line in given):
        return [], [Fault(name, "Harus berupa beberapa baris.", "must be lines")]
    if len(given) > MOST_LINES:
        return [], [Fault(name, f"Paling banyak {MOST_LINES} baris.", f"at most {MOST_LINES} lines")]
    lines, faults = [], []
    for n, line in enumerate(given, 1):
        read, wrong = _read_fields(each.lines, line, f"{name}.{n}.")
        lines.append(read)
        faults += wrong
    keys = [line.get(each.key_of) for line in lines]
    for n, key in enumerate(keys, 1):
        if key is not None and key in keys[: n - 1]:
            twice = f"{name}.{n}.{each.key_of}"
            faults.append(Fault(twice, "Sudah ada pada baris sebelumnya.", "stands in a line before"))
    return lines, faults


def _word_fault(each: RuleField, given: Any) -> tuple[str, str] | None:
    """The two sentences of what is wrong with words, choices, flags and points."""
    keys = {choice.key for choice in each.choices}
    if each.type == "choice" and not (isinstance(given, str) and given in keys):
        return "Pilih salah satu.", "must be one of the choices"
    if each.type == "choices" and not (_are_words(given) and set(given) <= keys):
        return "Pilih dari daftar.", "must be some of the choices"
    if each.type == "words" and not _are_words(given):
        return f"Isi satu kata atau lebih, paling panjang {LONGEST_TEXT} huruf.", "must be short words"
    if each.type == "flag" and not isinstance(given, bool):
        return "Jawab ya atau tidak.", "must be true or false"
    if each.type == "text" and not (isinstance(given, str) and given.strip() and len(given) <= LONGEST_TEXT):
        return f"Isi teks, paling panjang {LONGEST_TEXT} huruf.", "must be a short text"
    if each.type == "points" and not _are_points(given):
        return "Tulis seperti 1=40; 2=30.", "must be whole numbers by answer"
    return None


def _are_words(given: Any) -> bool:
    if not isinstance(given, list | tuple) or len(given) > MOST_LINES:
        return False
    return all(isinstance(word, str) and word.strip() and len(word) <= LONGEST_TEXT for word in given)


def _are_points(given: Any) -> bool:
    if not isinstance(given, Mapping) or len(given) > MOST_LINES:
        return False
    return all(
        isinstance(answer, str) and answer and isinstance(n, int) and not isinstance(n, bool) and abs(n) <= 10_000
        for answer, n in given.items()
    )


def _together(kind: str, value: Mapping[str, Any]) -> list[Fault]:
    """What single fields cannot tell."""
    if kind == "stages":
        return _stages_together(value["stages"])
    if kind == "age":
        return _ages_together(value)
    if kind == "rate_segment" and value["reading"] == value["other_reading"]:
        return [Fault("other_reading", "Isi hanya bila berbeda dari yang pertama.", "must differ from the first")]
    if kind == "criteria":
        return [fault for n, line in enumerate(value.get("weights", ()), 1) for fault in _weight_together(n, line)]
    return []


def _stages_together(stages: Sequence[Mapping[str, Any]]) -> list[Fault]:
    total = sum(stage["per_myriad"] for stage in stages)
    if total != WHOLE:
        shown = f"{total / 100:g}"
        return [Fault("stages", f"Jumlah semua tahap {shown} %, seharusnya 100 %.", f"adds up to {shown} %, not 100 %")]
    if sorted(stage["order"] for stage in stages) != list(range(1, len(stages) + 1)):
        return [Fault("stages", "Tahap diberi nomor 1, 2, dan seterusnya.", "must be numbered 1, 2 and so on")]
    return []


def _ages_together(value: Mapping[str, Any]) -> list[Fault]:
    lower, upper = value.get("from_years"), value.get("below_years")
    if lower is None and upper is None:
        return [Fault("below_years", "Isi salah satu batas.", "one of the limits must be given")]
    if lower is not None and upper is not None and lower >= upper:
        return [Fault("below_years", "Harus lebih dari umur paling muda.", "must be above the lowest age")]
    return []


def _weight_together(n: int, line: Mapping[str, Any]) -> list[Fault]:
    if ("points" in line) == ("per_unit" in line):
        text = "Isi nilai menurut jawaban atau nilai tiap satuan, salah satu."
        return [Fault(f"weights.{n}.points", text, "either points by answer or points a unit")]
    return []
