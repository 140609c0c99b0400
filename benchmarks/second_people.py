"""People of the second city: households, twins, father and son of one name, namesakes born on one day."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.second_names import Codes, Words, invent, spell, zipf

PER_KELURAHAN = 9_500
KELURAHAN_IN_KECAMATAN = 9
DAY = np.datetime64("1970-01-01", "D")


@dataclass(frozen=True, slots=True)
class City:
    """Everyone who lives there, household by household (rows of one household stand together)."""

    people: pl.DataFrame
    kelurahan: list[str]
    kecamatan: list[str]
    streets: list[str]


@dataclass(frozen=True, slots=True)
class Homes:
    """Household of each person, and what the household gives them. `place` 0 father, 1 mother, 2.. children."""

    home: Codes
    place: Codes
    start: Codes
    size: Codes


def people_homes(rng: np.random.Generator, homes: int) -> Homes:
    """Two parents and none to five children a household."""
    children = rng.choice([0, 1, 2, 3, 4, 5], size=homes, p=[0.12, 0.2, 0.29, 0.22, 0.12, 0.05])
    size = (children + 2).astype(np.int64)
    start = np.concatenate([[0], np.cumsum(size)[:-1]]).astype(np.int64)
    home = np.repeat(np.arange(homes), size)
    return Homes(home, np.arange(len(home)) - start[home], start, size)


def birth_days(rng: np.random.Generator, at: Homes) -> Codes:
    """Days since 1970: parents 1954 to 1992, children some years apart, one birth in ninety a twin of the one before.

    Two in a hundred of those born before 1985 carry a day given by an office: 1 January, 31 December, 1 July.
    """
    homes = len(at.size)
    father = rng.integers(-5_840, 8_300, homes)
    mother = father + rng.normal(1_100, 1_000, homes).astype(np.int64)
    gaps = rng.integers(330, 2_200, len(at.home))
    gaps = np.where((at.place >= 3) & (rng.random(len(gaps)) < 0.011), 0, gaps)
    first = mother + rng.integers(7_000, 10_500, homes)
    since = np.where(at.place >= 3, gaps, 0)
    running = np.cumsum(since)
    born = first[at.home] + running - running[at.start][at.home]
    born = np.where(at.place == 0, father[at.home], np.where(at.place == 1, mother[at.home], born))
    office = (born < 5_479) & (rng.random(len(born)) < 0.02)
    year = (DAY + born).astype("datetime64[Y]")
    given = np.array([0, 364, 181])[rng.integers(0, 3, len(born))]
    return np.where(office, (year.astype("datetime64[D]") - DAY).astype(np.int64) + given, born)


def share_names(rng: np.random.Generator, at: Homes, name: Codes, woman: NDArray[np.bool_], born: Codes) -> None:
    """Siblings and twins who share a first word, sons who bear the father's whole name (changes `name`)."""
    here = np.flatnonzero(at.place >= 3)
    same_sex = woman[here] == woman[here - 1]
    twin = born[here] == born[here - 1]
    alike = here[same_sex & (rng.random(len(here)) < np.where(twin, 0.6, 0.12)) & (name[here, 1] >= 0)]
    name[alike, 0] = name[alike - 1, 0]
    sons = np.flatnonzero((at.place >= 2) & ~woman & (rng.random(len(woman)) < 0.006))
    name[sons] = name[at.start[at.home[sons]]]


