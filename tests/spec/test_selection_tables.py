"""The worked tables of docs/explanation/rules/selection.md on the rules themselves."""

from datetime import date

import pytest
from worked_selection import rows, whole

from padan.domain.allocation import Claim, Pot, choose
from padan.domain.fitting import Fit, Reach
from padan.domain.law import Days, Law, LegalBasis, Rule, Weight
from padan.domain.months import Month, read_month
from padan.domain.ranking import Merit, Order, draw_of, order_key, order_of, score_parts, told_apart
from padan.domain.succession import CoveredNow, Vacancy, dropped, successor, unpayable
from padan.statistics.splitting import Demand, Money, Wish, split

DAY = date(2026, 1, 1)


def criteria(order: str, *, covered_first: bool, weights: list[dict[str, object]] | None = None) -> Order:
    """An order as the law holds it."""
    basis = LegalBasis("uji", "pilihan", "", None, "Uji", None, Days(DAY), certain=True)
    value = {"order": order, "covered_first": covered_first, "weights": weights or []}
    rule = Rule("criteria", "", "", Days(DAY), value, "uji", certain=True)
    return order_of(Law((basis,), (rule,)), "pekerja_rentan", DAY)


BY_DEPENDANTS = [{"criterion": "dependants", "per_unit": 1}]


def merit(name: str, told: str) -> Merit:
    """`rank 3, score 20, covered`: the score is made of dependants at one point each."""
    words = dict(part.split(" ") for part in told.split(", ") if " " in part)
    rank = None if words["rank"] == "-" else int(words["rank"])
    return Merit(
        name,
        musyawarah_rank=rank,
        dependants=int(words["score"]),
        covered_now="covered" in told,
        draw=draw_of("uji", name),
    )


@pytest.mark.parametrize("row", rows("In what order"), ids=lambda row: row[0])
def test_the_order(row: tuple[str, ...]) -> None:
    _, order, covered_first, a, b, first, why = row
    how = criteria(order, covered_first=covered_first == "yes", weights=BY_DEPENDANTS)
    both = {name: order_key(merit(name, told), how) for name, told in (("A", a), ("B", b))}
    best = min(both, key=lambda name: both[name])
    expected = min("AB", key=lambda name: draw_of("uji", name)) if first == "draw" else first
    assert best == expected
    other = "B" if best == "A" else "A"
    assert told_apart(both[best], both[other], how) == why


def weight(criterion: str, rule: str) -> Weight:
    """`1: 40, 2: 30`, or `4 a unit, at most 20`."""
    if "a unit" in rule:
        unit, _, most = rule.partition(" a unit")
        return Weight(criterion, {}, int(unit), int(most.split()[-1]) if most else None)
    return Weight(criterion, {word: int(n) for word, n in (part.split(": ") for part in rule.split(", "))})


@pytest.mark.parametrize("row", rows("How the score is made"), ids=lambda row: f"{row[0]} {row[1]}")
def test_the_points(row: tuple[str, ...]) -> None:
    criterion, told, rule, points = row
    value: int | str | bool | None = {"-": None, "ya": True, "tidak": False}.get(told, told)
    if isinstance(value, str) and value.isdigit():
        value = int(value)
    (part,) = score_parts(Merit(1, **{criterion: value}), (weight(criterion, rule),))  # type: ignore[arg-type]
    assert (part.value, part.points) == (value, int(points))


@pytest.mark.parametrize("row", rows("Within a pot"), ids=lambda row: row[0])
def test_a_pot(row: tuple[str, ...]) -> None:
    _, money, heads, costs, chosen, why, left, left_heads = row
    pot = Pot("p", "pekerja_rentan", "15.71.11.1001", int(money), whole(heads), 12, 201_600)
    choice = choose([Claim(n, int(cost)) for n, cost in enumerate(costs.split())], pot)
    assert choice.chosen == tuple(range(int(chosen)))
    assert choice.stop.value == {"nobody waits": "nobody"}.get(why, why)
    places = None if pot.heads is None else pot.heads - len(choice.chosen)
    assert (choice.remainder_money, places) == (int(left), whole(left_heads))


@pytest.mark.parametrize("row", rows("When quota, share and months do not fit"), ids=lambda row: row[0])
def test_the_trap_is_shown_with_its_ways_out(row: tuple[str, ...]) -> None:
    _, grant, share, heads, months, *told = row
    money = int(grant) * int(share) // 100
    fit = Fit(money, int(heads), int(months), 16_800, int(grant))
    least = "" if fit.least_share is None else f"{fit.least_share / 100:.2f}"
    found = [
        fit.money, fit.needed, fit.lacks, fit.fewer_heads, fit.left_with_fewer_heads, fit.fewer_months,
        fit.left_with_fewer_months, least,
    ]  # fmt: skip
    assert [str(n) for n in found] == told
    assert fit.fits == (fit.lacks == 0)


