"""Pages whose frame is drawn once, and the pieces that are put into it; for lists that are opened again and again.

A piece is kept under a version that changes with every act in the district. Head, navigation and footer are kept too.
What differs from one answer to the next (nonce, form token, request key) is never kept: a mark made at the start of
the process, which nobody outside can know, stands in its place.
"""

import re
import secrets
from collections.abc import Awaitable, Callable, Hashable, Mapping
from typing import Any

from markupsafe import Markup

from kiezfonds.web.pages import FormToken, Page, answer, environment, frame_of, render
from kiezfonds.web.requests import Request
from kiezfonds.web.session import cookie_name, new_token

KEPT_FRAMES = 200
KEPT_PIECES = 100
_SECRET = secrets.token_hex(16)
_MARK = re.compile(f"{_SECRET}-([a-z_]+)-")
_frames: dict[Hashable, list[str]] = {}


class Shelf:
    """Drawn pieces of pages by all they depend on; the oldest goes first."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Markup] = {}

    async def html(self, key: Hashable, draw: Callable[[], Awaitable[Markup]]) -> Markup:
        if key not in self._kept:
            drawn = await draw()
            while len(self._kept) >= KEPT_PIECES:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = drawn
        return self._kept[key]


def render_framed(
    request: Request,
    template: str,
    pieces: Mapping[str, Markup],
    *,
    kind: str,
    key: Hashable,
    context: Callable[[], Mapping[str, Any]],
) -> Page:
    """A page with `pieces` as drawn variables. `key` names everything that `context` depends on."""
    if request.cookies.get(cookie_name("flash", is_https=request.settings.is_https)):
        return render(request, template, kind=kind, **{**context(), **pieces})
    token = FormToken(request, kind)
    whole = (template, request.lang, request.scope["path"], kind, tuple(pieces), key)
    if whole not in _frames:
        while len(_frames) >= KEPT_FRAMES:
            del _frames[next(iter(_frames))]
        _frames[whole] = _drawn(request, template, context(), pieces)
    values: dict[str, object] = {
        "nonce": request.nonce,
        "csrf_token": token,
        "new_key": new_token(),
        **pieces,
    }
    parts = _frames[whole]
    return answer(request, "".join(str(values[part]) if place % 2 else part for place, part in enumerate(parts)), token)


def _drawn(request: Request, template: str, context: Mapping[str, Any], pieces: Mapping[str, Markup]) -> list[str]:
    """The page cut at its marks: text and names of pieces in turn."""
    marks = {name: Markup(f"{_SECRET}-{name}-") for name in ("nonce", "csrf_token", "new_key", *pieces)}  # noqa: S704 - ours
    frame = {**frame_of(request, marks["csrf_token"]), "status": 200, **context, **marks}
    for passing in ("now", "request", "flash"):  # a template that asks for them fails at once
        del frame[passing]
    return _MARK.split(environment().get_template(template).render(frame))
