"""One's own account: devices that are signed in, password, second factor, recovery codes."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts import queries, second_factors, team
from kiezfonds.accounts.actions import change_name, change_password
from kiezfonds.accounts.arrivals import factor_picture
from kiezfonds.accounts.devices import SPOKEN, UNKNOWN, parts_of
from kiezfonds.accounts.forms import ChangePasswordForm, CurrentCodeForm, NameForm, NewAppForm
from kiezfonds.accounts.guards import actor_of, current_visitor, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.accounts.sessions import end_own_session, open_sessions
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
EVERYONE = tuple(Role)
HERE = ("buero", "konto")


@get("/konto", opt=office(*EVERYONE))
async def show_account(request: Request) -> Page:
    district, me = district_of(request).id, current_visitor(request)
    found = await open_sessions(district, me.person, request.now)
    devices = [{**row, "device": device_words(row["device"]), "is_this": row["id"] == me.session} for row in found]
    return office_page(
        request,
        "accounts/account.html",
        devices=devices,
        account=await queries.staff_account(district, me.person),
        roles=sorted(me.roles, key=EVERYONE.index),
        factor=await second_factors.factor_of(district, me.person),
        codes_left=await second_factors.recovery_codes_left(district, me.person),
    )


@post("/konto/geraete/{number:int}/abmeldung", opt=office(*EVERYONE), status_code=303)
async def delete_device(request: Request, number: FromPath[int]) -> Page:
    """Only one's own; a session that is over is as good as ended."""
    district, me = district_of(request), current_visitor(request)
    if not await end_own_session(district.id, me.person, number, request.now):
        raise NotFound
    return redirect(request, district.path(*HERE), _("Das Gerät ist abgemeldet."))


@post("/konto/geraete/abmeldung", opt=office(*EVERYONE), status_code=303)
async def delete_other_devices(request: Request) -> Page:
    district, me = district_of(request), current_visitor(request)
    await team.end_sessions(district.id, me.person, kept=me.session, by=actor_of(request), now=request.now)
    return redirect(request, district.path(*HERE), _("Alle anderen Geräte sind abgemeldet."))


@get("/konto/name", opt=office(*EVERYONE))
async def edit_name(request: Request) -> Page:
    return office_page(request, "accounts/name.html", form=NameForm(name=current_visitor(request).name))


@post("/konto/name", opt=office(*EVERYONE), status_code=303)
async def update_name(request: Request) -> Page:
    district, form = district_of(request), await NameForm.read(request)
    if not form.is_valid:
        return office_page(request, "accounts/name.html", status=422, form=form)
    person, name = current_visitor(request).person, form.values["name"]
    await change_name(district.id, person, name, by=actor_of(request), now=request.now)
    return redirect(request, district.path(*HERE), _("Ihr Name ist geändert."))


@get("/passwort", opt=office(*EVERYONE))
async def edit_password(request: Request) -> Page:
    return office_page(request, "accounts/password.html", form=ChangePasswordForm())


@post("/passwort", opt=office(*EVERYONE), status_code=303)
async def update_password(request: Request) -> Page:
    district, me = district_of(request), current_visitor(request)
    form = await ChangePasswordForm.read(request)
    if form.is_valid:
        form.add(
            await change_password(
                district.id,
                me.person,
                form.values["old"],
                form.values["password"],
                by=actor_of(request),
                now=request.now,
                session=me.session,
            )
        )
    if not form.is_valid:
        return office_page(request, "accounts/password.html", status=422, form=form)
    said = _("Ihr Passwort ist gesetzt. Alle anderen Geräte sind abgemeldet.")
    return redirect(request, district.path(*HERE), said)


@get("/konto/zweiter-faktor", opt=office(*EVERYONE))
async def edit_factor(request: Request) -> Page:
    return await _factor_page(request, NewAppForm())


@post("/konto/zweiter-faktor", opt=office(*EVERYONE), status_code=200)
async def update_factor(request: Request) -> Page:
    """Shows the new recovery codes on this one page."""
    district, me = district_of(request).id, current_visitor(request)
    known = await second_factors.factor_of(district, me.person)
    form = await NewAppForm.read(request)
    if known is None:
        form.field_errors.pop("current", None)
    if form.is_valid:
        salt = second_factors.proposed_salt(request.key, me.session, known)
        codes, problems = await second_factors.set_up(
            district,
            me.person,
            salt,
            form.values["code"],
            form.values.get("current") or "",
            key=request.key,
            by=actor_of(request),
            now=request.now,
        )
        if not problems:
            return _codes_page(request, codes)
        form.add(problems)
    return await _factor_page(request, form, status=422)


@get("/konto/ersatz-codes", opt=office(*EVERYONE))
async def edit_recovery_codes(request: Request) -> Page:
    return office_page(request, "accounts/edit_recovery_codes.html", form=CurrentCodeForm())


@post("/konto/ersatz-codes", opt=office(*EVERYONE), status_code=200)
async def update_recovery_codes(request: Request) -> Page:
    form = await CurrentCodeForm.read(request)
    if form.is_valid:
        codes, problems = await second_factors.renew_recovery_codes(
            district_of(request).id,
            current_visitor(request).person,
            form.values["current"],
            key=request.key,
            by=actor_of(request),
            now=request.now,
        )
        if not problems:
            return _codes_page(request, codes)
        form.add(problems)
    return office_page(request, "accounts/edit_recovery_codes.html", status=422, form=form)


def device_words(device: str) -> str:
    """„Firefox auf Windows“"""
    browser, system = parts_of(device)
    if browser and system:
        return _(SPOKEN).format(browser=browser, system=system)
    return browser or _(UNKNOWN)


def _codes_page(request: Request, codes: list[str]) -> Page:
    onward = district_of(request).path(*HERE)
    return office_page(request, "accounts/recovery_codes.html", codes=codes, onward=onward)


async def _factor_page(request: Request, form: NewAppForm, status: int = 200) -> Page:
    district, me = district_of(request), current_visitor(request)
    known = await second_factors.factor_of(district.id, me.person)
    secret = second_factors.secret_of(request.key, second_factors.proposed_salt(request.key, me.session, known))
    account = await queries.staff_account(district.id, me.person)
    picture: dict[str, Any] = factor_picture(secret, account["email"] if account else "", f"Kiezfonds {district.name}")
    return office_page(
        request, "accounts/edit_factor.html", status=status, form=form, has_factor=known is not None, **picture
    )


router = Router(
    "/{slug:str}/buero",
    route_handlers=[
        show_account,
        delete_device,
        delete_other_devices,
        edit_name,
        update_name,
        edit_password,
        update_password,
        edit_factor,
        update_factor,
        edit_recovery_codes,
        update_recovery_codes,
    ],
)
