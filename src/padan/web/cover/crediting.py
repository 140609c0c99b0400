"""What the branch answers to contributions paid after a death: off a bill, paid back, or refused. Only grows."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from padan.domain import benefits
from padan.domain.benefits import CREDIT_WORDS, credit_open
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.cover.models import Claim, CreditAnswer
from padan.web.cover.refusals import (
    CREDIT_AMOUNT,
    CREDIT_BOOKED,
    CREDIT_LETTER,
    CREDIT_MONTH,
    CREDIT_NOT_ASKED,
    CREDIT_WORD,
    DAY_TO_COME,
    NO_REASON,
    OTHER_ANSWER,
    STEP_NOT_YOURS,
)
from padan.web.refusals import RefusedError
from padan.web.roles import Role

ANSWERERS: frozenset[Role] = frozenset({Role.BPJS, Role.BAPPEDA})
"""The branch, and Bappeda who enters its letter."""

_WANTS: dict[str, RefusedError] = {
    "letter": CREDIT_LETTER,
    benefits.AMOUNT: CREDIT_AMOUNT,
    benefits.MONTH: CREDIT_MONTH,
    benefits.REASON: NO_REASON,
}

Booked = Callable[[Collection[int]], set[int]]
BOOKED: list[Booked] = []
"""Which of some answers the money room has booked; it registers itself, for it is a later room."""


def register(reader: Booked) -> None:
    """Add a reader once, however often Django is set up."""
    if reader not in BOOKED:
        BOOKED.append(reader)


def booked_of(answers: Iterable[CreditAnswer]) -> set[int]:
    """Ids of the answers whose money has been booked."""
    keys = [one.pk for one in answers]
    return {key for reader in BOOKED for key in reader(keys)}


@dataclass(frozen=True, slots=True)
class Answered:
    """What the branch's letter says. `month`: any day of the month whose bill it comes off."""

    word: str
    day: date
    amount: int = 0
    month: date | None = None
    letter: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a claim's credit the branch has still to answer: rupiah, and the months they were paid for."""

    amount: int
    months: tuple[str, ...]


def asked_of(claim: Claim, answers: Iterable[CreditAnswer]) -> Asked:
    """What is open of a claim; `answers`: all of its answers."""
    held = [one for one in answers if one.holds]
    told = {month for one in held for month in one.months}
    open_ = 0 if claim.state == "withdrawn" else credit_open(claim.credit, (one.asked for one in held))
    return Asked(open_, tuple(month for month in claim.credit_months if month not in told) if open_ else ())


@transaction.atomic
def credit_answer(
    *, acting: Appointment, claim: Claim, seen: int, said: Answered, replaces: int | None = None
) -> CreditAnswer:
    """Write the branch's answer. `replaces`: the answer that it takes the place of, which the treasury must not have
    booked. `seen`: how many answers the page showed; raises OTHER_ANSWER where there are more by now."""
    if acting.role not in ANSWERERS:
        raise STEP_NOT_YOURS
    held = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    answers = list(held.credit_answers.select_related("replaced_by").order_by("sequence"))
    if len(answers) != seen:
        raise OTHER_ANSWER
    former = next((one for one in answers if one.pk == replaces and one.holds), None)
    asked = Asked(former.asked, tuple(former.months)) if former else asked_of(held, answers)
    _refuse(held, said, asked, former, replaces)
    made = CreditAnswer.objects.create(
        claim=held,
        sequence=len(answers) + 1,
        replaces=former,
        word=said.word,
        day=said.day,
        asked=asked.amount,
        amount=0 if said.word == "refused" else said.amount,
        months=list(asked.months),
        bill_month=said.month.replace(day=1) if said.month and said.word == "granted" else None,
        letter=said.letter.strip()[:200],
        reason=said.reason.strip(),
        by=acting.user,
        by_name=acting.user.full_name,
        office=acting.office,
        role=acting.role,
    )
    detail = {"word": made.word, "amount": made.amount, "day": str(made.day)}
    event_append(action="cover.credit_answer", acting=acting, about=held, detail=detail)
    return made


def _refuse(claim: Claim, said: Answered, asked: Asked, former: CreditAnswer | None, replaces: int | None) -> None:
    """Raises what stands against an answer."""
    if said.word not in CREDIT_WORDS:
        raise CREDIT_WORD
    if (replaces is not None and former is None) or claim.state == "withdrawn" or not asked.amount:
        raise CREDIT_NOT_ASKED
    if former is not None and booked_of([former]):
        raise CREDIT_BOOKED
    if said.day > timezone.localdate():
        raise DAY_TO_COME
    month = (said.month.year, said.month.month) if said.month else None
    died = claim.happened_on
    if month and died and month <= (died.year, died.month):
        raise CREDIT_MONTH
    wants = benefits.CreditAnswer(said.word, asked.amount, said.amount, month, said.letter, said.reason).lacks
    if wants:
        raise _WANTS[wants]
