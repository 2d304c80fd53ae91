"""/muster: every component in every state, to be looked at. Not in production."""

from litestar import Response, Router, get
from litestar.response import Stream

from kiezfonds.web.errors import NotFound
from kiezfonds.web.live import stream
from kiezfonds.web.muster import context
from kiezfonds.web.pages import HTML, fragment, render
from kiezfonds.web.requests import Request

PUBLIC = {"access": "public"}


@get("/", opt=PUBLIC)
async def show_muster(request: Request) -> Response[str]:
    _not_in_production(request)
    return render(request, "muster/index.html", **context())


@get("/stand", opt=PUBLIC)
async def show_muster_state(request: Request) -> Response[str]:
    """The live sample by polling."""
    _not_in_production(request)
    return Response(await _sample(request), media_type=HTML)


@get("/strom", opt=PUBLIC)
async def show_muster_stream(request: Request) -> Stream:
    """The live sample as a stream."""
    _not_in_production(request)
    return stream(request, "muster", "muster", lambda: _sample(request))


async def _sample(request: Request) -> str:
    return await fragment("muster/_live.html", now=request.now)


def _not_in_production(request: Request) -> None:
    if request.settings.is_production:
        raise NotFound


router = Router("/muster", route_handlers=[show_muster, show_muster_state, show_muster_stream])
