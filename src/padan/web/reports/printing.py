"""What the worker prints: papers of signed reports, and batches of all reports. First whole in the vault, then told in
the record."""

import logging
import tempfile
from pathlib import Path

from django.db import transaction
from django.utils import timezone, translation

from padan.domain.errors import PadanError
from padan.web import vault
from padan.web.audit.services import event_append
from padan.web.refusals import both
from padan.web.reports.batching import PressFaultError, Stop, batch_make
from padan.web.reports.models import Batch, PressState, Report
from padan.web.reports.papers import TYPESET, kinds_of
from padan.web.reports.pressing import Order, printed

LOG = logging.getLogger("padan.web.reports")
AT_ONCE = 20
LONGEST_FAULT = 300


def never() -> bool:
    """Nobody asks to stop."""
    return False


def reports_print(*, stop: Stop = never) -> str:
    """The worker's job: print what waits. Says what it did, "" where nothing was to be done."""
    done = []
    for report in Report.objects.filter(state=PressState.WAITING).select_related("place").order_by("pk")[:AT_ONCE]:
        if stop():
            break
        done.append(f"#{report.pk} {report_print(report, stop)}")
    waiting = Batch.objects.filter(state=PressState.WAITING)
    for batch in waiting.select_related("asked_by__office__region", "asked_by__user", "city").order_by("pk"):
        if stop():
            break
        if told := _batch(batch, stop):
            done.append(told)
    return ", ".join(done)


def report_print(report: Report, stop: Stop = never) -> str:
    """Print the papers of one signed report that are missing; gives the state that it is in then."""
    kinds = [kind for kind in kinds_of(report.place.level) if kind in TYPESET and kind not in report.papers]
    papers = dict(report.papers)
    with tempfile.TemporaryDirectory(prefix="padan-laporan-") as folder:
        data = vault.path_of(report.content)
        orders = [Order(n, kind, data, Path(folder) / f"{kind}.pdf") for n, kind in enumerate(kinds)]
        for order, fault in printed(orders, stop=stop) if orders else ():
            if fault:
                return _failed(report, fault)
            papers[order.kind] = vault.keep([order.out.read_bytes()])[0]
    if any(kind not in papers for kind in kinds):
        return PressState.WAITING
    with transaction.atomic():
        held = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if held.state == PressState.WAITING:
            held.state, held.papers, held.fault, held.made_at = PressState.READY, papers, "", timezone.now()
            held.save(update_fields=["state", "papers", "fault", "made_at"])
            event_append(action="reports.print", about=held, detail={"pdf": papers.get("report", "")})
    return PressState.READY


def _failed(report: Report, fault: str) -> str:
    LOG.error("laporan %s: %s", report.pk, fault)
    Report.objects.filter(pk=report.pk, state=PressState.WAITING).update(
        state=PressState.FAILED, fault=_our_fault(fault)
    )
    return PressState.FAILED


def _batch(batch: Batch, stop: Stop) -> str:
    with translation.override("id"):
        try:
            ready = batch_make(batch, stop)
        except PadanError as error:
            fault = both(error)[:LONGEST_FAULT]
        except PressFaultError as error:
            LOG.error("kumpulan laporan %s: %s", batch.pk, error.fault)
            fault = _our_fault(error.fault)
        else:
            return f"{batch.span} {batch.composed}" if ready else ""
    Batch.objects.filter(pk=batch.pk, state=PressState.WAITING).update(state=PressState.FAILED, fault=fault)
    return f"{batch.span} gagal"


def _our_fault(name: str) -> str:
    return (
        f"Kesalahan program ({name}); sampaikan kepada pengelola sistem.\n\n"
        f"A fault of the program ({name}); tell the system administrator."
    )[:LONGEST_FAULT]
