"""The worked table of docs/explanation/rules/fair-ranks.md."""

from pathlib import Path

import pytest

from padan.domain import indicators
from padan.domain.fair_ranks import Rank, rank_of
from padan.domain.indicators import Figure, Indicator

PAGE = Path(__file__).parents[2] / "docs/explanation/rules/fair-ranks.md"
SHARE = Indicator("protected", "a", "a", "a", "a", "n", "d", "percent", "up", "s", "s", "b")
COUNT = Indicator("doubles", "a", "a", "a", "a", "n", "", "people", "down", "s", "s", "b")


def _table() -> list[list[str]]:
    lines = [line.strip("|").split("|") for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line] for line in lines[1:]]


def _figures() -> dict[str, Figure]:
    return {row[0]: Figure(SHARE, row[0], (2024, 12), int(row[1]), int(row[2])) for row in _table()}


@pytest.mark.parametrize("row", _table(), ids=lambda row: row[0])
def test_the_worked_table(row: list[str]) -> None:
    found = rank_of(_figures(), row[0])
    if row[4] == "–":
        assert found is None
    else:
        assert found == Rank(int(row[4]), int(row[5]), 5, int(row[6]))


def test_unsteady_and_thirds() -> None:
    ranks = {code: rank_of(_figures(), code) for code in "ABCDE"}
    assert [code for code, rank in ranks.items() if rank and rank.unsteady] == ["C", "E"]
    assert [rank.third for rank in ranks.values() if rank] == ["top", "", "", "middle", "bottom"]
    assert [rank.equals for rank in ranks.values() if rank] == [0, 1, 1, 0, 0]


def test_fewer_is_better_where_the_direction_is_down() -> None:
    figures = {code: Figure(COUNT, code, (2024, 12), n) for code, n in (("A", 0), ("B", 3), ("C", 3), ("D", 5))}
    assert rank_of(figures, "A") == Rank(1, 1, 4, None)
    assert rank_of(figures, "B") == Rank(2, 3, 4, 2)
    assert rank_of(figures, "D") == Rank(4, 4, 4, 4)


def test_a_thousand_shares_are_compared_without_fractions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indicators, "Fraction", None)
    assert rank_of(_figures(), "C") == Rank(2, 3, 5, 1)


def test_no_rank_of_two_places_and_none_of_one_rupiah() -> None:
    figures = _figures()
    assert rank_of({code: figures[code] for code in "AB"}, "A") is None
    assert rank_of(figures, "C", money=True) == Rank(2, 3, 5, None)
    assert rank_of(figures, "Z") is None
