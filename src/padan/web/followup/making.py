"""Making a meeting: when, where, whom it invites, and its agenda filled from the open points."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.utils import translation

from padan.domain.followups import WITH_OFFICE
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.followup.models import AgendaItem, FollowUp, Meeting
from padan.web.followup.people import post_of
from padan.web.followup.refusals import MEETING_CLOSED
from padan.web.followup.rules import RULES
from padan.web.followup.selectors import Gathered, warnings_gathered
from padan.web.refusals import FORBIDDEN
from padan.web.roles import Role
from padan.web.templatetags.indonesian import rupiah, whole

OPENING, OPEN_TASKS, CLOSING = "Pembukaan", "Tindak lanjut yang belum selesai", "Penutup"
TASKS = "followups"
"""Stands as the rule of the agenda's point about follow-ups that are not done."""


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What Bappeda says of a meeting. `month`: first day of the month whose figures it looks at."""

    title: str
    day: date
    starts_at: time
    venue: str
    month: date
    chair: Appointment
    secretary: Appointment
    invited: tuple[Office, ...]
    purpose: str = ""
    number: str = ""
    chair_title: str = ""
    secretary_title: str = ""


def only_bappeda(acting: Appointment) -> None:
    """Only Bappeda holds meetings."""
    if acting.role != Role.BAPPEDA:
        raise FORBIDDEN


def held_open(meeting: Meeting) -> Meeting:
    """The meeting, held until the transaction ends. Raises MEETING_CLOSED."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("office").get(pk=meeting.pk)
    if held.closed_at is not None:
        raise MEETING_CLOSED
    return held


@transaction.atomic
def meeting_make(*, acting: Appointment, meeting: NewMeeting) -> Meeting:
    """Make a meeting; its agenda is filled from what is open now."""
    only_bappeda(acting)
    made = Meeting(office=acting.office, made_by=acting.user)
    _state(made, meeting)
    detail = {"day": str(made.day), "invited": len(meeting.invited)}
    event_append(action="followup.meeting", acting=acting, about=made, detail=detail)
    _fill(acting, made)
    return made


@transaction.atomic
def meeting_change(*, acting: Appointment, meeting: Meeting, told: NewMeeting) -> Meeting:
    """Say otherwise of a meeting that is not closed."""
    only_bappeda(acting)
    held = held_open(meeting)
    _state(held, told)
    event_append(action="followup.meeting_change", acting=acting, about=held, detail={"day": str(held.day)})
    return held


def _state(meeting: Meeting, told: NewMeeting) -> None:
    for name in ("title", "day", "starts_at", "venue", "month", "chair", "secretary", "purpose", "number"):
        setattr(meeting, name, getattr(told, name))
    meeting.chair_title = told.chair_title or post_of(told.chair)
    meeting.secretary_title = told.secretary_title or post_of(told.secretary)
    meeting.save()
    meeting.invited.set(told.invited)


# ---- agenda ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def agenda_fill(*, acting: Appointment, meeting: Meeting) -> int:
    """Add the open points that the agenda lacks, before its last point; gives how many."""
    only_bappeda(acting)
    held = held_open(meeting)
    added = _fill(acting, held)
    event_append(action="followup.agenda", acting=acting, about=held, detail={"added": added})
    return added


def _fill(acting: Appointment, meeting: Meeting) -> int:
    known = list(meeting.agenda.all())
    rules = {item.rule for item in known}
    with translation.override("id"):
        fresh = [(title, rule) for title, rule in _proposed(acting, meeting) if rule not in rules]
    if not known:
        items = [(OPENING, ""), *fresh, (CLOSING, "")]
        made = [AgendaItem(meeting=meeting, title=title[:300], rule=rule) for title, rule in items]
        _renumber(AgendaItem.objects.bulk_create(made))
        return len(fresh)
    made = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, title=title[:300], rule=rule, position=len(known)) for title, rule in fresh
    )
    last = [known.pop()] if known[-1].title == CLOSING else []
    _renumber([*known, *made, *last])
    return len(fresh)


def _proposed(acting: Appointment, meeting: Meeting) -> Iterable[tuple[str, str]]:
    tasks = FollowUp.objects.filter(state__in=[*WITH_OFFICE, "done"]).exclude(meeting=meeting).count()
    if tasks:
        yield f"{OPEN_TASKS}: {whole(tasks)}", TASKS
    for one in warnings_gathered(acting):
        if one.rule != "followup_overdue":
            yield point_title(one), one.rule


_COUNTED = {"dead_paid": "orang", "lapse_next": "orang", "claims_unfiled": "kematian", "list_missing": "daftar",
            "figure_bad": "angka"}  # fmt: skip
"""What the count of a rule's warnings counts; of the others, how many warnings there are."""


def point_title(one: Gathered) -> str:
    """`SPJ menahan tahap berikut: 12 hal, Rp 840.000.000`."""
    unit = _COUNTED.get(one.rule)
    many = f"{whole(one.count)} {unit}" if unit else _places(one)
    told = [many, *([rupiah(one.amount)] if one.amount else [])]
    said = ", ".join(filter(None, told))
    return f"{RULES[one.rule].title}: {said}" if said else str(RULES[one.rule].title)


_PLACED = {"stage_late": "kelurahan", "advanced": "tempat", "unassigned": "tempat"}
"""The same where it counts places."""


def _places(one: Gathered) -> str:
    if unit := _PLACED.get(one.rule):
        return f"{whole(one.count)} {unit}"
    return f"{whole(one.offices)} kantor" if one.offices > 1 and one.rule != "not_absorbed" else ""


@transaction.atomic
def agenda_add(*, acting: Appointment, meeting: Meeting, title: str) -> AgendaItem:
    """Add an own point, before the last one where that closes the meeting."""
    only_bappeda(acting)
    held = held_open(meeting)
    known = list(held.agenda.all())
    made = AgendaItem.objects.create(meeting=held, title=" ".join(title.split())[:300], position=len(known) + 1)
    last = [known.pop()] if known and known[-1].title == CLOSING else []
    _renumber([*known, made, *last])
    event_append(action="followup.agenda", acting=acting, about=held, detail={"added": 1})
    return made


@transaction.atomic
def agenda_move(*, acting: Appointment, item: AgendaItem, up: bool) -> None:
    """Move a point one place up or down."""
    only_bappeda(acting)
    held = held_open(item.meeting)
    order = list(held.agenda.all())
    at = next(n for n, one in enumerate(order) if one.pk == item.pk)
    other = at - 1 if up else at + 1
    if 0 <= other < len(order):
        order[at], order[other] = order[other], order[at]
        _renumber(order)
        event_append(action="followup.agenda", acting=acting, about=held, detail={"moved": item.pk})


@transaction.atomic
def agenda_remove(*, acting: Appointment, item: AgendaItem) -> bool:
    """Take a point off on which nothing was decided; whether it was."""
    only_bappeda(acting)
    held = held_open(item.meeting)
    if item.decisions.exists():
        return False
    item.delete()
    _renumber(list(held.agenda.all()))
    event_append(action="followup.agenda", acting=acting, about=held, detail={"removed": 1})
    return True


def _renumber(items: Iterable[AgendaItem]) -> None:
    ordered = list(items)
    for position, item in enumerate(ordered, 1):
        item.position = position
    AgendaItem.objects.bulk_update(ordered, ["position"])
