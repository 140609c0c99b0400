"""The way from a proposal to cover: which step may follow which, and who takes it.

Worked table: docs/explanation/rules/pathway.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass

START = ""
"""Where nothing has been done yet."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step: its words, after which steps it may come, the roles that take it, and what it must be given."""

    step: str
    label_id: str
    label_en: str
    after: frozenset[str]
    roles: frozenset[str]
    needs_reason: bool = False
    needs_document: bool = False
    needs_month: bool = False

    def label(self, lang: str) -> str:
        """The step in words."""
        return self.label_en if lang == "en" else self.label_id


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


MOVES: tuple[Move, ...] = (
    Move(
        "proposed",
        "Diusulkan",
        "proposed",
        frozenset({START, "returned", "withdrawn"}),
        _set("klerk_kelurahan lurah bappeda"),
    ),
    Move("verified", "Diverifikasi lurah", "verified by the lurah", _set("proposed"), _set("lurah")),
    Move("checked", "Diperiksa camat", "checked by the camat", _set("verified"), _set("camat")),
    Move("set", "Ditetapkan", "set by decree", _set("checked"), _set("bappeda"), needs_document=True),
    Move("sent", "Dikirim ke cabang", "sent to the branch", _set("set refused"), _set("bappeda"), needs_document=True),
    Move("registered", "Terdaftar", "registered", _set("sent refused"), _set("bpjs bappeda")),
    Move("refused", "Ditolak cabang", "refused by the branch", _set("sent"), _set("bpjs bappeda"), needs_reason=True),
    Move("paid", "Dibayar", "paid", _set("registered paid"), _set("bpkad bappeda"), needs_month=True),
    Move(
        "ended",
        "Berakhir",
        "ended",
        _set("set sent registered refused paid"),
        _set("lurah bappeda"),
        needs_reason=True,
    ),
    Move(
        "returned",
        "Dikembalikan",
        "returned",
        _set("proposed verified checked"),
        _set("lurah camat bappeda"),
        needs_reason=True,
    ),
    Move(
        "withdrawn",
        "Ditarik",
        "withdrawn",
        _set("proposed verified checked returned"),
        _set("klerk_kelurahan lurah"),
        needs_reason=True,
    ),
)
MOVE_OF: dict[str, Move] = {move.step: move for move in MOVES}
STEPS: tuple[str, ...] = tuple(move.step for move in MOVES)
"""Every step, in the order of the way."""

RETURNS: dict[str, str] = {"proposed": "lurah", "verified": "camat", "checked": "bappeda"}
"""Whose turn it is, and who may therefore return it."""

DONE: frozenset[str] = frozenset({"ended", "withdrawn"})
"""Steps after which nobody owes anything."""

BEFORE_DECREE: frozenset[str] = frozenset({"proposed", "verified", "checked", "returned"})
"""Steps at which nobody has decided yet: what the law says today still counts."""


def next_steps(state: str) -> tuple[str, ...]:
    """The steps that may follow, in the order of the way."""
    return tuple(move.step for move in MOVES if state in move.after)


def may_take(state: str, step: str, role: str) -> bool:
    """Whether a role may take a step from where a candidate stands."""
    move = MOVE_OF.get(step)
    if move is None or state not in move.after or role not in move.roles:
        return False
    return step != "returned" or RETURNS[state] == role


def steps_for(state: str, role: str) -> tuple[str, ...]:
    """The steps that a role may take next."""
    return tuple(step for step in next_steps(state) if may_take(state, step, role))


def walk(steps: Iterable[str]) -> tuple[str, bool]:
    """Where a way ends, and whether each of its steps might follow the one before: the last good one where not."""
    state = START
    for step in steps:
        if step not in next_steps(state):
            return state, False
        state = step
    return state, True
