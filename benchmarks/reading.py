"""Reading 100,000 x 10 cells of xlsx to checked rows: `padan check --json`, beside calamine alone.

python -m benchmarks.reading [--rows 100000]
"""

import argparse
import time
from pathlib import Path
from tempfile import gettempdir

import polars as pl
import xlsxwriter
from python_calamine import CalamineWorkbook

from benchmarks import second_city
from benchmarks.running import padan, show

COLUMNS = (
    "NIK",
    "No KK",
    "Nama",
    "Tempat Lahir",
    "Tanggal Lahir",
    "Jenis Kelamin",
    "Nama Ibu Kandung",
    "Alamat",
    "Kelurahan",
    "Kecamatan",
)


def write_workbook(path: Path, frame: pl.DataFrame) -> None:
    """One sheet, a title row, the heading, the rows; every cell is text."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Daftar")
    sheet.write_string(0, 0, "DAFTAR TENAGA KERJA")
    for number, row in enumerate([COLUMNS, *frame.select(COLUMNS).iter_rows()], start=2):
        for place, value in enumerate(row):
            if value is not None:
                sheet.write_string(number, place, value)
    book.close()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "second")
    given = parser.parse_args()
    folder = given.folder / f"reading-{given.rows}"
    second_city.make(folder, given.rows, 3)
    book = folder / "daftar.xlsx"
    write_workbook(book, pl.read_parquet(folder / "list.parquet"))
    begin = time.perf_counter()
    with book.open("rb") as file:
        cells = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    alone = time.perf_counter() - begin
    checked = padan("check", book, "--json")
    show(
        f"Reading {len(cells):,} rows x {len(COLUMNS)} columns of xlsx ({book.stat().st_size / 1e6:.1f} MB)",
        ("what", "seconds", "GB"),
        [
            ["calamine alone, in this process", f"{alone:.2f}", "-"],
            ["padan check --json, start included", f"{checked.seconds:.2f}", f"{checked.peak:.2f}"],
        ],
    )


if __name__ == "__main__":
    main()
