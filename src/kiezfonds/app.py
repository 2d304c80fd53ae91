"""The application: its routers, its error pages, its start and its end. The table of contents of the product."""

import contextlib
import os
import secrets
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from litestar import Litestar, Response, get
from litestar.exceptions import HTTPException

from kiezfonds.accounts.access_pages import router as access
from kiezfonds.accounts.account_routes import router as my_account
from kiezfonds.accounts.guards import public, require_access
from kiezfonds.accounts.member_routes import router as team_member
from kiezfonds.accounts.routes import router as accounts
from kiezfonds.accounts.sign_in_routes import router as sign_in
from kiezfonds.accounts.team_routes import router as team
from kiezfonds.backoffice.mail_routes import router as mails
from kiezfonds.backoffice.routes import router as backoffice
from kiezfonds.database.changes import Hub
from kiezfonds.database.migrating import pending
from kiezfonds.database.work import close_database, open_database
from kiezfonds.districts.pages import site_of
from kiezfonds.districts.queries import tenant
from kiezfonds.documents.press import close_press
from kiezfonds.home.routes import router as home
from kiezfonds.imprints.report_routes import router as barrier_reports
from kiezfonds.imprints.routes import router as imprints
from kiezfonds.imprints.settings_routes import router as office_settings
from kiezfonds.juries.access_routes import router as jury_access
from kiezfonds.juries.member_routes import router as jury_members
from kiezfonds.juries.routes import router as juries
from kiezfonds.ledger.routes import router as ledger
from kiezfonds.meetings.routes import router as meetings
from kiezfonds.minutes.reading_routes import router as minutes_read
from kiezfonds.minutes.routes import router as minutes
from kiezfonds.notices.routes import router as notices
from kiezfonds.portal.juror_routes import router as my_jury
from kiezfonds.portal.routes import router as my_proposals
from kiezfonds.proposals.applicant_routes import router as applicants
from kiezfonds.proposals.attachment_routes import router as attachments
from kiezfonds.proposals.change_routes import router as changes
from kiezfonds.proposals.check_routes import router as formal_checks
from kiezfonds.proposals.extension_pages import router as extensions
from kiezfonds.proposals.idea_files import router as idea_files
from kiezfonds.proposals.idea_routes import router as ideas
from kiezfonds.proposals.routes import router as proposals
from kiezfonds.proposals.sending_routes import router as sending
from kiezfonds.records.routes import router as erasures
from kiezfonds.rounds.routes import router as rounds
from kiezfonds.scoring.conflict_routes import router as conflicts
from kiezfonds.scoring.picture_routes import router as jury_pictures
from kiezfonds.scoring.routes import router as papers
from kiezfonds.settings import Settings, SettingsError
from kiezfonds.transparency.meeting_routes import router as public_meetings
from kiezfonds.transparency.picture_routes import router as public_pictures
from kiezfonds.transparency.routes import router as transparency
from kiezfonds.web.assets import StaticFiles
from kiezfonds.web.clock import Clock, system_clock
from kiezfonds.web.csrf import SAFE_METHODS, is_token
from kiezfonds.web.errors import NotAllowed, NotFound, Refusal, SignInNeeded
from kiezfonds.web.forms import typed_in
from kiezfonds.web.headers import AsgiApp, Front
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.live import Renderings
from kiezfonds.web.muster_routes import router as muster
from kiezfonds.web.pages import redirect, set_asset_address
from kiezfonds.web.problems import broken, http_error, refused
from kiezfonds.web.requests import Request

STATIC = Path(__file__).with_name("static")
MAX_BODY = 2_000_000
KEY_BYTES = 32
ROUTERS = (
    access,
    accounts,
    applicants,
    attachments,
    backoffice,
    barrier_reports,
    changes,
    conflicts,
    erasures,
    extensions,
    formal_checks,
    home,
    idea_files,
    ideas,
    imprints,
    juries,
    jury_access,
    jury_members,
    jury_pictures,
    ledger,
    mails,
    meetings,
    minutes,
    minutes_read,
    muster,
    my_account,
    my_jury,
    my_proposals,
    notices,
    office_settings,
    papers,
    proposals,
    public_meetings,
    public_pictures,
    rounds,
    sending,
    sign_in,
    team,
    team_member,
    transparency,
)


