"""A second synthetic city, written apart from `padan demo`: other names, other rates of damage, other layouts.

It exists so that the engine is not tuned to its own generator. Two Parquet files and the truth:

    python -m benchmarks.second_city FOLDER [--people N] [--seed N] [--damage usual|heavy|light] [--layout full|few]
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.second_damage import (
    NAME_DAMAGE,
    NIK_DAMAGE,
    Damage,
    date_damage,
    date_form,
    digit,
    dressed,
    pick,
    place_damage,
)
from benchmarks.second_names import vocabulary
from benchmarks.second_people import PER_KELURAHAN, build

Flags = NDArray[np.bool_]
STRENGTH = {"light": 0.5, "usual": 1.0, "heavy": 2.0}
FEW = {
    "list": ("NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin", "Kelurahan", "Kecamatan"),
    "participants": ("KPJ", "Segmen", "Tanggal Mulai", "NIK", "Nama", "Tanggal Lahir", "Kelurahan"),
}
SHARE_BOTH, SHARE_DUPLICATE = 0.875, 0.01
LAYOUTS = ("full", "few", "scarce")
NO_NIK = 0.35
"""Share of the rows of either side without a NIK where it is scarce."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Share of the rows of one side that each damage strikes, before strength and sloppiness; `no_*` are missing."""

    name: float
    nik: float
    nik_other: float
    nik_dressed: float
    date: float
    date_form: float
    mother: float
    kk: float
    no_kk: float
    no_mother: float
    no_place: float
    no_address: float
    no_rt: float
    no_kelurahan: float
    moved: float


LIST = Rates(0.15, 0.028, 0.0060, 0.006, 0.020, 0.012, 0.12, 0.05, 0.09, 0.12, 0.07, 0.06, 0.12, 0.05, 0.01)
PARTICIPANTS = Rates(0.13, 0.026, 0.0045, 0.003, 0.019, 0.008, 0.10, 0.09, 0.20, 0.17, 0.10, 0.10, 0.16, 0.08, 0.07)


class Side:
    """The rows of one side while they are being damaged: a frame, and how sloppy the hand behind each row was."""

    def __init__(self, frame: pl.DataFrame, rng: np.random.Generator, rates: Rates, strength: float) -> None:
        self.frame, self.rng, self.rates, self.strength = frame, rng, rates, strength
        self.random = Random(int(rng.integers(2**62)))
        clerk = 0.6 + 0.4 * rng.gamma(2.0, 0.5, int(frame["area"].max() or 0) * 4 + 4)  # type: ignore[arg-type]
        hand = frame["area"].to_numpy() * 4 + rng.integers(0, 4, len(frame))
        self.sloppy = clerk[hand] * (0.55 + 0.45 * rng.exponential(1.0, len(frame)))

    def struck(self, rate: float) -> Flags:
        """Which rows a damage of this rate strikes: likelier where the hand is sloppy."""
        return self.rng.random(len(self.frame)) < np.minimum(rate * self.strength * self.sloppy, 0.9)

    def put(self, column: str, rows: NDArray[np.int64], values: pl.Series) -> None:
        """Puts values into the given rows of a column."""
        self.frame = self.frame.with_columns(self.frame[column].scatter(pl.Series(rows), values))

    def change(self, column: str, struck: Flags, damage: Damage) -> None:
        """Applies a damage to the rows struck that hold a value."""
        rows = np.flatnonzero(struck & self.frame[column].is_not_null().to_numpy())
        old = self.frame[column].gather(pl.Series(rows)).to_list()
        self.put(column, rows, pl.Series([damage(value, self.random) for value in old], dtype=pl.String))

    def lose(self, column: str, rate: float) -> None:
        """Leaves the value out, whatever the strength: what a layout lacks is not a slip."""
        gone = pl.Series(self.rng.random(len(self.frame)) < rate)
        self.frame = self.frame.with_columns(pl.when(gone).then(None).otherwise(pl.col(column)).alias(column))


def choose(rng: np.random.Generator, people: pl.DataFrame, rows: int) -> tuple[pl.Series, pl.Series]:
    """Person numbers of the list and of the participants, in the order of the rows; duplicates stand anywhere."""
    of_age = pl.col("born").is_between(pl.date(1957, 1, 1), pl.date(2009, 1, 1))
    grown = people.select(pl.int_range(pl.len()).filter(of_age)).to_series().to_numpy()
    listed_count = int(rows / (1 + SHARE_DUPLICATE))
    both = int(listed_count * SHARE_BOTH)
    drawn = rng.permutation(grown)[: 2 * listed_count - both]
    listed, insured = drawn[:listed_count], np.concatenate([drawn[:both], drawn[listed_count:]])
    extra = rows - listed_count
    listed = rng.permutation(np.concatenate([listed, rng.choice(listed, extra, replace=False)]))
    listed = listed[np.argsort(people["area"].to_numpy()[listed], kind="stable")]
    insured = rng.permutation(np.concatenate([insured, rng.choice(insured, extra, replace=False)]))
    return pl.Series(listed), pl.Series(insured)


