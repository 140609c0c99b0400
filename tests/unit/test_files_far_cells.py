"""Cells far away: those that only look like something are nothing, one that says something counts."""

from pathlib import Path

import openpyxl
import pytest
from sheet_makers import HEADING, people

from padan.domain.errors import UnreadableFileError
from padan.files.reading import read_lists


def _with_looks(path: Path, far: list[tuple[int, int]]) -> Path:
    """A list of three people, and far cells that hold a look and no value."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADING, *people(3)):
        sheet.append(list(row))
    for row, column in far:
        sheet.cell(row, column).number_format = "@"
    book.save(path)
    return path


@pytest.mark.parametrize("far", [[(1_048_576, 1)], [(1, 16_384), (5000, 16_384)], [(1_048_576, 16_384)]])
def test_far_cells_that_hold_nothing_do_not_count(tmp_path: Path, far: list[tuple[int, int]]) -> None:
    (sheet,) = read_lists([_with_looks(tmp_path / "d.xlsx", far)], kind="list")
    assert (sheet.rows, sheet.data.select("row").collect().to_series().to_list()) == (3, [2, 3, 4])


def test_a_far_cell_that_holds_something_counts(tmp_path: Path) -> None:
    path = _with_looks(tmp_path / "d.xlsx", [])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(1_048_576, 1).value = "x"
    book.save(path)
    with pytest.raises(UnreadableFileError, match=r"1\.000\.000"):
        read_lists([path], kind="list")
