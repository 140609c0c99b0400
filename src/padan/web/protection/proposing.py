"""Candidates proposed: from accepted lists, from sheets, one by one. Each is a person, a programme and a year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from padan.domain.cell_text import plain_text
from padan.domain.pathway import may_take
from padan.domain.person_keys import lone_key, person_key
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.many_rows import rows_put, rows_rewrite
from padan.web.protection.judging import candidates_judge
from padan.web.protection.models import Candidate, Origin, Person, PersonSource, Proposal, SourceKind, Step
from padan.web.protection.refusals import NO_NAME, NOT_NOW
from padan.web.protection.roots import ASKED_AT_ONCE, merged_now, roots_of
from padan.web.protection.saying import kept_of
from padan.web.protection.telling import told_by, told_by_all
from padan.web.roles import OfficeKind

SAID_BY_LIST = "Daftar yang diterima"
Key = tuple[int, str, int]
"""Person, programme, year."""


@dataclass(frozen=True, slots=True)
class Item:
    """One proposal to be put down. `said`: {field key: text} of the record it comes from."""

    person: int
    office: int
    programme: str
    year: int
    origin: str
    said: Mapping[str, str] = field(default_factory=dict)
    rank: int | None = None
    minutes: str = ""
    version: date | None = None
    family: int | None = None
    row: int | None = None
    sheet_row: int | None = None

    @property
    def key(self) -> Key:
        """What makes it a candidate."""
        return self.person, self.programme, self.year


def propose_many(items: Sequence[Item], *, acting: Appointment | None, today: date) -> dict[Key, int]:
    """Put down proposals in the caller's transaction, and judge those they change; gives {key: candidate}.

    Who is proposed already keeps his office and step: what he lacked is filled in, a second office is noted. Who was
    returned or withdrawn is proposed again where somebody who may does it (a list says nothing new of him); whom his
    office withdrew goes with the office that proposes him now.
    """
    known = _standing(items, lock=acting is not None)
    new: dict[Key, Candidate] = {}
    fuller: dict[Key, Candidate] = {}
    again: dict[Key, Candidate] = {}
    for item in items:
        candidate = known.get(item.key) or new.get(item.key)
        if candidate is None:
            new[item.key] = _candidate(item, today)
            continue
        if _again(candidate, item, acting, today):
            again[item.key] = candidate
        if _fill(candidate, item) and candidate.pk is not None:
            fuller[item.key] = candidate
    made = list(new.values())
    Candidate.objects.bulk_create(made, batch_size=500)
    rows_rewrite([candidate for key, candidate in fuller.items() if key not in again], _FILLED)
    rows_rewrite(list(again.values()), (*_FILLED, "office", "step", "stepped_on"))
    rows_put(_first_step(candidate, acting, today) for candidate in (*made, *again.values()))
    wanted = {item.key for item in items}
    found = {key: candidate.pk for key, candidate in {**known, **new}.items() if key in wanted}
    noted = _note(items, found, acting)
    changed = {found[key] for key in (*new, *fuller, *again)} | noted
    candidates_judge(candidates=changed, today=today)
    return found


_FILLED = ("said", "musyawarah_rank", "minutes", "family")


def _standing(items: Sequence[Item], *, lock: bool) -> dict[Key, Candidate]:
    """Who of them is proposed already. `lock`: nobody else moves them meanwhile."""
    years, programmes = {item.year for item in items}, {item.programme for item in items}
    found = Candidate.objects.filter(year__in=years, programme__in=programmes).order_by("pk")
    if lock:
        found = found.select_for_update()
    return {
        (candidate.person_id, candidate.programme, candidate.year): candidate
        for part in _parts({item.person for item in items})
        for candidate in found.filter(person__in=part)
    }


def _parts(wanted: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(wanted)
    for at in range(0, len(ordered), ASKED_AT_ONCE):
        yield ordered[at : at + ASKED_AT_ONCE]


def _candidate(item: Item, today: date) -> Candidate:
    return Candidate(
        person_id=item.person, programme=item.programme, year=item.year, office_id=item.office, origin=item.origin,
        musyawarah_rank=item.rank, minutes=item.minutes, family_id=item.family,
        said=kept_of(item.said, year=item.year), step="proposed", stepped_on=today,
    )  # fmt: skip


def _again(candidate: Candidate, item: Item, acting: Appointment | None, today: date) -> bool:
    """Propose him again who was returned or withdrawn."""
    if candidate.step not in ("returned", "withdrawn") or acting is None:
        return False
    if not may_take(candidate.step, "proposed", acting.role):
        return False
    if candidate.step == "withdrawn":
        candidate.office_id = item.office
    candidate.said = {**candidate.said, **kept_of(item.said, year=item.year)}
    candidate.step, candidate.stepped_on = "proposed", today
    return True


def _fill(candidate: Candidate, item: Item) -> bool:
    """What a further proposal adds: fields still empty, the rank of signed minutes, a family's rank."""
    before = (dict(candidate.said), candidate.musyawarah_rank, candidate.minutes, candidate.family_id)
    candidate.said = {**kept_of(item.said, year=item.year), **candidate.said}
    if item.rank is not None and item.minutes:
        candidate.musyawarah_rank, candidate.minutes = item.rank, item.minutes
    candidate.family_id = item.family or candidate.family_id
    return before != (candidate.said, candidate.musyawarah_rank, candidate.minutes, candidate.family_id)


