"""What must hold of months of cover whatever runs and bills say: nobody is called paid or unpaid by guessing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from padan.domain.continuity import FACTS
from padan.domain.contributions import month_of
from padan.domain.cover_evidence import CONTRADICTED, DISAGREEMENTS, Group, Named, RunWord, by_ledger, evidence
from thorough import examples

MONTHS = st.integers(24_300, 24_311).map(month_of)
RUPIAH = st.sampled_from([1, 8_400, 16_800, 33_600])
RUNS = st.none() | st.builds(
    RunWord, st.sampled_from(sorted(set(FACTS) - {"dropped"})), st.sampled_from([0, 16_800, 33_600]), st.booleans()
)
GROUPS = st.builds(Group, st.frozensets(MONTHS), st.frozensets(MONTHS))


@given(RUNS, st.none() | st.just(0) | RUPIAH, st.booleans(), st.booleans())
@settings(max_examples=examples(60, 1000), deadline=None)
def test_a_month_is_paid_or_unpaid_only_where_a_record_says_so_and_none_says_otherwise(
    run: RunWord | None, ledger: int | None, by_group: bool, owed: bool
) -> None:
    found = evidence(run, ledger, by_group=by_group, owed=owed)
    if found is None:
        assert run is None
        assert ledger is None
        return
    said = {run.fact if run else "", "" if ledger is None else "paid" if ledger else "unpaid" if owed else "dropped"}
    assert found.fact == "unclear" or found.fact in said
    if found.fact == "unpaid":
        assert "paid" not in said
    if {"paid", "unpaid"} <= said and run and run.fact == "unpaid":
        assert found.disagreement in CONTRADICTED
        assert found.fact == "unclear"
    assert found.disagreement in ("", *DISAGREEMENTS)
    if found.disagreement:
        assert run is not None
        assert ledger is not None


@given(st.lists(st.builds(Named, MONTHS, RUPIAH), max_size=12), st.lists(GROUPS, max_size=2), st.none() | MONTHS,
       st.none() | MONTHS)  # fmt: skip
@settings(max_examples=examples(60, 1000), deadline=None)
def test_every_rupiah_named_is_told_and_silence_means_unpaid_only_inside_whole_bills(
    named: list[Named], groups: list[Group], since: tuple[int, int] | None, until: tuple[int, int] | None
) -> None:
    found = by_ledger(named, groups, since, until)
    assert sum(found.values()) == sum(one.amount for one in named)
    assert {month for month, amount in found.items() if amount} == {one.month for one in named}
    first = min([one.month for one in named] + ([since] if since else []), default=None)
    for month, amount in found.items():
        if amount == 0:
            assert all(month in group.whole and month not in group.open for group in groups)
            assert groups
            assert first is not None
            assert first <= month
            assert until is None or month <= until
