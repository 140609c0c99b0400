"""A claim and its steps: reported, checked, documents, filed with the branch, paid or refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from padan.domain.benefits import PROOF, STEPS, check_claim, credit_after, lacks
from padan.domain.continuity import Life, MonthFact
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.cover.law import dropped_after, law_in_force, rates_in_force
from padan.web.cover.models import Claim, ClaimKind, ClaimOrigin, ClaimStep, PersonMonth, Standing
from padan.web.cover.refusals import (
    CLAIM_MOVED,
    CLAIMED_ALREADY,
    DAY_TO_COME,
    NO_PROOF,
    NO_REASON,
    NOT_COVERED_EVER,
    STEP_NOT_YOURS,
)
from padan.web.lists.models import Row
from padan.web.protection.leaving import death_tell
from padan.web.protection.models import Person


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of a death or an accident. `happened_on` None: not known yet."""

    kind: str
    happened_on: date | None = None
    reason: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step says: its day, why, by which document, and (paid) how many rupiah."""

    day: date
    reason: str = ""
    document: str = ""
    amount: int | None = None
    happened_on: date | None = None


@transaction.atomic
def claim_report(*, acting: Appointment, person: Person, report: Report) -> Claim:
    """Report a death or an accident of somebody who is or was covered; the check follows at once.

    Raises ConflictError where the death is claimed already.
    """
    today = timezone.localdate()
    if report.happened_on is not None and report.happened_on > today:
        raise DAY_TO_COME
    office = _office_of(person)
    if office is None:
        raise NOT_COVERED_EVER
    claim = claim_open(person, report.kind, report.happened_on, ClaimOrigin.REPORTED, office, None)
    if claim is None:
        raise CLAIMED_ALREADY
    step_append(claim, "reported", Taken(today, report.reason, report.document), acting)
    claim_check(claim, today, acting)
    event_append(action="cover.claim_report", acting=acting, about=claim, detail={"kind": report.kind})
    return claim


def claim_open(
    person: Person, kind: str, happened_on: date | None, origin: str, office: Office, row: Row | None
) -> Claim | None:
    """A new claim; None where the person's death is claimed already."""
    if kind == ClaimKind.DEATH and Claim.objects.filter(person=person, kind=kind).exclude(state="withdrawn").exists():
        return None
    try:
        with transaction.atomic():
            return Claim.objects.create(
                person=person, kind=kind, happened_on=happened_on, origin=origin, office=office, row=row
            )
    except IntegrityError:
        return None


def _office_of(person: Person) -> Office | None:
    """The office that answers for a person: where the protection stands, else where the last month did."""
    standing = (
        Standing.objects.filter(person=person).select_related("office").order_by("dropped", "-registered").first()
    )
    if standing is not None:
        return standing.office
    month = PersonMonth.objects.filter(person=person).select_related("office").order_by("-month").first()
    return month.office if month else None


@transaction.atomic
def claim_step(*, acting: Appointment, claim: Claim, step: str, seen: int, taken: Taken) -> None:
    """Take one step. `seen`: how many steps the page showed; raises ConflictError where there are more by now."""
    held = Claim.objects.select_for_update().select_related("person", "office").get(pk=claim.pk)
    wanted = STEPS.get(step)
    if held.steps.count() != seen:
        raise CLAIM_MOVED
    if wanted is None or held.state not in wanted.after or acting.role not in wanted.roles:
        raise STEP_NOT_YOURS
    today = timezone.localdate()
    if taken.day > today or (taken.happened_on is not None and taken.happened_on > today):
        raise DAY_TO_COME
    if wants := lacks(wanted, reason=taken.reason, document=taken.document):
        raise NO_PROOF if wants == PROOF else NO_REASON
    if step == "checked":
        if taken.happened_on is not None:
            held.happened_on = taken.happened_on
        claim_check(held, taken.day, acting, taken)
    else:
        step_append(held, step, taken, acting)
    _tell_of_death(acting, held, step, taken)
    event_append(action="cover.claim_step", acting=acting, about=held, detail={"step": step, "day": str(taken.day)})