def namesakes(rng: np.random.Generator, name: Codes, woman: NDArray[np.bool_], born: Codes, grown: Codes) -> None:
    """Two strangers of one name born on one day: one adult in seven hundred (changes `name` and `born`)."""
    count = max(2, len(grown) // 700)
    these, those = rng.choice(grown, count, replace=False), rng.choice(grown, count, replace=False)
    fit = (woman[these] == woman[those]) & (these != those)
    name[those[fit]], born[those[fit]] = name[these[fit]], born[these[fit]]


def nik(rng: np.random.Generator, region: Codes, born: Codes, woman: NDArray[np.bool_]) -> pl.Series:
    """Region 99.., day (+40 for a woman), month, year, running number; 1 % were issued with another date."""
    stated = np.where(rng.random(len(born)) < 0.01, born + rng.integers(-400, 400, len(born)), born)
    frame = pl.DataFrame({"region": region, "date": DAY + stated, "woman": woman})
    date = pl.col("date")
    return frame.select(
        pl.concat_str(
            pl.col("region").cast(pl.String).str.zfill(6),
            (date.dt.day().cast(pl.Int32) + 40 * pl.col("woman")).cast(pl.String).str.zfill(2),
            date.dt.strftime("%m%y"),
            (pl.int_range(pl.len()).over("region", date, "woman") + 1).cast(pl.String).str.zfill(4),
        )
    ).to_series()


def family_cards(rng: np.random.Generator, home_region: Codes) -> pl.Series:
    """One No KK a household: region, day of issue, running number."""
    issued = DAY + rng.integers(13_000, 20_300, len(home_region))
    frame = pl.DataFrame({"region": home_region, "date": issued})
    return frame.select(
        pl.concat_str(
            pl.col("region").cast(pl.String).str.zfill(6),
            pl.col("date").dt.strftime("%d%m%y"),
            (pl.int_range(pl.len()).over("region", "date") + 1).cast(pl.String).str.zfill(4),
        )
    ).to_series()


def mothers(rng: np.random.Generator, words: Words, at: Homes, text: pl.Series) -> pl.Series:
    """Children: the household's mother. Parents: a grandmother, in one case of five one who is another home's too."""
    homes = len(at.size)
    spans = [invent(rng, words, np.ones(homes, dtype=bool), np.full(homes, -1)) for _ in range(2)]
    for span in spans:
        again = np.flatnonzero(rng.random(homes) < 0.2)
        span[again] = span[np.maximum(again - rng.integers(1, 40, len(again)), 0)]
    elder = [spell(words, span).gather(at.home) for span in spans]
    own = text.gather(at.start[at.home] + 1)
    place = pl.Series("place", at.place)
    frame = pl.DataFrame({"place": place, "father": elder[0], "mother": elder[1], "own": own})
    chosen = pl.when(place == 0).then("father").when(place == 1).then("mother").otherwise("own")
    return frame.select(chosen.alias("mother_name")).to_series()


def build(rng: np.random.Generator, words: Words, persons: int, kelurahan: int) -> pl.DataFrame:
    """About `persons` people, one a row: who they are, who their family is (`start`, `size`), where they live."""
    homes = persons * 100 // 417
    at = people_homes(rng, homes)
    area = np.sort(rng.integers(0, kelurahan, homes))
    woman = np.where(at.place == 0, False, np.where(at.place == 1, True, rng.random(len(at.home)) < 0.5))
    born = birth_days(rng, at)
    family = np.where(rng.random(homes) < 0.25, zipf(rng, words.last, homes), -1)
    name = invent(rng, words, woman, np.where(at.place == 1, -1, family[at.home]))
    share_names(rng, at, name, woman, born)
    namesakes(rng, name, woman, born, np.flatnonzero(born < 14_500))
    home_region = 997_301 + area // KELURAHAN_IN_KECAMATAN
    moved = rng.random(len(at.home)) < np.where(at.place < 2, 0.35, 0.04)
    elsewhere = 990_000 + rng.integers(1, 72, len(moved)) * 100 + rng.integers(1, 9, len(moved))
    region = np.where(moved, elsewhere, home_region[at.home])
    text = spell(words, name)
    bin_word = spell(words, np.column_stack([name[at.start[at.home], :1], np.full((len(at.home), 3), -1)]))
    called = rng.random(len(at.home)) < 0.035
    frame = pl.DataFrame({
        "home": at.home, "start": at.start[at.home], "size": at.size[at.home], "area": area[at.home],
        "woman": woman, "born": DAY + born, "plain": text, "bin_word": bin_word, "called": called & (at.place > 1),
        "mother_name": mothers(rng, words, at, text), "nik": nik(rng, region, born, woman),
        "kk": family_cards(rng, home_region).gather(at.home),
        "street": rng.integers(0, 60, homes)[at.home], "number": rng.integers(1, 180, homes)[at.home],
        "rt": rng.integers(1, 46, homes)[at.home], "rw": rng.integers(1, 13, homes)[at.home],
        "born_in": np.where(moved, region // 100 - 9_900, 73),
    })  # fmt: skip
    own = pl.when("woman").then(pl.lit(" binti ")).otherwise(pl.lit(" bin "))
    full = pl.when("called").then(pl.concat_str("plain", own, "bin_word")).otherwise("plain")
    return frame.with_columns(full.alias("name"))
