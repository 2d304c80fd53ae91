"""Coming in: the cookie of a new session, where it leads, and what is noted of the device."""

import segno
from litestar.datastructures import Cookie

from kiezfonds.accounts import one_time
from kiezfonds.accounts.devices import device_of
from kiezfonds.accounts.rules import LIFETIME, READING, Visitor
from kiezfonds.accounts.signing_in import place_of
from kiezfonds.districts.rules import Tenant
from kiezfonds.web.requests import Request
from kiezfonds.web.session import cookie


def session_cookie(request: Request, kind: str, token: str) -> Cookie:
    lifetime = int(LIFETIME[kind].total_seconds())
    return cookie(kind, token, is_https=request.settings.is_https, max_age=lifetime)


def safe_target(raw: str) -> str:
    """Only a path of ours: begins with one slash, no backslash, no second slash."""
    is_path = raw.startswith("/") and not raw.startswith("//") and "\\" not in raw and raw.isprintable()
    return raw if is_path else ""


def home_of(district: Tenant, visitor: Visitor | None) -> str:
    """The first page: for whoever only keeps the accounts the team, for all others the desk."""
    only_keeps = visitor is not None and not visitor.has(*READING)
    return district.path("buero", "team") if only_keeps else district.path("buero")


def factor_picture(secret: bytes, account: str, issuer: str) -> dict[str, str]:
    """The QR code for the camera, and the same key to type."""
    address = one_time.address(secret, account, issuer)
    svg = segno.make(address, error="m").svg_inline(omitsize=True, border=0)
    return {"svg": svg, "key_text": one_time.key_text(secret)}


def device_here(request: Request) -> str:
    return device_of(request.headers.get("user-agent", ""))


def place_here(request: Request) -> str:
    return place_of(request.key, request.client.host if request.client else "")
