"""People by name behind the figures, as they stood when an office signed: kept as one file in the vault.

The paper of one office writes the NIK whole, for these people are its own. The paper that gathers several offices masks
it, and tells of a birth date the year alone: who may see them whole finds them in the paper of the office that answers
for the person.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from typing import Any

from padan.documents.content import BucketRow, Person
from padan.documents.official_content import Carried as CarriedLine
from padan.domain.dates import read_date
from padan.domain.problems import BY_CODE, problem_text
from padan.web import vault
from padan.web.lists.models import Row
from padan.web.official.counting import LINKED, LIST, PARTICIPANTS, Grounds, carried_of, rows_of
from padan.web.official.tree import gathers
from padan.web.runs.models import RunRow
from padan.web.templatetags.indonesian import day, masked, year_of

BUCKETS = ("review", "differs", "duplicate", "not_registered", "not_listed", "rejected", "matched")
Kept = dict[str, Any]


def people_told(grounds: Grounds) -> bytes:
    """Everybody whom the figures count, with what is carried over, as it is kept.

    People on whom both sides agree stand in their own office's paper alone.
    """
    gathering = gathers(grounds.office)
    kept: Kept = {bucket: [] for bucket in BUCKETS}
    for found in _found(grounds):
        kept[found.bucket].append(_line(found, gathering))
    for lines in kept.values():
        lines.sort(key=lambda line: (-line["harm"], -(line["rupiah"] or 0)))
    text = json.dumps({"buckets": kept, "carried": list(_carried(grounds))}, ensure_ascii=False, sort_keys=True)
    return text.encode()


def people_keep(grounds: Grounds) -> str:
    """Keep them in the vault; gives the file's SHA-256."""
    return vault.keep([people_told(grounds)])[0]


def _found(grounds: Grounds) -> Iterator[RunRow]:
    rows = rows_of(grounds).exclude(side=PARTICIPANTS, bucket__in=LINKED)
    if gathers(grounds.office):
        rows = rows.exclude(bucket="matched")
    related = ("row__upload", "match__upload__requirement", "row__upload__requirement", "office__region__parent")
    return rows.select_related(*related).order_by("id").iterator(1000)


def _line(found: RunRow, gathering: bool) -> dict[str, Any]:
    codes = sorted(found.problems, key=lambda code: -(BY_CODE[code].harm if code in BY_CODE else 1))
    shown = codes if found.bucket != "matched" else [code for code in codes if BY_CODE[code].harm > 1]
    texts = [reason["text"] for reason in found.reasons if reason.get("text")]
    other = _person(found.match, found, gathering) if found.match else None
    return {
        "person": list(astuple(_person(found.row, found, gathering))),
        "other": list(astuple(other)) if other else None,
        "probability": found.probability,
        "problems": [problem_text(code, "id") for code in shown],
        "reasons": ["; ".join(texts)] if texts else [],
        "harm": max((BY_CODE[code].harm for code in codes if code in BY_CODE), default=0),
        "rupiah": (found.missing + found.excess) or None,
    }


def _person(row: Row, found: RunRow, gathering: bool) -> Person:
    values = row.values
    region = found.office.region
    within = region.parent if region.level == "kelurahan" else region
    own = region.level == "kelurahan"
    nik, born = str(values.get("nik", "")), str(values.get("birth_date", ""))
    return Person(
        side=LIST if row.upload.requirement.kind == LIST else PARTICIPANTS,
        nik=masked(nik) if gathering else nik,
        name=str(values.get("name", "")),
        birth_date=year_of(born) if gathering else _date(born),
        sex=str(values.get("sex", "")),
        kpj=str(values.get("kpj", "")),
        segment=found.segment or None,
        kelurahan=str(values.get("kelurahan", "")) or (region.name if own else found.office.name),
        kecamatan=str(values.get("kecamatan", "")) or (within.name if within and region.level != "kota" else ""),
        office=found.office.name,
        source=" / ".join(part for part in (row.upload.filename, row.sheet, f"baris {row.row}") if part),
    )


def _date(text: str) -> str:
    read = read_date(text).value if text else None
    return f"{read.day:02}-{read.month:02}-{read.year}" if read else text


def _carried(grounds: Grounds) -> Iterator[list[str]]:
    for one in carried_of(grounds):
        case, decision = one.case, one.decision
        row = case.left or case.right
        offices = sorted(line.office.name for line in case.offices.select_related("office"))
        yield [
            str(case.get_kind_display()),
            str(row.values.get("name", "")) if row else "",
            row.upload.requirement.get_segment_display() if row else "",
            ", ".join(offices),
            decision.reason,
            decision.owner,
            day(decision.carried_to) if decision.carried_to else "",
        ]


def people_read(told: bytes) -> tuple[Mapping[str, list[BucketRow]], tuple[CarriedLine, ...]]:
    """What `people_told` gave: rows by bucket, worst first, and what is carried over."""
    kept = json.loads(told)
    buckets = {bucket: [_bucket_row(line) for line in kept["buckets"].get(bucket, ())] for bucket in BUCKETS}
    return buckets, tuple(CarriedLine(*line) for line in kept["carried"])


def _bucket_row(line: Mapping[str, Any]) -> BucketRow:
    return BucketRow(
        Person(*line["person"]),
        Person(*line["other"]) if line["other"] else None,
        line["probability"],
        tuple(line["problems"]),
        tuple(line["reasons"]),
        line["harm"],
        line["rupiah"],
    )


def some(rows: Iterable[BucketRow], most: int) -> list[BucketRow]:
    """At most so many."""
    return [row for _, row in zip(range(most), rows, strict=False)]
