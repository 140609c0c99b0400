"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from padan.web.navigation import navigation


def site(request: HttpRequest) -> dict[str, Any]:
    """The acting office, the way to other pages, and whether this is the synthetic city. The way is looked up
    where it is shown: not in a fragment, which shows none."""
    acting = getattr(request, "acting", None)
    return {
        "acting": acting,
        "demo": settings.DEMO,
        "navigation": SimpleLazyObject(lambda: navigation(request)) if acting else "",
    }
