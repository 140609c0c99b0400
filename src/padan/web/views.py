"""Pages that belong to no room."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from padan.web.middleware import refuse
from padan.web.refusals import NOT_THERE, STALE_FORM


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return refuse(request, NOT_THERE)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without its token."""
    return refuse(request, STALE_FORM)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; nothing personal is shown or logged."""
    text = _("Terjadi kesalahan pada sistem, bukan pada data Anda. Yang sudah tersimpan aman. Coba lagi sebentar lagi.")
    return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")
