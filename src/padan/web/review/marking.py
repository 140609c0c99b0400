"""Which letters and digits of two texts differ. What is left unmarked is the same in both."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

SHORTEST_ISLAND = 2
"""Letters that agree between two differences; fewer are noise to the eye and are marked along."""
ALIKE = 0.45
"""Two texts less alike than this are told as different whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether it differs from the other text."""

    text: str
    differs: bool


def marked(one: str, other: str, *, digits: bool = False) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces. Upper and lower case are not told apart; numbers are compared place by place."""
    if digits and len(one) == len(other):
        same = [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a == b]
        return _pieces(one, set(same)), _pieces(other, set(same))
    a, b = [c.casefold() for c in one], [c.casefold() for c in other]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if a and b and not digits and matcher.ratio() < ALIKE:
        return _pieces(one, set()), _pieces(other, set())
    return _aligned(one, other, matcher, 1 if digits else SHORTEST_ISLAND)


def _aligned(
    one: str, other: str, matcher: "SequenceMatcher[str]", shortest: int
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    kept_one: set[int] = set()
    kept_other: set[int] = set()
    for block in matcher.get_matching_blocks():
        if block.size >= shortest or block.size == len(one) == len(other):
            kept_one.update(range(block.a, block.a + block.size))
            kept_other.update(range(block.b, block.b + block.size))
    return _pieces(one, kept_one), _pieces(other, kept_other)


def _pieces(text: str, same: set[int]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for index, letter in enumerate(text):
        differs = index not in same
        if found and found[-1].differs == differs:
            found[-1] = Piece(found[-1].text + letter, differs)
        else:
            found.append(Piece(letter, differs))
    return tuple(found)


def together(markings: Iterable[tuple[Piece, ...]]) -> tuple[Piece, ...]:
    """Several markings of one text as one: marked is what any of them marks."""
    text, same = "", None
    for pieces in markings:
        text = "".join(piece.text for piece in pieces)
        kept = {at for at, differs in enumerate(d for p in pieces for d in [p.differs] * len(p.text)) if not differs}
        same = kept if same is None else same & kept
    return _pieces(text, same or set())
