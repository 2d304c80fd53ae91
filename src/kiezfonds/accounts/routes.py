"""Signing in and out, redeeming a link, setting a password."""

from litestar import Response, Router, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath

from kiezfonds.accounts import actions
from kiezfonds.accounts.forms import PasswordForm, SignInForm
from kiezfonds.accounts.guards import actor_of, current_visitor, district_of, office, public
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import LIFETIME
from kiezfonds.accounts.sessions import end_session, link_of, redeem
from kiezfonds.districts.pages import public_page
from kiezfonds.districts.queries import tenant_by_id
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request
from kiezfonds.web.session import cookie


@get("/{slug:str}/anmelden", opt=public())
async def new_sign_in(request: Request) -> Response[str]:
    form = SignInForm()
    target = safe_target(request.query_params.get("weiter", ""))
    return public_page(request, district_of(request), "accounts/sign_in.html", form=form, target=target)


@post("/{slug:str}/anmelden", opt=public(), status_code=303)
async def create_sign_in(request: Request) -> Response[str]:
    district = district_of(request)
    form = await SignInForm.read(request)
    data = await request.form()
    target = safe_target(str(data.get("weiter", "")))
    if form.is_valid:
        token, problems = await actions.sign_in(district.id, form.values["email"], form.values["password"], request.now)
        if not problems:
            to = target or district.path("buero")
            return redirect(request, to, cookies=(session_cookie(request, "office", token),))
        form.add(problems)
    return public_page(request, district, "accounts/sign_in.html", status=422, form=form, target=target)


@post("/{slug:str}/abmelden", opt=public(), status_code=303)
async def delete_session(request: Request) -> Response[str]:
    """Ends every session this browser holds in this house."""
    for token in request.sessions.values():
        await end_session(token, request.now)
    secure = request.settings.is_https
    gone = tuple(cookie(kind, "", is_https=secure, max_age=0) for kind in LIFETIME)
    return redirect(request, district_of(request).home, _("Sie sind abgemeldet."), cookies=gone)


@get("/{slug:str}/buero/passwort", opt=office())
async def edit_password(request: Request) -> Response[str]:
    return office_page(request, "accounts/password.html", form=PasswordForm())


@post("/{slug:str}/buero/passwort", opt=office(), status_code=303)
async def update_password(request: Request) -> Response[str]:
    district, me = district_of(request), current_visitor(request)
    form = await PasswordForm.read(request)
    if form.is_valid and form.values["password"] != form.values["repeated"]:
        form.add([Problem(N_("Die beiden Passwörter sind nicht gleich."), field="repeated")])
    if form.is_valid:
        form.add(
            await actions.set_password(
                district.id,
                me.person,
                form.values["password"],
                by=actor_of(request),
                now=request.now,
                session=me.session,
            )
        )
    if not form.is_valid:
        return office_page(request, "accounts/password.html", status=422, form=form)
    return redirect(request, district.path("buero"), _("Ihr Passwort ist gesetzt."))


@get("/l/{token:str}", opt=public())
async def show_link(request: Request, token: FromPath[str]) -> Response[str]:
    """Shows one button; previews and scanners of mail programs use up nothing."""
    link = await link_of(token, request.now)
    district = await tenant_by_id(int(str(link["district"]))) if link else None
    if link is None or district is None:
        raise NotFound(_("Dieser Link gilt nicht mehr. Bitte fragen Sie die Geschäftsstelle nach einem neuen."))
    return public_page(request, district, "accounts/link.html", purpose=link["purpose"], token=token)


@post("/l/{token:str}", opt=public(), status_code=303)
async def create_link_use(request: Request, token: FromPath[str]) -> Response[str]:
    redeemed = await redeem(token, request.now)
    if redeemed is None:
        raise NotFound(_("Dieser Link gilt nicht mehr. Bitte fragen Sie die Geschäftsstelle nach einem neuen."))
    link, session = redeemed
    opened = session_cookie(request, str(link["kind"]), session)
    return redirect(request, str(link["target"]), cookies=(opened,))


def session_cookie(request: Request, kind: str, token: str) -> Cookie:
    lifetime = int(LIFETIME[kind].total_seconds())
    return cookie(kind, token, is_https=request.settings.is_https, max_age=lifetime)


def safe_target(raw: str) -> str:
    """Only a path of ours: begins with one slash, no backslash, no second slash."""
    is_path = raw.startswith("/") and not raw.startswith("//") and "\\" not in raw and raw.isprintable()
    return raw if is_path else ""


router = Router(
    "/",
    route_handlers=[
        new_sign_in,
        create_sign_in,
        delete_session,
        edit_password,
        update_password,
        show_link,
        create_link_use,
    ],
)
