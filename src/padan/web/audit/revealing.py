"""Showing a masked NIK whole: the reason is asked once a sitting, and every reading is written to the trail."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from padan.web.audit.services import reading_log
from padan.web.refusals import RefusedError

if TYPE_CHECKING:
    from padan.web.requests import SignedInRequest

REASON = "alasan"
SHORTEST = 5


class ReasonError(RefusedError):
    """A reading without a reason."""

    code = "reason"


def reason_of_sitting(request: HttpRequest) -> str:
    """Why this person reads unmasked NIK in this sitting; empty until they have said so."""
    return str(request.session.get(REASON, ""))


def reason_keep(request: HttpRequest, reason: str) -> str:
    """Keep the reason until the sitting ends. Raises ReasonError where it says nothing."""
    plain = " ".join(reason.split())[:300]
    if len(plain) < SHORTEST:
        raise ReasonError(
            "Tulis alasan membuka NIK, misalnya: mencocokkan dengan KTP di kelurahan.",
            "Say why you read the NIK, for example: to compare it with the identity card.",
        )
    request.session[REASON] = plain
    return plain


def nik_reveal(request: "SignedInRequest", *, about: Any, nik: str) -> HttpResponse:
    """Answers the button of `audit/reveal.html`: the NIK whole, logged; or the question why, once a sitting.

    The caller has fetched `about` through a selector that takes the acting office. The url is POST only.
    """
    reason = reason_of_sitting(request)
    if not reason:
        given = request.POST.get("reason", "")
        if len(given.strip()) < SHORTEST:
            return _shown(request, "audit/reveal_reason.html", {"address": request.path, "asked": bool(given)})
        reason = reason_keep(request, given)
    reading_log(acting=request.acting, about=about, reason=reason, request=request)
    return _shown(request, "audit/revealed.html", {"nik": nik})


def _shown(request: "SignedInRequest", fragment: str, context: dict[str, Any]) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, fragment, context)
    return render(request, "audit/reveal_page.html", {**context, "fragment": fragment})
