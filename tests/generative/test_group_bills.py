"""A bill for a whole group pays all of its list or nobody, and never a rupiah more or less than it holds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from padan.domain.ledger.group_bills import ASKED, Listed, group_month
from thorough import examples

PEOPLE = [f"p{n}" for n in range(6)]
DUES = st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from([16_800, 16_800, 8_100, 9_720, None]), max_size=6)
MARCH = (2025, 3)


@given(
    dues=DUES, heads=st.none() | st.integers(0, 7), over=st.integers(-3, 3), slack=st.integers(0, 1),
    unread=st.sampled_from([0, 0, 1]), others=st.sampled_from([0, 0, 1]), data=st.data(),
)  # fmt: skip
@settings(max_examples=examples(150, 2000), deadline=None)
def test_all_of_a_list_or_nobody_and_to_the_rupiah(
    dues: dict[str, int | None], heads: int | None, over: int, slack: int, unread: int, others: int, data: st.DataObject
) -> None:
    named = {who: dues.get(who) or 16_800 for who in data.draw(st.sets(st.sampled_from(PEOPLE), max_size=3))}
    strangers = data.draw(st.lists(st.integers(1, 30_000), max_size=2))
    amount = max(1, over + sum(due or 10_000 for due in dues.values())) + sum(strangers)
    listed = [Listed(who, due) for who, due in dues.items()]
    found = group_month(
        amount, MARCH, heads=heads, listed=listed, unread=unread, others=others, named=named, strangers=strangers,
        slack=slack,
    )  # fmt: skip
    assert found.listed == len(dues) + unread
    assert found.state in ("known", "no_list", *ASKED)
    if found.state != "known":
        assert found.portions == ()
        return
    assert heads is not None
    assert heads - len(strangers) == len(dues) == found.listed
    assert not others
    assert {part.person for part in found.portions} | set(named) == set(dues)
    assert not {part.person for part in found.portions} & set(named)
    assert len(found.portions) == len({part.person for part in found.portions})
    assert sum(part.amount for part in found.portions) + sum(named.values()) + sum(strangers) == amount
    for part in found.portions[1:]:
        due = dues[part.person]
        assert part.amount > 0
        if all(dues[one.person] for one in found.portions):
            assert part.amount == due
