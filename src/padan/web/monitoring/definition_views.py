"""Pages of what is monitored: the indicators and their versions, targets, and the closing of months."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web.monitoring import defined, services
from padan.web.monitoring.forms import IndicatorForm, RetireForm, TargetForm, month_of_field
from padan.web.monitoring.newer import newer_shipped
from padan.web.monitoring.refusals import NOTHING_TO_CLOSE
from padan.web.monitoring.rights import TABLE
from padan.web.refusals import RefusedError, sentence
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

LINES_A_PAGE = 50


def may_write(request: SignedInRequest) -> bool:
    """Whether these pages offer what changes something."""
    return TABLE["monitoring:indicator_new", "POST"].admits(Role(request.acting.role))


@require_GET
def indicators(request: SignedInRequest) -> HttpResponse:
    """Every indicator as it is defined now."""
    context = {"lines": defined.indicators_newest(), "edits": may_write(request)}
    return render(request, "monitoring/indicators.html", context)


@require_GET
def indicator(request: SignedInRequest, key: str) -> HttpResponse:
    """One indicator: its definition, its targets, every version."""
    return _indicator_page(request, key)


def _indicator_page(
    request: SignedInRequest, key: str, *, retire: RetireForm | None = None, target: TargetForm | None = None
) -> HttpResponse:
    versions = defined.versions_of(key)
    newest = versions[0]
    page = Paginator(defined.targets_told(newest.indicator), LINES_A_PAGE).get_page(request.GET.get("halaman"))
    begun = {"year": timezone.localdate().year, "level": "kota"}
    context = {
        "one": newest,
        "versions": versions,
        "page": page,
        "edits": may_write(request),
        "newer": next((one for one in newer_shipped() if one.held.key == key), None),
        "retire": retire or RetireForm(initial={"seen": newest.version.version}, auto_id="henti_%s"),
        "target": target or TargetForm(newest.indicator.unit, initial=begun, auto_id="target_%s"),
    }
    status = 422 if (retire and retire.errors) or (target and target.errors) else 200
    return render(request, "monitoring/indicator.html", context, status=status)


@require_http_methods(["GET", "POST"])
def indicator_new(request: SignedInRequest) -> HttpResponse:
    """Put a new indicator together."""
    form = IndicatorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.indicator_add(acting=request.acting, stated=form.stated(), request=request)
        except RefusedError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Indikator dibuat. Angkanya dihitung dalam satu dua menit."))
            return redirect("monitoring:indicator", key=made.key)
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
def indicator_change(request: SignedInRequest, key: str) -> HttpResponse:
    """A new version of an indicator."""
    newest = defined.versions_of(key)[0]
    begun = None
    if request.GET.get("dari") == "padan":
        begun = next((one.shipped for one in newer_shipped() if one.held.key == key), None)
    form = IndicatorForm(request.POST if request.method == "POST" else None, version=newest.version, begun=begun)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.indicator_change(
                acting=request.acting,
                key=key,
                seen=told["seen"],
                stated=form.stated(),
                first_month=month_of_field(told["first_month"]),
                reason=told["reason"],
                request=request,
            )
        except RefusedError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Versi baru dicatat. Bulan yang sudah ditutup tidak berubah."))
            return redirect("monitoring:indicator", key=key)
    return _form_page(request, form, newest)


def _form_page(request: SignedInRequest, form: IndicatorForm, held: "defined.Defined | None") -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "monitoring/indicator_form.html", {"form": form, "held": held}, status=status)


@require_POST
def indicator_retire(request: SignedInRequest, key: str) -> HttpResponse:
    """Show an indicator no more from a month on."""
    form = RetireForm(request.POST, auto_id="henti_%s")
    if form.is_valid():
        told = form.cleaned_data
        try:
            services.indicator_retire(
                acting=request.acting,
                key=defined.versions_of(key)[0].version.key,
                seen=told["seen"],
                first_month=month_of_field(told["first_month"]),
                reason=told["reason"],
                request=request,
            )
        except RefusedError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Indikator tidak ditampilkan lagi mulai bulan itu."))
            return redirect("monitoring:indicator", key=key)
    return _indicator_page(request, key, retire=form)


@require_POST
def target_set(request: SignedInRequest, key: str) -> HttpResponse:
    """State a target, or take one back."""
    newest = defined.versions_of(key)[0]
    form = TargetForm(newest.indicator.unit, request.POST, auto_id="target_%s")
    if form.is_valid():
        try:
            services.target_set(acting=request.acting, key=key, request=request, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Target dicatat."))
            return redirect("monitoring:indicator", key=key)
    return _indicator_page(request, key, target=form)


@require_GET
def months(request: SignedInRequest) -> HttpResponse:
    """Which months are closed, when the others will be, and where the figures now differ."""
    return _months_page(request)


def _months_page(request: SignedInRequest, refusal: str = "") -> HttpResponse:
    today = timezone.localdate()
    page = Paginator(defined.months_told(), LINES_A_PAGE).get_page(request.GET.get("halaman"))
    context: dict[str, Any] = {
        "page": page,
        "backlog": defined.backlog(today),
        "edits": may_write(request),
        "refusal": refusal,
    }
    return render(request, "monitoring/months.html", context, status=422 if refusal else 200)


@require_POST
def months_close(request: SignedInRequest) -> HttpResponse:
    """Close the months that were past before the record began to speak of them."""
    done = services.figures_close(timezone.localdate(), backlog=True, acting=request.acting, request=request)
    if not done:
        return _months_page(request, sentence(NOTHING_TO_CLOSE))
    messages.success(request, _("Bulan ditutup. Angkanya tidak berubah lagi."))
    return redirect("monitoring:months")
