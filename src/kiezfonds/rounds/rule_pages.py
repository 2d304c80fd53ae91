"""The rules of a fund in plain words, and how they are put together before anyone handed in an idea."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office, public
from kiezfonds.accounts.pages import office_page
from kiezfonds.districts.pages import public_page
from kiezfonds.rounds import queries
from kiezfonds.rounds.forms import PresetForm
from kiezfonds.rounds.fund_pages import SETS_UP, fund_named, fund_path
from kiezfonds.rounds.funds import RULES_ARE_USED
from kiezfonds.rounds.parameters import PARAMETERS, PART_TITLES, UNIT_WORDS, said
from kiezfonds.rounds.queries import Row
from kiezfonds.rounds.rule_forms import RulesForm, part_of, rules_form
from kiezfonds.rounds.rule_sets import adjust_rules, choose_presets
from kiezfonds.rounds.rules import Chosen, FundState, read_rules, sources
from kiezfonds.web.errors import NotFound, Stale
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
PARTS = {"geld": "fund", "jury": "jury", "abstimmung": "voting"}
STEPS = ("vorlagen", *PARTS)
"""After the money: the presets, then each part; the summary is the last step."""
ALL_STEPS = len(STEPS) + 2


@get("/buero/fonds/{fund:str}/regeln", opt=office())
async def show_rules(request: Request, fund: FromPath[str]) -> Page:
    row = await fund_named(request, fund)
    is_used = await queries.rules_are_used(row["district"], row["id"])
    return office_page(request, "rounds/rules.html", is_used=is_used, **_series(request, ALL_STEPS), **_rules_page(row))


@get("/fonds/{fund:str}/regeln", opt=public())
async def show_public_rules(request: Request, fund: FromPath[str]) -> Page:
    row = await fund_named(request, fund)
    if row["state"] == FundState.PLANNED:
        raise NotFound
    return public_page(request, district_of(request), "rounds/public_rules.html", **_rules_page(row))


@get("/buero/fonds/{fund:str}/regeln/vorlagen", opt=office(*SETS_UP))
async def edit_presets(request: Request, fund: FromPath[str]) -> Page:
    row = await _changeable(request, fund)
    chosen = Chosen.of(row["preset"])
    return _presets_page(request, row, PresetForm(fund=chosen.fund, jury=chosen.jury, voting=chosen.voting))


@post("/buero/fonds/{fund:str}/regeln/vorlagen", opt=office(*SETS_UP), status_code=303)
async def update_presets(request: Request, fund: FromPath[str]) -> Page:
    row = await _changeable(request, fund)
    form = await PresetForm.read(request)
    if form.is_valid:
        form.add(await choose_presets(row["district"], row["id"], form.result(), by=actor_of(request), now=request.now))
    if not form.is_valid:
        return _presets_page(request, row, form, status=422)
    return redirect(request, _next(request, fund, "vorlagen"), _("Die Vorlagen sind gewählt."))


@get("/buero/fonds/{fund:str}/regeln/{part:str}", opt=office(*SETS_UP))
async def edit_rules(request: Request, fund: FromPath[str], part: FromPath[str]) -> Page:
    row, name = await _changeable(request, fund), _part(part)
    return _edit_page(request, row, part, rules_form(name).shown(part_of(read_rules(row["content"]), name)))


@post("/buero/fonds/{fund:str}/regeln/{part:str}", opt=office(*SETS_UP), status_code=303)
async def update_rules(request: Request, fund: FromPath[str], part: FromPath[str]) -> Page:
    row, name = await _changeable(request, fund), _part(part)
    before = part_of(read_rules(row["content"]), name)
    form = await rules_form(name).read(request, options=rules_form(name).choices(before))
    if form.is_valid:
        values = form.values_of(before)
        form.add(await adjust_rules(row["district"], row["id"], name, values, by=actor_of(request), now=request.now))
    if not form.is_valid:
        return _edit_page(request, row, part, form, status=422)
    return redirect(request, _next(request, fund, part), _("Die Regeln sind gespeichert."))


async def _changeable(request: Request, fund: str) -> Row:
    """Once an idea came in under the rules, their forms are gone."""
    row = await fund_named(request, fund)
    if await queries.rules_are_used(row["district"], row["id"]):
        raise Stale(text_of(RULES_ARE_USED))
    return row


def _part(part: str) -> str:
    if part not in PARTS:
        raise NotFound
    return PARTS[part]


def _rules_page(row: Row) -> dict[str, Any]:
    rules, chosen = read_rules(row["content"]), Chosen.of(row["preset"])
    parts = []
    for slug, name in PARTS.items():
        read = sources(name, getattr(chosen, name)) if chosen.is_known else {}
        part = part_of(rules, name)
        lines = [
            {
                "label": parameter.label,
                "said": said(parameter, getattr(part, parameter.name), _),
                "clause": parameter.clause,
                "source": read.get(parameter.name, ""),
            }
            for parameter in PARAMETERS[name]
        ]
        parts.append({"slug": slug, "title": PART_TITLES[name], "preset": getattr(chosen, name), "lines": lines})
    return {"fund": row, "parts": parts}


def _presets_page(request: Request, row: Row, form: PresetForm, *, status: int = 200) -> Page:
    return office_page(request, "rounds/presets.html", status=status, fund=row, form=form, **_series(request, 2))


def _edit_page(request: Request, row: Row, part: str, form: RulesForm, *, status: int = 200) -> Page:
    return office_page(
        request,
        "rounds/edit_rules.html",
        status=status,
        fund=row,
        part=part,
        title=PART_TITLES[PARTS[part]],
        form=form,
        units={p.name: UNIT_WORDS[p.kind] for p in PARAMETERS[PARTS[part]] if p.kind in UNIT_WORDS},
        **_series(request, STEPS.index(part) + 2),
    )


def _series(request: Request, step: int) -> dict[str, Any]:
    """Setting up a new fund leads from page to page; a single change does not."""
    is_on = bool(request.query_params.get("reihe"))
    return {"step": step if is_on else 0, "steps": ALL_STEPS, "query": "?reihe=1" if is_on else ""}


def _next(request: Request, fund: str, done: str) -> str:
    path = f"{fund_path(request, fund)}/regeln"
    if not request.query_params.get("reihe"):
        return path
    following = STEPS[STEPS.index(done) + 1 :]
    return f"{path}/{following[0]}?reihe=1" if following else f"{path}?reihe=1"


HANDLERS = [
    show_rules,
    show_public_rules,
    edit_presets,
    update_presets,
    edit_rules,
    update_rules,
]
