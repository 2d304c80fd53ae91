"""The outermost wrapper: what every answer carries, also 404, 405 and 500, and what every request must be.

It stands outside Litestar because headers set by its middleware are missing on answers that fail in routing.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from kiezfonds.settings import Settings
from kiezfonds.web.compression import coding_of, is_worth_it, packed, with_coding
from kiezfonds.web.csrf import SAFE_METHODS, comes_from_here
from kiezfonds.web.i18n import current, language_of

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]

log = logging.getLogger("kiezfonds.web")

CSP = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "object-src 'none'; worker-src 'self'; manifest-src 'self'; require-trusted-types-for 'script'; "
    "trusted-types htmx kf"
)
ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=()"),
)
HSTS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


class Front:
    """Language prefix, nonce, request id, security headers, origin check, HEAD, one log line per request."""

    def __init__(self, app: AsgiApp, settings: Settings, static: AsgiApp) -> None:
        self.app = app
        self.static = static
        self.settings = settings
        self.host = urlsplit(settings.base_url).netloc
        self.proxy = ip_network(settings.trusted_proxy) if settings.trusted_proxy else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].startswith("/static/") or scope["path"] in ("/favicon.ico", "/robots.txt"):
            await self.static(scope, receive, self._plain(send))
            return
        inner = {**scope}  # the server keeps its own: it must still know a HEAD when it sees one
        self._prepare(inner)
        await self._answer(inner, receive, send)

    def _prepare(self, scope: Scope) -> None:
        scope["kf_nonce"] = secrets.token_urlsafe(16)
        scope["kf_request_id"] = secrets.token_hex(6)
        path = scope["path"].replace("\0", "\ufffd")  # no name holds it, and PostgreSQL cannot even look for it
        scope["kf_lang"], scope["path"] = language_of(path)
        scope["query_string"] = scope.get("query_string", b"").replace(b"%00", b"%EF%BF%BD")
        scope["raw_path"] = scope["path"].encode()
        scope["kf_method"] = scope["method"]
        current.set(scope["kf_lang"])
        if self.proxy and scope.get("client") and ip_address(scope["client"][0]) in self.proxy:
            _believe_proxy(scope)
        if scope["method"] == "HEAD":
            scope["method"] = "GET"

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = 500
        start: Message = {}
        coding = coding_of(_header(scope, b"accept-encoding"))

        async def out(message: Message) -> None:
            nonlocal status, start
            if message["type"] == "http.response.start":
                status = message["status"]
                start = {**message, "headers": self._headers(scope, message["headers"])}
                return
            if start:
                body = message.get("body", b"")
                if coding and is_worth_it(start["headers"], body, has_more=message.get("more_body", False)):
                    body = packed(coding, body)
                    start["headers"] = with_coding(start["headers"], coding, len(body))
                    message = {**message, "body": body}
                await send(start)
                start = {}
            await send({**message, "body": b""} if scope["kf_method"] == "HEAD" else message)

        if scope["method"] not in SAFE_METHODS and not self._is_ours(scope):
            scope["kf_refused"] = True
            scope["method"], scope["path"], scope["raw_path"] = "GET", "/fremd", b"/fremd"
        await self.app(scope, receive, out)
        route = scope.get("path_template") or "-"
        log.info("%s %s %s %s", scope["kf_method"], route, status, scope["kf_request_id"])

    def _is_ours(self, scope: Scope) -> bool:
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        return comes_from_here(headers, self.settings.base_url, headers.get("host", self.host))

    def _headers(self, scope: Scope, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        names = {name.lower() for name, _ in headers}
        extra = [*ALWAYS, (b"x-request-id", scope["kf_request_id"].encode())]
        if b"content-security-policy" not in names:
            extra.append((b"content-security-policy", CSP.format(nonce=scope["kf_nonce"]).encode()))
        if b"cache-control" not in names:
            extra.append((b"cache-control", b"no-store"))
        if self.settings.is_https:
            extra.append(HSTS)
        return [*headers, *extra]

    def _plain(self, send: Send) -> Send:
        async def out(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [*ALWAYS, (b"content-security-policy", CSP.format(nonce="-").encode())]
                names = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in extra if h[0] not in names)]
                if self.settings.is_https:
                    message["headers"].append(HSTS)
            await send(message)

        return out


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _believe_proxy(scope: Scope) -> None:
    headers = dict(scope["headers"])
    forwarded = headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")[-1].strip()
    if forwarded:
        scope["client"] = (forwarded, 0)
    if headers.get(b"x-forwarded-proto") == b"https":
        scope["scheme"] = "https"
