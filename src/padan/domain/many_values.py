"""Rules over many distinct values at once: each takes a list and gives a list as long, of plain tuples and texts.

So they can be handed to another processor and come back as columns.
"""

from collections.abc import Sequence

from padan.domain.matching import explain
from padan.domain.name_comparison import compare_names
from padan.domain.name_patterns import read_names
from padan.domain.name_words import sound_key, word_key


def keys_and_sounds(words: Sequence[str]) -> list[tuple[str, str]]:
    """The key of each upper-case word, and its sound."""
    return [(key, sound_key(key)) for key in map(word_key, words)]


def outcomes_of_names(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """How far the two names of each pair agree; "" where one says nothing."""
    texts = list(dict.fromkeys(text for pair in pairs for text in pair))
    readings = dict(zip(texts, read_names(texts), strict=True))
    outcomes = [compare_names(readings[x], readings[y]).outcome for x, y in pairs]
    return ["" if outcome == "missing" else outcome for outcome in outcomes]


def sentences(asked: Sequence[tuple[str, str, str]], *, english: bool) -> list[tuple[str, str]]:
    """For each field and its two texts the outcome and the sentence."""
    reasons = [explain(field, a, b) for field, a, b in asked]
    return [(reason.outcome, reason.text_en if english else reason.text_id) for reason in reasons]
