"""The text of the rows of both sides: the truth written down, then damaged at the stated rates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import numpy as np
import numpy.typing as npt
import polars as pl

from padan.demo.damage import NIK_DAMAGE, damaged_name, mother_variant, short_form
from padan.demo.dates import STYLES, damaged_date, date_texts
from padan.demo.faultlog import FaultLog
from padan.demo.faults import RATES, Fault
from padan.demo.population import Population

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]


@dataclass(slots=True)
class Pen:
    """What writing one side needs: chance for columns, chance for values, and where faults are noted."""

    side: str
    rng: np.random.Generator
    chance: Random
    log: FaultLog

    def rate(self, kind: str) -> float:
        """The stated rate of a fault of this side."""
        return RATES[self.side, kind]

    def hit(self, count: int, kind: str) -> Ints:
        """Rows that get the fault."""
        return np.flatnonzero(self.rng.random(count) < self.rate(kind))

    def kinds(self, count: int, faults: Sequence[Fault]) -> list[tuple[str, Ints]]:
        """At most one of the faults a row, each at its rate."""
        drawn = np.searchsorted(np.cumsum([fault.rate for fault in faults]), self.rng.random(count), side="right")
        return [(fault.kind, np.flatnonzero(drawn == number)) for number, fault in enumerate(faults)]

    def change(self, column: Texts, kind: str, rows: Ints, way: Callable[[int, str], str | None]) -> Ints:
        """Rewrite the rows; only those that really changed are noted, with the true text. Gives the changed rows."""
        changed, truth = [], []
        for row in rows.tolist():
            before = column[row]
            if before is None:
                continue
            after = way(row, before)
            if after != before:
                column[row] = after
                changed.append(row)
                truth.append(f"{before} -> {'' if after is None else after}")
        self.log.add(kind, np.array(changed, dtype=np.int64), truth)
        return np.array(changed, dtype=np.int64)


def where_else_none(mask: Flags, column: Texts) -> Texts:
    """The texts where the mask holds, None elsewhere."""
    found = column.copy()
    found[~mask] = None
    return found


def texts(series: pl.Series, rows: Ints) -> Texts:
    """Texts of these rows as Python strings."""
    found: Texts = series.gather(rows).to_numpy().astype(object)
    return found


def write_niks(pen: Pen, people: Population, person: Ints, faults: Sequence[Fault], groups: Ints) -> Texts:
    """NIK of each row, damaged; `groups` numbers the list a row stands in (for one NIK on two people)."""
    niks = texts(people.nik, person)
    for kind, rows in pen.kinds(len(person), faults):
        pen.change(niks, kind, rows, _nik_way(kind, pen, people, person, niks, groups))
    return niks


def _nik_way(
    kind: str, pen: Pen, people: Population, person: Ints, niks: Texts, groups: Ints
) -> Callable[[int, str], str | None]:
    if kind == "nik_missing":
        return lambda row, nik: None
    if kind == "nik_is_kk":
        return lambda row, nik: str(people.kk[int(person[row])])
    if kind == "nik_family":
        return lambda row, nik: _relative(people, int(person[row]), pen.chance) or nik
    if kind == "nik_shared":
        return lambda row, nik: _above(row, nik, niks, groups, person)
    return lambda row, nik: NIK_DAMAGE[kind](nik, pen.chance)


def _relative(people: Population, person: int, chance: Random) -> str | None:
    home = people.household[person]
    near = [at for at in range(max(0, person - 5), min(len(people), person + 6)) if at != person]
    family = [at for at in near if people.household[at] == home]
    return str(people.nik[chance.choice(family)]) if family else None


def _above(row: int, nik: str, niks: Texts, groups: Ints, person: Ints) -> str:
    same = row > 0 and groups[row] == groups[row - 1] and person[row] != person[row - 1]
    above = niks[row - 1] if same else None
    return str(above) if above is not None and len(above) == 16 else nik


def write_names(pen: Pen, people: Population, person: Ints, faults: Sequence[Fault]) -> Texts:
    """Name of each row: short forms first, then at most one kind of damage."""
    names = texts(people.name, person)
    heads = people.name.str.extract(r"^(Muhammad|Mohammad|Muhamad|Ahmad|Siti|Abdul|Nur) ", 1).gather(person)
    for kind, words in (
        ("name_muhammad", ["Muhammad", "Mohammad", "Muhamad", "Ahmad"]),
        ("name_siti", ["Siti", "Abdul", "Nur"]),
    ):
        mask = heads.is_in(words).fill_null(False).to_numpy()
        rows = np.flatnonzero(mask & (pen.rng.random(len(person)) < pen.rate(kind)))
        pen.change(names, kind, rows, lambda row, name: short_form(name, pen.chance))
    for kind, rows in pen.kinds(len(person), faults):
        pen.change(names, kind, rows, _name_way(kind, pen, people, person))
    return names


def _name_way(kind: str, pen: Pen, people: Population, person: Ints) -> Callable[[int, str], str]:
    def way(row: int, name: str) -> str:
        who = int(person[row])
        return damaged_name(kind, name, pen.chance, bool(people.male[who]), str(people.father[who]))

    return way


def write_dates(
    pen: Pen, people: Population, person: Ints, faults: Sequence[Fault], styles: npt.NDArray[np.int8]
) -> Texts:
    """Birth date of each row in its office's style, damaged."""
    days = people.birth[person].astype(np.int64)
    dates = date_texts(days, styles)
    start = date(1970, 1, 1)

    def way_of(kind: str) -> Callable[[int, str], str | None]:
        return lambda row, text: damaged_date(
            kind, start + timedelta(int(days[row])), STYLES[int(styles[row])], pen.chance
        )

    for kind, rows in pen.kinds(len(person), faults):
        pen.change(dates, kind, rows, way_of(kind))
    return dates


def write_sexes(pen: Pen, people: Population, person: Ints, men: Texts, women: Texts) -> Texts:
    """The word for each row's sex, some wrong."""
    male = people.male[person].copy()
    wrong = pen.hit(len(person), "sex_wrong")
    male[wrong] = ~male[wrong]
    pen.log.add("sex_wrong", wrong)
    words: Texts = np.where(male, men, women)
    return words


def write_mothers(pen: Pen, people: Population, person: Ints) -> Texts:
    """The mother's name, some written another way."""
    mothers = texts(people.mother, person)
    pen.change(
        mothers,
        "mother_differs",
        pen.hit(len(person), "mother_differs"),
        lambda row, name: mother_variant(name, pen.chance),
    )
    return mothers


def note_situations(pen: Pen, people: Population, person: Ints) -> None:
    """Note the hard cases that are no damage: twins, namesakes, movers, the over-aged."""
    for kind, flags in people.situations.items():
        pen.log.add(kind, np.flatnonzero(flags[person]))
    pen.log.add("over_age", np.flatnonzero(people.age[person] >= 65))


def in_case(column: Texts, cases: npt.NDArray[np.int8]) -> Texts:
    """Upper case, as written, or lower case by the office's habit (0, 1, 2)."""
    series = pl.Series(column.tolist(), dtype=pl.String)
    choice = pl.Series(cases)
    frame = pl.DataFrame({"text": series, "case": choice})
    cased = frame.select(
        pl.when(pl.col("case") == 0).then(pl.col("text").str.to_uppercase())
        .when(pl.col("case") == 2).then(pl.col("text").str.to_lowercase()).otherwise(pl.col("text"))
    ).to_series()  # fmt: skip
    result: Texts = cased.to_numpy().astype(object)
    return result
