"""Answering a case: append-only, in turn, obeyed by the next run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from padan.domain.dates import read_date
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.lists.models import Row
from padan.web.periods.models import Period
from padan.web.periods.services import assert_open, touched
from padan.web.review import refusals
from padan.web.review.answers import HANDED, Answer, Effect, Need, allowed
from padan.web.review.models import Case, CaseOffice, CaseState, Decision
from padan.web.review.passing import hand_on, last_answer, pass_on, take_back
from padan.web.review.refreshing import restate
from padan.web.review.selectors import may_settle, offices_to_hand
from padan.web.review.standing import HEADS
from padan.web.review.verdicts import OBEYED, candidates_of, verdicts_follow
from padan.web.roles import OfficeKind


@dataclass(frozen=True, slots=True)
class Told:
    """What is said beside the answer's code. `values`: {"chosen": fingerprint} of a candidate, or {field: value}."""

    reason: str = ""
    happened_on: date | None = None
    document: str = ""
    carried_to: date | None = None
    owner: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


NOTHING = Told()


@transaction.atomic
def decide(
    *, acting: Appointment, case: Case, answer: str, seen: int, told: Told = NOTHING, via: str = "page"
) -> Decision:
    """Answer a case for the acting office. `seen`: the number of the newest decision that the clerk saw.

    Raises ConflictError where somebody answered in the meantime or the case no longer holds, LockedError where an
    office has signed, RefusedError where the answer lacks what it needs.
    """
    own = _own_line(case, acting)
    held = _hold(acting, case, seen)
    if held.state == CaseState.GONE:
        raise refusals.GONE
    if _settled(held):
        raise refusals.SETTLED
    known = allowed(held, answer, acting.office.kind)
    if known is None:
        raise refusals.UNKNOWN_ANSWER
    told = _checked(held, known, told)
    if own.passed:
        take_back(held, own)
    decision = _append(held, acting, known.code, told, via)
    if known.effect is Effect.PASS and acting.office.kind != OfficeKind.BAPPEDA:
        pass_on(held, own)
    _conclude(held, acting, "review.answer", decision)
    return decision


@transaction.atomic
def undo(*, acting: Appointment, case: Case, seen: int) -> Decision:
    """Take the acting office's answer back by a later decision. Raises ConflictError where there is none."""
    own = _own_line(case, acting)
    held = _hold(acting, case, seen)
    if _settled(held):
        raise refusals.SETTLED
    if not last_answer(held, acting.office_id):
        raise refusals.NOTHING_TO_UNDO
    if own.passed:
        take_back(held, own)
    decision = _append(held, acting, "", NOTHING, "page")
    _conclude(held, acting, "review.undo", decision)
    return decision


@transaction.atomic
def hand_over(*, acting: Appointment, case: Case, office: Office | None, seen: int, reason: str = "") -> Decision:
    """Bappeda hands somebody whom no asked office knows to the office that does: that one answers from now on.

    `office` None: none that is known was named. Raises RefusedError for that, for anybody but Bappeda and for an office
    that cannot be asked, ConflictError where somebody answered in the meantime, LockedError where that office signed.
    """
    own = _own_line(case, acting)
    if office is None:
        raise refusals.NOT_TO_HAND
    held = _hold(acting, case, seen, office)
    if office not in offices_to_hand(acting, held, _lines(held)):
        raise refusals.NOT_TO_HAND
    told = Told(reason, values={"office": office.pk, "name": office.name})
    decision = _append(held, acting, HANDED.code, told, "page")
    hand_on(held, own, office)
    _conclude(held, acting, "review.hand_over", decision)
    return decision


@transaction.atomic
def confirm(*, acting: Appointment, case: Case, seen: int) -> Decision:
    """The head of the office confirms a death, a leaving or a claim; only then does it go out to the branch."""
    if acting.role not in HEADS:
        raise refusals.ONLY_HEAD
    own = _own_line(case, acting)
    held = _hold(acting, case, seen)
    waiting = last_answer(held, acting.office_id)
    if own.state != CaseState.WAITING or waiting is None:
        raise refusals.NOTHING_TO_CONFIRM
    told = Told(waiting.reason, waiting.happened_on, waiting.document, values=waiting.values)
    decision = _append(held, acting, waiting.answer, told, "page", confirms=waiting)
    _conclude(held, acting, "review.confirm", decision)
    return decision


@transaction.atomic
def settle(
    *, acting: Appointment, case: Case, answer: str, seen: int, told: Told = NOTHING, via: str = "page"
) -> Decision:
    """The camat decides between his kelurahan, Bappeda between offices of different kecamatan.

    It stands over what the offices said; an empty `answer` reopens. Raises RefusedError for anybody else.
    """
    if not may_settle(acting, _lines(case)):
        raise refusals.NOT_TO_SETTLE
    held = _hold(acting, case, seen)
    if answer:
        _demand_conflict(held)
        known = allowed(held, answer, acting.office.kind)
        if known is None:
            raise refusals.UNKNOWN_ANSWER
        told = _checked(held, known, told)
    elif not _settled(held):
        raise refusals.NOTHING_TO_UNDO
    decision = _append(held, acting, answer, told, via, settles=True)
    _conclude(held, acting, "review.settle", decision)
    return decision


