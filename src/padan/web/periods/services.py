"""The only writer of periods, what they ask for, and their locks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from padan.domain.months import read_period
from padan.web.accounts.models import Appointment, Office
from padan.web.audit.services import event_append
from padan.web.periods.models import Kind, Lock, Period, Requirement
from padan.web.periods.refusals import (
    ALREADY_HANDED_IN,
    ALREADY_OPEN,
    ALREADY_REQUIRED,
    NO_PERIOD_KEY,
    PERIOD_CLOSED,
    SIGNED,
)
from padan.web.periods.reminding import reminders_ask, reminders_send
from padan.web.refusals import FORBIDDEN
from padan.web.roles import OfficeKind, Role

ASKED_OF: dict[OfficeKind, tuple[tuple[Kind, str], ...]] = {
    OfficeKind.KELURAHAN: ((Kind.LIST, "rt"), (Kind.LIST, "pekerja_rentan"), (Kind.LIST, "miskin_ekstrem")),
    OfficeKind.KECAMATAN: ((Kind.LIST, "tkk"),),
    OfficeKind.BPJS: ((Kind.PARTICIPANTS, ""), (Kind.PAYMENTS, "")),
}
"""What a new period asks of every office of a kind; Bappeda may add and strike off afterwards."""
ASKED_OF_OPD: tuple[tuple[Kind, str], ...] = ((Kind.LIST, "tkk"),)


@dataclass(frozen=True, slots=True)
class NewPeriod:
    """What Bappeda states when it opens a period. `key`: `2024-Q4` or `2024-10`; `opds`: further submitters of TKK."""

    key: str
    due: date
    name: str = ""
    as_of: date | None = None
    opds: Sequence[Office] = ()


@transaction.atomic
def period_open(*, acting: Appointment, period: NewPeriod) -> Period:
    """Open a period and ask every kelurahan, kecamatan, chosen OPD and the branch for their lists.

    Raises RefusedError for a key that names no months, ConflictError where the period has been opened before.
    """
    _only_bappeda(acting)
    months = read_period(period.key)
    if not months:
        raise NO_PERIOD_KEY
    first, last = date(*months[0], 1), date(*months[-1], 1)
    key = f"{first.year}-Q{(first.month + 2) // 3}" if len(months) == 3 else f"{first:%Y-%m}"
    if Period.objects.filter(key=key).exists():
        raise ALREADY_OPEN
    opened = Period.objects.create(
        key=key,
        name=period.name.strip() or name_of(first, last),
        first_month=first,
        last_month=last,
        due=period.due,
        as_of=period.as_of,
        opened_by=acting.user,
    )
    Requirement.objects.bulk_create(_asked(opened, period.opds))
    event_append(action="periods.open", acting=acting, about=opened, detail={"key": key, "due": str(period.due)})
    return opened


def name_of(first: date, last: date) -> str:
    """`Triwulan 4 Tahun 2024`, or `Oktober 2024`."""
    if first == last:
        return format_date(first, "MMMM y", locale="id_ID")
    return f"Triwulan {(first.month + 2) // 3} Tahun {first.year}"


def _asked(period: Period, opds: Sequence[Office]) -> list[Requirement]:
    offices = Office.objects.filter(kind__in=ASKED_OF).order_by("pk")
    asked = [(office, what) for office in offices for what in ASKED_OF[OfficeKind(office.kind)]]
    asked += [(office, what) for office in opds for what in ASKED_OF_OPD]
    return [
        Requirement(period=period, office=office, kind=kind, segment=segment, due=period.due)
        for office, (kind, segment) in asked
    ]


def _only_bappeda(acting: Appointment) -> None:
    if acting.role != Role.BAPPEDA:
        raise FORBIDDEN


@transaction.atomic
def period_change(*, acting: Appointment, period: Period, name: str, due: date, as_of: date | None) -> None:
    """Change a period's name, its last day, or the day that lists are to speak of. Lists due that same day follow."""
    _only_bappeda(acting)
    _assert_not_closed(period)
    Requirement.objects.filter(period=period, due=period.due).update(due=due)
    period.name, period.due, period.as_of = name.strip() or period.name, due, as_of
    period.save(update_fields=["name", "due", "as_of"])
    event_append(action="periods.change", acting=acting, about=period, detail={"due": str(due)})


