"""Answers of humans that are obeyed, but look like a slip: one record that was told to be two different people."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from padan.domain.decisions import Decision, Key, RecordKey
from padan.domain.nik import read_nik

FAR = 3
"""So many different digits are no slip of the pen."""


@dataclass(frozen=True, slots=True)
class OneForTwo:
    """A record, two answers that it is the same person as another, and these two others."""

    record: RecordKey
    answers: tuple[Decision, Decision]
    others: tuple[RecordKey, RecordKey]


def one_for_two(decisions: Iterable[Decision]) -> list[OneForTwo]:
    """Each record told to be the same as two of the other side that are plainly two people, with the first such two.

    Plainly: both have a NIK that can be believed, `FAR` digits or more apart, and other birth dates (where a cell is
    blank, those of the NIK). One person with two cards has one birth date.
    """
    told: dict[Key, list[tuple[RecordKey, RecordKey, Decision]]] = {}
    for decision in decisions:
        if decision.same and decision.a.side != decision.b.side:
            for one, other in ((decision.a, decision.b), (decision.b, decision.a)):
                told.setdefault(one.key(), []).append((one, other, decision))
    found = []
    for answers in told.values():
        for (one, x, first), (_, y, second) in combinations(answers, 2):
            if _two_people(x, y):
                found.append(OneForTwo(one, (first, second), (x, y)))
                break
    return found


def _two_people(x: RecordKey, y: RecordKey) -> bool:
    first, second = read_nik(x.nik), read_nik(y.nik)
    if first.nik is None or second.nik is None:
        return False
    digits = sum(p != q for p, q in zip(first.nik, second.nik, strict=True))
    born = (x.key()[3], y.key()[3])
    if not all(born):
        born = (f"{first.year2}-{first.month}-{first.day}", f"{second.year2}-{second.month}-{second.day}")
    return digits >= FAR and born[0] != born[1]
