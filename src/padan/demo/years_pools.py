"""Who of the synthetic city may be protected: its own registered people, those on no list, and what is known of each.

Whoever the branch has in a programme, whose last quarter of 2024 is paid as due and of whom nothing odd is known, is
taken over; the others stay what the city's own files say. So both speak alike of October to December 2024.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from padan.demo.listing import MISKIN, RENTAN, ListRows, ParticipantRows
from padan.demo.participant_side import NEVER, OCTOBER, Membership
from padan.demo.payments import BPU_MONTH, PaymentRows
from padan.demo.places import Places
from padan.demo.population import Population
from padan.demo.words import JOBS

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

PROGRAMMES = ("miskin_ekstrem", "pekerja_rentan")
SEGMENT_OF = {"miskin_ekstrem": MISKIN, "pekerja_rentan": RENTAN}
_EPOCH = date(1970, 1, 1)
# Nobody reaches the limit of 65 years before 2027, but for those who are planted; nobody is under 17 in 2024.
_WORKING = (date(1962, 1, 1), date(2006, 12, 31))
_TURNS_65 = (date(1960, 3, 1), date(1960, 11, 30))  # in 2025
_TURNS_65_SOON = (date(1961, 1, 10), date(1961, 6, 20))  # in the first half of 2026
_ELDERS = (date(1930, 1, 1), date(1957, 12, 31))


@dataclass(frozen=True, slots=True)
class Pools:
    """People by kelurahan (and programme), each in an order drawn by lot."""

    registered: dict[tuple[int, str], list[int]]
    turning: dict[tuple[int, str], list[int]]
    turning_soon: dict[tuple[int, str], list[int]]
    free: dict[int, list[int]]
    elders: dict[int, list[int]]
    start: dict[int, date]


@dataclass(frozen=True, slots=True)
class Traits:
    """What a deliberation knows of everybody, one position a person."""

    decile: Ints
    source: Ints
    dependants: Ints
    breadwinner: Flags
    woman_headed: Flags
    disability: Flags
    job: Ints
    income: Ints
    phone: Ints


def day_of(days: int) -> date:
    """The date of a day counted since 1970."""
    return _EPOCH + timedelta(int(days))


def make_pools(
    rows: ListRows, members: ParticipantRows, membership: Membership, payments: PaymentRows, people: Population,
    kelurahan: int, rng: np.random.Generator,
) -> Pools:  # fmt: skip
    """Sort everybody into the pools of the first so many kelurahan."""
    lot = rng.permutation(len(people))
    sound = _sound(members, membership, payments)
    start = {int(members.person[at]): day_of(membership.start[at]) for at in np.flatnonzero(sound).tolist()}

    def registered(born: tuple[date, date]) -> dict[tuple[int, str], list[int]]:
        found = _of_age(people, born)
        return {
            (place, programme): _by_lot(
                members.person[
                    sound & (members.segment == segment) & (members.office == place) & found[members.person]
                ],
                lot,
            )
            for programme, segment in SEGMENT_OF.items()
            for place in range(kelurahan)
        }

    unknown = np.ones(len(people), dtype=np.bool_)
    unknown[rows.person] = False
    unknown[members.person] = False

    def free(born: tuple[date, date]) -> dict[int, list[int]]:
        found = np.flatnonzero(unknown & _of_age(people, born))
        return {place: _by_lot(found[people.home[found] == place], lot) for place in range(kelurahan)}

    return Pools(
        registered(_WORKING), registered(_TURNS_65), registered(_TURNS_65_SOON), free(_WORKING), free(_ELDERS), start
    )


def _by_lot(persons: Ints, lot: Ints) -> list[int]:
    found: list[int] = persons[np.argsort(lot[persons], kind="stable")].tolist()
    return found


def _of_age(people: Population, born: tuple[date, date]) -> Flags:
    birth = people.birth.astype(np.int64)
    first, last = ((day - _EPOCH).days for day in born)
    found: Flags = (birth >= first) & (birth <= last)
    return found


def _sound(members: ParticipantRows, membership: Membership, payments: PaymentRows) -> Flags:
    """Rows that are their person's only one, without end or death, each month of the quarter paid once as due."""
    count = len(members)
    once = np.bincount(members.person)[members.person] == 1
    known = payments.participant >= 0
    lines = np.bincount(payments.participant[known], minlength=count)
    months = np.unique(payments.participant[known] * 3 + payments.month[known]) // 3
    right = payments.participant[known & (payments.amount == BPU_MONTH)]
    runs_on = (membership.end >= NEVER) & (membership.death >= NEVER) & (membership.start <= OCTOBER)
    sound: Flags = (
        (members.kind == "") & once & runs_on & (lines == 3)
        & (np.bincount(months, minlength=count) == 3) & (np.bincount(right, minlength=count) == 3)
    )  # fmt: skip
    return sound


def draw_traits(people: Population, rng: np.random.Generator) -> Traits:
    """Facts of everybody."""
    count = len(people)
    return Traits(
        decile=rng.integers(1, 5, count),
        source=rng.integers(0, 3, count),
        dependants=rng.integers(0, 6, count),
        breadwinner=(people.role == 0) | (rng.random(count) < 0.2),
        woman_headed=(people.role == 0) & ~people.male,
        disability=rng.random(count) < 0.04,
        job=rng.integers(0, 6, count),
        income=rng.integers(6, 19, count) * 100_000,
        phone=rng.integers(10**7, 10**8, count),
    )


def job_of(traits: Traits, programme: str, person: int) -> str:
    """The job of a person, one of the programme's."""
    return JOBS[programme][int(traits.job[person]) % len(JOBS[programme])]


def code_of(places: Places, kelurahan: int) -> str:
    """The region code of a kelurahan."""
    return places.kelurahan[kelurahan].code
