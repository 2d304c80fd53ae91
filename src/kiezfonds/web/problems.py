"""The plain page for everything that did not work, in the reader's language, with the number of the request."""

import logging
from typing import Any

from litestar import Request as LitestarRequest
from litestar import Response
from litestar.exceptions import HTTPException

from kiezfonds.web.errors import Refusal
from kiezfonds.web.pages import HTML, render
from kiezfonds.web.requests import Request

log = logging.getLogger("kiezfonds.web")
KNOWN = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503})


def refused(request: Request, error: Refusal) -> Response[str]:
    return error_page(request, error.status, error.text)


def http_error(request: Request, error: HTTPException) -> Response[str]:
    too_large = "too large" in error.detail.lower()
    return error_page(request, 413 if too_large else error.status_code)


def broken(request: LitestarRequest[Any, Any, Any], error: Exception) -> Response[str]:
    """A bug of ours: logged with the request's number, never with what was typed."""
    number = request.scope.get("kf_request_id", "-")
    log.error("bug %s %s", number, type(error).__name__, exc_info=error)
    try:
        return error_page(request, 500)  # type: ignore[arg-type]  # the application's own request class
    except Exception:
        log.exception("the error page failed too, request %s", number)
        return Response(f"Es ist ein Fehler passiert. Kennung: {number}", status_code=500, media_type=HTML)


def error_page(request: Request, status: int, text: str = "") -> Response[str]:
    status = status if status in KNOWN else 500
    return render(request, "errors/error.html", status=status, text=text, request_id=request.request_id)
