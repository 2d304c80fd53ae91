"""Pages for somebody who is signed in: the desk, the juror's pages, the applicant's pages."""

from typing import Any

from litestar import Response
from markupsafe import Markup

from kiezfonds.accounts.guards import current_visitor, district_of
from kiezfonds.accounts.rules import ACTING, READING, Role
from kiezfonds.districts.pages import nav_item, site_of
from kiezfonds.web.frames import render_framed
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import render
from kiezfonds.web.requests import Request


def office_page(request: Request, template: str, *, status: int = 200, **context: Any) -> Response[str]:
    """A page of the office's desk."""
    return render(request, template, status=status, kind="office", **_office_frame(request), **context)


def office_list(request: Request, template: str, **pieces: Markup) -> Response[str]:
    """A page of the desk that holds nothing of its own but these drawn pieces; its frame is kept."""
    me = current_visitor(request)
    return render_framed(
        request,
        template,
        pieces,
        kind="office",
        key=(district_of(request), me.person, me.name, me.roles, me.stands_in_for),
        context=lambda: _office_frame(request),
    )


def _office_frame(request: Request) -> dict[str, Any]:
    district, me = district_of(request), current_visitor(request)
    nav = []
    if me.has(*READING):
        nav += [
            nav_item(request, _("Heute"), district.path("buero")),
            nav_item(request, _("Fonds"), district.path("buero", "fonds")),
            nav_item(request, _("Anträge"), district.path("buero", "antraege")),
            nav_item(request, _("Jurys"), district.path("buero", "jurys")),
            nav_item(request, _("Sitzungen"), district.path("buero", "sitzungen")),
            nav_item(request, _("Briefe"), district.path("buero", "briefe")),
        ]
    if me.has(*ACTING):
        nav.append(nav_item(request, _("Post"), district.path("buero", "post")))
    if me.has(Role.ADMINISTRATOR):
        nav.append(nav_item(request, _("Team"), district.path("buero", "team")))
    if me.has(Role.ADMINISTRATOR, Role.DISTRICT_OFFICE):
        nav.append(nav_item(request, _("Einstellungen"), district.path("buero", "einstellungen")))
    can = {role.value: me.has(role) for role in Role}
    return {"site": site_of(request, district), "nav": nav, "district": district, "me": me, "can": can}


def juror_page(request: Request, template: str, *, status: int = 200, **context: Any) -> Response[str]:
    district = district_of(request)
    nav = [nav_item(request, _("Meine Jury"), district.path("jury"))]
    return render(
        request,
        template,
        status=status,
        kind="juror",
        site=site_of(request, district),
        nav=nav,
        district=district,
        me=current_visitor(request),
        **context,
    )


def resident_page(request: Request, template: str, *, status: int = 200, **context: Any) -> Response[str]:
    district = district_of(request)
    nav = [
        nav_item(request, _("Start"), district.home),
        nav_item(request, _("Mein Antrag"), district.path("mein-antrag")),
    ]
    return render(
        request,
        template,
        status=status,
        kind="resident",
        site=site_of(request, district),
        nav=nav,
        district=district,
        **context,
    )
