"""Intervals hold what they promise: near nominal coverage in small seeded simulations, and sane bounds for anything."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.statistics.funnel import Point, funnel
from padan.statistics.intervals import (
    Drawn,
    chances_of,
    linked_ratio,
    linked_share,
    sampled_share,
    survey_mean,
    wilson,
)
from padan.statistics.targeting import Seen, by_group, errors

FEW = settings(max_examples=40)
CHANCES = st.lists(st.one_of(st.sampled_from((0.0, 1.0)), st.floats(0.01, 0.99)), min_size=1, max_size=30)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7])
def test_wilson_covers(share: float) -> None:
    draws = np.random.default_rng(1).binomial(80, share, 2000)
    held = [(one := wilson(int(hits), 80)).low <= share <= one.high for hits in draws]
    assert 0.93 <= np.mean(held) <= 0.98


def test_linkage_interval_covers_the_true_number() -> None:
    """Equal-tailed bounds of whole numbers hold at least what they promise, and not much more."""
    draw = np.random.default_rng(2)
    chances = draw.uniform(0.05, 0.95, 120)
    interval = linked_share(chances_of(list(chances) + [1.0] * 200), 500)
    truth = 200 + (draw.uniform(size=(4000, 120)) < chances).sum(axis=1)
    held = np.mean((truth / 500 >= interval.low - 1e-12) & (truth / 500 <= interval.high + 1e-12))
    assert 0.95 <= held <= 0.985


def test_ratio_interval_covers() -> None:
    draw = np.random.default_rng(3)
    chances, hits = draw.uniform(0.3, 1, 200), draw.uniform(size=200) < 0.3
    interval = linked_ratio(zip(chances, hits.astype(float), strict=True))
    assert interval is not None
    real = draw.uniform(size=(3000, 200)) < chances
    truth = (real & hits).sum(axis=1) / real.sum(axis=1)
    assert 0.93 <= np.mean((truth >= interval.low) & (truth <= interval.high)) <= 0.98


def test_survey_interval_covers() -> None:
    """Forty clusters of eight whose shares differ: a plain interval would hold the truth far too seldom."""
    draw, held, plain = np.random.default_rng(4), 0, 0
    for _ in range(250):
        levels = np.clip(draw.normal(0.4, 0.2, 40), 0, 1)
        hits = (draw.uniform(size=(40, 8)) < levels[:, None]).astype(float)
        said = survey_mean([Drawn(v, cluster=str(c)) for c in range(40) for v in hits[c]])
        found = sampled_share(said.mean, sampling=said.variance)
        held += found.low <= 0.4 <= found.high
        naive = wilson(said.mean * 320, 320)
        plain += naive.low <= 0.4 <= naive.high
    assert 0.92 <= held / 250 <= 0.98
    assert plain < held


def test_places_without_fault_seldom_fall_outside_the_funnel() -> None:
    draw, out, far, whole = np.random.default_rng(5), 0, 0, 0
    for _ in range(40):
        sizes = draw.integers(8, 400, 68)
        points = [Point(str(n), int(draw.binomial(of, 0.12)), int(of)) for n, of in enumerate(sizes)]
        where = [place.where for place in funnel(points, target=0.12).places]
        out += sum(one != "inside" for one in where)
        far += sum(one.startswith("far") for one in where)
        whole += len(where)
    assert out / whole <= 0.07
    assert far / whole <= 0.006


@FEW
@given(CHANCES)
def test_bounds_of_links_hold_their_middle_and_stay_within_what_can_be(chances: list[float]) -> None:
    known = chances_of(chances)
    found = linked_share(known, len(chances))
    assert found.low <= found.estimate <= found.high
    assert found.low * len(chances) >= known.sure - 1e-9
    assert found.high * len(chances) <= known.sure + len(known.open) + 1e-9


PEOPLE = st.lists(
    st.builds(
        Seen,
        st.sampled_from(("eligible", "not_eligible", "unknown")),
        st.one_of(st.sampled_from((0.0, 1.0)), st.floats(0.01, 0.99)),
        st.booleans(), st.booleans(), st.sampled_from("ab"),
    ),
    max_size=20,
)  # fmt: skip


@FEW
@given(PEOPLE)
def test_errors_of_groups_add_up(people: list[Seen]) -> None:
    whole, parts = errors(people), by_group(people, lambda one: one.kelurahan).values()
    for name in ("eligible", "missed", "reached", "leaked", "unknown", "uncertain"):
        assert sum(getattr(one, name) for one in parts) == pytest.approx(getattr(whole, name), abs=1e-9)
    assert whole.leaked <= whole.reached + 1e-9
    for interval in (whole.exclusion, whole.inclusion):
        assert interval is None or 0 <= interval.low <= interval.estimate <= interval.high <= 1 + 1e-12
