"""From which address of the network a request comes, also behind a proxy."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost of our own proxies saw (PADAN_PROXIES of them stand before the site); empty where
    it is unknown.

    Only what our own proxies wrote at the right of X-Forwarded-For is believed: what a browser sends stands left of it.
    """
    proxies: int = settings.PROXIES
    if proxies:
        seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        if len(seen) >= proxies and (found := _address(seen[-proxies])):
            return found
    return _address(str(request.META.get("REMOTE_ADDR", "")))


def lockout_address(request: HttpRequest) -> str | None:
    """The same for django-axes, which wants None where it is unknown."""
    return client_address(request) or None


def _address(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""
