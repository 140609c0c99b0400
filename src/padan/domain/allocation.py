"""Who is chosen within money and quota: strictly by rank until the next person does not fit, then it stops.

Worked tables: docs/explanation/rules/selection.md. Money is whole rupiah. Programmes share one rule: a person is
chosen once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Candidate = int | str
"""How a proposal is called: its number, or its key in a file; never a NIK."""


class Outcome(StrEnum):
    """Where a candidate ends; exactly one."""

    CHOSEN = "chosen"
    WAITING = "waiting"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"


class Stop(StrEnum):
    """Why a pot took nobody further."""

    MONEY = "money"
    HEADS = "heads"
    NOBODY = "nobody"


WHY: Mapping[str, tuple[str, str]] = {
    "fits": ("muat dalam dana dan kuota", "fits within money and quota"),
    "money": ("dana habis sebelum gilirannya", "the money ended before the turn"),
    "heads": ("kuota habis sebelum gilirannya", "the quota ended before the turn"),
    "no_pot": ("belum ada dana untuk wilayah dan program ini", "no money for this place and programme"),
    "chosen_elsewhere": ("sudah terpilih dalam program lain", "chosen in another programme already"),
    "listed_twice": ("tercatat dua kali dalam program ini", "stands twice in this programme"),
    "not_eligible": ("tidak memenuhi syarat", "not eligible"),
    "unknown": ("datanya belum lengkap untuk dinilai", "too little is known to judge"),
}
"""Why a candidate ended so, Indonesian and English, by code."""


@dataclass(frozen=True, slots=True)
class Pot:
    """Money of one programme for one place. `place`: code of a kelurahan, kecamatan or city; it serves what lies in it.

    `heads`: the quota, None where there is none. `cost`: rupiah a person for `months` months.
    """

    key: str
    programme: str
    place: str
    money: int
    heads: int | None
    months: int
    cost: int

    def __post_init__(self) -> None:
        if self.money < 0 or (self.heads is not None and self.heads < 0):
            raise ValueError("money and heads are not below 0")
        if self.months < 1 or self.cost < 1:
            raise ValueError("a person costs something for at least one month")

    def serves(self, programme: str, place: str) -> bool:
        """Whether it is for candidates of that programme in that place."""
        return programme == self.programme and lies_in(place, self.place)


def lies_in(place: str, wider: str) -> bool:
    """Whether a region's code is the wider one's or below it; "" is everywhere."""
    return not wider or place == wider or place.startswith(f"{wider}.")


def pot_of(pots: Iterable[Pot], programme: str, place: str) -> Pot | None:
    """The pot of a candidate: the narrowest that serves him, None where none does."""
    found = [pot for pot in pots if pot.serves(programme, place)]
    return max(found, key=lambda pot: len(pot.place), default=None)


@dataclass(frozen=True, slots=True)
class Claim:
    """One eligible candidate in a pot's order. `cost`: rupiah, None = what the pot's months cost anybody."""

    candidate: Candidate
    cost: int | None = None

    def __post_init__(self) -> None:
        if self.cost is not None and self.cost < 1:
            raise ValueError("a person costs something")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a pot came to. `cut_off`: the last one chosen; `next_cost`: what the first one waiting would cost."""

    pot: Pot
    chosen: tuple[Candidate, ...]
    waiting: tuple[Candidate, ...]
    spent: int
    stop: Stop
    next_cost: int | None = None

    def __post_init__(self) -> None:
        if self.spent > self.pot.money or (self.pot.heads is not None and len(self.chosen) > self.pot.heads):
            raise ValueError("above money or quota")
        everybody = (*self.chosen, *self.waiting)
        if len(set(everybody)) != len(everybody):
            raise ValueError("somebody stands twice")

    @property
    def remainder_money(self) -> int:
        """Rupiah left over."""
        return self.pot.money - self.spent

    @property
    def cut_off(self) -> Candidate | None:
        """The last one chosen."""
        return self.chosen[-1] if self.chosen else None

    @property
    def lacks(self) -> int:
        """Rupiah by which the first one waiting does not fit; 0 where it is not for money."""
        return max(0, self.next_cost - self.remainder_money) if self.next_cost and self.stop == Stop.MONEY else 0


