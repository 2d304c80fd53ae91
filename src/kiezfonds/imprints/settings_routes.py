"""The office's settings: one page for each thing it says about itself."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.ground.text import N_
from kiezfonds.imprints import actions, queries
from kiezfonds.imprints.forms import FORMS, PartForm
from kiezfonds.imprints.rules import AUTHORITY, Part, missing
from kiezfonds.web.errors import NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

Page = Response[str]
SETS = (Role.ADMINISTRATOR, Role.DISTRICT_OFFICE)
TITLES = {
    Part.OFFICE: N_("Geschäftsstelle"),
    Part.IMPRINT: N_("Impressum"),
    Part.PRIVACY: N_("Datenschutz"),
    Part.ACCESSIBILITY: N_("Erklärung zur Barrierefreiheit"),
    Part.MAIL: N_("Absender der E-Mails"),
}
LEADS = {
    Part.OFFICE: N_("Steht unten auf jeder Seite, auf jedem Brief und in jeder E-Mail."),
    Part.IMPRINT: N_("Was § 5 DDG verlangt. Die Anschrift kommt von der Geschäftsstelle."),
    Part.PRIVACY: N_("Was Art. 13 DSGVO verlangt. Wozu welche Daten gebraucht werden, steht schon auf der Seite."),
    Part.ACCESSIBILITY: N_("Was § 5 BIKTG Bln verlangt. Einmal im Jahr neu prüfen."),
    Part.MAIL: N_("Wie Ihre E-Mails im Postfach heißen und wohin Antworten gehen."),
}


@get("/", opt=office(*SETS))
async def show_settings(request: Request) -> Page:
    facts = await _facts(request)
    parts = [
        {"part": part.value, "title": _(TITLES[part]), "lacks": [_(name) for name in missing(part, facts)]}
        for part in Part
    ]
    return office_page(request, "imprints/settings.html", parts=parts)


@get("/{part:str}", opt=office(*SETS))
async def edit_settings(request: Request, part: FromPath[str]) -> Page:
    known = _part(part)
    facts = await _facts(request)
    if known is Part.PRIVACY and not facts["authority"]:
        facts["authority"] = AUTHORITY
    form_class = FORMS[known]
    form = form_class(**{name: facts[name] or None for name in form_class.fields})
    return _part_page(request, known, form)


@post("/{part:str}", opt=office(*SETS), status_code=303)
async def update_settings(request: Request, part: FromPath[str]) -> Page:
    known, district = _part(part), district_of(request)
    form = await FORMS[known].read(request)
    if form.is_valid:
        form.add(await actions.save_part(district.id, known, form.facts(), by=actor_of(request), now=request.now))
    if not form.is_valid:
        return _part_page(request, known, form, status=422)
    return redirect(request, district.path("buero", "einstellungen"), _("Gespeichert."))


async def _facts(request: Request) -> dict[str, Any]:
    district = district_of(request)
    return {**vars(district), **await queries.imprint(district.id), **await queries.mail_names(district.id)}


def _part(raw: str) -> Part:
    try:
        return Part(raw)
    except ValueError as error:
        raise NotFound from error


def _part_page(request: Request, part: Part, form: PartForm, *, status: int = 200) -> Page:
    fields = [form.bound(name) for name in form.fields]
    return office_page(
        request,
        "imprints/edit.html",
        status=status,
        form=form,
        fields=fields,
        part=part.value,
        title=_(TITLES[part]),
        lead=_(LEADS[part]),
        sender=request.settings.mail_from if part is Part.MAIL else "",
    )


router = Router("/{slug:str}/buero/einstellungen", route_handlers=[show_settings, edit_settings, update_settings])
