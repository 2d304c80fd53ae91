"""Cookies: one per kind of session, so that one browser can be office, juror and resident at once."""

import hashlib
import secrets

from litestar.datastructures import Cookie

KINDS = ("office", "juror", "resident")
BROWSER = "browser"
SAME_SITE = {"office": "strict", "juror": "lax", "resident": "lax", BROWSER: "lax", "flash": "lax"}
DAY = 86_400


def new_token() -> str:
    """256 random bits; only their SHA-256 is ever stored."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def cookie_name(kind: str, *, is_https: bool) -> str:
    return f"__Host-kf-{kind}" if is_https else f"kf-{kind}"


def cookie(kind: str, value: str, *, is_https: bool, max_age: int | None = None) -> Cookie:
    return Cookie(
        key=cookie_name(kind, is_https=is_https),
        value=value,
        path="/",
        httponly=True,
        secure=is_https,
        samesite=SAME_SITE[kind],  # type: ignore[arg-type]  # a str here, a Literal there
        max_age=max_age,
    )
