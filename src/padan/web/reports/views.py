"""Pages of reports: the list of a span, one report with its sentences, and what became of a batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from padan.documents.monev_content import Said, money_total
from padan.domain.interpretation import Sentence
from padan.domain.report_frame import CHAPTERS, Span
from padan.web.accounts.services import password_demand
from padan.web.drawings import drawn
from padan.web.refusals import NotThereError, RefusedError, sentence
from padan.web.regions.models import Level, Region
from padan.web.reports import services
from padan.web.reports.changes import moved_since
from padan.web.reports.composing import Composed, Composer
from padan.web.reports.forms import SentenceForm, SignForm
from padan.web.reports.papers import kinds_of
from padan.web.reports.reading import title_of
from padan.web.reports.refusals import NO_FIGURES, NOT_YOURS
from padan.web.reports.selectors import (
    batch_get,
    batches_of,
    home_place,
    may_sign_report,
    may_word,
    place_get,
    places_under,
    report_get,
    reports_of,
    span_get,
    spans_known,
    states_of,
)
from padan.web.reports.signing import Signing, shown_digest
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

ROWS = 50
CHAPTER_WORDS: Mapping[str, str | Promise] = {
    "summary": gettext_lazy("Ringkasan"),
    "background": gettext_lazy("Latar belakang"),
    "purpose": gettext_lazy("Maksud dan tujuan"),
    "scope": gettext_lazy("Ruang lingkup"),
    "method": gettext_lazy("Metode"),
    "results": gettext_lazy("Hasil"),
    "obstacles": gettext_lazy("Kendala"),
    "remedies": gettext_lazy("Rekomendasi"),
    "closing": gettext_lazy("Penutup"),
}
KIND_WORDS: Mapping[str, str | Promise] = {
    "report": gettext_lazy("Laporan (PDF)"),
    "brief": gettext_lazy("Ringkasan satu halaman (PDF)"),
    "slides": gettext_lazy("Paparan rapat (PDF)"),
    "recap": gettext_lazy("Rekap untuk provinsi (PDF)"),
    "workbook": gettext_lazy("Buku kerja (Excel)"),
}
OPEN_CHAPTERS = ("summary",)
"""Chapters that a page does not fold: else it would be longer on a phone than anybody reads."""


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """The newest span that has figures."""
    known = spans_known()
    if not known:
        return render(request, "reports/none.html", {"spans": known})
    return _span(request, known[0], known)


@require_GET
def span(request: SignedInRequest, span: str) -> HttpResponse:
    """One span: the reports of every place within reach."""
    return _span(request, span_get(span), spans_known())


def _span(request: SignedInRequest, wanted: Span, known: Sequence[Span]) -> HttpResponse:
    place = home_place(request.acting)
    if wanted not in known:
        return render(request, "reports/none.html", {"spans": known, "span": wanted}, status=422)
    page = Paginator(states_of(wanted, places_under(place)), ROWS).get_page(request.GET.get("hal"))
    of_city = place.level == Level.CITY
    context = {
        "span": wanted,
        "spans": known,
        "place": place,
        "page": page,
        "lines": [(state, title_of(state.place)) for state in page],
        "batches": batches_of(request.acting, wanted)[:3] if of_city else [],
        "may_batch": of_city and request.acting.role == Role.BAPPEDA,
    }
    return render(request, "reports/span.html", context)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence on its page, with the computed one and the form to write it anew (None: not yours to write)."""

    said: Said
    sentence: Sentence
    form: SentenceForm | None


@require_GET
def report(request: SignedInRequest, span: str, code: str) -> HttpResponse:
    """One report: figures, sentences, papers, signature."""
    return _page(request, span_get(span), place_get(request.acting, code))


def _page(
    request: SignedInRequest,
    wanted: Span,
    place: Region,
    *,
    form: SignForm | None = None,
    typed: Mapping[str, Any] | None = None,
    refusal: str = "",
) -> HttpResponse:
    composed = _composed(request, wanted, place)
    versions = list(reports_of(place, wanted).defer("letterhead"))
    newest = versions[0] if versions else None
    may, behalf = may_sign_report(request.acting, place)
    digest = shown_digest(composed)
    context = {
        "span": wanted,
        "spans": spans_known(),
        "place": place,
        "title": title_of(place),
        "report": composed.report,
        "held": composed.ground.held,
        "maps": [(one.title, drawn(one.svg)) for one in composed.report.pictures if one.kind == "map"],
        "money": money_total(composed.report.money) if composed.report.money else None,
        "chapters": _chapters(request, composed),
        "kinds": [(kind, KIND_WORDS[kind]) for kind in kinds_of(place.level)],
        "versions": versions,
        "newest": newest,
        "papers": [(kind, KIND_WORDS[kind]) for kind in kinds_of(place.level) if newest and kind in newest.papers],
        "same": newest is not None and newest.digest == digest,
        "may_sign": may,
        "on_behalf": behalf,
        "unread": composed.unread,
        "form": form or _sign_form(digest, behalf=behalf, again=bool(versions), typed=typed or {}),
        "refusal": refusal,
    }
    return render(request, "reports/report.html", context, status=422 if refusal else 200)


