"""The plain page for everything that did not work, in the reader's language, with the number of the request."""

import logging
from typing import Any

from litestar import Request as LitestarRequest
from litestar import Response
from litestar.exceptions import HTTPException

from kiezfonds.ground.traces import trace_of
from kiezfonds.web.errors import Refusal
from kiezfonds.web.pages import HTML, render
from kiezfonds.web.requests import Request

log = logging.getLogger("kiezfonds.web")
KNOWN = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503})


def refused(request: Request, error: Refusal, **place: Any) -> Response[str]:
    return error_page(request, error.status, error.text, typed=error.typed, can_repeat=error.can_repeat, **place)


def http_error(request: Request, error: HTTPException, **place: Any) -> Response[str]:
    too_large = "too large" in error.detail.lower()
    return error_page(request, 413 if too_large else error.status_code, **place)


def broken(request: LitestarRequest[Any, Any, Any], error: Exception, **place: Any) -> Response[str]:
    """A bug of ours: logged with the request's number, never with what was typed."""
    number = request.scope.get("kf_request_id", "-")
    log.error("bug %s\n%s", number, trace_of(error))
    try:
        return error_page(request, 500, **place)  # type: ignore[arg-type]  # the application's own request class
    except Exception as second:  # noqa: BLE001 - logged without its message
        log.error("the error page failed too, request %s\n%s", number, trace_of(second))
        return Response(f"Es ist ein Fehler passiert. Kennung: {number}", status_code=500, media_type=HTML)


def error_page(request: Request, status: int, text: str = "", **place: Any) -> Response[str]:
    """`place`: whose page it was, where that is known; then the page names whom to call."""
    status = status if status in KNOWN else 500
    place.setdefault("typed", None)
    return render(request, "errors/error.html", status=status, text=text, request_id=request.request_id, **place)
