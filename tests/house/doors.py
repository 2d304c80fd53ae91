"""A browser that knocks at every address, and a house with something behind each of them."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from browser import BASE
from house.test_tables import tables
from kiezfonds.accounts.sessions import open_session
from kiezfonds.database.work import rows
from kiezfonds.web.csrf import token_for
from kiezfonds.web.headers import ALWAYS
from kiezfonds.web.session import cookie_name
from world import World

HOST = BASE.partition("//")[2]
ACCESS = ("public", "resident", "juror", "office", "office|juror", "signing_in")
HEADERS = {name.decode() for name, _ in ALWAYS} | {"content-security-policy", "cache-control", "x-request-id"}
# Where each part of an address leads, by the word before it where one name means several things.
VALUES = {
    "slug": "lichtenberg",
    "area": "fennpfuhl",
    "fund": "kiezfonds-2026",
    "antraege/ref": "2026-0003",
    "mein-antrag/ref": "2026-0003",
    "projekte/ref": "2026-0001",
    "sitzungen/ref": "2026-1",
    "sitzung/ref": "2026-1",
    "meeting": "2026-1",
    "briefe/ref": "2026-0001",
    "number": "1",
    "geraete/number": "999999",
    "day": "2026-03-12",
    "niederschrift/file": "1.pdf",
    "brief/file": "2026-0001.pdf",
    "token": "no-such-token",
    "part": "impressum",
    "resolution": "999999",
    "niederschrift/ref": "2026-1",
    "position": "1",
}
# Pages that are not there on the day of this test, each with its reason.
ABSENT = {
    "/{slug}/buero/warteliste/{resolution}": "nobody waits",
    "/{slug}/buero/bedingungen/{resolution}": "no promise has a condition",
    "/{slug}/jury/niederschrift/{ref}/fassung.pdf": "the minutes are not circulated yet",
    "/{slug}/sitzungen/{ref}/niederschrift.pdf": "the minutes are not published yet",
    "/{slug}/buero/briefe/antraege/{ref}": "nothing was rejected formally",
    "/{slug}/buero/fonds/{fund}/regeln/{part}": "the rules are in use",
    "/{slug}/buero/fonds/{fund}/regeln/vorlagen": "the same",
    "/{slug}/buero/fonds/{fund}/freigabe": "the money is released",
    "/{slug}/mein-antrag/{ref}/ruecknahme": "the jury has decided",
    "/{slug}/mein-antrag/{ref}/fassungen/{number}": "there is one version only",
    "/{slug}/buero/briefe/druck.pdf": "the letter of this test is no PDF",
    "/fremd": "only what comes from a foreign page ends here",
    "/l/{token}": "a link that nobody was given",
    "/{slug}/zugang": "goes on to the page for code and PIN",
    "/{slug}/idee/einreichung": "goes on to the check page",
    "/{slug}/gebiete": "goes on to the area that was chosen",
    "/{slug}/anmelden/passwort": "a step of signing in, tested in accounts",
    "/{slug}/anmelden/zweiter-faktor": "a step of signing in, tested in accounts",
    "/{slug}/anmelden/code": "a step of signing in, tested in accounts",
    "/{slug}/idee/bilder/{position}": "an idea without pictures; tested in proposals",
    "/{slug}/mein-antrag/{ref}/bilder/{position}": "the same",
    "/{slug}/buero/antraege/{ref}/bilder/{position}": "the same",
    "/{slug}/jury/antraege/{ref}/bilder/{position}": "the same",
    "/{slug}/projekte/{ref}/bilder/{position}": "the same",
    "/{slug}/buero/briefe/{ref}/entwurf.pdf": "the letter is issued; setting a draft takes seconds",
}
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    access: str
    roles: str

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.access} {self.roles}".rstrip()

    def filled(self, values: dict[str, str]) -> str:
        def value(part: re.Match[str]) -> str:
            before, name = part.group(1), part.group(2)
            found = values.get(f"{before}/{name}") or values.get(name)
            assert found, f"{self}: give {name} a value in VALUES"
            return f"{before}/{found}"

        path = self.path
        while "{" in path:
            path = re.sub(r"([^/{}]*)/\{(\w+)\}", value, path, count=1)
        return path


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]

    @property
    def is_refusal(self) -> bool:
        to = self.headers.get("location", "")
        to_sign_in = self.status == 303 and ("/anmelden?weiter=" in to or to.endswith("/mein-antrag/zugang"))
        return to_sign_in or self.status in (403, 404)


class Visitor:
    """A browser that asks and does not follow; of a stream it hears the beginning only."""

    def __init__(self, app: Any, **sessions: str) -> None:
        self.app = app
        self.sessions = {"browser": "a browser without any session", **sessions}

    async def ask(self, method: str, path: str, *, site: str = "same-origin", body: bytes | None = None) -> Answer:
        kind = list(self.sessions)[-1]
        token = token_for(self.app.app.state.key, kind, self.sessions[kind])
        cookies = "; ".join(f"{cookie_name(kind, is_https=False)}={value}" for kind, value in self.sessions.items())
        if body is None:
            body = f"_csrf={token}&_key=one".encode() if method == "POST" else b""
        headers = {"host": HOST, "cookie": cookies, "sec-fetch-site": site, "content-type": FORM}
        messages = [{"type": "http.request", "body": body, "more_body": False}]
        started: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return messages.pop() if messages else {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                started.append(message)

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000), "state": {}, "extensions": {},
        }  # fmt: skip
        await self.app(scope, receive, send)
        found = {name.decode().lower(): value.decode() for name, value in started[0]["headers"]}
        assert set(found) >= HEADERS, f"{method} {path} without {HEADERS - set(found)}"
        return Answer(started[0]["status"], found)


@dataclass
class House:
    """The application with something at every address."""

    app: Any
    world: World
    values: dict[str, str]

    def routes(self, *, but: tuple[str, ...] = ()) -> Iterator[tuple[Route, str]]:
        return ((route, route.filled(self.values)) for route in routes(self.app) if route.access not in but)

    async def visitor(self, **names: str) -> Visitor:
        """Sessions by kind, each of somebody of the cast; without any it is a stranger."""
        sessions = {}
        for kind, name in names.items():
            tenant = self.world.other if name == "emine" else self.world.district
            sessions[kind] = await open_session(tenant.id, self.world.people[name], kind, self.world.now)
        return Visitor(self.app, **sessions)

    async def open_doors(self, visitor: Visitor, to: list[tuple[Route, str]]) -> list[str]:
        """What was not refused, and the tables that changed although everything should have been."""
        before = await contents()
        found = []
        for route, path in to:
            answer = await visitor.ask(route.method, path)
            if not answer.is_refusal:
                found.append(f"{answer.status} {route}")
        return found + changed(before, await contents())


def routes(app: Any) -> list[Route]:
    """Everything the application answers, OPTIONS apart, which the framework answers itself."""
    return [
        Route(method, route.path_format, access_of(handler), roles_of(handler))
        for route in app.app.routes
        for handler in route.route_handlers
        for method in sorted(handler.http_methods - {"OPTIONS"})
    ]


def access_of(handler: Any) -> str:
    return "|".join(handler.opt.get("kinds", ())) or str(handler.opt.get("access"))


def roles_of(handler: Any) -> str:
    return ",".join(role.value for role in handler.opt.get("roles") or ())


async def contents() -> dict[str, str]:
    """Every table by name, as a sum over all its rows."""
    found = {}
    for table in tables():
        name = table._meta.tablename
        every = await rows(f'SELECT * FROM "{name}" ORDER BY id')
        found[name] = f"{len(every)} rows {hashlib.sha256(repr(every).encode()).hexdigest()}"
    return found


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [f"changed: {name}" for name in before if before[name] != after[name]]
