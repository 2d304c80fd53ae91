"""The pictures of an idea for its jury; other papers stay with the office."""

from litestar import Response, Router, get
from litestar.params import FromPath

from kiezfonds.accounts.guards import current_visitor, district_of, juror
from kiezfonds.ground.days import berlin_day
from kiezfonds.proposals.attachments import at_position, attachment_bytes, images
from kiezfonds.proposals.rules import read_reference
from kiezfonds.scoring import queries
from kiezfonds.web.errors import NotFound
from kiezfonds.web.requests import Request


@get("/", opt=juror())
async def show_picture(request: Request, ref: FromPath[str], position: FromPath[int]) -> Response[bytes]:
    district, numbered = district_of(request).id, read_reference(ref)
    me, today = current_visitor(request).person, berlin_day(request.now)
    paper = await queries.paper(district, me, *numbered, today) if numbered else None
    row = at_position(await images(district, paper["version"]), position) if paper else None
    if row is None:
        raise NotFound
    return await attachment_bytes(district, row)


router = Router("/{slug:str}/jury/antraege/{ref:str}/bilder/{position:int}", route_handlers=[show_picture])
