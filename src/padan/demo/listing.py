"""Who stands on which list, and who is registered by whom: rows as numbers, before any text is written."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from padan.demo.faults import RATES
from padan.demo.identity import rank_among_equals
from padan.demo.places import Places
from padan.demo.population import Population

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SEGMENTS = ("rt", "pekerja_rentan", "miskin_ekstrem", "tkk", "pu_swasta")
RT, RENTAN, MISKIN, TKK, PRIVATE = range(5)
# 1,583 RT, 25 + 50 of each of 68 kelurahan and some 6,000 TKK, brought to one.
SHARES = {RT: 0.123, RENTAN: 0.137, MISKIN: 0.275, TKK: 0.465}


@dataclass(frozen=True, slots=True)
class ListRows:
    """Rows of the lists. `office` numbers kelurahan first, then kecamatan; `repeats` is the row it doubles, else -1."""

    person: Ints
    segment: Ints
    office: Ints
    rt: Ints  # number of the RT, 1 and on
    registered: Flags
    repeats: Ints

    def __len__(self) -> int:
        return len(self.person)

    def take(self, rows: Ints) -> "ListRows":
        """These rows, in this order; `repeats` must be renumbered by the caller."""
        return ListRows(
            self.person[rows],
            self.segment[rows],
            self.office[rows],
            self.rt[rows],
            self.registered[rows],
            self.repeats[rows],
        )


@dataclass(frozen=True, slots=True)
class ParticipantRows:
    """Rows of the branch's export; `kind` is the fault that explains the row, empty for an ordinary one."""

    person: Ints
    segment: Ints
    office: Ints
    kind: npt.NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.person)


def list_people(people: int, population: Population, places: Places, rng: np.random.Generator) -> ListRows:
    """Draw so many people into segments, then add those in two segments and the doubled rows, and mix each list."""
    person, segment = _draw(people, population, rng)
    person, segment = _two_segments(person, segment, rng)
    office = np.where(segment == TKK, _tkk_office(population.home[person], places, rng), population.home[person])
    registered = rng.random(len(person)) >= RATES["list", "not_registered"]
    rt = np.where(segment == RT, rank_among_equals(office * 8 + segment) + 1, rng.integers(1, 24, len(person)))
    rows = ListRows(person, segment, office, rt, registered, np.full(len(person), -1))
    return _mixed(_doubled(rows, places, rng), rng)


