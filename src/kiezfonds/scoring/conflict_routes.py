"""The office notes that a member is not impartial. It stands here because the member's notes end with it."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.juries.actions import withdraw_conflict
from kiezfonds.juries.pages import jury_here, jury_path, seats_here
from kiezfonds.juries.queries import Row, conflicts
from kiezfonds.juries.rules import Ground
from kiezfonds.proposals.rules import reference
from kiezfonds.scoring import actions, queries
from kiezfonds.scoring.forms import OfficeConflictForm
from kiezfonds.web.errors import NotFound, Stale
from kiezfonds.web.fields import Option
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

SETS_UP = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/neu", opt=office(*SETS_UP))
async def new_conflict(request: Request, area: FromPath[str]) -> Response[str]:
    jury = await jury_here(request, area)
    asked = request.query_params
    form = OfficeConflictForm(
        options=await _options(request, jury),
        seat=asked.get("mitglied"),
        proposal=asked.get("antrag"),
        ground=asked.get("grund"),
    )
    return office_page(request, "scoring/new_office_conflict.html", jury=jury, form=form)


@post("/", opt=office(*SETS_UP), status_code=303)
async def create_conflict(request: Request, area: FromPath[str]) -> Response[str]:
    jury = await jury_here(request, area)
    form = await OfficeConflictForm.read(request, options=await _options(request, jury))

    async def act() -> Response[str]:
        if form.is_valid:
            ground, note = form.result()
            seat, proposal = int(form.values["seat"]), int(form.values["proposal"])
            form.add(
                await actions.declare_conflict(
                    district_of(request).id, seat, proposal, ground, note, by=actor_of(request), now=request.now
                )
            )
        if not form.is_valid:
            return office_page(request, "scoring/new_office_conflict.html", status=422, jury=jury, form=form)
        return redirect(request, jury_path(request, area), _("Die Befangenheit ist eingetragen."))

    return await once(request, act)


@get("/{id:int}", opt=office(*SETS_UP))
async def show_conflict(request: Request, area: FromPath[str], id: FromPath[int]) -> Response[str]:
    jury = await jury_here(request, area)
    known = await _conflict(request, jury, id)
    ground = Ground(known["ground"])
    return office_page(request, "scoring/show_conflict.html", jury=jury, conflict={**known, "ground": ground})


@post("/{id:int}/entscheidung", opt=office(*SETS_UP), status_code=303)
async def create_decision(request: Request, area: FromPath[str], id: FromPath[int]) -> Response[str]:
    """On a membership that was told: does the member take part?"""
    known = await _conflict(request, await jury_here(request, area), id)
    is_excluded = (await request.form()).get("folge") == "ausgeschlossen"
    problems = await actions.decide_conflict(
        district_of(request).id, known["seat"], known["proposal"], is_excluded, by=actor_of(request), now=request.now
    )
    if problems:
        raise Stale(text_of(problems[0]))
    told = _("Eingetragen: wirkt nicht mit.") if is_excluded else _("Eingetragen: wirkt mit.")
    return redirect(request, jury_path(request, area), told)


@post("/{id:int}/ruecknahme", opt=office(*SETS_UP), status_code=303)
async def create_withdrawal(request: Request, area: FromPath[str], id: FromPath[int]) -> Response[str]:
    known = await _conflict(request, await jury_here(request, area), id)
    if known["declared_by_kind"] != "staff":
        raise NotFound
    problems = await withdraw_conflict(
        district_of(request).id, known["seat"], known["proposal"], by=actor_of(request), now=request.now
    )
    if problems:
        raise Stale(text_of(problems[0]))
    return redirect(request, jury_path(request, area), _("Die Befangenheit ist zurückgenommen."))


async def _conflict(request: Request, jury: Row, id: int) -> Row:
    """What the office itself noted, and what waits for a decision; a member takes back their own word."""
    for row in await conflicts(district_of(request).id, jury["id"]):
        is_waiting = row["is_declared_only"] and row["decided_at"] is None
        if row["id"] == id and (row["declared_by_kind"] == "staff" or is_waiting):
            return row
    raise NotFound


async def _options(request: Request, jury: Row) -> dict[str, list[Option]]:
    seats = await seats_here(request, jury)
    proposals = await queries.undecided(district_of(request).id, jury["area"])
    return {
        "seat": [(str(seat["id"]), seat["name"]) for seat in seats],
        "proposal": [(str(p["id"]), f"{reference(p['year'], p['number'])} {p['title']}") for p in proposals],
    }


router = Router(
    "/{slug:str}/buero/jurys/{area:str}/befangenheiten",
    route_handlers=[new_conflict, create_conflict, show_conflict, create_decision, create_withdrawal],
)
