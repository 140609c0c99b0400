"""Words of this room in the page's language: reasons, criteria, departures, what the law's rules are called."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language

from padan.domain.allocation import WHY
from padan.domain.law import RULE_KINDS, Law, Rule
from padan.domain.ranking import CRITERIA
from padan.domain.succession import DEPARTURES
from padan.web.periods.models import segment_name
from padan.web.selection.gathering import NOT_YET

HOLDS = {"holds": ("sudah ditetapkan dengan keputusan terdahulu", "set by an earlier decree")}
STEPS: Mapping[str, tuple[str, str]] = {
    "covered": ("yang kini terlindungi didahulukan", "who is covered now comes first"),
    "rank": ("peringkat musyawarah", "the rank in the deliberation"),
    "score": ("skor", "the score"),
    "draw": ("undian yang dapat diulang", "the draw that anybody can repeat"),
    "holds": ("sudah memegang tempat", "a place held already"),
}
"""What puts one candidate before another."""
ANSWERS: Mapping[bool, tuple[str, str]] = {True: ("ya", "yes"), False: ("tidak", "no")}
UNKNOWN = ("tidak diketahui", "not known")


def own(words: tuple[str, str]) -> str:
    """The one of two texts that the page's language asks for."""
    return words[1] if get_language() == "en" else words[0]


def why_words(code: str) -> str:
    """Why a candidate ended so."""
    words = {**WHY, **NOT_YET, **HOLDS}.get(code)
    return own(words) if words else code


def part_words(part: Mapping[str, Any]) -> dict[str, Any]:
    """One part of a score as people read it."""
    value = part["value"]
    if value is None:
        shown = own(UNKNOWN)
    elif isinstance(value, bool):
        shown = own(ANSWERS[value])
    else:
        shown = str(value)
    criterion = CRITERIA.get(str(part["criterion"]))
    return {"criterion": own(criterion) if criterion else part["criterion"], "value": shown, "points": part["points"]}


def set_words(text: str) -> str:
    """A change of a what-if (`share.pekerja_rentan=7,5%`) as people read it."""
    name, _, value = text.partition("=")
    kind, _, programme = name.partition(".")
    label = RULE_KINDS[kind].label(get_language() or "id") if kind in RULE_KINDS else kind
    return f"{label}{f' {segment_name(programme)}' if programme else ''}: {value}"


_RULED_BY = {"grant": "grant", "share": "share", "base": "share", "quota": "quota", "criteria": "criteria",
             "decile": "decile", "age": "age"}  # fmt: skip
"""Kind of a change of a what-if -> kind of rule that would make it real; months are chosen with the plan, and a
contribution is a rate, entered where rates are."""


def rules_behind(sets: Iterable[str]) -> list[tuple[str, str]]:
    """(kind, its words) of the rules that a decree would have to state before these changes are real."""
    kinds = dict.fromkeys(_RULED_BY.get(text.partition("=")[0].partition(".")[0], "") for text in sets)
    lang = get_language() or "id"
    return [(kind, RULE_KINDS[kind].label(lang)) for kind in kinds if kind in RULE_KINDS]


def departure_choices() -> list[tuple[str, str]]:
    """Causes of leaving, for a form."""
    return [(key, own(words)) for key, words in DEPARTURES.items()]


def rule_words(law: Law, rule: Rule) -> dict[str, Any]:
    """A rule that was used: what it is called, what it rests on, whether that is certain."""
    kind, basis = RULE_KINDS[rule.kind], next((b for b in law.bases if b.key == rule.basis), None)
    lang = get_language() or "id"
    return {
        "label": kind.label(lang),
        "basis": basis.name(lang) if basis else rule.basis,
        "title": basis.title if basis else "",
        "certain": rule.certain,
        "note": rule.note,
    }
