"""All reports of a city and span at once: composed, kept, printed one after another, and put into one zip.

What is to be done follows from the record at every moment: a batch without papers is composed, a paper without a PDF is
printed, and a batch whose papers are all there is packed. Killed anywhere, the next look goes on where it stopped.
"""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from padan.documents.monev_workbook import monev_workbook
from padan.domain.contributions import first_day
from padan.domain.report_frame import Span, read_span
from padan.web import vault
from padan.web.accounts.models import Appointment
from padan.web.audit.services import event_append
from padan.web.refusals import NOT_THERE
from padan.web.regions.models import Level, Region
from padan.web.reports.composing import Composed, Composer
from padan.web.reports.models import Batch, BatchPaper, PressState
from padan.web.reports.papers import REPORT, WORKBOOK, bundle_of, file_name, kinds_of, slug
from padan.web.reports.pressing import Order, printed
from padan.web.reports.reading import ground_of, title_of
from padan.web.reports.refusals import UNDER_WAY
from padan.web.reports.selectors import batch_waiting, papers_left, places_under, states_of
from padan.web.reports.signing import draft_of

CONTENTS = "daftar-isi.txt"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""A fixed time for every file in the zip: equal papers give an equal zip."""

Stop = Callable[[], bool]


@transaction.atomic
def batch_ask(*, acting: Appointment, city: Region, span: Span, request: HttpRequest | None = None) -> Batch:
    """Ask for all reports of a city. Raises NO_FIGURES, or ConflictError where they are being made already."""
    if city.level != Level.CITY:
        raise NOT_THERE
    ground_of(acting, span)
    Region.objects.select_for_update(no_key=True).get(pk=city.pk)
    if batch_waiting(city, span) is not None:
        raise UNDER_WAY
    made = Batch.objects.create(city=city, span=span.key, asked_by=acting, asked_by_name=acting.user.full_name)
    event_append(action="reports.batch_ask", acting=acting, about=made, detail={"span": span.key}, request=request)
    return made


def batch_make(batch: Batch, stop: Stop) -> bool:
    """Do for a batch what is left to do; whether it is ready now."""
    if not batch.composed:
        batch_compose(batch)
    if not _print_left(batch, stop):
        return False
    _pack(batch)
    return True


def batch_compose(batch: Batch) -> None:
    """Fix what every paper of the batch prints, all of it from one reading of the record."""
    span = read_span(batch.span)
    assert span is not None
    city = Region.objects.select_related("parent").get(pk=batch.city_id)
    composer = Composer(batch.asked_by, span, whole=city)
    today = timezone.localdate(batch.asked_at)
    papers: list[BatchPaper] = []
    for state in states_of(span, places_under(city)):
        signed = state.report
        if signed is not None and signed.state == PressState.READY:
            papers += _signed(batch, state.place, span, signed.papers, signed.version)
        else:
            papers += _drafts(batch, span, composer.compose(state.place, today))
    with transaction.atomic():
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if held.composed:
            return
        BatchPaper.objects.bulk_create(papers)
        held.composed, held.month = len(papers), first_day(composer.ground.month)
        held.figure_set = composer.ground.held
        held.save(update_fields=["composed", "month", "figure_set"])
    batch.composed, batch.month, batch.figure_set = held.composed, held.month, held.figure_set


def _wanted(place: Region) -> tuple[str, ...]:
    """The papers of a place that belong to a batch: of the city all, of others the report."""
    return kinds_of(place.level) if place.level == Level.CITY else (REPORT,)


def _signed(batch: Batch, place: Region, span: Span, papers: dict[str, str], version: int) -> Iterator[BatchPaper]:
    for kind in _wanted(place):
        if kind in papers:
            name = _name(kind, place, span, f"v{version}")
            yield BatchPaper(batch=batch, name=name, kind=kind, sha256=papers[kind], signed=True)


def _drafts(batch: Batch, span: Span, composed: Composed) -> Iterator[BatchPaper]:
    place, report = composed.told.place, draft_of(composed)
    wanted = _wanted(place)
    for kind, data in bundle_of(report, composed, wanted).items():
        content = vault.keep([json.dumps({kind: data}, ensure_ascii=False, sort_keys=True).encode()])[0]
        yield BatchPaper(batch=batch, name=_name(kind, place, span, "rancangan"), kind=kind, content=content)
    if WORKBOOK in wanted:
        book = vault.keep([monev_workbook(report)])[0]
        yield BatchPaper(batch=batch, name=_name(WORKBOOK, place, span, "rancangan"), kind=WORKBOOK, sha256=book)


def _name(kind: str, place: Region, span: Span, ending: str) -> str:
    """A folder for each kecamatan with its own report and those of its kelurahan; the city's papers beside them."""
    name = file_name(kind, title_of(place), span.key, ending)
    kecamatan = place.parent if place.level == Level.KELURAHAN else place if place.level == Level.KECAMATAN else None
    return f"{kecamatan.code}-{slug(kecamatan.name)}/{name}" if kecamatan else name


def _print_left(batch: Batch, stop: Stop) -> bool:
    """Print what is left; whether nothing is left now. A paper that cannot be printed fails the batch."""
    left = {paper.pk: paper for paper in papers_left(batch)}
    with tempfile.TemporaryDirectory(prefix="padan-laporan-") as folder:
        orders = [
            Order(paper.pk, paper.kind, vault.path_of(paper.content), Path(folder) / f"{paper.pk}.pdf")
            for paper in left.values()
        ]
        for order, fault in printed(orders, stop=stop) if orders else ():
            if fault:
                raise PressFaultError(left[order.key].name, fault)
            sha256 = vault.keep([order.out.read_bytes()])[0]
            BatchPaper.objects.filter(pk=order.key).update(sha256=sha256)
            order.out.unlink()
    return not papers_left(batch).exists()


class PressFaultError(Exception):
    """A paper could not be printed: its name in the zip, and the kind of fault."""

    def __init__(self, name: str, fault: str) -> None:
        super().__init__(f"{name}: {fault}")
        self.name, self.fault = name, fault


def _pack(batch: Batch) -> None:
    """One zip of all papers, with a list of them."""
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            papers = list(batch.papers.order_by("name"))
            for paper in papers:
                archive.writestr(_entry(paper.name), vault.read(paper.sha256))
            archive.writestr(_entry(CONTENTS), _contents(papers))
        file.seek(0)
        sha256, size = vault.keep(iter(lambda: file.read(1 << 20), b""))
    with transaction.atomic():
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if held.state != PressState.WAITING:
            return
        held.state, held.archive, held.size, held.made_at = PressState.READY, sha256, size, timezone.now()
        held.save(update_fields=["state", "archive", "size", "made_at"])
        event_append(action="reports.batch_make", about=held, detail={"papers": held.composed, "zip": sha256})


def _entry(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, EPOCH)
    found.compress_type = zipfile.ZIP_DEFLATED
    found.external_attr = 0o644 << 16
    return found


def _contents(papers: list[BatchPaper]) -> str:
    """What is in the zip: name, whether it is signed, SHA-256."""
    out = io.StringIO()
    for paper in papers:
        out.write(f"{paper.sha256}  {'ditandatangani' if paper.signed else 'rancangan     '}  {paper.name}\n")
    return out.getvalue()


def archive_name(batch: Batch) -> str:
    """ "laporan-monev-kota-jambi-2024-q4.zip"."""
    return f"laporan-monev-{slug(batch.city.name)}-{batch.span.lower()}.zip"
