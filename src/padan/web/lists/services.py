"""The only writer of files handed in: received, read elsewhere, understood anew. What follows stands in `accepting`,
`mending` and `typed`, and is reached through here."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from padan.domain.fields import FIELD_KEYS
from padan.web import vault
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.lists.accepting import upload_accept, upload_withdraw
from padan.web.lists.mending import mends_of, mends_put, row_mend
from padan.web.lists.models import HeadingChoice, Upload, UploadState
from padan.web.lists.reading import FileRefusedError, Read, StoppedError, read_file
from padan.web.lists.refusals import NO_FILE, NOT_WAITING, TOO_LARGE
from padan.web.lists.storing import broken_off_sweep, kept_mapping, own, rows_drop, rows_put
from padan.web.lists.twins import twins_mark
from padan.web.lists.typed import list_unchanged, person_put
from padan.web.periods.models import Requirement
from padan.web.periods.services import assert_open
from padan.web.refusals import both


def upload_receive(
    *,
    acting: Appointment,
    requirement: Requirement,
    file: "File[Any] | None",
    as_of: date | None = None,
    password: str = "",
) -> Upload:
    """Keep a file, have it read apart, and store how it was understood and every row: `checked`, or `refused` with a
    sentence. The same bytes again lead to the version that is there. Nothing counts before `upload_accept`.

    Raises RefusedError where there is no file or it is too large, LockedError where the office's part is signed.
    """
    own(acting, requirement)
    assert_open(period=requirement.period, office=requirement.office)
    if file is None:
        raise NO_FILE
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise TOO_LARGE
    sha256, size = vault.keep(file.chunks())
    there = _standing(requirement, sha256)
    if there is not None:
        return _same_again(there, as_of)
    upload = Upload(
        requirement=requirement,
        filename=_name(file.name),
        sha256=sha256,
        size=size,
        as_of=as_of,
        mapping=kept_mapping(requirement),
        uploaded_by=acting.user,
    )
    return _read_into(acting, upload, password)


def _name(name: str | None) -> str:
    return (name or "").replace("\\", "/").rsplit("/", 1)[-1][-255:] or "berkas"


def _standing(requirement: Requirement, sha256: str) -> Upload | None:
    states = [UploadState.ACCEPTED, UploadState.CHECKED]
    return requirement.uploads.filter(sha256=sha256, state__in=states).order_by("-id").first()


def _same_again(upload: Upload, as_of: date | None) -> Upload:
    """The version already there; only a day stated anew while it still waits is taken over."""
    if as_of and upload.state == UploadState.CHECKED and upload.as_of != as_of:
        upload.as_of = as_of
        upload.save(update_fields=["as_of"])
    return upload


def _read_into(acting: Appointment, upload: Upload, password: str) -> Upload:
    """Read the kept file of a new upload, or of one that is to be understood anew.

    Rows are stored under an upload that nobody sees, and shown in one short transaction: nobody's writing waits for the
    file to be read, and a server that dies in the middle leaves nothing half there.
    """
    requirement, hidden = upload.requirement, _hidden(upload)
    try:
        with read_file(
            vault.path_of(upload.sha256),
            filename=upload.filename,
            kind=requirement.kind,
            segment=requirement.segment,
            mapping=upload.mapping,
            password=password,
        ) as read:
            hidden.counts = rows_put(hidden, read.rows)
            twins_mark(hidden)
            shown = _show(acting, upload, hidden, read)
    except (FileRefusedError, StoppedError) as error:
        rows_drop(hidden)
        return _store_refused(acting, upload, error)
    except BaseException:
        rows_drop(hidden)
        raise
    if Upload.objects.filter(pk=hidden.pk, state=UploadState.READING).exists():
        rows_drop(hidden)
    return shown


def _hidden(upload: Upload) -> Upload:
    """What the rows are stored under until they are shown."""
    broken_off_sweep()
    return Upload.objects.create(
        requirement=upload.requirement,
        filename=upload.filename,
        sha256=upload.sha256,
        size=upload.size,
        state=UploadState.READING,
        uploaded_by=upload.uploaded_by,
    )


@transaction.atomic
def _show(acting: Appointment, upload: Upload, hidden: Upload, read: Read) -> Upload:
    """Show what was read, unless the same bytes came in meanwhile. Of a file understood anew the former rows go to the
    hidden upload, with which they are dropped."""
    requirement, anew = upload.requirement, upload.pk is not None
    assert_open(period=requirement.period, office=requirement.office)
    if not anew and (there := _standing(requirement, upload.sha256)) is not None:
        return there
    mends = mends_of(upload) if anew else {}
    upload.understanding = read.sheets
    upload.as_of = upload.as_of or _stated_day(read.sheets) or requirement.period.as_of
    upload.state, upload.refusal, upload.counts = UploadState.CHECKED, "", hidden.counts
    upload.pk = upload.pk or hidden.pk
    upload.save(force_update=True)
    if anew:
        _rows_exchange(upload, hidden)
        mends_put(upload, mends, acting.user)
    if mends:
        twins_mark(upload)
    waiting = requirement.uploads.filter(state__in=[UploadState.CHECKED, UploadState.REFUSED])
    waiting.exclude(pk=upload.pk).update(state=UploadState.REPLACED)
    detail = {"sha256": upload.sha256, "rows": upload.counts["rows"], "troubled": upload.counts["troubled"]}
    event_append(action="lists.reread" if anew else "lists.receive", acting=acting, about=upload, detail=detail)
    return upload


def _rows_exchange(upload: Upload, hidden: Upload) -> None:
    """Numbers of one upload's rows never meet: the former ones are counted on behind the new ones."""
    count = hidden.counts["rows"]
    upload.rows.update(upload=hidden, number=F("number") + count)
    hidden.rows.filter(number__lte=count).update(upload=upload)


