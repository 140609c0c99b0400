"""In what order candidates stand: covered now, the deliberation's ranked list, the score, a draw anybody can repeat.

Worked tables: docs/explanation/rules/selection.md. The weights are law data that a decree fixes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from padan.domain.allocation import Candidate
from padan.domain.law import Law, Weight, criteria_of

CRITERIA: Mapping[str, tuple[str, str]] = {
    "decile": ("desil", "decile"),
    "breadwinner": ("pencari nafkah utama", "breadwinner"),
    "dependants": ("jumlah tanggungan", "dependants"),
    "job_risk": ("risiko pekerjaan", "risk of the job"),
    "woman_headed": ("keluarga dikepalai perempuan", "family headed by a woman"),
    "disability": ("penyandang disabilitas", "disability"),
    "months_uncovered": ("bulan tanpa perlindungan", "months without cover"),
}
"""What a weight may be for: each is a field of `Merit`."""

NO_RANK = 1_000_000_000
"""Where a candidate stands who is on no ranked list: after all who are."""
DRAW_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Merit:
    """What puts a candidate in his place. None = not known, which is worth no points and is told.

    `months_uncovered`: whole months without cover; `covered_now`: cover stands today; `draw`: see `draw_of`.
    """

    candidate: Candidate
    musyawarah_rank: int | None = None
    decile: int | None = None
    breadwinner: bool | None = None
    dependants: int | None = None
    job_risk: str | None = None
    woman_headed: bool | None = None
    disability: bool | None = None
    months_uncovered: int | None = None
    covered_now: bool = False
    draw: str = ""

    def __post_init__(self) -> None:
        if self.musyawarah_rank is not None and not 1 <= self.musyawarah_rank < NO_RANK:
            raise ValueError("a rank counts from 1")
        if self.decile is not None and not 1 <= self.decile <= 10:
            raise ValueError("a decile is 1 to 10")


@dataclass(frozen=True, slots=True)
class Order:
    """How candidates are put in order. `by`: musyawarah or score; `basis`: key of a legal basis, "" for the default."""

    by: str = "musyawarah"
    covered_first: bool = True
    weights: tuple[Weight, ...] = ()
    basis: str = ""

    def __post_init__(self) -> None:
        if self.by not in ("musyawarah", "score") or any(w.criterion not in CRITERIA for w in self.weights):
            raise ValueError("an order by the deliberation or the score, with known criteria")


def order_of(law: Law, programme: str, day: date, *, place: str = "") -> Order:
    """The order that the law fixes; where it says nothing, the deliberation's, with who is covered first."""
    found = criteria_of(law, programme, day, place=place)
    return Order(found.order, found.covered_first, found.weights, found.rule.basis) if found else Order()


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What one criterion gave. `value` None: not known, no points."""

    criterion: str
    value: int | str | bool | None
    points: int


def score_parts(merit: Merit, weights: tuple[Weight, ...]) -> tuple[ScorePart, ...]:
    """What each criterion gives, in the order of the weights."""
    found = [(weight, getattr(merit, weight.criterion)) for weight in weights]
    return tuple(ScorePart(weight.criterion, value, weight.of(value)) for weight, value in found)


def score_of(merit: Merit, weights: tuple[Weight, ...]) -> int:
    """Points in all."""
    return sum(part.points for part in score_parts(merit, weights))


def draw_of(text: str, candidate: Candidate) -> str:
    """The lot of a candidate: the first 16 hex digits of SHA-256 over `<text>|<candidate>`."""
    return hashlib.sha256(f"{text}|{candidate}".encode()).hexdigest()[:DRAW_LENGTH]


OrderKey = tuple[int, int, int, str, str]


def order_key(merit: Merit, order: Order) -> OrderKey:
    """What candidates are sorted by, the smaller the better: covered, then rank and score as the order says, then the
    draw; the candidate himself only where even the draws are equal."""
    covered = 0 if order.covered_first and merit.covered_now else 1
    rank = NO_RANK if merit.musyawarah_rank is None else merit.musyawarah_rank
    score = -score_of(merit, order.weights)
    first, second = (rank, score) if order.by == "musyawarah" else (score, rank)
    return covered, first, second, merit.draw, str(merit.candidate)


def told_apart(better: OrderKey, worse: OrderKey, order: Order) -> str:
    """Which step of the order puts one before the other: covered, rank, score or draw."""
    steps = ("rank", "score") if order.by == "musyawarah" else ("score", "rank")
    return next(
        (step for step, one, other in zip(("covered", *steps), better, worse, strict=False) if one != other), "draw"
    )
