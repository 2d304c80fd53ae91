"""Pictures of funded projects that the office released for everybody."""

from litestar import Response, Router, get
from litestar.params import FromPath

from kiezfonds.accounts.guards import district_of, public
from kiezfonds.proposals.attachments import at_position, attachment_bytes, released_images
from kiezfonds.proposals.rules import read_reference
from kiezfonds.transparency import queries
from kiezfonds.web.errors import NotFound
from kiezfonds.web.requests import Request


@get("/", opt=public())
async def show_picture(request: Request, ref: FromPath[str], position: FromPath[int]) -> Response[bytes]:
    """Of the version the jury decided on: the one the project's page shows."""
    district, numbered = district_of(request).id, read_reference(ref)
    project = await queries.project(district, *numbered) if numbered else None
    row = at_position(await released_images(district, project["version"]), position) if project else None
    if row is None:
        raise NotFound
    return await attachment_bytes(district, row)


router = Router("/{slug:str}/projekte/{ref:str}/bilder/{position:int}", route_handlers=[show_picture])
