"""Answers that hold in a later period by themselves, while the records say the same: nobody is asked twice.

Who is one person with whom, who has died and who has left (`Lasts.KEPT`). The decision is written anew in the later
period, with the one it comes of, so that it can be taken back there and the earlier period stays as it is.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from padan.web.accounts.models import Office
from padan.web.audit.services import event_append
from padan.web.lists.models import Row
from padan.web.periods.selectors import periods_before
from padan.web.review.answers import Effect, Lasts, answer_of
from padan.web.review.gathering import Draft, Fact
from padan.web.review.models import Case, CaseKind, CaseOffice, CaseState, Decision
from padan.web.review.verdicts import OBEYED
from padan.web.roles import OfficeKind
from padan.web.runs.models import Run

CARRIED = "carried"
"""`Decision.via` of an answer that holds without anybody having been asked again."""
BATCH = 500
ANSWERING = frozenset({OfficeKind.KELURAHAN, OfficeKind.KECAMATAN, OfficeKind.OPD})
"""Offices that know the people. Bappeda answers only where none of them does."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The newest case of the earlier periods with a key, and the answer that held there."""

    case: int
    kind: str
    answer: str

    @property
    def lasts(self) -> bool:
        """Whether the answer holds in later periods by itself."""
        known = answer_of(self.kind, self.answer) if self.answer else None
        return known is not None and known.lasts is Lasts.KEPT

    @property
    def obeyed(self) -> bool:
        """Whether the run obeys it, so that it does not find the question any more."""
        known = answer_of(self.kind, self.answer) if self.kind in OBEYED else None
        return known is not None and known.effect in (Effect.SAME, Effect.DIFFERENT)


def carry_over(run: Run, drafts: Mapping[str, Draft], known: Mapping[str, Case], facts: Iterable[Fact]) -> set[int]:
    """Give the cases of a run the answers that last, where nobody has spoken on them in this period; gives which cases.

    What earlier answers keep the run from asking becomes a case too, so that its answer can be seen and taken back.
    """
    silent = {key: earlier for key, earlier in _earlier(run).items() if key not in known or not known[key].sequence}
    settled = {key: earlier for key, earlier in silent.items() if key not in drafts and earlier.obeyed}
    wanted = {key for key in silent if key in drafts} | _settled_cases(run, settled, facts)
    cases = dict(Case.objects.filter(period_id=run.period_id, sequence=0).values_list("key", "pk"))
    pairs = {silent[key].case: cases[key] for key in wanted if key in cases}
    spoken = set(Decision.objects.filter(case__period_id=run.period_id).values_list("case_id", flat=True))
    pairs = {old: new for old, new in pairs.items() if new not in spoken}
    for chunk in _chunks(sorted(pairs)):
        _lines(chunk, pairs)
        _decisions(chunk, pairs)
    if pairs:
        event_append(action="review.carry", about=run, detail={"cases": len(pairs)})
    return set(pairs.values())


def _earlier(run: Run) -> dict[str, Earlier]:
    """By key, the answer that held in the newest earlier period that had the case; those that last alone."""
    before = Case.objects.filter(period__in=periods_before(run.period)).order_by("period__last_month", "period_id")
    newest = {
        key: Earlier(pk, kind, answer)
        for key, pk, kind, answer in before.values_list("key", "pk", "kind", "answer").iterator(5000)
    }
    return {key: earlier for key, earlier in newest.items() if earlier.lasts}


def _settled_cases(run: Run, settled: Mapping[str, Earlier], facts: Iterable[Fact]) -> set[str]:
    """Cases of pairs that the run no longer doubts, where all their records are here; gives their keys."""
    if not settled:
        return set()
    here: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: fact.place, reverse=True):
        here[fact.fingerprint] = fact
    kinds = dict(Office.objects.order_by("pk").values_list("pk", "kind"))
    bappeda = next((pk for pk, kind in kinds.items() if kind == OfficeKind.BAPPEDA), None)
    made: set[str] = set()
    for chunk in _chunks(sorted(earlier.case for earlier in settled.values())):
        made |= _remake(run, list(Case.objects.filter(pk__in=chunk)), here, kinds, bappeda)
    return made


def _remake(
    run: Run, cases: Sequence[Case], here: Mapping[str, Fact], kinds: Mapping[int, str], bappeda: int | None
) -> set[str]:
    prints = _prints(cases)
    found = [(case, rows) for case in cases if (rows := _rows_here(case, prints, here))]
    made = [_again(run, case, rows) for case, rows in found]
    renewed = ["left", "right", "rivals", "run"]
    Case.objects.bulk_create(made, BATCH, update_conflicts=True, unique_fields=["period", "key"], update_fields=renewed)
    keys = [case.key for case in made]
    pks = dict(Case.objects.filter(period_id=run.period_id, key__in=keys).values_list("key", "pk"))
    lines = [
        CaseOffice(case_id=pks[case.key], office_id=office)
        for case, rows in found
        for office in answering(list(dict.fromkeys(fact.office for fact in rows)), kinds, bappeda)
    ]
    CaseOffice.objects.bulk_create(lines, BATCH, ignore_conflicts=True)
    return set(keys)


