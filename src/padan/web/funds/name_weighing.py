"""Whom of the record a name on a bill may mean: compared by the engine's own linkage, as persons are."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from padan import handover, pipeline
from padan.results import Findings, Place
from padan.web.audit.services import event_append
from padan.web.funds.models import BillName, NameWord
from padan.web.funds.naming import names_settle
from padan.web.funds.portions import portions_refresh
from padan.web.many_rows import rows_rewrite
from padan.web.protection.linking import KNOWN, NEW, values_of
from padan.web.protection.models import Person, PersonMerge
from padan.web.runs.holding import held

MOST = 3
"""Records that are offered for a name."""
AT_ONCE = 20_000
"""Names that one comparison takes."""

Weighed = tuple[int, float | None]
"""A person, and how likely the name means them; None where only the NIK tells."""


def record_mark() -> str:
    """Changes where a person came, was merged or parted, or is said to be somebody else than before."""
    people = Person.objects.aggregate(last=Max("pk"), at=Max("weighed_at"))
    merges = PersonMerge.objects.aggregate(last=Max("pk"))["last"] or 0
    at = people["at"]
    return f"{people['last'] or 0}-{at.timestamp() if at else 0}-{merges}"


def names_outdated() -> None:
    """Names that nobody's record answers yet are compared again where the record has changed since."""
    open_ones = BillName.objects.filter(~Q(answer__word=NameWord.PERSON) | Q(answer=None))
    mark = record_mark()
    stale = open_ones.exclude(weighed_with="").exclude(weighed_with=mark).values_list("pk", flat=True)
    if pks := list(stale):
        BillName.objects.filter(pk__in=pks).update(weighed_with="")


def names_weigh() -> str:
    """Compare the names that were not compared yet with everybody; says what was done. Nothing new costs one query."""
    if not BillName.objects.filter(weighed_with="").exists():
        return ""
    folder = Path(settings.HOME) / "keadaan" / "nama-tagihan"
    with held(folder) as mine:
        return _weighed(folder) if mine else ""


def _weighed(folder: Path) -> str:
    mark = record_mark()
    names = list(BillName.objects.filter(weighed_with="").order_by("pk")[:AT_ONCE])
    known = list(Person.objects.filter(merged_into=None).exclude(name="").order_by("pk"))
    found = _Found([one.pk for one in names], [one.pk for one in known])
    if known:
        work = folder / "kerja"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        try:
            _compare(work, names, known, found)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    some = _store(names, known, found, mark)
    _settle_again()
    return f"{some} dari {len(names)} nama ada calonnya"


@dataclass
class _Found:
    """What the engine says: for each name the persons that it may mean."""

    names: Sequence[int]
    known: Sequence[int]
    linked: dict[int, list[Weighed]] = field(default_factory=dict)
    weighed: dict[int, list[Weighed]] = field(default_factory=dict)

    def __call__(self, con: object) -> None:
        """Shown the tables of a run that holds."""
        findings = Findings(con)  # type: ignore[arg-type]
        for row in findings.rows():
            if row.place[0] == NEW and row.match and row.match[0] == KNOWN:
                self.linked.setdefault(self._name(row.place), []).append((self._person(row.match), row.probability))
        for pair in findings.pairs():
            if not pair.within:
                self.weighed.setdefault(self._name(pair.one), []).append((self._person(pair.other), pair.probability))

    def _name(self, place: Place) -> int:
        return self.names[place[2] - 1]

    def _person(self, place: Place) -> int:
        return self.known[place[2] - 1]


def _compare(work: Path, names: Sequence[BillName], known: Sequence[Person], found: _Found) -> None:
    bills, people = work / "tagihan.parquet", work / "dikenal.parquet"
    handover.write(({"nik": one.nik, "name": one.name} for one in names), bills, kind="list")
    handover.write((values_of(person) for person in known), people, kind="participants")
    request = pipeline.Request(
        lists=(bills,), participants=(people,), out=work / "hasil", workbook=False, minutes=False
    )  # fmt: skip
    pipeline.run(request, lambda done, of, message: None, found)


@transaction.atomic
def _settle_again() -> None:
    """Who is offered now may be others than an answer rested on."""
    if orders := names_settle():
        portions_refresh(orders)


@transaction.atomic
def _store(names: Sequence[BillName], known: Sequence[Person], found: _Found, mark: str) -> int:
    """Keep whom each name may mean: whom the engine links, whom it weighed, and whoever else has the NIK."""
    by_nik: dict[str, list[int]] = {}
    for person in known:
        if person.nik:
            by_nik.setdefault(person.nik, []).append(person.pk)
    for name in names:
        name.candidates = [{"person": person, "probability": at} for person, at in _offers(name, found, by_nik)]
        name.weighed_with = mark
    rows_rewrite(names, ["candidates", "weighed_with"])
    some = sum(bool(name.candidates) for name in names)
    event_append(action="funds.names_weigh", detail={"many": len(names), "people": some})
    return some


def _offers(name: BillName, found: _Found, by_nik: Mapping[str, Sequence[int]]) -> list[Weighed]:
    told: dict[int, float | None] = {}
    for person, at in _in_order(name, found, by_nik):
        told.setdefault(person, at)
    return list(told.items())[:MOST]


def _in_order(name: BillName, found: _Found, by_nik: Mapping[str, Sequence[int]]) -> Iterator[Weighed]:
    yield from found.linked.get(name.pk, ())
    yield from sorted(found.weighed.get(name.pk, ()), key=lambda one: (-(one[1] or 0.0), one[0]))
    yield from ((person, None) for person in by_nik.get(name.nik, ()))
