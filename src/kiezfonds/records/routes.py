"""What a person's data are, and their erasure, on the desk."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.proposals.queries import proposal
from kiezfonds.proposals.rules import read_reference
from kiezfonds.records import erasure
from kiezfonds.records.erasure import Row
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

ERASES = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/", opt=office(*ERASES))
async def new_erasure(request: Request, ref: FromPath[str]) -> Response[str]:
    """What is held of the applicant, what goes and what stays, or why it cannot go yet."""
    return await _page(request, await _proposal(request, ref), ref)


@post("/", opt=office(*ERASES), status_code=303)
async def create_erasure(request: Request, ref: FromPath[str]) -> Response[str]:
    district, row = district_of(request), await _proposal(request, ref)
    problems = await erasure.erase_person(district.id, row["applicant"], by=actor_of(request), now=request.now)
    if problems:
        return await _page(request, row, ref, status=422)
    return redirect(request, district.path("buero", "antraege", ref), _("Die Angaben zur Person sind gelöscht."))


async def _proposal(request: Request, ref: str) -> Row:
    known = read_reference(ref)
    row = await proposal(district_of(request).id, *known) if known else None
    if row is None:
        raise NotFound
    return row


async def _page(request: Request, row: Row, ref: str, *, status: int = 200) -> Response[str]:
    held = await erasure.held_of(district_of(request).id, row["applicant"])
    problems = erasure.problems_with_erasing(held) if held else []
    return office_page(
        request, "records/erasure.html", status=status, proposal=row, number=ref, problems=problems, held=held
    )


router = Router("/{slug:str}/buero/antraege/{ref:str}/loeschung", route_handlers=[new_erasure, create_erasure])
