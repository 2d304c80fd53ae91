"""„Mein Antrag“: what somebody handed in, how it stands, what comes next, and taking it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, current_visitor, district_of, resident
from kiezfonds.accounts.pages import resident_page
from kiezfonds.notices.posting import service_of
from kiezfonds.notices.queries import letters_for_person
from kiezfonds.portal.forms import WithdrawalForm
from kiezfonds.portal.rules import WAITING, standing
from kiezfonds.proposals import casework, queries
from kiezfonds.proposals.changes import choose
from kiezfonds.proposals.comparing import compared_versions
from kiezfonds.proposals.handling import problems_with_withdrawal
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import FUNDED, WITHDRAWABLE, ProposalState, read_reference, reference
from kiezfonds.proposals.withdrawals import withdraw
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]


@dataclass(frozen=True)
class Known:
    """All there is about one person, by proposal or by version."""

    items: dict[int, list[Row]]
    files: dict[int, list[Row]]
    versions: dict[int, list[Row]]
    asked: dict[int, Row]
    letters: list[Row]


@get("/", opt=resident())
async def show_my_proposals(request: Request) -> Page:
    district, person = district_of(request).id, current_visitor(request).person
    handed_in = await queries.handed_in_by(district, person)
    known = Known(
        await queries.cost_items_of_person(district, person),
        await casework.files_of_person(district, person),
        await casework.versions_of_person(district, person),
        await casework.change_requests_of_person(district, person),
        await letters_for_person(district, person),
    )
    drafts = await queries.drafts_of(district, person)
    return resident_page(
        request,
        "portal/my_proposals.html",
        proposals=[_shown(row, known, request.now) for row in handed_in],
        drafts=[draft for draft in drafts if draft["state"] == ProposalState.DRAFT],
    )


@post("/auswahl", opt=resident(), status_code=303)
async def create_choice(request: Request) -> Page:
    """Of several open ones the idea pages show the one that was chosen last."""
    district, sent = district_of(request), str((await request.form()).get("proposal", ""))
    proposal = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
    if not await choose(district.id, current_visitor(request).person, proposal, now=request.now):
        text = _("Daran lässt sich gerade nichts ändern.")
        return redirect(request, district.path("mein-antrag"), text, kind="info")
    return redirect(request, district.path("idee", "pruefen"))


@get("/{ref:str}/fassungen/{number:int}", opt=resident())
async def show_my_version(request: Request, ref: FromPath[str], number: FromPath[int]) -> Page:
    row = await _mine(request, ref)
    found = await compared_versions(district_of(request).id, row["id"])
    version = next((each for each in found if each.number == number), None)
    if version is None:
        raise NotFound
    total = sum(item["sum_cents"] for item in version.items)
    return resident_page(request, "portal/my_version.html", number=ref, version=version, count=len(found), total=total)


@get("/{ref:str}/ruecknahme", opt=resident())
async def new_my_withdrawal(request: Request, ref: FromPath[str]) -> Page:
    return _withdrawal_page(request, await _mine(request, ref), ref, WithdrawalForm())


@post("/{ref:str}/ruecknahme", opt=resident(), status_code=303)
async def create_my_withdrawal(request: Request, ref: FromPath[str]) -> Page:
    district, row = district_of(request), await _mine(request, ref)
    form = await WithdrawalForm.read(request)

    async def act() -> Page:
        if form.is_valid:
            form.add(await withdraw(district.id, row["id"], form.draft(), by=actor_of(request), now=request.now))
        if not form.is_valid:
            return _withdrawal_page(request, row, ref, form, status=422)
        return redirect(request, district.path("mein-antrag"), _("Ihre Idee ist zurückgezogen."))

    return await once(request, act)


def _withdrawal_page(request: Request, row: Row, ref: str, form: WithdrawalForm, *, status: int = 200) -> Page:
    state = ProposalState(row["state"])
    return resident_page(
        request,
        "portal/new_withdrawal.html",
        status=status,
        row=row,
        number=ref,
        hindrances=problems_with_withdrawal(state),
        form=form,
    )


async def _mine(request: Request, ref: str) -> Row:
    """Only what the visitor handed in exists for the visitor."""
    numbered = read_reference(ref)
    person = current_visitor(request).person
    row = await queries.of_applicant(district_of(request).id, person, *numbered) if numbered else None
    if row is None:
        raise NotFound
    return row


def _shown(row: Row, known: Known, now: datetime) -> dict[str, Any]:
    state, items = ProposalState(row["state"]), known.items.get(row["version"], [])
    asked = known.asked.get(row["id"])
    return {
        "row": row,
        "number": reference(row["year"], row["number"]),
        "standing": standing(state),
        "is_waiting": state in WAITING and row["held_at"] is not None and row["held_at"] > now,
        "may_withdraw": state in WITHDRAWABLE,
        "is_funded": state in FUNDED,
        "asked": asked,
        "is_overdue": asked is not None and asked["due_at"] <= now,
        "items": items,
        "files": known.files.get(row["version"], []),
        "versions": known.versions.get(row["id"], []),
        "letters": [
            {**letter, "ref": reference(letter["year"], letter["number"]), "service": service_of(letter)}
            for letter in known.letters
            if letter["proposal"] == row["id"]
        ],
        "total": sum(item["sum_cents"] for item in items),
    }


router = Router(
    "/{slug:str}/mein-antrag",
    route_handlers=[
        show_my_proposals,
        create_choice,
        show_my_version,
        new_my_withdrawal,
        create_my_withdrawal,
    ],
)
