"""What Bappeda promises and BPKAD takes in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.domain.ledger import Conflict, Demand, Permission
from padan.web.funds import selectors, services
from padan.web.funds.forms import (
    AllocationForm,
    ArrivalForm,
    CommitmentForm,
    PlacedForm,
    ReturnForm,
    Seen,
    SourceForm,
    StageDueForm,
)
from padan.web.funds.models import StageArrival, StageDue
from padan.web.funds.rules import a_month, law_grant, law_quota, law_stages
from padan.web.regions.selectors import kelurahan_of
from padan.web.requests import SignedInRequest


def _to_see(request: SignedInRequest, form: PlacedForm) -> Seen | None:
    """The sum, where it was not shown yet or is another one by now."""
    seen = form.seen()
    return None if request.POST.get("dilihat") == seen.key else seen


@require_GET
def planning(request: SignedInRequest) -> HttpResponse:
    """What Bappeda writes: promises, the days of the stages, sources."""
    return _planning(request)


def _planning(request: SignedInRequest, seen: Seen | None = None, **forms_given: forms.Form) -> HttpResponse:
    year = timezone.localdate().year
    city = selectors.home_place(request.acting)
    first = kelurahan_of(city).first()
    grant = law_grant(year, first) if first else None
    initial = {"year": year, "source": "bkbk", "day": timezone.localdate(), "amount": grant.amount if grant else None}
    context = {
        "city": city,
        "grant": grant,
        "year": year,
        "stages": law_stages(year, city.code),
        "dues": StageDue.objects.select_related("source").order_by("-year", "source", "order"),
        "sources": selectors.sources(),
        "allocation": forms_given.get("allocation") or AllocationForm(acting=request.acting, initial=initial),
        "due": forms_given.get("due") or StageDueForm(initial={"year": year, "source": "bkbk"}),
        "new_source": forms_given.get("new_source") or SourceForm(),
        "seen": seen,
    }
    return render(request, "funds/planning.html", context, status=422 if forms_given and not seen else 200)


@require_POST
def allocate(request: SignedInRequest) -> HttpResponse:
    """A promise, or a cut of one."""
    form = AllocationForm(request.POST, acting=request.acting)
    if not form.is_valid():
        return _planning(request, allocation=form)
    if seen := _to_see(request, form):
        return _planning(request, seen, allocation=form)
    said = form.cleaned_data
    facts = {"source": said["source"], "year": said["year"], "day": said["day"], "reference": said["reference"]}
    if said["cut"]:
        services.allocation_cut(acting=request.acting, amounts=form.amounts(), **facts)
    else:
        services.allocate(acting=request.acting, amounts=form.amounts(), **facts)
    messages.success(request, _("Alokasi dicatat."))
    return redirect("funds:home")


@require_POST
def stage_due(request: SignedInRequest) -> HttpResponse:
    """By when a stage should have come."""
    form = StageDueForm(request.POST)
    if not form.is_valid():
        return _planning(request, due=form)
    services.stage_due(acting=request.acting, **form.cleaned_data)
    return redirect("funds:planning")


@require_POST
def source(request: SignedInRequest) -> HttpResponse:
    """A further source of money."""
    form = SourceForm(request.POST)
    if not form.is_valid():
        return _planning(request, new_source=form)
    services.source_make(acting=request.acting, **form.cleaned_data)
    return redirect("funds:planning")


@require_GET
def treasury(request: SignedInRequest) -> HttpResponse:
    """What BPKAD writes by hand: what arrived, what can be spent, what went back."""
    return _treasury(request)


def _treasury(request: SignedInRequest, seen: Seen | None = None, **forms_given: forms.Form) -> HttpResponse:
    initial = {"year": timezone.localdate().year, "source": "bkbk", "day": timezone.localdate(), "order": 1}
    context = {
        "arrival": forms_given.get("arrival") or ArrivalForm(acting=request.acting, initial=initial),
        "other": forms_given.get("other") or ReturnForm(acting=request.acting, initial=initial),
        "arrivals": StageArrival.objects.select_related("source", "place")[:50],
        "arrival_seen": seen if "arrival" in forms_given else None,
        "other_seen": seen if "other" in forms_given else None,
    }
    return render(request, "funds/treasury.html", context, status=422 if forms_given and not seen else 200)


@require_POST
def arrive(request: SignedInRequest) -> HttpResponse:
    """A stage that came."""
    form = ArrivalForm(request.POST, acting=request.acting)
    if not form.is_valid():
        return _treasury(request, arrival=form)
    if seen := _to_see(request, form):
        return _treasury(request, seen, arrival=form)
    said = form.cleaned_data
    services.stage_arrive(
        acting=request.acting,
        source=said["source"],
        year=said["year"],
        order=said["order"],
        amounts=form.amounts(),
        day=said["day"],
        reference=said["reference"],
        available=said["available"],
    )
    messages.success(request, _("Penerimaan dicatat."))
    return redirect("funds:home")


@require_POST
def move(request: SignedInRequest) -> HttpResponse:
    """Money made available later, given back, or paid and come back."""
    form = ReturnForm(request.POST, acting=request.acting)
    if not form.is_valid():
        return _treasury(request, other=form)
    if seen := _to_see(request, form):
        return _treasury(request, seen, other=form)
    said = form.cleaned_data
    facts = {"source": said["source"], "year": said["year"], "day": said["day"], "reference": said["reference"]}
    writers: dict[str, Callable[..., Any]] = {"sediakan": services.make_available, "kembalikan": services.give_back}
    if said["what"] == "pulang":
        services.refund(acting=request.acting, amounts=form.amounts(), programme=said["programme"], **facts)
    else:
        writers[said["what"]](acting=request.acting, amounts=form.amounts(), **facts)
    messages.success(request, _("Mutasi dicatat."))
    return redirect("funds:home")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a commitment would meet: the money, the share, and the ways out where they do not suffice."""

    permission: Permission
    conflict: Conflict | None
    quota: int | None


