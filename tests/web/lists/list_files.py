"""Small lists of made-up people, as files that are handed in."""

import datetime
from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile

from padan.web.periods.models import Period, Requirement
from padan.web.periods.services import NewPeriod, period_open

HEADINGS = ("NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin")
BUDI = ("1571011701809001", "Budi Santoso", "17-01-1980", "L")
SARI = ("1571014502859002", "Sari Dewi", "05-02-1985", "P")
JOKO = ("1571011003909003", "Joko Susilo", "10-03-1990", "L")
SHORT_NIK = ("157101100390904", "Rahmat Hidayat", "10-03-1990", "L")
PEOPLE = (BUDI, SARI, JOKO)


def workbook(
    rows: Sequence[Sequence[str]], *, headings: Sequence[str] = HEADINGS, title: str = "", formulas: bool = False
) -> bytes:
    """An .xlsx with a heading and rows of text; with `formulas` what begins with = is one."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)})
        page = book.add_worksheet("Data")
        lines = [*([[title]] if title else []), list(headings), *rows]
        for number, line in enumerate(lines):
            for place, text in enumerate(line):
                (page.write_formula if formulas and text.startswith("=") else page.write_string)(number, place, text)
    return out.getvalue()


def handed_in(
    rows: Sequence[Sequence[str]] = PEOPLE, name: str = "daftar.xlsx", **options: object
) -> SimpleUploadedFile:
    """The same as a browser sends it."""
    return SimpleUploadedFile(name, workbook(rows, **options))  # type: ignore[arg-type]


def period(cast: Cast, key: str = "2024-Q4") -> Period:
    """A period that Bappeda opened, due in January 2025."""
    stated = NewPeriod(key=key, due=datetime.date(2025, 1, 15), as_of=None, opds=[cast.offices["dinsos"]])
    return period_open(acting=cast.bappeda, period=stated)


def asked(cast: Cast, office: str = "legok", segment: str = "rt", key: str = "2024-Q4") -> Requirement:
    """What one office is asked for in that period."""
    found = Period.objects.filter(key=key).first() or period(cast, key)
    return Requirement.objects.select_related("office__region", "period").get(
        period=found, office=cast.offices[office], segment=segment
    )