def _composed(request: SignedInRequest, wanted: Span, place: Region) -> Composed:
    with translation.override("id"):
        return Composer(request.acting, wanted).compose(place, timezone.localdate())


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter on its page. `folded`: until somebody opens it."""

    key: str
    words: str
    folded: bool
    lines: list[Line]

    @property
    def edited(self) -> int:
        """How many sentences somebody wrote anew."""
        return sum(bool(line.said.computed) for line in self.lines)


def _chapters(request: SignedInRequest, composed: Composed) -> list[Chapter]:
    """Every chapter that has sentences; open are the verdict, the one that the address asks for, and one with a
    sentence to be read again."""
    writes = may_word(request.acting, composed.told.place)
    by_key = {one.key: one for one in composed.sentences}
    opened = {*OPEN_CHAPTERS, request.GET.get("bab", "")}
    found = []
    for chapter in CHAPTERS:
        lines = [_line(said, by_key[said.key], writes) for said in composed.report.said if said.chapter == chapter]
        if lines:
            folded = chapter not in opened and not any(line.said.stale for line in lines)
            found.append(Chapter(chapter, str(CHAPTER_WORDS[chapter]), folded, lines))
    return found


def _line(said: Said, sentence: Sentence, writes: bool) -> Line:
    initial = {"key": said.key, "text": said.text}
    return Line(said, sentence, SentenceForm(initial=initial, auto_id=f"{said.key}-%s") if writes else None)


def _sign_form(digest: str, *, behalf: bool, again: bool, typed: Mapping[str, Any]) -> SignForm:
    kept = {name: typed[name] for name in ("number", "standing", "reason") if name in typed}
    return SignForm(initial={"digest": digest, **kept}, stands_in=behalf, again=again)


@require_POST
def reword(request: SignedInRequest, span: str, code: str) -> HttpResponse:
    """Write one sentence anew, or take the computed one back."""
    wanted, place = span_get(span), place_get(request.acting, code)
    form = SentenceForm(request.POST)
    if not form.is_valid():
        return _page(
            request, wanted, place, refusal=" ".join(str(e) for errors in form.errors.values() for e in errors)
        )
    try:
        found = {one.key: one for one in _composed(request, wanted, place).sentences}
        key, text = form.cleaned_data["key"], form.cleaned_data["text"]
        services.sentence_write(
            acting=request.acting, place=place, span=wanted, sentence=found.get(key), text=text, request=request
        )
    except NotThereError:
        raise
    except RefusedError as error:
        if error.status == 403 or error is NO_FIGURES:
            raise
        return _page(request, wanted, place, refusal=sentence(error))
    messages.success(request, _("Kalimat disimpan."))
    return redirect(f"{_address(wanted, place)}?bab={found[key].chapter}#{key}")


def _address(wanted: Span, place: Region) -> str:
    return redirect("reports:report", span=wanted.key, code=place.code).url


@require_POST
def sign(request: SignedInRequest, span: str, code: str) -> HttpResponse:
    """Sign the report as it was shown, once the password was given again."""
    wanted, place = span_get(span), place_get(request.acting, code)
    may, behalf = may_sign_report(request.acting, place)
    if not may:
        raise NOT_YOURS
    form = SignForm(request.POST, stands_in=behalf, again=reports_of(place, wanted).exists())
    if not form.is_valid():
        return _page(request, wanted, place, form=form, refusal=_("Isi yang masih kurang pada formulir tanda tangan."))
    data = form.cleaned_data
    said = Signing(
        data["digest"], data["number"], "", data.get("standing") or "plh", data.get("reason", "")
    )  # fmt: skip
    try:
        password_demand(user=request.user, password=data["password"], request=request)
        services.sign(acting=request.acting, place=place, span=wanted, said=said, request=request)
    except RefusedError as error:
        if error is NO_FIGURES:
            raise
        return _page(request, wanted, place, typed=data, refusal=sentence(error))
    messages.success(request, _("Laporan ditandatangani. Naskahnya sedang dicetak."))
    return redirect("reports:report", span=wanted.key, code=place.code)


@require_GET
def now(request: SignedInRequest, pk: int) -> HttpResponse:
    """A signed report beside what is known now."""
    found = report_get(request.acting, pk)
    page = Paginator(moved_since(request.acting, found), ROWS).get_page(request.GET.get("hal"))
    return render(request, "reports/now.html", {"report": found, "title": title_of(found.place), "page": page})


@require_POST
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have papers that failed printed again."""
    found = report_get(request.acting, pk)
    services.report_again(acting=request.acting, report=found, request=request)
    return redirect("reports:report", span=found.span, code=found.place.code)


@require_POST
def batch_ask(request: SignedInRequest, span: str) -> HttpResponse:
    """Ask for all reports of the city at once."""
    wanted = span_get(span)
    made = services.batch_ask(acting=request.acting, city=home_place(request.acting), span=wanted, request=request)
    messages.success(request, _("Semua laporan sedang disusun dan dicetak."))
    return redirect("reports:batch", pk=made.pk)


@require_GET
def batch(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a batch is."""
    found = batch_get(request.acting, pk)
    printed = found.papers.exclude(sha256="").count()
    return render(request, "reports/batch.html", {"batch": found, "printed": printed, "span": span_get(found.span)})
