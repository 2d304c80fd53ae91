"""From a template and its context to an answer. One environment, strict, escaping, in the reader's language."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response
from litestar.datastructures import Cookie

from kiezfonds.settings import ROOT
from kiezfonds.web.csrf import token_for
from kiezfonds.web.filters import FILTERS
from kiezfonds.web.i18n import NAMES, SOURCE, current, direction, gettext, ngettext
from kiezfonds.web.requests import Request
from kiezfonds.web.session import BROWSER, cookie, cookie_name, new_token

TEMPLATES = ROOT / "templates"
HTML = "text/html"
DAY = 86_400
FLASH_SECONDS = 60
IN_ADDRESS = "/?#[]@!$&'()*+,;=:~%"

Page = Response[str]


@cache
def environment() -> Environment:
    """The one Jinja environment; `asset` is set when the application starts."""
    env = _Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    env.filters.update(FILTERS)
    env.globals["asset"] = lambda name: f"/static/{name}"
    return env


def set_asset_address(address: Callable[[str], str]) -> None:
    environment().globals["asset"] = address


def render(request: Request, template: str, *, status: int = 200, kind: str = BROWSER, **context: Any) -> Page:
    """A page. `kind` names the session whose token its forms carry (office, juror, resident, browser)."""
    token = FormToken(request, kind)
    frame = {**frame_of(request, token), "status": status, **context}
    return answer(request, environment().get_template(template).render(frame), token, status)


def answer(request: Request, html: str, token: "FormToken", status: int = 200) -> Page:
    """The drawn page with its headers; the flash it may show is used up."""
    cookies = [*token.cookies()]
    if request.cookies.get(cookie_name("flash", is_https=request.settings.is_https)):
        cookies.append(cookie("flash", "", is_https=request.settings.is_https, max_age=0))
    headers = {"Vary": "HX-Request-Type, Cookie", "Content-Language": request.lang}
    return Response(html, status_code=status, media_type=HTML, cookies=cookies, headers=headers)


def redirect(
    request: Request, to: str, flash: str = "", *, kind: str = "success", cookies: tuple[Cookie, ...] = ()
) -> Page:
    """303 to one of our own pages, with a sentence shown there once."""
    secure = request.settings.is_https
    extra = (
        [cookie("flash", _sealed(request.key, kind, flash), is_https=secure, max_age=FLASH_SECONDS)] if flash else []
    )
    location = quote(address(request.lang, to), safe=IN_ADDRESS)
    return Response("", status_code=303, media_type=HTML, headers={"Location": location}, cookies=[*cookies, *extra])


async def fragment(template: str, **context: Any) -> str:
    """A piece of a page for a live region: no token, no request, the same for everyone who sees it."""
    lang = current.get()
    frame = {"lang": lang, "dir": direction(lang), "url": lambda to: address(lang, to)}
    return environment().get_template(template).render({**frame, **context})


def plain(template: str, **context: Any) -> str:
    """A text that is no page, for a mail: nothing is escaped in it."""
    return _unescaped().get_template(template).render(context).strip() + "\n"


@cache
def _unescaped() -> Environment:
    return environment().overlay(autoescape=False)


def address(lang: str, path: str) -> str:
    """A path of ours in this language; German stands without a prefix."""
    return path if lang == SOURCE else f"/{lang}{path}"


class _Environment(Environment):
    """All templates share one map of globals. Jinja's chain of maps is walked at every import of a macro."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


class FormToken:
    """The form token, made only when a template writes it; then a browser without a session gets a cookie."""

    def __init__(self, request: Request, kind: str) -> None:
        self.request = request
        self.kind = kind if kind in request.sessions else BROWSER
        self.new = ""

    def __str__(self) -> str:
        session = self.request.sessions.get(self.kind) or self.new
        if not session:
            session = self.new = new_token()
        return token_for(self.request.key, self.kind, session)

    def cookies(self) -> list[Cookie]:
        if not self.new:
            return []
        return [cookie(BROWSER, self.new, is_https=self.request.settings.is_https, max_age=30 * DAY)]


def frame_of(request: Request, token: object) -> dict[str, Any]:
    """What every page knows beside its own context."""
    lang = current.get()
    path = quote(request.scope["path"])
    return {
        "request": request,
        "now": request.now,
        "lang": lang,
        "dir": direction(lang),
        "nonce": request.nonce,
        "csrf_token": token,
        "flash": _opened(request),
        "languages": [
            {"code": code, "name": name, "url": address(code, path), "current": code == lang}
            for code, name in NAMES.items()
        ],
        "url": lambda to: address(lang, to),
        "new_key": new_token(),
        "mode": request.settings.mode,
        "site": {"name": "Kiezfonds", "url": "/", "home_url": "/", "help_phone": "", "help_hours": ""},
        "nav": [],
    }


def _sealed(key: bytes, kind: str, text: str) -> str:
    body = base64.urlsafe_b64encode(json.dumps([kind, text]).encode()).decode()
    return f"{body}.{_mac(key, body)}"


def _opened(request: Request) -> list[dict[str, str]]:
    raw = request.cookies.get(cookie_name("flash", is_https=request.settings.is_https), "")
    body, _, mac = raw.partition(".")
    if not body or not hmac.compare_digest(mac.encode(), _mac(request.key, body).encode()):
        return []
    kind, text = json.loads(base64.urlsafe_b64decode(body))
    return [{"kind": kind, "text": text}]


def _mac(key: bytes, body: str) -> str:
    return hmac.new(key, f"flash|{body}".encode(), hashlib.sha256).hexdigest()[:32]
