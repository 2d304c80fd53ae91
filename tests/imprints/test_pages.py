"""The pages the law wants, as everyone sees them and as staff see what is missing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from browser import Browser
from kiezfonds.districts.tables import District
from kiezfonds.imprints.actions import save_part
from kiezfonds.imprints.rules import AUTHORITY, PURPOSES, Part, missing
from kiezfonds.settings import Settings, SettingsError, load
from world import World

LEGAL = ("/lichtenberg/impressum", "/lichtenberg/datenschutz", "/lichtenberg/barrierefreiheit", "/lizenzen")
IMPRINT = {
    "responsible_body": "Kiezwerk e. V.",
    "representative": "Paula Platzhalter, Vorstand",
    "register": "VR 0000, Amtsgericht Musterstadt",
    "supervision": "",
    "vat_number": "",
    "editor": "",
}
PRIVACY = {
    "controller": "Kiezwerk e. V.\nMustergasse 1",
    "officer": "Otto Ohnesorge\ndatenschutz@kiez.example",
    "processors": "Rechenzentrum Muster (Server)\nPost Muster (Versand)",
    "authority": AUTHORITY,
    "retention": "Abgelehnte Anträge: 2 Jahre",
}
DECLARATION = {
    "conformity": "partly",
    "gaps": "Hochgeladene PDF: nicht immer lesbar, weil sie von anderen stammen",
    "alternatives": "Rufen Sie an, wir lesen vor.",
    "assessed_how": "Selbstbewertung",
    "assessed_on": date(2026, 2, 1),
}


async def fill(world: World, *parts: tuple[Part, dict[str, Any]]) -> None:
    for part, facts in parts:
        assert await save_part(world.district.id, part, facts, by=world.actor("doris"), now=world.now) == []


@pytest.mark.parametrize("path", LEGAL)
async def test_every_page_leads_to_the_legal_ones(world: World, browser: Browser, path: str) -> None:
    assert set(LEGAL) <= set((await browser.get("/lichtenberg")).links())
    assert (await browser.get(path)).status == 200


async def test_the_imprint_says_who_is_responsible(world: World, browser: Browser) -> None:
    await fill(world, (Part.IMPRINT, IMPRINT))

    page = await browser.get("/lichtenberg/impressum")

    facts = [" ".join(dd.itertext()).strip() for dd in page.tree.iter("dd")]
    assert facts[:2] == ["Kiezwerk e. V.", "Paula Platzhalter, Vorstand"]
    assert "Mustergasse 1" in page.text
    assert "VR 0000" in page.text
    assert "Aufsicht" not in page.text
    assert all(facts)


async def test_what_is_missing_is_said_to_staff_only(world: World, browser: Browser, desk: Browser) -> None:
    for path, name in (
        ("/lichtenberg/impressum", "Vertreten durch"),
        ("/lichtenberg/datenschutz", "Wie lange Daten bleiben"),
        ("/lichtenberg/barrierefreiheit", "Stand der Barrierefreiheit"),
    ):
        public = await browser.get(path)
        assert name not in public.text, path
        assert "Das fehlt noch" not in public.text
        staff = (await desk.get(path)).text
        assert "Das fehlt noch" in staff
        assert name in staff


async def test_an_empty_district_shows_no_empty_line(world: World, browser: Browser) -> None:
    for path in ("/pankow/impressum", "/pankow/datenschutz", "/pankow/barrierefreiheit"):
        page = await browser.get(path)
        for tag in ("dd", "p", "li", "h2"):
            assert [e for e in page.tree.find(".//main").iter(tag) if not "".join(e.itertext()).strip()] == [], path


async def test_privacy_has_a_section_for_every_form(world: World, browser: Browser) -> None:
    await fill(world, (Part.PRIVACY, PRIVACY))

    page = await browser.get("/lichtenberg/datenschutz")

    anchors = [section.get("id") for section in page.tree.iter("section") if section.get("id")]
    assert anchors == [purpose.anchor for purpose in PURPOSES]
    for said in ("Otto Ohnesorge", "Rechenzentrum Muster", "Abgelehnte Anträge: 2 Jahre", "§ 3 BlnDSG", "Art. 77"):
        assert said in page.text
    assert page.text.count("Ihre Einwilligung, Art. 6") == 1


async def test_the_authority_is_named_before_the_office_enters_it(world: World, browser: Browser) -> None:
    assert "Berliner Beauftragte für Datenschutz" in (await browser.get("/lichtenberg/datenschutz")).text


async def test_the_declaration_names_gaps_alternatives_and_who_enforces(world: World, browser: Browser) -> None:
    await fill(world, (Part.ACCESSIBILITY, DECLARATION))

    page = await browser.get("/lichtenberg/barrierefreiheit")

    for said in ("teilweise barrierefrei", "Hochgeladene PDF", "wir lesen vor", "So, 1. Februar 2026", "ein Monat"):
        assert (said in page.text) is (said != "ein Monat")
    assert "https://www.berlin.de/lb/digitale-barrierefreiheit/" in page.links()


async def test_nothing_of_another_district_is_shown(world: World, browser: Browser) -> None:
    await fill(world, (Part.IMPRINT, IMPRINT), (Part.PRIVACY, PRIVACY), (Part.ACCESSIBILITY, DECLARATION))

    for path in ("/pankow/impressum", "/pankow/datenschutz", "/pankow/barrierefreiheit"):
        text = (await browser.get(path)).text
        assert not [said for said in ("Kiezwerk", "Otto", "Hochgeladene") if said in text]


async def test_without_a_district_the_operator_stands_there(world: World, app: Any, settings: Settings) -> None:
    app.app.state.settings = replace(settings, operator="IT-Muster; Mustergasse 9; 10365 Berlin")
    page = await Browser(app, settings).get("/impressum")

    assert "IT-Muster" in page.text
    assert {"/lichtenberg/impressum", "/pankow/impressum", "/lizenzen"} <= set(page.links())
    assert "/impressum" in (await Browser(app, settings).get("/")).links()


async def test_licences_name_every_part_with_its_version(world: World, app: Any, settings: Settings) -> None:
    app.app.state.settings = replace(settings, source="https://code.example/kiezfonds")
    page = await Browser(app, settings).get("/lizenzen")

    rows = [[" ".join(cell.itertext()).strip() for cell in row] for row in page.tree.xpath("//tbody/tr")]
    assert {row[0] for row in rows} >= {"htmx.org", "@kern-ux/native", "litestar", "weasyprint", "piccolo"}
    assert all(row[1] and row[2] for row in rows)
    assert "https://code.example/kiezfonds" in page.links()
    assert "EUPL" in page.text


async def test_security_txt_is_as_its_standard_asks(world: World, app: Any, settings: Settings) -> None:
    app.app.state.settings = replace(settings, contact="mailto:security@kiez.example", base_url="https://kiez.example")
    answer = (await Browser(app, settings).get("/.well-known/security.txt")).answer

    assert answer.headers["content-type"].startswith("text/plain")
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:security@kiez.example"
    assert fields["Preferred-Languages"] == "de, en"
    assert fields["Canonical"] == "https://kiez.example/.well-known/security.txt"
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=30) < expires - world.now < timedelta(days=365)


async def test_robots_are_kept_out_of_what_is_private(world: World, browser: Browser) -> None:
    rules = (await browser.get("/robots.txt")).answer.text

    lines = [line.removeprefix("Disallow: ") for line in rules.splitlines() if line.startswith("Disallow")]
    assert lines == ["/l/", "/*/buero", "/*/jury", "/*/mein-antrag", "/*/idee/", "/*/anmelden", "/*/zugang"]


async def test_an_unknown_address_names_the_districts_telephone(world: World, browser: Browser) -> None:
    for path in ("/lichtenberg/gibt-es-nicht", "/lichtenberg/projekte/2026-9999/x", "/lichtenberg/projekte/2026-9999"):
        page = await browser.get(path, status=404)
        assert world.district.phone in page.text, path
    assert world.district.phone not in (await browser.get("/gibt-es-nicht/auch-nicht", status=404)).text


@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        ({"conformity": "", "assessed_on": None, "assessed_how": ""}, 3),
        ({"conformity": "full", "assessed_on": date(2026, 1, 1), "assessed_how": "x", "gaps": ""}, 0),
        ({"conformity": "partly", "assessed_on": date(2026, 1, 1), "assessed_how": "x", "gaps": ""}, 1),
        ({"conformity": "partly", "assessed_on": date(2026, 1, 1), "assessed_how": "x", "gaps": "y"}, 0),
    ],
)
def test_a_declaration_without_its_gaps_is_not_complete(facts: dict[str, Any], lacks: int) -> None:
    assert len(missing(Part.ACCESSIBILITY, facts)) == lacks


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KIEZFONDS_CONTACT", "security@kiez.example"),
        ("KIEZFONDS_CONTACT", "mailto:a b"),
        ("KIEZFONDS_SOURCE", "http://code.example"),
        ("KIEZFONDS_SOURCE", "https://"),
    ],
)
def test_a_contact_or_source_that_leads_nowhere_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        load({"KIEZFONDS_MODE": "dev", name: value})


async def test_the_pages_cost_a_fixed_number_of_queries(world: World, browser: Browser, statements: list[str]) -> None:
    await District.update({District.note: "Vorführung"}).where(District.id == world.district.id)
    for path, count in (("impressum", 2), ("datenschutz", 2), ("barrierefreiheit", 2)):
        statements.clear()
        await browser.get(f"/lichtenberg/{path}")
        assert len(statements) == count, path
