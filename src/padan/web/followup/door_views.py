"""Where the QR leads: present with one tap for who is signed in, by a one-time code for who has no account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from padan.web.accounts.models import Appointment
from padan.web.accounts.views import NEXT
from padan.web.followup import selectors, services
from padan.web.followup.attendance_views import typed_from
from padan.web.followup.attending import door_assert
from padan.web.followup.forms import CodeForm
from padan.web.followup.models import Attendee, Meeting
from padan.web.refusals import RefusedError, sentence
from padan.web.requests import SignedInRequest

PASS = "hadir"
"""In the session: the meeting whose code held when this sitting opened its page, and on which day."""


def _passed(request: HttpRequest, meeting: Meeting) -> bool:
    return bool(request.session.get(PASS) == [meeting.pk, str(timezone.localdate())])


def _assert(request: HttpRequest, meeting: Meeting, code: str) -> None:
    door_assert(meeting, code, timezone.now(), passed=_passed(request, meeting))
    request.session[PASS] = [meeting.pk, str(timezone.localdate())]


@never_cache
@require_GET
def door(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Which meeting it is, and how to be noted as present."""
    meeting = selectors.meeting_at_door(pk)
    try:
        _assert(request, meeting, code)
    except RefusedError as error:
        return _page(request, meeting, code, refusal=sentence(error))
    return _page(request, meeting, code)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    code: str,
    *,
    refusal: str = "",
    form: CodeForm | None = None,
    noted: Attendee | None = None,
) -> HttpResponse:
    acting: Appointment | None = getattr(request, "acting", None)
    due = bool(getattr(request, "second_factor_due", False))
    shut = bool(refusal) and not form
    if due and not shut:
        request.session[NEXT] = request.path
    known = meeting.attendees.filter(user=acting.user, struck_at=None).first() if acting and not due else None
    context = {
        "meeting": meeting,
        "code": code,
        "acting_here": None if due else acting,
        "second_step": due,
        "refusal": refusal,
        "shut": shut,
        "form": form or CodeForm(),
        "open_form": form is not None,
        "noted": noted or known,
        "offices": [] if shut else selectors.invited_of(meeting),
    }
    return render(request, "followup/door.html", context, status=422 if refusal or form else 200)


@never_cache
@require_POST
def own(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Who is signed in is noted as present."""
    meeting = selectors.meeting_at_door(pk)
    try:
        _assert(request, meeting, code)
        services.attend_own(acting=request.acting, meeting=meeting, request=request)
    except RefusedError as error:
        return _page(request, meeting, code, refusal=sentence(error))
    return redirect("followup:door", pk=pk, code=code)


@never_cache
@require_POST
def by_code(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Somebody without an account is noted as present by a code that the secretary gave."""
    meeting = selectors.meeting_at_door(pk)
    form = CodeForm(request.POST)
    try:
        _assert(request, meeting, code)
        if not form.is_valid():
            return _page(request, meeting, code, form=form)
        typed = typed_from(form, meeting)
        noted = services.attend_by_code(meeting=meeting, code=form.cleaned_data["code"], typed=typed, request=request)
    except RefusedError as error:
        return _page(request, meeting, code, refusal=sentence(error), form=form if form.is_valid() else None)
    return _page(request, meeting, code, noted=noted)