def create_app(settings: Settings, clock: Clock = system_clock) -> AsgiApp:
    """The whole product as one ASGI application; opening and closing the database is part of its lifespan."""
    static = StaticFiles(STATIC, settings.data / ".cache")
    set_asset_address(static.asset_url)
    litestar = Litestar(
        route_handlers=[show_health, show_foreign, *ROUTERS],
        request_class=Request,
        guards=[require_access],
        before_request=check_token,  # type: ignore[arg-type]  # takes our own request class
        lifespan=[_running],
        after_exception=[find_place],
        exception_handlers={
            Refusal: with_place(refused),
            SignInNeeded: sign_in_first,  # type: ignore[dict-item]  # handlers take our own request class
            HTTPException: with_place(http_error),
            Exception: with_place(broken),
        },
        openapi_config=None,
        logging_config=None,
        request_max_body_size=MAX_BODY,
    )
    litestar.state.settings = settings
    litestar.state.clock = clock
    litestar.state.key = server_key(settings.data)
    return Front(litestar, settings, static)


@contextlib.asynccontextmanager
async def _running(app: Litestar) -> AsyncIterator[None]:
    await open_database()
    hub = app.state.hub = Hub()
    app.state.renderings = Renderings(hub)
    await hub.open()
    try:
        yield
    finally:
        await hub.close()
        await close_press()
        await close_database()


@get("/healthz", opt=public(), media_type="text/plain")
async def show_health() -> Response[str]:
    """200 when the database answers and every migration has run; otherwise 503 and one plain line."""
    try:
        waiting = await pending()
    except Exception as error:  # noqa: BLE001 - whatever it is, the answer is 503 and its name
        return Response(f"database: {type(error).__name__}\n", status_code=503)
    if waiting:
        return Response(f"migrations waiting: {', '.join(waiting)}\n", status_code=503)
    return Response("ok\n")


@get("/fremd", opt=public())
async def show_foreign(request: Request) -> Response[str]:
    """Where a request from a foreign page ends."""
    if not request.scope.get("kf_refused"):
        raise NotFound
    raise NotAllowed(_("Diese Anfrage kam nicht von unserer Seite. Bitte öffnen Sie die Seite neu."))


async def check_token(request: Request) -> None:
    """Every unsafe request carries the token of one of this browser's sessions."""
    if request.method in SAFE_METHODS:
        return
    token = request.headers.get("x-csrf-token") or str((await request.form()).get("_csrf", ""))
    if not is_token(request.key, token, request.sessions):
        raise NotAllowed(
            _("Die Seite war zu lange offen. Was Sie eingegeben haben, ist noch da: Bitte senden Sie es noch einmal."),
            typed=await typed_in(request),
        )


def sign_in_first(request: Request, needed: SignInNeeded) -> Response[str]:
    """Staff go to the sign-in page and come back, residents to code and PIN; jurors are told to use their link."""
    slug = request.path_params.get("slug")
    if needed.kind == "office" and slug and needed.typed:
        text = _("Ihre Sitzung ist zu Ende. Was Sie eingegeben haben, ist noch da.")
        return with_place(refused)(request, NotAllowed(text, typed=needed.typed), sign_in=f"/{slug}/anmelden")
    if needed.kind == "office" and slug:
        return redirect(request, f"/{slug}/anmelden?{urlencode({'weiter': needed.path}, safe='/')}")
    if needed.kind == "resident" and slug:
        return redirect(request, f"/{slug}/mein-antrag/zugang")
    text = _("Bitte öffnen Sie die Seite über Ihren persönlichen Link. Haben Sie ihn nicht mehr? Rufen Sie uns an.")
    return with_place(refused)(request, NotAllowed(text))


async def find_place(error: Exception, scope: Any) -> None:
    """An address that does not exist may still lie in a district, whose office can be called."""
    state = scope.setdefault("state", {})
    if isinstance(error, HTTPException) and not state.get("district"):
        state["district"] = await tenant(str(scope["path"]).split("/")[1])


def with_place(page: Callable[..., Response[str]]) -> Callable[..., Response[str]]:
    """The error page under the name of the district, with its telephone, where the address has one."""

    def placed(request: Request, error: Exception, **more: Any) -> Response[str]:
        district = request.state.get("district")
        return page(request, error, **({"site": site_of(request, district)} if district else {}), **more)

    return placed


def server_key(data: Path) -> bytes:
    """The secret key of this installation: made once, readable by its owner only.

    Of two processes that start at once the first to link its key wins; nobody ever reads half a key.
    """
    path = data / "key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        offer = data / f".key-{secrets.token_hex(8)}"
        with os.fdopen(os.open(offer, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(offer, path)
        offer.unlink()
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise SettingsError(f"{path} is damaged: it should hold {KEY_BYTES} bytes and holds {len(key)}")
    return key
