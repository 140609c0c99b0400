"""What stands on a person's record: what the newest of the sources says, lists before the insurer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone

from padan.domain.cell_text import plain_text
from padan.domain.dates import read_date
from padan.domain.nik import read_kk, read_nik
from padan.domain.sex import read_sex
from padan.web.many_rows import rows_rewrite
from padan.web.protection.models import Person, PersonSource, SourceKind, TiedBy

_ORDER: dict[str, int] = {SourceKind.LIST: 0, SourceKind.PARTICIPANTS: 1, SourceKind.PROPOSAL: 2}
FIELDS = ("name", "nik", "birth_date", "sex", "mother_name", "no_kk", "died_on")
IDENTITY = ("name", "nik", "birth_date")
"""Fields with which a person is compared: once one changes, the comparison is made again."""
BATCH = 500


@dataclass(frozen=True, slots=True)
class Told:
    """What one record says, as values."""

    name: str = ""
    nik: str = ""
    birth_date: date | None = None
    sex: str = ""
    mother_name: str = ""
    no_kk: str = ""
    died_on: date | None = None


def told_by(values: Mapping[str, str]) -> Told:
    """{field key: text} of a record as values; what cannot be read says nothing."""
    return Told(
        name=plain_text(values.get("name"))[:200],
        nik=read_nik(values.get("nik")).nik or "",
        birth_date=read_date(values.get("birth_date")).value,
        sex=read_sex(values.get("sex")) or "",
        mother_name=plain_text(values.get("mother"))[:200],
        no_kk=_whole(read_kk(values.get("kk"))),
        died_on=read_date(values.get("death_date")).value,
    )


def _whole(kk: str | None) -> str:
    return kk if kk and len(kk) == 16 else ""


def told_by_all(records: Sequence[Told]) -> dict[str, Any]:
    """For each field the first record that says anything, the best record first."""
    return {
        field: next((value for told in records if (value := getattr(told, field))), getattr(Told(), field))
        for field in FIELDS
    }


def persons_retell(persons: Iterable[int], kelurahan: Mapping[int, int] | None = None) -> int:
    """Bring these persons' records up to what their sources say now; gives how many changed. `kelurahan`: {person:
    region} where a run found out where they live."""
    wanted, places = sorted(set(persons)), kelurahan or {}
    return sum(_retell(wanted[at : at + BATCH], places) for at in range(0, len(wanted), BATCH))


def _retell(part: Sequence[int], places: Mapping[int, int]) -> int:
    said = dict(_said_of(part))
    changed = []
    for person in Person.objects.filter(pk__in=part):
        told = said.get(person.pk)
        place = places.get(person.pk, person.kelurahan_id)
        if told is None or (_same(person, told) and place == person.kelurahan_id):
            continue
        if any(getattr(person, field) != told[field] for field in IDENTITY):
            person.weighed_at = None
        for field, value in told.items():
            setattr(person, field, value)
        person.kelurahan_id = place
        changed.append(person)
    rows_rewrite(changed, [*FIELDS, "kelurahan", "weighed_at"])
    return len(changed)


def _same(person: Person, told: Mapping[str, Any]) -> bool:
    return all(getattr(person, field) == value for field, value in told.items())


def _said_of(part: Sequence[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(person, what all the sources that hold say together)."""
    sources = PersonSource.objects.filter(person__in=part, detached_at=None)
    fields = ("person_id", "tied_by", "period__first_month", "kind", "pk", "row__values", "said", "attached_at")
    for person, found in groupby(sorted(sources.values_list(*fields), key=_surest), key=lambda row: row[0]):
        yield person, told_by_all([told_by(row[5] or row[6]) for row in found])


def _surest(row: Sequence[Any]) -> tuple[Any, ...]:
    """By person; then what an office typed on the person's form, then the newest, a list before others of its month.
    What belongs to no period, as a proposal does, speaks of the month in which it was handed in: it is no older than a
    list of a quarter long past."""
    person, tied_by, month, kind, pk, _, _, at = row
    typed = kind == SourceKind.PROPOSAL and tied_by == TiedBy.HUMAN
    known = month or timezone.localdate(at).replace(day=1)
    return person, not typed, -known.toordinal(), _ORDER.get(kind, len(_ORDER)), -pk
