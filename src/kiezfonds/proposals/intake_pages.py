"""Ideas on paper, by mail, on the phone or in person, keyed in by the office on one page."""

from litestar import Response, get, post

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import berlin_day
from kiezfonds.proposals import queries
from kiezfonds.proposals.attaching import NewFile
from kiezfonds.proposals.forms import PaperForm
from kiezfonds.proposals.idea_files import MAX_BODY
from kiezfonds.proposals.intake import enter_idea
from kiezfonds.proposals.rounds_open import open_rounds
from kiezfonds.proposals.rules import PAPER, reference
from kiezfonds.proposals.scans import scans
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
WORKS = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/neu", opt=office(*WORKS))
async def new_paper(request: Request) -> Page:
    open_now = await open_rounds(district_of(request).id, request.now)
    form = PaperForm(options=open_now.options, channel=PAPER, received_on=berlin_day(request.now))
    return office_page(request, "proposals/new_paper.html", form=form)


@post("/", opt=office(*WORKS), status_code=303, request_max_body_size=MAX_BODY)
async def create_paper(request: Request) -> Page:
    district = district_of(request)
    open_now = await open_rounds(district.id, request.now)
    form = await PaperForm.read(request, options=open_now.options)
    files = await scans(request, form)

    async def act() -> Page:
        if (await request.form()).get("add_row"):
            form.forget_errors()
            form.costs.with_one_more()
            return office_page(request, "proposals/new_paper.html", form=form)
        number = await _entered(request, form, files)
        if not form.is_valid:
            return office_page(request, "proposals/new_paper.html", status=422, form=form)
        text = _("Aufgenommen. Die Nummer ist {number}.").format(number=number)
        return redirect(request, district.path("buero", "antraege", number, "eingang"), text)

    return await once(request, act)


async def _entered(request: Request, form: PaperForm, files: list[NewFile]) -> str:
    """The number it got; what stands against it goes into the form."""
    if not form.is_valid:
        return ""
    district = district_of(request)
    id, problems = await enter_idea(
        district,
        form.parts(),
        form.intake_draft(),
        by=actor_of(request),
        now=request.now,
        base_url=request.settings.base_url,
        files=files,
    )
    form.add(problems)
    row = await queries.proposal_by_id(district.id, id) if not problems else None
    return reference(row["year"], row["number"]) if row else ""
