"""One answer to many cases of an office: what was told is closed, people are proposed together, doubts carried over."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.periods.models import Period
from padan.web.periods.services import assert_open
from padan.web.review import refusals
from padan.web.review.answers import CARRY, Answer, Effect, allowed
from padan.web.review.deciding import NOTHING, Told, demand_complete
from padan.web.review.models import Case, CaseOffice, CaseState, Decision
from padan.web.review.passing import pass_on
from padan.web.review.refreshing import restate_all
from padan.web.roles import OfficeKind


@transaction.atomic
def answer_many(
    *, acting: Appointment, period: Period, cases: Sequence[int], answer: str, told: Told = NOTHING, via: str = "page"
) -> int:
    """Give one answer to those of these cases that the acting office has not finished; gives how many.

    Cases answered in the meantime are passed over: nothing is overwritten. Raises LockedError where the office has
    signed, RefusedError where the answer may not be given in bulk or lacks what it needs.
    """
    wanted = CaseOffice.objects.filter(office=acting.office_id, case__period=period, case__in=cases, passed=False)
    wanted = wanted.filter(state__in=(CaseState.OPEN, CaseState.UNSURE)).exclude(case__state=CaseState.GONE)
    keys = sorted(wanted.values_list("case_id", flat=True))
    for office in Office.objects.filter(cases__case__in=keys, cases__passed=False).distinct().order_by("pk"):
        assert_open(period=period, office=office)
    held = list(Case.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    known = [(case, _known(case, answer, acting.office.kind)) for case in held]
    for _case, given in known:
        demand_complete(given, told)
    Decision.objects.bulk_create([_decision(case, acting, given, told, via) for case, given in known], 500)
    if acting.office.kind != OfficeKind.BAPPEDA:
        _pass_on([case for case, given in known if given.effect is Effect.PASS], acting.office)
    restate_all(case.pk for case in held)
    detail = {"answer": answer, "cases": len(held), "via": via}
    event_append(action="review.answer_many", acting=acting, about=period, detail=detail)
    return len(held)


def _pass_on(cases: Sequence[Case], office: Office) -> None:
    for line in CaseOffice.objects.filter(case__in=cases, office=office).select_related("case").order_by("case_id"):
        pass_on(line.case, line)


def _known(case: Case, code: str, office_kind: str) -> Answer:
    given = allowed(case, code, office_kind)
    if given is None or not (given.bulk or given is CARRY):
        raise refusals.UNKNOWN_ANSWER
    return given


def _decision(case: Case, acting: Appointment, answer: Answer, told: Told, via: str) -> Decision:
    return Decision(
        case=case,
        sequence=case.sequence + 1,
        answer=answer.code,
        reason=told.reason.strip(),
        carried_to=told.carried_to,
        owner=told.owner.strip()[:160],
        by=acting.user,
        by_name=acting.user.full_name,
        office=acting.office,
        role=acting.role,
        via=via,
        at=timezone.now(),
    )