@pytest.mark.parametrize("row", rows("The year 2026"), ids=lambda row: " ".join(row[:5]))
def test_2026(row: tuple[str, ...]) -> None:
    programme, share, kept_now, no_longer, fresh, covered_first, kept, out, ones_in, swapped, loses = row
    how = criteria("musyawarah", covered_first=covered_first == "yes")
    new = [Merit(f"new{n}", musyawarah_rank=n + 1) for n in range(int(fresh))]
    old = [Merit(f"old{n}", musyawarah_rank=100 + n, covered_now=True) for n in range(int(kept_now))]
    ranked = sorted([*new, *old], key=lambda one: order_key(one, how))
    quota = 50 if programme == "miskin_ekstrem" else 25
    pot = Pot("p", programme, "15.71.11.1001", int(share), quota, 12, 201_600)
    choice = choose([Claim(one.candidate) for one in ranked], pot)
    gone = [CoveredNow(f"gone{n}", (2025, 12), 42_000_000) for n in range(int(no_longer))]
    covered = [CoveredNow(one.candidate, (2025, 12), 42_000_000) for one in old] + gone
    falling = dropped(covered, choice)
    names = [str(one) for one in choice.chosen]
    assert sum(name.startswith("old") for name in names) == int(kept)
    assert sum(name.startswith("new") for name in names) == int(ones_in)
    assert len(falling) == int(out)
    assert sum(one.instead is not None for one in falling) == int(swapped)
    assert sum(one.family_loses for one in falling) == int(loses)
    assert {one.paid_until for one in falling} <= {(2025, 12)}


def month(text: str) -> Month | None:
    """YYYY-MM, or None."""
    return read_month(text)


@pytest.mark.parametrize("row", rows("When somebody leaves"), ids=lambda row: row[0])
def test_who_follows(row: tuple[str, ...]) -> None:
    _, left, known, by, paid, months, *told = row
    first, last = (month(text) for text in months.split(" to "))
    assert first is not None
    assert last is not None
    vacancy = Vacancy(
        date.fromisoformat(left), date.fromisoformat(known), month(paid), (first, last), 16_800, int(told[4]), int(by)
    )
    freed_from, successor_from, n, freed, _, cost, follows = told
    assert (vacancy.freed_from, vacancy.successor_from) == (month(freed_from), month(successor_from))
    assert (vacancy.successor_months, vacancy.freed, vacancy.successor_cost) == (int(n), int(freed), int(cost))
    assert successor(["next", "after"], vacancy) == ("next" if follows == "yes" else None)
    assert successor([], vacancy) is None


@pytest.mark.parametrize("row", rows("Months that nobody can pay any more"), ids=lambda row: row[0])
def test_months_before_somebody_was_registered(row: tuple[str, ...]) -> None:
    _, registered, left, n = row
    assert unpayable(((2026, 1), (2026, 12)), month(registered), month(left)) == int(n)


@pytest.mark.parametrize("row", rows("Splitting money between pots"), ids=lambda row: row[0])
def test_a_split(row: tuple[str, ...]) -> None:
    _, money, a_costs, a_lapse, b_costs, b_lapse, a, b, _ = row
    demands = [
        Demand(key, tuple(Wish(int(c), int(t)) for c, t in zip(costs.split(), lapse.split(), strict=True)))
        for key, costs, lapse in (("A", a_costs, a_lapse), ("B", b_costs, b_lapse))
    ]
    found = split([Money.at_hand("dana", ["A", "B"], int(money))], demands)
    assert found.heads == {"A": int(a), "B": int(b)}
    assert found.left["dana"] == int(money) - found.amount("A") - found.amount("B")


@pytest.mark.parametrize("row", rows("What would change"), ids=lambda row: row[0])
def test_how_far_a_share_reaches(row: tuple[str, ...]) -> None:
    _, base, share, eligible, cost, reached, part, needed = row
    reach = Reach(int(base) * int(share) // 100, int(eligible), int(cost), int(base))
    assert reach.reached == int(reached)
    assert ("-" if not reach.eligible else f"{100 * reach.reached / reach.eligible:.2f}") == part
    assert reach.share_for_all is not None
    assert f"{reach.share_for_all / 100:.2f}" == needed
