import asyncio
from datetime import timedelta
from typing import Any

import pytest_asyncio

from accounts.staff import PASSWORD, at_desk, give_app, give_password, hire
from browser import Browser, Clock
from databases import Database
from kiezfonds.accounts import team
from kiezfonds.accounts.queries import account_by_email, open_invitations, staff_member
from kiezfonds.accounts.rules import Role
from kiezfonds.accounts.second_factors import factor_of
from kiezfonds.accounts.sessions import open_session, visitor
from kiezfonds.accounts.signing_in import sign_in
from kiezfonds.database.work import rows
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.settings import Settings
from world import World, build_world

TEAM = "/lichtenberg/buero/team"


@pytest_asyncio.fixture
async def vera(app: Any, settings: Settings, world: World) -> Browser:
    """The administrator at her desk."""
    await hire(world, "vera", Role.ADMINISTRATOR)
    return await at_desk(app, settings, world, "vera")


async def test_the_list_searches_sorts_and_goes_along(vera: Browser) -> None:
    page = await vera.get(TEAM)
    assert [name for name in ("Bernd Büro", "Doris Amt", "Vera") if name not in page.text] == []
    assert "Emine" not in page.text
    page = await vera.get(f"{TEAM}?q=büro&ordnung=-name")
    assert page.text.index("Birgit Büro") < page.text.index("Bernd Büro")
    assert "Doris Amt" not in page.tree.find(".//table").text_content()
    table = (await vera.http.get(f"{TEAM}/liste.csv?q=doris")).text
    assert table.splitlines()[1:] == ["Doris Amt;doris@kiez.example;Bezirksamt;fehlt;eingeladen"]


async def test_the_list_costs_the_same_with_more_people(world: World, vera: Browser, statements: list[str]) -> None:
    await vera.get(TEAM)
    counts = []
    for names in ((), ("anna", "otto", "uwe")):
        for name in names:
            await hire(world, name, Role.COORDINATOR)
        statements.clear()
        await vera.get(TEAM)
        counts.append(len(statements))

    assert counts == [5, 5]


async def test_somebody_is_invited_by_mail_with_a_link_for_a_week(world: World, vera: Browser) -> None:
    page = await vera.get(f"{TEAM}/neu")
    page = await vera.press(page, "/team", name="Nina Neu", email="Nina@kiez.example", roles=["coordinator", "auditor"])

    assert page.path == TEAM
    (mail,) = await rows("SELECT recipient, body FROM mail")
    assert mail["recipient"] == "nina@kiez.example"
    assert "http://127.0.0.1:8000/l/" in mail["body"]
    assert "bis Mo, 9. März" in mail["body"]
    known = await account_by_email(world.district.id, "nina@kiez.example")
    assert known is not None
    member = await staff_member(world.district.id, known["person"])
    assert member is not None
    assert member["roles"] == {Role.COORDINATOR, Role.AUDITOR}
    assert "invite_staff" in await acts(world)


async def test_an_invitation_without_a_role_or_to_a_known_address_is_refused(vera: Browser) -> None:
    page = await vera.get(f"{TEAM}/neu")
    page = await vera.press(page, "/team", status=422, name="Nina", email="nina@kiez.example")
    assert "Bitte wählen Sie mindestens eine Aufgabe." in page.text
    page = await vera.press(page, "/team", status=422, name="B", email="BERND@kiez.example", roles=["auditor"])
    assert "gibt es schon einen Zugang" in page.text


async def test_an_invitation_is_sent_again_and_withdrawn(world: World, vera: Browser, clock: Clock) -> None:
    person = await hire(world, "nina", Role.COORDINATOR)
    clock.now = world.now + timedelta(minutes=30)
    (before,) = [row for row in await open_invitations(world.district.id) if row["id"] == person]
    page = await vera.press(await vera.get(TEAM), f"/{person}/einladung")
    (after,) = [row for row in await open_invitations(world.district.id) if row["id"] == person]
    assert after["expires_at"] == before["expires_at"] + timedelta(minutes=30)
    (mail,) = await rows("SELECT body FROM mail")
    path = mail["body"].split("http://127.0.0.1:8000")[1].split()[0]
    await vera.get(path)
    page = await vera.press(await vera.get(TEAM), f"/{person}/einladung/ruecknahme")

    assert "gesperrt" in page.text
    assert person not in [row["id"] for row in await open_invitations(world.district.id)]
    await vera.get(path, status=404)


