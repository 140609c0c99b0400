"""What is written while a meeting goes on: what was said on a point, and decisions, which are follow-ups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.followup.making import held_open, only_bappeda
from padan.web.followup.models import AgendaItem, FollowUp, Meeting
from padan.web.followup.people import heads_of
from padan.web.followup.tasking import NewTask, Taken, follow_up_give, step_take


@transaction.atomic
def said_note(*, acting: Appointment, item: AgendaItem, said: str) -> None:
    """Write what was said on a point."""
    only_bappeda(acting)
    held = held_open(item.meeting)
    item.said = said.strip()[:8000]
    item.save(update_fields=["said"])
    event_append(action="followup.said", acting=acting, about=held, detail={"point": item.position})


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on a point, for these offices, by when."""

    what: str
    offices: Sequence[Office]
    due: date


@transaction.atomic
def decide(*, acting: Appointment, meeting: Meeting, item: AgendaItem, decided: Decided, today: date) -> list[FollowUp]:
    """Write a decision: a follow-up for each office, with its present head as the person in charge."""
    only_bappeda(acting)
    held = held_open(meeting)
    heads = heads_of(decided.offices)
    return [
        follow_up_give(
            acting=acting,
            task=NewTask(decided.what, office, decided.due, heads.get(office.pk), meeting=held, agenda=item),
            today=today,
        )
        for office in decided.offices
    ]


STRUCK = "Dicoret dari notulen sebelum rapat ditutup"


@transaction.atomic
def decision_drop(*, acting: Appointment, meeting: Meeting, follow_ups: Sequence[FollowUp], today: date) -> None:
    """Strike a decision that was written by mistake, while the meeting is not closed: its follow-ups are cancelled."""
    only_bappeda(acting)
    held_open(meeting)
    for one in follow_ups:
        seen = one.steps.count()
        taken = Taken(STRUCK)
        step_take(acting=acting, follow_up=one, step="cancelled", seen=seen, today=today, taken=taken)
