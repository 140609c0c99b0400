"""Every request passes the table of rights; every refusal becomes a sentence, never a traceback."""

from collections.abc import Callable
from urllib.parse import quote

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from padan.domain.errors import PadanError
from padan.web.accounts.models import Appointment
from padan.web.refusals import BUSY, FORBIDDEN, NOT_THERE, RefusedError, sentence
from padan.web.rights import grant_for

Answer = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """Turns a PadanError raised by a view into a page (or a fragment for htmx) with its sentence and status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page that says what is wrong and what to do."""
        if _is_busy(error):
            return refuse(request, BUSY)
        if not isinstance(error, PadanError):
            return None
        # Refusals are made once and raised often: each raising would otherwise keep its frames, and all they hold.
        error.__traceback__ = error.__context__ = None
        return refuse(request, error)


def _is_busy(error: Exception) -> bool:
    """Whether the database gave up waiting for another's lock: SQLite after its timeout, PostgreSQL in a deadlock."""
    return isinstance(error, OperationalError) and any(word in str(error) for word in ("is locked", "deadlock"))


def refuse(request: HttpRequest, error: PadanError) -> HttpResponse:
    """The answer to a refused request."""
    status = error.status if isinstance(error, RefusedError) else 422
    text = sentence(error)
    template = "refusal_fragment.html" if request.headers.get("HX-Request") else "refusal.html"
    return render(request, template, {"text": text, "status": status}, status=status)


class RightsMiddleware:
    """Asks the table before any view runs. Which objects lie within reach is the selector's matter.

    No browser keeps a page of somebody signed in: on a shared computer the next user must not find it again.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """None where the view may run."""
        if _holds_a_nul(request):
            return refuse(request, NOT_THERE)
        match = request.resolver_match
        grant = grant_for(match.view_name, request.method or "GET") if match else None
        if grant is None:
            return refuse(request, FORBIDDEN)
        if grant.public:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return self._signed_in(request, grant.before_second_factor, grant.signed_in, grant.own | grant.city)

    def _signed_in(
        self, request: HttpRequest, early: bool, anybody: bool, roles: frozenset[str]
    ) -> HttpResponse | None:
        if not early and getattr(request, "second_factor_due", False):
            return HttpResponseRedirect(reverse("accounts:second_factor"))
        acting: Appointment | None = getattr(request, "acting", None)
        if anybody or (acting and acting.role in roles):
            return None
        return refuse(request, FORBIDDEN)


def _holds_a_nul(request: HttpRequest) -> bool:
    """No database that we ask bears a NUL in a text, and nothing is named so."""
    asked = (text for said in request.GET.lists() for text in (said[0], *said[1]))
    return "\0" in request.path or any("\0" in text for text in asked)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return refuse(request, FORBIDDEN)
    return HttpResponseRedirect(f"{reverse('accounts:sign_in')}?next={quote(request.get_full_path())}")
