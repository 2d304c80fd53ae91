"""The formal check: one page with the checklist of the rule set; kept open, or decided in one of three ways."""

from datetime import date
from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import berlin_day
from kiezfonds.proposals import actions, casework, changes, queries
from kiezfonds.proposals.attachments import attachments
from kiezfonds.proposals.comparing import last_changes
from kiezfonds.proposals.forms import CheckForm
from kiezfonds.proposals.handling import due_by_default
from kiezfonds.proposals.pages import proposal_of
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import TO_CHECK, reference
from kiezfonds.proposals.twins import twins
from kiezfonds.rounds.queries import rules_of
from kiezfonds.rounds.rules import FundRules
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
WORKS = (Role.COORDINATOR, Role.DISTRICT_OFFICE)
MOST_TWINS = 8


@get("/", opt=office(*WORKS))
async def edit_check(request: Request, ref: FromPath[str]) -> Page:
    row = await proposal_of(request, ref)
    rules = await _rules(request, row)
    known = await queries.check_answers(district_of(request).id, row["version"])
    due_on = due_by_default(berlin_day(request.now), rules.change_days, _deadline_on(row))
    return await _check_page(request, row, rules, CheckForm(_points(rules), known, due_on=due_on))


@post("/", opt=office(*WORKS), status_code=303)
async def update_check(request: Request, ref: FromPath[str]) -> Page:
    """One form, four buttons: keep the answers, admit, ask for changes, reject formally."""
    row = await proposal_of(request, ref)
    rules = await _rules(request, row)
    form = CheckForm(_points(rules), {})
    form.fill({name: [str(value)] for name, value in (await request.form()).items() if isinstance(value, str)})

    async def act() -> Page:
        done = await _decided(request, row, form) if form.is_valid else ""
        if not form.is_valid:
            return await _check_page(request, row, rules, form, status=422)
        return redirect(request, district_of(request).path("buero", "antraege", ref), done)

    return await once(request, act)


async def _decided(request: Request, row: Row, form: CheckForm) -> str:
    """Carries out the button that was pressed; what stands against it goes into the form."""
    district, by, now = district_of(request), actor_of(request), request.now
    decision = (await request.form()).get("decision")
    if decision == "admit":
        form.add(await actions.admit(district.id, row["id"], form.answers(), by=by, now=now))
        return _("Der Antrag ist zugelassen. Die Jury kann ihn jetzt lesen.")
    if decision == "request":
        draft, base_url = form.change_draft(), request.settings.base_url
        if draft is not None:
            form.add(
                await changes.request_changes(
                    district, row["id"], form.answers(), draft, by=by, now=now, base_url=base_url
                )
            )
        return _requested(row)
    if decision == "reject":
        reason, clause = form.values["reason"], form.values["clause"]
        form.add(
            await actions.reject_formally(district.id, row["id"], form.answers(), reason, by=by, now=now, clause=clause)
        )
        return _("Der Antrag ist formal abgelehnt. Bitte schreiben Sie jetzt den Brief mit dem Grund.")
    form.add(await actions.save_answers(district.id, row["id"], form.answers(), by=by, now=now))
    return _("Die Antworten sind gespeichert.")


def _requested(row: Row) -> str:
    if row["applicant_email"]:
        return _("Die Nachbesserung ist erbeten. Eine E-Mail ist unterwegs.")
    return _("Die Nachbesserung ist erbeten. Es gibt keine E-Mail-Adresse: Bitte rufen Sie an oder schreiben Sie.")


async def _check_page(request: Request, row: Row, rules: FundRules, form: CheckForm, *, status: int = 200) -> Page:
    district = district_of(request).id
    items = await queries.cost_items(district, row["version"])
    others = await casework.proposals_of_year(district, row["year"], row["id"])
    context: dict[str, Any] = {
        "proposal": row,
        "number": reference(row["year"], row["number"]),
        "checklist": rules.checklist,
        "items": items,
        "total": sum(item["sum_cents"] for item in items),
        "files": await attachments(district, row["version"]),
        "twins": [(twin, reference(twin.row["year"], twin.row["number"])) for twin in twins(row, others)[:MOST_TWINS]],
        "changes": await last_changes(district, row["id"]),
        "is_to_check": row["state"] in TO_CHECK,
        "form": form,
    }
    return office_page(request, "proposals/check.html", status=status, **context)


async def _rules(request: Request, row: Row) -> FundRules:
    return (await rules_of(district_of(request).id, row["fund"])).fund


def _deadline_on(row: Row) -> date | None:
    return berlin_day(row["deadline_at"]) if row["deadline_at"] else None


def _points(rules: FundRules) -> list[tuple[str, str]]:
    return [(point.point, point.text) for point in rules.checklist]


router = Router("/{slug:str}/buero/antraege/{ref:str}/formpruefung", route_handlers=[edit_check, update_check])
