"""What several rooms ask of the record while one page is made is asked once.

Only while a page is read: whoever writes asks the record itself, each time.
"""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

Answer = TypeVar("Answer")
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


class AskedOnceMiddleware:
    """Keeps answers from the beginning to the end of one GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET":
            return self.get_response(request)
        mark = _answers.set({})
        try:
            return self.get_response(request)
        finally:
            _answers.reset(mark)


def once(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """What `ask` says, or said before under the same key while this page is made. Nobody may change what it gives."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if key not in answers:
        answers[key] = ask()
    found: Answer = answers[key]
    return found
