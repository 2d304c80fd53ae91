"""Signing in: password, then the second factor, set up first where there is none. `weiter`: where one wanted to go."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, Router, get, post

from kiezfonds.accounts import second_factors, signing_in
from kiezfonds.accounts.arrivals import device_here, factor_picture, home_of, place_here, safe_target, session_cookie
from kiezfonds.accounts.forms import CodeForm, PasswordForm, RecoveryForm, SignInForm
from kiezfonds.accounts.guards import current_newcomer, district_of, newcomer_of, public
from kiezfonds.accounts.guards import signing_in as signing_in_at
from kiezfonds.accounts.rules import Step
from kiezfonds.accounts.sessions import visitor
from kiezfonds.districts.pages import public_page
from kiezfonds.web.forms import Form
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

PAGES = {Step.PASSWORD: "passwort", Step.FACTOR: "zweiter-faktor", Step.CODE: "code"}


@get("/", opt=public())
async def new_sign_in(request: Request) -> Response[str]:
    """Whoever is at a later step goes there; „Von vorn anfangen“ comes back here."""
    district, target = district_of(request), safe_target(request.query_params.get("weiter", ""))
    half_in = await newcomer_of(request)
    if half_in and not request.query_params.get("neu"):
        return redirect(request, _step_path(request, half_in.step, target))
    return public_page(request, district, "accounts/sign_in.html", form=SignInForm(), target=target)


@post("/", opt=public(), status_code=303)
async def create_sign_in(request: Request) -> Response[str]:
    district, target = district_of(request), await _target(request)
    form = await SignInForm.read(request)
    if form.is_valid:
        token, problems = await signing_in.sign_in(
            district.id,
            form.values["email"],
            form.values["password"],
            request.now,
            place=place_here(request),
            device=device_here(request),
        )
        if not problems:
            return redirect(
                request, _here(request, "anmelden", target), cookies=(session_cookie(request, "office", token),)
            )
        form.add(problems)
    return public_page(request, district, "accounts/sign_in.html", status=422, form=form, target=target)


@get("/passwort", opt=signing_in_at(Step.PASSWORD))
async def new_password(request: Request) -> Response[str]:
    return _page(request, "accounts/choose_password.html", form=PasswordForm(), target="")


@post("/passwort", opt=signing_in_at(Step.PASSWORD), status_code=303)
async def create_password(request: Request) -> Response[str]:
    form = await PasswordForm.read(request)
    if form.is_valid:
        token, problems = await signing_in.choose_password(
            current_newcomer(request), form.values["password"], request.now, device_here(request)
        )
        if not problems:
            opened = session_cookie(request, "office", token)
            return redirect(request, _here(request, "anmelden"), _("Ihr Passwort ist gesetzt."), cookies=(opened,))
        form.add(problems)
    return _page(request, "accounts/choose_password.html", status=422, form=form, target="")


@get("/zweiter-faktor", opt=signing_in_at(Step.FACTOR))
async def new_factor(request: Request) -> Response[str]:
    target = safe_target(request.query_params.get("weiter", ""))
    return _page(request, "accounts/new_factor.html", form=CodeForm(), target=target, **_proposal(request))


@post("/zweiter-faktor", opt=signing_in_at(Step.FACTOR), status_code=200)
async def create_factor(request: Request) -> Response[str]:
    """The recovery codes are shown on this one page: only their hashes are kept."""
    who, target = current_newcomer(request), await _target(request)
    form = await CodeForm.read(request)
    if form.is_valid:
        salt = second_factors.proposed_salt(request.key, who.session, None)
        token, codes, problems = await signing_in.begin_factor(
            who, salt, form.values["code"], key=request.key, now=request.now, device=device_here(request)
        )
        if not problems:
            to = await _first_page(request, token, target)
            page = _page(request, "accounts/recovery_codes.html", codes=codes, onward=to)
            page.cookies.append(session_cookie(request, "office", token))
            return page
        form.add(problems)
    return _page(request, "accounts/new_factor.html", status=422, form=form, target=target, **_proposal(request))


@get("/code", opt=signing_in_at(Step.CODE))
async def new_code(request: Request) -> Response[str]:
    target = safe_target(request.query_params.get("weiter", ""))
    return _page(request, "accounts/code.html", form=CodeForm(), recovery_form=RecoveryForm(), target=target)


@post("/code", opt=signing_in_at(Step.CODE), status_code=303)
async def create_code(request: Request) -> Response[str]:
    district, who, target = district_of(request), current_newcomer(request), await _target(request)
    with_recovery = "recovery" in await request.form()
    form: Form = await (RecoveryForm if with_recovery else CodeForm).read(request)
    if form.is_valid:
        typed = form.values["recovery" if with_recovery else "code"]
        token, problems = await signing_in.pass_code(
            who, typed, key=request.key, now=request.now, device=device_here(request)
        )
        if not problems:
            to = await _first_page(request, token, target)
            left = await second_factors.recovery_codes_left(district.id, who.person)
            said = _("Noch {n} Ersatz-Codes. Neue erzeugen Sie unter „Konto“.").format(n=left) if with_recovery else ""
            return redirect(request, to, said, kind="warning", cookies=(session_cookie(request, "office", token),))
        form.add(problems)
    forms = {"form": form, "recovery_form": form if with_recovery else RecoveryForm()}
    return _page(request, "accounts/code.html", status=422, target=target, with_recovery=with_recovery, **forms)


def _proposal(request: Request) -> dict[str, Any]:
    who = current_newcomer(request)
    salt = second_factors.proposed_salt(request.key, who.session, None)
    issuer = f"Kiezfonds {district_of(request).name}"
    return factor_picture(second_factors.secret_of(request.key, salt), who.email, issuer)


def _page(request: Request, template: str, *, status: int = 200, **context: Any) -> Response[str]:
    return public_page(request, district_of(request), template, status=status, kind="office", **context)


async def _first_page(request: Request, token: str, target: str) -> str:
    district = district_of(request)
    return target or home_of(district, await visitor(token, "office", district.id, request.now))


async def _target(request: Request) -> str:
    return safe_target(str((await request.form()).get("weiter", "")))


def _step_path(request: Request, step: Step, target: str) -> str:
    return _here(request, f"anmelden/{PAGES[step]}", target)


def _here(request: Request, page: str, target: str = "") -> str:
    path = district_of(request).path(page)
    return f"{path}?{urlencode({'weiter': target}, safe='/')}" if target else path


router = Router(
    "/{slug:str}/anmelden",
    route_handlers=[
        new_sign_in,
        create_sign_in,
        new_password,
        create_password,
        new_factor,
        create_factor,
        new_code,
        create_code,
    ],
)