def choose(ranked: Sequence[Claim], pot: Pot) -> Choice:
    """The best of a pot's order, without passing over anybody."""
    spent, taken, stop = 0, 0, Stop.NOBODY
    for claim in ranked:
        cost = claim.cost or pot.cost
        if pot.heads is not None and taken >= pot.heads:
            stop = Stop.HEADS
        elif spent + cost > pot.money:
            stop = Stop.MONEY
        if stop != Stop.NOBODY:
            break
        spent, taken = spent + cost, taken + 1
    names = tuple(claim.candidate for claim in ranked)
    following = ranked[taken] if taken < len(ranked) else None
    next_cost = (following.cost or pot.cost) if following else None
    return Choice(pot, names[:taken], names[taken:], spent, stop, next_cost)


@dataclass(frozen=True, slots=True)
class Applicant:
    """A candidate with all that decides. `person`: who it is, across programmes and lists; `state`: eligible,
    not_eligible or unknown; `order`: the key of `ranking.order_key`, the smaller the better."""

    candidate: Candidate
    person: Candidate
    programme: str
    place: str
    state: str
    order: tuple[object, ...]
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a candidate ended. `position`: in the pot's order, from 1, for who had a turn; `pot`: "" where none."""

    candidate: Candidate
    outcome: Outcome
    why: str
    pot: str = ""
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Selected:
    """A whole selection: what each pot came to, and every candidate's place in the order they were given."""

    choices: tuple[Choice, ...]
    placed: tuple[Placed, ...]


def select(applicants: Sequence[Applicant], pots: Sequence[Pot]) -> Selected:
    """Select for all pots. Programmes come in the order in which the pots name them first.

    Raises ValueError where a pot or a candidate stands twice.
    """
    _refuse_doubles([pot.key for pot in pots], [(pot.programme, pot.place) for pot in pots])
    _refuse_doubles([one.candidate for one in applicants])
    placed = {one.candidate: _judged(one) for one in applicants if one.state != "eligible"}
    found: dict[str, Choice] = {}
    taken: set[Candidate] = set()
    for programme in dict.fromkeys([pot.programme for pot in pots] + [one.programme for one in applicants]):
        eligible = [one for one in applicants if one.programme == programme and one.state == "eligible"]
        free = _free(sorted(eligible, key=lambda one: one.order), taken, placed)
        for key, choice in _chosen(free, [pot for pot in pots if pot.programme == programme], placed).items():
            found[key] = choice
        persons = {one.candidate: one.person for one in free}
        taken |= {persons[one] for choice in found.values() for one in choice.chosen if one in persons}
    return Selected(tuple(found[pot.key] for pot in pots), tuple(placed[one.candidate] for one in applicants))


def _refuse_doubles(*lists: Sequence[object]) -> None:
    if any(len(set(found)) != len(found) for found in lists):
        raise ValueError("a pot or a candidate stands twice")


def _judged(one: Applicant) -> Placed:
    outcome = Outcome.UNKNOWN if one.state == "unknown" else Outcome.NOT_ELIGIBLE
    return Placed(one.candidate, outcome, outcome.value)


def _free(ranked: Iterable[Applicant], taken: set[Candidate], placed: dict[Candidate, Placed]) -> list[Applicant]:
    """Those of a programme who still have a turn, each person once; the others are placed."""
    free: dict[Candidate, Applicant] = {}
    for one in ranked:
        if one.person in taken or one.person in free:
            why = "chosen_elsewhere" if one.person in taken else "listed_twice"
            placed[one.candidate] = Placed(one.candidate, Outcome.NOT_ELIGIBLE, why)
        else:
            free[one.person] = one
    return list(free.values())


def _chosen(free: Sequence[Applicant], pots: Sequence[Pot], placed: dict[Candidate, Placed]) -> dict[str, Choice]:
    """What each pot of one programme came to; everybody of `free` is placed."""
    claims: dict[str, list[Claim]] = {pot.key: [] for pot in pots}
    for one in free:
        pot = pot_of(pots, one.programme, one.place)
        if pot is None:
            placed[one.candidate] = Placed(one.candidate, Outcome.WAITING, "no_pot")
        else:
            claims[pot.key].append(Claim(one.candidate, one.cost))
    choices = {pot.key: choose(claims[pot.key], pot) for pot in pots}
    for key, choice in choices.items():
        for position, candidate in enumerate((*choice.chosen, *choice.waiting), 1):
            chosen = position <= len(choice.chosen)
            outcome, why = (Outcome.CHOSEN, "fits") if chosen else (Outcome.WAITING, choice.stop.value)
            placed[candidate] = Placed(candidate, outcome, why, key, position)
    return choices
