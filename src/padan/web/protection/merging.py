"""Two records become one person, and are parted again as they were. Every merge and every undoing stays written."""

from django.db import transaction
from django.utils import timezone

from padan.domain.pathway import STEPS
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.protection.judging import candidates_judge
from padan.web.protection.models import (
    Candidate,
    PairState,
    Person,
    PersonMerge,
    PersonPair,
    PersonSource,
    TiedBy,
)
from padan.web.protection.refusals import ALREADY_ANSWERED, LAST_SOURCE, MERGE_GONE, MERGED_ON, REASON_NEEDED
from padan.web.protection.telling import persons_retell
from padan.web.runs.models import Run

SHORTEST = 5
"""Characters of a reason."""


@transaction.atomic
def person_merge(
    *,
    kept: Person,
    gone: Person,
    rule: str,
    reason: str = "",
    acting: Appointment | None = None,
    run: Run | None = None,
) -> PersonMerge:
    """From now on `kept` stands for both; all that spoke of `gone` speaks of it."""
    sources = list(PersonSource.objects.filter(person=gone).values_list("pk", flat=True))
    PersonSource.objects.filter(pk__in=sources).update(person=kept)
    moved, doubled = _candidates_join(kept, gone)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    merge = PersonMerge.objects.create(
        kept=kept, gone=gone, rule=rule, run=run, reason=reason, sources=sources, candidates=moved, doubled=doubled,
        by=acting.user if acting else None, by_name=acting.user.full_name if acting else "",
    )  # fmt: skip
    _tell_again(kept, gone)
    event_append(action="protection.merge", acting=acting, about=kept, detail={"rule": rule, "many": len(sources)})
    return merge


def _candidates_join(kept: Person, gone: Person) -> tuple[list[int], list[list[int]]]:
    """Proposals of `gone` go to `kept`; where both are proposed for one programme and year, the one that is further on
    its way stands and the other is its double."""
    own = {(c.programme, c.year): c for c in Candidate.objects.filter(person=kept)}
    moved: list[int] = []
    doubled: list[list[int]] = []
    for candidate in Candidate.objects.filter(person=gone).order_by("pk"):
        other = own.get((candidate.programme, candidate.year))
        if other is None:
            Candidate.objects.filter(pk=candidate.pk).update(person=kept)
            moved.append(candidate.pk)
            continue
        stands, double = sorted((candidate, other), key=_further, reverse=True)
        if double.same_as_id is None and stands.same_as_id != double.pk:
            Candidate.objects.filter(pk=double.pk).update(same_as=stands)
            doubled.append([double.pk, stands.pk])
    return moved, doubled


def _further(candidate: Candidate) -> tuple[bool, int, int]:
    at = STEPS.index(candidate.step) if candidate.step in STEPS else 0
    return candidate.step not in ("withdrawn", "returned", "ended"), at, -candidate.pk


@transaction.atomic
def merge_undo(*, merge: PersonMerge, acting: Appointment | None = None, reason: str = "") -> PersonMerge:
    """Part what was merged, with the sources as they were. A human's word holds for ever: never merged again by itself.

    Raises RefusedError without a reason, ConflictError where it is undone or the person was merged on.
    """
    if acting is not None and len(reason.strip()) < SHORTEST:
        raise REASON_NEEDED
    merge = PersonMerge.objects.select_related("kept", "gone").get(pk=merge.pk)
    if merge.undoes_id is not None or PersonMerge.objects.filter(undoes=merge).exists():
        raise MERGE_GONE
    if merge.kept.merged_into_id is not None:
        raise MERGED_ON
    kept, gone = merge.kept, merge.gone
    PersonSource.objects.filter(pk__in=merge.sources, person=kept).update(person=gone)
    _candidates_part(merge)
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    undone = PersonMerge.objects.create(
        kept=kept, gone=gone, rule=merge.rule, reason=reason, undoes=merge, sources=merge.sources,
        candidates=merge.candidates, doubled=merge.doubled,
        by=acting.user if acting else None, by_name=acting.user.full_name if acting else "",
    )  # fmt: skip
    if acting is not None:
        _pair_put(kept, gone, PairState.DIFFERENT, acting, reason)
    _tell_again(kept, gone)
    event_append(action="protection.part", acting=acting, about=kept, detail={"reason": reason})
    return undone


def _candidates_part(merge: PersonMerge) -> None:
    Candidate.objects.filter(pk__in=merge.candidates, person=merge.kept).update(person=merge.gone)
    for double, stands in merge.doubled:
        Candidate.objects.filter(pk=double, same_as=stands).update(same_as=None)


@transaction.atomic
def source_part(*, acting: Appointment, source: PersonSource, reason: str) -> Person:
    """A record that speaks of somebody else gets a person of its own. Raises RefusedError where it is the only one."""
    if len(reason.strip()) < SHORTEST:
        raise REASON_NEEDED
    person = source.person
    if source.detached_at is not None:
        raise ALREADY_ANSWERED
    if not PersonSource.objects.filter(person=person, detached_at=None).exclude(pk=source.pk).exists():
        raise LAST_SOURCE
    parted = Person.objects.create(name=str(source.values.get("name", "")), weighed_at=timezone.now())
    alike = PersonSource.objects.filter(person=person, key=source.key)
    others = PersonSource.objects.filter(person=person, detached_at=None).exclude(key=source.key).exists()
    moving = alike if others else alike.filter(pk=source.pk)
    moving.update(person=parted, tied_by=TiedBy.HUMAN, tied_to=None)
    _pair_put(person, parted, PairState.DIFFERENT, acting, reason)
    _tell_again(person, parted)
    event_append(action="protection.part", acting=acting, about=person, detail={"reason": reason})
    return parted


@transaction.atomic
def pair_answer(*, acting: Appointment, pair: PersonPair, same: bool, note: str = "") -> Person:
    """A human says whether two records are one person; gives whom to look at now."""
    pair = PersonPair.objects.select_for_update().select_related("one", "other").get(pk=pair.pk)
    if pair.state != PairState.OPEN:
        raise ALREADY_ANSWERED
    one, other = pair.one, pair.other
    if one.merged_into_id or other.merged_into_id:
        raise ALREADY_ANSWERED
    _pair_put(one, other, PairState.SAME if same else PairState.DIFFERENT, acting, note)
    detail = {"answer": "sama" if same else "berbeda"}
    event_append(action="protection.pair", acting=acting, about=one, detail=detail)
    if same:
        person_merge(kept=one, gone=other, rule="human", reason=note, acting=acting)
    return one


def _pair_put(a: Person, b: Person, state: PairState, acting: Appointment, note: str) -> None:
    one, other = sorted((a, b), key=lambda person: person.pk)
    PersonPair.objects.update_or_create(
        one=one, other=other,
        defaults={
            "state": state, "note": note[:1000], "by": acting.user, "by_name": acting.user.full_name,
            "answered_at": timezone.now(),
        },
    )  # fmt: skip


def _tell_again(*persons: Person) -> None:
    """Records and verdicts follow what now speaks of these persons."""
    found = [person.pk for person in persons]
    persons_retell(found)
    candidates_judge(persons=found, today=timezone.localdate())
