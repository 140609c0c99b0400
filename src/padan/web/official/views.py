"""What an office can sign, what stands in the way, and the forms to sign and to undo."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.documents.content import CITY_OFFICES, total
from padan.domain.segments import SEGMENT_BY_KEY
from padan.web.accounts.services import password_demand
from padan.web.official import services
from padan.web.official.disclosing import reason_due
from padan.web.official.figures import Figures, differences, figures_from, money_by_segment, shown_digest
from padan.web.official.forms import LetterheadForm, SignForm, UndoForm
from padan.web.official.letterheads import stated, title_of
from padan.web.official.models import Paper, SignOff
from padan.web.official.obstacles import Recount, branch_told, obstacles, recount_of
from padan.web.official.papers import difference_label
from padan.web.official.refusals import NOT_YOURS
from padan.web.official.selectors import (
    Standing,
    before,
    city_office,
    city_pair,
    involved,
    office_get,
    papers_seen,
    signatures,
    signoff_get,
    standing_get,
)
from padan.web.official.signing import undo_refuse
from padan.web.official.tree import SIGNERS, TOP
from padan.web.periods.models import Period
from padan.web.periods.selectors import period_current, period_get, periods_known
from padan.web.refusals import NotThereError, RefusedError, sentence
from padan.web.requests import SignedInRequest
from padan.web.roles import OfficeKind


@require_GET
def signing(request: SignedInRequest, key: str = "") -> HttpResponse:
    """What the acting office can sign; for who signs nothing, the city as Bappeda sees it."""
    period = period_get(request.acting, key) if key else period_current(request.acting)
    if period is None:
        return render(request, "official/none.html", {"periods": periods_known()})
    own = request.acting.office
    signs = own.kind in SIGNERS and (own.kind != OfficeKind.PEMERINTAHAN or own.pk in involved(period))
    return _page(request, period, own.pk if signs else city_office(request.acting))


@require_GET
def office(request: SignedInRequest, key: str, office_id: int) -> HttpResponse:
    """The same for another office within reach."""
    return _page(request, period_get(request.acting, key), office_id)


def _page(
    request: SignedInRequest,
    period: Period,
    office_id: int,
    *,
    form: SignForm | None = None,
    typed: Mapping[str, Any] | None = None,
    refusal: str = "",
) -> HttpResponse:
    where = standing_get(request.acting, period, office_get(request.acting, office_id))
    figures = figures_from(where.signoff.figures) if where.signoff else where.figures
    context = {
        "period": period,
        "periods": periods_known(),
        "where": where,
        "within_reach": {b.office.pk for b in where.branches if request.acting.sees_office(b.office)},
        "office": where.office,
        "obstacles": [] if where.signoff else list(obstacles(where)),
        "branches": [(branch, branch_told(where, branch)) for branch in where.branches],
        "recount": _recount(where),
        "figures": figures,
        "recap": _recap(figures) if figures else [],
        "totals": figures.counts if figures else None,
        "money": [(_segment(line.segment), line) for line in money_by_segment(figures.money)] if figures else [],
        "sums": figures.sums if figures else None,
        "changes": _changes(where, figures),
        "form": form or _form(where, typed or {}),
        "refusal": refusal,
        "papers": [(paper, reason_due(request.acting, paper)) for paper in _papers(where)],
        "history": _history(where),
        "waits_for": _waits_for(where),
        "of_city": where.office.kind in TOP,
        "as_title": title_of(request.acting),
        "own_letterhead": where.office.pk == request.acting.office_id,
    }
    return render(request, "official/signing.html", context, status=422 if refusal else 200)


def _papers(where: Standing) -> list[Paper]:
    """The newest papers of what is shown; there is none without a signature."""
    if not signatures(where.period):
        return []
    return list(papers_seen(where.acting, where.period).filter(signoff__office__in=_city(where))[:5])


def _city(where: Standing) -> list[int]:
    if where.office.kind not in TOP:
        return [where.office.pk]
    return list(type(where.office).objects.filter(kind__in=TOP).values_list("pk", flat=True))


def _recount(where: Standing) -> Recount | None:
    """How far the next run is, where this office waits for it or signs without it."""
    if where.signoff is not None or not (where.run_state or where.behind):
        return None
    return recount_of(where.period, where.run, where.shown.newest)


def _waits_for(where: Standing) -> str:
    """Of the two who sign the city: who has not signed yet."""
    if where.signoff is None or where.office.kind not in TOP:
        return ""
    signed = {one.office.kind for one in city_pair(where.signoff)}
    missing = [kind for kind in TOP if kind not in signed]
    return ", ".join(str(kind.label) for kind in missing)


def _signed_ever(where: Standing) -> bool:
    return any(one.office == where.office.pk for one in signatures(where.period))


def _history(where: Standing) -> list[SignOff]:
    if not _signed_ever(where):
        return []
    found = SignOff.objects.filter(period=where.period, office=where.office).exclude(undone_at=None)
    return list(found.select_related("undone_by").defer("figures", "letterhead"))


_TYPED = ("title", "nip", "number", "place", "standing")


def _form(where: Standing, typed: Mapping[str, Any]) -> SignForm | None:
    """The form on the figures as they now are; what was typed into the one before stays."""
    if not where.may or not where.clear or where.figures is None:
        return None
    kept = stated(where.office)
    initial = {
        "digest": shown_digest(where.figures),
        "number": kept.get("number", ""),
        "place": kept.get("place", ""),
        "title": title_of(where.acting),
        "nip": where.acting.user.nip,
    }
    initial |= {name: typed[name] for name in _TYPED if name in typed}
    return SignForm(initial=initial, stands_in=where.on_behalf, titled=bool(where.acting.title))


def _segment(key: str) -> str:
    found = SEGMENT_BY_KEY.get(key)
    if found is None:
        return _("Segmen tidak diketahui")
    return found.label_en if get_language() == "en" else found.label_id


def _recap(figures: Figures) -> list[tuple[str, Any]]:
    """(segment, counts) for one office; (place, counts) where several are gathered."""
    kecamatan = list(dict.fromkeys(line.kecamatan for line in figures.recap))
    if figures.scope == "kota":
        return [(_told_place(k), total(x.counts for x in figures.recap if x.kecamatan == k)) for k in kecamatan]
    if figures.scope == "kecamatan":
        names = list(dict.fromkeys(line.kelurahan for line in figures.recap))
        return [(name, total(line.counts for line in figures.recap if line.kelurahan == name)) for name in names]
    return [(_segment(line.segment), line.counts) for line in figures.recap]


def _told_place(name: str) -> str:
    return _("Perangkat daerah") if name == CITY_OFFICES else name


def _changes(where: Standing, figures: Figures | None) -> list[tuple[str, int, int, int]]:
    """What differs from the version before, where there is one."""
    if figures is None or not _signed_ever(where):
        return []
    if where.signoff:
        earlier = before(where.signoff)
    else:
        found = SignOff.objects.filter(period=where.period, office=where.office)
        earlier = found.order_by("-version").first()
    if earlier is None:
        return []
    found_changes = differences(figures_from(earlier.figures), figures)
    return [(difference_label(one), one.before, one.after, one.after - one.before) for one in found_changes]


@require_POST
def sign(request: SignedInRequest, key: str, office_id: int) -> HttpResponse:
    """Sign the figures that were shown, once the password was given again."""
    period, shown = period_get(request.acting, key), office_get(request.acting, office_id)
    if not standing_get(request.acting, period, shown).may:
        raise NOT_YOURS
    acting = request.acting
    form = SignForm(request.POST, stands_in=shown.pk != acting.office_id, titled=bool(acting.title))
    if not form.is_valid():
        return _page(request, period, office_id, form=form, refusal=_("Isi kata sandi Anda untuk menandatangani."))
    data = form.cleaned_data
    try:
        password_demand(user=request.user, password=data["password"], request=request)
        signed = services.sign(
            acting=request.acting,
            period=period,
            office=shown,
            digest=data["digest"],
            number=data["number"],
            place=data["place"],
            standing=data.get("standing") or "plh",
            title=data.get("title", ""),
            nip=data.get("nip", ""),
            request=request,
        )
    except NotThereError:
        raise
    except RefusedError as error:
        return _page(request, period, office_id, typed=data, refusal=sentence(error))
    if shown.kind in TOP and len(city_pair(signed)) < len(TOP):
        messages.success(request, _("Sudah ditandatangani. Berita acara kota dicetak setelah keduanya menandatangani."))
    else:
        messages.success(request, _("Sudah ditandatangani. Berita acaranya sedang dicetak."))
    return redirect("official:office", key=period.key, office_id=office_id)


@require_http_methods(["GET", "POST"])
def undo(request: SignedInRequest, signoff_id: int) -> HttpResponse:
    """Undo a signature with a reason, from the top down."""
    signoff = signoff_get(request.acting, signoff_id)
    undo_refuse(request.acting, signoff)
    form, refusal = UndoForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            password_demand(user=request.user, password=form.cleaned_data["password"], request=request)
            services.undo(acting=request.acting, signoff=signoff, reason=form.cleaned_data["reason"], request=request)
        except RefusedError as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("Tanda tangan dibatalkan. Bagian kantor ini terbuka lagi."))
            return redirect("official:office", key=signoff.period.key, office_id=signoff.office_id)
    status = 422 if refusal or form.errors else 200
    return render(request, "official/undo.html", {"signoff": signoff, "form": form, "refusal": refusal}, status=status)


@require_http_methods(["GET", "POST"])
def letterhead(request: SignedInRequest) -> HttpResponse:
    """The letterhead of the acting office."""
    shown, refusal = request.acting.office, ""
    kept = stated(shown)
    form = LetterheadForm(initial={**kept, "logo": None, "bases": "\n".join(kept["bases"])})
    if request.method == "POST":
        form = LetterheadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                _state(request, form.cleaned_data)
            except RefusedError as error:
                refusal = sentence(error)
            else:
                messages.success(request, _("Kop disimpan. Berita acara berikutnya memakainya."))
                return redirect("official:letterhead")
    status = 422 if refusal or form.errors else 200
    context = {"form": form, "refusal": refusal, "has_logo": bool(kept.get("logo"))}
    return render(request, "official/letterhead.html", context, status=status)


def _state(request: SignedInRequest, data: dict[str, Any]) -> None:
    logo = data["logo"].read() if data["logo"] else None
    services.letterhead_state(
        acting=request.acting,
        office=request.acting.office,
        texts={key: value for key, value in data.items() if isinstance(value, str)},
        bases=data["bases"].splitlines(),
        logo=logo,
        without_logo=data["without_logo"],
        request=request,
    )
