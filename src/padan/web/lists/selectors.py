"""The only reader of files handed in and of their rows."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from padan.web.accounts.models import Appointment, Office
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.lists.storing import needs_somebody
from padan.web.periods.models import Period, Requirement
from padan.web.periods.selectors import offices_seen
from padan.web.refusals import NOT_THERE
from padan.web.roles import Reach


def _seen(acting: Appointment) -> QuerySet[Upload]:
    within = Requirement.objects.filter(offices_seen(acting))
    found = Upload.objects.filter(requirement__in=within).exclude(state=UploadState.READING)
    return found.select_related("requirement__office__region", "requirement__period", "uploaded_by", "accepted_by")


def upload_get(acting: Appointment, pk: int) -> Upload:
    """One file within reach. Raises NOT_THERE."""
    found = _seen(acting).filter(pk=pk).first()
    if found is None:
        raise NOT_THERE
    return found


def upload_own(acting: Appointment, pk: int) -> Upload:
    """One file of the acting office itself, for what only that office does with it. Raises NOT_THERE."""
    found = _seen(acting).filter(pk=pk, requirement__office=acting.office_id).first()
    if found is None:
        raise NOT_THERE
    return found


def row_get(acting: Appointment, pk: int) -> Row:
    """One row within reach. Raises NOT_THERE."""
    within = Requirement.objects.filter(offices_seen(acting))
    found = Row.objects.filter(upload__requirement__in=within, pk=pk).exclude(upload__state=UploadState.READING)
    row = found.select_related("upload__requirement__office", "upload__requirement__period").first()
    if row is None:
        raise NOT_THERE
    return row


def uploads_of(requirement: Requirement) -> QuerySet[Upload]:
    """Every file handed in for a requirement, the newest first."""
    seen = requirement.uploads.exclude(state=UploadState.READING)
    return seen.select_related("uploaded_by", "accepted_by").order_by("-id")


def uploads_accepted(period: Period) -> QuerySet[Upload]:
    """The versions in force of a period, for a run. Rows that say no segment have that of the requirement."""
    found = Upload.objects.filter(requirement__period=period, state=UploadState.ACCEPTED)
    return found.select_related("requirement__office").order_by("requirement_id")


def upload_accepted(requirement: Requirement) -> Upload | None:
    """The version in force of one requirement."""
    return requirement.uploads.filter(state=UploadState.ACCEPTED).first()


def upload_before(requirement: Requirement) -> Upload | None:
    """What a new file is compared with, and what a list is prefilled from: the version in force, else that of the
    newest earlier period in which the office's list for this segment was accepted."""
    in_force = upload_accepted(requirement)
    if in_force is not None:
        return in_force
    earlier = Upload.objects.filter(
        state=UploadState.ACCEPTED,
        requirement__office=requirement.office_id,
        requirement__kind=requirement.kind,
        requirement__segment=requirement.segment,
        requirement__period__first_month__lt=requirement.period.first_month,
    )
    return earlier.select_related("requirement__period").order_by("-requirement__period__first_month", "-id").first()


def upload_compared(upload: Upload) -> Upload | None:
    """What a file that waits is compared with; None for the first of its office."""
    before = upload_before(upload.requirement)
    return before if before is not None and before.pk != upload.pk else None


def rows_of(upload: Upload, *, name: str = "") -> QuerySet[Row]:
    """Rows of a file in its order; with `name` those whose name holds it."""
    found = upload.rows.order_by("number")
    return found.filter(values__name__icontains=name) if name else found


def rows_with(upload: Upload, problems: Iterable[str]) -> QuerySet[Row]:
    """Rows of a file that have one of these problems, in its order."""
    wanted = Q(pk=None)
    for code in problems:
        wanted |= Q(told__contains=f'"{code}"')
    return upload.rows.annotate(told=Cast("problems", TextField())).filter(wanted).order_by("number")


def troubled_codes(upload: Upload) -> list[str]:
    """The problems in a file that need somebody."""
    return [code for code in upload.counts.get("problems", {}) if needs_somebody(code)]


def states_of(requirements: Iterable[int]) -> dict[int, tuple[Upload | None, Upload | None]]:
    """For each requirement its version in force and the newest file that is not, with one query."""
    found: dict[int, tuple[Upload | None, Upload | None]] = {}
    wanted = [UploadState.ACCEPTED, UploadState.CHECKED, UploadState.REFUSED]
    uploads = Upload.objects.filter(requirement__in=list(requirements), state__in=wanted).order_by("id")
    for upload in uploads.defer("understanding", "mapping"):
        in_force, newest = found.get(upload.requirement_id, (None, None))
        if upload.state == UploadState.ACCEPTED:
            in_force = upload
        else:
            newest = upload
        found[upload.requirement_id] = (in_force, newest)
    return found


def sees_whole(acting: Appointment, office: Office) -> bool:
    """Whether a NIK of this office's rows is shown whole on its row's page (practice 16): in the own office alone."""
    return acting.reach is not Reach.NONE and acting.office_id == office.pk
