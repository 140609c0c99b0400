from datetime import date

import pytest
from worked_tables import rows

from padan.domain.nik import (
    agrees_with,
    birth_date,
    column_is_kk,
    column_lost_ends,
    compare_niks,
    looks_like_kk,
    read_kk,
    read_nik,
)
from padan.domain.problems import BY_CODE

PAGE = "explanation/nik.md"


@pytest.mark.parametrize(("cell", "kind", "digits", "problems"), rows(PAGE, "Reading a cell"))
def test_reading(cell: str, kind: str, digits: str, problems: str) -> None:
    reading = read_nik(cell or None)
    assert (reading.kind, reading.digits, " ".join(reading.problems)) == (kind, digits, problems)
    assert (reading.nik is not None) == (kind == "valid")
    assert set(reading.problems) <= set(BY_CODE)


@pytest.mark.parametrize(("nik", "on", "born", "sex"), rows(PAGE, "Birth date and sex inside"))
def test_birth_date_inside(nik: str, on: str, born: str, sex: str) -> None:
    assert birth_date(nik, on=date.fromisoformat(on)) == (date.fromisoformat(born) if born else None)
    assert (read_nik(nik).sex or "") == sex


@pytest.mark.parametrize(("one", "other", "outcome", "sentence"), rows(PAGE, "Comparing two"))
def test_comparing(one: str, other: str, outcome: str, sentence: str) -> None:
    found = compare_niks(one, other)
    assert (found.outcome, found.text_id) == (outcome, sentence)
    assert compare_niks(other, one).outcome == outcome


@pytest.mark.parametrize(
    "cell", ["\u202a1571015205809001\u202c", "１５７１０１５２０５８０９００１", "\ufeff1571015205809001 "]
)
def test_marks_and_other_digits_are_read(cell: str) -> None:
    assert read_nik(cell).nik == "1571015205809001"


def test_a_nik_against_its_row() -> None:
    reading = read_nik("1571015205809001")
    assert agrees_with(reading, date(1980, 5, 12), "P") == ()
    assert agrees_with(reading, date(1981, 5, 12), "L") == ("nik_birth_date_differs", "nik_sex_differs")
    assert agrees_with(reading, None, None) == ()
    assert agrees_with(read_nik("0"), date(1980, 5, 12), "P") == ()


def test_a_card_number_is_no_nik() -> None:
    assert looks_like_kk("1571011203129001")
    assert not looks_like_kk("1571015203129001")
    assert not looks_like_kk("1571011203809001")
    assert read_kk("1571 0112 0312 9001") == "1571011203129001"
    assert read_kk("0") is None
    assert read_kk("123") is None


NIKS = ["1571015205809001", "1571011203759001", "1571016707909002", "1571012511659001", "1571010107889003"]
CARDS = ["1571011203129001", "1571011203129001", "1571010107089002", "1571012511159001", "1571010107189003"]


def test_a_column_is_told_by_its_content() -> None:
    assert column_is_kk(NIKS) is False
    assert column_is_kk(CARDS) is True
    assert column_is_kk(["0", None, "abc"]) is None
    assert column_is_kk([]) is None


def test_birth_dates_beside_the_column_decide() -> None:
    young = ["1571011203059001", "1571010107089002", "1571012511069001", "1571010107079003", "1571010207079003"]
    born = [date(2005, 3, 12), date(2008, 7, 1), date(2006, 11, 25), date(2007, 7, 1), date(2007, 7, 2)]
    assert column_is_kk(young) is True
    assert column_is_kk(young, birth_dates=born) is False


@pytest.mark.parametrize(
    ("whole", "zero", "lost"),
    [(8, 8, True), (7, 7, False), (1000, 500, True), (1000, 499, False), (1000, 100, False), (0, 0, False)],
)
def test_a_column_of_numbers_has_lost_its_ends(whole: int, zero: int, lost: bool) -> None:
    """The table of docs/explanation/nik.md, "A column that Excel kept as numbers"."""
    assert column_lost_ends(whole=whole, ending_in_zero=zero) is lost


def test_sixteen_signs_that_are_digits_or_look_like_them_are_a_nik() -> None:
    reading = read_nik("987IO8OIOI8OOOOI")
    assert (reading.nik, reading.problems) == ("9871080101800001", ("nik_mended",))
    assert read_nik("OILOILOILOILOIL1").kind == "not_digits"


@pytest.mark.parametrize("text", ["9820********0001", "157101XXXXXX9001"])
def test_a_masked_nik_names_nobody(text: str) -> None:
    reading = read_nik(text)
    assert (reading.digits, reading.nik, reading.problems) == ("", None, ("nik_not_digits",))
    assert read_nik("1571015205809001*").nik == "1571015205809001"
