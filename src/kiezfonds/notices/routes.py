"""From the resolution to the letter: legal check, draft, issue by a second person; the applicant's own copy."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, current_visitor, district_of, office, resident
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.documents.downloads import pdf_answer
from kiezfonds.documents.rules import PressFailed
from kiezfonds.ground.problems import Problem
from kiezfonds.meetings.rules import read_meeting_reference
from kiezfonds.notices import actions, drafts, papers, queries
from kiezfonds.notices.content import read_content
from kiezfonds.notices.forms import CheckForm, IssueForm, ReturnForm
from kiezfonds.notices.pages import case_page, file_name, listed, notice_page
from kiezfonds.notices.queries import Row
from kiezfonds.notices.rules import NoticeState, Stage
from kiezfonds.proposals.rules import read_reference
from kiezfonds.web.errors import NotFound, Refusal
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

DRAFTS = (Role.COORDINATOR,)
CHECKS = (Role.DISTRICT_OFFICE,)
SECOND_PERSON = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


class NotPrinted(Refusal):
    """The press failed; nothing is stored."""

    status = 503


@get("/", opt=office())
async def index_notices(request: Request) -> Response[str]:
    found = await queries.desk(district_of(request).id)
    sections = [(stage, [listed(row) for row in found[stage]]) for stage in Stage]
    return office_page(request, "notices/index.html", sections=sections)


@get("/beschluesse/{meeting:str}/{number:int}", opt=office())
async def show_case(request: Request, meeting: FromPath[str], number: FromPath[int]) -> Response[str]:
    case = await _case_of_resolution(request, meeting, number)
    return case_page(request, case, CheckForm())


@post("/beschluesse/{meeting:str}/{number:int}/pruefung", opt=office(*CHECKS), status_code=303)
async def create_check(request: Request, meeting: FromPath[str], number: FromPath[int]) -> Response[str]:
    case = await _case_of_resolution(request, meeting, number)
    form = await CheckForm.read(request)

    async def act() -> Response[str]:
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
async def create_draft(request: Request, meeting: FromPath[str], number: FromPath[int]) -> Response[str]:
    case = await _case_of_resolution(request, meeting, number)

    async def act() -> Response[str]:
        ref, problems = await drafts.draft_notice(
            district_of(request), case["resolution"], by=actor_of(request), now=request.now
        )
        if problems:
            return case_page(request, case, CheckForm(), problems=problems, status=422)
        return redirect(request, f"{_desk(request)}/{ref}", _("Der Brief ist entworfen."))

    return await once(request, act)


@get("/{ref:str}", opt=office())
async def show_notice(request: Request, ref: FromPath[str]) -> Response[str]:
    return notice_page(request, await _case_of_notice(request, ref), ReturnForm())


@get("/{ref:str}/entwurf.pdf", opt=office())
async def show_draft(request: Request, ref: FromPath[str]) -> Response[bytes]:
    case = await _case_of_notice(request, ref)
    if case["notice_state"] == NoticeState.ISSUED:
        raise NotFound
    try:
        pdf = await papers.letter_pdf(read_content(case["content"]), now=request.now)
    except PressFailed as failure:
        raise NotPrinted(text_of(Problem(failure.text, values=failure.values))) from failure
    return pdf_answer(pdf, f"Entwurf {ref}.pdf")


@get("/{ref:str}/brief.pdf", opt=office())
async def show_letter(request: Request, ref: FromPath[str]) -> Response[bytes]:
    found = await queries.issued_pdf(district_of(request).id, *_key(ref))
    if found is None:
        raise NotFound
    return pdf_answer(found["pdf"], file_name(read_content(found["content"])))


@post("/{ref:str}/rueckgabe", opt=office(*SECOND_PERSON), status_code=303)
async def create_return(request: Request, ref: FromPath[str]) -> Response[str]:
    case = await _case_of_notice(request, ref)
    form = await ReturnForm.read(request)

    async def act() -> Response[str]:
        if form.is_valid:
            reason = form.values["reason"]
            form.add(
                await drafts.return_notice(
                    district_of(request).id, case["resolution"], reason, by=actor_of(request), now=request.now
                )
            )
        if not form.is_valid:
            return notice_page(request, case, form, status=422)
        return redirect(request, _desk(request), _("Der Entwurf ist zurückgegeben."))

    return await once(request, act)


@post("/{ref:str}/ausfertigung", opt=office(*SECOND_PERSON), status_code=303)
async def create_issue(request: Request, ref: FromPath[str]) -> Response[str]:
    """Prints the final letter outside of any transaction, then stores it with everything that follows from it."""
    case = await _case_of_notice(request, ref)
    form = await IssueForm.read(request)
    district, by = district_of(request), actor_of(request)
    content, pdf = read_content(case["content"]), b""
    version = case["version"] if form.values.get("version") == case["version"] else 0
    if not actions.problems_with_issuing(case, district, by.id):
        content = await actions.final_content(district.id, case, by=by, now=request.now)
        try:
            pdf = await papers.letter_pdf(content, now=request.now)
        except PressFailed as failure:
            problem = Problem(failure.text, values=failure.values)
            return notice_page(request, case, ReturnForm(), problems=[problem], status=503)

    async def act() -> Response[str]:
        problems = await actions.issue_notice(
            district, case["resolution"], version, content, pdf, by=by, now=request.now
        )
        if problems:
            now_there = await _case_of_notice(request, ref)  # somebody else may have been faster
            return notice_page(request, now_there, ReturnForm(), problems=problems, status=422)
        return redirect(request, f"{_desk(request)}/{ref}", _("Der Brief ist ausgefertigt."))

    return await once(request, act)


@get("/{slug:str}/mein-antrag/brief/{file:str}", opt=resident())
async def show_my_letter(request: Request, file: FromPath[str]) -> Response[bytes]:
    """The applicant's own letter, as it went out."""
    if not file.endswith(".pdf"):
        raise NotFound
    key = _key(file.removesuffix(".pdf"))
    found = await queries.pdf_for_person(district_of(request).id, current_visitor(request).person, *key)
    if found is None:
        raise NotFound
    return pdf_answer(found["pdf"], file_name(read_content(found["content"])))


async def _case_of_resolution(request: Request, meeting: str, number: int) -> Row:
    key = read_meeting_reference(meeting)
    found = await queries.case_of_resolution(district_of(request).id, *key, number) if key else None
    if found is None:
        raise NotFound
    return found


async def _case_of_notice(request: Request, ref: str) -> Row:
    found = await queries.case_of_notice(district_of(request).id, *_key(ref))
    if found is None:
        raise NotFound
    return found


def _key(ref: str) -> tuple[int, int]:
    key = read_reference(ref)
    if key is None:
        raise NotFound
    return key


def _desk(request: Request) -> str:
    return district_of(request).path("buero", "briefe")


office_router = Router(
    "/{slug:str}/buero/briefe",
    route_handlers=[
        index_notices,
        show_case,
        create_check,
        create_draft,
        show_notice,
        show_draft,
        show_letter,
        create_return,
        create_issue,
    ],
)
router = Router("/", route_handlers=[office_router, show_my_letter])