def _demand_conflict(case: Case) -> None:
    """One office that has not answered does not hold the other for ever: its camat may settle that too."""
    answered = any(line.state != CaseState.OPEN for line in case.offices.all())
    if case.state != CaseState.CONFLICT and not (answered and case.state in (CaseState.OPEN, CaseState.UNSURE)):
        raise refusals.NOTHING_TO_SETTLE


def _hold(acting: Appointment, case: Case, seen: int, *others: Office) -> Case:
    """The case as it stands, held until the transaction ends, in its open period. Raises ConflictError where it moved.

    Held in one order (offices, period, case) by all who write, so that no two wait for each other. An office that
    passed the person on may have signed since: it is no longer asked. `others`: offices that are to be asked now.
    """
    asked = Q(cases__in=case.offices.filter(passed=False).values("pk"))
    named = Q(pk__in=[acting.office_id, *(office.pk for office in others)])
    for office in Office.objects.filter(asked | named).distinct().order_by("pk"):
        assert_open(period=case.period, office=office)
    if case.kind in OBEYED:
        Period.objects.select_for_update(no_key=True).get(pk=case.period_id)
    held = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    held.period = case.period
    if held.sequence != seen:
        raise refusals.first_was(held, held.decisions.select_related("office").last())
    return held


def _own_line(case: Case, acting: Appointment) -> CaseOffice:
    line = next((line for line in _lines(case) if line.office_id == acting.office_id), None)
    if line is None:
        raise refusals.NOT_YOURS
    return line


def _lines(case: Case) -> list[CaseOffice]:
    return list(case.offices.select_related("office__region"))


def _settled(case: Case) -> bool:
    last = case.decisions.filter(settles=True).last()
    return last is not None and bool(last.answer)


def _append(
    case: Case,
    acting: Appointment,
    answer: str,
    told: Told,
    via: str,
    *,
    confirms: Decision | None = None,
    settles: bool = False,
) -> Decision:
    """One decision more. The database lets only one of two at the same place through."""
    try:
        with transaction.atomic():
            return Decision.objects.create(
                case=case,
                sequence=case.sequence + 1,
                answer=answer,
                reason=told.reason.strip(),
                happened_on=told.happened_on,
                document=told.document.strip()[:200],
                carried_to=told.carried_to,
                owner=told.owner.strip()[:160],
                values=dict(told.values),
                confirms=confirms,
                settles=settles,
                by=acting.user,
                by_name=acting.user.full_name,
                office=acting.office,
                role=acting.role,
                via=via,
                at=timezone.now(),
            )
    except IntegrityError as error:
        raise refusals.first_was(case, case.decisions.select_related("office").last()) from error


def _conclude(case: Case, acting: Appointment, action: str, decision: Decision) -> None:
    """What follows from the newest decision: state, verdicts for the next run, the trail."""
    decisions = list(case.decisions.order_by("sequence"))
    restate(case, decisions)
    if case.kind in OBEYED and verdicts_follow(case, decision):
        touched(period=case.period)
    detail = {"answer": decision.answer, "sequence": decision.sequence, "kind": case.kind, "via": decision.via}
    if decision.answer == HANDED.code:
        detail["office"] = decision.values["name"]
    event_append(action=action, acting=acting, about=case, detail=detail)


def _checked(case: Case, answer: Answer, told: Told) -> Told:
    demand_complete(answer, told)
    if told.happened_on and any(told.happened_on < born for born in _births(case)):
        raise refusals.DATE_BEFORE_BIRTH
    return replace(told, values=_candidate(case, told)) if answer.code == "sama" else told


def _births(case: Case) -> Iterator[date]:
    """The birth dates that both records of a case tell alike; where they differ, it is not known which is right."""
    rows = [row for row in (case.left, case.right) if row is not None]
    told = {read_date(row.values.get("birth_date")).value for row in rows}
    if len(told) == 1:
        yield from (born for born in told if born is not None)


def _candidate(case: Case, told: Told) -> dict[str, str]:
    """Which record was said to be the same person, by what it says; the nearest one unless another was named."""
    said = dict(Row.objects.filter(pk__in=candidates_of(case)).values_list("pk", "fingerprint"))
    chosen = told.values.get("chosen") or said.get(candidates_of(case)[0], "")
    if chosen not in said.values():
        raise refusals.NOT_A_CANDIDATE
    return {"chosen": chosen}


def demand_complete(answer: Answer, told: Told) -> None:
    """Raises RefusedError where something that the answer needs is missing."""
    today = timezone.localdate()
    if Need.REASON in answer.needs and not told.reason.strip():
        raise refusals.NEEDS_REASON
    if Need.DATE in answer.needs and told.happened_on is None:
        raise refusals.NEEDS_DATE
    if told.happened_on and told.happened_on > today:
        raise refusals.DATE_AHEAD
    if Need.PROOF in answer.needs and not (told.document.strip() or told.reason.strip()):
        raise refusals.NEEDS_PROOF
    if Need.OWNER in answer.needs and not (told.owner.strip() and told.carried_to and told.carried_to > today):
        raise refusals.NEEDS_OWNER
    if Need.VALUES in answer.needs and not any(str(value).strip() for value in told.values.values()):
        raise refusals.NEEDS_VALUES
