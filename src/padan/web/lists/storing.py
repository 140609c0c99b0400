"""How rows of a file become rows of the record, and what is counted of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any, cast

from django.utils import timezone

from padan.domain.problems import BY_CODE
from padan.intake import Kind
from padan.web import many_rows
from padan.web.accounts.models import Appointment
from padan.web.lists.fingerprints import fingerprint
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.periods.models import Requirement
from padan.web.refusals import NOT_THERE

BATCH = 1000
HARMFUL = 2
BROKEN_OFF_AFTER = timedelta(hours=1)
"""A file that is still being read by then is read by nobody any more: no reading is let go on for that long."""


def own(acting: Appointment, requirement: Requirement) -> None:
    """Only the office that is asked hands in. Raises NOT_THERE for any other."""
    if requirement.office_id != acting.office_id:
        raise NOT_THERE


def rows_put(upload: Upload, lines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Write the rows of an upload, in order; gives its `counts`. Each line: sheet, row, found, values, problems.

    A transaction for each batch: whoever else writes waits for a batch, not for the whole file to be read.
    """
    tally = Tally()
    for batch in _batches(_made(upload, lines)):
        for row in batch:
            tally.add(row.problems)
        many_rows.rows_put(batch)
    return tally.counts()


def rows_drop(upload: Upload) -> None:
    """Delete an upload that nobody sees, with its rows, batch by batch."""
    while found := list(upload.rows.order_by().values_list("pk", flat=True)[:BATCH]):
        Row.objects.filter(pk__in=found).delete()
    upload.delete()


def broken_off_sweep() -> None:
    """Delete what readings left behind that were broken off with the server."""
    since = timezone.now() - BROKEN_OFF_AFTER
    for upload in Upload.objects.filter(state=UploadState.READING, uploaded_at__lt=since):
        rows_drop(upload)


def needs_somebody(code: str) -> bool:
    """Whether a problem touches who a person is, money or a life; a missing datum is told, and holds nobody up."""
    return BY_CODE[code].harm >= HARMFUL if code in BY_CODE else False


class Tally:
    """What `Upload.counts` says: rows, rows with a problem that needs somebody (`troubled`), rows by problem."""

    def __init__(self) -> None:
        self.rows = self.troubled = 0
        self.problems: Counter[str] = Counter()

    def add(self, problems: Iterable[str]) -> None:
        """One row more."""
        found = list(problems)
        self.rows += 1
        self.troubled += any(needs_somebody(code) for code in found)
        self.problems.update(found)

    def counts(self) -> dict[str, Any]:
        """For the upload."""
        return {"rows": self.rows, "troubled": self.troubled, "problems": dict(self.problems)}


def _made(upload: Upload, lines: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    kind = upload.requirement.kind
    for number, line in enumerate(lines, 1):
        yield Row(
            upload=upload,
            number=number,
            sheet=line["sheet"][:100],
            row=line["row"],
            found=line["found"],
            values=line["values"],
            problems=line["problems"],
            fingerprint=fingerprint(kind, line["values"]),
        )


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def recount(upload: Upload) -> None:
    """Count again after rows were mended."""
    tally = Tally()
    for problems in upload.rows.values_list("problems", flat=True).iterator(chunk_size=5000):
        tally.add(problems)
    upload.counts = tally.counts()
    upload.save(update_fields=["counts"])


def kept_mapping(requirement: Requirement) -> dict[str, str]:
    """How the office's headings are understood, as its clerks have said so far."""
    choices = requirement.office.heading_choices.filter(kind=requirement.kind)
    return dict(choices.values_list("heading", "field"))


def engine_kind(requirement: Requirement) -> Kind:
    """The engine's word for the kind of file."""
    return cast(Kind, requirement.kind)
