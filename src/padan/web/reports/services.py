"""The only writer of this room. Larger matters stand in files of their own."""

from django.db import transaction
from django.http import HttpRequest

from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.reports.batching import batch_ask
from padan.web.reports.models import Batch, PressState, Report
from padan.web.reports.papers import NAMES
from padan.web.reports.printing import reports_print
from padan.web.reports.refusals import NOT_YOURS
from padan.web.reports.selectors import may_sign_report
from padan.web.reports.signing import Signing, sign
from padan.web.reports.wording import sentence_write


@transaction.atomic
def report_again(*, acting: Appointment, report: Report, request: HttpRequest | None = None) -> None:
    """Have the papers of a report that failed printed again."""
    if not may_sign_report(acting, report.place)[0]:
        raise NOT_YOURS
    if Report.objects.filter(pk=report.pk, state=PressState.FAILED).update(state=PressState.WAITING, fault=""):
        event_append(action="reports.again", acting=acting, about=report, request=request)


def reading_note(*, acting: Appointment, report: Report, kind: str, request: HttpRequest) -> None:
    """Note that somebody took a paper of a signed report."""
    detail = {"place": report.place.code, "span": report.span, "version": report.version, "what": NAMES[kind]}
    event_append(action="reports.download", acting=acting, about=report, detail=detail, request=request)


def draft_note(*, acting: Appointment, place: str, span: str, kind: str, request: HttpRequest) -> None:
    """Note that somebody took a draft."""
    detail = {"place": place, "span": span, "what": NAMES[kind]}
    event_append(action="reports.draft", acting=acting, detail=detail, request=request)


def archive_note(*, acting: Appointment, batch: Batch, request: HttpRequest) -> None:
    """Note that somebody took the zip."""
    event_append(action="reports.archive", acting=acting, about=batch, detail={"span": batch.span}, request=request)


__all__ = [
    "Signing", "archive_note", "batch_ask", "draft_note", "reading_note", "report_again", "reports_print",
    "sentence_write", "sign",
]  # fmt: skip
