"""Reading one name: its words, what was taken off, and every reading that stays open."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise, product

from padan.domain.blanks import NOTHING
from padan.domain.name_words import (
    ALIAS,
    BIN_WORDS,
    DECEASED,
    DECEASED_BEHIND,
    DEGREES_OR_NAMES,
    OPEN_FORMS,
    OPEN_TITLES,
    SHORT_FORMS,
    TITLES_AFTER,
    TITLES_BEFORE,
    TITLES_OR_NAMES,
    is_plain_word,
)  # fmt: skip

MOST_READINGS = 32
LONGEST = 300
MOST_DEGREE_PARTS = 12
_APOSTROPHES = str.maketrans("", "", "'`´‘’ʼ′\"“”")
_LETTERS = str.maketrans("013458", "OIEASB")
_WORD = re.compile(r"[A-Z0-9]+(?:\.+[A-Z0-9]+)*\.*")
_PLAIN = re.compile(r"[A-Z]+")

_MARKS = frozenset(BIN_WORDS) | DECEASED | ALIAS

Options = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameReading:
    """How one cell was understood as a name.

    `words` are upper-case, without titles, alm. and bin/binti, with known short forms in full; a short form
    with several readings stands as written. `options` are for each place the words it may mean ("" for none),
    `alias` the same for a second name after alias. `parent` are the words after bin or binti. `deceased` is
    True for alm. before or after the person's own name; after bin or binti it is said of the parent.
    """

    text: str
    words: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    parent: tuple[str, ...] = ()
    relation: str | None = None
    deceased: bool = False
    options: tuple[Options, ...] = ()
    alias: tuple[Options, ...] = ()

    @property
    def readings(self) -> tuple[tuple[str, ...], ...]:
        """Every tuple of words the text may mean, the likeliest first: all stay open until the other side decides."""
        if not self.words:
            return ()
        return _expanded(self.options) + (_expanded(self.alias) if self.alias else ())

    @property
    def is_open(self) -> bool:
        """True where more than one reading stays open."""
        return bool(self.alias) or any(len(option) > 1 for option in self.options)

    def __hash__(self) -> int:
        return hash(self.text)


@dataclass(frozen=True, slots=True)
class _Token:
    """One word as written: `word` without points, the `parts` between points, and whether `after` a comma."""

    word: str
    parts: tuple[str, ...]
    after: bool


def read_name(text: str | None) -> NameReading:
    """Read one cell. Never raises; a text without a letter has no words."""
    if not text:
        return NameReading(text or "")
    upper = _plain_letters(text[:LONGEST])
    if upper.strip() in NOTHING:
        return NameReading(text)
    found = _PLAIN.findall(upper.translate(_APOSTROPHES)) if upper.isascii() else []
    if found and all(map(is_plain_word, found)) and not any(map(str.isdigit, upper)):
        words = tuple(found)
        return NameReading(text, words, options=tuple((word,) for word in words))
    return _read_tokens(text, _tokens(upper))


def _plain_letters(text: str) -> str:
    """Upper case in the letters A to Z: accents off, full-width and styled letters as plain ones."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return text.upper()


def plain_words(text: str) -> tuple[str, ...] | None:
    """The quick route for a name in ASCII made of plain words alone; None where the full reading is needed.

    Upper case, apostrophes and quotes dropped, all other signs as spaces. Gives `read_name(text).words`.
    """
    if not text.isascii() or any(map(str.isdigit, text)) or len(text) > LONGEST:
        return None
    upper = text.upper()
    words = tuple(_PLAIN.findall(upper.translate(_APOSTROPHES)))
    return words if words and upper.strip() not in NOTHING and all(map(is_plain_word, words)) else None


def _tokens(upper: str) -> list[_Token]:
    parts = upper.translate(_APOSTROPHES).split(",")
    return [token for i, part in enumerate(parts) for found in _WORD.findall(part) for token in _split(found, i > 0)]