@transaction.atomic
def period_close(*, acting: Appointment, period: Period) -> None:
    """Close a period: nothing in it changes any more. The next newest open one becomes the current one."""
    _only_bappeda(acting)
    _assert_not_closed(period)
    period.closed_at = timezone.now()
    period.save(update_fields=["closed_at"])
    event_append(action="periods.close", acting=acting, about=period)


@transaction.atomic
def requirement_add(
    *, acting: Appointment, period: Period, office: Office, kind: Kind, segment: str = "", due: date | None = None
) -> Requirement:
    """Ask one more list of an office; no segment: one list of all segments, told apart by its column or its sheets.

    Raises ConflictError where it is asked already.
    """
    _only_bappeda(acting)
    _assert_not_closed(period)
    try:
        with transaction.atomic():
            asked = Requirement.objects.create(
                period=period,
                office=office,
                kind=kind,
                segment=segment if kind == Kind.LIST else "",
                due=due or period.due,
            )
    except IntegrityError as error:
        raise ALREADY_REQUIRED from error
    event_append(
        action="periods.requirement_add",
        acting=acting,
        about=asked,
        detail={"office": office.name, "kind": kind, "segment": segment},
    )
    return asked


@transaction.atomic
def requirement_remove(*, acting: Appointment, requirement: Requirement) -> None:
    """Strike off a list that nobody has handed in yet. Raises ConflictError where somebody has."""
    _only_bappeda(acting)
    _assert_not_closed(requirement.period)
    detail = {"office": requirement.office.name, "kind": requirement.kind, "segment": requirement.segment}
    event_append(action="periods.requirement_remove", acting=acting, about=requirement, detail=detail)
    try:
        requirement.delete()
    except ProtectedError as error:
        raise ALREADY_HANDED_IN from error


@transaction.atomic
def assert_open(*, period: Period, office: Office) -> None:
    """Every writer into a period calls this first, inside its own transaction. Raises LockedError.

    It holds the office's row until the caller's transaction ends, so that nothing is written while it is being signed.
    """
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    _assert_not_closed(Period.objects.get(pk=period.pk))
    if Lock.objects.filter(period=period, office=office).exists():
        raise SIGNED


def _assert_not_closed(period: Period) -> None:
    if period.closed_at is not None:
        raise PERIOD_CLOSED


@transaction.atomic
def lock_set(*, period: Period, office: Office) -> None:
    """Close an office's part of a period; only signing does so. Waits for writers that are at work in it."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    Lock.objects.get_or_create(period=period, office=office)


@transaction.atomic
def lock_lift(*, period: Period, office: Office) -> None:
    """Open it again; only the undoing of a signature does so."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    Lock.objects.filter(period=period, office=office).delete()


@transaction.atomic
def touched(*, period: Period) -> None:
    """Say, in the transaction of the change, that a run of this period would now find something else.

    The moment is taken once the period's row is held. Whoever begins a run takes its moment the same way
    (`select_for_update` on the period, then the clock): a change is then either seen by that run or later than it.
    """
    held = Period.objects.select_for_update(no_key=True).get(pk=period.pk)
    held.changed_at = period.changed_at = timezone.now()
    held.save(update_fields=["changed_at"])


__all__ = [
    "NewPeriod",
    "assert_open",
    "lock_lift",
    "lock_set",
    "period_change",
    "period_close",
    "period_open",
    "reminders_ask",
    "reminders_send",
    "requirement_add",
    "requirement_remove",
    "touched",
]
