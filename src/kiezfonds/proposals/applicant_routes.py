"""What the office does for an applicant: the receipt with code and PIN, setting contact data right, withdrawal."""

import hashlib
import hmac

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.access_codes import draw_code, is_current, issue_code
from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import berlin_day
from kiezfonds.proposals import casework
from kiezfonds.proposals.contacts import correct_contact
from kiezfonds.proposals.forms import ContactForm, WithdrawalForm
from kiezfonds.proposals.handling import DECLARED_LABELS, problems_with_withdrawal
from kiezfonds.proposals.pages import proposal_of
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import CHANNEL_LABELS, ProposalState
from kiezfonds.proposals.withdrawals import withdraw
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
WORKS = (Role.COORDINATOR, Role.DISTRICT_OFFICE)


@get("/eingang", opt=office(*WORKS))
async def show_receipt(request: Request, ref: FromPath[str]) -> Page:
    """The receipt to print. Code and PIN stand on it for the session that issued them, as long as they are valid."""
    district, row = district_of(request), await proposal_of(request, ref)
    code, pin = _drawn(request, row, str(request.query_params.get("ausgabe", ""))[:80])
    is_valid = bool(code) and await is_current(district.id, row["applicant"], code)
    return office_page(
        request,
        "proposals/receipt_paper.html",
        proposal=row,
        number=ref,
        channel=CHANNEL_LABELS[row["channel"]],
        intake=await casework.intake(district.id, row["id"]),
        declared=DECLARED_LABELS,
        code=code if is_valid else "",
        pin=pin if is_valid else "",
        today=berlin_day(request.now),
        entrance=f"{request.settings.base_url}{district.path('mein-antrag', 'zugang')}",
    )


@post("/zugang", opt=office(*WORKS), status_code=303)
async def create_access(request: Request, ref: FromPath[str]) -> Page:
    """A new code and PIN; the ones before end."""
    district, row = district_of(request), await proposal_of(request, ref)
    key = str((await request.form()).get("_key", ""))[:80]

    async def act() -> Page:
        drawn = _drawn(request, row, key)
        await issue_code(district.id, row["applicant"], by=actor_of(request), now=request.now, drawn=drawn)
        return redirect(request, f"{district.path('buero', 'antraege', ref, 'eingang')}?ausgabe={key}")

    return await once(request, act)


@get("/kontakt", opt=office(*WORKS))
async def edit_contact(request: Request, ref: FromPath[str]) -> Page:
    row = await proposal_of(request, ref)
    known = {name: row[f"applicant_{name}"] for name in ContactForm.fields}
    return office_page(request, "proposals/contact.html", proposal=row, number=ref, form=ContactForm(**known))


@post("/kontakt", opt=office(*WORKS), status_code=303)
async def update_contact(request: Request, ref: FromPath[str]) -> Page:
    district, row = district_of(request), await proposal_of(request, ref)
    form = await ContactForm.read(request)
    if form.is_valid:
        by, now = actor_of(request), request.now
        form.add(await correct_contact(district.id, row["applicant"], form.contact(), by=by, now=now))
    if not form.is_valid:
        return office_page(request, "proposals/contact.html", status=422, proposal=row, number=ref, form=form)
    here = district.path("buero", "antraege", ref)
    return redirect(request, here, _("Die Angaben sind berichtigt. Sie gelten für alle Anträge dieser Person."))


@get("/ruecknahme", opt=office(*WORKS))
async def new_withdrawal(request: Request, ref: FromPath[str]) -> Page:
    row = await proposal_of(request, ref)
    return _withdrawal_page(request, row, ref, WithdrawalForm(told_on=berlin_day(request.now)))


@post("/ruecknahme", opt=office(*WORKS), status_code=303)
async def create_withdrawal(request: Request, ref: FromPath[str]) -> Page:
    """On the applicant's word, with the day and the way it came."""
    district, row = district_of(request), await proposal_of(request, ref)
    form = await WithdrawalForm.read(request)

    async def act() -> Page:
        if form.is_valid:
            form.add(await withdraw(district.id, row["id"], form.draft(), by=actor_of(request), now=request.now))
        if not form.is_valid:
            return _withdrawal_page(request, row, ref, form, status=422)
        return redirect(request, district.path("buero", "antraege", ref), _("Der Antrag ist zurückgezogen."))

    return await once(request, act)


def _withdrawal_page(request: Request, row: Row, ref: str, form: WithdrawalForm, *, status: int = 200) -> Page:
    return office_page(
        request,
        "proposals/withdrawal.html",
        status=status,
        proposal=row,
        number=ref,
        state=ProposalState(row["state"]),
        hindrances=problems_with_withdrawal(ProposalState(row["state"])),
        form=form,
    )


def _drawn(request: Request, row: Row, key: str) -> tuple[str, str]:
    """Made from this session's secret and the form's key: shown again for this form, stored nowhere."""
    if not key:
        return "", ""
    secret = request.sessions["office"].encode()
    return draw_code(hmac.new(secret, f"code|{row['id']}|{key}".encode(), hashlib.sha256).digest())


router = Router(
    "/{slug:str}/buero/antraege/{ref:str}",
    route_handlers=[
        show_receipt,
        create_access,
        edit_contact,
        update_contact,
        new_withdrawal,
        create_withdrawal,
    ],
)