@require_http_methods(["GET", "POST"])
def commit(request: SignedInRequest) -> HttpResponse:
    """Promise money to people. First it is shown against money, share and quota; a second press makes it."""
    if request.method == "GET":
        return _commit(request, CommitmentForm(acting=request.acting, initial=_start(request)))
    form = CommitmentForm(request.POST, acting=request.acting)
    if not form.is_valid():
        return _commit(request, form, status=422)
    if request.POST.get("buat") != "1":
        return _commit(request, form, preview=_preview(form.cleaned_data))
    made = services.commitment_make(acting=request.acting, commitment=services.NewCommitment(**form.cleaned_data))
    messages.success(request, _("Komitmen dibuat."))
    return redirect("funds:commitment", commitment=made.pk)


def _start(request: SignedInRequest) -> dict[str, Any]:
    today = timezone.localdate()
    programme = request.GET.get("program", "miskin_ekstrem")
    return {
        "place": request.GET.get("tempat", ""),
        "programme": programme,
        "source": "bkbk",
        "year": today.year,
        "months": 12,
        "unit": a_month(programme, today.year),
        "first_month": today.replace(month=1, day=1),
        "decided_on": today,
    }


def _preview(said: dict[str, Any]) -> Preview:
    left = selectors.money_left(said["place"], said["programme"], said["year"], said["source"])
    demand = Demand(said["heads"], said["months"], said["unit"])
    permission = Permission(demand.wanted, left.free, max(0, min(left.there, demand.wanted)))
    conflict = Conflict(max(0, left.share - left.used), demand) if left.share is not None else None
    quota = law_quota(said["programme"], said["year"], said["place"].code)
    return Preview(permission, conflict, quota.heads if quota else None)


def _commit(
    request: SignedInRequest, form: CommitmentForm, *, preview: Preview | None = None, status: int = 200
) -> HttpResponse:
    return render(request, "funds/commit.html", {"form": form, "preview": preview}, status=status)


@require_POST
def commitment_close(request: SignedInRequest, commitment: int) -> HttpResponse:
    """End a commitment; what it did not pay becomes free."""
    found = selectors.commitment_get(request.acting, commitment)
    services.commitment_close(
        acting=request.acting, commitment=found, reason=request.POST.get("alasan", ""), day=timezone.localdate()
    )
    return redirect("funds:commitment", commitment=found.pk)


@require_POST
def reverse_posting(request: SignedInRequest, posting: int) -> HttpResponse:
    """Undo a posting by one that names it."""
    found = selectors.posting_get(request.acting, posting)
    services.posting_reverse(
        acting=request.acting, posting=found, reason=request.POST.get("alasan", ""), day=timezone.localdate()
    )
    messages.success(request, _("Dibatalkan dengan catatan tandingan; catatan lama tetap ada."))
    return redirect("funds:posting", posting=found.pk)
