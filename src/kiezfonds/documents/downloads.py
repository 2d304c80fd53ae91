"""A PDF as an answer of the web: shown in the browser, saved under its own name."""

import unicodedata
from urllib.parse import quote

from litestar import Response

FRAME_RULE = "default-src 'none'; object-src 'self'; frame-ancestors 'self'"


def pdf_answer(content: bytes, name: str) -> Response[bytes]:
    """`name` may have umlauts; it ends in .pdf. Our own pages may show it in a frame."""
    headers = {
        "Content-Disposition": disposition(name),
        "Content-Security-Policy": FRAME_RULE,
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type="application/pdf", headers=headers)


def disposition(name: str) -> str:
    """Both spellings of RFC 6266: plain letters for old programs, UTF-8 for all others."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode()
    plain = "".join(sign for sign in plain if sign.isalnum() or sign in " ._-")
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
