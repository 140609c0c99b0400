"""What pages of this room show: words for steps, reasons and facts, and which choices they offer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from padan.domain.answer_words import WORD_LABELS
from padan.domain.pathway import MOVE_OF, Move, steps_for
from padan.domain.succession import DEPARTURES
from padan.web.periods.models import segment_name
from padan.web.protection import ruling
from padan.web.protection.models import Candidate, PersonFact
from padan.web.roles import Role

ELSEWHERE = frozenset({"set", "sent", "registered", "refused"})
"""Steps that other pages take for a whole list."""
_TONES = {"eligible": "good", "not_eligible": "grave", "unknown": "warn"}


def language() -> str:
    """`id` or `en`."""
    return "en" if get_language() == "en" else "id"


def step_word(step: str) -> str:
    """A step in words."""
    return MOVE_OF[step].label(language()) if step in MOVE_OF else step


def reason_words(reasons: Iterable[Mapping[str, str]]) -> list[str]:
    """Each reason's sentence."""
    return [reason["text_en" if language() == "en" else "text_id"] for reason in reasons]


def tone(state: str) -> str:
    """The colour of a state."""
    return _TONES.get(state, "")


ENDED = "ended"
"""Beside the states of eligibility: the way is over, whatever the verdict was when it went on."""


def state_shown(candidate: Candidate, left: str = "") -> tuple[str, str]:
    """The words and the colour of where a candidate stands: of whom left, that and why (`left`: the reason as the step
    keeps it); of anybody else the verdict."""
    if candidate.step != ENDED:
        return str(candidate.get_state_display()), tone(candidate.state)
    cause = left_cause(left)
    return (_("Berakhir: %(cause)s") % {"cause": cause} if cause else _("Berakhir")), "grave"


def left_cause(reason: str) -> str:
    """The cause of a leaving in words, out of the reason as a step keeps it; "" where it names none."""
    told = reason.partition(":")[0].strip()
    return next((words[language() == "en"] for words in DEPARTURES.values() if words[0] == told), "")


def programme_choices(year: int) -> list[tuple[str, str]]:
    """(key, name) of the programmes of a year."""
    return [(key, segment_name(key)) for key in ruling.programmes(year)]


@dataclass(frozen=True, slots=True)
class Offered:
    """A step that a page offers, and what it must be given."""

    move: Move
    word: str
    button: str


def _buttons() -> dict[str, str]:
    return {
        "proposed": _("Usulkan lagi"),
        "verified": _("Verifikasi"),
        "checked": _("Nyatakan diperiksa"),
        "paid": _("Catat dibayar"),
        "ended": _("Akhiri"),
        "returned": _("Kembalikan"),
        "withdrawn": _("Tarik usulan"),
    }


def offered(candidate: Candidate, role: str) -> list[Offered]:
    """The steps that this role may take with this candidate on his own page."""
    buttons = _buttons()
    return [
        Offered(MOVE_OF[step], step_word(step), buttons[step])
        for step in steps_for(candidate.step, Role(role).value)
        if step not in ELSEWHERE
    ]


def fact_lines(facts: Iterable[PersonFact]) -> list[tuple[str, str, str, date, str]]:
    """(what, answer, who said so, day, file) of each answer from outside, the newest first."""
    words = {"yes": _("ya"), "no": _("tidak")}
    sources = {"branch": _("Cabang BPJS"), "dukcapil": _("Dukcapil"), "office": _("Kantor pengusul")}
    english = language() == "en"
    return [
        (
            str(fact.get_kind_display()),
            WORD_LABELS[fact.value][english] if fact.value in WORD_LABELS else words.get(fact.value, fact.value),
            sources.get(fact.source, fact.source),
            fact.day,
            fact.document,
        )
        for fact in facts
    ]


def word_counts(words: Mapping[str, int]) -> list[tuple[str, int]]:
    """(answer in words, how many) of each answer that was given."""
    english = language() == "en"
    return [(WORD_LABELS[word][english], n) for word, n in sorted(words.items()) if word in WORD_LABELS]


def unread_words(unread: Mapping[str, int]) -> list[tuple[str, int]]:
    """(why, how many) of rows of an answer file that say nothing that is understood."""
    words = {
        "nik": _("NIK tidak terbaca"),
        "word": _("jawaban tidak dikenal"),
        "blank": _("belum dijawab"),
        "stranger": _("NIK tidak ada di daftar ini"),
        "settled": _("sudah terdaftar, berakhir, atau dikirim lagi dengan daftar lain"),
    }
    return [(words[why], n) for why, n in unread.items() if n]


def trouble_words() -> dict[str, str]:
    """Why a row of a sheet makes no candidate."""
    return {
        "no_name": _("Nama kosong."),
        "no_identity": _("NIK dan tanggal lahir tidak terbaca."),
        "no_place": _("Kelurahannya bukan kelurahan ini, atau tidak dikenal."),
    }


def year_asked(text: Any, years: Iterable[int], otherwise: int) -> int:
    """The year that an address names, where it is one of those known."""
    return int(text) if str(text).isdecimal() and int(text) in set(years) else otherwise
