"""Answers of earlier periods that hold again once the office says so: shown with their period, kept in one click."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.periods.models import Period
from padan.web.periods.selectors import periods_before
from padan.web.periods.services import assert_open
from padan.web.review.answers import Answer, Effect, Lasts, allowed, answer_of
from padan.web.review.carrying import copied
from padan.web.review.models import Case, CaseOffice, CaseState, Decision
from padan.web.review.passing import pass_on
from padan.web.review.refreshing import restate_all

BATCH = 500


@dataclass(frozen=True, slots=True)
class Offered:
    """An open case of an office, and what this office said in an earlier period of the very same records."""

    line: CaseOffice
    decision: Decision
    answer: Answer

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.line.case

    @property
    def since(self) -> str:
        """The period in which it was said."""
        return self.decision.case.period.name


def offered(period: Period, office: Office, *, rows: bool = False) -> list[Offered]:
    """What an office may declare to hold again, the most harmful first. `rows`: with the rows of each case."""
    before = list(periods_before(period).values_list("pk", flat=True))
    if not before:
        return []
    wanted = CaseOffice.objects.filter(office=office, case__period=period, state=CaseState.OPEN, passed=False)
    related = ("case__left", "case__right") if rows else ("case",)
    ordered = wanted.exclude(case__state=CaseState.GONE).order_by("-case__grave", "-case__harm", "case_id")
    lines = list(ordered.select_related(*related))
    said = _said(before, office, [line.case.key for line in lines])
    found = [(line, said[line.case.key]) for line in lines if line.case.key in said]
    return [Offered(line, word, answer) for line, word in found if (answer := _lasting(line.case, word, office))]


def _said(before: Sequence[int], office: Office, keys: Sequence[str]) -> Mapping[str, Decision]:
    """The last word of the office on each of these keys, in the newest of these periods."""
    found: dict[str, Decision] = {}
    for start in range(0, len(keys), BATCH):
        words = Decision.objects.filter(
            case__period__in=before, case__key__in=keys[start : start + BATCH], office=office, settles=False
        )
        ordered = words.select_related("case__period").order_by(
            "case__period__last_month", "case__period_id", "sequence"
        )
        found.update((decision.case.key, decision) for decision in ordered)
    return found


def _lasting(case: Case, decision: Decision, office: Office) -> Answer | None:
    """The answer, where it held then, lasts, and may be given here."""
    answer = answer_of(case.kind, decision.answer) if decision.answer else None
    if answer is None or answer.lasts is Lasts.NOT:
        return None
    held = decision.case.answer == decision.answer or answer.effect is Effect.PASS
    return allowed(case, answer.code, office.kind) if held else None


@transaction.atomic
def answers_keep(*, acting: Appointment, period: Period, cases: Collection[int] | None = None) -> int:
    """Declare that what the acting office said in an earlier period holds in this one, for these cases or for all that
    are offered; gives how many. Cases answered in the meantime are passed over.

    Raises LockedError where an office has signed.
    """
    keys = {found.case.pk for found in offered(period, acting.office) if cases is None or found.case.pk in cases}
    for office in Office.objects.filter(cases__case__in=keys, cases__passed=False).distinct().order_by("pk"):
        assert_open(period=period, office=office)
    held = {case.pk: case for case in Case.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")}
    known = [found for found in offered(period, acting.office) if found.case.pk in held]
    Decision.objects.bulk_create([_kept(acting, held[found.case.pk], found) for found in known], BATCH)
    _pass_on(known)
    restate_all(found.case.pk for found in known)
    event_append(action="review.still_holds", acting=acting, about=period, detail={"cases": len(known)})
    return len(known)


def _kept(acting: Appointment, case: Case, found: Offered) -> Decision:
    """The earlier decision, said again now by whoever declares that it holds."""
    decision = copied(found.decision, case.pk, case.sequence + 1)
    decision.by, decision.by_name = acting.user, acting.user.full_name
    decision.office, decision.role, decision.via = acting.office, acting.role, "page"
    return decision


def _pass_on(known: Iterable[Offered]) -> None:
    for found in known:
        if found.answer.effect is Effect.PASS:
            pass_on(found.case, found.line)
