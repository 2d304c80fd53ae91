from browser import Browser
from kiezfonds.jobs.tables import Mail
from kiezfonds.ledger.freezing import freeze_fund
from kiezfonds.meetings import queries
from kiezfonds.meetings.replies import Answer, reply
from meetings.sitting import plan, plan_for, sit
from world import World

LIST = "/lichtenberg/buero/sitzungen"


async def test_the_office_plans_and_invites(world: World, desk: Browser) -> None:
    from datetime import date

    from kiezfonds.juries import actions as juries
    from kiezfonds.juries.rules import Function, JuryDraft, MemberDraft

    await world.open_call()
    page = await desk.get(LIST)
    day = page.form("/sitzungen").xpath(".//option[@value!='']/@value")[0]
    page = await desk.press(page, "/sitzungen", date=day, status=422)
    assert "Dieses Gebiet hat noch keine Jury." in page.text

    bernd, district = world.actor("bernd"), world.district.id
    term = JuryDraft("Jury", date(2026, 1, 1), None)
    jury, _ = await juries.create_jury(district, world.areas[0]["id"], term, by=bernd, now=world.now)
    members = [MemberDraft("Clara", "clara@post.example", function=Function.CHAIR), MemberDraft("Mira")]
    await juries.add_members(district, jury, members, by=bernd, now=world.now)
    page = await desk.press(await desk.get(LIST), "/sitzungen", date=day)
    assert page.path == f"{LIST}/2026-1"
    assert "Bitte laden Sie per Brief oder Telefon ein: Mira" in page.text

    for _ in range(2):
        sent = await desk.press(page, "/einladung")
    assert "Eingeladen: 1 E-Mail geht hinaus." in sent.text or "eingeladen" in sent.text
    assert await Mail.count().where(Mail.subject.like("Einladung%")) == 1


async def test_the_chair_can_be_somebody_else(world: World, desk: Browser) -> None:
    sitting = await plan(world)
    page = await desk.get(f"{LIST}/{sitting.ref}")
    await desk.press(page, "/leitung", seat="999", status=422)
    page = await desk.press(page, "/leitung", seat=str(sitting.seats[2]["id"]))
    assert "Die Leitung ist eingetragen." in page.text
    assert (await sitting.meeting())["chair"] == sitting.seats[2]["id"]


async def test_the_page_says_who_comes_and_who_is_needed(world: World, desk: Browser) -> None:
    sitting = await plan(world)
    for member, answer in ((0, Answer.YES), (1, Answer.YES), (2, Answer.NO)):
        person = sitting.seats[member]["person"]
        assert await reply(sitting.district, sitting.id, person, answer, now=world.now) == []

    page = await desk.get(f"{LIST}/{sitting.ref}")

    assert "2 zugesagt, nötig 3 · 2 noch ohne Antwort" in page.text
    assert "Clara 1 ✓ kommt" in page.text
    assert "Clara 2 × kann nicht" in page.text
    assert "Clara 3 ○ noch keine Antwort" in page.text


async def test_a_freeze_is_said_before_anybody_moves_anything(world: World, desk: Browser, browser: Browser) -> None:
    sitting = await sit(world)
    assert "Haushaltssperre" not in (await desk.get(f"{LIST}/{sitting.ref}")).text
    fund, doris = (await sitting.meeting())["fund"], world.actor("doris")
    assert await freeze_fund(sitting.district, fund, "Der Senat hat gesperrt.", by=doris, now=world.now) == []
    assert await sitting.call(2) == []

    public = f"/lichtenberg/sitzungen/{sitting.ref}"
    for path in (f"{LIST}/{sitting.ref}", f"{public}/leitung"):
        text = (await desk.get(path)).text
        assert "Haushaltssperre: Zurzeit kann kein Geld zugesagt werden Der Senat hat gesperrt." in text
    assert "Haushaltssperre" in (await browser.get(f"{public}/leinwand")).text


async def test_only_the_coordinators_plan(world: World, district_desk: Browser, browser: Browser) -> None:
    sitting = await plan(world)
    page = await district_desk.get(f"{LIST}/{sitting.ref}")
    assert page.tree.xpath("//form[contains(@action, 'einladung')]") == []
    assert (await browser.get(LIST)).path.startswith("/lichtenberg/anmelden")


async def test_the_list_costs_the_same_with_one_meeting_and_three_ideas(
    world: World, desk: Browser, statements: list[str]
) -> None:
    call = await world.open_call()
    for title in ("Hofbank", "Lesecafé", "Chor"):
        await world.admitted(call, title)
    await plan_for(world, call, 3)
    statements.clear()
    await desk.get(LIST)
    assert len(statements) == 5


async def test_nothing_of_a_running_meeting_is_planned_again(world: World, desk: Browser) -> None:
    sitting = await sit(world)
    page = await desk.get(f"{LIST}/{sitting.ref}")
    assert "Pult der Leitung" in page.text
    assert page.tree.xpath("//form[contains(@action, 'einladung')]") == []
    assert await queries.unplanned_dates(sitting.district) == []
