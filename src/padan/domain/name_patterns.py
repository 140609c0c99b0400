"""Reading many names: those of one pattern differ only in words that no rule knows, so a pattern is read once."""

import re
from collections.abc import Iterable, Mapping
from itertools import product
from string import ascii_uppercase

from padan.domain.name_reading import LONGEST, NOTHING, NameReading, read_name
from padan.domain.name_words import DEGREES_OR_NAMES, OPEN_FORMS, SHORT_FORMS, SPECIAL, TITLES_AFTER, TITLES_BEFORE

_READABLE = re.compile(rf"[A-Z .,()/-]{{1,{LONGEST}}}")
_WORD = re.compile("[A-Z]+")
_STAND_INS = tuple(f"Q{a}Q{b}Q" for a, b in product(ascii_uppercase, repeat=2))


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


def read_names(texts: Iterable[str]) -> list[NameReading]:
    """What `read_name` says of each text."""
    patterns: dict[str, NameReading] = {}
    return [_read(text, patterns) for text in texts]


def _read(text: str, patterns: dict[str, NameReading]) -> NameReading:
    if not _READABLE.fullmatch(text):
        return read_name(text)
    others = dict.fromkeys([word for word in _WORD.findall(text) if word not in _TOLD])
    stands = dict(zip(others, _STAND_INS, strict=False))
    pattern = _WORD.sub(lambda found: stands.get(found[0], found[0]), text)
    reading = patterns.get(pattern)
    if reading is None:
        reading = patterns[pattern] = read_name(pattern)
    return _filled(text, reading, dict(zip(_STAND_INS, others, strict=False)))


def _filled(text: str, reading: NameReading, given: Mapping[str, str]) -> NameReading:
    """The reading of a pattern with the words of a text in their places."""
    return NameReading(
        text,
        _put_in(reading.words, given),
        reading.titles,
        _put_in(reading.parent, given),
        reading.relation,
        reading.deceased,
        tuple([_put_in(option, given) for option in reading.options]),
        tuple([_put_in(option, given) for option in reading.alias]),
    )


def _put_in(words: tuple[str, ...], given: Mapping[str, str]) -> tuple[str, ...]:
    return tuple([given.get(word, word) for word in words])
