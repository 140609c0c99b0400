"""A NIK or No. KK is taken as a number where its text is sixteen digits and nothing else."""

import polars as pl
import pytest

from padan.engine.loading import LoadedSheet, put_rows
from padan.engine.session import get, one_thread, open_session, scalar
from thorough import one_in

PLAIN = "9871010701809001"


@one_in(4)
@pytest.mark.parametrize(
    "text",
    [
        *("0871010701809001", "987101070180900", "98710107018090011", "+987101070180900", "-987101070180900"),
        *(" 987101070180900", "987101070180900 ", "9871_0107_018_09", "987101070180900.", "9.87101070180e15"),
        *("98710107018090O1", "9E15            ", "９８７１０1", "9871010701809\N{SUPERSCRIPT TWO}1", "", None),
    ],
)
def test_what_is_more_or_less_than_sixteen_digits_is_no_number(text: str | None) -> None:
    con = open_session()
    place = {"record": [1, 2], "row": [1, 2], "hidden": [False, False]}
    frame = pl.DataFrame({**place, "nik": [PLAIN, text], "kk": [text, PLAIN]}, schema_overrides={"nik": pl.String})
    put_rows(con, [frame], [LoadedSheet(0, "list", "a.csv", "", 0, 2)])
    found = get(con, "SELECT nik, nik_number, kk_number FROM raw ORDER BY row_id").rows()
    assert found == [(PLAIN, int(PLAIN), None), (text, None, int(PLAIN))]


def test_a_file_without_a_nik_has_no_numbers() -> None:
    con = open_session()
    put_rows(
        con, [pl.DataFrame({"record": [1], "row": [1], "hidden": [False]})], [LoadedSheet(0, "list", "a", "", 0, 1)]
    )
    assert get(con, "SELECT nik, nik_number, kk_number FROM raw").rows() == [(None, None, None)]


def test_few_rows_are_worked_on_by_one_thread_for_the_while() -> None:
    con = open_session()
    con.execute("SET threads = 2")
    with one_thread(con):
        assert scalar(con, "SELECT current_setting('threads')") == 1
    assert scalar(con, "SELECT current_setting('threads')") == 2
