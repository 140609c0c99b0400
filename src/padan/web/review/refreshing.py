"""After each run: what it finds becomes cases, old answers find their cases again, what no longer holds is closed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.web.accounts.models import Office
from padan.web.lists.models import Row
from padan.web.many_rows import rows_put
from padan.web.periods.models import Period
from padan.web.review.carrying import answering, carry_over, lasting
from padan.web.review.gathering import Draft, Fact, Weighed, gather, keyed
from padan.web.review.models import Case, CaseOffice, CaseState, Decision
from padan.web.review.standing import standing
from padan.web.roles import OfficeKind
from padan.web.runs.models import Run, RunPair, RunRow

BATCH = 500

_FRESH = (
    "left", "right", "rivals", "reasons", "problems", "probability", "harm", "months", "grave", "asks", "run",
)  # fmt: skip
"""What each run says anew; state, answer and sequence are the humans'."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many cases are new, how many stand as before, and how many no longer hold."""

    new: int
    kept: int
    gone: int


@transaction.atomic
def cases_refresh(*, run: Run) -> Refreshed:
    """Make the period's cases those of this run. Called in the transaction that publishes it; doing it twice changes
    nothing.

    A case is known by what its records say: one that was answered keeps its answer, one that vanished is GONE with its
    decisions, and has its answer again when it comes back.
    """
    Period.objects.select_for_update(no_key=True).get(pk=run.period_id)
    facts = _facts(run)
    drafts = keyed(gather(facts, _pairs(run)))
    known = {case.key: case for case in Case.objects.select_for_update(no_key=True).filter(period_id=run.period_id)}
    _write(run, drafts, known)
    here = {fact.fingerprint for fact in facts.values()}
    gone = _vanished(known, drafts, here)
    back = [case.pk for key, case in known.items() if key in drafts and case.state == CaseState.GONE]
    for chunk in _chunks(gone):
        Case.objects.filter(pk__in=chunk).update(state=CaseState.GONE)
    moved = _put(run.period_id, drafts)
    carried = carry_over(run, drafts, known, facts.values())
    restate_all({*back, *moved, *carried})
    return Refreshed(len(drafts.keys() - known.keys()), len(drafts.keys() & known.keys()), len(gone))


def _facts(run: Run) -> dict[int, Fact]:
    fields = (
        "row_id", "side", "bucket", "match_id", "row__fingerprint", "office_id", "row__upload__requirement_id",
        "row__sheet", "row__number", "probability", "problems", "months", "grave", "asks", "harm",
    )  # fmt: skip
    found = {}
    for line in RunRow.objects.filter(run=run).order_by().values_list(*fields).iterator(2000):
        row, side, bucket, match, fingerprint, office, requirement, sheet, number, *rest = line
        probability, problems, months, grave, asks, harm = rest
        place = (requirement, sheet, number)
        found[row] = Fact(
            row,
            side,
            bucket,
            match,
            fingerprint,
            office,
            place,
            probability,
            tuple(problems),
            months,
            grave,
            asks,
            harm,
        )
    return found


def _pairs(run: Run) -> list[Weighed]:
    wanted = RunPair.objects.filter(run=run, decision__in=("review", "auto")).exclude(decision="auto", within="")
    fields = ("one_id", "other_id", "within", "probability", "decision", "reasons")
    return [Weighed(*line) for line in wanted.order_by("id").values_list(*fields)]


def _write(run: Run, drafts: Mapping[str, Draft], known: Mapping[str, Case]) -> None:
    """New cases are added and changed ones rewritten in one statement; the others only learn which run they are of."""
    reasons = _reasons(run, drafts.values())
    cases = [_case(run, key, draft, reasons) for key, draft in drafts.items()]
    changed = [case for case in cases if case.key not in known or _differs(case, known[case.key])]
    Case.objects.bulk_create(
        changed, BATCH, update_conflicts=True, unique_fields=["period", "key"], update_fields=list(_FRESH)
    )
    same = [known[case.key].pk for case in cases if case.key in known]
    for chunk in _chunks(same):
        Case.objects.filter(pk__in=chunk).exclude(run=run).update(run=run)


def _reasons(run: Run, drafts: Iterable[Draft]) -> dict[int, Any]:
    """The reasons of rows whose draft has none of its own."""
    rows = sorted({draft.facts[0].row for draft in drafts if draft.reasons is None})
    found: dict[int, Any] = {}
    for chunk in _chunks(rows):
        found.update(RunRow.objects.filter(run=run, row_id__in=chunk).values_list("row_id", "reasons"))
    return found


