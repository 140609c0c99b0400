"""The only writer of this room: whether the public page is on, and what is published of each closed month."""

from datetime import date

from django.db import transaction
from django.http import HttpRequest

from padan.domain.contributions import last_day
from padan.domain.months import Month
from padan.domain.suppression import Cell, Earlier, SmallCells, Table, small_cells_of
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.law.selectors import law_now
from padan.web.monitoring.models import FigureSet, SetKind
from padan.web.monitoring.selectors import figures_table, unplaced
from padan.web.opendata.hiding import Figures, Prepared, digest_of, prepare, table_of
from padan.web.opendata.measures import published
from padan.web.opendata.models import Publication, PublicState
from padan.web.opendata.refusals import NAMELESS
from padan.web.opendata.selectors import public_state, shown_in

STATED = ("producer", "custodian", "contact_name", "contact_email", "licence_name", "licence_address")
NEEDED = ("producer", "contact_name", "licence_name")


@transaction.atomic
def public_state_set(
    *, acting: Appointment, on: bool, stated: dict[str, str], request: HttpRequest | None = None
) -> PublicState:
    """Bappeda switches the public page on or off, and states whose figures they are. Raises NAMELESS where somebody who
    reads them could not know that."""
    told = {name: stated.get(name, "").strip() for name in STATED}
    if on and not all(told[name] for name in NEEDED):
        raise NAMELESS
    made = PublicState.objects.create(on=on, by=acting.user, by_name=acting.user.full_name, **told)
    event_append(
        action="opendata.state", acting=acting, about=made, request=request, detail={"on": on, **told}
    )  # fmt: skip
    return made


def publications_make() -> str:
    """The worker's job: publish every closed month that is not yet, the oldest first, while the public page is on. Says
    which; "" where nothing was to be done, which costs two questions to the database."""
    state = public_state()
    if state is None or not state.on:
        return ""
    due = FigureSet.objects.filter(kind=SetKind.CLOSED, publication=None).order_by("month")
    done = [f"{held.month:%Y-%m}" for held in due if publication_make(held) is not None]
    return f"published {', '.join(done)}" if done else ""


@transaction.atomic
def publication_make(held: FigureSet) -> Publication | None:
    """Publish one closed month; None where it was published already or holds nothing that may be."""
    month = held.month.year, held.month.month
    rule = small_cells_of(law_now(), last_day(month))
    figures = _public(figures_table(month))
    if not figures or Publication.objects.filter(month=held.month).exists():
        return None
    own = _public(unplaced(month))
    beside = [_beside(month, step, rule) for step in (-1, 1)]
    ready = prepare(figures, own, month, rule, *beside)
    content = ready.content
    made = Publication.objects.create(
        month=held.month,
        set=held,
        versions={one.key: one.version for one in (figure.indicator for figure in figures.values())},
        rule={"below": rule.below, "choices": rule.choices, "contribution": rule.contribution},
        hidden=sorted(ready.hidden),
        content=content,
        digest=digest_of(content),
    )
    event_append(action="opendata.publish", about=made, detail=_counted(month, ready))
    return made


def _public(figures: Figures) -> Figures:
    known = {figure.indicator.key: figure.indicator for figure in figures.values()}
    keys = {one.key for one in published(known.values())}
    return {(key, place): figure for (key, place), figure in figures.items() if key in keys}


def _counted(month: Month, ready: Prepared) -> dict[str, object]:
    return {
        "month": f"{month[0]}-{month[1]:02}", "lines": len(ready.lines),
        "hidden": sum(one.hidden for one in ready.lines),
    }  # fmt: skip


def _beside(month: Month, step: int, rule: SmallCells) -> Earlier | None:
    """What the months before (-1) or after (1) tell that are published: the nearest whole, and of each cell the number
    last shown in the year."""
    first = date(month[0], month[1], 1)
    if step < 0:
        found = list(Publication.objects.filter(month__lt=first).order_by("-month")[:12])
    else:
        found = list(Publication.objects.filter(month__gt=first).order_by("month")[:12])
    if not found:
        return None
    nearest = found[0]
    alike = [one for one in found if one.month.year == nearest.month.year]
    shown: dict[Cell, int] = {}
    for one in reversed(alike):
        shown |= shown_in(one)
    hidden = frozenset((key, place) for key, place in nearest.hidden)
    return Earlier(_table_again(nearest, rule).values, hidden, nearest.month.year == month[0], shown)


def _table_again(one: Publication, rule: SmallCells) -> Table:
    """The numbers of a published month, those that were hidden among them."""
    month = one.month.year, one.month.month
    return table_of(_public(figures_table(month)), _public(unplaced(month)), rule, month)
