"""The pages of a decision and of its letter: what they show and what still stands in the way."""

from litestar import Response

from kiezfonds.accounts.guards import current_visitor, district_of
from kiezfonds.accounts.pages import office_page
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.meetings.rules import ResolutionKind, meeting_reference
from kiezfonds.notices import actions, drafts, listing, queries
from kiezfonds.notices.content import Content, read_content
from kiezfonds.notices.delivery import Queue, problems_with_queue
from kiezfonds.notices.forms import CheckForm, PostingForm, ReturnForm
from kiezfonds.notices.posting import service_of
from kiezfonds.notices.queries import Row
from kiezfonds.notices.rules import NoticeKind, NoticeState, Stage
from kiezfonds.proposals.rules import reference
from kiezfonds.rounds.rules import NoticeMode
from kiezfonds.web.forms import Form
from kiezfonds.web.headers import CSP
from kiezfonds.web.requests import Request


def case_page(
    request: Request, case: Row, form: Form | None = None, *, problems: list[Problem] | None = None, status: int = 200
) -> Response[str]:
    me = current_visitor(request)
    return office_page(
        request,
        "notices/show_case.html",
        status=status,
        form=form if isinstance(form, CheckForm) else CheckForm(),
        problems=problems or [],
        waits_for=[] if problems else drafts.problems_with_letter(case, me.person),
        **_facts(case),
    )


async def notice_page(
    request: Request, case: Row, form: Form | None = None, *, problems: list[Problem] | None = None, status: int = 200
) -> Response[str]:
    me, district = current_visitor(request), district_of(request)
    is_issued = case["notice_state"] == NoticeState.ISSUED
    content = read_content(case["content"])
    before, after = await _neighbours(district, case, me.person, problems_with_queue(Queue.DISTRICT, me.roles) == [])
    page = office_page(
        request,
        "notices/show.html",
        status=status,
        form=form if isinstance(form, ReturnForm) else ReturnForm(),
        post=form if isinstance(form, PostingForm) else PostingForm(posted_on=berlin_day(request.now)),
        problems=problems or [],
        waits_for=[] if is_issued else actions.problems_with_issuing(case, district, me.person, me.roles),
        is_mine=case["drafted_by"] == me.person,
        content=content,
        queue=Queue(case["queue"] or Queue.OFFICE),
        service=service_of({**case, "kind": content.kind, "mode": content.mode}) if is_issued else None,
        before=before,
        after=after,
        **_facts(case),
    )
    # the PDF is shown in a frame of this page, which the usual rule forbids
    page.headers["Content-Security-Policy"] = CSP.format(nonce=request.nonce) + "; frame-src 'self'"
    return page


async def _neighbours(district: Tenant, case: Row, me: int, is_district: bool) -> tuple[str, str]:
    """The letters before and after this one among those I may issue; after an issue the first that waits."""
    ready = [
        (row["notice_year"], row["notice_number"])
        for row in await listing.waiting(district.id, Stage.ISSUE)
        if row["drafted_by"] != me and (is_district or row["queue"] != Queue.DISTRICT)
    ]
    here = (case["notice_year"], case["notice_number"])
    before = [key for key in sorted(ready) if key < here]
    after = [key for key in sorted(ready) if key > here]
    following = after[0] if after else before[0] if before and case["issued_at"] else None
    return (reference(*before[-1]) if before else "", reference(*following) if following else "")


def _facts(case: Row) -> dict[str, object]:
    is_formal = case["resolution"] is None
    return {
        "case": case,
        "is_formal": is_formal,
        "stage": queries.stage(case),
        "decided": NoticeKind.FORMAL_REJECTION if is_formal else ResolutionKind(case["kind"]),
        "mode": NoticeMode(case["notice_mode"]) if case["notice_mode"] else None,
        "outcome": queries.outcome(case),
        "state": queries.notice_state(case),
        "meeting": "" if is_formal else meeting_reference(case["meeting_year"], case["meeting_number"]),
        "proposal": reference(case["year"], case["number"]),
        "case_path": case_path(case),
        "ref": reference(case["notice_year"], case["notice_number"]) if case["notice"] else "",
    }


def case_path(row: Row) -> tuple[str, ...]:
    """Where the decision behind a letter stands, below the desk of letters."""
    if row["resolution_number"] is None:
        return ("antraege", reference(row["year"], row["number"]))
    meeting = meeting_reference(row["meeting_year"], row["meeting_number"])
    return ("beschluesse", meeting, str(row["resolution_number"]))


def file_name(content: Content) -> str:
    word = ("Angebot" if content.is_offer else "Zusage") if content.kind.promises_money else "Ablehnung"
    if content.kind in (NoticeKind.DEFERRAL, NoticeKind.WAITING_LIST):
        word = "Zwischennachricht"
    return f"{word} {content.number} für {content.salutation}.pdf"
