"""The request as handlers see it: who, when, in which language."""

from datetime import datetime
from functools import cached_property
from typing import Any, cast

from litestar import Request as LitestarRequest
from litestar.datastructures import State

from kiezfonds.settings import Settings
from kiezfonds.web.session import BROWSER, KINDS, cookie_name


class Request(LitestarRequest[Any, Any, State]):
    """A request that knows its moment (`now`, fixed for the whole request), settings, language and cookies."""

    @cached_property
    def now(self) -> datetime:
        return cast(datetime, self.app.state.clock())

    @property
    def settings(self) -> Settings:
        return cast(Settings, self.app.state.settings)

    @property
    def key(self) -> bytes:
        """The server's secret key."""
        return cast(bytes, self.app.state.key)

    @property
    def lang(self) -> str:
        return str(self.scope.get("kf_lang", "de"))

    @property
    def nonce(self) -> str:
        return str(self.scope.get("kf_nonce", ""))

    @property
    def request_id(self) -> str:
        return str(self.scope.get("kf_request_id", ""))

    @property
    def is_partial(self) -> bool:
        """htmx asks for a fragment only."""
        return self.headers.get("hx-request-type") == "partial"

    @cached_property
    def sessions(self) -> dict[str, str]:
        """Kind → raw token, as the browser holds them (not yet checked)."""
        secure = self.settings.is_https
        found = {kind: self.cookies.get(cookie_name(kind, is_https=secure), "") for kind in (*KINDS, BROWSER)}
        return {kind: token for kind, token in found.items() if token}
