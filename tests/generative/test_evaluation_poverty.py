"""The axioms of poverty measures, for any people and any line."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.statistics.incidence import Band, incidence
from padan.statistics.lines import Line
from padan.statistics.poverty import MEASURES, Living, Measure, aid_changes, fgt, parts

Z = 1_000
LINE = Line("bps", Z)
AMOUNTS = st.floats(0, 3 * Z, allow_nan=False)
PEOPLE = st.lists(st.tuples(AMOUNTS, st.floats(0.1, 9)), min_size=2, max_size=12)
FEW = settings(max_examples=30)


def p(people: list[tuple[float, float]], measure: Measure, line: Line = LINE) -> float:
    """P of people given as (amount, weight)."""
    return fgt([y for y, _ in people], [w for _, w in people], line, measure)


@FEW
@given(PEOPLE, st.data())
def test_who_is_not_poor_does_not_matter(people: list[tuple[float, float]], data: st.DataObject) -> None:
    richer = [(y + data.draw(AMOUNTS) if y >= Z else y, w) for y, w in people]
    for measure in MEASURES:
        assert p(richer, measure) == pytest.approx(p(people, measure), abs=1e-12)


@FEW
@given(PEOPLE, st.floats(401, Z - 1), st.floats(1, 400))
def test_a_poor_person_who_loses_makes_poverty_greater(
    others: list[tuple[float, float]], amount: float, loss: float
) -> None:
    people, poorer = [*others, (amount, 1.0)], [*others, (amount - loss, 1.0)]
    assert p(poorer, 0) >= p(people, 0)
    assert p(poorer, 1) > p(people, 1)
    assert p(poorer, 2) > p(people, 2)


@FEW
@given(PEOPLE, st.floats(0, Z / 2), st.floats(Z / 2 + 1, Z - 1), st.floats(0.01, 1))
def test_giving_from_poor_to_poorer_lowers_severity(
    others: list[tuple[float, float]], low: float, high: float, part: float
) -> None:
    """Transfer: P2 falls, P1 stays, while both stay poor and neither overtakes. Their weights are alike."""
    given_ = part * (high - low) / 2
    before, then = [*others, (low, 1.0), (high, 1.0)], [*others, (low + given_, 1.0), (high - given_, 1.0)]
    assert p(then, 2) < p(before, 2)
    assert p(then, 1) == pytest.approx(p(before, 1), abs=1e-12)


@FEW
@given(PEOPLE, st.integers(2, 5), st.integers(2, 9))
def test_neither_scale_nor_copies_change_it(people: list[tuple[float, float]], copies: int, scale: int) -> None:
    for measure in MEASURES:
        scaled = [(y * scale, w) for y, w in people]
        assert p(scaled, measure, Line("bps", Z * scale)) == pytest.approx(p(people, measure), abs=1e-9)
        assert p(people * copies, measure) == pytest.approx(p(people, measure), abs=1e-9)


@FEW
@given(PEOPLE, st.lists(st.sampled_from("abc"), min_size=12, max_size=12), st.floats(0, 500))
def test_groups_make_up_the_whole(people: list[tuple[float, float]], groups: list[str], aid: float) -> None:
    living = [Living(y, aid, w, group=g) for (y, w), g in zip(people, groups, strict=False)]
    for measure, given_ in product(MEASURES, (False, True)):
        whole = sum(share * own for share, own in parts(living, LINE, measure, aid=given_).values())
        assert whole == pytest.approx(p([(y + aid * given_, w) for y, w in people], measure), abs=1e-9)


@FEW
@given(PEOPLE, st.floats(0, 500))
def test_aid_never_makes_anybody_poorer(people: list[tuple[float, float]], aid: float) -> None:
    living = [Living(y, aid, w, cluster=str(n % 3)) for n, (y, w) in enumerate(people)]
    for one in aid_changes(living, LINE, sample=True):
        assert one.change.estimate <= 1e-12
        for side in (one.without, one.with_):
            assert -1e-12 <= side.low <= side.estimate <= side.high <= 1 + 1e-12
    p0, p1, p2 = (one.with_.estimate for one in aid_changes(living, LINE, sample=False))
    assert p0 >= p1 - 1e-12
    assert p1 >= p2 - 1e-12


@FEW
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=10))
def test_concentration_lies_between_its_bounds_and_turns_with_the_order(told: list[tuple[int, int]]) -> None:
    bands = [Band(str(n), people, benefit if people else 0) for n, (people, benefit) in enumerate(told)]
    found, turned = incidence(bands), incidence(bands[::-1])
    if found.index is None:
        return
    assert -1 <= found.index <= 1
    assert turned.index == pytest.approx(-found.index, abs=1e-9)
    assert found.curve[-1] == pytest.approx((1, 1), abs=1e-9)
