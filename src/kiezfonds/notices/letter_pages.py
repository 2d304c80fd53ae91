"""A letter: its draft beside the facts, returned or issued by a second person, posted."""

from litestar import Response, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.rules import Role
from kiezfonds.documents.downloads import pdf_answer
from kiezfonds.documents.rules import PressFailed
from kiezfonds.ground.problems import Problem
from kiezfonds.notices import actions, drafts, papers, posting, queries
from kiezfonds.notices.content import read_content
from kiezfonds.notices.forms import IssueForm, PostingForm, ReturnForm
from kiezfonds.notices.pages import file_name, notice_page
from kiezfonds.notices.queries import Row
from kiezfonds.notices.rules import NoticeState
from kiezfonds.proposals.rules import read_reference
from kiezfonds.web.errors import NotFound, Refusal
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
POSTS = (Role.COORDINATOR, Role.DISTRICT_OFFICE)
SECOND_PERSON = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


class NotPrinted(Refusal):
    """The press failed; nothing is stored."""

    status = 503


@get("/{ref:str}", opt=office())
async def show_notice(request: Request, ref: FromPath[str]) -> Page:
    return await notice_page(request, await _case_of_notice(request, ref))


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
async def create_return(request: Request, ref: FromPath[str]) -> Page:
    case = await _case_of_notice(request, ref)
    form = await ReturnForm.read(request)

    async def act() -> Page:
        if form.is_valid:
            reason = form.values["reason"]
            form.add(
                await drafts.return_notice(
                    district_of(request).id, queries.cause_of(case), reason, by=actor_of(request), now=request.now
                )
            )
        if not form.is_valid:
            return await notice_page(request, case, form, status=422)
        return redirect(request, _desk(request), _("Der Entwurf ist zurückgegeben."))

    return await once(request, act)


@post("/{ref:str}/ausfertigung", opt=office(*SECOND_PERSON), status_code=303)
async def create_issue(request: Request, ref: FromPath[str]) -> Page:
    """Prints the final letter outside of any transaction, then stores it with everything that follows from it."""
    case = await _case_of_notice(request, ref)
    form = await IssueForm.read(request)
    district, by = district_of(request), actor_of(request)
    content, pdf = read_content(case["content"]), b""
    version = case["version"] if form.values.get("version") == case["version"] else 0
    if not actions.problems_with_issuing(case, district, by.id, actions.roles_of(by)):
        content = await actions.final_content(district.id, case, by=by, now=request.now)
        try:
            pdf = await papers.letter_pdf(content, now=request.now)
        except PressFailed as failure:
            problem = Problem(failure.text, values=failure.values)
            return await notice_page(request, case, problems=[problem], status=503)

    async def act() -> Page:
        problems = await actions.issue_notice(
            district, queries.cause_of(case), version, content, pdf, by=by, now=request.now
        )
        if problems:
            now_there = await _case_of_notice(request, ref)  # somebody else may have been faster
            return await notice_page(request, now_there, problems=problems, status=422)
        return redirect(request, f"{_desk(request)}/{ref}", _("Der Brief ist ausgefertigt."))

    return await once(request, act)


@post("/{ref:str}/postausgang", opt=office(*POSTS), status_code=303)
async def create_posting(request: Request, ref: FromPath[str]) -> Page:
    """On which day this letter went to the post; once more corrects the day."""
    case = await _case_of_notice(request, ref)
    form = await PostingForm.read(request)

    async def act() -> Page:
        if form.is_valid:
            form.add(
                await posting.confirm_posting(
                    district_of(request).id,
                    [case["notice"]],
                    form.values["posted_on"],
                    form.values["reason"],
                    by=actor_of(request),
                    now=request.now,
                )
            )
        if not form.is_valid:
            return await notice_page(request, case, form, status=422)
        return redirect(request, f"{_desk(request)}/{ref}", _("Der Tag ist eingetragen."))

    return await once(request, act)


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


HANDLERS = [show_notice, show_draft, show_letter, create_return, create_issue, create_posting]
