"""The formal check: one page with the checklist of the rule set, three buttons."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.proposals import actions, queries
from kiezfonds.proposals.forms import CheckForm
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import read_reference, reference
from kiezfonds.rounds.queries import rules_of
from kiezfonds.rounds.rules import CheckPoint
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
WORKS = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/", opt=office(*WORKS))
async def edit_check(request: Request, ref: FromPath[str]) -> Page:
    row = await proposal_of(request, ref)
    checklist = await _checklist(request, row)
    known = await queries.check_answers(district_of(request).id, row["version"])
    return await _check_page(request, row, checklist, CheckForm(_points(checklist), known))


@post("/", opt=office(*WORKS), status_code=303)
async def update_check(request: Request, ref: FromPath[str]) -> Page:
    """One form, three buttons: keep the answers, admit, reject formally."""
    row = await proposal_of(request, ref)
    checklist = await _checklist(request, row)
    form = CheckForm(_points(checklist), {})
    form.fill({name: [str(value)] for name, value in (await request.form()).items() if isinstance(value, str)})

    async def act() -> Page:
        done = await _decided(request, row, form) if form.is_valid else ""
        if not form.is_valid:
            return await _check_page(request, row, checklist, form, status=422)
        return redirect(request, district_of(request).path("buero", "antraege", ref), done)

    return await once(request, act)


async def proposal_of(request: Request, ref: str) -> Row:
    """The one with this number, or nothing of the kind exists."""
    numbered = read_reference(ref)
    row = await queries.proposal(district_of(request).id, *numbered) if numbered else None
    if row is None:
        raise NotFound
    return row


async def _decided(request: Request, row: Row, form: CheckForm) -> str:
    """Carries out the button that was pressed; what stands against it goes into the form."""
    district, by, now = district_of(request).id, actor_of(request), request.now
    decision = (await request.form()).get("decision")
    if decision == "admit":
        form.add(await actions.admit(district, row["id"], form.answers(), by=by, now=now))
        return _("Der Antrag ist zugelassen. Die Jury kann ihn jetzt lesen.")
    if decision == "reject":
        reason = form.values["reason"]
        form.add(await actions.reject_formally(district, row["id"], form.answers(), reason, by=by, now=now))
        return _("Der Antrag ist formal abgelehnt. Bitte schreiben Sie jetzt den Brief mit dem Grund.")
    form.add(await actions.save_answers(district, row["id"], form.answers(), by=by, now=now))
    return _("Die Antworten sind gespeichert.")


async def _check_page(
    request: Request, row: Row, checklist: tuple[CheckPoint, ...], form: CheckForm, *, status: int = 200
) -> Page:
    items = await queries.cost_items(district_of(request).id, row["version"])
    return office_page(
        request,
        "proposals/check.html",
        status=status,
        proposal=row,
        number=reference(row["year"], row["number"]),
        checklist=checklist,
        items=items,
        total=sum(item["sum_cents"] for item in items),
        form=form,
    )


async def _checklist(request: Request, row: Row) -> tuple[CheckPoint, ...]:
    return (await rules_of(district_of(request).id, row["fund"])).fund.checklist


def _points(checklist: tuple[CheckPoint, ...]) -> list[tuple[str, str]]:
    return [(point.point, point.text) for point in checklist]


router = Router("/{slug:str}/buero/antraege/{ref:str}/formpruefung", route_handlers=[edit_check, update_check])
