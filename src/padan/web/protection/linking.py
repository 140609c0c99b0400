"""New persons compared with all others by the engine's own linkage: plain links merge, doubtful pairs go to a human."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from padan import handover, pipeline
from padan.domain.asking import LINKED
from padan.domain.decisions import Answer, Decision, RecordKey
from padan.results import Findings, FoundPair, Place
from padan.web.audit.services import event_append
from padan.web.protection.merging import person_merge
from padan.web.protection.models import PairState, Person, PersonPair
from padan.web.protection.roots import kept_apart
from padan.web.runs.holding import held

NEW, KNOWN = "list", "participants"
"""The engine's sides: who is new stands on one, everybody else on the other."""
AT_ONCE = 20_000
"""New persons that one comparison takes."""


Doubt = tuple[int, int, float, list[dict[str, object]]]
"""Two persons, how likely they are one, and the reasons."""


@dataclass
class Found:
    """What the engine says: pairs of persons that are one, and pairs of which it is not sure."""

    new: Sequence[int]
    known: Sequence[int]
    same: list[Doubt] = field(default_factory=list)
    doubtful: list[Doubt] = field(default_factory=list)

    def __call__(self, con: object) -> None:
        """Shown the tables of a run that holds."""
        findings = Findings(con)  # type: ignore[arg-type]
        for row in findings.rows():
            if row.place[0] == NEW and row.match and row.bucket in (*LINKED, "duplicate"):
                two = self._person(row.place), self._person(row.match)
                self.same.append((*two, row.probability or 0.0, [dict(r) for r in row.reasons]))
        for pair in findings.pairs():
            if pair.decision == "review" and pair.within != KNOWN:
                self.doubtful.append(self._pair(pair))

    def _person(self, place: Place) -> int:
        side, _file, record = place
        return (self.new if side == NEW else self.known)[record - 1]

    def _pair(self, pair: FoundPair) -> tuple[int, int, float, list[dict[str, object]]]:
        return self._person(pair.one), self._person(pair.other), pair.probability, [dict(r) for r in pair.reasons]


def persons_link() -> str:
    """Compare those who were not compared yet with everybody; says what was done. Nothing new costs one query."""
    if not Person.objects.filter(weighed_at=None, merged_into=None).exists():
        return ""
    folder = Path(settings.HOME) / "keadaan" / "orang"
    with held(folder) as mine:
        return _linked(folder) if mine else ""


def _linked(folder: Path) -> str:
    standing = Person.objects.filter(merged_into=None).order_by("pk")
    new = list(standing.filter(weighed_at=None).exclude(name="")[:AT_ONCE])
    known = list(standing.exclude(weighed_at=None).exclude(name=""))
    found = Found([p.pk for p in new], [p.pk for p in known])
    if new and known:
        work = folder / "kerja"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        try:
            _compare(work, new, known, found)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    merged, asked = _store(found, [person.pk for person in new])
    return f"{len(new)} dibandingkan, {merged} digabung, {asked} ditanyakan"


def _compare(work: Path, new: Sequence[Person], known: Sequence[Person], found: Found) -> None:
    lists, others = work / "baru.parquet", work / "dikenal.parquet"
    handover.write((values_of(person) for person in new), lists, kind="list")
    handover.write((values_of(person) for person in known), others, kind="participants")
    decisions = work / "decisions.csv"
    handover.write_decisions(_obeyed({**_by(new), **_by(known)}, set(found.new)), decisions)
    request = pipeline.Request(
        lists=(lists,),
        participants=(others,),
        out=work / "hasil",
        decisions=(decisions,),
        workbook=False,
        minutes=False,
    )
    pipeline.run(request, lambda done, of, message: None, found)


def _by(persons: Iterable[Person]) -> dict[int, Person]:
    return {person.pk: person for person in persons}


def values_of(person: Person) -> dict[str, str]:
    """What a person's record says, as the engine reads it."""
    return {
        "nik": person.nik,
        "name": person.name,
        "birth_date": person.birth_date.isoformat() if person.birth_date else "",
        "sex": person.sex,
        "mother": person.mother_name,
        "kk": person.no_kk,
    }


def _obeyed(people: Mapping[int, Person], new: set[int]) -> list[Decision]:
    """What humans said of pairs that stand on the two sides: the engine obeys it."""
    found = []
    for pair in PersonPair.objects.filter(state=PairState.DIFFERENT):
        one, other = sorted((pair.one_id, pair.other_id), key=lambda pk: pk not in new)
        if one in new and one in people and other in people and other not in new:
            keys = (_record(NEW, people[one]), _record(KNOWN, people[other]))
            at = (pair.answered_at or pair.found_at).isoformat()
            found.append(Decision(*keys, Answer.DIFFERENT, pair.by_name, at, pair.note))
    return found


def _record(side: str, person: Person) -> RecordKey:
    said = values_of(person)
    return RecordKey(side, said["nik"], said["name"], said["birth_date"], "")


@transaction.atomic
def _store(found: Found, compared: Sequence[int]) -> tuple[int, int]:
    apart = kept_apart({pk for one, other, *_ in found.same for pk in (one, other)})
    people = Person.objects.in_bulk({pk for one, other, *_ in found.same for pk in (one, other)})
    plain = {(one, other) for one, other, *_ in found.same if said_alike(people[one], people[other])}
    merged = sum(_merge(one, other, apart) for one, other in sorted(plain))
    unsure = [doubt for doubt in found.same if doubt[:2] not in plain and tuple(sorted(doubt[:2])) not in apart]
    asked = sum(_ask(*doubt) for doubt in (*unsure, *found.doubtful))
    for at in range(0, len(compared), 2000):
        Person.objects.filter(pk__in=compared[at : at + 2000]).update(weighed_at=timezone.now())
    Person.objects.filter(weighed_at=None, name="").update(weighed_at=timezone.now())
    detail = {"many": len(compared), "pairs": asked}
    event_append(action="protection.link", detail=detail)
    return merged, asked


def said_alike(one: Person, other: Person) -> bool:
    """Whether a link of the engine's may merge two records without a human: their NIK or birth dates are the same. In a
    small register a name alone weighs much, and a merge across years is seen by nobody.
    """
    same_nik = bool(one.nik) and one.nik == other.nik
    return same_nik or (one.birth_date is not None and one.birth_date == other.birth_date)


def _merge(one: int, other: int, apart: set[tuple[int, int]]) -> bool:
    """The elder record stands for both, unless a human keeps them apart or either stands for somebody no more."""
    first, second = sorted((one, other))
    people = Person.objects.in_bulk([first, second])
    if first == second or (first, second) in apart or any(p.merged_into_id for p in people.values()):
        return False
    person_merge(kept=people[first], gone=people[second], rule="engine")
    return True


def _ask(one: int, other: int, probability: float, reasons: list[dict[str, object]]) -> bool:
    first, second = sorted((one, other))
    people = Person.objects.in_bulk([first, second])
    if first == second or any(person.merged_into_id for person in people.values()):
        return False
    _pair, made = PersonPair.objects.get_or_create(
        one_id=first, other_id=second, defaults={"probability": probability, "reasons": reasons}
    )
    return made
