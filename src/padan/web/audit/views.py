"""The trail as the inspectorate reads it."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from padan.web.audit.actions import word_for
from padan.web.audit.forms import SearchForm
from padan.web.audit.selectors import trail as trail_page
from padan.web.audit.words import details_told, object_word

if TYPE_CHECKING:
    from padan.web.requests import SignedInRequest


@require_GET
def trail(request: "SignedInRequest") -> HttpResponse:
    """Who did or read what, when, in which office, from where; the newest first."""
    form = SearchForm(request.GET or None)
    below = request.GET.get("sebelum", "")
    page = trail_page(form.search(), below=int(below) if below.isdecimal() and len(below) < 19 else None)
    asked = {name: value for name, value in request.GET.items() if value and name != "sebelum"}
    context = {
        "form": form,
        "events": [
            (event, word_for(event.action), object_word(event.object_kind), list(details_told(event.detail)))
            for event in page.events
        ],
        "older": urlencode({**asked, "sebelum": page.older}) if page.older else "",
    }
    return render(request, "audit/trail.html", context)
