"""A selection set by a decree: everybody chosen takes the step, or nobody does; and its list is printed."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone, translation

from padan.domain.errors import PadanError
from padan.web import vault
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.funds.models import Source
from padan.web.funds.services import NewCommitment, commitment_make
from padan.web.protection.services import steps_take
from padan.web.refusals import ConflictError, both
from padan.web.selection.gathering import HOLDING
from padan.web.selection.models import Choice, Decree, Outcome, PaperState, Pot, Selection, SelectionState
from padan.web.selection.performing import has_moved
from padan.web.selection.printing import decree_pdf
from padan.web.selection.refusals import (
    LATER_DAY,
    MOVED,
    NO_NUMBER,
    NO_SOURCE,
    NOBODY,
    NOT_READY,
    NUMBER_TAKEN,
    TWO_SOURCES,
)
from padan.web.selection.wording import own

LOG = logging.getLogger("padan.web.selection")
AT_ONCE = 5


class LeftOverError(ConflictError):
    """Somebody chosen cannot be set; the sentences say why."""

    code = "left_over"


@dataclass(frozen=True, slots=True)
class NewDecree:
    """What the decree says of itself. `source`: key of the money's source that is tied by it, "" for none yet."""

    number: str
    day: date | None
    title: str
    source: str = ""

    def __post_init__(self) -> None:
        if not self.number.strip() or self.day is None or not self.title.strip():
            raise NO_NUMBER
        if self.day > timezone.localdate():
            raise LATER_DAY

    @property
    def on(self) -> date:
        """The day, which was given."""
        assert self.day is not None
        return self.day


@transaction.atomic
def decree_make(*, acting: Appointment, selection: Selection, said: NewDecree) -> Decree:
    """Set a selection. Raises ConflictError where it is not ready, has been overtaken, or somebody cannot be set."""
    held = Selection.objects.select_for_update(of=("self",)).get(pk=selection.pk)
    if held.state != SelectionState.READY:
        raise NOT_READY
    if has_moved(held):
        raise MOVED
    chosen = Choice.objects.filter(selection=held, outcome=Outcome.CHOSEN)
    new = list(chosen.exclude(candidate__step__in=HOLDING).values_list("candidate_id", flat=True))
    if not new:
        raise NOBODY
    made = _recorded(acting, held, said)
    taken = steps_take(acting=acting, candidates=new, step="set", day=made.day, document=made.number)
    if taken.left_over:
        raise _left_over(taken.left)
    _commit(acting, held, made, new, said.source)
    Selection.objects.filter(pk=held.pk).update(state=SelectionState.DECREED)
    selection.state = SelectionState.DECREED
    detail = {"number": made.number, "on": made.day.isoformat(), "many": taken.count}
    event_append(action="selection.decree", acting=acting, about=made, detail=detail)
    return made


def _recorded(acting: Appointment, selection: Selection, said: NewDecree) -> Decree:
    try:
        with transaction.atomic():
            return Decree.objects.create(
                selection=selection,
                number=" ".join(said.number.split())[:80],
                day=said.on,
                title=" ".join(said.title.split())[:300],
                letterhead=_letterhead(acting),
                made_by=acting.user,
                made_by_name=acting.user.full_name,
            )
    except IntegrityError as error:
        raise NUMBER_TAKEN from error


def _letterhead(acting: Appointment) -> dict[str, Any]:
    """What the office stated for its papers; else what follows from the office itself."""
    city = acting.office.region.name
    follows = {
        "government": f"Pemerintah {city}",
        "office": acting.office.name,
        "city": city.removeprefix("Kota ").removeprefix("Kabupaten "),
    }
    return {**follows, **acting.office.letterhead}


def _commit(acting: Appointment, selection: Selection, decree: Decree, new: Sequence[int], key: str) -> None:
    """Tie the money of a source to what the decree promises in each kelurahan; above the money nothing is set."""
    if not key:
        return
    source = Source.objects.filter(key=key).first()
    if source is None:
        raise NO_SOURCE
    if selection.top_up:
        raise TWO_SOURCES
    chosen = Choice.objects.filter(selection=selection, candidate__in=new, pot__isnull=False).order_by()
    counted = dict(chosen.values_list("pot_id").annotate(n=Count("pk")))
    for pot in Pot.objects.filter(pk__in=counted).select_related("region").order_by("region__code"):
        said = NewCommitment(
            place=pot.region,
            programme=selection.programme,
            source=source,
            year=selection.year,
            first_month=selection.first_month,
            months=selection.months,
            heads=counted[pot.pk],
            unit=selection.rate,
            decree_ref=decree.number,
            decided_on=decree.day,
        )
        commitment_make(acting=acting, commitment=said)


def _left_over(left: Any) -> LeftOverError:
    return LeftOverError(
        "Belum ada yang ditetapkan, karena sebagian yang terpilih belum dapat ditetapkan:",
        "Nothing was set, for some of those chosen cannot be set yet:",
        tuple(f"{n} × {own(texts)}" for texts, n in sorted(left.items())),
    )


def decrees_print() -> int:
    """Print lists of decrees that wait; gives how many. One that fails keeps the sentence that says why."""
    done = 0
    waiting = Decree.objects.filter(state=PaperState.WAITING).select_related("selection")
    for decree in waiting.order_by("pk")[:AT_ONCE]:
        with translation.override("id"):
            try:
                sha256, _ = vault.keep([decree_pdf(decree)])
                found = {"state": PaperState.READY, "pdf_sha256": sha256, "fault": ""}
            except PadanError as error:
                found = {"state": PaperState.FAILED, "fault": both(error)[:300]}
            except Exception as error:
                LOG.error("keputusan %s: %s", decree.pk, type(error).__name__)
                name = type(error).__name__
                fault = (
                    f"Kesalahan program ({name}); sampaikan kepada pengelola sistem.\n\n"
                    f"A fault of the program ({name}); tell the system administrator."
                )
                found = {"state": PaperState.FAILED, "fault": fault}
        with transaction.atomic():
            Decree.objects.filter(pk=decree.pk, state=PaperState.WAITING).update(**found)
            event_append(action="selection.print", about=decree, detail={"pdf": found.get("pdf_sha256", "")})
        done += 1
    return done
