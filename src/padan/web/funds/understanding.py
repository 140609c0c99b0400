"""What a line of a payment file says: amount, day, place, programme, months, whose money."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from padan.domain.contributions import Span, first_day, read_number, read_transfer, span_between
from padan.domain.dates import DateReading, read_date
from padan.domain.ledger.matching import plain
from padan.domain.ledger.purpose import PlaceNames, decree_in, months_in
from padan.domain.nik import read_nik
from padan.domain.numbers import read_count
from padan.domain.segments import read_segment
from padan.web.accounts.models import Office
from padan.web.cover.ledger_offices import offices_of_places
from padan.web.funds.models import SheetKind, Source
from padan.web.lists.models import Row, UploadState
from padan.web.lists.npp_register import npp_rows
from padan.web.periods.models import Kind
from padan.web.regions.models import Level, Region
from padan.web.regions.selectors import RegionIndex, kelurahan_of

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class Understood:
    """A line as understood; None and "" where it says nothing. `amount`: below zero where a correction takes back what
    was paid; `decree`: one that is known to the record; `office`: who answers for its people, where its place has no
    office of its own."""

    amount: int | None
    day: date | None
    place: Region | None
    programme: str
    first_month: date | None
    last_month: date | None
    heads: int | None
    reference: str
    source: Source
    year: int
    decree: str
    nik: str
    name: str
    office: Office | None = None

    @property
    def posts(self) -> bool:
        """Whether it can be posted at all."""
        return bool(self.amount) and self.day is not None


class Reader:
    """Understands the lines of one file. Made once: it knows the city's places, the sources and the decrees."""

    def __init__(self, city: Region, source: Source, year: int, decrees: Iterable[str]) -> None:
        kelurahan = list(kelurahan_of(city).prefetch_related("former_names", "cut_from"))
        kecamatan = list(Region.objects.filter(level=Level.KECAMATAN, parent=city))
        self._by_code = {region.code: region for region in (*kelurahan, *kecamatan, city)}
        self._index = RegionIndex(kelurahan)
        self._kecamatan = {plain(region.name): region for region in kecamatan}
        self._names = PlaceNames(
            {region.name: region.code for region in kelurahan}, {region.name: region.code for region in kecamatan}
        )
        self._sources = {plain(text): one for one in Source.objects.all() for text in (one.key, one.name)}
        self._source, self._year, self._decrees = source, year, list(decrees)
        self._groups = {plain(row.get("npp", "")): row for row in _register()}
        self._places: dict[tuple[str, ...], Region | None] = {}
        self._offices = {plain(one.name): one for one in Office.objects.select_related("region")}
        self._answering = offices_of_places()

    def read(self, kind: str, values: Mapping[str, str], hints: Mapping[str, Any]) -> Understood:
        """One line; `hints`: what its sheet says beside the columns."""
        group = self._groups.get(plain(values.get("npp", "")), {}) if kind == SheetKind.PAYMENTS else {}
        values = {**group, **values}
        told = " ".join(values.get(key, "") for key in ("purpose", "note", "office", "program"))
        span = _span(values.get("month"), values.get("month_from"), values.get("month_to"), told)
        day = _day(values.get("paid_date"))
        place, office = self._answered(self._place(values, told, hints), group.get("office", ""))
        return Understood(
            amount=read_transfer(values.get("amount")),
            day=day.value if not day.problem else None,
            place=place,
            programme=_segment(values.get("segment")) or _segment(told) or str(hints.get("segment") or ""),
            first_month=first_day(span.first) if span else None,
            last_month=first_day(span.last) if span else None,
            heads=read_count(values.get("people_count")),
            reference=_reference(kind, values),
            source=self._source_of(values.get("payer", "")),
            year=_year(values.get("fund_year"), self._year),
            decree=decree_in(told, self._decrees),
            nik=read_nik(values.get("nik")).nik or "",
            name=values.get("name", "").strip(),
            office=office,
        )

    def _answered(self, place: Region | None, registered: str) -> tuple[Region | None, Office | None]:
        """Where the place of a line has no office, or none is named: the office that the register names by its own name
        answers, and its region is the place."""
        if place is not None and place.pk in self._answering:
            return place, None
        office = self._offices.get(plain(registered)) if registered else None
        return place or (office.region if office else None), office

    def _place(self, values: Mapping[str, str], told: str, hints: Mapping[str, Any]) -> Region | None:
        """Lines of one bill name the same place in the same words: each is looked for once."""
        named = (values.get("kelurahan") or "", values.get("kecamatan") or "", told)
        key = (*named, *(str(hints.get(name) or "") for name in ("kelurahan", "kecamatan")))
        if key not in self._places:
            self._places[key] = self._place_found(values, told, hints)
        return self._places[key]

    def _place_found(self, values: Mapping[str, str], told: str, hints: Mapping[str, Any]) -> Region | None:
        for text in (values.get("kelurahan"), hints.get("kelurahan")):
            found = [one.region for one in self._index.find(text) if one.how in ("name", "former_name")] if text else []
            if len(found) == 1:
                return found[0]
        if named := self._names.find(told):
            return self._by_code[named]
        for text in (values.get("kecamatan"), hints.get("kecamatan")):
            if text and plain(text) in self._kecamatan:
                return self._kecamatan[plain(text)]
        return None

    def _source_of(self, text: str) -> Source:
        return self._sources.get(plain(text), self._source) if text else self._source


