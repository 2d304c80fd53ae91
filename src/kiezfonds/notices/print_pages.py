"""The print run: all letters that are issued and still lie here as one PDF, and the day somebody posts them."""

from litestar import Response, get, post

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.documents.downloads import pdf_answer
from kiezfonds.documents.merging import merged
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.notices import listing, posting
from kiezfonds.notices.content import read_content
from kiezfonds.notices.forms import PrintRunForm
from kiezfonds.notices.queries import Row
from kiezfonds.notices.rules import NoticeKind
from kiezfonds.proposals.rules import reference
from kiezfonds.web.errors import NotFound, Refusal
from kiezfonds.web.forms import multi
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import ngettext
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

POSTS = (Role.COORDINATOR, Role.DISTRICT_OFFICE)
MOST = 200


class NotMerged(Refusal):
    """A letter among them was not made by our press."""

    status = 409


@get("/druck", opt=office(*POSTS))
async def show_print_run(request: Request) -> Response[str]:
    return await _page(request, PrintRunForm(posted_on=berlin_day(request.now)))


@get("/druck.pdf", opt=office(*POSTS))
async def show_print_run_pdf(request: Request) -> Response[bytes]:
    """Each letter as it was issued, one after the other."""
    found = await listing.unposted_pdfs(district_of(request).id, MOST)
    if not found:
        raise NotFound
    try:
        pdf = merged([row["pdf"] for row in found])
    except ValueError as error:
        raise NotMerged(_("Diese Briefe lassen sich nicht zusammenlegen. Bitte drucken Sie sie einzeln.")) from error
    return pdf_answer(pdf, f"Briefe {berlin_day(request.now)}.pdf")


@post("/druck", opt=office(*POSTS), status_code=303)
async def create_print_run(request: Request) -> Response[str]:
    """All chosen letters went to the post on one day."""
    district = district_of(request)
    form = await PrintRunForm.read(request)
    chosen = {text for text in multi(await request.form()).get("brief", []) if text.isascii() and text.isdigit()}

    async def act() -> Response[str]:
        ids = [row["id"] for row in await listing.unposted(district.id) if str(row["id"]) in chosen]
        if not ids:
            form.add([Problem(N_("Bitte wählen Sie mindestens einen Brief."))])
        if form.is_valid:
            posted_on = form.values["posted_on"]
            form.add(await posting.confirm_posting(district.id, ids, posted_on, by=actor_of(request), now=request.now))
        if not form.is_valid:
            return await _page(request, form, chosen)
        said = ngettext("{n} Brief ist zur Post gegeben.", "{n} Briefe sind zur Post gegeben.", len(ids))
        return redirect(request, district.path("buero", "briefe"), said.format(n=len(ids)))

    return await once(request, act)


async def _page(request: Request, form: PrintRunForm, chosen: set[str] | None = None) -> Response[str]:
    found = [_line(row) for row in await listing.unposted(district_of(request).id)]
    return office_page(
        request,
        "notices/show_print_run.html",
        status=422 if form.has_errors else 200,
        form=form,
        letters=found,
        chosen={str(line["id"]) for line in found} if chosen is None else chosen,
        enclosures=sorted({enclosure for line in found for enclosure in line["enclosures"]}),
    )


def _line(row: Row) -> Row:
    content = read_content(row["content"]) if row["content"] else None
    return {
        **row,
        "ref": reference(row["year"], row["number"]),
        "kind": NoticeKind(row["kind"]),
        "enclosures": content.enclosures if content else (),
        "recipient": content.recipient if content else (),
    }


HANDLERS = [show_print_run, show_print_run_pdf, create_print_run]
