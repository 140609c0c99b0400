from datetime import date

import pytest
from worked_tables import rows

from padan.domain.dates import MONTH_NAMES, compare_dates, read_date
from padan.domain.months import read_month, read_period, show_month

PAGE = "explanation/dates.md"


@pytest.mark.parametrize(("cell", "day", "place", "marks"), rows(PAGE, "Reading"))
def test_reading(cell: str, day: str, place: str, marks: str) -> None:
    reading = read_date(cell or None)
    flags = {
        "ambiguous": reading.day_first_ambiguous,
        "month_first": reading.month_first,
        "unknown_day": reading.unknown_day,
        "invalid": reading.problem == "birth_date_invalid",
    }
    found = (reading.value.isoformat() if reading.value else "", reading.place or "", [m for m in flags if flags[m]])
    assert found == (day, place, marks.split())


@pytest.mark.parametrize(("one", "other", "outcome", "sentence"), rows(PAGE, "Comparing two"))
def test_comparing(one: str, other: str, outcome: str, sentence: str) -> None:
    found = compare_dates(read_date(one), read_date(other))
    assert (found.outcome, found.text_id) == (outcome, sentence)
    assert compare_dates(read_date(other), read_date(one)).outcome == outcome


@pytest.mark.parametrize(("cell", "month"), rows(PAGE, "Months"))
def test_months(cell: str, month: str) -> None:
    found = read_month(cell)
    assert (show_month(found) if found else "") == month


def test_every_month_name_is_read() -> None:
    assert [read_date(f"5 {name} 1980").value for name in MONTH_NAMES] == [date(1980, m, 5) for m in range(1, 13)]


def test_serials_of_both_epochs() -> None:
    assert read_date("29353").value == date(1980, 5, 12)
    assert read_date("27891", epoch=1904).value == date(1980, 5, 12)
    assert read_date("99999").problem == "birth_date_invalid"


def test_an_impossible_date_keeps_its_digits() -> None:
    assert read_date("31-02-1980").digits == "19800231"
    assert read_date("lupa").digits == ""


def test_a_two_digit_year_may_lie_ahead_where_told() -> None:
    assert read_date("31/12/30", latest=date(2050, 1, 1)).value == date(2030, 12, 31)


def test_periods() -> None:
    assert read_period("2024-Q4") == ((2024, 10), (2024, 11), (2024, 12))
    assert read_period("2024-10") == ((2024, 10),)
    assert read_period("2024-13") == read_period("Q4") == ()


@pytest.mark.parametrize("text", ["\x00", "😀", "9" * 400, "-" * 400, "1/1/1/1", "²/²/²²²²", "12 XXX 1980"])
def test_odd_dates_are_reported(text: str) -> None:
    assert read_date(text).value is None
