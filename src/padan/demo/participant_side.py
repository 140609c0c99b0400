"""The branch's export: participants with numbers, groups, dates and wages, and the damage of that side."""

from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

from padan.demo.dates import STYLES, date_texts
from padan.demo.faultlog import FaultLog
from padan.demo.faults import DATE_PARTICIPANTS, NAME_PARTICIPANTS, NIK_PARTICIPANTS
from padan.demo.list_side import SEGMENT_WORDS, residence, write_old_kelurahan
from padan.demo.listing import PRIVATE, TKK, ParticipantRows
from padan.demo.places import Places
from padan.demo.population import Population
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

Days = npt.NDArray[np.int64]  # since 1970
Flags = npt.NDArray[np.bool_]

OCTOBER = int(np.datetime64("2024-10-01").astype(np.int64))
NEVER = int(np.datetime64("2030-01-01").astype(np.int64))
# Yearly pay of contract workers in steps that give whole rupiah at 0.54 %.
WAGES = (1_500_000, 1_800_000, 2_000_000, 2_200_000, 2_500_000)
_DASHES = STYLES.index("dashes")


@dataclass(frozen=True, slots=True)
class Membership:
    """What payments rest on: group, wage, start, end and death of each participant row."""

    npp: Texts
    kpj: Texts
    wage: Ints
    start: Days
    end: Days  # NEVER where it runs on
    death: Days  # NEVER for the living
    active_word: Texts


def draw_deaths(people: Population, rng: np.random.Generator, rate: float) -> Days:
    """Day of death in 2024 of each person, NEVER for the living."""
    days = int(np.datetime64("2024-01-05").astype(np.int64)) + rng.integers(0, 355, len(people))
    weight = np.where(people.age >= 55, 2.5, 0.6)
    return np.where(rng.random(len(people)) < rate * weight, days, NEVER)


def make_memberships(
    rows: ParticipantRows, deaths: Days, places: Places, rng: np.random.Generator, log: FaultLog
) -> Membership:
    """Numbers, groups and dates of each participant row."""
    count = len(rows)
    start_year = rng.integers(2021, 2025, count)
    start = (np.array([f"{year}-01-01" for year in range(2021, 2025)], dtype="datetime64[D]"))[start_year - 2021]
    first = start.astype(np.int64) + np.array([0, 31, 90, 181])[rng.integers(0, 4, count)]
    ended = rng.random(count) < 0.010
    former = np.flatnonzero(rows.kind == "predecessor")
    ended[former[rng.random(len(former)) < 0.3]] = True
    end = np.where(ended, OCTOBER + rng.integers(-60, 92, count), NEVER)
    log.add("status_ended", np.flatnonzero(ended))
    wage = np.array(WAGES)[rng.integers(0, len(WAGES), count)]
    wage = np.where(rows.segment == TKK, wage, np.where(rows.segment == PRIVATE, 3_400_000, 0))
    status: Texts = np.where(ended, "Non Aktif", "Aktif").astype(object)
    return Membership(
        groups_of(rows, places), _numbers(count, start_year, rng), wage, first, end, deaths[rows.person], status
    )


def _numbers(count: int, year: Ints, rng: np.random.Generator) -> Texts:
    """KPJ of eleven digits: year, 99 (no such branch), serial."""
    serial = rng.permutation(count) + 1
    values = (year % 100) * 10**9 + 99 * 10**7 + serial
    return values.astype(str).astype(object)


def groups_of(rows: ParticipantRows, places: Places) -> Texts:
    """NPP or group number of each row: one a segment and office, a few invented companies for private employees."""
    numbers = [group_number(segment, office) for segment, office in zip(*_pairs(rows), strict=True)]
    table = dict(zip(zip(*_pairs(rows), strict=True), numbers, strict=True))
    return np.array(
        [table[pair] for pair in zip(rows.segment.tolist(), rows.office.tolist(), strict=True)], dtype=np.object_
    )


def _pairs(rows: ParticipantRows) -> tuple[list[int], list[int]]:
    keys = np.unique(rows.segment * 10**8 + rows.office)
    return (keys // 10**8).tolist(), (keys % 10**8).tolist()


def group_number(segment: int, office: int) -> str:
    """Eight characters: a letter by segment, invented office number."""
    return f"{'RVMTX'[segment]}X{(office % 40 if segment == PRIVATE else office) + 1:06d}"


def write_participant_rows(
    rows: ParticipantRows, membership: Membership, people: Population, places: Places, log: FaultLog, seed: list[int]
) -> dict[str, Texts]:
    """Columns of text by field key; what was planted goes to the log."""
    pen = Pen("participants", np.random.default_rng(seed), Random(seed[0] * 1000 + seed[1]), log)
    person = rows.person
    note_situations(pen, people, person)
    for kind in np.unique(rows.kind):
        if kind:
            log.add(str(kind), np.flatnonzero(rows.kind == kind))
    style = np.full(len(rows), _DASHES, dtype=np.int8)
    upper = np.zeros(len(rows), dtype=np.int8)
    men, women = np.full(len(rows), "L", dtype=np.object_), np.full(len(rows), "P", dtype=np.object_)
    columns = {
        "nik": write_niks(pen, people, person, NIK_PARTICIPANTS, rows.segment),
        "kpj": membership.kpj,
        "name": in_case(write_names(pen, people, person, NAME_PARTICIPANTS), upper),
        "birth_date": write_dates(pen, people, person, DATE_PARTICIPANTS, style),
        "sex": write_sexes(pen, people, person, men, women),
        "mother": in_case(write_mothers(pen, people, person), upper),
        **residence(people, person, places),
    }
    blank = pen.hit(len(rows), "mother_missing")
    columns["mother"][blank] = None
    log.add("mother_missing", blank)
    write_old_kelurahan(pen, columns["kelurahan"], people, person, places)
    columns.update(_membership_texts(rows, membership, style, pen))
    return columns


def _membership_texts(
    rows: ParticipantRows, membership: Membership, style: npt.NDArray[np.int8], pen: Pen
) -> dict[str, Texts]:
    dead = membership.death < NEVER
    # The branch knows of about half of the deaths.
    known = dead & (pen.rng.random(len(rows)) < 0.5)
    pen.log.add("deceased", np.flatnonzero(dead))
    program = np.where(rows.segment == PRIVATE, "JKK, JKM, JHT, JP", "JKK, JKM").astype(object)
    wage = where_else_none(membership.wage > 0, membership.wage.astype(str).astype(object))
    status = np.where(known, "Meninggal", membership.active_word)
    return {
        "npp": membership.npp, "segment": np.array(SEGMENT_WORDS, dtype=np.object_)[rows.segment], "program": program,
        "status": status.astype(object), "start_date": date_texts(membership.start, style),
        "end_date": where_else_none(membership.end < NEVER, date_texts(membership.end, style)),
        "death_date": where_else_none(known, date_texts(membership.death, style)), "wage": wage,
    }  # fmt: skip
