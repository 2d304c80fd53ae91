"""A page inside a district: its name, its help line, its navigation."""

from typing import Any

from litestar import Response
from markupsafe import Markup

from kiezfonds.districts.rules import Tenant
from kiezfonds.web.frames import render_framed
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import address, render
from kiezfonds.web.requests import Request


def site_of(request: Request, district: Tenant) -> dict[str, Any]:
    """What the frame of every page says about the district."""
    return {
        "name": _("Kiezfonds {district}").format(district=district.name),
        "url": address(request.lang, district.home),
        "home_url": address(request.lang, district.home),
        "help_phone": district.phone,
        "help_hours": district.office_hours,
        "help_mail": district.mail,
        "note": district.note,
        "legal": [
            (_("Impressum"), address(request.lang, district.path("impressum"))),
            (_("Datenschutz"), address(request.lang, district.path("datenschutz"))),
            (_("Barrierefreiheit"), address(request.lang, district.path("barrierefreiheit"))),
            (_("Quelltext und Lizenzen"), address(request.lang, "/lizenzen")),
        ],
    }


def public_page(
    request: Request, district: Tenant, template: str, *, status: int = 200, kind: str = "browser", **context: Any
) -> Response[str]:
    """A page for everyone, with the public navigation."""
    return render(request, template, status=status, kind=kind, **_public_frame(request, district), **context)


def public_list(request: Request, district: Tenant, template: str, **pieces: Markup) -> Response[str]:
    """A public page that holds nothing of its own but these drawn pieces; its frame is kept."""
    return render_framed(
        request,
        template,
        pieces,
        kind="browser",
        key=district,
        context=lambda: _public_frame(request, district),
    )


def _public_frame(request: Request, district: Tenant) -> dict[str, Any]:
    nav = [
        nav_item(request, _("Start"), district.home),
        nav_item(request, _("Idee einreichen"), district.path("idee")),
        nav_item(request, _("Projekte"), district.path("projekte")),
        nav_item(request, _("Sitzungen"), district.path("sitzungen")),
    ]
    site = site_of(request, district)
    site["legal"].append((_("Für Mitarbeitende"), address(request.lang, district.path("anmelden"))))
    return {"site": site, "nav": nav, "district": district}


def nav_item(request: Request, text: str, to: str) -> dict[str, Any]:
    path = request.scope["path"]
    return {"text": text, "url": address(request.lang, to), "current": path == to}
