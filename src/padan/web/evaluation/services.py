"""The only writer of lines and death rates. Sheets stand in `welfare.py`, what the worker computes, `computing.py`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from padan.statistics.lines import Line
from padan.statistics.protection_worth import Accident, Band, Mortality
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.evaluation.models import Entry, MortalityTable, PovertyLine
from padan.web.evaluation.refusals import BANDS_UNREADABLE, WITHDRAWN_ALREADY
from padan.web.evaluation.welfare import About, sheet_accept, sheet_receive, sheet_withdraw


@dataclass(frozen=True, slots=True)
class Sourced:
    """Where an entry comes from, and whether it is certain for this city."""

    source: str
    certain: bool
    note: str = ""


def _entered(acting: Appointment, sourced: Sourced) -> dict[str, Any]:
    return {**asdict(sourced), "entered_by": acting.user, "entered_by_name": acting.user.full_name}


@transaction.atomic
def line_enter(
    *, acting: Appointment, line: Line, first_month: date, last_month: date | None, sourced: Sourced
) -> PovertyLine:
    """A poverty line from one month on."""
    made = PovertyLine.objects.create(
        kind=line.kind, amount=line.amount, first_month=first_month, last_month=last_month, **_entered(acting, sourced)
    )
    detail = {"kind": line.kind, "amount": line.amount, "source": sourced.source}
    event_append(action="evaluation.line", acting=acting, about=made, detail=detail)
    return made


@transaction.atomic
def mortality_enter(
    *, acting: Appointment, name: str, bands: Sequence[Band], accident: Accident | None, sourced: Sourced
) -> MortalityTable:
    """Death rates, which count from now on. Raises RefusedError where bands of one sex overlap or there are none."""
    if not bands:
        raise BANDS_UNREADABLE
    try:
        Mortality(name, sourced.source, sourced.certain, tuple(bands))
    except ValueError as error:
        raise BANDS_UNREADABLE from error
    made = MortalityTable.objects.create(
        name=name, bands=[asdict(band) for band in bands], accidents=asdict(accident) if accident else {},
        **_entered(acting, sourced),
    )  # fmt: skip
    detail = {"source": sourced.source, "rows": len(bands)}
    event_append(action="evaluation.mortality", acting=acting, about=made, detail=detail)
    return made


def line_withdraw(*, acting: Appointment, line: PovertyLine) -> None:
    """A line counts no more. Raises ConflictError where it was withdrawn already."""
    _withdraw(acting, line, "evaluation.line_withdraw")


def mortality_withdraw(*, acting: Appointment, table: MortalityTable) -> None:
    """Death rates count no more; those entered before count again. Raises ConflictError as for a line."""
    _withdraw(acting, table, "evaluation.mortality_withdraw")


@transaction.atomic
def _withdraw(acting: Appointment, entry: Entry, action: str) -> None:
    held = type(entry)._default_manager.filter(pk=entry.pk, withdrawn_at=None)
    if not held.update(withdrawn_at=timezone.now(), withdrawn_by_name=acting.user.full_name):
        raise WITHDRAWN_ALREADY
    event_append(action=action, acting=acting, about=entry, detail={"source": entry.source})


__all__ = [
    "About",
    "Sourced",
    "line_enter",
    "line_withdraw",
    "mortality_enter",
    "mortality_withdraw",
    "sheet_accept",
    "sheet_receive",
    "sheet_withdraw",
]
