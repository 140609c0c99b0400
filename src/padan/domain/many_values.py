"""Rules over many distinct values at once: each takes a list and gives a list as long, of plain tuples and texts.

So they can be handed to another processor and come back as columns.
"""

from collections.abc import Sequence

from padan.domain.matching import explain
from padan.domain.name_comparison import compare_names
from padan.domain.name_patterns import read_names
from padan.domain.name_reading import NameReading
from padan.domain.name_words import sound_key, word_key

NameForms = tuple[str, bool, bool, str | None, str | None]
"""The words of a name in one text, whether several readings stay open, whether it names a parent, the readings, and the
keys of the likeliest of them, each without its spaces."""

LIKELIEST = 10
"""Readings of a name that give a key of their own."""


def forms_of_names(texts: Sequence[str]) -> list[NameForms]:
    """What the full rule reads in each name."""
    return [
        (" ".join(r.words), r.is_open, bool(r.parent), *(_readings(r) if r.is_open else (None, None)))
        for r in read_names(texts)
    ]


def _readings(name: NameReading) -> tuple[str, str]:
    """All readings, and the keys of the likeliest; one with a lone letter only where each has one."""
    readings = name.readings
    full = [words for words in readings if all(len(word) > 1 for word in words)] or list(readings)
    keys = dict.fromkeys("".join(map(word_key, words)) for words in full)
    return " ".join(map("".join, readings)), " ".join(list(keys)[:LIKELIEST])


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
