"""What the decisions of a case come to, for each office and for all together. Pure: no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from padan.web.review.answers import Effect, answer_of
from padan.web.review.models import CaseState


class Said(Protocol):
    """What is read of a decision."""

    office_id: int
    answer: str
    role: str
    values: Any
    settles: bool
    confirms_id: int | None


HEADS: frozenset[str] = frozenset({"lurah", "camat", "klerk_opd", "bappeda"})
"""Roles whose own answer needs no further confirmation: the head of an office, or the only role that it has."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a case, the decision that holds (None while none does), and how each office left it."""

    state: CaseState
    holds: Said | None = None
    offices: Mapping[int, CaseState] = field(default_factory=dict)
    last: Mapping[int, Said] = field(default_factory=dict)


def standing(kind: str, offices: Sequence[int], decisions: Iterable[Said]) -> Standing:
    """What decisions, in their order, come to. `offices`: those whose answer counts.

    The camat's decision stands over the offices'. Else every office must have answered, and alike.
    """
    last: dict[int, Said] = {}
    settled: Said | None = None
    for said in decisions:
        if said.settles:
            settled = said if said.answer else None
        else:
            last[said.office_id] = said
    if settled is not None:
        return Standing(CaseState.ANSWERED, settled, dict.fromkeys(offices, CaseState.ANSWERED), last)
    return _of_offices(kind, offices, last)


def _of_offices(kind: str, offices: Sequence[int], last: Mapping[int, Said]) -> Standing:
    states = {office: office_state(kind, last.get(office)) for office in offices}
    for waiting in (CaseState.OPEN, CaseState.UNSURE, CaseState.WAITING):
        if waiting in states.values():
            return Standing(waiting, None, states, last)
    said = [last[office] for office in offices]
    if not said:
        return Standing(CaseState.OPEN, None, states, last)
    if any(_meaning(other) != _meaning(said[0]) for other in said):
        return Standing(CaseState.CONFLICT, None, dict.fromkeys(offices, CaseState.CONFLICT), last)
    return Standing(states[offices[0]], said[-1], states, last)


def _meaning(said: Said) -> tuple[str, Any]:
    return said.answer, said.values


def office_state(kind: str, said: Said | None) -> CaseState:
    """How one office left a case with its newest decision."""
    answer = answer_of(kind, said.answer) if said else None
    if said is None or answer is None or answer.effect is Effect.HAND:
        return CaseState.OPEN
    if answer.effect is Effect.UNSURE:
        return CaseState.UNSURE
    if answer.effect is Effect.CARRY:
        return CaseState.CARRIED
    if answer.confirmed and said.confirms_id is None and said.role not in HEADS:
        return CaseState.WAITING
    return CaseState.ANSWERED
