"""The pages of a resolution and of its letter: what they show and what still stands in the way."""

from litestar import Response

from kiezfonds.accounts.guards import current_visitor, district_of
from kiezfonds.accounts.pages import office_page
from kiezfonds.ground.problems import Problem
from kiezfonds.meetings.rules import ResolutionKind, meeting_reference
from kiezfonds.notices import actions, drafts, queries
from kiezfonds.notices.content import Content, read_content
from kiezfonds.notices.forms import CheckForm, IssueForm, ReturnForm
from kiezfonds.notices.queries import Row
from kiezfonds.notices.rules import NoticeKind, NoticeState
from kiezfonds.proposals.rules import reference
from kiezfonds.rounds.rules import NoticeMode
from kiezfonds.web.headers import CSP
from kiezfonds.web.requests import Request

Form = CheckForm | ReturnForm | IssueForm


def case_page(
    request: Request, case: Row, form: Form, *, problems: list[Problem] | None = None, status: int = 200
) -> Response[str]:
    me = current_visitor(request)
    return office_page(
        request,
        "notices/show_case.html",
        status=status,
        form=form,
        problems=problems or [],
        waits_for=[] if problems else drafts.problems_with_letter(case, district_of(request), me.person),
        **_facts(case),
    )


def notice_page(
    request: Request, case: Row, form: Form, *, problems: list[Problem] | None = None, status: int = 200
) -> Response[str]:
    me, district = current_visitor(request), district_of(request)
    is_issued = case["notice_state"] == NoticeState.ISSUED
    page = office_page(
        request,
        "notices/show.html",
        status=status,
        form=form,
        problems=problems or [],
        waits_for=[] if is_issued else actions.problems_with_issuing(case, district, me.person),
        is_mine=case["drafted_by"] == me.person,
        content=read_content(case["content"]),
        **_facts(case),
    )
    # the PDF is shown in a frame of this page, which the usual rule forbids
    page.headers["Content-Security-Policy"] = CSP.format(nonce=request.nonce) + "; frame-src 'self'"
    return page


def _facts(case: Row) -> dict[str, object]:
    return {
        "case": case,
        "stage": queries.stage(case),
        "decided": ResolutionKind(case["kind"]),
        "mode": NoticeMode(case["notice_mode"]) if case["notice_mode"] else None,
        "outcome": queries.outcome(case),
        "state": queries.notice_state(case),
        "meeting": meeting_reference(case["meeting_year"], case["meeting_number"]),
        "proposal": reference(case["year"], case["number"]),
        "ref": reference(case["notice_year"], case["notice_number"]) if case["notice"] else "",
    }


def listed(row: Row) -> dict[str, object]:
    """A line of the desk: what it is called and where it leads."""
    meeting = meeting_reference(row["meeting_year"], row["meeting_number"])
    return {
        **row,
        "kind": ResolutionKind(row["kind"]),
        "proposal": reference(row["year"], row["number"]),
        "ref": reference(row["notice_year"], row["notice_number"]) if row["notice_year"] else "",
        "case_path": ("beschluesse", meeting, str(row["resolution_number"])),
    }


def file_name(content: Content) -> str:
    word = ("Angebot" if content.is_offer else "Zusage") if content.kind.promises_money else "Ablehnung"
    if content.kind in (NoticeKind.DEFERRAL, NoticeKind.WAITING_LIST):
        word = "Zwischennachricht"
    return f"{word} {content.number} für {content.salutation}.pdf"
