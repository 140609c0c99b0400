"""A list that was sorted together with its heading: nobody above the heading is lost."""

from pathlib import Path
from typing import Any

import pytest
from sheet_makers import HEADING, csv_text, people, person, xlsx

from padan.files.reading import SheetRead, read_lists

TITLE = [["DAFTAR PEKERJA RENTAN KELURAHAN PAYO LEBAR"], ["Per 30 September 2024"], []]


def read(folder: Path, ending: str, rows: list[list[Any]]) -> SheetRead:
    path = folder / f"daftar{ending}"
    if ending == ".xlsx":
        xlsx(path, {"Data": rows})
    else:
        path.write_text(csv_text(rows), encoding="utf-8")
    (sheet,) = read_lists([path], kind="list")
    return sheet


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize(("above", "below"), [(1, 4), (4, 1), (5, 0), (70, 30)])
def test_people_above_their_heading_are_read(tmp_path: Path, ending: str, above: int, below: int) -> None:
    everybody = people(above + below)
    sheet = read(tmp_path, ending, [*TITLE, *everybody[:above], HEADING, *everybody[above:]])
    assert sheet.data.select("nik").collect().to_series().to_list() == [person(n)[1] for n in range(1, sheet.rows + 1)]
    assert sheet.rows == sheet.not_blank == above + below
    assert sheet.data.select("row").collect().to_series().to_list() == [
        *range(4, 4 + above),
        *range(5 + above, 5 + above + below),
    ]
    assert sheet.notes == (f"above_heading:{above}",)
    assert sheet.hints["kelurahan"] == "PAYO LEBAR"


@pytest.mark.parametrize(
    "line",
    [
        ["NPP", "12345678"],
        [None, "NOMOR 519 TAHUN 2024"],
        [None, None, "Keadaan 30-09-2024"],
        [None, "197001011995031002", "H. SURYADI"],
        [None, None, "DAFTAR", None, "Tahun 2024"],
    ],
)
def test_a_title_is_nobody(tmp_path: Path, line: list[Any]) -> None:
    sheet = read(tmp_path, ".xlsx", [line, HEADING, *people(2)])
    assert (sheet.rows, sheet.notes) == (2, ())