def _prints(cases: Iterable[Case]) -> dict[int, str]:
    rows = {pk for case in cases for pk in (case.left_id, case.right_id, *case.rivals) if pk is not None}
    found: dict[int, str] = {}
    for chunk in _chunks(sorted(rows)):
        found.update(Row.objects.filter(pk__in=chunk).values_list("pk", "fingerprint"))
    return found


def _rows_here(case: Case, prints: Mapping[int, str], here: Mapping[str, Fact]) -> list[Fact]:
    """This run's rows that say what the case's rows said, in its order; none where one of them is not here."""
    wanted = [pk for pk in (case.left_id, case.right_id, *case.rivals) if pk is not None]
    found = [here.get(prints.get(pk, "")) for pk in wanted]
    if case.left_id is None or case.right_id is None:
        return []
    return [fact for fact in found if fact is not None] if all(found) else []


def _again(run: Run, case: Case, rows: Sequence[Fact]) -> Case:
    return Case(
        period_id=run.period_id,
        key=case.key,
        kind=case.kind,
        left_id=rows[0].row,
        right_id=rows[1].row,
        rivals=[fact.row for fact in rows[2:]],
        reasons=case.reasons,
        problems=case.problems,
        probability=case.probability,
        asks=case.asks,
        state=CaseState.ANSWERED,
        run=run,
    )


def _lines(chunk: Collection[int], pairs: Mapping[int, int]) -> None:
    """Who had passed a person on, and to whom, stands as it did."""
    there: dict[int, dict[int, CaseOffice]] = defaultdict(dict)
    for line in CaseOffice.objects.filter(case__in=[pairs[old] for old in chunk]):
        there[line.case_id][line.office_id] = line
    passed = set(CaseOffice.objects.filter(case__in=chunk, passed=True).values_list("case_id", flat=True))
    for old in CaseOffice.objects.filter(case__in=passed).order_by("pk"):
        new = pairs[old.case_id]
        line = there[new].get(old.office_id) or CaseOffice(case_id=new, office_id=old.office_id)
        line.passed, line.handed = old.passed, old.handed
        line.save()


def _decisions(chunk: Collection[int], pairs: Mapping[int, int]) -> None:
    said: dict[int, list[Decision]] = defaultdict(list)
    for decision in Decision.objects.filter(case__in=chunk).order_by("case_id", "sequence"):
        said[decision.case_id].append(decision)
    made = [copy for old, told in said.items() for copy in _copies(pairs[old], told)]
    Decision.objects.bulk_create(made, BATCH)


def _copies(case: int, told: Iterable[Decision]) -> Iterator[Decision]:
    """The last word of each office, and the last that settled between them, in their order."""
    last = {(decision.settles, 0 if decision.settles else decision.office_id): decision for decision in told}
    standing = sorted((d for d in last.values() if d.answer), key=lambda decision: decision.sequence)
    for sequence, decision in enumerate(standing, 1):
        yield copied(decision, case, sequence)


def copied(decision: Decision, case: int, sequence: int) -> Decision:
    """A decision as it holds in a later period."""
    return Decision(
        case_id=case,
        sequence=sequence,
        answer=decision.answer,
        reason=decision.reason,
        happened_on=decision.happened_on,
        document=decision.document,
        values=decision.values,
        settles=decision.settles,
        carried_from_id=decision.carried_from_id or decision.pk,
        by_id=decision.by_id,
        by_name=decision.by_name,
        office_id=decision.office_id,
        role=decision.role,
        via=CARRIED,
        at=timezone.now(),
    )


def answering(offices: Sequence[int], kinds: Mapping[int, str], bappeda: int | None) -> list[int]:
    """The offices that a case is put to: those that know the people, else Bappeda."""
    knowing = [office for office in offices if kinds.get(office) in ANSWERING]
    return knowing or ([bappeda] if bappeda is not None else [])


def lasting(case: Case) -> bool:
    """Whether an answer keeps the run from asking again, so that its case stays although the run does not find it."""
    if case.kind in (CaseKind.PAIR, CaseKind.DOUBLE) and case.state in (CaseState.ANSWERED, CaseState.CARRIED):
        return True
    return case.state == CaseState.ANSWERED and Earlier(case.pk, case.kind, case.answer).obeyed


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
