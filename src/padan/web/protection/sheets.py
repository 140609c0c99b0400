"""Sheets of candidates of any source: read and shown, then accepted or withdrawn. Nothing counts before that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from padan.domain.dates import read_date
from padan.domain.nik import read_kk, read_nik
from padan.domain.people_facts import HIGHEST_DECILE
from padan.files.candidate_layouts import candidate_texts, read_whole, read_yes
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.lists.reading import FileRefusedError, StoppedError
from padan.web.many_rows import rows_rewrite
from padan.web.protection.intaking import Kept, file_keep, rows_read
from padan.web.protection.models import CandidateRow, CandidateSheet, Family, FamilySource, Origin, SheetState
from padan.web.protection.proposing import Item, persons_found, propose_many
from padan.web.protection.refusals import NO_MINUTES, NO_VERSION, NOT_WAITING
from padan.web.refusals import NOT_THERE, both
from padan.web.regions.models import Region
from padan.web.regions.selectors import RegionIndex, region_index
from padan.web.roles import OfficeKind

EXTRA = (
    "decile", "source", "version", "breadwinner", "dependants", "woman_headed", "disability", "job_risk", "rank",
)  # fmt: skip
BATCH = 1000
HIGHEST_RANK = 100_000
_SURE = ("name", "former_name")
_YES_OR_NO = ("breadwinner", "woman_headed", "disability")


@dataclass(frozen=True, slots=True)
class SheetOf:
    """What is said of a sheet as a whole. `version`: the day its data speak of; `minutes`: number of the signed minutes
    of the deliberation, `minutes_on` their day."""

    programme: str
    year: int
    origin: str
    version: date | None
    minutes: str = ""
    minutes_on: date | None = None

    def __post_init__(self) -> None:
        if self.origin == Origin.MUSYAWARAH and not (self.minutes.strip() and self.minutes_on):
            raise NO_MINUTES
        if self.version is None and self.minutes_on is None:
            raise NO_VERSION


def sheet_receive(
    *, acting: Appointment, about: SheetOf, file: "File[Any] | None", password: str = ""
) -> CandidateSheet:
    """Keep a sheet and have it read: `checked` with its rows, or `refused` with a sentence."""
    kept, version = file_keep(file), about.version or about.minutes_on
    assert version is not None
    sheet = CandidateSheet(
        office=acting.office, programme=about.programme, year=about.year, origin=about.origin,
        version=version, minutes=about.minutes.strip(), minutes_on=about.minutes_on,
        filename=kept.filename, sha256=kept.sha256, uploaded_by=acting.user,
    )  # fmt: skip
    try:
        with rows_read(kept, password=password) as rows:
            return _store(acting, sheet, rows)
    except (FileRefusedError, StoppedError) as error:
        sheet.pk = None
        sheet._state.adding = True
        return _refuse(acting, sheet, both(error))


@transaction.atomic
def _store(acting: Appointment, sheet: CandidateSheet, rows: Iterator[dict[str, Any]]) -> CandidateSheet:
    sheet.state = SheetState.CHECKED
    sheet.save()
    places, count = _Places(sheet.office), 0
    numbered = enumerate(rows, 1)
    while part := list(islice(numbered, BATCH)):
        CandidateRow.objects.bulk_create(_row(sheet, number, line, places) for number, line in part)
        count += len(part)
    event_append(action="protection.sheet", acting=acting, about=sheet, detail=_detail(sheet, count))
    return sheet


@transaction.atomic
def _refuse(acting: Appointment, sheet: CandidateSheet, sentence: str) -> CandidateSheet:
    sheet.state, sheet.refusal = SheetState.REFUSED, sentence
    sheet.save()
    event_append(action="protection.sheet_refuse", acting=acting, about=sheet, detail=_detail(sheet, 0))
    return sheet


def _detail(sheet: CandidateSheet, rows: int) -> dict[str, Any]:
    return {"source": sheet.origin, "sha256": sheet.sha256, "rows": rows, "number": sheet.minutes}


class _Places:
    """Which kelurahan's candidate a row is: the acting one's, or of a city's sheet the one that the row names."""

    def __init__(self, office: Office) -> None:
        self._own = office if office.kind == OfficeKind.KELURAHAN else None
        self._index: RegionIndex | None = None
        self._offices: dict[int, Office] = {}
        self._found: dict[str, Region | None] = {}

    def office(self, text: str) -> Office | None:
        """None: no kelurahan, or none that is known."""
        region = self._region(text)
        if self._own is not None:
            return self._own if region is None or region.pk == self._own.region_id else None
        return self._offices.get(region.pk) if region else None

    def _region(self, text: str) -> Region | None:
        if self._index is None:
            self._index = region_index()
            kelurahan = Office.objects.filter(kind=OfficeKind.KELURAHAN)
            self._offices = {office.region_id: office for office in kelurahan}
        if text not in self._found:
            sure = [one.region for one in self._index.find(text) if one.how in _SURE] if text else []
            self._found[text] = sure[0] if sure else None
        return self._found[text]


def _row(sheet: CandidateSheet, number: int, line: Mapping[str, Any], places: _Places) -> CandidateRow:
    values = {**line["values"], **_extra(line["found"])}
    values["no_kk"] = values.get("kk", "")
    return CandidateRow(
        sheet=sheet, number=number, row=line["row"], trouble=_trouble(values, places),
        values={key: text for key, text in values.items() if text and key != "no_kk"},
    )  # fmt: skip