def damage_nik(side: Side, people: pl.DataFrame, person: NDArray[np.int64]) -> None:
    """The plain damages, then the numbers of others: family member, No KK, somebody else of the same side."""
    rng, rates = side.rng, side.rates
    niks, kks = people["nik"], people["kk"]
    side.change("NIK", side.struck(rates.nik_dressed), dressed)
    side.change("NIK", side.struck(rates.nik), pick(NIK_DAMAGE))
    rows = np.flatnonzero(side.struck(rates.nik_other))
    kind = rng.random(len(rows))
    who = person[rows]
    start, size = people["start"].to_numpy()[who], people["size"].to_numpy()[who]
    family = start + (who - start + 1 + rng.integers(0, np.maximum(size - 1, 1))) % size
    kin, card, other = rows[kind < 0.5], rows[(kind >= 0.5) & (kind < 0.85)], rows[kind >= 0.85]
    side.put("NIK", kin, niks.gather(pl.Series(family[kind < 0.5])))
    side.put("NIK", card, kks.gather(pl.Series(person[card])))
    side.put("NIK", other, niks.gather(pl.Series(person[(other + rng.integers(1, 30, len(other))) % len(person)])))


def damage_names(side: Side) -> None:
    """Names and mothers' names; one damaged name in seven is damaged twice."""
    struck, again = side.struck(side.rates.name), side.rng.random(len(side.frame)) < 0.14
    side.change("Nama", struck, pick(NAME_DAMAGE))
    side.change("Nama", struck & again, pick(NAME_DAMAGE))
    side.change("Nama Ibu Kandung", side.struck(side.rates.mother), pick(NAME_DAMAGE))


def damage_dates(side: Side, usual: str) -> None:
    """Wrong or missing days, then the writing: `usual` is the side's strftime form, some rows are written otherwise."""
    side.change("Tanggal Lahir", side.struck(side.rates.date), date_damage)
    texts = side.frame["Tanggal Lahir"]
    written = texts.str.to_date("%Y-%m-%d", strict=False).dt.strftime(usual)
    other = side.struck(side.rates.date_form) & written.is_not_null().to_numpy()
    side.frame = side.frame.with_columns(
        pl.when(pl.Series(other))
        .then(texts)
        .otherwise(pl.coalesce(written, swapped(texts, usual)))
        .alias("Tanggal Lahir")
    )
    side.change("Tanggal Lahir", other, date_form)


def swapped(texts: pl.Series, usual: str) -> pl.Series:
    """Days such as YYYY-25-03 that no calendar has, written in the side's form all the same."""
    parts = texts.to_frame("t").select(pl.col("t").str.split("-").list.to_struct(fields=["y", "m", "d"])).unnest("t")
    shown = (
        pl.concat_str("d", "m", "y", separator=usual[2])
        if usual.startswith("%d")
        else pl.concat_str("y", "m", "d", separator="-")
    )
    return parts.select(shown.alias("t")).to_series()


def damage_rest(side: Side, people: pl.DataFrame, person: NDArray[np.int64], kelurahan: list[str]) -> None:
    """Moves, family cards, places, and what is missing."""
    rng, rates = side.rng, side.rates
    moved = np.flatnonzero(rng.random(len(person)) < rates.moved)
    where = rng.integers(0, len(kelurahan), len(moved))
    side.put("Kelurahan", moved, pl.Series(kelurahan).gather(pl.Series(where)))
    for column, low, high in (("RT", 1, 46), ("RW", 1, 13)):
        side.put(column, moved, pl.Series(rng.integers(low, high, len(moved))).cast(pl.String))
    other_home = (moved + rng.integers(1, len(person), len(moved))) % len(person)
    side.put("Alamat", moved, side.frame["Alamat"].gather(pl.Series(other_home)))
    renewed = np.flatnonzero(rng.random(len(person)) < rates.kk)
    stranger = (person[renewed] * 7 + 13) % len(people)
    fresh = people["kk"].gather(pl.Series(stranger)).str.slice(0, 12) + people["kk"].gather(
        pl.Series(person[renewed])
    ).str.slice(12, 4)
    side.put("No KK", renewed, fresh)
    side.change("No KK", side.struck(0.015), digit)
    side.change("Kelurahan", side.struck(0.03), place_damage)
    side.change("Kecamatan", side.struck(0.02), place_damage)
    side.change("Tempat Lahir", side.struck(0.04), place_damage)
    side.change("Jenis Kelamin", side.struck(0.004), lambda text, r: "P" if text == "L" else "L")
    for column, rate in (
        ("No KK", rates.no_kk),
        ("Nama Ibu Kandung", rates.no_mother),
        ("Tempat Lahir", rates.no_place),
        ("RT", rates.no_rt),
        ("Alamat", rates.no_address),
        ("RW", rates.no_rt),
        ("Kelurahan", rates.no_kelurahan),
        ("Kecamatan", rates.no_kelurahan),
        ("Jenis Kelamin", 0.02),
    ):
        side.lose(column, rate)


