"""One member of the team: roles, deputies, access."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts import deputies, queries, team
from kiezfonds.accounts.forms import DeputyForm, RolesForm, role_options
from kiezfonds.accounts.guards import current_visitor, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.database.work import Row
from kiezfonds.ground.actors import STAFF, Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import text_of
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
ADMINISTRATORS = office(Role.ADMINISTRATOR, is_hidden=True)
STATES = {"active": N_("aktiv"), "invited": N_("eingeladen"), "disabled": N_("gesperrt")}
SIGNS = {"active": "good", "invited": "waiting", "disabled": "wrong"}


@get("/{person:int}", opt=ADMINISTRATORS)
async def show_staff(request: Request, person: FromPath[int]) -> Page:
    return await _member_page(request, await _member(request, person))


@post("/{person:int}/aufgaben", opt=ADMINISTRATORS, status_code=303)
async def update_roles(request: Request, person: FromPath[int]) -> Page:
    member = await _member(request, person)
    form = await RolesForm.read(request)
    if form.is_valid:
        form.add(
            await team.set_roles(
                district_of(request).id, person, form.values["roles"], by=administrator_of(request), now=request.now
            )
        )
    if not form.is_valid:
        return await _member_page(request, member, roles_form=form, status=422)
    return _back(request, person, _("Die Aufgaben sind gespeichert. Sie gelten sofort."))


@post("/{person:int}/einladung", opt=ADMINISTRATORS, status_code=303)
async def create_invitation(request: Request, person: FromPath[int]) -> Page:
    await _member(request, person)

    async def act() -> Page:
        problems = await team.invite_again(district_of(request), person, **by_administrator(request))
        return _back(request, person, _("Der Link geht per E-Mail hinaus. Frühere gelten nicht mehr."), problems)

    return await once(request, act)


@post("/{person:int}/einladung/ruecknahme", opt=ADMINISTRATORS, status_code=303)
async def delete_invitation(request: Request, person: FromPath[int]) -> Page:
    await _member(request, person)
    problems = await team.withdraw_invitation(
        district_of(request).id, person, by=administrator_of(request), now=request.now
    )
    return _back(request, person, _("Die Einladung ist zurückgezogen."), problems)


@post("/{person:int}/sperre", opt=ADMINISTRATORS, status_code=303)
async def create_lock(request: Request, person: FromPath[int]) -> Page:
    await _member(request, person)
    problems = await team.disable(district_of(request).id, person, by=administrator_of(request), now=request.now)
    return _back(request, person, _("Der Zugang ist gesperrt."), problems)


@post("/{person:int}/freigabe", opt=ADMINISTRATORS, status_code=303)
async def delete_lock(request: Request, person: FromPath[int]) -> Page:
    await _member(request, person)
    await team.enable(district_of(request).id, person, by=administrator_of(request), now=request.now)
    return _back(request, person, _("Der Zugang ist wieder frei."))


@post("/{person:int}/abmeldung", opt=ADMINISTRATORS, status_code=303)
async def delete_sessions(request: Request, person: FromPath[int]) -> Page:
    await _member(request, person)
    await team.end_sessions(district_of(request).id, person, by=administrator_of(request), now=request.now)
    return _back(request, person, _("Die Person ist auf allen Geräten abgemeldet."))


@post("/{person:int}/zweiter-faktor", opt=ADMINISTRATORS, status_code=303)
async def delete_factor(request: Request, person: FromPath[int]) -> Page:
    await _member(request, person)
    await team.reset_factor(district_of(request).id, person, by=administrator_of(request), now=request.now)
    return _back(request, person, _("Beim nächsten Anmelden wird ein neuer zweiter Faktor eingerichtet."))


@post("/{person:int}/vertretungen", opt=ADMINISTRATORS, status_code=303)
async def create_deputyship(request: Request, person: FromPath[int]) -> Page:
    member = await _member(request, person)
    form = await DeputyForm.read(request, options=await _colleagues(request, person))

    async def act() -> Page:
        if form.is_valid:
            v = form.values
            form.add(
                await deputies.arrange_deputyship(
                    district_of(request).id,
                    person,
                    int(v["deputy"]),
                    v["from_on"],
                    v["until_on"],
                    by=administrator_of(request),
                    now=request.now,
                )
            )
        if not form.is_valid:
            return await _member_page(request, member, deputy_form=form, status=422)
        return _back(request, person, _("Die Vertretung ist eingetragen."))

    return await once(request, act)


@post("/{person:int}/vertretungen/{number:int}/ende", opt=ADMINISTRATORS, status_code=303)
async def delete_deputyship(request: Request, person: FromPath[int], number: FromPath[int]) -> Page:
    done = await deputies.end_deputyship(
        district_of(request).id, person, number, by=administrator_of(request), now=request.now
    )
    if not done:
        raise NotFound
    return _back(request, person, _("Die Vertretung ist beendet."))


def administrator_of(request: Request) -> Actor:
    """The act is an administrator's, whatever else this person is."""
    return Actor(STAFF, current_visitor(request).person, Role.ADMINISTRATOR.value)


def by_administrator(request: Request) -> dict[str, Any]:
    return {"base_url": request.settings.base_url, "by": administrator_of(request), "now": request.now}


async def _member(request: Request, person: int) -> Row:
    row = await queries.staff_member(district_of(request).id, person)
    if row is None:
        raise NotFound
    return row


async def _member_page(
    request: Request,
    member: Row,
    *,
    roles_form: RolesForm | None = None,
    deputy_form: DeputyForm | None = None,
    status: int = 200,
) -> Page:
    today, options = berlin_day(request.now), await _colleagues(request, member["id"])
    return office_page(
        request,
        "accounts/member.html",
        status=status,
        member=member,
        state="disabled" if member["disabled_at"] else "active" if member["has_password"] else "invited",
        states=STATES,
        signs=SIGNS,
        role_options=role_options(_),
        roles_form=roles_form or RolesForm(roles=member["roles"]),
        deputy_form=deputy_form or DeputyForm(options=options, from_on=today),
        form=roles_form or deputy_form,
        has_colleagues=bool(options["deputy"]),
        deputyships=await deputies.deputyships_of(district_of(request).id, member["id"], today),
        today=today,
    )


async def _colleagues(request: Request, person: int) -> dict[str, list[tuple[str, str]]]:
    everyone = await queries.active_staff(district_of(request).id)
    return {"deputy": [(str(row["id"]), row["name"]) for row in everyone if row["id"] != person]}


def _back(request: Request, person: int, said: str, problems: list[Problem] | None = None) -> Page:
    to = district_of(request).path("buero", "team", person)
    if problems:
        return redirect(request, to, " ".join(text_of(problem) for problem in problems), kind="danger")
    return redirect(request, to, said)


router = Router(
    "/{slug:str}/buero/team",
    route_handlers=[
        show_staff,
        update_roles,
        create_invitation,
        delete_invitation,
        create_lock,
        delete_lock,
        delete_sessions,
        delete_factor,
        create_deputyship,
        delete_deputyship,
    ],
)