async def test_roles_are_given_and_taken_at_once(world: World, vera: Browser) -> None:
    person = world.people["bernd"]
    token = await open_session(world.district.id, person, "office", world.now)
    page = await vera.get(f"{TEAM}/{person}")
    page = await vera.press(page, "/aufgaben", status=422, roles=None)
    await vera.press(page, "/aufgaben", roles=["auditor", "district_office"])

    me = await visitor(token, "office", world.district.id, world.now)
    assert me is not None
    assert me.roles == {Role.AUDITOR, Role.DISTRICT_OFFICE}
    (line,) = await rows("SELECT payload FROM audit_line WHERE act = 'set_roles'")
    assert '"given":["auditor","district_office"]' in line["payload"]
    assert f'"actor":["staff",{world.people["vera"]},"administrator"]' in line["payload"]


async def test_the_last_administrator_keeps_the_role_and_the_access(world: World, vera: Browser) -> None:
    person = world.people["vera"]
    page = await vera.get(f"{TEAM}/{person}")
    page = await vera.press(page, "/aufgaben", status=422, roles=["coordinator"])
    assert "Mindestens eine Person muss die Zugänge verwalten können." in page.text
    assert [problem.text for problem in await team.disable(world.district.id, person, by=SYSTEM, now=world.now)] == [
        team.LAST_ADMINISTRATOR.text
    ]
    otto = await hire(world, "otto", Role.ADMINISTRATOR)
    refused = await team.set_roles(world.district.id, person, {Role.AUDITOR}, by=SYSTEM, now=world.now)
    assert refused == [team.LAST_ADMINISTRATOR]
    await give_password(world, "otto")
    assert await team.set_roles(world.district.id, person, {Role.AUDITOR}, by=SYSTEM, now=world.now) == []
    assert len(await team.disable(world.district.id, otto, by=SYSTEM, now=world.now)) == 1


async def test_an_administrator_who_never_came_is_let_go(world: World, vera: Browser) -> None:
    otto = await hire(world, "otto", Role.ADMINISTRATOR)
    await give_password(world, "vera")

    assert await team.disable(world.district.id, otto, by=SYSTEM, now=world.now) == []


async def test_who_has_a_new_password_or_factor_is_told_by_mail(world: World) -> None:
    bernd, district = world.people["bernd"], world.district.id
    await give_password(world, "bernd")
    assert await rows("SELECT id FROM mail") == []

    await give_password(world, "bernd")
    await team.reset_factor(district, bernd, by=SYSTEM, now=world.now)

    found = await rows("SELECT recipient, subject, body FROM mail ORDER BY id")
    assert [(row["recipient"], row["subject"]) for row in found] == [
        ("bernd@kiez.example", "Ihr Passwort ist geändert, Kiezfonds Lichtenberg"),
        ("bernd@kiez.example", "Ihr zweiter Faktor ist geändert, Kiezfonds Lichtenberg"),
    ]
    assert [row for row in found if "030 555 0101" not in row["body"]] == []


async def test_two_administrators_cannot_leave_at_the_same_time(fresh_database: Database) -> None:
    world = await build_world()
    people = [await hire(world, name, Role.ADMINISTRATOR) for name in ("vera", "otto")]
    for name in ("vera", "otto"):
        await give_password(world, name)
    found = await asyncio.gather(
        *(team.set_roles(world.district.id, id, {Role.AUDITOR}, by=SYSTEM, now=world.now) for id in people)
    )

    assert sorted(len(problems) for problems in found) == [0, 1]


