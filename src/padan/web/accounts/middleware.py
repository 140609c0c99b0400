"""In which office, with which second factor and in which language a request is made."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django_otp.plugins.otp_totp.models import TOTPDevice

from padan.web.accounts.models import Appointment

Answer = Callable[[HttpRequest], HttpResponse]
ACTING = "acting"
LANGUAGE = "bahasa"


class ActingMiddleware:
    """Sets `request.acting` (an Appointment or None) and `request.second_factor_due`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = acting_of(request)  # type: ignore[attr-defined]
        request.second_factor_due = second_factor_due(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def acting_of(request: HttpRequest) -> Appointment | None:
    """The office chosen in this sitting, else the first that the user holds."""
    user = request.user
    if not user.is_authenticated:
        return None
    found = Appointment.objects.filter(user_id=user.pk, until__isnull=True).select_related("office__region").order_by()
    held = sorted(found, key=lambda appointment: appointment.pk)
    for appointment in held:
        appointment.user = user
    chosen = request.session.get(ACTING)
    return next((a for a in held if a.pk == chosen), held[0] if held else None)


def second_factor_due(request: HttpRequest) -> bool:
    """Whether the user must still show, or first set up, a second factor: any held role may demand it, and whoever has
    set one up is always asked."""
    user = request.user
    if not user.is_authenticated or user.is_verified():  # type: ignore[attr-defined]
        return False
    acting: Appointment | None = request.acting  # type: ignore[attr-defined]
    needed = bool(acting and acting.needs_second_factor)
    return needed or TOTPDevice.objects.filter(user=user, confirmed=True).exists()


class LanguageMiddleware:
    """Indonesian, unless this browser chose English."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override("en" if request.COOKIES.get(LANGUAGE) == "en" else "id"):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "en" if request.COOKIES.get(LANGUAGE) == "en" else "id")
        return response
