"""What comparing two values gives: an outcome code and the sentence a clerk reads, in two languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome code and what it means."""

    code: str
    label_id: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome of comparing two values of one field. `positions` are the digits that differ, counted from 1."""

    outcome: str
    text_id: str
    text_en: str
    positions: tuple[int, ...] = ()
