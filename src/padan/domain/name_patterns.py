"""Reading many names: those of one pattern differ only in words that no rule knows, so a pattern is read once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from string import ascii_uppercase

from padan.domain.blanks import NOTHING
from padan.domain.name_reading import LONGEST, NameReading, read_name
from padan.domain.name_words import DEGREES_OR_NAMES, OPEN_FORMS, SHORT_FORMS, SPECIAL, TITLES_AFTER, TITLES_BEFORE

_READABLE = re.compile(rf"[A-Z .,()/-]{{1,{LONGEST}}}")
_WORD = re.compile("[A-Z]+")
_WORD_APART = re.compile("([A-Z]+)")
STAND_INS = tuple(f"Q{a}Q{b}Q" for a, b in product(ascii_uppercase, repeat=2))
"""What stands in a pattern for the first word that no rule knows, for the second, and so on."""


def _pieces(titles: Iterable[str]) -> set[str]:
    """All that a title written apart may be cut into."""
    return {title[i:j] for title in titles for i in range(len(title)) for j in range(i + 1, len(title) + 1)}


_TOLD = frozenset(
    SPECIAL
    | _pieces(TITLES_AFTER | DEGREES_OR_NAMES | TITLES_BEFORE)
    | {word for forms in (*SHORT_FORMS.values(), *OPEN_FORMS.values()) for word in forms}
    | {word for text in NOTHING for word in _WORD.findall(text)}
)
"""Words that some rule of reading looks at; every other word of letters is as good as any."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A reading in which stand-ins stand for words that no rule knows. `simple`: it means its words alone."""

    reading: NameReading
    simple: bool


Patterns = dict[str, Pattern]
"""The patterns met so far, by their texts."""


def read_names(texts: Iterable[str]) -> list[NameReading]:
    """What `read_name` says of each text."""
    patterns: Patterns = {}
    return [read_by_pattern(text, find_pattern(text, patterns)) for text in texts]


def find_pattern(text: str, patterns: Patterns) -> tuple[Pattern, list[str]] | None:
    """The pattern of a text and the words that stand in the places of `STAND_INS`; None where it has none."""
    if not _READABLE.fullmatch(text):
        return None
    given: dict[str, str] = {}
    pieces = _WORD_APART.split(text)
    for place in range(1, len(pieces), 2):
        word = pieces[place]
        if word not in _TOLD:
            pieces[place] = given.setdefault(word, STAND_INS[len(given)])
    key = "".join(pieces)
    pattern = patterns.get(key)
    if pattern is None:
        pattern = patterns[key] = _pattern(read_name(key))
    return pattern, list(given)


def _pattern(reading: NameReading) -> Pattern:
    plain = reading.options == tuple((word,) for word in reading.words)
    return Pattern(reading, plain and not reading.parent and not reading.alias)


def read_by_pattern(text: str, found: tuple[Pattern, Sequence[str]] | None) -> NameReading:
    """What `read_name` says of a text whose pattern was found."""
    if found is None:
        return read_name(text)
    pattern, words = found
    return _filled(text, pattern, dict(zip(STAND_INS, words, strict=False)))


def _filled(text: str, pattern: Pattern, given: Mapping[str, str]) -> NameReading:
    """The reading of a pattern with the words of a text in their places."""
    reading = pattern.reading
    words = _put_in(reading.words, given)
    if pattern.simple:
        options = tuple([(word,) for word in words])
        return NameReading(text, words, reading.titles, (), reading.relation, reading.deceased, options)
    return NameReading(
        text,
        words,
        reading.titles,
        _put_in(reading.parent, given),
        reading.relation,
        reading.deceased,
        tuple([_put_in(option, given) for option in reading.options]),
        tuple([_put_in(option, given) for option in reading.alias]),
    )


def _put_in(words: tuple[str, ...], given: Mapping[str, str]) -> tuple[str, ...]:
    return tuple([given.get(word, word) for word in words])
