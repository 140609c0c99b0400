"""What the engine must obey: verdicts on two records, written when the answer of a case holds or falls."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Q

from padan.domain.decisions import IDENTITY, Answer, RecordKey, settle
from padan.domain.decisions import Decision as EngineDecision
from padan.domain.doubtful_answers import one_for_two
from padan.web.lists.models import Row
from padan.web.review.answers import Effect, answer_of
from padan.web.review.models import Case, CaseKind, CaseState, Decision
from padan.web.review.refusals import CONTRADICTS, TwoPeopleError
from padan.web.runs.models import Verdict
from padan.web.runs.standing_verdicts import decision_of, verdict_newest, verdicts_standing

OBEYED: frozenset[str] = frozenset({CaseKind.PAIR, CaseKind.DOUBLE, CaseKind.DIFFERS})
"""Kinds whose answers a run obeys."""

Record = dict[str, str]


def record_of(row: Row) -> Record:
    """What a row says of who it is, as the engine binds a decision."""
    said = row.values
    return {"side": row.kind, **{key: str(said.get(key, "") or "") for key in IDENTITY if key != "side"}}


def verdict_key(one: Record, other: Record) -> str:
    """The same for both orders, and for every way of writing the same record."""
    keys = sorted(RecordKey(**record).key() for record in (one, other))
    return hashlib.sha256("\x1e".join("\x1f".join(key) for key in keys).encode()).hexdigest()


def verdicts_follow(case: Case, decision: Decision) -> bool:
    """Write what the case's answer now says of its pairs, where that is new. Gives whether a run would change."""
    changed = False
    for one, other, answer in _said_of(case):
        said = answer or _said_elsewhere(case, one, other) or _inherited(case, one, other)
        changed |= _write(case, one, other, said, decision)
    return changed


def _said_elsewhere(case: Case, one: Row, other: Row) -> str:
    """What another case of the same two records was answered. That they are one person stands, whatever is then said
    of the data in which they differ."""
    prints, key = (one.fingerprint, other.fingerprint), verdict_key(record_of(one), record_of(other))
    touching = Q(left__fingerprint__in=prints) | Q(right__fingerprint__in=prints)
    others = Case.objects.filter(touching, period_id=case.period_id, kind__in=OBEYED).exclude(pk=case.pk)
    for found in others.exclude(answer="").exclude(state=CaseState.GONE):
        for a, b, answer in _said_of(found):
            if answer and verdict_key(record_of(a), record_of(b)) == key:
                return answer
    return ""


def _inherited(case: Case, one: Row, other: Row) -> str:
    """That an earlier period called the two records one person stands too, whatever is said of their data now."""
    if case.kind != CaseKind.DIFFERS:
        return ""
    key = verdict_key(record_of(one), record_of(other))
    standing = verdict_newest(case.period, key)
    return standing.answer if standing and standing.period_id != case.period_id and standing.answer == "same" else ""


def _said_of(case: Case) -> Iterator[tuple[Row, Row, str]]:
    """Each pair of the case whose rows are there, and what its answer says of it."""
    wanted = [row for row in (case.left_id, case.right_id, *case.rivals) if row is not None]
    rows = {row.pk: row for row in Row.objects.filter(pk__in=wanted).select_related("upload__requirement")}
    for one, other, answer in _said(case, rows):
        if one in rows and other in rows:
            yield rows[one], rows[other], answer


def _said(case: Case, rows: Mapping[int, Row]) -> Iterator[tuple[int, int, str]]:
    """Each pair of the case, and what its answer says of it: same, different, or "" for nothing."""
    if case.left_id is None or case.right_id is None:
        return
    known = answer_of(case.kind, case.answer) if case.answer else None
    effect = known.effect if known else Effect.NONE
    chosen = _chosen(case, rows) if effect is Effect.SAME else None
    for one, other in pairs_of(case):
        if effect is Effect.DIFFERENT:
            yield one, other, "different"
        elif effect is Effect.SAME and (chosen is None or chosen in (one, other)):
            yield one, other, "same"
        else:
            yield one, other, ""


def pairs_of(case: Case) -> list[tuple[int, int]]:
    """The pairs that a case asks about: its own, then the anchor with each rival."""
    if case.left_id is None or case.right_id is None:
        return []
    pairs = [(case.left_id, case.right_id)]
    if case.rivals:
        anchor_left = rivals_are_right(case)
        pairs += [(case.left_id, rival) if anchor_left else (rival, case.right_id) for rival in case.rivals]
    return pairs


def rivals_are_right(case: Case) -> bool:
    """Whether the further candidates stand on the participants' side: the list's row is then the one asked about."""
    side = Row.objects.filter(pk=case.rivals[0]).values_list("upload__requirement__kind", flat=True).first()
    return side != "list"


def candidates_of(case: Case) -> list[int]:
    """The rows of which one may be the person asked about, the nearest first; the row asked about is not among them."""
    return [other if other != _anchor(case) else one for one, other in pairs_of(case)]


def _anchor(case: Case) -> int | None:
    return case.left_id if not case.rivals or rivals_are_right(case) else case.right_id


def _chosen(case: Case, rows: Mapping[int, Row]) -> int | None:
    """Which candidate was said to be the same person: the nearest one, unless another was named."""
    candidates = candidates_of(case)
    last = case.decisions.filter(answer=case.answer).last()
    named = last.values.get("chosen") if last else None
    return next((row for row in candidates if row in rows and rows[row].fingerprint == named), candidates[0])


def _demand_consistent(standing: Sequence[Verdict], new: EngineDecision) -> None:
    """Raises ConflictError where "same" and "different" go round in a circle: no run could obey them all."""
    given = [EngineDecision(RecordKey(**v.one), RecordKey(**v.other), Answer(v.answer)) for v in standing]
    _, clashes = settle([*given, new])
    if clashes:
        raise CONTRADICTS


def _demand_one_person(standing: Sequence[Verdict], new: EngineDecision) -> None:
    """Raises TwoPeopleError where one of the two records was answered to be somebody plainly different already."""
    for verdict in standing:
        if one_for_two([decision_of(verdict), new]):
            raise TwoPeopleError(verdict.by_name)


def _write(case: Case, one: Row, other: Row, answer: str, decision: Decision) -> bool:
    """A verdict, unless the newest of this pair says so already."""
    a, b = record_of(one), record_of(other)
    key = verdict_key(a, b)
    newest = verdict_newest(case.period, key)
    if (newest.answer if newest else "") == answer:
        return False
    if answer:
        standing = [verdict for verdict in verdicts_standing(case.period) if verdict.key != key]
        new = EngineDecision(RecordKey(**a), RecordKey(**b), Answer(answer))
        _demand_consistent(standing, new)
        if decision.answer and not decision.reason:
            _demand_one_person(standing, new)
    by = f"{decision.by_name}, {decision.office.name}"[:200]
    Verdict.objects.create(
        period_id=case.period_id,
        key=key,
        one=a,
        other=b,
        answer=answer,
        by_name=by,
        note=decision.reason,
        at=decision.at,
    )
    return True
