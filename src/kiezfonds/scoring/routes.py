"""What a juror reads and notes before the meeting, and where they say that they are not impartial."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, current_visitor, district_of, juror
from kiezfonds.accounts.pages import juror_page
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.actions import withdraw_conflict
from kiezfonds.juries.queries import conflict as conflict_of
from kiezfonds.juries.rules import Ground, problems_with_withdrawing
from kiezfonds.proposals.queries import cost_items
from kiezfonds.proposals.rules import read_reference, reference
from kiezfonds.rounds.queries import rules_of
from kiezfonds.scoring import actions, queries
from kiezfonds.scoring.forms import ConflictForm, SheetForm
from kiezfonds.scoring.queries import Row
from kiezfonds.scoring.rules import OPINION_WORDS, Mode
from kiezfonds.web.errors import NotFound, Stale
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request


@get("/{ref:str}", opt=juror())
async def show_paper(request: Request, ref: FromPath[str]) -> Response[str]:
    paper = await _paper(request, ref)
    return await _page(request, paper, SheetForm(opinion=paper["opinion"] or None, note=paper["note"]))


@post("/{ref:str}", opt=juror(), status_code=303)
async def update_sheet(request: Request, ref: FromPath[str]) -> Response[str]:
    """The whole page by a press of the button; while typing only the line that says so."""
    paper = await _paper(request, ref)
    form = await SheetForm.read(request)
    if form.is_valid:
        opinion, note = form.result()
        form.add(
            await actions.save_sheet(
                district_of(request).id, paper["seat"], paper["version"], opinion, note, now=request.now
            )
        )
    if request.is_partial:
        status = 200 if form.is_valid else 422
        return juror_page(
            request, "scoring/_saved.html", status=status, is_saved=form.is_valid, **await _others(request, paper)
        )
    if not form.is_valid:
        return await _page(request, paper, form, status=422)
    return redirect(request, _path(request, paper), _("Gespeichert. Sie können es bis zur Sitzung ändern."))


@get("/{ref:str}/befangenheit", opt=juror())
async def new_conflict(request: Request, ref: FromPath[str]) -> Response[str]:
    return juror_page(request, "scoring/new_conflict.html", paper=await _paper(request, ref), form=ConflictForm())


@post("/{ref:str}/befangenheit", opt=juror(), status_code=303)
async def create_conflict(request: Request, ref: FromPath[str]) -> Response[str]:
    paper = await _paper(request, ref)
    form = await ConflictForm.read(request)
    if form.is_valid:
        ground, note = form.result()
        form.add(
            await actions.declare_conflict(
                district_of(request).id, paper["seat"], paper["id"], ground, note, by=actor_of(request), now=request.now
            )
        )
    if not form.is_valid:
        return juror_page(request, "scoring/new_conflict.html", status=422, paper=paper, form=form)
    told = _("Danke, dass Sie es sagen. Bei diesem Antrag wirken Sie nicht mit.")
    return redirect(request, _path(request, paper), told)


@post("/{ref:str}/befangenheit/ruecknahme", opt=juror(), status_code=303)
async def create_withdrawal(request: Request, ref: FromPath[str]) -> Response[str]:
    """Only of one's own word; what the office noted, the office takes back."""
    paper = await _paper(request, ref)
    district = district_of(request).id
    known = await conflict_of(district, paper["seat"], paper["id"])
    if known is None or known["declared_by_kind"] != "juror":
        raise NotFound
    problems = await withdraw_conflict(district, paper["seat"], paper["id"], by=actor_of(request), now=request.now)
    if problems:
        raise Stale(text_of(problems[0]))
    return redirect(request, _path(request, paper), _("Zurückgenommen. Sie wirken bei diesem Antrag wieder mit."))


async def _paper(request: Request, ref: str) -> Row:
    """The proposal, if it is one of this juror's own jury."""
    parts = read_reference(ref)
    paper = parts and await queries.paper(
        district_of(request).id, current_visitor(request).person, *parts, berlin_day(request.now)
    )
    if not paper:
        raise NotFound
    return paper


async def _page(request: Request, paper: Row, form: SheetForm, *, status: int = 200) -> Response[str]:
    district, me = district_of(request).id, current_visitor(request).person
    rules = await rules_of(district, paper["fund"])
    known = await conflict_of(district, paper["seat"], paper["id"]) if paper["conflict"] else None
    return juror_page(
        request,
        "scoring/show.html",
        status=status,
        paper=paper,
        ref=reference(paper["year"], paper["number"]),
        costs=await cost_items(district, paper["version"]),
        form=form,
        has_notes=rules.voting.score_mode != Mode.OFF and not paper["conflict"],
        conflict=known and {**known, "ground": Ground(known["ground"])},
        may_withdraw=known is not None
        and known["declared_by_kind"] == "juror"
        and not problems_with_withdrawing(paper["held_at"], request.now),
        is_saved=bool(paper["opinion"] or paper["note"]),
        next_paper=_next(await queries.papers_of(district, me, berlin_day(request.now)), paper),
        **await _others(request, paper),
    )


async def _others(request: Request, paper: Row) -> Row:
    """What the others think, once one's own opinion is in; never who, never their notes."""
    sheet = await queries.sheet(district_of(request).id, paper["seat"], paper["version"])
    if sheet is None or not sheet["opinion"]:
        return {"others": None}
    summary = await queries.opinions_on(district_of(request).id, paper["version"])
    return {"others": [(OPINION_WORDS[opinion], count) for opinion, count in summary.counts.items()]}


def _next(papers: list[Row], paper: Row) -> str:
    """The next idea that still wants an opinion."""
    waiting = [one for one in papers if not one["opinion"] and not one["conflict"] and one["id"] != paper["id"]]
    later = [one for one in waiting if (one["year"], one["number"]) > (paper["year"], paper["number"])]
    following = (later or waiting)[:1]
    return reference(following[0]["year"], following[0]["number"]) if following else ""


def _path(request: Request, paper: Row) -> str:
    return district_of(request).path("jury", "antraege", reference(paper["year"], paper["number"]))


router = Router(
    "/{slug:str}/jury/antraege",
    route_handlers=[show_paper, update_sheet, new_conflict, create_conflict, create_withdrawal],
)
