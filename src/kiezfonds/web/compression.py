"""Pages go out compressed. Streams do not, nor what is small or already packed.

A page holds a secret (its form token) beside what was typed, so the token is masked anew on every page (`csrf.py`):
its length and letters say nothing about it (BREACH).
"""

import re
import zlib
from collections.abc import MutableMapping
from typing import Any

import brotli

SMALLEST = 600
KINDS = (b"text/html", b"text/plain", b"text/csv", b"application/json")
BROTLI_QUALITY = 4
NEVER = re.compile(r"q=0(\.0*)?")

Message = MutableMapping[str, Any]
Headers = list[tuple[bytes, bytes]]


def is_worth_it(headers: Headers, body: bytes, *, has_more: bool) -> bool:
    found = {name.lower(): value for name, value in headers}
    kind = found.get(b"content-type", b"").partition(b";")[0]
    return not has_more and len(body) >= SMALLEST and kind in KINDS and b"content-encoding" not in found


def coding_of(accepted: str) -> str:
    """The best coding both sides know, or an empty text; `br;q=0` refuses it."""
    wanted = set()
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if not NEVER.fullmatch(weight.replace(" ", "")):
            wanted.add(name.strip())
    return next((coding for coding in ("br", "gzip") if coding in wanted), "")


def packed(coding: str, body: bytes) -> bytes:
    if coding == "br":
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    packer = zlib.compressobj(6, wbits=31)
    return packer.compress(body) + packer.flush()


def with_coding(headers: Headers, coding: str, length: int) -> Headers:
    kept = [(name, value) for name, value in headers if name.lower() not in (b"content-length", b"vary")]
    vary = b", ".join([value for name, value in headers if name.lower() == b"vary"] + [b"Accept-Encoding"])
    return [
        *kept,
        (b"content-length", str(length).encode()),
        (b"content-encoding", coding.encode()),
        (b"vary", vary),
    ]
