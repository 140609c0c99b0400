"""The list of a decree as PDF/A-2b, in the look of the minutes: whom it sets, the cut-off, the waiting list, and why.

The same content gives the same bytes. No text of a person can be taken for markup: the typesetter reads JSON.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import typst

from padan.documents.minutes import Data, printable
from padan.documents.paper_tables import PaperColumn, PaperTable
from padan.documents.wording import day, number
from padan.domain.letterhead import Letterhead

TEMPLATE = Path(__file__).with_name("decree.typ")
_CHOSEN = (
    PaperColumn("No", 9, "right"),
    PaperColumn("Nama", 52),
    PaperColumn("NIK", 34),
    PaperColumn("Peringkat musyawarah", 21, "right"),
    PaperColumn("Skor", 12, "right"),
    PaperColumn("Keterangan", 36),
)
_SUMMARY = (
    PaperColumn("Kelurahan", 50),
    PaperColumn("Ditetapkan", 20, "right"),
    PaperColumn("Daftar tunggu", 20, "right"),
    PaperColumn("Dana (Rp)", 25, "right"),
    PaperColumn("Terpakai (Rp)", 25, "right"),
    PaperColumn("Sisa (Rp)", 24, "right"),
)


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One line: name, NIK as it may be shown, rank in the deliberation ("" = none), score, and what is worth saying."""

    position: int
    name: str
    nik: str
    rank: str
    score: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """A kelurahan: its money, whom it sets, who waits in which order, and where the line was drawn."""

    name: str
    money: int
    spent: int
    cut_off: str
    chosen: tuple[ListedPerson, ...]
    waiting: tuple[ListedPerson, ...]


@dataclass(frozen=True, slots=True)
class DecreePaper:
    """All that is printed."""

    letterhead: Letterhead
    number: str
    day: date
    title: str
    programme: str
    year: int
    span: str
    bases: tuple[str, ...]
    intro: tuple[str, ...]
    warnings: tuple[str, ...]
    places: tuple[ListedPlace, ...]
    post: str = ""
    name: str = ""
    nip: str = ""
    city: str = ""
    version: str = field(default="")


def decree_list(paper: DecreePaper) -> bytes:
    """The PDF. Raises typst.TypstError where the letterhead's picture cannot be printed."""
    pdf: bytes = typst.compile(
        TEMPLATE,
        sys_inputs={"paper": json.dumps(printable(decree_data(paper)), ensure_ascii=False)},
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards="a-2b",
        pdf_tags=False,
        timestamp=0,
    )
    return pdf


def decree_data(paper: DecreePaper) -> Data:
    """The same as plain data for the typesetter."""
    head = paper.letterhead
    return {
        "title": paper.title,
        "made": [paper.day.year, paper.day.month, paper.day.day],
        "footing": f"Lampiran Keputusan Nomor {paper.number}",
        "kop": {
            "government": head.government,
            "office": head.office,
            "address": head.address,
            "contact": head.contact,
            "logo": {"kind": head.logo.kind, "bytes": list(head.logo.data)} if head.logo else None,
        },
        "number": paper.number,
        "day": day(paper.day),
        "programme": paper.programme,
        "year": str(paper.year),
        "span": paper.span,
        "bases": list(paper.bases),
        "intro": list(paper.intro),
        "warnings": list(paper.warnings),
        "summary": _summary(paper.places).as_data(),
        # A place without anybody stands in the summary; a page of its own would say nothing.
        "parts": [_part(place) for place in paper.places if place.chosen or place.waiting],
        "city": paper.city,
        "sign": {"post": paper.post, "name": paper.name, "nip": paper.nip},
    }


def _summary(places: Sequence[ListedPlace]) -> PaperTable:
    rows = [
        (p.name, *(number(n) for n in (len(p.chosen), len(p.waiting), p.money, p.spent, p.money - p.spent)))
        for p in places
    ]
    sums = [
        sum(len(p.chosen) for p in places), sum(len(p.waiting) for p in places), sum(p.money for p in places),
        sum(p.spent for p in places), sum(p.money - p.spent for p in places),
    ]  # fmt: skip
    return PaperTable(_SUMMARY, (*rows, ("Jumlah", *(number(n) for n in sums))), frozenset({len(rows)}))


def _part(place: ListedPlace) -> Data:
    return {
        "title": f"Kelurahan {place.name}",
        "note": place.cut_off,
        "chosen": _people(place.chosen).as_data(),
        "waiting": _people(place.waiting).as_data(),
    }


def _people(people: Sequence[ListedPerson]) -> PaperTable:
    rows = tuple((str(p.position), p.name, p.nik, p.rank, number(p.score), p.note) for p in people)
    return PaperTable(_CHOSEN, rows)
