"""The page of a precondition: whether it is met, said once by the coordination office."""

from litestar import Response, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import berlin_day
from kiezfonds.meetings.conditions import condition
from kiezfonds.meetings.vocabulary import Outcome
from kiezfonds.notices.conditions import settle_condition
from kiezfonds.notices.forms import ConditionForm
from kiezfonds.notices.queries import case_by_resolution
from kiezfonds.proposals.rules import reference
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
COORDINATOR = office(Role.COORDINATOR)


@get("/{resolution:int}", opt=COORDINATOR)
async def new_condition_outcome(request: Request, resolution: FromPath[int]) -> Page:
    return await _page(request, resolution, ConditionForm())


@post("/{resolution:int}", opt=COORDINATOR, status_code=303)
async def create_condition_outcome(request: Request, resolution: FromPath[int]) -> Page:
    district, form = district_of(request), await ConditionForm.read(request)
    if await condition(district.id, resolution) is None:
        raise NotFound

    async def act() -> Page:
        if form.is_valid:
            outcome, note = Outcome(form.values["outcome"]), form.values["note"]
            form.add(await settle_condition(district, resolution, outcome, note, by=actor_of(request), now=request.now))
        if not form.is_valid:
            return await _page(request, resolution, form)
        return redirect(request, district.path("buero", "bedingungen", resolution), _("Das ist festgehalten."))

    return await once(request, act)


async def _page(request: Request, resolution: int, form: ConditionForm) -> Page:
    district = district_of(request).id
    found, case = await condition(district, resolution), await case_by_resolution(district, resolution)
    if found is None or case is None:
        raise NotFound
    due_on = found["condition_due_on"]
    return office_page(
        request,
        "notices/condition.html",
        status=422 if form.has_errors else 200,
        condition=found,
        case=case,
        ref=reference(found["year"], found["proposal_number"]),
        letter=reference(case["notice_year"], case["notice_number"]) if case["issued_at"] else "",
        is_overdue=due_on is not None and due_on < berlin_day(request.now) and not found["outcome"],
        form=form,
    )


HANDLERS = [new_condition_outcome, create_condition_outcome]
