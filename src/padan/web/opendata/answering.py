"""How public pages are answered: only while they are on, the same to everybody, and kept by whoever asks often."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_GET

from padan import __version__
from padan.web.opendata.models import Publication
from padan.web.opendata.selectors import open_state

KEPT = 300
"""Seconds for which a browser or proxy need not ask again."""
LANGUAGE = "bahasa"
View = Callable[..., HttpResponse]


def mark_of(request: HttpRequest, *_args: object, **_kwargs: object) -> str:
    """What a public answer depends on beside its address: what was published, who publishes it, and this program."""
    state = open_state()
    digests = ",".join(Publication.objects.values_list("digest", flat=True))
    told = f"{__version__}|{state.pk}|{digests}|{translation.get_language()}|{request.get_full_path()}"
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def language_of(request: HttpRequest) -> tuple[str, bool]:
    """The language that the address says, else the one that this browser chose on the site's other pages; and whether
    anybody who asks for this address gets it."""
    said = request.GET.get(LANGUAGE)
    if said in ("id", "en"):
        return said, True
    chosen = request.COOKIES.get(LANGUAGE) == "en"
    return ("en", False) if chosen else ("id", True)


def public(view: View) -> View:
    """A page for anybody. Nothing of it depends on who asks: no session is read and no cookie set."""

    @require_GET
    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        lang, shared = language_of(request)
        with translation.override(lang):
            answer = condition(etag_func=mark_of)(view)(request, *args, **kwargs)
        answer.headers["Content-Language"] = lang
        answer.headers["Access-Control-Allow-Origin"] = "*"
        patch_cache_control(answer, max_age=KEPT, **({"public": True} if shared else {"private": True}))
        # The gate asked who is signed in before this view ran; the answer does not vary by it, and may be shared.
        request.session.accessed = False
        return answer

    return answered
