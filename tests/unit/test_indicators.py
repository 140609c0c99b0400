"""Indicators, figures and targets refuse to be made wrong; where a figure stands."""

from fractions import Fraction

import pytest

from padan.domain.cover_months import gaps, lapses_next, protected
from padan.domain.coverage import Gap
from padan.domain.indicators import (
    Figure,
    Indicator,
    Target,
    digest_of,
    level_of,
    load_indicators,
    read_indicators,
    rolled_up,
    state_of,
    target_for,
    whole_of,
)

TOLD = {
    "name_id": "a", "name_en": "a", "definition_id": "a", "definition_en": "a", "numerator": "eligible",
    "source_id": "a", "source_en": "a", "basis": "a",
}  # fmt: skip
SHARE = Indicator(key="share", denominator="proposed", unit="percent", direction="up", **TOLD)
LATE = Indicator(key="late", denominator="proposed", unit="days", direction="down", **TOLD)
COUNT = Indicator(key="count", denominator="", unit="people", direction="down", **TOLD)


def figure(indicator: Indicator, one: int, other: int | None = None) -> Figure:
    return Figure(indicator, "15.71", (2025, 3), one, other)


def test_the_first_page_has_its_eight_figures() -> None:
    keys = [one.key for one in load_indicators() if one.headline]
    assert keys == [
        "protected", "spent", "share_extreme_poor", "share_vulnerable", "signed", "lapsing", "doubles_and_dead",
        "days_to_cover",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "Besar"},
        {"unit": "kilo"},
        {"direction": "sideways"},
        {"numerator": ""},
        {"denominator": ""},
        {"basis": ""},
        {"definition_en": ""},
    ],
)
def test_an_indicator_cannot_be_made_wrong(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Indicator(**{"key": "share", "denominator": "proposed", "unit": "percent", "direction": "up", **TOLD, **wrong})


def test_a_file_with_a_word_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        read_indicators({"indicator": [{"key": "share", "colour": "red"}]})


def test_values() -> None:
    assert figure(SHARE, 3, 5).value == Fraction(3, 5)
    assert figure(SHARE, 0, 0).value is None
    assert figure(COUNT, 7).value == 7
    for wrong in ((SHARE, 3, None), (COUNT, 3, 5)):
        with pytest.raises(ValueError, match="denominator"):
            figure(*wrong)


STATES = [
    (SHARE, 80, 100, 8000, "good"),
    (SHARE, 72, 100, 8000, "near"),
    (SHARE, 71, 100, 8000, "bad"),
    (SHARE, 0, 0, 8000, "none"),
    (LATE, 30, 1, 30, "good"),
    (LATE, 33, 1, 30, "near"),
    (LATE, 34, 1, 30, "bad"),
    (COUNT, 0, None, 0, "good"),
    (COUNT, 1, None, 0, "bad"),
]


@pytest.mark.parametrize(("indicator", "one", "other", "target", "state"), STATES)
def test_where_a_figure_stands(indicator: Indicator, one: int, other: int | None, target: int, state: str) -> None:
    held = figure(indicator, one, other)
    assert state_of(held, Target(indicator.key, 2025, "kota", "", target)) == state
    assert state_of(held, None) == "none"


def test_a_place_has_its_own_target_or_that_of_its_level() -> None:
    level, own = Target("share", 2025, "kelurahan", "", 1), Target("share", 2025, "kelurahan", "15.71.11.1001", 2)
    both = {("share", 2025, "kelurahan", one.place): one for one in (level, own)}
    assert target_for(both, "share", 2025, "15.71.11.1001") == own
    assert target_for(both, "share", 2025, "15.71.11.1002") == level
    assert target_for({("share", 2025, "kelurahan", own.place): own}, "share", 2025, "15.71.11.1002") is None
    for wrong in ({"level": "rt"}, {"value": -1}):
        with pytest.raises(ValueError, match=r"\w"):
            Target(**{"indicator": "share", "year": 2025, "level": "kota", "place": "", "value": 1, **wrong})


def test_levels_and_wholes() -> None:
    assert [level_of(code) for code in ("15", "15.71", "15.71.11", "15.71.11.1001")] == [
        "provinsi", "kota", "kecamatan", "kelurahan",
    ]  # fmt: skip
    assert whole_of("15.71.11") == ("15.71.11", "15.71", "15")
    assert rolled_up({"15.71.11.1001": 2, "15.71": 1}) == {
        "15.71.11.1001": 2, "15.71.11": 2, "15.71": 3, "15": 3,
    }  # fmt: skip


def test_the_digest_follows_the_definitions_and_not_their_order() -> None:
    assert digest_of([SHARE, COUNT]) == digest_of([COUNT, SHARE])
    assert digest_of([SHARE]) != digest_of([COUNT])


def test_unpaid_months_in_a_row() -> None:
    facts = [(1, "paid"), (2, "unpaid"), (3, "unpaid"), (4, "unclear"), (5, "unpaid"), (7, "unpaid"), (8, "unpaid")]
    assert [gap.months for _, gap in gaps(facts)] == [0, 1, 2, 0, 1, 1, 2]


def test_months_not_continued_are_unpaid_ones_too() -> None:
    facts = [(1, "unpaid"), (2, "dropped"), (3, "dropped"), (4, "unpaid"), (5, "paid"), (6, "dropped"), (8, "dropped")]
    assert [(gap.months, gap.dropped) for _, gap in gaps(facts)] == [
        (1, 0), (2, 1), (3, 2), (4, 0), (0, 0), (1, 1), (1, 1),
    ]  # fmt: skip


def test_three_unpaid_months_end_cover_and_the_month_before_warns() -> None:
    def three(month: int) -> tuple[int | None, int | None]:
        return 3, None

    assert [(protected(1, Gap(run), three), lapses_next(1, Gap(run), three)) for run in range(4)] == [
        (True, False), (True, False), (True, True), (False, False),
    ]  # fmt: skip
    assert protected(1, Gap(99), lambda month: (None, None))
    assert not lapses_next(1, Gap(99), lambda month: (None, None))


def test_where_unpaid_months_never_end_cover_those_not_continued_do() -> None:
    def two(month: int) -> tuple[int | None, int | None]:
        return None, 2

    assert [(protected(1, Gap(9, n), two), lapses_next(1, Gap(9, n), two)) for n in range(3)] == [
        (True, False), (True, True), (False, False),
    ]  # fmt: skip
