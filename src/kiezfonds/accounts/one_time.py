"""Codes that change every half minute (RFC 6238 over RFC 4226: SHA-1, 30 seconds, 6 digits), as apps make them."""

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote, urlencode

SECONDS = 30
DIGITS = 6
NEIGHBOURS = (-1, 0, 1)
"""Steps that are accepted: clocks of telephones are half a minute wrong (RFC 6238, 5.2)."""


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of one step (RFC 4226, 5.3)."""
    digest = hmac.new(secret, step.to_bytes(8), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}d}"


def step_at(now: datetime) -> int:
    return int(now.timestamp()) // SECONDS


def accepted_step(secret: bytes, typed: str, now: datetime, after: int) -> int | None:
    """The step this code belongs to, if it is a near one and later than the last that was accepted."""
    here = step_at(now)
    right = [here + n for n in NEIGHBOURS if hmac.compare_digest(code_at(secret, here + n).encode(), typed.encode())]
    return next((step for step in right if step > after), None)


def key_text(secret: bytes) -> str:
    """The secret as it is typed into an app: base 32 in groups of four."""
    letters = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def address(secret: bytes, account: str, issuer: str) -> str:
    """What the QR code holds (Google's Key URI format, which all apps read)."""
    label = quote(f"{issuer}:{account}", safe="@")
    asked = {"secret": key_text(secret).replace(" ", ""), "issuer": issuer, "digits": DIGITS, "period": SECONDS}
    return f"otpauth://totp/{label}?{urlencode(asked, quote_via=quote)}"
