"""Full names as columns of word numbers: drawn by a Zipf-like law, shared between relatives, spelled at the end."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from padan.demo.words import ABDUL_SECOND, FEMALE_ALL, FEMALE_SECOND, MALE_ALL, MALE_SECOND, NUR_SECOND

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

PREFIXES = ("Muhammad", "Ahmad", "Abdul", "Siti", "Nur", "Sri", "Raden", "Nyimas", "Mohammad", "Muhamad")
VOCABULARY: tuple[str, ...] = tuple(
    dict.fromkeys((*PREFIXES, *MALE_ALL, *FEMALE_ALL, *MALE_SECOND, *FEMALE_SECOND, *ABDUL_SECOND, *NUR_SECOND))
)
_NUMBER = {word: number for number, word in enumerate(VOCABULARY)}
SLOTS = 4


@dataclass(frozen=True, slots=True)
class NameSlots:
    """Word numbers of each person's name, four slots, -1 for an empty one. Slot 0 holds Muhammad, Siti and the like."""

    words: npt.NDArray[np.int32]

    def take_from(self, other: "NameSlots", rows: Ints, sources: Ints) -> None:
        """Give `rows` the whole names that `sources` have in the other."""
        self.words[rows] = other.words[sources]

    def take_word(self, other: "NameSlots", slot: int, rows: Ints, sources: Ints) -> None:
        """Give `rows` one word of the names that `sources` have."""
        self.words[rows, slot] = other.words[sources, slot]


def draw_slots(male: Flags, rng: np.random.Generator) -> NameSlots:
    """A name for each person by sex: one to four words, single names among them."""
    words = np.full((len(male), SLOTS), -1, dtype=np.int32)
    for group, draw in ((np.flatnonzero(male), _male), (np.flatnonzero(~male), _female)):
        words[group] = draw(len(group), rng)
    return NameSlots(words)


def spell(slots: NameSlots) -> pl.Series:
    """The names as text, words parted by one space."""
    vocabulary = pl.Series(VOCABULARY)
    columns = []
    for slot in range(SLOTS):
        numbers = pl.Series(slots.words[:, slot].astype(np.int64))
        columns.append(vocabulary.gather(numbers.set(numbers < 0, None)).alias(str(slot)))
    return pl.DataFrame(columns).select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True)).to_series()


def _zipf(words: tuple[str, ...] | list[str], count: int, rng: np.random.Generator) -> npt.NDArray[np.int32]:
    weights = 1.0 / (np.arange(len(words)) + 8.0) ** 0.95
    cumulated = np.cumsum(weights / weights.sum())
    numbers = np.array([_NUMBER[word] for word in words], dtype=np.int32)
    drawn: npt.NDArray[np.int32] = numbers[np.searchsorted(cumulated, rng.random(count) * 0.999999)]
    return drawn


def _male(count: int, rng: np.random.Generator) -> npt.NDArray[np.int32]:
    words = np.full((count, SLOTS), -1, dtype=np.int32)
    words[:, 1] = _zipf(MALE_ALL, count, rng)
    prefix, shares = (
        ("Muhammad", "Mohammad", "Muhamad", "Ahmad", "Abdul", "Raden"),
        (0.11, 0.02, 0.02, 0.05, 0.05, 0.01),
    )
    abdul = _prefix(words, prefix, shares, rng)["Abdul"]
    words[abdul, 1] = _zipf(ABDUL_SECOND, len(abdul), rng)
    _later(words, MALE_SECOND, 0.66, rng)
    return words


def _female(count: int, rng: np.random.Generator) -> npt.NDArray[np.int32]:
    words = np.full((count, SLOTS), -1, dtype=np.int32)
    words[:, 1] = _zipf(FEMALE_ALL, count, rng)
    nur = _prefix(words, ("Siti", "Nur", "Sri", "Nyimas"), (0.10, 0.05, 0.04, 0.006), rng)["Nur"]
    words[nur, 1] = _zipf(NUR_SECOND, len(nur), rng)
    _later(words, FEMALE_SECOND, 0.62, rng)
    return words


def _prefix(
    words: npt.NDArray[np.int32], prefix: tuple[str, ...], shares: tuple[float, ...], rng: np.random.Generator
) -> dict[str, Ints]:
    drawn = np.searchsorted(np.cumsum(shares), rng.random(len(words)))
    rows = {}
    for number, word in enumerate(prefix):
        rows[word] = np.flatnonzero(drawn == number)
        words[rows[word], 0] = _NUMBER[word]
    return rows


def _later(words: npt.NDArray[np.int32], second: tuple[str, ...], share: float, rng: np.random.Generator) -> None:
    """A second word for most, fewer where there is a prefix; a third for some."""
    count = len(words)
    two = rng.random(count) < np.where(words[:, 0] >= 0, share * 0.55, share * 1.28)
    three = two & (rng.random(count) < 0.27)
    words[two, 2] = _zipf(second, int(two.sum()), rng)
    words[three, 3] = _zipf(second, int(three.sum()), rng)
    double = (words[:, 2] == words[:, 1]) | (words[:, 2] == words[:, 0])
    words[double, 2] = -1
    words[words[:, 3] == words[:, 2], 3] = -1
