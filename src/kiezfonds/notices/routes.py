"""All addresses of letters: the register, decisions, letters, the print run; and the applicant's own copy."""

from litestar import Response, Router, get
from litestar.params import FromPath

from kiezfonds.accounts.guards import current_visitor, district_of, resident
from kiezfonds.documents.downloads import pdf_answer
from kiezfonds.notices import case_pages, condition_pages, letter_pages, print_pages, queries, register_pages
from kiezfonds.notices.content import read_content
from kiezfonds.notices.pages import file_name
from kiezfonds.proposals.rules import read_reference
from kiezfonds.web.errors import NotFound
from kiezfonds.web.requests import Request


@get("/{slug:str}/mein-antrag/brief/{file:str}", opt=resident())
async def show_my_letter(request: Request, file: FromPath[str]) -> Response[bytes]:
    """The applicant's own letter, as it went out."""
    key = read_reference(file.removesuffix(".pdf"))
    if key is None or not file.endswith(".pdf"):
        raise NotFound
    found = await queries.pdf_for_person(district_of(request).id, current_visitor(request).person, *key)
    if found is None:
        raise NotFound
    return pdf_answer(found["pdf"], file_name(read_content(found["content"])))


office_router = Router(
    "/{slug:str}/buero/briefe",
    route_handlers=[
        *register_pages.HANDLERS,
        *case_pages.HANDLERS,
        *print_pages.HANDLERS,
        *letter_pages.HANDLERS,
    ],
)
condition_router = Router("/{slug:str}/buero/bedingungen", route_handlers=condition_pages.HANDLERS)
router = Router("/", route_handlers=[office_router, condition_router, show_my_letter])
