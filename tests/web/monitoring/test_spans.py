"""Rows that count for a while add up to each month's sum, quickly and by hand alike."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from padan.web.monitoring.measures.registry import added
from padan.web.monitoring.measures.spans import Scope, Span, bits_of, runs_of, summed

FIRST, LAST = 24_290, 24_310
SPANS = st.builds(
    Span,
    st.sampled_from(["15.71.01.1001", "15.71.01.1002", "15.71"]),
    st.integers(FIRST - 5, LAST + 5),
    st.integers(FIRST - 5, LAST + 5),
    st.just("person"),
    st.integers(1, 9),
    st.integers(-50, 50),
)


@given(st.lists(SPANS, max_size=30))
@settings(max_examples=60)
def test_a_months_sum_is_that_of_the_rows_that_count_in_it(spans: list[Span]) -> None:
    found = summed(spans, FIRST, LAST)
    for month in range(FIRST, LAST + 1):
        for place in ("15.71.01.1001", "15.71.01.1002", "15.71"):
            rows = [s for s in spans if s.first <= month <= s.last and s.place == place]
            assert found[month].get(place, 0) == sum(row.amount for row in rows)
            told = added(Scope(month, month, date(2025, 1, 1)).clip(rows))
            assert sum(amount for *_, amount in told) == sum(row.amount for row in rows)


@given(st.integers(0, 2**20 - 1))
@settings(max_examples=60)
def test_months_as_bits_and_back(bits: int) -> None:
    again = 0
    for first, last in runs_of(bits, FIRST):
        part = bits_of(first, last, FIRST)
        assert not again & part
        again |= part
    assert again == bits
