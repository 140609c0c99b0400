"""Deaths that the lists, the insurer's word or an answer of the review tell of open a claim by themselves."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from padan.domain.benefits import credit_after
from padan.domain.months import Month, show_month
from padan.web.audit.services import event_append
from padan.web.cover.claiming import Taken, claim_check, claim_open, step_append
from padan.web.cover.models import Claim, ClaimKind, ClaimOrigin, PersonMonth, Standing
from padan.web.protection.models import Person, PersonSource
from padan.web.review.models import Case, CaseState, Decision

DIED = "meninggal"
"""The review's answer that tells of a death."""


@dataclass(frozen=True, slots=True)
class Death:
    """A death that is known of. `day` None: nobody says when."""

    person_id: int
    day: date | None
    origin: str
    row_id: int | None
    document: str = ""
    reason: str = ""


def claims_raise() -> int:
    """Open a claim for every known death of somebody covered who has none; gives how many. A date that was wanting
    and is known now is put into the claim, which is checked anew."""
    deaths: dict[int, Death] = {}
    for death in (*_answered(), *_listed()):
        held = deaths.get(death.person_id)
        if held is None or (held.day is None and death.day is not None):
            deaths[death.person_id] = death
    known = {claim.person_id: claim for claim in Claim.objects.filter(kind=ClaimKind.DEATH, person__in=deaths)}
    raised = sum(_raise(death) for person, death in deaths.items() if person not in known)
    for person, claim in known.items():
        if claim.happened_on is None and deaths[person].day is not None and claim.state in ("reported", "checked"):
            claim.happened_on = deaths[person].day
            claim_check(claim, timezone.localdate(), None)
    credits_renew()
    return raised


def credits_renew() -> int:
    """Bring what is proposed as a credit up to the months known now: months paid for after the claim was checked are
    proposed too, however late they become known. Gives how many claims changed."""
    claims = Claim.objects.filter(kind=ClaimKind.DEATH, happened_on__isnull=False).exclude(state="withdrawn")
    held = list(claims.select_related("person"))
    paid: dict[int, list[tuple[Month, int]]] = defaultdict(list)
    months = PersonMonth.objects.filter(person__in={one.person_id for one in held}, paid__gt=0).order_by("month")
    for person, month, amount in months.values_list("person_id", "month", "paid"):
        paid[person].append(((month.year, month.month), amount))
    changed = 0
    for claim in held:
        found = credit_after(claim.happened_on, paid[claim.person_id])
        told = [show_month(month) for month in found.months]
        if (found.amount, told) == (claim.credit, claim.credit_months):
            continue
        claim.credit, claim.credit_months = found.amount, told
        claim.save(update_fields=["credit", "credit_months"])
        event_append(action="cover.claim_credit", about=claim, detail={"amount": found.amount})
        changed += 1
    return changed


def _raise(death: Death) -> bool:
    person = Person.objects.get(pk=death.person_id)
    office = _answering(person)
    if office is None:
        return False
    standing = office
    claim = claim_open(person, ClaimKind.DEATH, death.day, death.origin, standing.office, None)
    if claim is None:
        return False
    claim.row_id = death.row_id
    today = timezone.localdate()
    step_append(claim, "reported", Taken(today, death.reason, death.document), None)
    claim_check(claim, today, None)
    event_append(action="cover.claim_raise", about=claim, detail={"origin": death.origin})
    return True


def _answering(person: Person) -> Standing | PersonMonth | None:
    """Who answers for somebody the branch knows or who was ever paid for; None where there is nothing to claim."""
    standing = Standing.objects.filter(person=person).filter(Q(registered=True) | Q(dropped=True))
    found = standing.select_related("office").order_by("dropped", "pk").first()
    if found is not None:
        return found
    months = PersonMonth.objects.filter(person=person, paid__gt=0).select_related("office")
    return months.order_by("-month").first()


def _answered() -> Iterator[Death]:
    """Answers of the review that hold."""
    cases = {case.pk: case for case in Case.objects.filter(state=CaseState.ANSWERED, answer=DIED)}
    said: dict[int, Decision] = {}
    for decision in Decision.objects.filter(case__in=cases, answer=DIED).order_by("id"):
        said[decision.case_id] = decision
    rows = {pk for case in cases.values() for pk in (case.left_id, case.right_id) if pk}
    tied = dict(PersonSource.objects.filter(row__in=rows, detached_at=None).values_list("row_id", "person_id"))
    for pk, decision in said.items():
        for row in (cases[pk].left_id, cases[pk].right_id):
            if row in tied:
                yield Death(
                    tied[row], decision.happened_on, ClaimOrigin.REVIEW, row, decision.document, decision.reason
                )
                break


def _listed() -> Iterator[Death]:
    """Deaths in the lists, in the insurer's word, or in the person's own record."""
    dead = Standing.objects.filter(Q(died_on__isnull=False) | Q(told="deceased") | Q(state="deceased"))
    for person, day, row in dead.order_by("died_on").values_list("person_id", "died_on", "row_id"):
        yield Death(person, day, ClaimOrigin.LIST, row)
    for person, day in Person.objects.exclude(died_on=None).values_list("pk", "died_on"):
        yield Death(person, day, ClaimOrigin.LIST, None)
