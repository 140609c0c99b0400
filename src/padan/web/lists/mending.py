"""A row mended on the page: each value with what stood before, and the row's problems found anew."""

from collections.abc import Mapping, Set

from django.db import transaction
from django.db.models import Count

from padan.domain.cell_text import plain_text
from padan.domain.fields import FIELD_KEYS
from padan.intake import check_values
from padan.web.accounts.models import Appointment, User
from padan.web.audit.services import event_append
from padan.web.lists.fingerprints import fingerprint
from padan.web.lists.models import Mend, Row, Upload, UploadState
from padan.web.lists.refusals import NO_CHANGE, NOT_CHANGEABLE
from padan.web.lists.storing import engine_kind, own, recount
from padan.web.lists.twins import CODES, IDENTITY, twins_mark
from padan.web.periods.services import assert_open, touched

SEEN_IN_FILE = {"hidden_row": "", "nik_is_kk": "nik"}
"""Problems that show only in the file or beside its other rows, and the field whose change does away with them."""

Place = tuple[str, int, str]
"""Sheet and row, and the month where one row of the sheet is a row for each of its months."""


@transaction.atomic
def row_mend(*, acting: Appointment, row: Row, values: Mapping[str, str]) -> Row:
    """Set values of a row: {field: text}, "" to clear one. Fields that say the same stay as they are.

    Allowed while the file waits and, while the office's part is open, in the version in force: the period is then to be
    run. Raises RefusedError where nothing changes, ConflictError for a version no longer in force.
    """
    upload = row.upload
    own(acting, upload.requirement)
    assert_open(period=upload.requirement.period, office=upload.requirement.office)
    upload.refresh_from_db(fields=["state"])
    if upload.state not in (UploadState.CHECKED, UploadState.ACCEPTED):
        raise NOT_CHANGEABLE
    row.refresh_from_db(fields=["values", "problems"])
    changed = _changed(row, values)
    if not changed:
        raise NO_CHANGE
    _mend(row, changed, acting.user)
    if IDENTITY & changed.keys():
        twins_mark(upload)
        row.refresh_from_db(fields=["problems"])
    recount(upload)
    if upload.state == UploadState.ACCEPTED:
        touched(period=upload.requirement.period)
    event_append(action="lists.mend", acting=acting, about=row, detail={"fields": sorted(changed)})
    return row


def _changed(row: Row, values: Mapping[str, str]) -> dict[str, str]:
    stated = {field: plain_text(text) for field, text in values.items() if field in FIELD_KEYS}
    return {field: text for field, text in stated.items() if text != plain_text(row.values.get(field))}


def _mend(row: Row, changed: Mapping[str, str], by: User) -> None:
    """Write the values, what stood before, and what is now wrong with the row."""
    requirement = row.upload.requirement
    before = dict(row.values)
    row.values = {field: text for field, text in {**before, **changed}.items() if text}
    found = check_values([row.values], kind=engine_kind(requirement), segment=requirement.segment or None)[0]
    kept = [
        code for code in row.problems if code in CODES or (code in SEEN_IN_FILE and SEEN_IN_FILE[code] not in changed)
    ]
    row.problems = list(dict.fromkeys([*kept, *found]))
    row.fingerprint = fingerprint(requirement.kind, row.values)
    row.save(update_fields=["values", "problems", "fingerprint"])
    Mend.objects.bulk_create(
        Mend(row=row, field=field, before=before.get(field, ""), after=after, by=by) for field, after in changed.items()
    )


def mends_of(upload: Upload) -> dict[Place, dict[str, str]]:
    """What was mended in a file, by place: read anew, it is mended again."""
    found: dict[Place, dict[str, str]] = {}
    repeated = _repeated(upload)
    for mend in Mend.objects.filter(row__upload=upload).select_related("row").order_by("id"):
        found.setdefault(_place(mend.row, repeated), {})[mend.field] = mend.after
    return found


def mends_put(upload: Upload, mends: Mapping[Place, Mapping[str, str]], by: User) -> None:
    """Mend the rows at these places again."""
    if not mends:
        return
    repeated = _repeated(upload)
    for row in upload.rows.filter(row__in={number for _, number, _ in mends}).select_related("upload__requirement"):
        changed = _changed(row, mends.get(_place(row, repeated), {}))
        if changed:
            _mend(row, changed, by)
    recount(upload)


def _repeated(upload: Upload) -> set[tuple[str, int]]:
    """Rows of a sheet of which each month is a row."""
    counted = upload.rows.order_by().values_list("sheet", "row").annotate(n=Count("id")).filter(n__gt=1)
    return {(sheet, number) for sheet, number, _ in counted}


def _place(row: Row, repeated: Set[tuple[str, int]]) -> Place:
    month = row.values.get("month", "") if (row.sheet, row.row) in repeated else ""
    return row.sheet, row.row, month
