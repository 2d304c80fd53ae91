"""Ideas on paper, by mail, on the phone or in person, keyed in by the office on one page."""

from litestar import Response, get, post

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.text import clean_line
from kiezfonds.proposals import queries
from kiezfonds.proposals.attaching import NewFile
from kiezfonds.proposals.forms import PaperForm
from kiezfonds.proposals.idea_files import MAX_BODY, ready_file
from kiezfonds.proposals.intake import enter_idea
from kiezfonds.proposals.rounds_open import open_rounds
from kiezfonds.proposals.rules import MOST_FILES, PAPER, reference
from kiezfonds.web.errors import Unusable
from kiezfonds.web.fields import Wrong
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request
from kiezfonds.web.uploads import uploads

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
    files = await _scans(request, form)

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


async def _scans(request: Request, form: PaperForm) -> list[NewFile]:
    """What cannot be kept says so in the form, with its name."""
    files = []
    for upload in (await uploads(request, "files"))[:MOST_FILES]:
        try:
            files.append(await ready_file(upload))
        except (Wrong, Unusable) as refused:
            form.general_errors.append(f"„{clean_line(upload.filename)[:60]}“: {_(refused.text)}")
    return files


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
