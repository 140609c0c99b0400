"""Where to push: the largest gap first, nobody named by the accident of a code, people before money before papers."""

from padan.domain.indicators import Figure, Indicator, Target
from padan.web.monitoring.pushing import missed, push_of, verdict
from padan.web.monitoring.selectors import Shown
from padan.web.regions.models import Region

MONTH = (2024, 12)


def indicator(key: str, numerator: str, denominator: str, unit: str, direction: str) -> Indicator:
    """One that differs from others in what matters here."""
    return Indicator(key, key, key, "d", "d", numerator, denominator, unit, direction, "s", "s", "b", headline=True)


PROTECTED = indicator("protected", "eligible_protected", "eligible", "percent", "up")
LAPSING = indicator("lapsing", "lapsing", "", "people", "down")
SPENT = indicator("spent", "spent", "received", "percent", "up")
SIGNED = indicator("signed", "offices_signed", "offices_asked", "percent", "up")


def shown(
    of: Indicator, place: str, numerator: int, denominator: int | None = None, target: int | None = None
) -> Shown:
    """A figure as it is shown, with its target."""
    aim = None if target is None else Target(of.key, 2024, "kelurahan", "", target)
    return Shown(of, place, MONTH, Figure(of, place, MONTH, numerator, denominator), aim, False, None)


def parts(of: Indicator, pairs: list[tuple[int, int | None]], target: int | None) -> list[tuple[Region, Shown]]:
    """Kelurahan K0, K1 ... with their figures."""
    return [
        (Region(code=f"15.71.01.{at:04}", name=f"K{at}"), shown(of, f"15.71.01.{at:04}", *pair, target))
        for at, pair in enumerate(pairs)
    ]


def test_the_largest_gaps_are_named_and_their_part_of_all() -> None:
    below = parts(PROTECTED, [(10, 100), (0, 20), (50, 100), (79, 100), (80, 100)], 8000)
    push = push_of(shown(PROTECTED, "15.71", 219, 420, 8000), below)
    assert [(one.region.name, one.gap, one.text) for one in push.named] == [
        ("K0", 70, "70 orang"), ("K2", 30, "30 orang"), ("K1", 16, "16 orang"),
    ]  # fmt: skip
    assert push.sentence == "protected: 52,1 %, target 80 %; kurang 117 orang."
    assert push.together == "99,1 %"
    assert push.spread == "4 dari 5 kelurahan belum mencapainya."


def test_of_equals_nobody_is_named_and_the_kecamatan_speak() -> None:
    below = parts(LAPSING, [(2, None)] * 5, 0)
    areas = [
        (Region(code="15.71.01", name="A"), shown(LAPSING, "15.71.01", 3, None, 0)),
        (Region(code="15.71.02", name="B"), shown(LAPSING, "15.71.02", 7, None, 0)),
    ]
    push = push_of(shown(LAPSING, "15.71", 10, None, 0), below, areas)
    assert [one.region.name for one in push.named] == ["B", "A"]
    assert push.sentence == "lapsing: 10 orang, seharusnya tidak ada."
    assert push.spread == "Ada di 5 dari 5 kelurahan."
    assert push_of(shown(LAPSING, "15.71", 10, None, 0), below).named == ()


def test_a_share_without_a_target_of_its_own_is_held_to_the_citys() -> None:
    push = push_of(shown(PROTECTED, "15.71", 30, 100, 8000), parts(PROTECTED, [(10, 50), (20, 50)], None))
    assert [one.gap for one in push.named] == [30, 20]


def test_people_before_money_before_papers_and_the_far_before_the_near() -> None:
    found = [
        shown(SIGNED, "15.71", 0, 80, 10_000),
        shown(SPENT, "15.71", 10, 100, 9000),
        shown(PROTECTED, "15.71", 79, 100, 8000),
        shown(LAPSING, "15.71", 3, None, 0),
    ]
    assert [one.key for one in missed(found)] == ["lapsing", "spent", "signed"]
    assert verdict(found) == "Dari 4 angka yang bertarget, 0 tercapai, 1 hampir, 3 belum."
    assert "Belum ada target" in verdict([shown(SPENT, "15.71", 1, 2)])
