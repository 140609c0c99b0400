"""Comparing two names: how far they agree, how alike they are, and the sentence a clerk reads."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice, pairwise, starmap

from padan.domain.distances import edits, jaro_winkler
from padan.domain.name_reading import NameReading
from padan.domain.name_words import COMMON_WORDS, joined_key, word_key

LONGEST_SHOWN = 100
SHORTEST_WITH_SLIP = 5
LONG_NAME = 9
"""Letters of a name, joined, in which a typing error may stand, and from which on two may."""
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameComparison:
    """Outcome, likeness from 0 to 1, and the sentence in Indonesian and English."""

    outcome: str
    similarity: float
    text_id: str
    text_en: str


def identity_key(reading: NameReading) -> str:
    """One text for all names equal after case, space, signs, titles and sure short forms; "" without words.

    Equal keys mean equal names; names whose short forms are open (M. Rizki) may be equal with different keys.
    """
    parent = "|" + "".join(reading.parent) if reading.parent else ""
    return "".join(reading.words) + parent


def compare_names(a: NameReading, b: NameReading) -> NameComparison:
    """Compare two readings.

    Outcomes, best first: equal (after case, space, signs, titles and short forms, an open short form decided
    by the other side), variant (old spelling, doubled letters, y and i), order (same words in another order),
    short (initials or dropped words), near (typing errors), similar (a telling word agrees and another does
    not, or alike as a whole), different, missing. Another father after bin or binti makes it similar at best.
    """
    if not a.words or not b.words:
        return _MISSING
    outcome, similarity = _outcome(a, b)
    if a.parent and b.parent:
        return _with_parents(a, b, outcome, similarity)
    if (a.parent or b.parent) and outcome not in ("equal", "variant"):
        whole = _best(_forms_of(_whole(a)), _forms_of(_whole(b)))
        if _RANK[whole[0]] < _RANK[outcome]:
            shortened = whole[0] == "equal" and "B" not in a.words + b.words
            outcome, similarity = ("short", 0.95) if shortened else whole
    return _said(a, b, outcome, similarity)


def _whole(reading: NameReading) -> tuple[Words, ...]:
    return (reading.words + reading.parent,) if reading.parent else reading.readings


def _with_parents(a: NameReading, b: NameReading, outcome: str, similarity: float) -> NameComparison:
    fathers, alike = _best(_forms_of((a.parent,)), _forms_of((b.parent,)))
    if fathers in ("similar", "different"):
        names = f"{' '.join(a.parent)} dan {' '.join(b.parent)}"
        if outcome == "different":
            return _said(a, b, outcome, similarity * 0.9)
        return NameComparison(
            "similar",
            min(similarity, 0.8) * (0.7 + 0.3 * alike),
            f"nama mirip, tetapi nama orang tua berbeda: {names}",
            f"names alike, but the parents differ: {names.replace(' dan ', ' and ')}",
        )
    return _said(a, b, outcome, similarity + (1 - similarity) * 0.3)


def _outcome(a: NameReading, b: NameReading) -> tuple[str, float]:
    if a.words == b.words:
        return "equal", 1.0
    return _best(_forms(a), _forms(b))


@dataclass(frozen=True, slots=True)
class _Forms:
    """What a name's readings are compared by: joined words, joined keys, sorted keys, and the likeliest in order."""

    joined: frozenset[str]
    keys: frozenset[str]
    sorts: frozenset[Words]
    likely: tuple["_Line", ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One reading as keys of words, the same joined, the pairs of neighbouring letters in it, and as it is written."""

    words: Words
    whole: str
    pairs: frozenset[str]
    written: str


def _line(words: Words, written: str) -> _Line:
    whole = "".join(words)
    return _Line(words, whole, frozenset(map("".join, pairwise(whole))), written)


def _forms_of(readings: tuple[Words, ...]) -> _Forms:
    keyed = [tuple(map(word_key, words)) for words in readings]
    return _Forms(
        frozenset("".join(words) for words in readings),
        frozenset(joined_key(words) for words in readings),
        frozenset(tuple(sorted(keys)) for keys in keyed),
        tuple(starmap(_line, islice(dict(zip(keyed, map("".join, readings), strict=True)).items(), 3))),
    )


@lru_cache(maxsize=1 << 18)
def _forms(reading: NameReading) -> _Forms:
    return _forms_of(reading.readings)


def _best(mine: _Forms, yours: _Forms) -> tuple[str, float]:
    """The best outcome over all open readings; word by word only for the likeliest of each."""
    if not mine.joined.isdisjoint(yours.joined):
        return "equal", 1.0
    if not mine.keys.isdisjoint(yours.keys):
        return "variant", 0.97
    if not mine.sorts.isdisjoint(yours.sorts):
        return "order", 0.95
    if len(mine.likely) == len(yours.likely) == 1:
        return _by_words(mine.likely[0], yours.likely[0])
    found = (_by_words(x, y) for x in mine.likely for y in yours.likely)
    return min(found, key=lambda o: (_RANK[o[0]], -o[1]))


def _by_words(x: _Line, y: _Line) -> tuple[str, float]:
    """Align the words (as keys) of two readings and judge what is left over."""
    if len(x.words) < len(y.words):
        x, y = y, x
    same, typed, initials, left, spare = _aligned(x.words, y.words)
    agreed = 2 * sum(map(len, same)) + 3 * initials
    for word, other, gap in typed:
        agreed += len(word) + len(other) - 2 * gap
    likeness = min(0.99, agreed / (len(x.whole) + len(y.whole)))
    telling = any(len(w) >= 3 and w not in COMMON_WORDS for w in same)
    paired = not left and not same and len(typed) == 1
    if not left and (same or len(typed) > 1 or any(len(p) >= 5 for p, _, _ in typed)):
        if not typed:
            return "short", (0.7 if telling else 0.5) + 0.25 * likeness
        return "near", likeness * (0.9 if spare or initials else 0.97)
    return _as_a_whole(x, y, likeness, telling=telling or paired)


def _as_a_whole(x: _Line, y: _Line, likeness: float, *, telling: bool) -> tuple[str, float]:
    """Judge two names whose words do not pair off: written joined with a typing error, partly equal, or different."""
    long, short = (x, y) if len(x.whole) >= len(y.whole) else (y, x)
    if long.whole.startswith(short.whole) and (len(short.whole) >= 15 or _ends_a_word(long.words, len(short.whole))):
        return "short", 0.7 + 0.25 * len(short.whole) / len(long.whole)
    slip = _slip(x.written, y.written)
    if slip:
        return "near", 0.97 * (1 - slip / max(len(x.written), len(y.written)))
    shared = 2 * len(x.pairs & y.pairs) / ((len(x.pairs) + len(y.pairs)) or 1)
    if shared >= 0.5:
        longest = max(len(x.whole), len(y.whole))
        allowed = 1 if longest < 9 else 2
        gap = edits(x.whole, y.whole, allowed)
        if gap <= allowed and min(len(x.whole), len(y.whole)) >= 6:
            return "near", 0.97 * (1 - gap / longest)
        alike = jaro_winkler(x.whole, y.whole)
        if alike >= 0.9:
            return "similar", 0.85 * max(likeness, alike)
    likeness = max(likeness, 0.8 * shared)
    return ("similar", 0.85 * likeness) if telling else ("different", 0.7 * likeness)


def _slip(x: str, y: str) -> int:
    """Edits between two names as written, joined, where a typing error explains them; 0 where it does not.

    A slip can make other letters that a key folds (SH in WSHYU, for WAHYU), so that the keys lie further apart.
    It leaves the name's head or its tail as it was.
    """
    shorter, longer = sorted((len(x), len(y)))
    allowed = 1 if longer < LONG_NAME else 2
    if shorter < SHORTEST_WITH_SLIP or longer - shorter > allowed or (x[:2] != y[:2] and x[-3:] != y[-3:]):
        return 0
    gap = edits(x, y, allowed)
    return gap if gap <= allowed else 0


def _ends_a_word(words: Words, length: int) -> bool:
    """True where the first `length` letters, at least 6, are whole words."""
    return length >= 6 and length in accumulate(map(len, words))


Typed = list[tuple[str, str, int]]


def _aligned(longer: Words, shorter: Words) -> tuple[list[str], Typed, int, list[str], list[str]]:
    """Words that agree, pairs with typing errors, number of initials, and what is left of the shorter and longer."""
    spare = list(longer)
    same, rest = [], []
    for word in shorter:
        if word in spare and len(word) > 1:
            spare.remove(word)
            same.append(word)
        else:
            rest.append(word)
    if not rest:
        return same, [], 0, rest, spare
    typed, rest = _typed(rest, spare)
    initials = _initials(rest, spare) + _initials(spare, rest) if rest else 0
    return same, typed, initials, rest, spare


def _typed(words: list[str], spare: list[str]) -> tuple[Typed, list[str]]:
    """Pair each word with the nearest spare word that a typing error explains; the spare word is used up."""
    typed, rest = [], []
    for word in words:
        best, found = 3, None
        for other in spare:
            allowed = _allowed(word, other)
            gap = word_gap(word, other, allowed) if allowed else 3
            if gap <= allowed and gap < best:
                best, found = gap, other
        if found is None:
            rest.append(word)
        else:
            spare.remove(found)
            typed.append((word, found, best))
    return typed, rest


@lru_cache(maxsize=1 << 18)
def word_gap(a: str, b: str, allowed: int) -> int:
    """Edits between two words, more than `allowed` (1 or 2) where that many do not do.

    An edit changes at most two of the letters that only one of the words has.
    """
    if len(set(a) ^ set(b)) > 2 * allowed:
        return allowed + 1
    return edits(a, b, allowed)


def _allowed(a: str, b: str) -> int:
    """Edits that a typing error may make: none in words of up to three letters, one up to six, else two."""
    n, m = len(a), len(b)
    if n < 3 or m < 3 or n + m < 7 or not -3 < n - m < 3:
        return 0
    return 1 if n < 7 and m < 7 else 2


def _initials(words: list[str], spare: list[str]) -> int:
    """Count initials (and words cut to two or three letters) that open a spare word; both are used up."""
    count = 0
    for word in [w for w in words if len(w) < 4]:
        match = next((w for w in spare if len(w) > len(word) and w.startswith(word)), None)
        if match is not None:
            words.remove(word)
            spare.remove(match)
            count += 1
    return count


OUTCOME_TEXTS: dict[str, tuple[str, str]] = {
    "equal": ("nama sama", "name equal"),
    "variant": ("nama sama dengan ejaan lain", "same name, spelt otherwise"),
    "order": ("nama sama dengan urutan kata lain", "same name, words in another order"),
    "short": ("nama disingkat atau sebagian kata tidak ditulis", "name shortened or a word left out"),
    "near": ("nama hampir sama", "name nearly equal"),
    "similar": ("nama sebagian sama", "name partly equal"),
    "different": ("nama berbeda", "name different"),
    "missing": ("nama kosong pada salah satu pihak", "name missing on one side or both"),
}
_RANK = {code: i for i, code in enumerate(OUTCOME_TEXTS)}
_MISSING = NameComparison("missing", 0.0, *OUTCOME_TEXTS["missing"])


def _said(a: NameReading, b: NameReading, outcome: str, similarity: float) -> NameComparison:
    text_id, text_en = OUTCOME_TEXTS[outcome]
    if outcome == "equal":
        return NameComparison(outcome, similarity, text_id, text_en)
    x, y = (" ".join(text[:LONGEST_SHOWN].split()) for text in (a.text, b.text))
    return NameComparison(outcome, similarity, f"{text_id}: {x} dan {y}", f"{text_en}: {x} and {y}")