def _register() -> list[Mapping[str, str]]:
    """The register of NPP and groups in force: whose bill it is where the bill itself does not say. What was entered on
    a page comes last, and goes before the files."""
    found = Row.objects.filter(upload__state=UploadState.ACCEPTED, upload__requirement__kind=Kind.GROUPS)
    kept = ("npp", "office", "kelurahan", "kecamatan", "segment")
    rows = (*found.order_by("upload_id", "number").values_list("values", flat=True), *npp_rows())
    return [{key: values[key] for key in kept if values.get(key)} for values in rows]


@lru_cache(maxsize=4096)
def _span(month: str | None, first: str | None, last: str | None, told: str) -> Span | None:
    return span_between(month, first, last) or months_in(told)


@lru_cache(maxsize=4096)
def _day(text: str | None) -> DateReading:
    return read_date(text)


@lru_cache(maxsize=4096)
def _segment(text: str | None) -> str | None:
    return read_segment(text)


def _year(text: str | None, otherwise: int) -> int:
    digits = (text or "").strip().removesuffix(".0")
    return int(digits) if digits.isdigit() and FIRST_YEAR <= int(digits) <= LAST_YEAR else otherwise


def _reference(kind: str, values: Mapping[str, str]) -> str:
    keys = ("sp2d", "ntpn") if kind == SheetKind.DISBURSEMENTS else ("billing_code", "ntpn", "npp")
    return next((text for key in keys if (text := (values.get(key) or "").strip())), "")[:120]


IDENTITY: Mapping[str, Sequence[str]] = {
    SheetKind.DISBURSEMENTS: ("sp2d", "paid_date", "amount", "purpose", "office", "kelurahan", "kecamatan", "account"),
    SheetKind.PAYMENTS: ("billing_code", "npp", "nik", "kpj", "name", "month", "month_from", "month_to", "amount",
                         "paid_date", "ntpn", "people_count", "kelurahan", "segment"),
}  # fmt: skip
"""The fields that make a line the same line in another file."""


def said(kind: str, values: Mapping[str, str]) -> str:
    """What makes a line the same line in another file, as one text."""
    return "\x1f".join((kind, *(plain(values.get(field) or "") for field in IDENTITY[kind])))


def fingerprint(text: str, occurrence: int = 0) -> str:
    """Hash over what a line `said`. `occurrence`: how often the same words stood before it in its own file."""
    return hashlib.sha256(f"{text}\x1f{occurrence}".encode()).hexdigest()


def is_bill(values: Mapping[str, str], understood: Understood) -> bool:
    """Whether a line of the branch is a bill's head rather than one person's line."""
    if understood.heads is not None:
        return True
    return not (understood.nik or understood.name or read_number(values.get("kpj")))
