"""The only reader of periods and of what they ask for."""

from django.db.models import Q, QuerySet

from padan.web.accounts.models import Appointment, Office
from padan.web.asked_once import once
from padan.web.periods.models import Lock, Period, Reminder, Requirement
from padan.web.refusals import NOT_THERE
from padan.web.roles import OfficeKind, Reach


def period_current(acting: Appointment | None = None) -> Period | None:
    """The newest open period; None where Bappeda has opened none."""
    return next(iter(_periods_open()), None)


def periods_open_beside(period: Period) -> list[Period]:
    """The other periods that are not closed, the newest first: months and a quarter, or one that is not signed yet."""
    return [one for one in _periods_open() if one.pk != period.pk]


def _periods_open() -> list[Period]:
    """The periods that are not closed, the newest first; asked once while a page is read."""
    return once("periods open", lambda: list(Period.objects.filter(closed_at=None)))


def period_get(acting: Appointment, key: str) -> Period:
    """A period by its key; every office knows of every period. Raises NOT_THERE."""
    found = Period.objects.filter(key=key).first()
    if found is None:
        raise NOT_THERE
    return found


def periods_known() -> QuerySet[Period]:
    """All periods, the newest first."""
    return Period.objects.all()


def offices_seen(acting: Appointment) -> Q:
    """The condition on a requirement that its office lies within reach; the same rule as `Appointment.sees_office`."""
    own = Q(office=acting.office_id)
    if acting.reach is Reach.CITY:
        return Q()
    if acting.reach is Reach.AREA:
        return own | Q(office__kind=OfficeKind.KELURAHAN, office__region__parent=acting.office.region_id)
    return own if acting.reach in (Reach.OFFICE, Reach.SENT) else Q(pk=None)


def requirements_of(acting: Appointment, period: Period) -> QuerySet[Requirement]:
    """What a period asks of the offices within reach."""
    found = Requirement.objects.filter(offices_seen(acting), period=period)
    return found.select_related("office__region__parent", "period")


def requirements_own(acting: Appointment, period: Period) -> QuerySet[Requirement]:
    """What a period asks of the acting office itself; which office and period it is the caller knows."""
    return Requirement.objects.filter(offices_seen(acting), period=period, office=acting.office_id).order_by(
        "kind", "segment"
    )


def requirement_get(acting: Appointment, pk: int) -> Requirement:
    """One requirement within reach. Raises NOT_THERE."""
    found = Requirement.objects.filter(offices_seen(acting), pk=pk)
    requirement = found.select_related("office__region__parent", "period").first()
    if requirement is None:
        raise NOT_THERE
    return requirement


def periods_before(period: Period) -> QuerySet[Period]:
    """The periods whose answers a period takes over while the records say the same: those that ended before it, and of
    those that end with it the ones opened first (the months of a quarter)."""
    return Period.objects.filter(
        Q(last_month__lt=period.last_month) | Q(last_month=period.last_month, pk__lt=period.pk)
    )


def is_open(*, period: Period, office: Office) -> bool:
    """Whether an office's part may still be changed; for what a page offers, never instead of `assert_open`."""
    if period.closed_at is not None:
        return False
    return not once(
        ("locked", period.pk, office.pk), lambda: Lock.objects.filter(period=period, office=office).exists()
    )


def reminders_of(period: Period) -> QuerySet[Reminder]:
    """Reminders of a period, the newest first."""
    return Reminder.objects.filter(period=period).select_related("office", "asked_by")


def offices_askable() -> QuerySet[Office]:
    """Offices that Bappeda may ask for a list."""
    kinds = [
        OfficeKind.KELURAHAN,
        OfficeKind.KECAMATAN,
        OfficeKind.OPD,
        OfficeKind.BPJS,
        OfficeKind.BAPPEDA,
        OfficeKind.PEMERINTAHAN,
    ]
    return Office.objects.filter(kind__in=kinds).select_related("region")


def opds() -> QuerySet[Office]:
    """Offices of the city that may hand in lists of contract workers."""
    return Office.objects.filter(kind=OfficeKind.OPD)