def _first_step(candidate: Candidate, acting: Appointment | None, today: date) -> Step:
    return Step(
        candidate=candidate, step="proposed", day=today, by=acting.user if acting else None,
        by_name=acting.user.full_name if acting else SAID_BY_LIST,
        office_id=acting.office_id if acting else candidate.office_id, role=acting.role if acting else "",
        document=candidate.minutes,
    )  # fmt: skip


def _note(items: Sequence[Item], found: Mapping[Key, int], acting: Appointment | None) -> set[int]:
    """Who proposed whom, each office and source once; gives the candidates of whom something is new."""
    ids = {found[item.key] for item in items}
    fields = ("candidate_id", "office_id", "origin", "version", "minutes")
    noted = {row for part in _parts(ids) for row in Proposal.objects.filter(candidate__in=part).values_list(*fields)}
    made = []
    for item in items:
        mark = (found[item.key], item.office, item.origin, item.version, item.minutes)
        if mark in noted:
            continue
        noted.add(mark)
        made.append(
            Proposal(
                candidate_id=mark[0], office_id=item.office, origin=item.origin, version=item.version, rank=item.rank,
                minutes=item.minutes, row_id=item.row, sheet_row_id=item.sheet_row,
                by_name=acting.user.full_name if acting else SAID_BY_LIST,
            )
        )  # fmt: skip
    rows_put(made)
    return {proposal.candidate_id for proposal in made}


def persons_found(records: Sequence[Mapping[str, str]], office: Office) -> list[int]:
    """The person of each record: known by its words, else new, with the record as a source. Nothing is weighed here."""
    keys = [person_key(said) for said in records]
    known = _known({key for key in keys if key})
    roots = roots_of({**merged_now(), **dict.fromkeys(known.values())})
    new: dict[str, Person] = {}
    lone: list[Person] = []
    for key, said in zip(keys, records, strict=True):
        if key is None:
            lone.append(Person(**told_by_all([told_by(said)]), kelurahan_id=_place(office)))
        elif key not in known and key not in new:
            new[key] = Person(**told_by_all([told_by(said)]), kelurahan_id=_place(office))
    Person.objects.bulk_create([*new.values(), *lone], batch_size=500)
    rest = iter(lone)
    persons = [
        next(rest).pk if key is None else new[key].pk if key in new else roots.get(known[key], known[key])
        for key in keys
    ]
    _sources(zip(persons, keys, records, strict=True), office)
    return persons


def _known(keys: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    ordered = sorted(keys)
    for at in range(0, len(ordered), ASKED_AT_ONCE):
        sources = PersonSource.objects.filter(key__in=ordered[at : at + ASKED_AT_ONCE])
        rows = sources.values_list("key", "person_id", "detached_at", "pk")
        found.update({key: p for key, p, gone, _ in sorted(rows, key=lambda r: (r[2] is None, -r[3]))})
    return found


def _place(office: Office) -> int | None:
    return office.region_id if office.kind == OfficeKind.KELURAHAN else None


def _sources(found: Iterable[tuple[int, str | None, Mapping[str, str]]], office: Office) -> None:
    """The record stays as a source, once for each office that proposes it."""
    rows = list(found)
    persons = {person for person, _, _ in rows}
    there = {
        pair
        for part in _parts(persons)
        for pair in PersonSource.objects.filter(
            person__in=part, kind=SourceKind.PROPOSAL, office=office, detached_at=None
        ).values_list("person_id", "key")
    }
    made = []
    for person, key, said in rows:
        own = key or lone_key(f"proposal {person}")
        if (person, own) not in there:
            there.add((person, own))
            made.append(
                PersonSource(person_id=person, key=own, kind=SourceKind.PROPOSAL, said=dict(said), office=office)
            )
    rows_put(made)


@transaction.atomic
def candidate_propose(
    *,
    acting: Appointment,
    programme: str,
    year: int,
    values: Mapping[str, str],
    origin: str = Origin.RT,
    rank: int | None = None,
    minutes: str = "",
    family: int | None = None,
    today: date,
) -> Candidate:
    """Propose one person by what a form says; where another office was first, its candidate, with this office noted.

    Raises RefusedError without a name and a NIK or birth date.
    """
    said = {name: plain_text(text) for name, text in values.items() if plain_text(text)}
    if not said.get("name") or not (said.get("nik") or said.get("birth_date")):
        raise NO_NAME
    if not may_take("", "proposed", acting.role) or acting.office.kind != OfficeKind.KELURAHAN:
        raise NOT_NOW
    (person,) = persons_found([said], acting.office)
    item = Item(person, acting.office_id, programme, year, origin, said, rank=rank, minutes=minutes, family=family)
    (found,) = propose_many([item], acting=acting, today=today).values()
    candidate = Candidate.objects.select_related("person", "office").get(pk=found)
    detail = {"office": candidate.office.name, "segment": programme}
    event_append(action="protection.propose", acting=acting, about=candidate, detail=detail)
    return candidate
