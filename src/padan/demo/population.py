"""Invented households: who lives where, who is whose child, when born, and how named. Columns, no loop."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from padan.demo.faults import RATES
from padan.demo.identity import nik_numbers, rank_among_equals
from padan.demo.naming import NameSlots, draw_slots, spell
from padan.demo.places import Places

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

AS_OF = np.datetime64("2024-12-31")
HOUSEHOLDS_PER_LISTED = 0.72
ROLES = 6  # 0 head, 1 spouse, 2 to 5 children


@dataclass(frozen=True, slots=True)
class Population:
    """Everybody who could be listed or registered, one position a person; members of a household stand together."""

    household: Ints
    role: Ints
    male: Flags
    birth: npt.NDArray[np.datetime64]  # days
    age: Ints  # whole years on 31 December 2024
    home: Ints  # index of the kelurahan
    name: pl.Series
    father: pl.Series
    mother: pl.Series
    nik: pl.Series
    kk: pl.Series
    situations: dict[str, Flags]  # planted hard cases, by kind of fault

    def __len__(self) -> int:
        return len(self.household)


@dataclass(slots=True)
class _Draft:
    household: Ints
    role: Ints
    male: Flags
    birth: Ints  # days since 1970
    home: Ints
    situations: dict[str, Flags]


def make_population(people: int, places: Places, rng: np.random.Generator) -> Population:
    """Households enough to draw so many listed people from."""
    draft = _households(people, places, rng)
    slots = draw_slots(draft.male, rng)
    _share_names(draft, slots, rng)
    _plant_namesakes(draft, slots, rng)
    head = _member(draft, 0)
    names = spell(slots)
    mothers = spell(_mothers(draft, rng))
    father_slots = draw_slots(np.ones(len(draft.role), dtype=np.bool_), rng)
    children = draft.role >= 2
    father_slots.take_from(slots, np.flatnonzero(children), head[draft.household[children]])
    nik, mover = nik_numbers(draft.birth, draft.male, draft.home, places, rng)
    draft.situations["mover"] = mover
    birth = draft.birth.astype("datetime64[D]")
    age = _whole_years(birth)
    kk = _family_cards(draft, places, rng)
    return Population(
        draft.household, draft.role, draft.male, birth, age, draft.home,
        names, spell(father_slots), mothers, nik, kk, draft.situations,
    )  # fmt: skip


def _whole_years(birth: npt.NDArray[np.datetime64]) -> Ints:
    years: Ints = ((AS_OF - birth).astype(np.int64) / 365.2425).astype(np.int64)
    return years


def _households(people: int, places: Places, rng: np.random.Generator) -> _Draft:
    count = max(len(places.kelurahan) * 2, int(people * HOUSEHOLDS_PER_LISTED) + 50)
    children = rng.choice(5, count, p=[0.36, 0.28, 0.21, 0.11, 0.04])
    present = np.zeros((count, ROLES), dtype=np.bool_)
    present[:, 0] = True
    present[:, 1] = rng.random(count) < 0.76
    head_age = np.clip(rng.normal(46, 12, count), 22, 82)
    for child in range(4):
        present[:, 2 + child] = (children > child) & (head_age > 26)
    male = rng.random((count, ROLES)) < 0.5
    male[:, 0] = rng.random(count) < 0.86
    male[:, 1] = ~male[:, 0]
    birth = _births(head_age, rng)
    twins = present[:, 3] & (rng.random(count) < RATES["list", "twin"])
    birth[twins, 3] = birth[twins, 2]
    male[twins, 3] = np.where(rng.random(twins.sum()) < 0.65, male[twins, 2], male[twins, 3])
    twin = np.zeros_like(present)
    twin[twins, 2:4] = True
    household, role = np.nonzero(present)
    home = rng.integers(0, len(places.kelurahan), count)[household]
    situations = {"twin": twin[present]}
    return _Draft(household, role, male[present], birth[present], home, situations)


def _births(head_age: npt.NDArray[np.float64], rng: np.random.Generator) -> Ints:
    count = len(head_age)
    age = np.empty((count, ROLES))
    age[:, 0] = head_age
    age[:, 1] = np.clip(head_age - rng.normal(3, 4, count), 19, 80)
    for child in range(4):
        oldest = np.maximum(head_age - 20, 2)
        age[:, 2 + child] = np.clip(oldest * rng.random(count) ** 0.6, 1, oldest)
    days = AS_OF.astype(np.int64) - (age * 365.2425).astype(np.int64) - rng.integers(0, 365, age.shape)
    # People born before civil registration was usual often have 1 January on every paper, the card included.
    years = days.astype("datetime64[D]").astype("datetime64[Y]")
    unknown = (rng.random(age.shape) < 0.02) & (years < np.datetime64("1970"))
    result: Ints = np.where(unknown, years.astype("datetime64[D]").astype(np.int64), days)
    return result


def _member(draft: _Draft, role: int) -> Ints:
    """Position of the member in that role by household, -1 where there is none."""
    found = np.full(int(draft.household[-1]) + 1, -1, dtype=np.int64)
    rows = np.flatnonzero(draft.role == role)
    found[draft.household[rows]] = rows
    return found


def _share_names(draft: _Draft, slots: NameSlots, rng: np.random.Generator) -> None:
    """Twins share later words; some children carry a word of the father; a few sons bear his whole name."""
    head = _member(draft, 0)
    child = np.flatnonzero((draft.role >= 2) & draft.male)
    of_man = child[draft.male[head[draft.household[child]]]]
    word = of_man[rng.random(len(of_man)) < 0.10]
    slots.take_word(slots, 2, word, head[draft.household[word]])
    twin = draft.situations["twin"]
    second = np.flatnonzero(twin & (draft.role == 3))
    alike = second[draft.male[second] == draft.male[second - 1]]
    slots.take_word(slots, 2, alike, alike - 1)
    slots.take_word(slots, 3, alike, alike - 1)
    son = of_man[(rng.random(len(of_man)) < RATES["list", "father_son_namesake"]) & (draft.role[of_man] == 2)]
    slots.take_from(slots, son, head[draft.household[son]])
    flag = np.zeros(len(draft.role), dtype=np.bool_)
    flag[son] = True
    flag[head[draft.household[son]]] = True
    draft.situations["father_son_namesake"] = flag


def _plant_namesakes(draft: _Draft, slots: NameSlots, rng: np.random.Generator) -> None:
    """Two people of one name born on one day in two households; half of them in one kelurahan."""
    heads = np.flatnonzero(draft.role == 0)
    pairs = max(2, int(len(draft.role) * RATES["list", "namesake_same_day"] / 2))
    chosen = rng.permutation(heads)[: 2 * pairs]
    one, other = chosen[: len(chosen) // 2], chosen[len(chosen) // 2 : len(chosen) // 2 * 2]
    same = draft.male[one] == draft.male[other]
    one, other = one[same], other[same]
    slots.take_from(slots, other, one)
    draft.birth[other] = draft.birth[one]
    near = rng.random(len(one)) < 0.5
    # The whole household moves with its head, so that its members still share one address.
    moved = np.arange(int(draft.household[-1]) + 1) * 0 - 1
    moved[draft.household[other[near]]] = draft.home[one[near]]
    target = moved[draft.household]
    draft.home[target >= 0] = target[target >= 0]
    flag = np.zeros(len(draft.role), dtype=np.bool_)
    flag[one] = flag[other] = True
    draft.situations["namesake_same_day"] = flag


def _mothers(draft: _Draft, rng: np.random.Generator) -> NameSlots:
    """A name for each person's mother: one for the children of a household, one for siblings who live apart."""
    count = len(draft.role)
    mothers = draw_slots(np.zeros(count, dtype=np.bool_), rng)
    first_child = np.full(int(draft.household[-1]) + 1, -1, dtype=np.int64)
    children = np.flatnonzero(draft.role >= 2)[::-1]
    first_child[draft.household[children]] = children
    mothers.take_from(mothers, children, first_child[draft.household[children]])
    heads = np.flatnonzero(draft.role == 0)
    apart = rng.permutation(heads)[: int(len(heads) * RATES["list", "sibling_household"]) // 2 * 2]
    mothers.take_from(mothers, apart[1::2], apart[::2])
    flag = np.zeros(count, dtype=np.bool_)
    flag[apart] = True
    draft.situations["sibling_household"] = flag
    return mothers


def _family_cards(draft: _Draft, places: Places, rng: np.random.Generator) -> pl.Series:
    """No KK of each person: kecamatan, date of issue, serial from 9001; one a household."""
    count = int(draft.household[-1]) + 1
    first = np.unique(draft.household, return_index=True)[1]
    code = np.array([kecamatan.code for kecamatan in places.kecamatan])[places.kecamatan_of()][draft.home[first]]
    issued = np.datetime64("2009-01-01") + rng.integers(0, 5600, count)
    month = issued.astype("datetime64[M]")
    day = (issued - month).astype(np.int64) + 1
    year = issued.astype("datetime64[Y]").astype(np.int64) + 1970
    head = code * 10**6 + day * 10**4 + (month.astype(np.int64) % 12 + 1) * 100 + year % 100
    cards = head * 10**4 + 9001 + rank_among_equals(head)
    return pl.Series("kk", cards[draft.household]).cast(pl.String)
