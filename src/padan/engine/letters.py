"""Numbers for the letters of names: names of the same letters bear one number, whatever the order of the letters."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

IN_ORDER = 6
"""Names of fewer letters say too little by their letters alone: there the order counts as well."""

Numbers = NDArray[np.uint64]


def numbers_of_letters(keys: pl.Series) -> Numbers:
    """A number for each text: the sum of its bytes' numbers, which in a short text hang on their places too."""
    lengths = keys.str.len_bytes().to_numpy().astype(np.int64)
    letters = np.frombuffer("".join(keys.to_list()).encode(), dtype=np.uint8)
    numbers = _NUMBERS[letters]
    starts = np.cumsum(lengths) - lengths
    short = np.repeat(lengths < IN_ORDER, lengths)
    places = np.flatnonzero(short) - np.repeat(starts, lengths)[short]
    numbers[short] *= _PLACES[places]
    ends = np.append(np.zeros(1, dtype=np.uint64), np.cumsum(numbers, dtype=np.uint64))
    sums: Numbers = ends[starts + lengths] - ends[starts]
    return sums


def _mixed(numbers: Numbers) -> Numbers:
    """Numbers that have nothing to do with each other, always the same ones (the finishing steps of SplitMix64)."""
    mixed = numbers * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


_NUMBERS = _mixed(np.arange(1, 257, dtype=np.uint64))
_PLACES = _mixed(np.arange(1000, 1000 + IN_ORDER, dtype=np.uint64)) | np.uint64(1)