def _extra(found: Mapping[str, str]) -> dict[str, str]:
    """What only candidate sheets have, read: numbers as numbers, yes and no as `ya` and `tidak`."""
    said = candidate_texts(found, EXTRA)
    bounds = {"decile": (1, HIGHEST_DECILE), "dependants": (0, 30), "rank": (1, HIGHEST_RANK)}
    for name, (lowest, highest) in bounds.items():
        number = read_whole(said.get(name), lowest=lowest, highest=highest)
        said[name] = "" if number is None else str(number)
    for name in _YES_OR_NO:
        told = read_yes(said.get(name))
        said[name] = "" if told is None else "ya" if told else "tidak"
    day = read_date(said.get("version")).value
    said["version"] = day.isoformat() if day else ""
    said["job_risk"] = said.get("job_risk", "").casefold()
    return said


def _trouble(values: Mapping[str, str], places: _Places) -> str:
    if not values.get("name"):
        return "no_name"
    if not read_nik(values.get("nik")).digits and read_date(values.get("birth_date")).value is None:
        return "no_identity"
    return "" if places.office(values.get("kelurahan", "")) is not None else "no_place"


@transaction.atomic
def sheet_accept(*, acting: Appointment, sheet: CandidateSheet, today: date) -> CandidateSheet:
    """Propose everybody on it who can be; families are ranked by it. Raises ConflictError where it no longer waits."""
    if sheet.office_id != acting.office_id:
        raise NOT_THERE
    sheet = CandidateSheet.objects.select_for_update(of=("self",)).select_related("office").get(pk=sheet.pk)
    if sheet.state != SheetState.CHECKED:
        raise NOT_WAITING
    places = _Places(sheet.office)
    rows = list(sheet.rows.filter(trouble="").order_by("number"))
    for at in range(0, len(rows), BATCH):
        _propose(acting, sheet, rows[at : at + BATCH], places, today)
    sheet.state, sheet.accepted_by, sheet.accepted_at = SheetState.ACCEPTED, acting.user, timezone.now()
    sheet.save(update_fields=["state", "accepted_by", "accepted_at"])
    event_append(action="protection.sheet_accept", acting=acting, about=sheet, detail=_detail(sheet, len(rows)))
    return sheet


def _propose(
    acting: Appointment, sheet: CandidateSheet, rows: Sequence[CandidateRow], places: _Places, today: date
) -> None:
    by_office: dict[int, tuple[Office, list[CandidateRow]]] = {}
    for row in rows:
        office = places.office(row.values.get("kelurahan", ""))
        if office is not None:
            by_office.setdefault(office.pk, (office, []))[1].append(row)
    families = _families(sheet, rows)
    items = []
    for office, own in by_office.values():
        persons = persons_found([row.values for row in own], office)
        items += [_item(sheet, row, who, office, families) for row, who in zip(own, persons, strict=True)]
    found = propose_many(items, acting=acting, today=today)
    by_row = {item.sheet_row: found[item.key] for item in items}
    for row in rows:
        row.candidate_id = by_row.get(row.pk)
    rows_rewrite(rows, ("candidate",))


def _item(sheet: CandidateSheet, row: CandidateRow, person: int, office: Office, families: Mapping[str, int]) -> Item:
    said, rank = row.values, row.values.get("rank")
    return Item(
        person, office.pk, sheet.programme, sheet.year, sheet.origin, said,
        rank=int(rank) if rank else None, minutes=sheet.minutes, version=sheet.version,
        family=families.get(read_kk(said.get("kk")) or ""), sheet_row=row.pk,
    )  # fmt: skip


def _families(sheet: CandidateSheet, rows: Iterable[CandidateRow]) -> dict[str, int]:
    """{No. KK: family} of the rows that rank one; a decile without a card number belongs to no family."""
    made: dict[tuple[str, str, date], Family] = {}
    for row in rows:
        kk, decile = read_kk(row.values.get("kk")) or "", row.values.get("decile")
        if len(kk) == 16 and decile:
            version = read_date(row.values.get("version")).value or sheet.version
            source = _source(row.values.get("source", ""), sheet.origin)
            made[kk, source, version] = Family(no_kk=kk, source=source, version=version, decile=int(decile))
    Family.objects.bulk_create(
        made.values(), batch_size=500, update_conflicts=True,
        unique_fields=["no_kk", "source", "version"], update_fields=["decile"],
    )  # fmt: skip
    wanted = sorted({kk for kk, _, _ in made})
    ranked = Family.objects.filter(no_kk__in=wanted).order_by("version", "pk").values_list("no_kk", "pk")
    return dict(ranked)


def _source(text: str, origin: str) -> str:
    plain = text.casefold()
    named = next((source for source in ("dtsen", "p3ke", "dtks") if source in plain), "")
    return named or (origin if origin in FamilySource.values else FamilySource.OTHER)


@transaction.atomic
def sheet_withdraw(*, acting: Appointment, sheet: CandidateSheet) -> CandidateSheet:
    """Take back a sheet that waits. What was accepted stands: its candidates are withdrawn one by one."""
    if sheet.office_id != acting.office_id:
        raise NOT_THERE
    sheet = CandidateSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if sheet.state not in (SheetState.CHECKED, SheetState.REFUSED):
        raise NOT_WAITING
    sheet.state = SheetState.WITHDRAWN
    sheet.save(update_fields=["state"])
    event_append(action="protection.sheet_withdraw", acting=acting, about=sheet, detail=_detail(sheet, 0))
    return sheet


__all__ = ["Kept", "SheetOf", "sheet_accept", "sheet_receive", "sheet_withdraw"]
