"""The secretary's desk during a meeting, closing it, signing its minutes, and addenda."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from padan.web.accounts.services import password_demand
from padan.web.followup import selectors, services
from padan.web.followup.deciding import Decided
from padan.web.followup.forms import (
    EVERY_KECAMATAN,
    EVERY_KELURAHAN,
    AddendumForm,
    DecisionForm,
    SignForm,
    offices_named,
)
from padan.web.followup.meeting_figures import figures_of
from padan.web.followup.meeting_views import meeting_page
from padan.web.followup.minutes_kept import grouped
from padan.web.followup.models import AgendaItem, FollowUp, Meeting
from padan.web.followup.saying import form_faults
from padan.web.followup.warning_words import warning_text
from padan.web.refusals import NOT_THERE, RefusedError, sentence
from padan.web.requests import SignedInRequest

USUAL_TIME = timedelta(days=14)
MOST_SHOWN = 8


@require_GET
def desk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every point of the agenda with what it is about, what was said, and a form for decisions."""
    meeting = selectors.meeting_get(request.acting, pk)
    items = selectors.agenda_of(meeting)
    points = selectors.points_under(request.acting, [item.rule for item in items])
    decisions = selectors.decisions_of(meeting)
    invited = selectors.invited_of(meeting)
    context = {
        "meeting": meeting,
        "items": [
            {
                "item": item,
                "points": [(one.office.name, warning_text(one)) for one in points.get(item.rule, [])[:MOST_SHOWN]],
                "more": max(len(points.get(item.rule, [])) - MOST_SHOWN, 0),
                **_of_item(item, decisions, _form(item)),
            }
            for item in items
        ],
        "figures": figures_of(request.acting, meeting).rows,
        "names": [EVERY_KELURAHAN, EVERY_KECAMATAN, *(office.name for office in invited)],
        "open": meeting.closed_at is None,
        "present": len(selectors.present_of(meeting)),
    }
    return render(request, "followup/desk.html", context)


def _of_item(item: AgendaItem, decisions: list[FollowUp], form: DecisionForm, refusal: str = "") -> dict[str, Any]:
    mine = [one for one in decisions if one.agenda_id == item.pk]
    return {"item": item, "decisions": grouped(mine), "form": form, "refusal": refusal}


def _form(item: AgendaItem) -> DecisionForm:
    initial = {"item": item.pk, "due": timezone.localdate() + USUAL_TIME}
    form = DecisionForm(initial=initial, auto_id=f"id_{item.pk}_%s")
    del form.fields["what"].widget.attrs["data-focus"]
    return form


def _item(request: SignedInRequest, meeting: Meeting) -> AgendaItem:
    asked = request.POST.get("item", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= 18):
        raise NOT_THERE
    return selectors.agenda_get(meeting, int(asked))


