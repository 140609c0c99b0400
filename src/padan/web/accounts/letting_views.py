"""Helping who is locked out: asking, confirming by a second person, and the link that is handed over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from padan.web.accounts import letting_in
from padan.web.accounts.models import Help, LettingIn
from padan.web.accounts.selectors import appointment_helped, letting_get, lettings_shown
from padan.web.accounts.services import password_demand
from padan.web.refusals import NotThereError, RefusedError, sentence
from padan.web.requests import SignedInRequest


@never_cache
@require_POST
def password_link(request: SignedInRequest, appointment_id: int) -> HttpResponse:
    """A link, good for three days and one use, for somebody who forgot the password; where a second person must confirm
    it, the request for one."""
    held = appointment_helped(request.acting, appointment_id)
    try:
        made = letting_in.letting_in_ask(acting=request.acting, appointment=held, kind=Help.PASSWORD, request=request)
    except RefusedError as error:
        return _page(request, error)
    return _link(request, made) if made.agreed else _waits(request)


@require_POST
def second_factor_reset(request: SignedInRequest, appointment_id: int) -> HttpResponse:
    """For somebody who lost the phone and the recovery codes: the next sign-in sets up a new second step."""
    held = appointment_helped(request.acting, appointment_id)
    ask, kind = letting_in.letting_in_ask, Help.SECOND_FACTOR
    try:
        made = ask(acting=request.acting, appointment=held, kind=kind, request=request)
    except RefusedError as error:
        return _page(request, error)
    if not made.agreed:
        return _waits(request)
    messages.success(request, _("Langkah kedua %(name)s diatur ulang.") % {"name": held.user.full_name})
    return redirect("accounts:office", office_id=held.office_id)


def _waits(request: SignedInRequest) -> HttpResponse:
    messages.success(
        request, _("Permintaan dicatat. Orang kedua harus mengesahkannya dahulu; ia dan orangnya diberi tahu.")
    )
    return redirect("accounts:lettings")


def _link(request: SignedInRequest, letting: LettingIn) -> HttpResponse:
    link = letting_in.link_take(acting=request.acting, letting=letting, request=request)
    return render(request, "accounts/password_link.html", {"letting": letting, "link": link})


@require_GET
def lettings(request: SignedInRequest) -> HttpResponse:
    """Requests that wait for somebody, and links that wait to be handed over."""
    return _page(request)


def _page(request: SignedInRequest, error: RefusedError | None = None) -> HttpResponse:
    context = {
        "lettings": lettings_shown(request.acting),
        "refusal": sentence(error) if error else "",
    }
    return render(request, "accounts/lettings.html", context, status=error.status if error else 200)


@sensitive_post_parameters("current")
@require_POST
def letting_confirm(request: SignedInRequest, letting_id: int) -> HttpResponse:
    """The second person confirms, with the password given again."""
    found = letting_get(request.acting, letting_id)
    try:
        password_demand(user=request.user, password=request.POST.get("current", ""), request=request)
        letting_in.letting_in_confirm(acting=request.acting, letting=found, request=request)
    except RefusedError as error:
        return _page(request, error)
    told = _("Disahkan. %(name)s diberi tahu.") % {"name": found.user.full_name}
    messages.success(request, told)
    return redirect("accounts:lettings")


@require_POST
def letting_close(request: SignedInRequest, letting_id: int) -> HttpResponse:
    """Refuses a request, or withdraws one's own."""
    found = letting_get(request.acting, letting_id)
    try:
        letting_in.letting_in_close(acting=request.acting, letting=found, request=request)
    except RefusedError as error:
        return _page(request, error)
    messages.success(request, _("Permintaan ditutup; tautannya, bila ada, tidak berlaku."))
    return redirect("accounts:lettings")


@never_cache
@require_POST
def letting_take(request: SignedInRequest, letting_id: int) -> HttpResponse:
    """Shows the link of a confirmed request to who asked for it."""
    found = letting_get(request.acting, letting_id)
    try:
        return _link(request, found)
    except NotThereError:
        raise
    except RefusedError as error:
        return _page(request, error)
