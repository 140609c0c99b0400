"""To whom the benefit goes: shares by decile, the concentration curve and index, and how programmes overlap.

Formulas and the published table they are held to: docs/explanation/evaluation/incidence.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Band:
    """A band of welfare, the poorest first: how many stand in it, and how much of the benefit goes to it."""

    key: str
    people: float
    benefit: float

    def __post_init__(self) -> None:
        if self.people < 0 or self.benefit < 0:
            raise ValueError(f"less than nothing in {self.key}")


@dataclass(frozen=True, slots=True)
class Incidence:
    """Shares of each band, the curve from (0, 0) to (1, 1), and two summaries; None where there is nothing to share.

    `index`: concentration index, -1 (all to the poorest) to 1; 0: as people stand. `targeting`: the lower bands' share
    of the benefit over their share of the people (Coady, Grosh and Hoddinott); above 1: better than evenly.
    """

    bands: tuple[Band, ...]
    people_shares: tuple[float, ...]
    benefit_shares: tuple[float, ...]
    curve: tuple[tuple[float, float], ...]
    index: float | None
    targeting: float | None


def incidence(bands: Sequence[Band], *, lower: int = 4) -> Incidence:
    """The incidence of a benefit over bands in order from the poorest. `lower`: how many bands count as lower."""
    people, benefit = sum(band.people for band in bands), sum(band.benefit for band in bands)
    whos = tuple(band.people / people if people else 0.0 for band in bands)
    whats = tuple(band.benefit / benefit if benefit else 0.0 for band in bands)
    curve = [(0.0, 0.0)]
    for who, what in zip(whos, whats, strict=True):
        curve.append((curve[-1][0] + who, curve[-1][1] + what))
    known = people > 0 and benefit > 0
    base = sum(whos[:lower])
    return Incidence(
        tuple(bands), whos, whats, tuple(curve),
        sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(curve)) if known else None,
        sum(whats[:lower]) / base if known and base else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many are in exactly these programmes."""

    programmes: frozenset[str]
    people: int


def overlaps(memberships: Iterable[frozenset[str]]) -> list[Overlap]:
    """Every combination that occurs, those of most programmes first; each person in exactly one."""
    counted = Counter(one for one in memberships if one)
    order = sorted(counted, key=lambda one: (-len(one), -counted[one], sorted(one)))
    return [Overlap(one, counted[one]) for one in order]


def covered_by(found: Sequence[Overlap]) -> Mapping[str, int]:
    """People of each programme, whatever else they are in."""
    whole: Counter[str] = Counter()
    for one in found:
        for programme in one.programmes:
            whole[programme] += one.people
    return dict(sorted(whole.items()))
