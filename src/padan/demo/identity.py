"""Invented NIK: the right structure (region, date of birth with 40 added for women, serial) and never a real one.

In real region codes serials start at 9001, which no office has reached. In the invented regions 98 and 99 they start at
0001, as real ones do, so that a last digit lost to Excel shows there as ...0000.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from padan.demo.faults import RATES
from padan.demo.places import Places

Ints = npt.NDArray[np.int64]

# First registration elsewhere: regencies of Jambi, neighbouring provinces, Java, and an invented region.
ELSEWHERE = np.array(
    [150201, 150301, 150404, 150503, 150507, 150608, 150701, 150805, 150903, 157201, 167102, 160601, 137103, 130701,
     127102, 147105, 180301, 177101, 320401, 330501, 337402, 357801, 317203, 340402, 999901, 999902, 999905, 999911]
)  # fmt: skip
_INVENTED = 970000  # codes above belong to no region


def nik_numbers(
    birth: Ints, male: npt.NDArray[np.bool_], home: Ints, places: Places, rng: np.random.Generator
) -> tuple[pl.Series, npt.NDArray[np.bool_]]:
    """The NIK of each person as text, and who was first registered outside the city. `birth` in days since 1970."""
    region, mover = _regions(birth, home, places, rng)
    days = birth.astype("datetime64[D]")
    month = days.astype("datetime64[M]")
    day = (days - month).astype(np.int64) + 1 + np.where(male, 0, 40)
    year = days.astype("datetime64[Y]").astype(np.int64) + 1970
    head = region * 10**6 + day * 10**4 + (month.astype(np.int64) % 12 + 1) * 100 + year % 100
    serial = rank_among_equals(head) + np.where(region > _INVENTED, 1, 9001)
    return pl.Series("nik", head * 10**4 + serial).cast(pl.String), mover


def _regions(birth: Ints, home: Ints, places: Places, rng: np.random.Generator) -> tuple[Ints, npt.NDArray[np.bool_]]:
    count = len(birth)
    own = places.kecamatan_of()[home]
    codes = np.array([place.code for place in places.kecamatan])
    old = np.array([place.old_code for place in places.kecamatan])
    before = birth < np.datetime64("2004-01-01").astype(np.int64)
    region = np.where(before, old[own], codes[own])
    within = rng.random(count) < 0.15
    other = codes // 100 * 100 + 1
    region = np.where(within, other[own] + rng.integers(0, 11, count), region)
    mover = rng.random(count) < RATES["list", "mover"]
    return np.where(mover, ELSEWHERE[rng.integers(0, len(ELSEWHERE), count)], region), mover


def rank_among_equals(keys: Ints) -> Ints:
    """For each value how many equal ones stand before it."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    lengths = np.diff(np.concatenate((starts, [len(keys)])))
    ranks = np.empty(len(keys), dtype=np.int64)
    ranks[order] = np.arange(len(keys)) - np.repeat(starts, lengths)
    return ranks
