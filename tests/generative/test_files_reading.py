"""Any table is read without loss; any bytes are read or refused with a sentence."""

import sys
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "unit"))
from sheet_makers import HEADING, csv_text, person, xlsx

from padan.domain.errors import PadanError
from padan.files.reading import SheetRead, read_lists
from thorough import examples

SMALL = settings(
    max_examples=examples(15, 40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CELL = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=';"'), max_size=12)
NOISE = st.one_of(
    st.just([]),
    st.just(list(HEADING)),
    st.just(["JUMLAH", "", "12"]),
    st.just([1, 2, 3, 4, 5, 6, 7]),
    st.lists(CELL, min_size=7, max_size=7),
)
ROW = st.one_of(st.integers(1, 600).map(person), NOISE)


BLANKS = (
    " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u200b\u200e\u200f\u2028\u2029\u202f\u205f\u3000"
)
INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"


def filled(row: list[Any]) -> bool:
    """Whether any cell of a row shows something."""
    return any(str(cell).strip(BLANKS + INVISIBLE) for cell in row)


def check(sheet: SheetRead, rows: list[list[Any]]) -> None:
    """Nothing is lost, nothing twice, and every NIK is there."""
    data = sheet.data.collect()
    assert data.height == sheet.rows
    assert data["record"].to_list() == list(range(1, data.height + 1))
    left = [item.row for item in sheet.left_out]
    assert data.height + len(left) == sum(map(filled, rows))
    assert not set(left) & set(data["row"].to_list())
    assert sorted([*left, *data["row"].to_list()]) == sorted({*left, *data["row"].to_list()})
    niks = [
        str(row[1]) for row in rows if len(row) == 7 and str(row[1]).startswith("157101") and len(str(row[1])) == 16
    ]
    assert [nik for nik in data["nik"].to_list() if nik in set(niks)] == niks


@SMALL
@given(st.lists(ROW, max_size=25), st.integers(0, 3))
def test_no_row_is_lost_in_csv(tmp_path: Path, rows: list[list[Any]], titles: int) -> None:
    path = tmp_path / "d.csv"
    path.write_text(csv_text([*[["DAFTAR"]] * titles, HEADING, person(999), *rows], ";"), encoding="utf-8")
    (sheet,) = read_lists([path], kind="list")
    check(sheet, [person(999), *rows])


@SMALL
@given(st.lists(ROW, max_size=15))
def test_csv_and_xlsx_give_the_same(tmp_path: Path, rows: list[list[Any]]) -> None:
    table = [HEADING, person(999), *[[str(cell) for cell in row] for row in rows]]
    (tmp_path / "d.csv").write_text(csv_text(table, ";"), encoding="utf-8")
    xlsx(tmp_path / "d.xlsx", {"D": table})
    one, two = (read_lists([tmp_path / name], kind="list")[0] for name in ("d.csv", "d.xlsx"))
    assert one.left_out == two.left_out
    assert one.data.drop("hidden").collect().equals(two.data.drop("hidden").collect())


STARTS = (b"", b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table><tr><td>", b"NIK;Nama\n")


def refused(path: Path) -> int:
    """0 where the file was read with every row there, else the exit code of its refusal."""
    try:
        sheets = read_lists([path], kind="list")
    except PadanError as error:
        return error.exit_code
    return 0 if all(sheet.data.collect().height == sheet.rows for sheet in sheets) else -1


@SMALL
@given(st.binary(max_size=400), st.sampled_from([".xlsx", ".xls", ".csv", ".parquet", ".ods"]), st.sampled_from(STARTS))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, ending: str, start: bytes) -> None:
    path = tmp_path / f"d{ending}"
    path.write_bytes(start + data)
    assert refused(path) in (0, 10, 11)


@SMALL
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(xlsx(tmp_path / "d.xlsx", {"D": [HEADING, person(1), person(2)]}).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "d.xlsx").write_bytes(bytes(whole[: data.draw(st.integers(1, len(whole)))]))
    assert refused(tmp_path / "d.xlsx") in (0, 10, 11)
