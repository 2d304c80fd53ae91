"""Pictures and PDFs on the desk: the office sees all of them, and says which pictures everybody may see."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.rules import Role
from kiezfonds.proposals import queries
from kiezfonds.proposals.attaching import end_release, release
from kiezfonds.proposals.attachments import Row, at_position, attachment_bytes, attachments
from kiezfonds.proposals.rules import read_reference
from kiezfonds.web.errors import NotFound, Stale
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

WORKS = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/", opt=office())
async def show_attachment(request: Request, ref: FromPath[str], position: FromPath[int]) -> Response[bytes]:
    return await attachment_bytes(district_of(request).id, await _attachment(request, ref, position))


@post("/freigabe", opt=office(*WORKS), status_code=303)
async def create_release(request: Request, ref: FromPath[str], position: FromPath[int]) -> Response[str]:
    """Twice is the same as once."""
    row = await _attachment(request, ref, position)
    problems = await release(district_of(request).id, row["id"], by=actor_of(request), now=request.now)
    if problems:
        raise Stale(text_of(problems[0]))
    return _back(request, ref, _("Das Bild ist jetzt auf der öffentlichen Projektseite zu sehen."))


@post("/freigabe/ruecknahme", opt=office(*WORKS), status_code=303)
async def delete_release(request: Request, ref: FromPath[str], position: FromPath[int]) -> Response[str]:
    row = await _attachment(request, ref, position)
    await end_release(district_of(request).id, row["id"], by=actor_of(request), now=request.now)
    return _back(request, ref, _("Das Bild ist nicht mehr öffentlich."))


async def _attachment(request: Request, ref: str, position: int) -> Row:
    district, numbered = district_of(request).id, read_reference(ref)
    proposal = await queries.proposal(district, *numbered) if numbered else None
    row = at_position(await attachments(district, proposal["version"]), position) if proposal else None
    if row is None:
        raise NotFound
    return row


def _back(request: Request, ref: str, told: str) -> Response[str]:
    return redirect(request, district_of(request).path("buero", "antraege", ref), told)


router = Router(
    "/{slug:str}/buero/antraege/{ref:str}/bilder/{position:int}",
    route_handlers=[show_attachment, create_release, delete_release],
)