def as_written(people: pl.DataFrame, person: pl.Series, places: "Places") -> pl.DataFrame:
    """The rows of one side before any damage, under their Indonesian headings."""
    rows = people[person]
    area = rows["area"]
    return rows.select(
        "area",
        pl.col("nik").alias("NIK"),
        pl.col("kk").alias("No KK"),
        pl.col("name").alias("Nama"),
        places.births.gather(rows["born_in"]).alias("Tempat Lahir"),
        pl.col("born").dt.strftime("%Y-%m-%d").alias("Tanggal Lahir"),
        pl.when("woman").then(pl.lit("P")).otherwise(pl.lit("L")).alias("Jenis Kelamin"),
        pl.col("mother_name").alias("Nama Ibu Kandung"),
        pl.concat_str(
            pl.lit("Jl. "), places.streets.gather(rows["street"]), pl.lit(" No. "), pl.col("number").cast(pl.String)
        ).alias("Alamat"),
        pl.col("rt").cast(pl.String).alias("RT"),
        pl.col("rw").cast(pl.String).alias("RW"),
        places.kelurahan.gather(area).alias("Kelurahan"),
        places.kecamatan.gather(area // 9).alias("Kecamatan"),
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Names of birth places, streets, kelurahan, kecamatan."""

    births: pl.Series
    streets: pl.Series
    kelurahan: pl.Series
    kecamatan: pl.Series


def places(rng: np.random.Generator, kelurahan: int) -> Places:
    """Invented places: two words where one would not be enough to tell them apart."""
    heads = [
        "Suka",
        "Tanjung",
        "Pasir",
        "Kampung",
        "Sungai",
        "Bukit",
        "Muara",
        "Talang",
        "Rawa",
        "Batu",
        "Teluk",
        "Lubuk",
    ]
    tails = [
        "Maju",
        "Baru",
        "Indah",
        "Raya",
        "Jaya",
        "Putih",
        "Panjang",
        "Tengah",
        "Hilir",
        "Hulu",
        "Damai",
        "Makmur",
        "Asri",
        "Lama",
    ]
    every = [f"{head} {tail}" for head in heads for tail in tails]
    order = rng.permutation(len(every))
    numbered = [every[int(k)] + suffix for suffix in ("", " II", " III", " Barat", " Timur") for k in order]
    streets = [f"{head}{tail.lower()}" for head in heads[:6] for tail in tails[:10]]
    kecamatan = [f"{head} {tail}" for tail in ("Agung", "Permai", "Sentosa") for head in heads]
    births = [
        f"Kota {tail}" if k % 3 else f"{head}{tail.lower()}"
        for k, (head, tail) in enumerate((h, t) for h in heads for t in tails)
    ][:80]
    births[73] = "Bandar Sentosa"
    return Places(pl.Series(births), pl.Series(streets), pl.Series(numbered[:kelurahan]), pl.Series(kecamatan))


def cased(side: Side, share_upper: float) -> None:
    """Each clerk's own letters: capitals, as in a title, or small. Names, mothers and places go together."""
    style = side.rng.random(int(side.frame["area"].max() or 0) + 1)[side.frame["area"].to_numpy()]  # type: ignore[arg-type]
    upper, small = pl.Series(style < share_upper), pl.Series(style > 0.95)
    side.frame = side.frame.with_columns(
        pl.when(upper)
        .then(pl.col(c).str.to_uppercase())
        .when(small)
        .then(pl.col(c).str.to_lowercase())
        .otherwise(pl.col(c))
        .alias(c)
        for c in ("Nama", "Nama Ibu Kandung", "Tempat Lahir", "Alamat", "Kelurahan", "Kecamatan")
    )


def worded_sex(side: Side, man: str, woman: str) -> None:
    """L and P in the words of the side."""
    column = pl.col("Jenis Kelamin")
    side.frame = side.frame.with_columns(column.replace({"L": man, "P": woman}))


def insured_columns(rng: np.random.Generator, person: NDArray[np.int64], people: int) -> pl.DataFrame:
    """KPJ (half of the duplicates carry the same one), segment, start."""
    size = len(person)
    number = rng.permutation(people)[person] + 10_000_000_000
    second = pl.Series(person).is_duplicated().to_numpy() & (rng.random(size) < 0.5)
    number = np.where(second, number + 40_000_000_000, number)
    segment = np.array(["TKK", "RT", "Pekerja Rentan", "Miskin Ekstrem"])[(person * 2_654_435_761 >> 7) % 4]
    start = np.datetime64("2021-01-01", "D") + (person * 40_503 % 1_900)
    return pl.DataFrame(
        {
            "KPJ": pl.Series(number).cast(pl.String),
            "Segmen": segment,
            "Tanggal Mulai": pl.Series(start).dt.strftime("%d/%m/%Y"),
        }
    )


def make(folder: Path, people: int, seed: int = 1, damage: str = "usual", layout: str = "full") -> None:
    """Writes list.parquet, participants.parquet and truth.parquet (every true pair), `people` rows a side.

    `layout` few leaves out what thin lists lack: No KK, mother, address, RT and RW, birth place, one side's sex;
    `scarce` leaves a third of the rows of either side without a NIK.
    """
    rng = np.random.default_rng([seed, people, sorted(STRENGTH).index(damage)])
    kelurahan = max(1, people // PER_KELURAHAN)
    everyone = build(rng, vocabulary(rng), int(people * 1.9), kelurahan)
    names = places(rng, kelurahan)
    listed, insured = choose(rng, everyone, people)
    write(folder, rng, everyone, names, (listed, insured), damage, layout)


def write(
    folder: Path,
    rng: np.random.Generator,
    everyone: pl.DataFrame,
    names: Places,
    persons: tuple[pl.Series, pl.Series],
    damage: str,
    layout: str,
) -> None:
    """The rows of the persons of both sides, damaged, and the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    listed, insured = persons
    for file, person, rates, form in (
        ("list", listed, LIST, "%d-%m-%Y"),
        ("participants", insured, PARTICIPANTS, "%Y-%m-%d"),
    ):
        who = person.to_numpy()
        side = Side(as_written(everyone, person, names), rng, rates, STRENGTH[damage])
        damage_nik(side, everyone, who)
        damage_names(side)
        damage_dates(side, form)
        damage_rest(side, everyone, who, names.kelurahan.to_list())
        if layout == "scarce":
            side.lose("NIK", NO_NIK)
        cased(side, 0.6 if file == "list" else 1.0)
        worded_sex(side, *(("L", "P") if file == "list" else ("Laki-laki", "Perempuan")))
        frame = side.frame.drop("area")
        if file == "participants":
            frame = pl.concat([insured_columns(rng, who, len(everyone)), frame], how="horizontal")
        if layout == "few":
            frame = frame.select(FEW[file])
        frame.write_parquet(folder / f"{file}.parquet")
    truth(listed, insured).write_parquet(folder / "truth.parquet")


def truth(listed: pl.Series, insured: pl.Series) -> pl.DataFrame:
    """Every pair of rows, one of each side, that is one person; records count from 1."""
    left = pl.DataFrame({"person": listed}).with_row_index("list_record", offset=1)
    right = pl.DataFrame({"person": insured}).with_row_index("participants_record", offset=1)
    return (
        left.join(right, on="person")
        .sort("list_record", "participants_record")
        .select(
            pl.lit("list.parquet").alias("list_file"),
            pl.lit("").alias("list_sheet"),
            pl.col("list_record").cast(pl.Int64),
            pl.lit("participants.parquet").alias("participants_file"),
            pl.lit("").alias("participants_sheet"),
            pl.col("participants_record").cast(pl.Int64),
        )
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.second_city", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--damage", choices=sorted(STRENGTH), default="usual")
    parser.add_argument("--layout", choices=LAYOUTS, default="full")
    given = parser.parse_args()
    make(given.folder, given.people, given.seed, given.damage, given.layout)


if __name__ == "__main__":
    main()
