"""Steps of a candidate's way, one by one or a whole list at once: by the right role, with dates, never changed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from padan.domain.pathway import MOVE_OF, may_take
from padan.domain.succession import DEPARTURES
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.many_rows import rows_put
from padan.web.protection.leaving import leaving_tell
from padan.web.protection.models import Candidate, CandidateState, Step
from padan.web.protection.refusals import (
    DOCUMENT_NEEDED,
    MONTH_NEEDED,
    MONTH_TOO_EARLY,
    NO_CAUSE,
    NO_PROOF,
    NOT_ELIGIBLE,
    NOT_NOW,
    NOT_READY,
    NOT_YET_ELIGIBLE,
    PAID_ALREADY,
    REASON_NEEDED,
)
from padan.web.refusals import NOT_THERE, RefusedError
from padan.web.roles import Reach

BATCH = 1000
SHORTEST = 5
"""Characters of a reason."""
_NOT_FOR_THE_INELIGIBLE = frozenset({"verified", "checked", "set"})


@dataclass(frozen=True, slots=True)
class Taking:
    """What is to be done: the step, its day, and what it must be given. `cause`: why somebody leaves, a key of
    DEPARTURES; beside it stands a document, or in `reason` why there is none."""

    step: str
    day: date
    reason: str = ""
    document: str = ""
    month: date | None = None
    cause: str = ""

    def __post_init__(self) -> None:
        move = MOVE_OF.get(self.step)
        if move is None:
            raise NOT_NOW
        if self.step == "ended":
            self._leaving()
        if move.needs_reason and len(self.why) < SHORTEST:
            raise REASON_NEEDED
        if move.needs_document and not self.document.strip():
            raise DOCUMENT_NEEDED
        if move.needs_month and self.month is None:
            raise MONTH_NEEDED

    def _leaving(self) -> None:
        if self.cause not in DEPARTURES:
            raise NO_CAUSE
        if not self.reason.strip() and not self.document.strip():
            raise NO_PROOF

    @property
    def why(self) -> str:
        """The reason as it is kept: of somebody who leaves the cause, and what is said beside it."""
        said = self.reason.strip()
        if self.step != "ended":
            return said
        return f"{DEPARTURES[self.cause][0]}: {said}" if said else DEPARTURES[self.cause][0]


@dataclass(slots=True)
class Taken:
    """What came of a whole list: how many took the step, and how many did not, by the sentence that says why."""

    count: int = 0
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(Indonesian, English) sentence to how many."""

    @property
    def left_over(self) -> int:
        """How many did not."""
        return sum(self.left.values())


@transaction.atomic
def step_take(
    *,
    acting: Appointment,
    candidate: Candidate,
    step: str,
    day: date,
    reason: str = "",
    document: str = "",
    month: date | None = None,
    cause: str = "",
) -> Step:
    """One candidate takes one step. Raises RefusedError with what stands against it, ConflictError where it is not
    that step's turn or role, NOT_THERE outside the acting office's reach."""
    taking = Taking(step, day, reason, document, month, cause)
    candidate = (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("office__region", "person")
        .get(pk=candidate.pk)
    )
    if not _within(acting, candidate):
        raise NOT_THERE
    against = _against(acting, candidate, taking, _registered([candidate.pk]), _paid([candidate.pk], taking.month))
    if against is not None:
        raise against
    (taken,) = Step.objects.bulk_create(_move(acting, [candidate], taking))
    if taking.step == "ended":
        leaving_tell(acting, candidate, taking.cause, taken)
    detail = {"word": step, "reason": taking.why} if taking.why else {"word": step}
    event_append(action="protection.step", acting=acting, about=candidate, detail=detail)
    return taken


@transaction.atomic
def steps_take(
    *,
    acting: Appointment,
    candidates: Iterable[int],
    step: str,
    day: date,
    reason: str = "",
    document: str = "",
    month: date | None = None,
) -> Taken:
    """All of these take one step who may; the others stay where they are, counted by what stands against it."""
    taking, taken = Taking(step, day, reason, document, month), Taken()
    for part in _parts(candidates):
        found = Candidate.objects.select_for_update(of=("self",)).filter(pk__in=part).order_by("pk")
        registered, paid = _registered(part), _paid(part, taking.month)
        going = []
        for candidate in found.select_related("office__region"):
            within = _within(acting, candidate)
            against = _against(acting, candidate, taking, registered, paid) if within else NOT_THERE
            if against is None:
                going.append(candidate)
            else:
                taken.left[against.text_id, against.text_en] += 1
        rows_put(_move(acting, going, taking))
        taken.count += len(going)
    detail = {"word": step, "many": taken.count, "reason": reason}
    event_append(action="protection.steps", acting=acting, about=acting.office, detail=detail)
    return taken


def _parts(wanted: Iterable[int]) -> Iterator[list[int]]:
    known = sorted(set(wanted))
    for at in range(0, len(known), BATCH):
        yield known[at : at + BATCH]


def _within(acting: Appointment, candidate: Candidate) -> bool:
    """The branch answers for those who were sent to it, and answers again for whom it refused; every other role for the
    offices within its reach."""
    if acting.reach is Reach.SENT:
        return candidate.step in ("sent", "refused")
    return acting.sees_office(candidate.office)


def _against(
    acting: Appointment, candidate: Candidate, taking: Taking, registered: dict[int, date], paid: set[int]
) -> RefusedError | None:
    if not may_take(candidate.step, taking.step, acting.role):
        return NOT_NOW
    if taking.step in _NOT_FOR_THE_INELIGIBLE and candidate.state == CandidateState.NOT_ELIGIBLE:
        return NOT_ELIGIBLE
    if taking.step == "set" and candidate.state != CandidateState.ELIGIBLE:
        return NOT_YET_ELIGIBLE
    if taking.step == "set" and not candidate.ready:
        return NOT_READY
    if taking.step == "paid" and candidate.pk in paid:
        return PAID_ALREADY
    since = registered.get(candidate.pk)
    if taking.month and since and taking.month < since.replace(day=1):
        return MONTH_TOO_EARLY
    return None


def _registered(candidates: Iterable[int]) -> dict[int, date]:
    rows = Step.objects.filter(candidate__in=list(candidates), step="registered").order_by("pk")
    return dict(rows.values_list("candidate_id", "day"))


def _paid(candidates: Iterable[int], month: date | None) -> set[int]:
    rows = Step.objects.filter(candidate__in=list(candidates), month=month) if month else Step.objects.none()
    return set(rows.values_list("candidate_id", flat=True))


def _move(acting: Appointment, candidates: list[Candidate], taking: Taking) -> list[Step]:
    """Move them on; gives the steps that are to be kept of it."""
    steps = [
        Step(
            candidate=candidate, step=taking.step, day=taking.day, month=taking.month, by=acting.user,
            by_name=acting.user.full_name, office=acting.office, role=acting.role,
            reason=taking.why, document=taking.document.strip(),
        )
        for candidate in candidates
    ]  # fmt: skip
    ids = [candidate.pk for candidate in candidates]
    Candidate.objects.filter(pk__in=ids).update(step=taking.step, stepped_on=taking.day)
    for candidate in candidates:
        candidate.step, candidate.stepped_on = taking.step, taking.day
    return steps
