"""What a juror reads and notes before the meeting, and where they say that they are not impartial."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, current_visitor, district_of, juror
from kiezfonds.accounts.pages import juror_page
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.actions import withdraw_conflict
from kiezfonds.juries.queries import conflict as conflict_of
from kiezfonds.juries.rules import Ground, problems_with_withdrawing
from kiezfonds.proposals.attachments import images
from kiezfonds.proposals.comparing import last_changes
from kiezfonds.proposals.difference import Change
from kiezfonds.proposals.queries import cost_items
from kiezfonds.proposals.rules import UNDECIDED, ProposalState, read_reference, reference
from kiezfonds.rounds.rules import VotingRules, read_rules
from kiezfonds.scoring import actions, queries
from kiezfonds.scoring.forms import ConflictForm, CriteriaForm, SheetForm, criteria_form
from kiezfonds.scoring.queries import Row
from kiezfonds.scoring.rules import OPINION_WORDS, Mode, aggregate
from kiezfonds.web.errors import NotFound, Stale
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request


@get("/", opt=juror())
async def index_papers(request: Request) -> Response[str]:
    """All that is to be decided, one after the other, to read in one go or to print."""
    found = await queries.papers_of(district_of(request).id, current_visitor(request).person, berlin_day(request.now))
    costs = await queries.costs_of(district_of(request).id, [paper["version"] for paper in found])
    papers = [{**paper, "ref": _ref(paper), "costs": costs.get(paper["version"], [])} for paper in found]
    return juror_page(request, "scoring/index.html", papers=papers)


@get("/{ref:str}", opt=juror())
async def show_paper(request: Request, ref: FromPath[str]) -> Response[str]:
    return await _page(request, await _paper(request, ref))


@post("/{ref:str}", opt=juror(), status_code=303)
async def update_sheet(request: Request, ref: FromPath[str]) -> Response[str]:
    """The whole page by a press of the button; while typing only the line that says so."""
    paper = await _paper(request, ref)
    district, voting = district_of(request).id, read_rules(paper["content"]).voting
    form = await (await _form_class(district, paper, voting)).read(request)
    if form.is_valid:
        draft = form.result()
        form.add(
            await actions.save_sheet(
                district, paper["seat"], paper["version"], draft.opinion, draft.note, draft.scores, now=request.now
            )
        )
    if request.is_partial:
        paper = await _paper(request, ref)
        said = " ".join(error["text"] for error in form.errors)
        context = {"is_saved": form.is_valid, "said": said, **await _others(request, paper, voting)}
        return juror_page(request, "scoring/_saved.html", status=200 if form.is_valid else 422, **context)
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
    if ground.is_declared_only:
        told = _("Danke, dass Sie es sagen. Die Jury entscheidet, ob Sie mitwirken. Bis dahin wirken Sie mit.")
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


async def _page(
    request: Request, paper: Row, form: SheetForm | CriteriaForm | None = None, *, status: int = 200
) -> Response[str]:
    district, me = district_of(request).id, current_visitor(request).person
    voting = read_rules(paper["content"]).voting
    is_over = paper["state"] not in UNDECIDED
    known = await conflict_of(district, paper["seat"], paper["id"]) if paper["conflict"] or paper["told"] else None
    has_notes = Mode(voting.score_mode) is not Mode.OFF and not paper["conflict"] and not is_over
    return juror_page(
        request,
        "scoring/show.html",
        status=status,
        paper=paper,
        ref=_ref(paper),
        costs=await cost_items(district, paper["version"]),
        pictures=await images(district, paper["version"]),
        changes=await _changes(district, paper),
        form=form or await _form(district, paper, voting) if has_notes else None,
        has_notes=has_notes,
        is_over=is_over,
        outcome=ProposalState(paper["state"]).label,
        conflict=known and {**known, "ground": Ground(known["ground"])},
        may_withdraw=known is not None
        and known["declared_by_kind"] == "juror"
        and not is_over
        and not problems_with_withdrawing(paper["held_at"], request.now),
        is_saved=paper["sheet"] is not None,
        said="",
        next_paper=_next(await queries.papers_of(district, me, berlin_day(request.now)), paper),
        **await _others(request, paper, voting),
    )


async def _changes(district: int, paper: Row) -> list[Change]:
    """Since the version before; names of files and whatever a private person left behind stay out."""
    if paper["version_number"] == 1:
        return []
    private = {"Anlage", "Wer"} | ({"Gruppe oder Verein"} if paper["applicant_kind"] == "person" else set())
    return [change for change in await last_changes(district, paper["id"]) if change.label not in private]


async def _form_class(district: int, paper: Row, voting: VotingRules) -> type[SheetForm | CriteriaForm]:
    if Mode(voting.score_mode) is not Mode.CRITERIA:
        return SheetForm
    return criteria_form(await queries.criteria_of(district, paper["fund"], voting))


async def _form(district: int, paper: Row, voting: VotingRules) -> SheetForm | CriteriaForm:
    form = await _form_class(district, paper, voting)
    if not issubclass(form, CriteriaForm):
        return form(opinion=paper["opinion"] or None, note=paper["note"])
    scores = await queries.scores_of(district, paper["sheet"]) if paper["sheet"] else {}
    given: dict[str, Any] = {f"k{n}": scores.get(one.name) for n, one in enumerate(form.criteria)}
    return form(note=paper["note"], **given)


async def _others(request: Request, paper: Row, voting: VotingRules) -> Row:
    """What the others think: once one's own is in, where the rule set says so, and for all after the ballot.
    Never who, never their notes."""
    is_over = paper["state"] not in UNDECIDED
    may_see = is_over or (paper["is_own_in"] and voting.others_visible == "after_own" and not paper["conflict"])
    told: Row = {"opinions": None, "scores": None, "waits_for": voting.others_visible, "own": paper["value"]}
    district, version = district_of(request).id, paper["version"]
    if not may_see or Mode(voting.score_mode) is Mode.OFF:
        return told
    if Mode(voting.score_mode) is Mode.CRITERIA:
        return {**told, "scores": aggregate((await queries.scores_on(district, [version]))[version].values())}
    counts = (await queries.opinions_on(district, version)).counts
    return {**told, "opinions": [(OPINION_WORDS[opinion], count) for opinion, count in counts.items()]}


def _next(papers: list[Row], paper: Row) -> str:
    """The next idea that still wants an opinion."""
    waiting = [one for one in papers if not one["is_own_in"] and not one["conflict"] and one["id"] != paper["id"]]
    later = [one for one in waiting if (one["year"], one["number"]) > (paper["year"], paper["number"])]
    following = (later or waiting)[:1]
    return _ref(following[0]) if following else ""


def _ref(paper: Row) -> str:
    return reference(paper["year"], paper["number"])


def _path(request: Request, paper: Row) -> str:
    return district_of(request).path("jury", "antraege", _ref(paper))


router = Router(
    "/{slug:str}/jury/antraege",
    route_handlers=[index_papers, show_paper, update_sheet, new_conflict, create_conflict, create_withdrawal],
)
