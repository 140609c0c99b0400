"""From what a run says of rows and pairs to the questions a human must answer. Pure: no database.

One case a question: a row with two candidates is one case that names both; a linked person gives a case for each
thing that is asked of him. What a clerk is not asked (`asks` false) still becomes a case: it is told, and closed in one
click.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from padan.web.review.models import CaseKind

LIST, PARTICIPANTS = "list", "participants"
AFTER = frozenset({"after_death", "after_leaving"})
SETTLED = frozenset({"paid", "other_reading", "unknown"})
"""Statuses of a month in which nothing is at stake."""
NOTABLE = frozenset({"over_age", "segment_other"})
"""Problems of a person who is matched that are told although they ask nothing."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a run says of one row. `place` orders rows in the same way whatever their numbers in the database are."""

    row: int
    side: str
    bucket: str
    match: int | None
    fingerprint: str
    office: int
    place: tuple[int, str, int]
    probability: float | None = None
    problems: tuple[str, ...] = ()
    months: Mapping[str, str] = field(default_factory=dict)
    grave: bool = False
    asks: bool = False
    harm: int = 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two rows that a run weighed against each other."""

    one: int
    other: int
    within: str
    probability: float
    decision: str
    reasons: Any = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A case as the run sees it, before it is known whether it was asked before. `reasons` None: those of its row."""

    kind: CaseKind
    left: Fact | None
    right: Fact | None
    offices: tuple[int, ...]
    asks: bool
    rivals: tuple[Fact, ...] = ()
    extra: str = ""
    probability: float | None = None
    reasons: Any = None
    months: int = 0

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All rows it speaks of."""
        return tuple(fact for fact in (self.left, self.right, *self.rivals) if fact is not None)

    @property
    def harm(self) -> int:
        """Rupiah at stake: the rows speak of one person, so the largest counts."""
        return max(fact.harm for fact in self.facts)

    @property
    def grave(self) -> bool:
        """Whether money or a life is at risk."""
        return any(fact.grave for fact in self.facts)

    @property
    def problems(self) -> list[str]:
        """The problems of its two rows, each once."""
        told = [code for fact in (self.left, self.right) if fact for code in fact.problems]
        return list(dict.fromkeys(told))


def case_key(kind: str, fingerprints: Iterable[str], extra: str = "", ordinal: int = 0) -> str:
    """What a case is known by in later runs: its kind and what its records say. Equal cases are counted from 0."""
    parts = [kind, *fingerprints, extra, str(ordinal or "")]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def keyed(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """Each draft under its key."""
    counted: dict[str, int] = defaultdict(int)
    found: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda d: [fact.place for fact in d.facts]):
        plain = case_key(draft.kind, _fingerprints(draft), draft.extra)
        ordinal = counted[plain]
        counted[plain] += 1
        found[case_key(draft.kind, _fingerprints(draft), draft.extra, ordinal)] = draft
    return found


def _fingerprints(draft: Draft) -> list[str]:
    return sorted(fact.fingerprint for fact in draft.facts)


def gather(facts: Mapping[int, Fact], pairs: Sequence[Weighed]) -> list[Draft]:
    """Every question of a run."""
    review = [pair for pair in pairs if pair.decision == "review" and pair.one in facts and pair.other in facts]
    twins = [pair for pair in pairs if pair.within == PARTICIPANTS and pair.decision == "auto"]
    return [*_pairs(facts, review), *_payers(facts, twins), *_rows(facts, review)]


def _pairs(facts: Mapping[int, Fact], review: Sequence[Weighed]) -> Iterator[Draft]:
    for pair in review:
        if pair.within:
            yield _double(facts[pair.one], facts[pair.other], True, pair.probability, pair.reasons)
    yield from _across(facts, [pair for pair in review if not pair.within])


def _double(one: Fact, other: Fact, asks: bool, probability: float | None, reasons: Any = None) -> Draft:
    """Left and right do not depend on the run, so that an answer "left stays" means the same row for ever."""
    left, right = sorted((one, other), key=lambda fact: (fact.fingerprint, fact.place))
    offices = tuple(dict.fromkeys((left.office, right.office)))
    return Draft(CaseKind.DOUBLE, left, right, offices, asks, probability=probability, reasons=reasons)


def _across(facts: Mapping[int, Fact], review: Sequence[Weighed]) -> Iterator[Draft]:
    """Pairs of one row with several candidates are one case: the row with the most pairs left takes them all."""
    left = sorted(review, key=lambda pair: (-pair.probability, facts[pair.one].place, facts[pair.other].place))
    while left:
        anchor = _busiest(left)
        own = [pair for pair in left if anchor in (pair.one, pair.other)]
        left = [pair for pair in left if anchor not in (pair.one, pair.other)]
        yield _pair(facts, anchor, own)


def _busiest(pairs: Sequence[Weighed]) -> int:
    counted: dict[int, int] = defaultdict(int)
    for pair in pairs:
        counted[pair.one] += 1
        counted[pair.other] += 1
    return max(counted, key=lambda row: counted[row])


def _pair(facts: Mapping[int, Fact], anchor: int, pairs: Sequence[Weighed]) -> Draft:
    best = pairs[0]
    one, other = facts[best.one], facts[best.other]
    left, right = (one, other) if one.side == LIST else (other, one)
    others = [pair.other if pair.one == anchor else pair.one for pair in pairs[1:]]
    rivals = tuple(facts[row] for row in others)
    offices = tuple(dict.fromkeys(fact.office for fact in (left, right, *rivals)))
    months = max(_unsettled(left), _unsettled(right))
    return Draft(
        CaseKind.PAIR,
        left,
        right,
        offices,
        True,
        rivals,
        probability=best.probability,
        reasons=best.reasons,
        months=months,
    )


def _payers(facts: Mapping[int, Fact], twins: Sequence[Weighed]) -> Iterator[Draft]:
    told: set[int] = set()
    for pair in twins:
        both = [facts[row] for row in (pair.one, pair.other) if row in facts]
        if len(both) == 2 and all("two_payers" in fact.problems for fact in both):
            told.update(fact.row for fact in both)
            yield _payer(both, pair.probability, pair.reasons)
    for fact in facts.values():
        if "two_payers" in fact.problems and fact.side == PARTICIPANTS and fact.row not in told:
            yield _payer([fact], None, None)


def _payer(both: Sequence[Fact], probability: float | None, reasons: Any) -> Draft:
    ordered = sorted(both, key=lambda fact: (fact.fingerprint, fact.place))
    offices = tuple(dict.fromkeys(fact.office for fact in ordered))
    asks = any(fact.asks for fact in ordered)
    right = ordered[1] if len(ordered) > 1 else None
    months = max(len(fact.months) for fact in ordered)
    return Draft(
        CaseKind.TWO_PAYERS, ordered[0], right, offices, asks, probability=probability, reasons=reasons, months=months
    )


def _rows(facts: Mapping[int, Fact], review: Sequence[Weighed]) -> Iterator[Draft]:
    asked = {row for pair in review for row in (pair.one, pair.other)}
    for fact in facts.values():
        if fact.match is not None and fact.match in facts and fact.bucket in ("matched", "differs"):
            if fact.side == LIST:
                yield from _linked(fact, facts[fact.match])
        elif fact.bucket == "duplicate" and fact.match is not None and fact.match in facts:
            yield _double(fact, facts[fact.match], fact.asks, fact.probability)
        elif fact.row not in asked:
            yield from _alone(fact)


def _linked(left: Fact, right: Fact) -> Iterator[Draft]:
    """What is asked of a person who stands on both sides; the list's office answers, for it knows him.

    A difference is the list row's question, a death or a payment after it the participant's. A death is always asked.
    """
    problems = {*left.problems, *right.problems}
    here = (left.office,)
    if _after(left, right):
        yield _paid_after(left, right, left.asks or right.asks)
    elif "deceased" in problems:
        yield Draft(CaseKind.DECEASED, left, right, here, True, probability=left.probability)
    if left.bucket == "differs":
        fields = ",".join(sorted(code for code in problems if code.endswith("_differs")))
        months = _unsettled(right)
        yield Draft(CaseKind.DIFFERS, left, right, here, left.asks, (), fields, left.probability, None, months)
    if found := sorted(NOTABLE & problems):
        yield Draft(CaseKind.FINDING, left, right, here, False, (), ",".join(found), left.probability)


def _alone(fact: Fact) -> Iterator[Draft]:
    """What is asked of a row that has no counterpart."""
    left, right = (fact, None) if fact.side == LIST else (None, fact)
    if fact.side == PARTICIPANTS and "two_payers" in fact.problems:
        return
    if _after(fact):
        yield _paid_after(left, right, fact.asks)
    elif kind := _KIND_OF.get(fact.bucket, CaseKind.FINDING if fact.asks else None):
        yield Draft(kind, left, right, (fact.office,), fact.asks, months=_unsettled(fact))


_KIND_OF: Mapping[str, CaseKind] = {
    "not_registered": CaseKind.NOT_REGISTERED,
    "not_listed": CaseKind.NOT_LISTED,
    "rejected": CaseKind.UNUSABLE,
}


def _after(*facts: Fact) -> CaseKind | None:
    return CaseKind.PAID_AFTER if any(AFTER & set(fact.months.values()) for fact in facts) else None


def _paid_after(left: Fact | None, right: Fact | None, asks: bool) -> Draft:
    facts = [fact for fact in (left, right) if fact]
    months = sorted({month for fact in facts for month, status in fact.months.items() if status in AFTER})
    office = facts[0].office
    return Draft(CaseKind.PAID_AFTER, left, right, (office,), asks, extra=",".join(months), months=len(months))


def _unsettled(fact: Fact) -> int:
    """Months of the period in which something is at stake for a person."""
    return sum(status not in SETTLED for status in fact.months.values())
