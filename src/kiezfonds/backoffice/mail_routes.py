"""The office's mail: what went out, what did not, and once more."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.backoffice.letters import without_keys
from kiezfonds.database.work import Row
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.text import N_
from kiezfonds.jobs import queries
from kiezfonds.jobs.actions import resend, resend_failed
from kiezfonds.jobs.rules import JOB_NAMES, MAIL_SIGNS, MAIL_STATES, meaning_of
from kiezfonds.web.errors import NotFound
from kiezfonds.web.filters import moment
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import ngettext, text_of
from kiezfonds.web.lists import Cell, Column, Narrowing, Sheet, listing, table
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
READS_MAIL = (Role.COORDINATOR, Role.DISTRICT_OFFICE)
SHEET = Sheet(
    columns=(
        Column("betreff", N_("Betreff"), "subject", is_text=True),
        Column("an", N_("Empfänger"), "recipient", is_text=True),
        Column("stand", N_("Stand"), "state"),
        Column("geschrieben", N_("Geschrieben"), "created_at"),
        Column("gesendet", N_("Gesendet"), "sent_at"),
        Column("grund", N_("Grund")),
    ),
    order="-geschrieben",
    searched=("subject", "recipient"),
    narrowings=(Narrowing("stand", N_("Stand"), "state"),),
    nothing=N_(
        "Noch ist keine E-Mail geschrieben. Hier stehen Eingangsbestätigungen, Einladungen und Zugangslinks,"
        " sobald es welche gibt."
    ),
)


@get("/", opt=office(*READS_MAIL))
async def index_mails(request: Request) -> Page:
    district, asked = district_of(request), SHEET.asked(request)
    found = await queries.mails_listed(district.id, asked)
    return office_page(
        request,
        "backoffice/mails.html",
        listing=listing(
            request, SHEET, asked, found, lambda row: _cells(district, row), {"stand": list(MAIL_STATES.items())}
        ),
        dead_jobs=await queries.dead_job_list(district.id),
        job_names=JOB_NAMES,
        failed=await queries.failed_mails(district.id),
    )


@get("/liste.csv", opt=office(*READS_MAIL))
async def show_mail_table(request: Request) -> Page:
    district = district_of(request)
    found = await queries.mails_listed(district.id, SHEET.asked(request), whole=True)
    return table(SHEET, found, lambda row: _cells(district, row), "post")


@get("/{mail:int}", opt=office(*READS_MAIL))
async def show_mail(request: Request, mail: FromPath[int]) -> Page:
    row = await _mail(request, mail)
    body = without_keys(row["body"]) if request.settings.smtp else row["body"]
    meaning = _(meaning_of(row["last_error"])) if row["last_error"] else ""
    return office_page(request, "backoffice/mail.html", mail=row, body=body, meaning=meaning)


@post("/{mail:int}/versand", opt=office(*READS_MAIL), status_code=303)
async def create_delivery(request: Request, mail: FromPath[int]) -> Page:
    """Send it once more."""
    district = district_of(request)
    row = await _mail(request, mail)
    problems = await resend(district.id, row["id"], by=actor_of(request), now=request.now)
    if problems:
        return redirect(request, district.path("buero", "post", mail), text_of(problems[0]), kind="warning")
    return redirect(request, district.path("buero", "post"), _("Die Mail geht gleich noch einmal hinaus."))


@post("/versand", opt=office(*READS_MAIL), status_code=303)
async def create_deliveries(request: Request) -> Page:
    """Everything that did not go out, once more."""
    district = district_of(request)
    count = await resend_failed(district.id, by=actor_of(request), now=request.now)
    said = ngettext("{n} E-Mail geht gleich noch einmal hinaus.", "{n} E-Mails gehen gleich noch einmal hinaus.", count)
    return redirect(request, district.path("buero", "post"), said.format(n=count))


def _cells(district: Tenant, row: Row) -> tuple[Cell, ...]:
    return (
        Cell(row["subject"], url=district.path("buero", "post", row["id"])),
        Cell(row["recipient"]),
        Cell(_(MAIL_STATES[row["state"]]), sign=MAIL_SIGNS[row["state"]]),
        Cell(moment(row["created_at"])),
        Cell(moment(row["sent_at"]) if row["sent_at"] else "–"),
        Cell(_(meaning_of(row["last_error"])) if row["last_error"] else ""),
    )


async def _mail(request: Request, id: int) -> dict[str, Any]:
    row = await queries.mail(district_of(request).id, id)
    if row is None:
        raise NotFound
    return row


router = Router(
    "/{slug:str}/buero/post",
    route_handlers=[index_mails, show_mail_table, show_mail, create_delivery, create_deliveries],
)