@lru_cache(maxsize=1 << 16)
def _split(found: str, after: bool) -> tuple[_Token, ...]:
    """A word with points inside is one title (S.Pd.) or several words (M.Rizki)."""
    parts = tuple(part for part in map(_mended, found.split(".")) if part)
    if len(parts) > 1:
        whole = "".join(parts)
        title = whole in TITLES_AFTER or whole in DEGREES_OR_NAMES or whole in TITLES_BEFORE or whole in DECEASED
        if title and not all(map(is_plain_word, parts)):
            return (_Token(whole, parts, after),)
        degrees = _degrees(parts)
        if degrees:
            return tuple(_Token("".join(degree), degree, after=True) for degree in degrees)
    return tuple(_Token(part, (part,), after) for part in parts)


def _degrees(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Parts between points that are degrees one after another and nothing else ("SE.MM", "S.Sos.M.AP"); else none."""
    if len(parts) > MOST_DEGREE_PARTS:
        return []
    for size in range(min(3, len(parts)), 0, -1):
        whole = "".join(parts[:size])
        if whole in TITLES_AFTER or whole in DEGREES_OR_NAMES:
            rest = _degrees(parts[size:])
            if rest or size == len(parts):
                return [parts[:size], *rest]
    return []


def _mended(part: str) -> str:
    """Digits among letters as the letters they look like; a number alone is no word of a name."""
    if part.isalpha():
        return part
    return "" if part.isdigit() else part.translate(_LETTERS).translate(str.maketrans("", "", "2679"))


def _read_tokens(text: str, tokens: list[_Token]) -> NameReading:
    deceased, relation = False, None
    parent: list[_Token] = []
    alias: list[_Token] = []
    if any(token.word in _MARKS for token in tokens):
        deceased, tokens = _without_deceased(tokens)
        tokens, parent, relation = _cut_parent(tokens)
        tokens, alias = _cut_alias(tokens)
    options, titles = _options(tokens)
    words = _as_written(tokens, options)
    other = tuple(_options(alias)[0]) if alias else ()
    parents = _as_written(parent, _options(parent)[0]) if parent else ()
    return NameReading(text, words, titles, parents, relation, deceased, tuple(options), other)


def _cut_alias(tokens: list[_Token]) -> tuple[list[_Token], list[_Token]]:
    for i, token in enumerate(tokens):
        if token.word in ALIAS and 0 < i < len(tokens) - 1:
            return tokens[:i], tokens[i + 1 :]
    return tokens, []


def _without_deceased(tokens: list[_Token]) -> tuple[bool, list[_Token]]:
    """Alm. before bin or binti, or without any, is said of the person; after it, of the parent."""
    cut = next((i for i, t in enumerate(tokens) if i and t.word in BIN_WORDS), len(tokens))
    deceased = any(t.word in DECEASED for t in tokens[:cut])
    kept = [t for before, t in pairwise([None, *tokens]) if t and not _says_deceased(t, before)]
    return deceased, kept or tokens


def _says_deceased(token: _Token, before: _Token | None) -> bool:
    behind = before is not None and before.word in DECEASED
    return token.word in DECEASED or (behind and token.word in DECEASED_BEHIND)


def _cut_parent(tokens: list[_Token]) -> tuple[list[_Token], list[_Token], str | None]:
    for i, token in enumerate(tokens):
        relation = BIN_WORDS.get(token.word)
        if relation and 0 < i < len(tokens) - 1:
            parent = [t for t in tokens[i + 1 :] if t.word not in BIN_WORDS and not (t.after and _is_degree(t))]
            degrees = [t for t in tokens[i + 1 :] if t.after and _is_degree(t)]
            return tokens[:i] + degrees, parent, relation
    return tokens, [], None


def _is_degree(token: _Token) -> bool:
    return token.word in TITLES_AFTER or token.word in DEGREES_OR_NAMES


def _options(tokens: list[_Token]) -> tuple[list[Options], tuple[str, ...]]:
    """For each token left the words it may mean ("" where it may be a title), and the titles taken off."""
    start, before, opened = _front(tokens)
    end, behind = _back(tokens, start)
    words = [part for token in tokens[start:end] for part in token.parts]
    last = len(words) - 1
    options = [_meanings(word, first=i == 0 and not opened, last=i == last) for i, word in enumerate(words)]
    while last > 0 and words[last] in DEGREES_OR_NAMES:
        options[last] = (words[last], "")
        last -= 1
    return [*opened, *options], (*before, *behind)


def _front(tokens: list[_Token]) -> tuple[int, list[str], list[Options]]:
    """Titles before the name. H. and R. may be initials: they stay open."""
    titles: list[str] = []
    opened: list[Options] = []
    i = 0
    while i < len(tokens) - 1:
        word = tokens[i].word
        if word in OPEN_TITLES:
            opened.append(("", word))
        elif word in TITLES_OR_NAMES and i + 2 < len(tokens) and not tokens[i + 2].after:
            opened.append((word, ""))
            i += 1
            break
        elif word not in TITLES_BEFORE:
            break
        titles.append(word)
        i += 1
    return i, titles, opened


def _back(tokens: list[_Token], start: int) -> tuple[int, list[str]]:
    """Degrees after the name: sure with points or a comma, or where they can be no name."""
    titles: list[str] = []
    end = len(tokens)
    while end - 1 > start:
        token = tokens[end - 1]
        spaced = _spaced_degree(tokens, start, end)
        if spaced:
            titles.insert(0, "".join(t.word for t in tokens[end - spaced : end]))
            end -= spaced
        elif _sure_degree(token):
            titles.insert(0, token.word)
            end -= 1
        else:
            break
    return end, titles


def _sure_degree(token: _Token) -> bool:
    if token.word in DEGREES_OR_NAMES:
        return len(token.parts) > 1 or token.after
    return token.word in TITLES_AFTER or (token.after and (token.word in TITLES_BEFORE or token.word in OPEN_TITLES))


def _spaced_degree(tokens: list[_Token], start: int, end: int) -> int:
    """How many tokens at the end make one degree written apart ("S PD", "A. Md. Keb"); 0 for none."""
    for size in (3, 2):
        if end - size > start and len(tokens[end - size].word) == 1:
            whole = "".join(t.word for t in tokens[end - size : end])
            sure = whole in TITLES_AFTER and whole not in DEGREES_OR_NAMES
            if sure or (whole in DEGREES_OR_NAMES and tokens[end - size].after):
                return size
    return 0


def _meanings(word: str, *, first: bool, last: bool) -> Options:
    """The words a token may mean, the likeliest first; a lone letter at the end is an initial."""
    if word in SHORT_FORMS:
        return SHORT_FORMS[word]
    if word in OPEN_FORMS:
        return (word,) if last and not first else OPEN_FORMS[word]
    return ("B", "") if word == "B" and not first and not last else (word,)


def _as_written(tokens: list[_Token], options: list[Options]) -> tuple[str, ...]:
    """The words of `NameReading.words`: full where only one name is meant, else as written."""
    if all(len(option) == 1 for option in options):
        return tuple(option[0] for option in options)
    written = {token.word for token in tokens}
    return tuple(_shown(option, written) for option in options if option[0])


def _shown(option: Options, written: set[str]) -> str:
    return next((word for word in option if word in written), option[0])


def _expanded(options: tuple[Options, ...]) -> tuple[tuple[str, ...], ...]:
    """Every tuple of words the options allow, likeliest first, no more than MOST_READINGS."""
    choices = islice(product(*options), 4 * MOST_READINGS)
    found = dict.fromkeys(tuple(word for word in choice if word) for choice in choices)
    return tuple(islice((words for words in found if words), MOST_READINGS))
