"""Putting a checked file in force, and taking one back."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.lists.models import Upload, UploadState
from padan.web.lists.refusals import NO_AS_OF, NO_ROWS, NOT_WAITING, ODD_DAY
from padan.web.lists.storing import own
from padan.web.periods.models import Period
from padan.web.periods.services import assert_open, touched

FIRST_DAY = date(2000, 1, 1)
A_MONTH = timedelta(days=31)


def refuse_odd_day(day: date, period: Period) -> None:
    """Raises ODD_DAY for a day that no list of the period can speak of: past it and past today, or too long ago."""
    expected = (timezone.localdate(), period.as_of or FIRST_DAY, period.last_month + A_MONTH)
    if not FIRST_DAY <= day <= max(expected):
        raise ODD_DAY


@transaction.atomic
def upload_accept(*, acting: Appointment, upload: Upload, as_of: date | None = None) -> Upload:
    """Put a checked file in force as the next version; the one before stands as replaced. The period is to be run.

    Raises ConflictError where it no longer waits, RefusedError without rows, without the day it speaks of,
    or with an odd one.
    """
    own(acting, upload.requirement)
    assert_open(period=upload.requirement.period, office=upload.requirement.office)
    upload = Upload.objects.select_related("requirement__period", "requirement__office").get(pk=upload.pk)
    if upload.state == UploadState.ACCEPTED:
        return upload
    if upload.state != UploadState.CHECKED:
        raise NOT_WAITING
    if not upload.size_in_rows:
        raise NO_ROWS
    upload.as_of = as_of or upload.as_of
    if upload.as_of is None:
        raise NO_AS_OF
    refuse_odd_day(upload.as_of, upload.requirement.period)
    siblings = upload.requirement.uploads
    siblings.filter(state=UploadState.ACCEPTED).update(state=UploadState.REPLACED)
    upload.version = (siblings.aggregate(last=Max("version"))["last"] or 0) + 1
    upload.state, upload.accepted_by, upload.accepted_at = UploadState.ACCEPTED, acting.user, timezone.now()
    upload.save(update_fields=["as_of", "version", "state", "accepted_by", "accepted_at"])
    touched(period=upload.requirement.period)
    detail = {"version": upload.version, "sha256": upload.sha256, **{k: upload.counts[k] for k in ("rows", "troubled")}}
    event_append(action="lists.accept", acting=acting, about=upload, detail=detail)
    return upload


@transaction.atomic
def upload_withdraw(*, acting: Appointment, upload: Upload) -> Upload:
    """Take back a file that waits, could not be read, or is in force; it stays listed. Else raises ConflictError."""
    own(acting, upload.requirement)
    assert_open(period=upload.requirement.period, office=upload.requirement.office)
    upload = Upload.objects.select_related("requirement__period", "requirement__office").get(pk=upload.pk)
    if upload.state in (UploadState.REPLACED, UploadState.WITHDRAWN):
        raise NOT_WAITING
    if upload.state == UploadState.ACCEPTED:
        touched(period=upload.requirement.period)
    upload.state = UploadState.WITHDRAWN
    upload.save(update_fields=["state"])
    event_append(action="lists.withdraw", acting=acting, about=upload, detail={"version": upload.version})
    return upload
