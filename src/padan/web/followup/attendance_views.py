"""Pages of who is there: the QR on the screen, ticking and typing by the secretary, one-time codes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web.accounts.models import Office
from padan.web.followup import selectors, services
from padan.web.followup.attending import Typed, door_picture
from padan.web.followup.forms import TypedForm, offices_named
from padan.web.followup.models import How, Meeting
from padan.web.followup.people import heads_of, post_of
from padan.web.refusals import RefusedError, sentence
from padan.web.requests import SignedInRequest

USUAL_CODES = 10


@require_http_methods(["GET", "POST"])
def attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is there; the secretary ticks offices from the signed paper and types those who are of none."""
    meeting = selectors.meeting_get(request.acting, pk)
    if request.method != "POST":
        return _page(request, meeting)
    try:
        if "ticked" in request.POST:
            _tick(request, meeting)
        else:
            form = TypedForm(request.POST)
            if not form.is_valid():
                return _page(request, meeting, form=form)
            services.attend_typed(acting=request.acting, meeting=meeting, typed=[typed_from(form, meeting)])
            messages.success(request, _("Tercatat hadir: %(name)s.") % {"name": form.cleaned_data["name"]})
    except RefusedError as error:
        if error.status == 404:
            raise
        return _page(request, meeting, refusal=sentence(error))
    return redirect("followup:attendance", pk=pk)


def typed_from(form: TypedForm, meeting: Meeting) -> Typed:
    """What was typed; an office that is not known stays as it was typed."""
    data = form.cleaned_data
    named = offices_named(data["office"], selectors.invited_of(meeting))
    office = named[0] if named else None
    return Typed(data["name"], office, data["office"], data["nip"], data["title"])


def _tick(request: SignedInRequest, meeting: Meeting) -> None:
    chosen = set(request.POST.getlist("kantor"))
    offices = [office for office in selectors.invited_of(meeting) if str(office.pk) in chosen]
    heads = heads_of(offices)
    typed = []
    for office in offices:
        head = heads.get(office.pk)
        name = request.POST.get(f"nama-{office.pk}", "").strip()[:160]
        known = head is not None and name in ("", head.user.full_name)
        if head is not None and known:
            typed.append(Typed(head.user.full_name, office, nip=head.user.nip, title=post_of(head)))
        elif name:
            typed.append(Typed(name, office))
    if typed:
        services.attend_typed(acting=request.acting, meeting=meeting, typed=typed, how=How.PAPER)
    messages.success(request, _("%(n)d orang tercatat hadir.") % {"n": len(typed)})


def _page(
    request: SignedInRequest,
    meeting: Meeting,
    *,
    form: TypedForm | None = None,
    refusal: str = "",
    fresh: list[str] | None = None,
) -> HttpResponse:
    present, invited = selectors.present_of(meeting), selectors.invited_of(meeting)
    came = {one.office_id for one in present}
    missing = [office for office in invited if office.pk not in came]
    heads = heads_of(missing)
    context: dict[str, Any] = {
        "meeting": meeting,
        "present": present,
        "missing": [(office, heads[office.pk].user.full_name if office.pk in heads else "") for office in missing],
        "invited": invited,
        "offices_present": len(invited) - len(missing),
        "form": form or TypedForm(),
        "refusal": refusal,
        "codes": fresh,
        "open": meeting.closed_at is None,
        "on_the_day": meeting.day == timezone.localdate(),
        "unused": meeting.door_codes.filter(used_at=None).count(),
    }
    return render(request, "followup/attendance.html", context, status=422 if refusal or form else 200)


@never_cache
@require_POST
def codes(request: SignedInRequest, pk: int) -> HttpResponse:
    """One-time codes for those without an account, shown this once."""
    meeting = selectors.meeting_get(request.acting, pk)
    asked = request.POST.get("count", "")
    count = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else USUAL_CODES
    made = services.codes_make(acting=request.acting, meeting=meeting, count=count)
    return _page(request, meeting, fresh=made)


@require_POST
def strike(request: SignedInRequest, pk: int) -> HttpResponse:
    """Strike somebody who was noted by mistake."""
    meeting = selectors.meeting_get(request.acting, pk)
    asked = request.POST.get("attendee", "")
    if not asked:
        return redirect("followup:attendance", pk=pk)
    found = selectors.attendee_get(
        meeting, int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= 18 else 0
    )
    services.attendee_strike(acting=request.acting, attendee=found)
    messages.success(request, _("%(name)s dicoret dari yang hadir.") % {"name": found.name})
    return redirect("followup:attendance", pk=pk)


@never_cache
@require_GET
def qr(request: SignedInRequest, pk: int) -> HttpResponse:
    """The QR for the screen in the room; it renews itself."""
    meeting = selectors.meeting_get(request.acting, pk)
    return render(request, "followup/qr.html", _qr(meeting))


@never_cache
@require_GET
def qr_part(request: SignedInRequest, pk: int) -> HttpResponse:
    """The QR that holds now, and how many offices are there."""
    meeting = selectors.meeting_get(request.acting, pk)
    return render(request, "followup/qr_part.html", _qr(meeting))


def _qr(meeting: Meeting) -> dict[str, Any]:
    now = timezone.now()
    holds = meeting.day == timezone.localdate() and meeting.closed_at is None
    present = selectors.present_of(meeting)
    came: set[int] = {one.office_id for one in present if one.office_id}
    invited: list[Office] = selectors.invited_of(meeting)
    # The picture holds nothing that anybody typed: segno draws it from our own address.
    picture = mark_safe(door_picture(meeting, now).decode()) if holds else ""
    return {
        "meeting": meeting,
        "holds": holds,
        "picture": picture,
        "people": len(present),
        "offices": sum(1 for office in invited if office.pk in came),
        "invited": len(invited),
    }
