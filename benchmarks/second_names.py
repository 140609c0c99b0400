"""Names of the second city: a pool of its own, Zipf-like, with rare words made of syllables."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

Codes = NDArray[np.int64]

STARTS = (
    "b",
    "d",
    "g",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "w",
    "y",
    "z",
    "f",
    "c",
    "ny",
    "sy",
    "kh",
    "br",
    "dr",
    "gr",
    "kr",
    "pr",
    "tr",
    "",
    "",
)
VOWELS = ("a", "a", "a", "e", "i", "i", "o", "u", "u", "ai")
ENDS = ("", "", "", "", "n", "r", "s", "l", "m", "ng", "h", "t", "k")
KNOWN = Path(__file__).with_name("second_names.txt")
SURE = {"Muhammad": 0, "Ahmad": 1, "Abdul": 2, "Siti": 3, "Nur": 4, "Andi": 5, "I Made": 6, "Ni Made": 7, "Raden": 8}


@dataclass(frozen=True, slots=True)
class Words:
    """The whole vocabulary, and the ranges of it that serve as first and last words."""

    text: pl.Series
    men: tuple[int, int]
    women: tuple[int, int]
    last: tuple[int, int]
    servants: tuple[int, int]


def known_words() -> dict[str, list[str]]:
    """The known words by kind, as they stand in second_names.txt: the frequent ones first."""
    blocks = KNOWN.read_text(encoding="utf-8").split("[")[1:]
    return {block.split("]")[0]: block.split("]")[1].split() for block in blocks}


def made_words(rng: np.random.Generator, count: int, syllables: tuple[int, int]) -> list[str]:
    """Distinct invented words of a few syllables each."""
    words: dict[str, None] = {}
    while len(words) < count:
        parts = int(rng.integers(syllables[0], syllables[1] + 1))
        heads = rng.integers(0, len(STARTS), parts)
        cores = rng.integers(0, len(VOWELS), parts)
        word = "".join(STARTS[h] + VOWELS[c] for h, c in zip(heads, cores, strict=True))
        word += ENDS[int(rng.integers(0, len(ENDS)))]
        if 4 <= len(word) <= 13:
            words[word.capitalize()] = None
    return list(words)


def vocabulary(rng: np.random.Generator) -> Words:
    """Some 19,000 words: known ones first (the frequent ranks), made ones after them (the long tail)."""
    known = known_words()
    groups = [
        list(SURE),
        known["men"] + made_words(rng, 5000, (2, 3)),
        known["women"] + made_words(rng, 5000, (2, 4)),
        known["last"] + made_words(rng, 9000, (2, 4)),
        known["servants"],
    ]
    ends = np.cumsum([len(group) for group in groups]).tolist()
    ranges = list(pairwise(ends))
    return Words(pl.Series([word for group in groups for word in group]), *ranges)


def zipf(rng: np.random.Generator, span: tuple[int, int], size: int, power: float = 1.25, shift: float = 8.0) -> Codes:
    """`size` codes of the span; the chance of rank r falls as 1 / (r + shift)^power."""
    weights = 1.0 / (np.arange(span[1] - span[0]) + shift) ** power
    edges = np.cumsum(weights / weights.sum())
    return np.minimum(np.searchsorted(edges, rng.random(size)), len(edges) - 1).astype(np.int64) + span[0]


def invent(rng: np.random.Generator, words: Words, woman: NDArray[np.bool_], family: Codes) -> Codes:
    """Four word codes a person (-1 for none): 12 % of one word, 46 % of two, 34 % of three, 8 % of four.

    `family` is the word a household ends its names with, or -1.
    """
    size = len(woman)
    length = rng.choice([1, 2, 3, 4], size=size, p=[0.12, 0.46, 0.34, 0.08])
    length = np.where((family >= 0) & (length == 1), 2, length)
    name = np.full((size, 4), -1, dtype=np.int64)
    first = np.where(woman, zipf(rng, words.women, size), zipf(rng, words.men, size))
    middle = np.where(woman, zipf(rng, words.women, size), zipf(rng, words.men, size))
    name[:, 0] = first
    for place in (1, 2, 3):
        here = length > place
        ending = np.where(family >= 0, family, zipf(rng, words.last, size))
        name[here, place] = np.where(length == place + 1, ending, middle if place == 1 else first)[here]
        middle = np.where(woman, zipf(rng, words.women, size), zipf(rng, words.men, size))
        first = middle
    return open_with(rng, words, name, woman, length)


def open_with(
    rng: np.random.Generator, words: Words, name: Codes, woman: NDArray[np.bool_], length: NDArray[np.int64]
) -> Codes:
    """Puts the usual opening words (Muhammad, Abdul, Siti, Nur ...) before some names of two words and more."""
    draw, several = rng.random(len(name)), length > 1
    man = ~woman & several
    lady = woman & several
    for word, who, low, high in (
        ("Muhammad", man, 0.00, 0.13),
        ("Ahmad", man, 0.13, 0.17),
        ("Abdul", man, 0.17, 0.22),
        ("Andi", man, 0.22, 0.235),
        ("I Made", man, 0.235, 0.245),
        ("Raden", man, 0.245, 0.25),
        ("Siti", lady, 0.00, 0.10),
        ("Nur", lady, 0.10, 0.17),
        ("Ni Made", lady, 0.17, 0.18),
    ):
        here = who & (draw >= low) & (draw < high)
        name[here, 0] = SURE[word]
        if word == "Abdul":
            name[here, 1] = zipf(rng, words.servants, int(here.sum()))
    return name


def spell(words: Words, name: Codes) -> pl.Series:
    """The names as text, words apart by one space."""
    columns = [words.text.gather(pl.Series(np.where(name[:, k] < 0, 0, name[:, k]))) for k in range(4)]
    frame = pl.DataFrame({f"w{k}": column for k, column in enumerate(columns)})
    shown = [pl.when(pl.Series(name[:, k] >= 0)).then(pl.col(f"w{k}")).otherwise(None) for k in range(4)]
    return frame.select(pl.concat_str(shown, separator=" ", ignore_nulls=True).alias("name")).to_series()
