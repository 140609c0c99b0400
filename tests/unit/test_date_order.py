"""Columns of dates with the month before the day, told by all of their cells: docs/explanation/dates.md."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from sheet_makers import csv_text, people, xlsx
from worked_tables import rows

from padan.domain.dates import read_date
from padan.files.notes import sentence
from padan.files.reading import SheetRead, read_lists

WORKED = [
    ([cell.strip(" `") for cell in cells.split(";")], [day.strip() for day in days.split(";")])
    for cells, days in rows("explanation/dates.md", "A column with the month first")
]


def listed(path: Path, dates: Sequence[str], heading: str = "Tgl Lahir") -> SheetRead:
    persons = people(len(dates))
    head = ["NIK", "Nama", heading]
    body = [[p[1], p[2], day] for p, day in zip(persons, dates, strict=True)]
    if path.suffix == ".parquet":
        pl.DataFrame(body, schema=head, orient="row").write_parquet(path)
    elif path.suffix == ".csv":
        path.write_text(csv_text([head, *body], ";"))
    else:
        xlsx(path, {"Data": [head, *body]})
    (sheet,) = read_lists([path], kind="list")
    return sheet


def days(sheet: SheetRead, field: str = "birth_date") -> list[str]:
    return [str(read_date(text).value) for text in sheet.data.select(field).collect().to_series()]


@pytest.mark.parametrize(("cells", "told"), WORKED, ids=lambda texts: texts[0])
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_as_the_page_says(tmp_path: Path, ending: str, cells: list[str], told: list[str]) -> None:
    sheet = listed(tmp_path / f"d{ending}", cells, "Tempat/Tgl Lahir" if "JAMBI" in cells[0] else "Tgl Lahir")
    assert days(sheet) == told
    turned = told[0] == "1980-05-12"
    assert [note.partition(":")[0] for note in sheet.notes] == ["month_first"] * turned
    assert all("Tgl Lahir" in sentence(note) for note in sheet.notes)


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_day_that_comes_first_far_below_is_seen(tmp_path: Path, ending: str) -> None:
    sheet = listed(tmp_path / f"d{ending}", ["05/12/1980", "05/23/1980"] * 600 + ["23/05/1980"])
    assert (days(sheet)[0], sheet.notes) == ("1980-12-05", ())


def test_each_column_by_itself_and_what_is_no_date_stays(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    body = [[p[1], p[2], a, b] for p, a, b in zip(people(3), ["05/23/1980", "lupa", "05/12/1980"], "123", strict=True)]
    body = [[*row[:3], f"1{row[3]}/05/2024"] for row in body]
    path.write_text(csv_text([["NIK", "Nama", "Tgl Lahir", "TMT"], *body], ";"))
    (sheet,) = read_lists([path], kind="list")
    assert days(sheet, "start_date") == ["2024-05-11", "2024-05-12", "2024-05-13"]
    assert sheet.data.select("birth_date").collect().to_series().to_list() == ["23/05/1980", "lupa", "12/05/1980"]
