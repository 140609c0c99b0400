"""What a kelurahan or kecamatan reports: its SPJ and its activities."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web.audit.services import download_log
from padan.web.funds import selectors, services
from padan.web.funds.accounting_for import ACCOUNTABLE
from padan.web.funds.filing import kept, sent
from padan.web.funds.forms import ActivityForm, SpjForm
from padan.web.funds.models import Activity, SpjState
from padan.web.funds.rules import law_uses
from padan.web.requests import SignedInRequest
from padan.web.roles import Role

ROWS_A_PAGE = 50


@require_GET
def spj(request: SignedInRequest) -> HttpResponse:
    """The SPJ within reach, the newest first."""
    found = selectors.spj_seen(request.acting)
    state = request.GET.get("keadaan", "")
    if state in SpjState.values:
        found = found.filter(state=state)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {"page": page, "state": state, "states": SpjState.choices, "writes": request.acting.role in ACCOUNTABLE}
    return render(request, "funds/spj.html", context)


@require_http_methods(["GET", "POST"])
def spj_new(request: SignedInRequest) -> HttpResponse:
    """Hand in an SPJ."""
    today = timezone.localdate()
    form = SpjForm(initial={"source": "bkbk", "year": today.year, "day": today})
    if request.method == "POST":
        form = SpjForm(request.POST, request.FILES)
        if form.is_valid():
            said: dict[str, Any] = {**form.cleaned_data, "document": kept(form.cleaned_data.get("document"))}
            made = services.spj_submit(acting=request.acting, spj=services.NewSpj(**said))
            messages.success(request, _("SPJ dikirim ke BPKAD."))
            return redirect("funds:spj_one", spj=made.pk)
    return render(request, "funds/spj_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def spj_one(request: SignedInRequest, spj: int) -> HttpResponse:
    """One SPJ, and what BPKAD says of it."""
    found = selectors.spj_get(request.acting, spj)
    decides = request.acting.role == Role.BPKAD and found.state == SpjState.SUBMITTED
    return render(request, "funds/spj_one.html", {"spj": found, "decides": decides})


@require_GET
def spj_document(request: SignedInRequest, spj: int) -> FileResponse:
    """The paper itself."""
    found = selectors.spj_get(request.acting, spj)
    download_log(acting=request.acting, what="funds.spj", about=found, request=request)
    return sent(found.document, found.document_name)


@require_POST
def spj_decide(request: SignedInRequest, spj: int) -> HttpResponse:
    """BPKAD accepts it, or sends it back with a reason."""
    found = selectors.spj_get(request.acting, spj)
    if request.POST.get("putusan") == "terima":
        services.spj_accept(acting=request.acting, spj=found, day=timezone.localdate())
    else:
        services.spj_send_back(acting=request.acting, spj=found, reason=request.POST.get("alasan", ""))
    return redirect("funds:spj_one", spj=found.pk)


@require_GET
def activities(request: SignedInRequest) -> HttpResponse:
    """Activities within reach, with how far each is."""
    code = request.GET.get("tempat", "")
    place = selectors.place_get(request.acting, code) if code else None
    page = Paginator(selectors.activities_seen(request.acting, place), ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "place": place,
        "writes": request.acting.role in ACCOUNTABLE,
        "today": timezone.localdate(),
    }
    return render(request, "funds/activities.html", context)


@require_http_methods(["GET", "POST"])
def activity_new(request: SignedInRequest) -> HttpResponse:
    """A further activity of the own place."""
    year = timezone.localdate().year
    form = ActivityForm(
        place=request.acting.office.region,
        year=year,
        initial={"source": "bkbk", "year": year, "physical": 0, "realised": 0},
    )
    if request.method == "POST":
        return _put(request, None)
    return render(request, "funds/activity_form.html", {"form": form, "activity": None})


def _put(request: SignedInRequest, activity: Activity | None) -> HttpResponse:
    text = request.POST.get("year", "")
    year = int(text) if text.isdigit() and len(text) == 4 else timezone.localdate().year
    form = ActivityForm(request.POST, request.FILES, place=request.acting.office.region, year=year)
    if not form.is_valid():
        return render(request, "funds/activity_form.html", {"form": form, "activity": activity}, status=422)
    photo = kept(form.cleaned_data.pop("photo", None))
    made = services.activity_put(acting=request.acting, activity=activity, said=form.cleaned_data, photo=photo)
    messages.success(request, _("Kegiatan disimpan."))
    return redirect("funds:activity", activity=made.pk)


@require_GET
def activity(request: SignedInRequest, activity: int) -> HttpResponse:
    """One activity; its own place changes it here."""
    found = selectors.activity_get(request.acting, activity)
    own = request.acting.role in ACCOUNTABLE and found.place_id == request.acting.office.region_id
    said = {key: getattr(found, key) for key in services.STATED}
    form = (
        ActivityForm(
            place=found.place, year=found.year, initial={**said, "source": found.source.key, "spj": found.spj_id}
        )
        if own
        else None
    )
    uses = {use.code: use.label for use in law_uses(found.year, found.place.code)}
    context = {
        "activity": found,
        "form": form,
        "use": uses.get(found.use, found.use),
        "late": found.due < timezone.localdate() and not found.finished,
    }
    return render(request, "funds/activity.html", context)


@require_POST
def activity_change(request: SignedInRequest, activity: int) -> HttpResponse:
    """How far it is now."""
    return _put(request, selectors.activity_get(request.acting, activity))


@require_GET
def photo(request: SignedInRequest, activity: int) -> FileResponse:
    """The photo or paper that shows it."""
    found = selectors.activity_get(request.acting, activity)
    return sent(found.photo, found.photo_name)
