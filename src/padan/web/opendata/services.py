"""The only writer of this room: whether the public page is on, and what is published of each closed month."""

from django.db import transaction
from django.http import HttpRequest

from padan.domain.months import Month
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.monitoring.models import FigureSet, SetKind
from padan.web.opendata.hiding import Prepared, digest_of
from padan.web.opendata.models import Publication, PublicState
from padan.web.opendata.preparing import prepared
from padan.web.opendata.refusals import NAMELESS
from padan.web.opendata.selectors import public_state

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
    return f"terbit {', '.join(done)}" if done else ""


@transaction.atomic
def publication_make(held: FigureSet) -> Publication | None:
    """Publish one closed month; None where it was published already or holds nothing that may be."""
    month = held.month.year, held.month.month
    ready = prepared(held)
    if ready is None or Publication.objects.filter(month=held.month).exists():
        return None
    content = ready.content
    made = Publication.objects.create(
        month=held.month,
        set=held,
        versions=ready.versions,
        rule={"below": ready.rule.below, "choices": ready.rule.choices, "contribution": ready.rule.contribution},
        hidden=sorted(ready.hidden),
        content=content,
        digest=digest_of(content),
    )
    event_append(action="opendata.publish", about=made, detail=_counted(month, ready))
    return made


def _counted(month: Month, ready: Prepared) -> dict[str, object]:
    return {
        "month": f"{month[0]}-{month[1]:02}", "lines": len(ready.lines),
        "hidden": sum(one.hidden for one in ready.lines),
    }  # fmt: skip
