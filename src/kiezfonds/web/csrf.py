"""Cross-site requests are refused twice: by where they come from, and by a token bound to the session.

Source: OWASP CSRF cheat sheet (Fetch Metadata with Origin as fallback; HMAC token bound to the session).
"""

import hashlib
import hmac
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
    return f"{parts.scheme}://{parts.netloc}" == base_url or parts.netloc == host


def token_for(key: bytes, kind: str, session: str) -> str:
    """The token of a page shown to the session of this kind."""
    mac = hmac.new(key, f"csrf|{kind}|{session}".encode(), hashlib.sha256).hexdigest()
    return f"{kind}.{mac}"


def is_token(key: bytes, token: str, sessions: Mapping[str, str]) -> bool:
    """Whether the token belongs to one of the sessions that this browser holds."""
    kind = token.partition(".")[0]
    session = sessions.get(kind, "")
    return bool(session) and hmac.compare_digest(token, token_for(key, kind, session))
