"""Pages of meetings: the list, a new one, one with its agenda, papers and decisions."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web.accounts.models import Appointment, Office
from padan.web.followup import selectors, services
from padan.web.followup.closing import on_behalf, parts_open
from padan.web.followup.forms import IN_TREE, MeetingForm, SignForm, other_offices
from padan.web.followup.making import NewMeeting
from padan.web.followup.minutes_kept import grouped, invitation_text, title_told
from padan.web.followup.models import Meeting, MinutesSign, Part
from padan.web.followup.refusals import NO_TITLE
from padan.web.monitoring.selectors import month_first_shown
from padan.web.refusals import RefusedError, sentence
from padan.web.requests import SignedInRequest
from padan.web.roles import OfficeKind, Role

AT_A_TIME = 20


@require_GET
def meetings(request: SignedInRequest) -> HttpResponse:
    """Meetings that one is invited to, the newest first."""
    page = Paginator(selectors.meetings_of(request.acting), AT_A_TIME).get_page(request.GET.get("hal"))
    context = {"page": page, "today": timezone.localdate(), "may_hold": request.acting.role == Role.BAPPEDA}
    return render(request, "followup/meetings.html", context)


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Bappeda makes a meeting; its agenda is filled from what is open."""
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say otherwise of a meeting that is not closed."""
    return _edit(request, selectors.meeting_get(request.acting, pk))


def _edit(request: SignedInRequest, meeting: Meeting | None) -> HttpResponse:
    form, refusal = MeetingForm(request.POST or None, initial=_initial(request, meeting)), ""
    if request.method == "POST" and form.is_valid():
        wanted = _told(form.cleaned_data)
        try:
            if meeting is None:
                made = services.meeting_make(acting=request.acting, meeting=wanted)
            else:
                made = services.meeting_change(acting=request.acting, meeting=meeting, told=wanted)
            return redirect("followup:meeting", pk=made.pk)
        except RefusedError as error:
            refusal = sentence(error)
    context = {"form": form, "meeting": meeting, "refusal": refusal}
    return render(request, "followup/meeting_form.html", context, status=422 if request.method == "POST" else 200)


def _initial(request: SignedInRequest, meeting: Meeting | None) -> dict[str, Any]:
    if meeting is None:
        today = timezone.localdate()
        year, month = month_first_shown() or (today.year, today.month)
        usual = [OfficeKind.BPKAD, OfficeKind.PEMERINTAHAN, OfficeKind.BPJS, OfficeKind.INSPECTORATE]
        return {
            "month": f"{year}-{month:02}",
            "secretary": str(request.acting.pk),
            "kelurahan": True,
            "kecamatan": True,
            "others": [str(one.pk) for one in other_offices() if one.kind in usual],
        }
    names = ("title", "day", "starts_at", "venue", "purpose", "number", "chair_title", "secretary_title")
    kinds = {office.kind for office in meeting.invited.all()}
    return {
        **{name: getattr(meeting, name) for name in names},
        "month": f"{meeting.month:%Y-%m}",
        "chair": str(meeting.chair_id),
        "secretary": str(meeting.secretary_id),
        "kelurahan": OfficeKind.KELURAHAN in kinds,
        "kecamatan": OfficeKind.KECAMATAN in kinds,
        "others": [str(office.pk) for office in meeting.invited.all()],
    }


def _told(data: dict[str, Any]) -> NewMeeting:
    kinds = [kind for kind in IN_TREE if data[kind.value]]
    offices = [*Office.objects.filter(kind__in=kinds), *Office.objects.filter(pk__in=data["others"])]
    holders = Appointment.objects.select_related("user", "office__region").in_bulk([data["chair"], data["secretary"]])
    plain = ("title", "day", "starts_at", "venue", "month", "purpose", "number", "chair_title", "secretary_title")
    return NewMeeting(
        **{name: data[name] for name in plain},
        chair=holders[int(data["chair"])],
        secretary=holders[int(data["secretary"])],
        invited=tuple(offices),
    )


@require_GET
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """One meeting: when and where, agenda, decisions, who was there, papers; for Bappeda what to do with it."""
    return meeting_page(request, selectors.meeting_get(request.acting, pk))


def meeting_page(
    request: SignedInRequest, found: Meeting, *, refusal: str = "", sign_form: SignForm | None = None
) -> HttpResponse:
    """The page of a meeting, with a refusal where something was tried."""
    decisions = selectors.decisions_of(found)
    present = selectors.present_of(found)
    invited = selectors.invited_of(found)
    came = {one.office_id for one in present}
    hold = request.acting.role == Role.BAPPEDA
    address = request.build_absolute_uri(reverse("followup:meeting", args=[found.pk]))
    context = {
        "meeting": found,
        "agenda": [(item, grouped([d for d in decisions if d.agenda_id == item.pk])) for item in found.agenda.all()],
        "decisions": len(decisions),
        "mine": [one for one in decisions if one.office_id == request.acting.office_id],
        "invited": invited,
        "present": present,
        "offices_present": sum(1 for office in invited if office.pk in came),
        "papers": _papers(found),
        "scans": found.scans.select_related("by"),
        "hold": hold,
        "open": found.closed_at is None,
        "today": timezone.localdate(),
        "text": invitation_text(found, address) if hold and found.closed_at is None else "",
        "signs": _signs(request, found, sign_form),
        "refusal": refusal,
    }
    return render(request, "followup/meeting.html", context, status=422 if refusal else 200)


def _papers(found: Meeting) -> list[dict[str, Any]]:
    """The minutes and each addendum: the newest paper and who has signed."""
    if found.closed_at is None:
        return []
    signed: dict[int | None, list[MinutesSign]] = {}
    for one in found.signatures.all():
        signed.setdefault(one.addendum_id, []).append(one)
    whole = [None, *found.addenda.all()]
    return [
        {
            "addendum": one,
            "paper": selectors.paper_newest(found, one),
            "signed": [(s, title_told(s)) for s in signed.get(one.pk if one else None, [])],
        }
        for one in whole
    ]


def _signs(request: SignedInRequest, found: Meeting, bad: SignForm | None) -> list[dict[str, Any]]:
    """A form for each part that the acting person may sign now."""
    made = []
    for addendum in [None, *found.addenda.all()]:
        for part in parts_open(request.acting, found, addendum):
            number = addendum.number if addendum else 0
            form = SignForm(
                initial={"part": part, "addendum": addendum.pk if addendum else None}, auto_id=f"id_{part}{number}_%s"
            )
            instead = on_behalf(request.acting, found, part)
            if not instead:
                del form.fields["standing"]
            named = found.chair_title if part == Part.CHAIR else found.secretary_title
            made.append({"form": form, "part": part, "addendum": addendum, "instead": instead, "named": named})
    return made


@require_POST
def agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """Fill the agenda from the open points, add an own point, move one, take one off."""
    found = selectors.meeting_get(request.acting, pk)
    do, item = request.POST.get("do", ""), request.POST.get("item", "")
    if do == "fill":
        added = services.agenda_fill(acting=request.acting, meeting=found)
        messages.success(request, _("%(n)d hal terbuka ditambahkan.") % {"n": added})
    elif do == "add":
        title = request.POST.get("title", "").strip()
        if not title:
            return meeting_page(request, found, refusal=sentence(NO_TITLE))
        services.agenda_add(acting=request.acting, meeting=found, title=title)
    elif item.isascii() and item.isdecimal() and len(item) <= 18:
        point = selectors.agenda_get(found, int(item))
        if do in ("up", "down"):
            services.agenda_move(acting=request.acting, item=point, up=do == "up")
        elif do == "remove" and not services.agenda_remove(acting=request.acting, item=point):
            messages.warning(request, _("Hal ini sudah mempunyai keputusan, jadi tidak dapat dihapus."))
    return redirect(reverse("followup:meeting", args=[pk]) + "#agenda")
