"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from padan.web.navigation import MORE, entries


def site(request: HttpRequest) -> dict[str, Any]:
    """The acting office, the way to other pages, and whether this is the synthetic city."""
    acting = getattr(request, "acting", None)
    return {
        "acting": acting,
        "demo": settings.DEMO,
        "navigation": entries(request) if acting else [],
        "navigation_more": entries(request, MORE) if acting else [],
    }
