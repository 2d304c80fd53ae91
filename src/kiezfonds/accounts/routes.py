"""Redeeming a link, and signing out."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.arrivals import device_here, session_cookie
from kiezfonds.accounts.guards import district_of, public
from kiezfonds.accounts.rules import LIFETIME
from kiezfonds.accounts.sessions import end_session, link_of, redeem
from kiezfonds.districts.pages import public_page
from kiezfonds.districts.queries import tenant_by_id
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request
from kiezfonds.web.session import cookie


@post("/{slug:str}/abmelden", opt=public(), status_code=303)
async def delete_session(request: Request) -> Response[str]:
    """Ends every session this browser holds in this house."""
    for token in request.sessions.values():
        await end_session(token, request.now)
    secure = request.settings.is_https
    gone = tuple(cookie(kind, "", is_https=secure, max_age=0) for kind in LIFETIME)
    return redirect(request, district_of(request).home, _("Sie sind abgemeldet."), cookies=gone)


@get("/l/{token:str}", opt=public())
async def show_link(request: Request, token: FromPath[str]) -> Response[str]:
    """Shows one button; previews and scanners of mail programs use up nothing."""
    link = await link_of(token, request.now)
    district = await tenant_by_id(int(str(link["district"]))) if link else None
    if link is None or district is None:
        raise NotFound(_("Dieser Link gilt nicht mehr. Bitte fragen Sie die Geschäftsstelle nach einem neuen."))
    return public_page(request, district, "accounts/link.html", purpose=link["purpose"], token=token)


@post("/l/{token:str}", opt=public(), status_code=303)
async def create_link_use(request: Request, token: FromPath[str]) -> Response[str]:
    allows_demo = not request.settings.is_production
    redeemed = await redeem(token, request.now, device=device_here(request), allows_demo=allows_demo)
    if redeemed is None:
        raise NotFound(_("Dieser Link gilt nicht mehr. Bitte fragen Sie die Geschäftsstelle nach einem neuen."))
    link, session = redeemed
    opened = session_cookie(request, str(link["kind"]), session)
    return redirect(request, str(link["target"]), cookies=(opened,))


router = Router("/", route_handlers=[delete_session, show_link, create_link_use])
