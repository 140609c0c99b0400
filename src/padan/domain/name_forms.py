"""What the engine keeps of a name: its words, and where several readings stay open, each of them and its key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from padan.domain.name_patterns import STAND_INS, Pattern, Patterns, find_pattern, read_by_pattern
from padan.domain.name_reading import NameReading
from padan.domain.name_words import word_key

NameForms = tuple[str, bool, bool, str | None, str | None]
"""The words of a name in one text, whether several readings stay open, whether it names a parent, the readings, and the
keys of the likeliest of them, each without its spaces."""

LIKELIEST = 10
"""Readings of a name that give a key of their own."""

_PLACES = {stand_in: f"{{{place}}}" for place, stand_in in enumerate(STAND_INS)}


@dataclass(frozen=True, slots=True)
class _Template:
    """The forms of a pattern as texts to be filled in with the words that no rule knows, or with the keys of these."""

    words: str
    parent: bool
    readings: str
    keys: str


def forms_of_names(texts: Iterable[str]) -> list[NameForms]:
    """What the full rule reads in each name."""
    patterns: Patterns = {}
    templates: dict[int, _Template] = {}
    return [_forms(text, find_pattern(text, patterns), templates) for text in texts]


def _forms(text: str, found: tuple[Pattern, list[str]] | None, templates: dict[int, _Template]) -> NameForms:
    if found is None or (found[0].reading.is_open and any(len(word) == 1 for word in found[1])):
        return _forms_of(read_by_pattern(text, found))
    pattern, given = found
    template = templates.get(id(pattern))
    if template is None:
        template = templates[id(pattern)] = _template(pattern.reading)
    words = template.words.format(*given)
    if not template.readings:
        return words, False, template.parent, None, None
    keys = template.keys.format(*map(word_key, given))
    return words, True, template.parent, template.readings.format(*given), _likeliest(keys.split(" "))


def _forms_of(name: NameReading) -> NameForms:
    words, parent = " ".join(name.words), bool(name.parent)
    if not name.is_open:
        return words, False, parent, None, None
    keys = _likeliest(["".join(map(word_key, reading)) for reading in _telling(name)])
    return words, True, parent, " ".join(map("".join, name.readings)), keys


def _telling(name: NameReading) -> Sequence[tuple[str, ...]]:
    """The readings that give keys: one with a lone letter only where each has one."""
    return [words for words in name.readings if all(len(word) > 1 for word in words)] or name.readings


def _likeliest(keys: Iterable[str]) -> str:
    return " ".join(list(dict.fromkeys(keys))[:LIKELIEST])


def _template(name: NameReading) -> _Template:
    if not name.is_open:
        return _Template(" ".join(map(_place, name.words)), bool(name.parent), "", "")
    readings = " ".join("".join(map(_place, words)) for words in name.readings)
    keys = " ".join("".join(_PLACES.get(word) or word_key(word) for word in words) for words in _telling(name))
    return _Template(" ".join(map(_place, name.words)), bool(name.parent), readings, keys)


def _place(word: str) -> str:
    return _PLACES.get(word, word)