def _case(run: Run, key: str, draft: Draft, reasons: Mapping[int, Any]) -> Case:
    return Case(
        period_id=run.period_id,
        key=key,
        kind=draft.kind,
        left_id=draft.left.row if draft.left else None,
        right_id=draft.right.row if draft.right else None,
        rivals=[fact.row for fact in draft.rivals],
        reasons=list(draft.reasons) if draft.reasons is not None else reasons.get(draft.facts[0].row, []),
        problems=draft.problems,
        probability=draft.probability,
        harm=draft.harm,
        months=draft.months,
        grave=draft.grave,
        asks=draft.asks,
        run=run,
    )


def _differs(case: Case, known: Case) -> bool:
    return any(
        getattr(case, name) != getattr(known, name)
        for name in ("left_id", "right_id", *(name for name in _FRESH if name not in ("left", "right", "run")))
    )


def _vanished(known: Mapping[str, Case], drafts: Mapping[str, Draft], here: set[str]) -> list[int]:
    """Cases that this run does not find. A pair that was answered is no longer in doubt, and stays answered as long as
    its records are there; anything else is gone."""
    missing = [case for key, case in known.items() if key not in drafts and case.state != CaseState.GONE]
    settled = [case for case in missing if lasting(case)]
    rows = sorted({row for case in settled for row in (case.left_id, case.right_id) if row is not None})
    said: dict[int, str] = {}
    for chunk in _chunks(rows):
        said.update(Row.objects.filter(pk__in=chunk).values_list("pk", "fingerprint"))
    kept = {case.pk for case in settled if {said.get(case.left_id or 0), said.get(case.right_id or 0)} <= here}
    return [case.pk for case in missing if case.pk not in kept]


def _put(period: int, drafts: Mapping[str, Draft]) -> set[int]:
    """Put each case to the offices that must answer it; gives the cases whose offices changed.

    An office that has answered stays, and so do Bappeda where an office passed the person on, and the office that
    Bappeda handed him to.
    """
    kinds = dict(Office.objects.order_by("pk").values_list("pk", "kind"))
    bappeda = next((pk for pk, kind in kinds.items() if kind == OfficeKind.BAPPEDA), None)
    cases = dict(Case.objects.filter(period_id=period).values_list("key", "pk"))
    put: dict[int, dict[int, CaseOffice]] = defaultdict(dict)
    for line in CaseOffice.objects.filter(case__period_id=period):
        put[line.case_id][line.office_id] = line
    spoke = set(Decision.objects.filter(case__period_id=period).order_by().values_list("case_id", "office_id"))
    fresh, stale = [], []
    for key, draft in drafts.items():
        case, wanted = cases[key], answering(draft.offices, kinds, bappeda)
        lines = put[case]
        passed = any(line.passed for line in lines.values())
        fresh += [CaseOffice(case_id=case, office_id=office) for office in wanted if office not in lines]
        stale += [
            line
            for office, line in lines.items()
            if office not in wanted
            and not line.handed
            and (case, office) not in spoke
            and not (passed and office == bappeda)
        ]
    rows_put(fresh)
    for chunk in _chunks([line.pk for line in stale]):
        CaseOffice.objects.filter(pk__in=chunk).delete()
    new = {line.case_id for line in fresh if put[line.case_id]}
    return new | {line.case_id for line in stale}


def restate_all(cases: Iterable[int]) -> None:
    """Reckon again what the decisions of these cases come to."""
    for chunk in _chunks(sorted(cases)):
        said: dict[int, list[Decision]] = defaultdict(list)
        for decision in Decision.objects.filter(case_id__in=chunk).order_by("sequence"):
            said[decision.case_id].append(decision)
        for case in Case.objects.filter(pk__in=chunk).prefetch_related("offices"):
            restate(case, said[case.pk])


def restate(case: Case, decisions: Sequence[Decision]) -> None:
    """Write what the decisions come to on the case and its offices."""
    lines = list(case.offices.all())
    found = standing(case.kind, [line.office_id for line in lines if not line.passed], decisions)
    case.state, case.answer = found.state, found.holds.answer if found.holds else ""
    case.sequence = decisions[-1].sequence if decisions else 0
    case.changed_at = timezone.now()
    case.save(update_fields=["state", "answer", "sequence", "changed_at"])
    for line in lines:
        state = CaseState.ANSWERED if line.passed else found.offices[line.office_id]
        if line.state != state:
            line.state = state
            line.save(update_fields=["state"])


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
