"""Reading the trail. Only the inspectorate may; the table of rights says so."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from padan.web.audit.models import Event
from padan.web.audit.words import kinds_named

PAGE = 50


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; an empty part narrows nothing. Days are those of Asia/Jakarta."""

    person: str = ""
    action: str = ""
    about: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Some events, the newest first; `older`: the number below which the next page goes on, None at the end."""

    events: list[Event]
    older: int | None


def trail(search: Search, *, below: int | None = None) -> TrailPage:
    """One page of the events that match."""
    found = _matching(search).select_related("seal")
    if below is not None:
        found = found.filter(pk__lt=below)
    events = list(found.order_by("-pk")[: PAGE + 1])
    return TrailPage(events[:PAGE], events[PAGE - 1].pk if len(events) > PAGE else None)


def _matching(search: Search) -> QuerySet[Event]:
    found = Event.objects.all()
    if search.person:
        found = found.filter(Q(actor_name__icontains=search.person) | Q(office_name__icontains=search.person))
    if search.action:
        found = found.filter(action=search.action)
    if search.about:
        kinds, number = kinds_named(search.about)
        found = found.filter(object_kind__in=kinds)
        found = found.filter(object_id=number) if number else found
    if search.first_day:
        found = found.filter(at__date__gte=search.first_day)
    if search.last_day:
        found = found.filter(at__date__lte=search.last_day)
    return found
