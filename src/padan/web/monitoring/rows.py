"""The rows behind a figure: what was summed up, one by one, for who may see them. NIK are masked.

Of a closed month they are the rows that were kept with it, whatever the record says now; else those of the record.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from padan.domain.contributions import first_day, number
from padan.domain.months import Month
from padan.web.accounts.models import Appointment, Office
from padan.web.cover.models import Claim
from padan.web.cover.rights import TABLE as COVER
from padan.web.funds.booking import move_of
from padan.web.funds.models import Posting
from padan.web.funds.rights import TABLE as FUNDS
from padan.web.funds.words import MOVE_WORDS
from padan.web.grants import Table
from padan.web.monitoring.closing import KeptRow, unpacked
from padan.web.monitoring.measures.registry import MEASURES, Measure
from padan.web.monitoring.measures.spans import within
from padan.web.monitoring.models import KeptRows, SetKind
from padan.web.monitoring.reach import names_people, place_get
from padan.web.periods.models import Requirement, segment_name
from padan.web.protection.models import Candidate, Person
from padan.web.protection.rights import TABLE as PROTECTION
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Region
from padan.web.roles import Role
from padan.web.templatetags.indonesian import day as day_text
from padan.web.templatetags.indonesian import masked


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is, the masked NIK of a person ("" for anything else), where it counts, how much, and the
    address of its page ("" where the acting office has none)."""

    label: str
    nik: str
    place: str
    amount: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a row, wherever it counts."""

    label: str
    nik: str = ""
    address: str = ""


class Rows(Sequence[Row]):
    """Rows as a page goes through them: only those asked for are read from the record. `total`: what they sum up to."""

    def __init__(self, acting: Appointment, measure: Measure, found: Sequence[KeptRow], *, kept: bool) -> None:
        self.acting, self.measure, self.found, self.kept = acting, measure, found, kept
        self.total = sum(row[3] for row in found)

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            return rows_told(self.acting, self.found[at])
        return rows_told(self.acting, [self.found[at]])[0]


def rows_of(acting: Appointment, measure: str, place: str, month: Month, *, now: bool = False) -> Rows:
    """The rows that a measure sums up for a place and month, the largest first. `now`: as the record says now, although
    the month is closed. Raises NOT_THERE for what is foreign, and for people whom this office may not see."""
    found = MEASURES.get(measure)
    place_get(acting, place)
    if found is None or not names_people(acting, place):
        raise NOT_THERE
    kept = None if now else _kept(measure, month)
    if kept is None:
        rows = found.rows(number(month), place, timezone.localdate())
    else:
        rows = [row for row in kept if within(row[0], place)]
    return Rows(acting, found, sorted(rows, key=lambda row: (-abs(row[3]), row[0], str(row[2]))), kept=kept is not None)


def _kept(measure: str, month: Month) -> list[KeptRow] | None:
    held = KeptRows.objects.filter(set__month=first_day(month), set__kind=SetKind.CLOSED, measure=measure).first()
    return unpacked(held.content) if held else None


def rows_told(acting: Appointment, rows: Sequence[KeptRow]) -> list[Row]:
    """Rows in words, with a question to the record for each kind."""
    names = dict(Region.objects.filter(code__in={row[0] for row in rows}).values_list("code", "name"))
    told: dict[tuple[str, int | str], _Told] = {}
    for kind in {row[1] for row in rows}:
        wanted = [row[2] for row in rows if row[1] == kind]
        found = _KINDS[kind](acting, wanted) if kind in _KINDS else {}
        told |= {(kind, key): one for key, one in found.items()}
    return [_row(row, told.get((row[1], row[2])), names) for row in rows]


def _row(row: KeptRow, told: _Told | None, names: Mapping[str, str]) -> Row:
    said = told or _Told(_("tidak lagi ada pada catatan"))
    return Row(said.label, said.nik, names.get(row[0], row[0]), row[3], said.address)


def _address(acting: Appointment, table: Table, name: str, pk: int | str) -> str:
    grant = table.get((name, "GET"))
    return reverse(name, args=[pk]) if grant is not None and grant.admits(Role(acting.role)) else ""


Keys = Sequence[int | str]
Teller = Callable[[Appointment, Keys], dict[int | str, _Told]]


def _numbers(keys: Keys) -> list[int]:
    return [int(key) for key in keys]


def _persons(acting: Appointment, keys: Keys) -> dict[int | str, _Told]:
    found = Person.objects.in_bulk(_numbers(keys))
    return {
        pk: _Told(one.name, masked(one.nik), _address(acting, COVER, "cover:person", pk)) for pk, one in found.items()
    }


def _families(acting: Appointment, keys: Keys) -> dict[int | str, _Told]:
    told = _persons(acting, keys)
    return {
        pk: _Told(_("Keluarga dari %(name)s") % {"name": one.label}, one.nik, one.address) for pk, one in told.items()
    }


def _candidates(acting: Appointment, keys: Keys) -> dict[int | str, _Told]:
    found = Candidate.objects.select_related("person").in_bulk(_numbers(keys))
    return {
        pk: _Told(
            f"{one.person.name} ({segment_name(one.programme)}, {one.year})",
            masked(one.person.nik),
            _address(acting, PROTECTION, "protection:candidate", pk),
        )
        for pk, one in found.items()
    }


def _claims(acting: Appointment, keys: Keys) -> dict[int | str, _Told]:
    found = Claim.objects.select_related("person").in_bulk(_numbers(keys))
    return {
        pk: _Told(
            f"{one.person.name}: {one.get_kind_display()}",
            masked(one.person.nik),
            _address(acting, COVER, "cover:claim", pk),
        )
        for pk, one in found.items()
    }


def _offices(acting: Appointment, keys: Keys) -> dict[int | str, _Told]:
    return {pk: _Told(one.name) for pk, one in Office.objects.in_bulk(_numbers(keys)).items()}


def _lists(acting: Appointment, keys: Keys) -> dict[int | str, _Told]:
    found = Requirement.objects.select_related("office", "period").in_bulk(_numbers(keys))
    return {
        pk: _Told(f"{one.office.name}: {segment_name(one.segment) or one.get_kind_display()}, {one.period.name}")
        for pk, one in found.items()
    }


def _postings(acting: Appointment, keys: Keys) -> dict[int | str, _Told]:
    found = Posting.objects.select_related("taken", "given").in_bulk(_numbers(keys))
    return {
        pk: _Told(
            f"{_move(one)}, {day_text(one.day)}" + (f", {one.reference}" if one.reference else ""),
            address=_address(acting, FUNDS, "funds:posting", pk),
        )
        for pk, one in found.items()
    }


def _move(posting: Posting) -> str:
    undone = posting.reverses_id is not None
    words = str(MOVE_WORDS[move_of(posting.taken.kind, posting.given.kind, undone=undone)])
    return _("Pembatalan: %(move)s") % {"move": words} if undone else words


def _names_of(keys: Iterable[str]) -> dict[str, str]:
    return dict(Region.objects.filter(code__in=set(keys)).values_list("code", "name"))


def _places(acting: Appointment, keys: Keys) -> dict[int | str, _Told]:
    names = _names_of(str(key) for key in keys)
    return {
        key: _Told(names.get(str(key), str(key)), address=_address(acting, FUNDS, "funds:place", key)) for key in keys
    }


def _firsts(acting: Appointment, keys: Keys) -> dict[int | str, _Told]:
    parts = {key: str(key).rpartition("/") for key in keys}
    names = _names_of(place for place, _slash, _year in parts.values())
    return {
        key: _Told(
            _("%(place)s, tahun anggaran %(year)s") % {"place": names.get(place, place), "year": year},
            address=_address(acting, FUNDS, "funds:place", place),
        )
        for key, (place, _slash, year) in parts.items()
    }


def _receipts(acting: Appointment, keys: Keys) -> dict[int | str, _Told]:
    parts = {key: str(key).split("/") for key in keys}
    names = _names_of(place for place, _year, _day in parts.values())
    return {
        key: _Told(
            _("%(place)s, tahun anggaran %(year)s, diterima %(day)s")
            % {"place": names.get(place, place), "year": year, "day": day_text(date.fromisoformat(day))},
            address=_address(acting, FUNDS, "funds:place", place),
        )
        for key, (place, year, day) in parts.items()
    }


_KINDS: Mapping[str, Teller] = {
    "person": _persons,
    "family": _families,
    "candidate": _candidates,
    "claim": _claims,
    "office": _offices,
    "list": _lists,
    "posting": _postings,
    "place": _places,
    "first": _firsts,
    "receipt": _receipts,
}
"""How rows of each kind are told."""
