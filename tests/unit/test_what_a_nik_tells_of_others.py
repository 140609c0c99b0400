"""What a NIK tells beside whose it is: the sex of its row's person, and whether a relative is meant."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from padan.engine.model import Model
from padan.engine.reasons import explain_pairs
from padan.engine.relatives import most
from padan.engine.session import Connection, get, open_session, scalar

sys.path.insert(0, str(Path(__file__).parent))
from test_empty_comparison import Row, linked

from thorough import one_in

pytestmark = one_in(4)

HIS_WIFES, HIS, NAME, BORN = "9871024605829011", "9871021203799012", "RIDWAN", "12-03-1979"


def sex_of(listed: str, insured: str) -> str:
    con = linked((listed, NAME, BORN), (insured, NAME, BORN))
    return str(scalar(con, "SELECT sex FROM scored"))


def test_the_nik_of_another_does_not_tell_the_sex() -> None:
    assert sex_of(HIS_WIFES, HIS) == ""


def test_a_nik_with_the_birth_date_of_its_row_tells_the_sex() -> None:
    assert sex_of("9871035203799013", HIS) == "different"
    assert sex_of("9871031203799013", HIS) == "equal"


def told(listed: Row, insured: Row) -> dict[str, str]:
    """The sentences of the one pair, as if it were under review."""
    con = linked(listed, insured)
    con.execute("CREATE TABLE review_pairs AS SELECT a, b FROM scored")
    con.execute("CREATE TABLE review_within AS SELECT a, b FROM scored WHERE FALSE")
    con.execute("CREATE TABLE decided (row_id BIGINT, match_row_id BIGINT, bucket VARCHAR, side VARCHAR, rule VARCHAR)")
    con.execute("CREATE TABLE best_links (row_id BIGINT, match_row_id BIGINT)")
    con.execute("CREATE TABLE scored_twice AS SELECT * FROM scored WHERE FALSE")
    explain_pairs(con)
    return {reason["field"]: reason["text"] for reason in get(con, "SELECT reasons FROM pair_reasons")["reasons"][0]}


def test_the_sentence_says_that_the_nik_tells_the_sex() -> None:
    text = told(("9871035203799013", NAME, BORN), (HIS, NAME, BORN))["sex"]
    assert text == "jenis kelamin berbeda: perempuan (dari NIK) dan laki-laki (dari NIK)"


def test_the_sentence_says_that_the_nik_tells_the_birth_date() -> None:
    text = told((HIS, NAME, ""), ("9871021203799014", NAME, "03-12-1979"))["birth_date"]
    assert text == "tanggal lahir hari dan bulan tertukar: 12-03-79 (dari NIK) dan 03-12-1979"


def most_log_odds(con: Connection, trust: float) -> float:
    """The bound on two rows of one NIK whose name is shortened and whose birth dates differ."""
    pair = (
        "SELECT 'equal' AS nik, 'short' AS name, 'different' AS birth, 'equal' AS sex, '' AS mother, "
        "TRUE AS bears_nik, FALSE AS one_side, FALSE AS one_day, FALSE AS neighbours, FALSE AS dates_apart, "
        "FALSE AS one_generation, TRUE AS alike, TRUE AS close_spelling, FALSE AS last_alone, "
        "FALSE AS first_alike, FALSE AS last_same, "
        "0.0 AS w_household, 0.0 AS w_region, 0.0 AS w_postcode"
    )
    return float(scalar(con, f"SELECT CAST({most(replace(Model(), nik_trust=trust))} AS DOUBLE) FROM ({pair}) AS pair"))


def test_where_niks_are_seldom_anothers_a_relative_is_seldom_meant() -> None:
    con = open_session()
    careful, trusting = most_log_odds(con, 0.93), most_log_odds(con, 0.995)
    assert trusting - careful == pytest.approx(2.707, abs=0.001)
