"""HEAD is answered as GET is, without the body: link checkers, proxies and monitors ask so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


class HeadMiddleware:
    """Shows every view a GET. It stands first: all that lies between measures and marks the answer as that of a GET."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        try:
            answer = self.get_response(request)
        finally:
            request.method = "HEAD"
        return _without_body(answer)


def _without_body(answer: HttpResponse) -> HttpResponse:
    """The headers of an answer, its length among them; a file that was opened for it is closed with the answer."""
    if isinstance(answer, StreamingHttpResponse):
        answer.streaming_content = iter(())
    else:
        answer.headers.setdefault("Content-Length", str(len(answer.content)))
        answer.content = b""
    return answer
