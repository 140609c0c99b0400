"""Versions that come of no file: nothing changed, or one person added, ended or corrected in a form.

Each is a version like any other: its rows stand in the record, and a workbook of them is kept in the vault.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from padan.documents.template_sheet import sheet_name
from padan.domain.cell_text import plain_text
from padan.domain.fields import FIELD_KEYS, LABELS
from padan.intake import check_values
from padan.web import vault
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.lists import accepting
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.lists.prefilled import filled, sheet_title
from padan.web.lists.refusals import (
    ALREADY_ACCEPTED,
    LIST_WITHDRAWN,
    NO_CHANGE,
    NO_NAME,
    NOT_CHANGEABLE,
    NOTHING_BEFORE,
)
from padan.web.lists.selectors import upload_accepted, upload_before
from padan.web.lists.storing import engine_kind, own, rows_put
from padan.web.lists.twins import CODES, twins_mark
from padan.web.periods.models import Requirement
from padan.web.periods.services import assert_open

IN_ITS_FILE = CODES | {"hidden_row"}
"""Problems of a row in the file that it stood in; the new version finds its own."""
FIRST_ROW = 2
"""The Excel row of the first person in a workbook that is made here."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a version to be made: what it says, and what is wrong with it."""

    values: Mapping[str, str]
    problems: Sequence[str]


@transaction.atomic
def list_unchanged(*, acting: Appointment, requirement: Requirement, as_of: date | None = None) -> Upload:
    """Accept for this period what was accepted last before it. Raises RefusedError where there was nothing, and
    ConflictError where something has been accepted already."""
    own(acting, requirement)
    assert_open(period=requirement.period, office=requirement.office)
    before = upload_before(requirement)
    if before is None:
        raise NOTHING_BEFORE
    if before.requirement_id == requirement.pk:
        raise ALREADY_ACCEPTED
    name = f"Tanpa perubahan dari {before.requirement.period.name}.xlsx"
    return _version(acting, requirement, _lines(before), name, as_of or _day(requirement, None))


@transaction.atomic
def person_put(
    *, acting: Appointment, requirement: Requirement, values: Mapping[str, str], row: Row | None = None
) -> Upload:
    """Add a person, or with `row` correct or end the one who stands there; the rest stays as it was accepted last.

    Ending is a day in `end_date` or `death_date`: nobody is struck off. Raises RefusedError without a name and a NIK
    or birth date, ConflictError where `row` is not in the version that is carried on.
    """
    own(acting, requirement)
    assert_open(period=requirement.period, office=requirement.office)
    base = upload_before(requirement)
    if upload_accepted(requirement) is None and requirement.uploads.filter(version__isnull=False).exists():
        raise LIST_WITHDRAWN
    if row is not None and (base is None or row.upload_id != base.pk):
        raise NOT_CHANGEABLE
    lines = _lines(base) if base else []
    new = _person(requirement, values, dict(row.values) if row else {})
    if row is None:
        lines.append(new)
    else:
        lines[row.number - 1] = new
    name = f"{sheet_title(requirement)}, {'diubah' if row else 'ditambah'} pada halaman.xlsx"
    return _version(acting, requirement, lines, name, _day(requirement, base))


def _person(requirement: Requirement, values: Mapping[str, str], before: Mapping[str, str]) -> Line:
    stated = {field: plain_text(text) for field, text in values.items() if field in FIELD_KEYS}
    said = {field: text for field, text in {**before, **stated}.items() if text}
    if not said.get("name") or not (said.get("nik") or said.get("birth_date")):
        raise NO_NAME
    if said == before:
        raise NO_CHANGE
    (problems,) = check_values([said], kind=engine_kind(requirement), segment=requirement.segment or None)
    return Line(said, problems)


def _day(requirement: Requirement, base: Upload | None) -> date:
    """The day that the version speaks of: that of the version in force, else the period's, else today."""
    same = base.as_of if base is not None and base.requirement_id == requirement.pk else None
    return same or requirement.period.as_of or timezone.localdate()


def _lines(upload: Upload) -> list[Line]:
    found = upload.rows.order_by("number").values_list("values", "problems")
    return [Line(values, [code for code in problems if code not in IN_ITS_FILE]) for values, problems in found]


def _version(
    acting: Appointment, requirement: Requirement, lines: Sequence[Line], filename: str, as_of: date
) -> Upload:
    """Keep a workbook of the rows, store them, and put them in force."""
    sha256, size = vault.keep([filled(requirement, [line.values for line in lines])])
    sheet = sheet_name(sheet_title(requirement))
    upload = Upload.objects.create(
        requirement=requirement,
        filename=filename,
        sha256=sha256,
        size=size,
        as_of=as_of,
        state=UploadState.CHECKED,
        understanding=[{"sheet": sheet, "columns": [], "left_out": [], "notes": [], "hints": {}, "rows": len(lines)}],
        uploaded_by=acting.user,
    )
    upload.counts = rows_put(
        upload,
        (
            {
                "sheet": sheet,
                "row": number,
                "found": {LABELS[field].label_id: text for field, text in line.values.items()},
                "values": line.values,
                "problems": list(line.problems),
            }
            for number, line in enumerate(lines, FIRST_ROW)
        ),
    )
    upload.save(update_fields=["counts"])
    twins_mark(upload)
    detail = {"sha256": sha256, "rows": len(lines), "troubled": upload.counts["troubled"]}
    event_append(action="lists.receive", acting=acting, about=upload, detail=detail)
    return accepting.upload_accept(acting=acting, upload=upload)
