"""Changes the office asked for: keyed in from paper, ended without them, and the versions with what differs."""

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.proposals import casework, changes, queries
from kiezfonds.proposals.comparing import compared_versions
from kiezfonds.proposals.forms import WholeForm
from kiezfonds.proposals.idea_files import MAX_BODY
from kiezfonds.proposals.pages import proposal_of
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import reference
from kiezfonds.proposals.scans import scans
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
WORKS = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/nachbesserung", opt=office(*WORKS))
async def new_changes(request: Request, ref: FromPath[str]) -> Page:
    """The newest version as it would be typed; where the applicant already began to change it, their words."""
    district, row = district_of(request).id, await proposal_of(request, ref)
    written = await queries.open_version(district, row["id"]) or row
    form = WholeForm.known(written, await queries.cost_items(district, written["version"]))
    return await _changes_page(request, row, form)


@post("/nachbesserung", opt=office(*WORKS), status_code=303, request_max_body_size=MAX_BODY)
async def create_changes(request: Request, ref: FromPath[str]) -> Page:
    district, row = district_of(request), await proposal_of(request, ref)
    form = await WholeForm.read(request, options=_areas(row))
    files = await scans(request, form)

    async def act() -> Page:
        if (await request.form()).get("add_row"):
            form.forget_errors()
            form.costs.with_one_more()
            return await _changes_page(request, row, form)
        if form.is_valid:
            by, now = actor_of(request), request.now
            form.add(await changes.enter_changes(district.id, row["id"], form.parts(), by=by, now=now, files=files))
        if not form.is_valid:
            return await _changes_page(request, row, form, status=422)
        here = district.path("buero", "antraege", ref, "formpruefung")
        return redirect(request, here, _("Die Änderung ist eingetragen. Der Antrag wird wieder geprüft."))

    return await once(request, act)


@post("/nachbesserung/ende", opt=office(*WORKS), status_code=303)
async def delete_request(request: Request, ref: FromPath[str]) -> Page:
    """The time is over, or it does without: the check goes on with the version there is."""
    district, row = district_of(request), await proposal_of(request, ref)
    problems = await changes.end_request(district.id, row["id"], by=actor_of(request), now=request.now)
    here = district.path("buero", "antraege", ref, "formpruefung")
    if problems:
        return redirect(request, district.path("buero", "antraege", ref), _(problems[0].text), kind="info")
    return redirect(request, here, _("Die Nachbesserung ist beendet. Bitte entscheiden Sie jetzt."))


@get("/fassungen/{number:int}", opt=office())
async def show_version(request: Request, ref: FromPath[str], number: FromPath[int]) -> Page:
    district, row = district_of(request).id, await proposal_of(request, ref)
    found = await compared_versions(district, row["id"])
    version = next((each for each in found if each.number == number), None)
    if version is None:
        raise NotFound
    return office_page(
        request,
        "proposals/show_version.html",
        proposal=row,
        number=ref,
        version=version,
        versions=found,
        total=sum(item["sum_cents"] for item in version.items),
    )


async def _changes_page(request: Request, row: Row, form: WholeForm, *, status: int = 200) -> Page:
    form.options.update(_areas(row))
    return office_page(
        request,
        "proposals/new_changes.html",
        status=status,
        proposal=row,
        number=reference(row["year"], row["number"]),
        asked=await casework.change_request(district_of(request).id, row["id"]),
        form=form,
    )


def _areas(row: Row) -> dict[str, list[tuple[str, str]]]:
    """The area stays what it was: its date and its money hang on it."""
    return {"area": [(str(row["area"]), row["area_name"])]}


router = Router(
    "/{slug:str}/buero/antraege/{ref:str}", route_handlers=[new_changes, create_changes, delete_request, show_version]
)