async def test_a_disabled_member_is_out_at_once_and_comes_back(world: World, vera: Browser) -> None:
    await give_password(world, "bernd")
    person = world.people["bernd"]
    token = await open_session(world.district.id, person, "office", world.now)
    page = await vera.press(await vera.get(f"{TEAM}/{person}"), "/sperre")
    assert await visitor(token, "office", world.district.id, world.now) is None
    assert (await sign_in(world.district.id, "bernd@kiez.example", PASSWORD, world.now))[0] == ""
    await vera.press(page, "/freigabe")

    assert await visitor(token, "office", world.district.id, world.now) is None
    assert (await sign_in(world.district.id, "bernd@kiez.example", PASSWORD, world.now))[0] != ""
    assert [act for act in ("disable_staff", "enable_staff") if act not in await acts(world)] == []


async def test_the_second_factor_is_reset_and_every_device_signed_out(world: World, vera: Browser) -> None:
    await give_password(world, "bernd")
    await give_app(world, "bernd")
    person = world.people["bernd"]
    token = await open_session(world.district.id, person, "office", world.now)
    page = await vera.get(f"{TEAM}/{person}")
    await vera.press(page, "/zweiter-faktor")

    assert await factor_of(world.district.id, person) is None
    assert await visitor(token, "office", world.district.id, world.now) is None
    assert "reset_second_factor" in await acts(world)


async def test_the_sessions_of_somebody_end(world: World, vera: Browser) -> None:
    token = await open_session(world.district.id, world.people["bernd"], "office", world.now)
    page = await vera.get(f"{TEAM}/{world.people['bernd']}")
    await vera.press(page, f"/{world.people['bernd']}/abmeldung")

    assert await visitor(token, "office", world.district.id, world.now) is None


async def test_a_deputyship_is_entered_seen_and_ended(world: World, vera: Browser) -> None:
    there = f"{TEAM}/{world.people['doris']}"
    page = await vera.get(there)
    days = {"from_on": "2026-03-05", "until_on": "2026-03-01"}
    page = await vera.press(page, "/vertretungen", status=422, deputy=str(world.people["bernd"]), **days)
    assert "Das Ende liegt vor dem Anfang." in page.text
    page = await vera.press(page, "/vertretungen", until_on="2026-03-31")
    assert page.path == there
    page = await vera.get(TEAM)
    assert "Do, 5. März 2026 bis Di, 31. März 2026" in page.text
    page = await vera.press(page, "/ende")
    assert "Die Vertretung ist beendet." in page.text


async def test_nobody_but_administrators_knows_the_team(world: World, vera: Browser, desk: Browser) -> None:
    page = await desk.get("/lichtenberg/buero")
    assert TEAM not in page.links()
    for path in (TEAM, f"{TEAM}/neu", f"{TEAM}/liste.csv", f"{TEAM}/{world.people['doris']}"):
        await desk.get(path, status=404)
    csrf = page.form("/abmelden").fields["_csrf"]
    await desk.post(f"{TEAM}/{world.people['doris']}/sperre", {"_csrf": csrf}, status=404)
    assert TEAM in (await vera.get(TEAM)).links()


async def test_staff_of_another_district_are_not_there(world: World, vera: Browser) -> None:
    page = await vera.get(TEAM)
    await vera.get(f"{TEAM}/{world.people['emine']}", status=404)
    csrf = page.form("/abmelden").fields["_csrf"]
    for act in ("sperre", "aufgaben", "zweiter-faktor", "abmeldung", "einladung", "vertretungen"):
        sent = {"_csrf": csrf, "_key": act, "roles": "auditor"}
        await vera.post(f"{TEAM}/{world.people['emine']}/{act}", sent, status=404)


async def acts(world: World) -> list[str]:
    found = await rows("SELECT act FROM audit_line WHERE district = {} ORDER BY number", world.district.id)
    return [row["act"] for row in found]