def _tell_of_death(acting: Appointment, claim: Claim, step: str, taken: Taken) -> None:
    """A death that the head of an office files counts for the person's proposals; one that he takes back no more."""
    if claim.kind != ClaimKind.DEATH or claim.happened_on is None:
        return
    if step == "filed":
        death_tell(acting, claim.person, claim.happened_on, taken.document)
    elif step == "withdrawn" and claim.steps.filter(step="filed").exists():
        death_tell(acting, claim.person, taken.day, taken.document, alive=True)


def step_append(
    claim: Claim, step: str, taken: Taken, acting: Appointment | None, finding: Sequence[dict[str, Any]] = ()
) -> None:
    """Write a step; the claim's state follows. In the caller's transaction."""
    ClaimStep.objects.create(
        claim=claim,
        sequence=claim.steps.count() + 1,
        step=step,
        day=taken.day,
        reason=taken.reason,
        document=taken.document[:200],
        amount=taken.amount,
        finding=list(finding),
        by=acting.user if acting else None,
        by_name=acting.user.full_name if acting else "",
        office=acting.office if acting else None,
        role=acting.role if acting else "",
    )
    claim.state = step
    claim.save()


def claim_check(claim: Claim, today: date, acting: Appointment | None, taken: Taken | None = None) -> None:
    """Hold a claim against the person's cover on its day, and write what was found as a step."""
    found = list(_findings(claim))
    firsts = [one for one in found if one["counts"]]
    known = [one for one in firsts if one["covered"]]
    claim.finding = found
    claim.covered = True if known else None if not firsts or any(one["covered"] is None for one in firsts) else False
    claim.amount = max((one["amount"] for one in known if one["amount"] is not None), default=None)
    if claim.covered is False:
        claim.amount = 0
    credit = credit_after(claim.happened_on if claim.kind == ClaimKind.DEATH else None, _paid(claim.person))
    claim.credit, claim.credit_months = credit.amount, [f"{year:04}-{month:02}" for year, month in credit.months]
    said = Taken(today, taken.reason, taken.document) if taken else Taken(today)
    step_append(claim, "checked", said, acting, found)


def _paid(person: Person) -> Iterable[tuple[tuple[int, int], int]]:
    for month, paid in PersonMonth.objects.filter(person=person, paid__gt=0).values_list("month", "paid"):
        yield (month.year, month.month), paid


def _findings(claim: Claim) -> Iterable[dict[str, Any]]:
    """The cover on that day by each protection and reading; `counts` marks the reading in the totals."""
    rates = rates_in_force()
    standings = {standing.segment: standing for standing in Standing.objects.filter(person=claim.person)}
    months: dict[str, list[MonthFact]] = {segment: [] for segment, one in standings.items() if one.registered}
    for segment, month, fact in PersonMonth.objects.filter(person=claim.person).values_list("segment", "month", "fact"):
        months.setdefault(segment, []).append(MonthFact((month.year, month.month), fact))
    for segment in sorted(months):
        life = _life(standings.get(segment))
        checked = check_claim(
            kind=claim.kind, day=claim.happened_on, facts=months[segment], life=life, segment=segment, rates=rates
        )
        for place, one in enumerate(checked):
            yield {
                "segment": segment,
                "reading": one.reading,
                "covered": one.covered,
                "amount": one.amount,
                "reason": one.reason,
                "counts": place == 0,
            }


def _life(standing: Standing | None) -> Life:
    """The dates of a protection; the insurer's word of today does not speak of a day that is past."""
    if standing is None:
        return Life()
    ends_after = dropped_after(law_in_force())(standing.segment, standing.known_until)
    return Life(standing.starts_on, standing.ends_on, None, standing.born_on, dropped_after=ends_after)
