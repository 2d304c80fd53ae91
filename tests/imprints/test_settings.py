"""The office's settings: who may change them, and what comes of it."""

import json
from typing import Any

import pytest

from browser import Browser
from kiezfonds.accounts import actions as accounts
from kiezfonds.accounts.rules import Role
from kiezfonds.audit.tables import AuditLine
from kiezfonds.districts.queries import tenant
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.imprints.queries import imprint, mail_names
from kiezfonds.imprints.rules import AUTHORITY
from kiezfonds.settings import Settings
from world import World, signed_in

HERE = "/lichtenberg/buero/einstellungen"


async def test_the_overview_says_what_is_missing(world: World, district_desk: Browser) -> None:
    page = await district_desk.get(HERE)

    assert "Es fehlt: Verantwortliche Stelle, Vertreten durch" in page.text
    assert {f"{HERE}/impressum", f"{HERE}/absender", "/lichtenberg/buero/rueckmeldungen"} <= set(page.links())


async def test_the_offices_data_change_on_every_page(world: World, district_desk: Browser, browser: Browser) -> None:
    page = await district_desk.get(f"{HERE}/geschaeftsstelle")
    assert page.form("/geschaeftsstelle").fields["phone"] == "030 555 0101"

    page = await district_desk.press(page, "/geschaeftsstelle", phone="030 555 0202", office_hours="Di 10–12 Uhr")

    assert "Gespeichert." in page.text
    assert "030 555 0202" in (await browser.get("/lichtenberg")).text
    changed = await tenant("lichtenberg")
    assert changed is not None
    assert (changed.phone, changed.office_hours, changed.street) == ("030 555 0202", "Di 10–12 Uhr", "Mustergasse 1")


async def test_a_page_left_unfinished_says_what_is_missing(world: World, district_desk: Browser) -> None:
    page = await district_desk.get(f"{HERE}/impressum")
    page = await district_desk.press(page, "/impressum", status=422, responsible_body="Kiezwerk e. V.")

    assert "Bitte ausfüllen: Vertreten durch" in page.text
    assert (await imprint(world.district.id))["responsible_body"] == ""


async def test_saving_twice_keeps_one_row_and_the_other_pages(world: World, district_desk: Browser) -> None:
    page = await district_desk.get(f"{HERE}/datenschutz")
    assert page.form("/datenschutz").fields["authority"].strip() == AUTHORITY
    filled = {"controller": "Kiezwerk e. V.", "officer": "Otto Ohnesorge", "retention": "2 Jahre"}
    await district_desk.press(page, "/datenschutz", **filled)
    page = await district_desk.get(f"{HERE}/barrierefreiheit")
    page = await district_desk.press(
        page, "/barrierefreiheit", conformity="full", assessed_on="2026-02-01", assessed_how="Selbstbewertung"
    )

    facts = await imprint(world.district.id)
    assert (facts["officer"], facts["conformity"], str(facts["assessed_on"])) == (
        "Otto Ohnesorge",
        "full",
        "2026-02-01",
    )
    assert "Es fehlt" in page.text
    page = await district_desk.get(f"{HERE}/barrierefreiheit")
    assert page.form("/barrierefreiheit").fields["assessed_on"] == "2026-02-01"


async def test_gaps_must_be_named_where_there_are_some(world: World, district_desk: Browser) -> None:
    page = await district_desk.get(f"{HERE}/barrierefreiheit")
    page = await district_desk.press(
        page, "/barrierefreiheit", status=422, conformity="partly", assessed_on="2026-02-01", assessed_how="x"
    )

    assert "was nicht barrierefrei ist und warum. (§ 5 BIKTG Bln)" in page.text


async def test_the_sender_is_named_and_the_address_explained(world: World, district_desk: Browser) -> None:
    page = await district_desk.get(f"{HERE}/absender")
    assert "kiezfonds@localhost" in page.text

    await district_desk.press(page, "/absender", mail_name="Kiezfonds Mitte", mail_reply_to="antwort@kiez.example")

    assert await mail_names(world.district.id) == {
        "mail_name": "Kiezfonds Mitte",
        "mail_reply_to": "antwort@kiez.example",
    }
    assert await mail_names(world.other.id) == {"mail_name": "", "mail_reply_to": ""}


async def test_every_change_leaves_a_line_without_clear_text(world: World, district_desk: Browser) -> None:
    page = await district_desk.get(f"{HERE}/absender")
    await district_desk.press(page, "/absender", mail_name="Kiezfonds Mitte")

    (line,) = await AuditLine.select(AuditLine.payload).where(AuditLine.act == "save_settings")
    assert json.loads(line["payload"])["facts"] == {"part": "absender"}
    assert "Mitte" not in line["payload"]


async def test_an_administrator_may_set_up_too(world: World, app: Any, settings: Settings) -> None:
    email = "ada@kiez.example"
    await accounts.invite_staff(
        world.district.id, "lichtenberg", "Ada Admin", email, [Role.ADMINISTRATOR], by=SYSTEM, now=world.now
    )
    known = await accounts.queries.staff_by_email(world.district.id, email)
    assert known is not None
    world.people["ada"] = known["person"]

    assert (await (await signed_in(app, settings, world, "ada")).get(HERE)).status == 200


@pytest.mark.parametrize("part", ["", "/impressum"])
async def test_a_coordinator_changes_no_settings(world: World, desk: Browser, part: str) -> None:
    await desk.get(f"{HERE}{part}", status=403)


async def test_a_page_of_settings_that_is_none_does_not_exist(world: World, district_desk: Browser) -> None:
    await district_desk.get(f"{HERE}/geheimnisse", status=404)


async def test_nobody_has_checked_the_pages_tomorrow(world: World, district_desk: Browser) -> None:
    page = await district_desk.get(f"{HERE}/barrierefreiheit")
    page = await district_desk.press(
        page, "/barrierefreiheit", status=422, conformity="full", assessed_on="2027-02-01", assessed_how="x"
    )

    assert "Der Tag der Prüfung liegt in der Zukunft." in page.text
