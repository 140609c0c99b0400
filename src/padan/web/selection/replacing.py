"""Somebody chosen leaves, and who follows: the first on the waiting list, for the months that can still be paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from padan.domain.months import Month
from padan.domain.succession import DEPARTURES, Vacancy, unpayable
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.cover.models import PersonMonth
from padan.web.protection.models import Candidate, Step
from padan.web.protection.services import step_take
from padan.web.selection.models import Choice, Outcome, Replacement, SelectionState
from padan.web.selection.planning import changes_by
from padan.web.selection.refusals import (
    LATER_DAY,
    NO_DOCUMENT,
    NOT_CHOSEN,
    ODD_DEPARTURE,
    SUCCESSOR_NOT_READY,
)

SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Departure:
    """How somebody left. `reason`: a key of DEPARTURES; `note`: the document or how it is known; `document`: the decree
    or letter that sets the successor."""

    reason: str
    left_on: date | None
    note: str
    document: str = ""

    def __post_init__(self) -> None:
        if self.reason not in DEPARTURES or self.left_on is None or len(self.note.strip()) < SHORTEST:
            raise ODD_DEPARTURE
        if self.left_on > timezone.localdate():
            raise LATER_DAY

    @property
    def on(self) -> date:
        """The day of leaving, which was given."""
        assert self.left_on is not None
        return self.left_on


@dataclass(frozen=True, slots=True)
class Succession:
    """What a departure would bring: the vacancy, and the first on the waiting list where the money reaches.
    `unpayable`: the part of what is left over that comes from months before somebody's registration."""

    vacancy: Vacancy
    successor: Choice | None
    unpayable: int = 0


def holds_place(choice: Choice) -> bool:
    """Whether the choice's person holds a place in a decree: chosen, or a successor, and not replaced."""
    held = choice.outcome == Outcome.CHOSEN or hasattr(choice, "follows")
    decreed = choice.selection.state == SelectionState.DECREED
    return decreed and held and not hasattr(choice, "replaced")


def succession_of(choice: Choice, left_on: date, known_on: date) -> Succession:
    """What follows if the choice's person left on a day. Raises NOT_CHOSEN where no place is held."""
    if not holds_place(choice) or choice.pot is None:
        raise NOT_CHOSEN
    selection = choice.selection
    first = (selection.first_month.year, selection.first_month.month)
    last = (first[0], first[1] + selection.months - 1)
    gone = _unpayable(choice, (first, last), left_on) * selection.rate
    vacancy = Vacancy(
        left_on, known_on, _paid_until(choice), (first, last), selection.rate, _left_over(choice, gone),
        changes_by(known_on),
    )  # fmt: skip
    return Succession(vacancy, _first_waiting(choice) if vacancy.can_follow else None, gone)


def _unpayable(choice: Choice, months: tuple[Month, Month], left_on: date) -> int:
    """Months of all places of the pot that can no longer be paid, for their people were registered later, or left
    before they ever were. Of whoever was paid for without a registration that we know, nothing is counted."""
    chosen = Choice.objects.filter(pot=choice.pot, outcome=Outcome.CHOSEN)
    held = dict(chosen.values_list("candidate_id", "candidate__person_id"))
    registered, ended = _days(held, "registered"), {**_days(held, "ended"), choice.candidate_id: left_on}
    first = date(months[0][0], months[0][1], 1)
    paid = PersonMonth.objects.filter(person__in=held.values(), paid__gt=0, month__gte=first).values_list("person_id")
    known = {person for (person,) in paid}
    by_step = set(_days(held, "paid"))
    return sum(
        unpayable(months, _month(registered.get(candidate)), _month(ended.get(candidate)))
        for candidate, person in held.items()
        if candidate in registered or (person not in known and candidate not in by_step)
    )


def _days(candidates: Iterable[int], step: str) -> dict[int, date]:
    """{candidate: the day of his first step of this kind}."""
    rows = Step.objects.filter(candidate__in=list(candidates), step=step).order_by("-pk")
    return dict(rows.values_list("candidate_id", "day"))


def _month(day: date | None) -> Month | None:
    return (day.year, day.month) if day else None


def _paid_until(choice: Choice) -> Month | None:
    """The last month paid for the person in this programme, by the steps and by the payments that runs have read."""
    candidate = choice.candidate
    steps = Step.objects.filter(candidate=candidate, step="paid").aggregate(last=Max("month"))["last"]
    months = PersonMonth.objects.filter(person=candidate.person_id, segment=candidate.programme, paid__gt=0)
    paid = months.filter(month__gte=choice.selection.first_month).aggregate(last=Max("month"))["last"]
    known = [day for day in (steps, paid) if day]
    return (max(known).year, max(known).month) if known else None


def _left_over(choice: Choice, unpayable: int) -> int:
    """What the pot has left, with months that nobody can pay any more, after former departures and successors."""
    assert choice.pot is not None
    former = Replacement.objects.filter(left__pot=choice.pot).aggregate(freed=Sum("freed"), cost=Sum("cost"))
    return max(0, choice.pot.remainder + unpayable + (former["freed"] or 0) - (former["cost"] or 0))


def _first_waiting(choice: Choice) -> Choice | None:
    """The first on the waiting list who follows nobody yet, has not gone himself and may still be protected."""
    waiting = Choice.objects.filter(pot=choice.pot, outcome=Outcome.WAITING, follows__isnull=True)
    waiting = waiting.exclude(candidate__step__in=["ended", "withdrawn"]).exclude(candidate__state="not_eligible")
    return waiting.select_related("candidate__person", "selection", "pot").order_by("position").first()


@transaction.atomic
def departure_record(*, acting: Appointment, choice: Choice, said: Departure) -> Replacement:
    """Record that somebody left, and set whoever follows. Raises RefusedError with what stands against it."""
    Choice.objects.select_for_update(of=("self",)).get(pk=choice.pk)
    today = timezone.localdate()
    found = succession_of(choice, said.on, today)
    following = found.successor
    if following is not None and not said.document.strip():
        raise NO_DOCUMENT
    if Candidate.objects.get(pk=choice.candidate_id).step != "ended":
        step_take(
            acting=acting,
            candidate=choice.candidate,
            step="ended",
            day=said.on,
            reason=said.note.strip()[:260],
            cause=said.reason,
        )
    if following is not None:
        _set(acting, following, today, said.document)
    made = _recorded(acting, choice, said, found)
    detail = {"reason": said.reason, "on": said.on.isoformat(), "followed": following is not None}
    event_append(action="selection.replace", acting=acting, about=made, detail=detail)
    return made


def _set(acting: Appointment, following: Choice, day: date, document: str) -> None:
    candidate = following.candidate
    if candidate.state != "eligible" or candidate.step != "checked" or not candidate.ready:
        raise SUCCESSOR_NOT_READY
    step_take(acting=acting, candidate=candidate, step="set", day=day, document=document.strip())


def _recorded(acting: Appointment, choice: Choice, said: Departure, found: Succession) -> Replacement:
    follows = found.successor is not None
    start = found.vacancy.successor_from if follows else None
    return Replacement.objects.create(
        decree=choice.selection.decree,
        left=choice,
        reason=said.reason,
        note=" ".join(said.note.split())[:300],
        left_on=said.on,
        known_on=found.vacancy.known_on,
        freed=found.vacancy.freed,
        successor=found.successor,
        from_month=date(start[0], start[1], 1) if start else None,
        months=found.vacancy.successor_months if follows else 0,
        cost=found.vacancy.successor_cost if follows else 0,
        document=said.document.strip()[:200] if follows else "",
        by=acting.user,
        by_name=acting.user.full_name,
    )
