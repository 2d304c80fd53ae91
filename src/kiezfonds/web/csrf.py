"""Cross-site requests are refused twice: by where they come from, and by a token bound to the session.

Source: OWASP CSRF cheat sheet (Fetch Metadata with Origin as fallback; HMAC token bound to the session).
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def comes_from_here(headers: Mapping[str, str], base_url: str, host: str) -> bool:
    """Whether an unsafe request was sent by one of our own pages."""
    site = headers.get("sec-fetch-site")
    if site:
        return site in ("same-origin", "none")
    origin = headers.get("origin") or headers.get("referer")
    if not origin:
        return False
    parts = urlsplit(origin)
    here = (base_url, f"https://{host}", f"{urlsplit(base_url).scheme}://{host}")  # never plain http below https
    return f"{parts.scheme}://{parts.netloc}" in here


def token_for(key: bytes, kind: str, session: str) -> str:
    """The token of a page shown to the session of this kind; masked, so that no two pages write it alike."""
    mask = secrets.token_bytes(32)
    return f"{kind}.{mask.hex()}{_xor(mask, _mac(key, kind, session)).hex()}"


def is_token(key: bytes, token: str, sessions: Mapping[str, str]) -> bool:
    """Whether the token belongs to one of the sessions that this browser holds."""
    kind, _, written = token.partition(".")
    session = sessions.get(kind, "")
    try:
        sent = bytes.fromhex(written)
    except ValueError:
        return False
    if not session or len(sent) != 64:
        return False
    return hmac.compare_digest(_xor(sent[:32], sent[32:]), _mac(key, kind, session))


def _mac(key: bytes, kind: str, session: str) -> bytes:
    return hmac.new(key, f"csrf|{kind}|{session}".encode(), hashlib.sha256).digest()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
