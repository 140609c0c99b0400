"""The figures of a signature: plain data, how they add up, how they are kept, how two versions differ. No database."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from padan.documents.content import Counts, total
from padan.domain.reconciliation import Check


@dataclass(frozen=True, slots=True)
class RecapLine:
    """The recapitulation's columns for one office and segment. `kelurahan`: the kelurahan, or the office's name."""

    office: int
    kecamatan: str
    kelurahan: str
    segment: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """Contributions of one office and segment over the period, in whole rupiah. `people`: for whom any are due."""

    office: int
    segment: str
    people: int
    due: int
    paid: int
    missing: int
    excess: int

    @property
    def amounts(self) -> tuple[int, ...]:
        """People and rupiah, in order."""
        return self.people, self.due, self.paid, self.missing, self.excess


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """How many cases of a kind hold which answer (keys of `review.answers`)."""

    kind: str
    answer: str
    count: int


@dataclass(frozen=True, slots=True)
class BelowLine:
    """A signature on which this one rests."""

    office: str
    version: int
    name: str
    nip: str
    title: str
    signed_at: str
    digest: str


@dataclass(frozen=True, slots=True)
class PostLine:
    """Posts of one kelurahan by state (`padan.domain.posts.STATES`). A place that is no kelurahan of the city has ""
    as its kecamatan and stands as it was written."""

    kecamatan: str
    kelurahan: str
    states: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A segment whose payer type is not settled: how it is `counted`, and the `other` reading; of each the
    person-months whose amount is known, their rupiah, and the person-months whose is not."""

    segment: str
    counted: str
    other: str
    due: tuple[int, int, int]
    would: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class InputLine:
    """A file that was read."""

    kind: str
    file: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All that an office signs, save people's names: those stand in a file of the vault, by its SHA-256 `people`.

    `open_review`: rows still to be decided and carried over by nobody; `open_cases`: questions without an answer;
    `carried`: questions carried over. `months`: {YYYY-MM: {status: person-months}}; `monthly`: contributions by month
    and segment where the run tells them; `posts`: state of a post to their number (the whole city alone), `post_places`
    the same for each kelurahan. Days are ISO.
    """

    scope: str
    run: int
    recap: tuple[RecapLine, ...] = ()
    money: tuple[MoneyLine, ...] = ()
    answers: tuple[AnswerLine, ...] = ()
    open_review: int = 0
    open_cases: int = 0
    carried: int = 0
    months: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    monthly: tuple[Mapping[str, Any], ...] = ()
    posts: Mapping[str, int] = field(default_factory=dict)
    post_places: tuple[PostLine, ...] = ()
    findings: tuple[tuple[str, int], ...] = ()
    inputs: tuple[InputLine, ...] = ()
    below: tuple[BelowLine, ...] = ()
    checks: tuple[Check, ...] = ()
    as_of: Mapping[str, str | None] = field(default_factory=dict)
    people: str = ""
    excess_unlisted: int = 0
    readings: tuple[ReadingLine, ...] = ()

    @property
    def counts(self) -> Counts:
        """The sum of the recapitulation."""
        return total(line.counts for line in self.recap)

    @property
    def sums(self) -> MoneyLine:
        """The sum of the money."""
        return money_total(self.money)

    @property
    def draft(self) -> bool:
        """Whether a row still waits for a human: then every page of the paper says RANCANGAN."""
        return self.open_review > 0 or self.open_cases > 0

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return dict(json.loads(json.dumps(asdict(self), sort_keys=True)))


def money_total(lines: Iterable[MoneyLine], office: int = 0, segment: str = "") -> MoneyLine:
    """The sum of some lines."""
    sums = [sum(column) for column in zip(*(line.amounts for line in lines), strict=True)] or [0] * 5
    return MoneyLine(office, segment, *sums)


def money_by_segment(lines: Iterable[MoneyLine]) -> list[MoneyLine]:
    """The sums of each segment, in order of its key; an unknown one last."""
    listed = list(lines)
    keys = sorted({line.segment for line in listed}, key=lambda key: (not key, key))
    return [money_total((line for line in listed if line.segment == key), segment=key) for key in keys]


def figures_from(kept: Mapping[str, Any]) -> Figures:
    """The figures again from what is kept."""
    return Figures(
        scope=kept["scope"],
        run=kept["run"],
        recap=tuple(RecapLine(**{**line, "counts": _counts(line["counts"])}) for line in kept["recap"]),
        money=tuple(MoneyLine(**line) for line in kept["money"]),
        answers=tuple(AnswerLine(**line) for line in kept["answers"]),
        open_review=kept["open_review"],
        open_cases=kept["open_cases"],
        carried=kept["carried"],
        months=kept["months"],
        monthly=tuple(kept["monthly"]),
        posts=kept["posts"],
        post_places=tuple(PostLine(**line) for line in kept.get("post_places", ())),
        findings=tuple((code, count) for code, count in kept["findings"]),
        inputs=tuple(InputLine(**line) for line in kept["inputs"]),
        below=tuple(BelowLine(**line) for line in kept["below"]),
        checks=tuple(Check(**check) for check in kept["checks"]),
        as_of=kept["as_of"],
        people=kept["people"],
        excess_unlisted=kept.get("excess_unlisted", 0),
        readings=tuple(_reading(line) for line in kept.get("readings", ())),
    )


def _reading(kept: Mapping[str, Any]) -> ReadingLine:
    return ReadingLine(**{**kept, "due": tuple(kept["due"]), "would": tuple(kept["would"])})


def _counts(kept: Mapping[str, Any]) -> Counts:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()}
    return Counts(**values)


def digest_of(kept: Mapping[str, Any]) -> str:
    """SHA-256 over figures as kept, whatever the order of their keys."""
    plain = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def shown_digest(figures: Figures) -> str:
    """SHA-256 over what the signing page shows: who signs, signs what was shown and nothing else."""
    kept = figures.as_json()
    return digest_of({key: kept[key] for key in ("run", "recap", "money", "answers", "carried", "below")})


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that differs between two versions. `what`: a key of LABELS or, with `segment`, of money."""

    what: str
    segment: str
    before: int
    after: int


COUNTED = ("list_rows", "participant_rows", "matched", "differs", "not_registered", "not_listed", "deceased")
PAIRED = ("duplicate", "review", "rejected")
MONEY = ("people", "due", "paid", "missing", "excess")


def differences(before: Figures, after: Figures) -> list[Difference]:
    """What changed from one version to the next, the whole first, then by segment."""
    found = [Difference(what, "", a, b) for what, a, b in _pairs(_values(before), _values(after))]
    segments = sorted({line.segment for figures in (before, after) for line in figures.recap})
    for segment in segments if len(segments) > 1 else []:
        found += [
            Difference(what, segment, a, b) for what, a, b in _pairs(_values(before, segment), _values(after, segment))
        ]
    return found


def _pairs(before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    for what, value in before.items():
        if value != after[what]:
            yield what, value, after[what]


def _values(figures: Figures, segment: str | None = None) -> dict[str, int]:
    counts = total(line.counts for line in figures.recap if segment is None or line.segment == segment)
    money = money_total(line for line in figures.money if segment is None or line.segment == segment)
    found = {what: int(getattr(counts, what)) for what in COUNTED}
    found |= {what: sum(getattr(counts, what)) for what in PAIRED}
    found |= {what: int(getattr(money, what)) for what in MONEY}
    return found if segment is not None else {**found, "carried": figures.carried}


def same_figures(one: Figures, other: Figures) -> bool:
    """Whether recapitulation and money say the same, line by line."""
    return set(one.recap) == set(other.recap) and set(one.money) == set(other.money)