def _stated_day(sheets: Sequence[Mapping[str, Any]]) -> date | None:
    """The day that the file itself says it speaks of."""
    found = next((sheet["hints"]["as_of"] for sheet in sheets if sheet["hints"].get("as_of")), None)
    return date.fromisoformat(found) if found else None


@transaction.atomic
def _store_refused(acting: Appointment, upload: Upload, error: FileRefusedError | StoppedError) -> Upload:
    """A file that cannot be read stands with its sentence; where only headings were wanting, with what was found."""
    requirement = upload.requirement
    assert_open(period=requirement.period, office=requirement.office)
    earlier = requirement.uploads.filter(sha256=upload.sha256, state=UploadState.REFUSED).first()
    if upload.pk is None and earlier is not None:
        earlier.mapping, earlier.filename = upload.mapping, upload.filename
        earlier.uploaded_by, earlier.uploaded_at = upload.uploaded_by, upload.uploaded_at
        upload = earlier
    upload.understanding = [_as_refused(error)]
    upload.state, upload.refusal, upload.counts = UploadState.REFUSED, both(error), {}
    if upload.pk is not None:
        upload.rows.all().delete()
    upload.save()
    requirement.uploads.filter(state=UploadState.REFUSED).exclude(pk=upload.pk).update(state=UploadState.REPLACED)
    event_append(action="lists.refuse", acting=acting, about=upload, detail={"sha256": upload.sha256})
    return upload


def _as_refused(error: FileRefusedError | StoppedError) -> dict[str, Any]:
    found = error.headings if isinstance(error, FileRefusedError) else ()
    columns = [{"position": n, "heading": h[:200], "field": "", "how": "ignored"} for n, h in enumerate(found)]
    kind = error.kind if isinstance(error, FileRefusedError) else error.code
    nothing: dict[str, Any] = {"left_out": [], "notes": [], "hints": {}, "rows": 0}
    return {"sheet": "", "columns": columns, "refused": kind, **nothing}


def mapping_change(*, acting: Appointment, upload: Upload, mapping: Mapping[str, str], password: str = "") -> Upload:
    """Understand headings as a clerk says, from now on for the whole office, and read the file again.

    `mapping`: {heading: field key, or "" to leave the column out}. Raises ConflictError once it is accepted.
    """
    own(acting, upload.requirement)
    assert_open(period=upload.requirement.period, office=upload.requirement.office)
    if upload.state not in (UploadState.CHECKED, UploadState.REFUSED):
        raise NOT_WAITING
    chosen = {h[:200]: f for h, f in mapping.items() if h and (not f or f in FIELD_KEYS)}
    upload.mapping = {**upload.mapping, **chosen}
    reread = _read_into(acting, upload, password)
    _remember(acting, upload.requirement, chosen)
    return reread


@transaction.atomic
def _remember(acting: Appointment, requirement: Requirement, chosen: Mapping[str, str]) -> None:
    for heading, field in sorted(chosen.items()):
        HeadingChoice.objects.update_or_create(
            office=requirement.office,
            kind=requirement.kind,
            heading=heading,
            defaults={"field": field, "by": acting.user, "at": timezone.now()},
        )
    event_append(action="lists.headings", acting=acting, about=requirement, detail={"headings": len(chosen)})


__all__ = [
    "list_unchanged",
    "mapping_change",
    "person_put",
    "row_mend",
    "upload_accept",
    "upload_receive",
    "upload_withdraw",
]
