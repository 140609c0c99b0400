"""A cell that says that nothing is known is as blank as an empty one: two such cells make nobody one person."""

from pathlib import Path

import polars as pl
import pytest
from reconcile_runs import read_result, reconcile, write_csv

from padan.domain.blanks import NOTHING, says_nothing
from padan.engine.names_table import start_names
from padan.engine.session import open_session, scalar

HEAD = ("NIK", "No KK", "Nama", "Tanggal Lahir", "JK", "Ibu Kandung", "Alamat", "Kelurahan", "No HP", "Tempat Lahir")
FILLERS = ("-", ".", "0", "TIDAK ADA", "tdk ada", "Tidak diketahui", "belum diisi", "N/A", "--------", "xxx")
NAMES = (
    *("BUDIMAN SILALAHI", "WAHYUNINGSIH", "HERU PRAKOSO", "LASTRI MARPAUNG", "TOGA SIBUEA"),
    *("INDRA KESUMA", "MAIMUNAH", "ROSDIANA HULU", "KARTINI", "SABARUDIN"),
)


def found(folder: Path, fillers: tuple[str, ...]) -> pl.DataFrame:
    """Ten people on the list and their namesakes, decades older, among the participants: nothing else is told."""
    sides = [
        [(f, f, name, f"1{n % 9 + 1}-0{n % 9 + 1}-{year}", "L", *[f] * 5) for n, (f, name) in enumerate(people)]
        for year in (1980, 1961)
        for people in [list(zip(fillers, NAMES, strict=True))]
    ]
    files = [write_csv(folder / f"{name}.csv", HEAD, rows) for name, rows in zip("LP", sides, strict=True)]
    assert reconcile(files[:1], files[1:], folder / "out") == 0
    return read_result(folder / "out").rows.select(
        "side", "record", "bucket", "match_record", "probability", "problems"
    )


def test_fillers_say_no_more_than_blank_cells(tmp_path: Path) -> None:
    filled, blank = found(tmp_path / "isi", FILLERS), found(tmp_path / "kosong", ("",) * 10)
    assert filled.equals(blank)


@pytest.mark.parametrize("text", sorted(NOTHING - {".."}))
def test_a_mother_of_that_name_is_nobodys(text: str) -> None:
    con = open_session()
    start_names(con)
    assert says_nothing(text)
    assert not scalar(con, f"SELECT says_something('{text.lower()}')")


@pytest.mark.parametrize("text", ["SITI", "NILA", "ADA", "TIDAR", "Xaverius", "NONI", "BELUMA"])
def test_a_name_is_a_name(text: str) -> None:
    con = open_session()
    start_names(con)
    assert not says_nothing(text)
    assert scalar(con, f"SELECT says_something('{text}')")
