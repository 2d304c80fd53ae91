"""Static files under names that carry their content's hash, compressed once, kept for ever by browsers.

The manifest is built at start: `app.css` becomes `/static/app.1a2b3c4d5e.css`, and the addresses inside style
sheets are rewritten the same way. A style sheet that names a file which is not there stops the start.
"""

import gzip
import hashlib
import posixpath
import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli

from kiezfonds.web.compression import coding_of

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

PREFIX = "/static/"
TYPES = {
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".svg": b"image/svg+xml; charset=utf-8",
    ".txt": b"text/plain; charset=utf-8",
    ".ico": b"image/x-icon",
    ".png": b"image/png",
    ".woff2": b"font/woff2",
}
COMPRESSED = frozenset({".css", ".js", ".svg", ".txt"})
AT_ROOT = ("favicon.ico", "robots.txt")
FOR_EVER = b"public, max-age=31536000, immutable"
ONE_DAY = b"public, max-age=86400"
REFERENCE = re.compile(rb"""url\(\s*(["']?)(?!data:|https?:|//|/|#)([^"')?#]+)([?#][^"')]*)?\1\s*\)""")


@dataclass(frozen=True)
class StaticFile:
    """One file as it is sent: its bytes in every coding, by the name of the coding."""

    content_type: bytes
    digest: str
    cache_control: bytes
    bodies: dict[str, bytes]


class StaticFiles:
    """A pure ASGI application for /static/…, /favicon.ico and /robots.txt.

    With a cache folder the slow, best compression is done once per content and kept there.
    """

    def __init__(self, folder: Path, cache_folder: Path | None = None) -> None:
        self.folder = folder
        self.cache_folder = cache_folder
        self.names: dict[str, str] = {}
        self.files: dict[str, StaticFile] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in TYPES:
                self._add(path.relative_to(folder).as_posix(), ())
        for name in AT_ROOT:
            if name in self.names:
                self.files[f"/{name}"] = self._file(name, (folder / name).read_bytes(), ONE_DAY)

    def asset_url(self, name: str) -> str:
        """`app.css` → `/static/app.1a2b3c4d5e.css`; a name that is not there is a KeyError."""
        return PREFIX + self.names[name]

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await _send(send, 405, [(b"allow", b"GET, HEAD")], b"")
            return
        file = self.files.get(scope["path"])
        if file is None:
            await _send(send, 404, [(b"content-type", TYPES[".txt"])], b"Nicht gefunden.\n")
            return
        asked = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        coding = coding_of(asked.get(b"accept-encoding", ""))
        coding = coding if coding in file.bodies else "identity"
        etag = f'"{file.digest}-{coding}"'.encode()
        headers: Headers = [
            (b"etag", etag),
            (b"cache-control", file.cache_control),
            (b"vary", b"Accept-Encoding"),
            (b"x-content-type-options", b"nosniff"),
        ]
        if _is_known(asked.get(b"if-none-match", ""), etag.decode()):
            await _send(send, 304, headers, b"")
            return
        body = file.bodies[coding]
        headers += [(b"content-type", file.content_type), (b"content-length", str(len(body)).encode())]
        if coding != "identity":
            headers.append((b"content-encoding", coding.encode()))
        await _send(send, 200, headers, b"" if scope["method"] == "HEAD" else body)

    def _add(self, name: str, above: tuple[str, ...]) -> str:
        """The hashed name of a file; what its style sheet names is added first."""
        if name in self.names:
            return self.names[name]
        if name in above:
            raise ValueError(f"{name}: style sheets name each other in a ring")
        body = (self.folder / name).read_bytes()
        if name.endswith(".css"):
            body = REFERENCE.sub(lambda found: self._rewritten(found, name, (*above, name)), body)
        stem, suffix = posixpath.splitext(name)
        hashed = f"{stem}.{hashlib.sha256(body).hexdigest()[:10]}{suffix}"
        self.names[name] = hashed
        self.files[PREFIX + hashed] = self._file(name, body, FOR_EVER)
        return hashed

    def _rewritten(self, found: re.Match[bytes], sheet: str, above: tuple[str, ...]) -> bytes:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), found[2].decode()))
        if target.startswith("..") or not (self.folder / target).is_file():
            raise ValueError(f"{sheet} names {found[2].decode()}, which is not there")
        hashed = self._add(target, above)
        address = posixpath.relpath(hashed, posixpath.dirname(sheet) or ".").encode()
        return b"url(" + address + (found[3] or b"") + b")"

    def _file(self, name: str, body: bytes, cache_control: bytes) -> StaticFile:
        suffix = Path(name).suffix
        digest = hashlib.sha256(body).hexdigest()
        bodies = {"identity": body}
        if suffix in COMPRESSED:
            bodies["br"] = self._brotli(digest, body)
            bodies["gzip"] = gzip.compress(body, 9, mtime=0)
        return StaticFile(TYPES[suffix], digest[:16], cache_control, bodies)

    def _brotli(self, digest: str, body: bytes) -> bytes:
        if self.cache_folder is None:
            quick: bytes = brotli.compress(body, quality=9)
            return quick
        kept = self.cache_folder / f"{digest}.br"
        if kept.is_file():
            return kept.read_bytes()
        made: bytes = brotli.compress(body, quality=11)
        self.cache_folder.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(f".{secrets.token_hex(8)}")  # two processes may make it at once
        unfinished.write_bytes(made)
        unfinished.replace(kept)
        return made


def _is_known(if_none_match: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