@require_POST
def said(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what was said on a point."""
    meeting = selectors.meeting_get(request.acting, pk)
    if "item" not in request.POST:
        return redirect("followup:desk", pk=pk)
    item = _item(request, meeting)
    services.said_note(acting=request.acting, item=item, said=request.POST.get("said", ""))
    if request.htmx:
        return render(request, "followup/said_kept.html", {"at": timezone.now()})
    return redirect(reverse("followup:desk", args=[pk]) + f"#butir-{item.pk}")


@require_POST
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a decision; the form comes back empty with the cursor in it, ready for the next."""
    meeting = selectors.meeting_get(request.acting, pk)
    if "item" not in request.POST:
        return redirect("followup:desk", pk=pk)
    item = _item(request, meeting)
    form, refusal = DecisionForm(request.POST, auto_id=f"id_{item.pk}_%s"), ""
    if form.is_valid():
        data = form.cleaned_data
        offices = offices_named(data["office"], selectors.invited_of(meeting), groups=True)
        if not offices:
            refusal = _("Kantor ini tidak diundang atau namanya tidak dikenal. Pilih dari daftar.")
        else:
            decided = Decided(data["what"], offices, data["due"])
            try:
                services.decide(
                    acting=request.acting, meeting=meeting, item=item, decided=decided, today=timezone.localdate()
                )
            except RefusedError as error:
                refusal = sentence(error)
    else:
        refusal = form_faults(form)
    return _answered(request, meeting, item, form, refusal)


def _answered(
    request: SignedInRequest, meeting: Meeting, item: AgendaItem, form: DecisionForm, refusal: str
) -> HttpResponse:
    if not request.htmx:
        if refusal:
            messages.warning(request, refusal)
        return redirect(reverse("followup:desk", args=[meeting.pk]) + f"#butir-{item.pk}")
    if not refusal:
        due = form.cleaned_data["due"]
        form = DecisionForm(initial={"item": item.pk, "due": due}, auto_id=f"id_{item.pk}_%s")
    context = {"meeting": meeting, "open": True, **_of_item(item, selectors.decisions_of(meeting), form, refusal)}
    return render(request, "followup/decisions_part.html", context, status=422 if refusal else 200)


@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Strike a decision that was written by mistake."""
    meeting = selectors.meeting_get(request.acting, pk)
    chosen = {int(one) for one in request.POST.get("decision", "").split("-") if one.isascii() and one.isdecimal()}
    found = [one for one in selectors.decisions_of(meeting) if one.pk in chosen]
    services.decision_drop(acting=request.acting, meeting=meeting, follow_ups=found, today=timezone.localdate())
    return redirect(reverse("followup:desk", args=[pk]))


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the meeting: from then on nothing of it changes."""
    meeting = selectors.meeting_get(request.acting, pk)
    refusal = ""
    if request.method == "POST":
        number = request.POST.get("number", "")
        try:
            services.meeting_close(acting=request.acting, meeting=meeting, number=number, request=request)
        except RefusedError as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("Rapat ditutup. Notulennya sedang dicetak; sekarang dapat ditandatangani."))
            return redirect("followup:meeting", pk=pk)
    decisions = selectors.decisions_of(meeting)
    context = {
        "meeting": meeting,
        "agenda": selectors.agenda_of(meeting),
        "decisions": len(grouped(decisions)),
        "figures": figures_of(request.acting, meeting).rows,
        "present": len(selectors.present_of(meeting)),
        "refusal": refusal,
    }
    return render(request, "followup/close.html", context, status=422 if refusal else 200)


@require_POST
def sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign the minutes or an addendum, once the password was given again."""
    meeting = selectors.meeting_get(request.acting, pk)
    form = SignForm(request.POST)
    if not form.is_valid():
        return meeting_page(request, meeting, refusal=_("Isi kata sandi Anda untuk menandatangani."))
    data = form.cleaned_data
    addendum = selectors.addendum_get(request.acting, data["addendum"]) if data["addendum"] else None
    try:
        password_demand(user=request.user, password=data["password"], request=request)
        services.minutes_sign(
            acting=request.acting, meeting=meeting, part=data["part"], standing=data["standing"] or "plh",
            addendum=addendum, request=request,
        )  # fmt: skip
    except RefusedError as error:
        return meeting_page(request, meeting, refusal=sentence(error))
    messages.success(request, _("Sudah ditandatangani. Naskahnya sedang dicetak."))
    return redirect("followup:meeting", pk=pk)


@require_http_methods(["GET", "POST"])
def addendum(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct closed minutes by an addendum."""
    meeting = selectors.meeting_get(request.acting, pk)
    form, refusal = AddendumForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            services.addendum_make(acting=request.acting, meeting=meeting, request=request, **form.cleaned_data)
        except RefusedError as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("Adendum dibuat; sekarang dapat ditandatangani."))
            return redirect("followup:meeting", pk=pk)
    context = {"meeting": meeting, "form": form, "refusal": refusal}
    return render(request, "followup/addendum.html", context, status=422 if request.method == "POST" else 200)
