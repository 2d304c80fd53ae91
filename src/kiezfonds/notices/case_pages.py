"""A decision before its letter: the legal check and the draft."""

from litestar import Response, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.rules import Role
from kiezfonds.meetings.rules import read_meeting_reference
from kiezfonds.notices import actions, drafts, queries
from kiezfonds.notices.forms import CheckForm
from kiezfonds.notices.pages import case_page
from kiezfonds.notices.queries import Row
from kiezfonds.proposals.rules import read_reference
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
DRAFTS = (Role.COORDINATOR,)
CHECKS = (Role.DISTRICT_OFFICE,)


@get("/beschluesse/{meeting:str}/{number:int}", opt=office())
async def show_case(request: Request, meeting: FromPath[str], number: FromPath[int]) -> Page:
    return case_page(request, await _case_of_resolution(request, meeting, number))


@get("/antraege/{ref:str}", opt=office())
async def show_formal_case(request: Request, ref: FromPath[str]) -> Page:
    """A formal rejection on its way to the letter."""
    return case_page(request, await _formal_case(request, ref))


@post("/beschluesse/{meeting:str}/{number:int}/pruefung", opt=office(*CHECKS), status_code=303)
async def create_check(request: Request, meeting: FromPath[str], number: FromPath[int]) -> Page:
    case = await _case_of_resolution(request, meeting, number)
    form = await CheckForm.read(request)

    async def act() -> Page:
        if form.is_valid:
            outcome, reason = form.result()
            form.add(
                await actions.check_resolution(
                    district_of(request).id,
                    case["resolution"],
                    outcome,
                    reason,
                    by=actor_of(request),
                    now=request.now,
                )
            )
        if not form.is_valid:
            return case_page(request, case, form, status=422)
        return redirect(request, _desk(request), _("Das Ergebnis der Prüfung ist eingetragen."))

    return await once(request, act)


@post("/beschluesse/{meeting:str}/{number:int}/entwurf", opt=office(*DRAFTS), status_code=303)
async def create_draft(request: Request, meeting: FromPath[str], number: FromPath[int]) -> Page:
    return await _drafted(request, await _case_of_resolution(request, meeting, number))


@post("/antraege/{ref:str}/entwurf", opt=office(*DRAFTS), status_code=303)
async def create_formal_draft(request: Request, ref: FromPath[str]) -> Page:
    return await _drafted(request, await _formal_case(request, ref))


async def _drafted(request: Request, case: Row) -> Page:
    async def act() -> Page:
        ref, problems = await drafts.draft_notice(
            district_of(request), queries.cause_of(case), by=actor_of(request), now=request.now
        )
        if problems:
            return case_page(request, case, problems=problems, status=422)
        return redirect(request, f"{_desk(request)}/{ref}", _("Der Brief ist entworfen."))

    return await once(request, act)


async def _case_of_resolution(request: Request, meeting: str, number: int) -> Row:
    key = read_meeting_reference(meeting)
    found = await queries.case_of_resolution(district_of(request).id, *key, number) if key else None
    if found is None:
        raise NotFound
    return found


async def _formal_case(request: Request, ref: str) -> Row:
    key = read_reference(ref)
    found = await queries.case_of_formal_rejection(district_of(request).id, *key) if key else None
    if found is None:
        raise NotFound
    return found


def _desk(request: Request) -> str:
    return district_of(request).path("buero", "briefe")


HANDLERS = [
    show_case,
    show_formal_case,
    create_check,
    create_draft,
    create_formal_draft,
]
