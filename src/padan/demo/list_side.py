"""The lists' text: every column a clerk might fill, with the damage of the list side."""

from random import Random

import numpy as np
import numpy.typing as npt
import polars as pl

from padan.demo.damage import kelurahan_variant, nik_truncated
from padan.demo.faultlog import FaultLog
from padan.demo.faults import DATE_LIST, NAME_LIST, NIK_LIST
from padan.demo.listing import RT, SEGMENTS, ListRows
from padan.demo.offices import SEX_WORDS, OfficeStyles
from padan.demo.places import Places
from padan.demo.population import Population
from padan.demo.words import JOBS, STREETS, TOWNS
from padan.demo.writing import (
    Ints,
    Pen,
    Texts,
    in_case,
    note_situations,
    where_else_none,
    write_dates,
    write_mothers,
    write_names,
    write_niks,
    write_sexes,
)

_FAULTS_OF = {
    "birth_date": tuple(fault.kind for fault in DATE_LIST), "sex": ("sex_wrong", "sex_missing"),
    "mother": ("mother_differs",), "kelurahan": ("kelurahan_spelling", "old_kelurahan"), "note": ("note_deceased",),
}  # fmt: skip
SEGMENT_WORDS = ("Ketua RT", "Pekerja Rentan", "Miskin Ekstrem", "TKK", "PU Swasta")


def write_list_rows(
    rows: ListRows,
    people: Population,
    places: Places,
    styles: OfficeStyles,
    dead: npt.NDArray[np.bool_],
    seed: list[int],
) -> tuple[dict[str, Texts], FaultLog]:
    """Columns of text by field key, and what was planted."""
    pen = Pen("list", np.random.default_rng(seed), Random(seed[0] * 1000 + seed[1]), FaultLog("list"))
    _note_rows(pen, rows, people)
    office, person = rows.office, rows.person
    columns = {
        "nik": write_niks(pen, people, person, NIK_LIST, office * 8 + rows.segment),
        "name": in_case(write_names(pen, people, person, NAME_LIST), styles.case[office]),
        "birth_date": write_dates(pen, people, person, DATE_LIST, styles.date[office]),
        "mother": in_case(write_mothers(pen, people, person), styles.case[office]),
    }
    _truncate_lists(pen, columns["nik"], np.flatnonzero(styles.nik_truncated[office]))
    words = np.array(SEX_WORDS, dtype=np.object_)[styles.sex[office]]
    columns["sex"] = write_sexes(pen, people, person, words[:, 0], words[:, 1])
    missing = pen.hit(len(rows), "sex_missing")
    columns["sex"][missing] = None
    pen.log.add("sex_missing", missing)
    columns.update(residence(people, person, places))
    _misplace(pen, columns, people, person, places)
    columns.update(_rest(pen, rows, people, styles, dead))
    for field, offices in styles.missing.items():
        columns[field][offices[office]] = None
        pen.log.forget(_FAULTS_OF.get(field, ()), np.flatnonzero(offices[office]))
    return columns, pen.log


def _note_rows(pen: Pen, rows: ListRows, people: Population) -> None:
    note_situations(pen, people, rows.person)
    pen.log.add("not_registered", np.flatnonzero(~rows.registered))
    pen.log.add("list_duplicate", np.flatnonzero(rows.repeats >= 0))
    once = rows.repeats < 0
    seen = np.bincount(rows.person[once], minlength=len(people))
    pen.log.add("two_segments", np.flatnonzero(once & (seen[rows.person] > 1)))


def _truncate_lists(pen: Pen, niks: Texts, rows: Ints) -> None:
    whole = np.array([row for row in rows.tolist() if niks[row] is not None and len(niks[row]) == 16], dtype=np.int64)
    pen.change(
        niks, "nik_truncated_list", whole, lambda row, nik: nik_truncated(nik, pen.chance) if nik.isdigit() else nik
    )


def residence(people: Population, person: Ints, places: Places) -> dict[str, Texts]:
    """Address, kelurahan and kecamatan of each row as the population office has them."""
    kelurahan = np.array([place.name for place in places.kelurahan], dtype=np.object_)
    kecamatan = np.array([place.name for place in places.kecamatan], dtype=np.object_)[places.kecamatan_of()]
    home, household = people.home[person], people.household[person]
    street = pl.Series(STREETS).gather(household * 7919 % len(STREETS))
    address = pl.select(
        pl.concat_str(pl.lit("Jl. "), street, pl.lit(" No. "), pl.Series(household % 97 + 1).cast(pl.String))
    ).to_series()
    return {
        "address": address.to_numpy().astype(object), "kelurahan": kelurahan[home], "kecamatan": kecamatan[home],
        "birth_place": np.array(TOWNS, dtype=np.object_)[towns(people, person)],
    }  # fmt: skip


def towns(people: Population, person: Ints) -> Ints:
    """Number of each person's town of birth: Jambi for most, elsewhere for movers."""
    drawn = (person * 2654435761 + people.household[person]) % 1009
    mover = people.situations["mover"][person]
    result: Ints = np.where(mover | (drawn < 300), drawn % len(TOWNS), 0)
    return result


def write_old_kelurahan(pen: Pen, column: Texts, people: Population, person: Ints, places: Places) -> None:
    """Some rows of people in the new kelurahan still bear the (invented) parent's name."""
    parent = np.array([place.parent for place in places.kelurahan])[people.home[person]]
    names = np.array([place.name for place in places.kelurahan], dtype=np.object_)
    rows = np.flatnonzero((parent >= 0) & (pen.rng.random(len(person)) < pen.rate("old_kelurahan")))
    pen.change(column, "old_kelurahan", rows, lambda row, name: str(names[parent[row]]))


def _misplace(pen: Pen, columns: dict[str, Texts], people: Population, person: Ints, places: Places) -> None:
    write_old_kelurahan(pen, columns["kelurahan"], people, person, places)
    rows = pen.hit(len(person), "kelurahan_spelling")
    pen.change(columns["kelurahan"], "kelurahan_spelling", rows, lambda row, name: kelurahan_variant(name, pen.chance))


def _rest(
    pen: Pen, rows: ListRows, people: Population, styles: OfficeStyles, dead: npt.NDArray[np.bool_]
) -> dict[str, Texts]:
    count = len(rows)
    number = np.array([f"{value:02d}" for value in range(1000)], dtype=np.object_)
    rt, rw = number[rows.rt % 1000], number[rows.rt // 4 + 1]
    jobs = np.array([[JOBS[key][at % len(JOBS[key])] for at in range(6)] for key in SEGMENTS[:4]], dtype=np.object_)
    phone = pl.select(
        pl.concat_str(pl.lit("0800"), pl.Series(pen.rng.integers(10**7, 10**8, count)).cast(pl.String))
    ).to_series()
    note = np.full(count, None, dtype=np.object_)
    told = np.flatnonzero(dead[rows.person] & (pen.rng.random(count) < pen.rate("note_deceased")))
    note[told] = "Meninggal dunia"
    pen.log.add("note_deceased", told)
    posts = np.array([f"Ketua RT {value}" for value in number], dtype=np.object_)[rows.rt % 1000]
    post = where_else_none(rows.segment == RT, posts)
    segment = np.array(SEGMENT_WORDS, dtype=np.object_)[rows.segment]
    return {
        "kk": people.kk.gather(rows.person).to_numpy().astype(object), "rt": rt, "rw": rw, "post": post, "note": note,
        "job": jobs[rows.segment, pen.rng.integers(0, 6, count)], "phone": phone.to_numpy().astype(object),
        "segment": segment,
    }  # fmt: skip