def _draw(people: int, population: Population, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Weighted draws without replacement, one segment after the other (the largest key u^(1/w) wins)."""
    free = np.ones(len(population), dtype=np.bool_)
    persons, segments = [], []
    left = people
    for segment in (RT, TKK, RENTAN, MISKIN):
        wanted = left if segment == MISKIN else round(people * SHARES[segment])
        weight = np.where(free, _weights(segment, population), 0.0)
        keys = np.full(len(population), -np.inf)
        possible = weight > 0
        keys[possible] = np.log(rng.random(int(possible.sum())) + 1e-300) / weight[possible]
        drawn = np.argpartition(-keys, wanted)[:wanted]
        drawn = np.sort(drawn[keys[drawn] > -np.inf])
        free[drawn] = False
        persons.append(drawn)
        segments.append(np.full(len(drawn), segment))
        left -= len(drawn)
    return np.concatenate(persons), np.concatenate(segments)


def _weights(segment: int, population: Population) -> npt.NDArray[np.float64]:
    """How likely each person is to be in the segment; those who make it hard are likelier, so that pairs meet."""
    age, head = population.age, population.role == 0
    weight = ((age >= 17) & (age < 78)).astype(np.float64)
    weight[age >= 65] *= RATES["list", "over_age"]
    if segment == RT:
        weight *= np.where(head & population.male, 1.0, 0.06) * (age >= 28)
    if segment == TKK:
        weight *= (age >= 19) & (age <= 58)
    for situation in ("twin", "father_son_namesake", "namesake_same_day"):
        weight[population.situations[situation]] *= 3
    return weight


def _two_segments(person: Ints, segment: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    heads = person[(segment == RT) & (rng.random(len(person)) < RATES["list", "two_segments"])]
    poor = person[(segment == MISKIN) & (rng.random(len(person)) < RATES["list", "two_segments_poor"])]
    more = np.concatenate((np.full(len(heads), TKK), np.full(len(poor), RENTAN)))
    return np.concatenate((person, heads, poor)), np.concatenate((segment, more))


def _tkk_office(home: Ints, places: Places, rng: np.random.Generator) -> Ints:
    """TKK serve any kecamatan of their own city, wherever they live; half of them where they live."""
    own = places.kecamatan_of().astype(np.int64)[home]
    codes = np.array([kecamatan.code for kecamatan in places.kecamatan])
    first = np.searchsorted(np.unique(codes // 100), codes // 100)
    starts = np.flatnonzero(np.concatenate(([True], first[1:] != first[:-1]))) if len(first) else first
    start = np.repeat(starts, np.diff(np.concatenate((starts, [len(codes)]))))
    size = np.repeat(np.diff(np.concatenate((starts, [len(codes)]))), np.diff(np.concatenate((starts, [len(codes)]))))
    anywhere = start[own] + (rng.random(len(own)) * size[own]).astype(np.int64)
    office: Ints = len(places.kelurahan) + np.where(rng.random(len(own)) < 0.5, own, anywhere)
    return office


def _doubled(rows: ListRows, places: Places, rng: np.random.Generator) -> ListRows:
    again = np.flatnonzero(rng.random(len(rows)) < RATES["list", "list_duplicate"])
    shift = np.where(rng.random(len(again)) < 0.4, rng.integers(1, 4, len(again)), 0)
    kelurahan = len(places.kelurahan)
    low = np.where(rows.office[again] < kelurahan, 0, kelurahan)
    span = np.where(low == 0, kelurahan, len(places.kecamatan))
    office = low + (rows.office[again] - low + shift) % span
    twice = rows.take(again)
    return ListRows(
        person=np.concatenate((rows.person, twice.person)),
        segment=np.concatenate((rows.segment, twice.segment)),
        office=np.concatenate((rows.office, office)),
        rt=np.concatenate((rows.rt, twice.rt)),
        registered=np.concatenate((rows.registered, twice.registered)),
        repeats=np.concatenate((rows.repeats, again)),
    )


def _mixed(rows: ListRows, rng: np.random.Generator) -> ListRows:
    """Rows by office and segment, in no order within a list."""
    order = np.lexsort((rng.random(len(rows)), rows.segment, rows.office))
    place = np.empty(len(rows), dtype=np.int64)
    place[order] = np.arange(len(rows))
    mixed = rows.take(order)
    repeats = np.where(mixed.repeats >= 0, place[mixed.repeats], -1)
    return ListRows(mixed.person, mixed.segment, mixed.office, mixed.rt, mixed.registered, repeats)


def register(rows: ListRows, population: Population, places: Places, rng: np.random.Generator) -> ParticipantRows:
    """The branch's participants: who is listed and registered, predecessors, the unlisted, second payers, doubles."""
    once = np.flatnonzero(rows.registered & (rows.repeats < 0))
    parts = [(rows.person[once], rows.segment[once], rows.office[once], "")]
    posts = np.flatnonzero((rows.segment == RT) & (rows.repeats < 0))
    posts = posts[rng.random(len(posts)) < RATES["participants", "predecessor"]]
    free = (population.age >= 20) & (population.age < 72)
    free[rows.person] = False
    unlisted = rng.permutation(np.flatnonzero(free))
    wanted = max(len(posts), round(len(once) * RATES["participants", "not_listed"]))
    former, others = unlisted[: len(posts)], unlisted[len(posts) : wanted]
    parts.append((former, np.full(len(former), RT), rows.office[posts[: len(former)]], "predecessor"))
    segment = rng.choice([RENTAN, MISKIN, TKK], len(others), p=[0.2, 0.4, 0.4])
    home = population.home[others]
    office = np.where(segment == TKK, len(places.kelurahan) + places.kecamatan_of().astype(np.int64)[home], home)
    parts.append((others, segment, office, "not_listed"))
    payer = once[rng.random(len(once)) < RATES["participants", "double_payer"]]
    parts.append((rows.person[payer], np.full(len(payer), PRIVATE), rows.office[payer], "double_payer"))
    again = once[rng.random(len(once)) < RATES["participants", "participant_duplicate"]]
    parts.append((rows.person[again], rows.segment[again], rows.office[again], "participant_duplicate"))
    columns = [np.concatenate([np.asarray(part[number]) for part in parts]) for number in range(3)]
    kind = np.concatenate([np.full(len(part[0]), part[3], dtype="<U24") for part in parts])
    order = np.lexsort((rng.random(len(kind)), columns[2], columns[1]))
    return ParticipantRows(columns[0][order], columns[1][order], columns[2][order], kind[order])
