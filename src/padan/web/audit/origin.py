"""From where the present request comes, for events that are appended deep inside a service."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from padan.web.addresses import client_address

ORIGIN: ContextVar[str] = ContextVar("origin", default="")
"""The address of the network; empty outside a request, as in the worker."""


class OriginMiddleware:
    """Notes the address while a request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = ORIGIN.set(client_address(request))
        try:
            return self.get_response(request)
        finally:
            ORIGIN.reset(before)
