"""After the issue: the post, the list, the print run, all drafts of a meeting, formal rejections."""

from datetime import date, timedelta
from typing import Any

import pytest

from browser import Browser
from evening import ALL, FULL, PART, promise
from kiezfonds.accounts.sessions import open_session
from kiezfonds.database.errors import Forbidden
from kiezfonds.database.work import rows, transaction
from kiezfonds.districts.queries import tenant_by_id
from kiezfonds.jobs.actions import take_due
from kiezfonds.ledger.tables import AreaBudget
from kiezfonds.notices import drafts, listing, queries
from kiezfonds.notices.batches import draft_letters, order_drafts
from kiezfonds.notices.content import read_content
from kiezfonds.notices.posting import confirm_posting, service_of
from kiezfonds.notices.queries import Formal
from kiezfonds.notices.rules import Stage
from kiezfonds.notices.tables import Notice, Posting
from kiezfonds.proposals import actions as proposals
from kiezfonds.proposals.content import Answer
from kiezfonds.rounds.queries import rules_of
from kiezfonds.rounds.rules import NoticeMode
from notices.case import cases, one_case
from world import World, signed_in

DESK = "/lichtenberg/buero/briefe"
LETTER = f"{DESK}/2026-0001"


@pytest.fixture
async def birgit(app: Any, settings: Any, world: World) -> Browser:
    return await signed_in(app, settings, world, "birgit")


async def test_somebody_confirms_the_posting_day_and_corrects_it_with_a_reason(world: World) -> None:
    case = await (await one_case(world)).ready()
    await case.issue()
    (row,) = await listing.unposted(world.district.id)
    today, doris = world.now.date(), world.actor("doris")

    assert await confirm_posting(world.district.id, [row["id"]], today, by=doris, now=world.now) == []
    assert await listing.unposted(world.district.id) == []
    world.now += timedelta(days=1)
    later = world.now.date()
    (problem,) = await confirm_posting(world.district.id, [row["id"]], later, by=doris, now=world.now)
    assert "warum" in problem.said()
    assert await confirm_posting(world.district.id, [row["id"]], later, "verschrieben", by=doris, now=world.now) == []

    found = await case.row()
    assert (found["posted_on"], found["poster_name"]) == (later, "Doris Amt")
    assert queries.stage(found) is Stage.POSTED
    with pytest.raises(Forbidden):
        async with transaction():
            await Posting.delete(force=True)


async def test_a_draft_or_a_strangers_letter_is_not_posted(world: World) -> None:
    case = await (await one_case(world)).ready()
    notice = (await case.row())["notice"]

    (problem,) = await confirm_posting(
        world.district.id, [notice], world.now.date(), by=world.actor("bernd"), now=world.now
    )
    assert "noch nicht ausgefertigt" in problem.said()
    await case.issue()
    emine = world.actor("emine")
    assert len(await confirm_posting(world.other.id, [notice], world.now.date(), by=emine, now=world.now)) == 1


async def test_the_office_and_the_applicant_see_from_when_the_letter_counts(
    world: World, app: Any, settings: Any, birgit: Browser
) -> None:
    case = await one_case(world)
    await promise(world, (await rows("SELECT id FROM fund"))[0]["id"], NoticeMode.ADMINISTRATIVE_ACT)
    await case.ready()
    await birgit.press(await birgit.get(LETTER), "/ausfertigung")

    page = await birgit.press(await birgit.get(LETTER), "/postausgang", posted_on="2026-03-02")

    assert "Fr, 6. März 2026" in page.text
    assert "Di, 7. April 2026" in page.text
    ayse = Browser(app, settings)
    ayse.hold("resident", await open_session(world.district.id, (await case.row())["applicant"], "resident", world.now))
    mine = (await ayse.get("/lichtenberg/mein-antrag")).text
    assert "Fr, 6. März 2026" in mine
    assert "Di, 7. April 2026" in mine


async def test_a_print_run_is_one_file_and_one_confirmation(world: World, birgit: Browser) -> None:
    for case in await cases(world, FULL, PART):
        await case.ready()
    for number in (1, 2):
        await birgit.press(await birgit.get(f"{DESK}/2026-000{number}"), "/ausfertigung")

    page = await birgit.get(f"{DESK}/druck")
    pdf = await birgit.get(f"{DESK}/druck.pdf")
    assert pdf.answer.content.startswith(b"%PDF-1.7")
    assert "Briefe für die Post (2)" in page.text
    page = await birgit.press(page, "/druck", posted_on="2026-03-02")

    assert "2 Briefe sind zur Post gegeben." in page.text
    assert len(await rows("SELECT id FROM posting")) == 2
    await birgit.get(f"{DESK}/druck.pdf", status=404)


async def test_a_print_run_needs_a_letter_and_a_day_that_was(world: World, birgit: Browser) -> None:
    await (await one_case(world)).ready()
    await birgit.press(await birgit.get(LETTER), "/ausfertigung")
    page = await birgit.get(f"{DESK}/druck")

    page = await birgit.press(page, "/druck", status=422, posted_on="2026-04-27")

    assert "Der Tag liegt in der Zukunft." in page.text
    assert await rows("SELECT id FROM posting") == []


async def test_all_letters_of_a_meeting_are_drafted_by_a_job(world: World, desk: Browser, settings: Any) -> None:
    await cases(world, *ALL)
    page = await desk.get(DESK)

    page = await desk.press(page, "/entwuerfe", meeting="2026-1")
    assert "6 Briefe werden gerade entworfen." in page.text
    for task in await take_due("test", world.now + timedelta(days=1), limit=50):
        if task.name == "draft_letters":
            await draft_letters(task, settings, world.now)

    drafted = await rows("SELECT drafted_by FROM notice")
    assert [row["drafted_by"] for row in drafted] == [world.people["bernd"]] * len(ALL)
    assert await order_drafts(world.district, "2026-1", by=world.actor("bernd"), now=world.now) == 0


async def test_the_list_is_searched_narrowed_and_taken_along(world: World, desk: Browser) -> None:
    await cases(world, *ALL)

    found = await desk.get(f"{DESK}?q=garten")
    narrowed = await desk.get(f"{DESK}?art=rejected&sitzung=2026-1")
    table = await desk.get(f"{DESK}/liste.csv?stand=check")

    assert "Briefe (1)" in found.text
    assert "Gartenfest" in found.text
    assert "Briefe (1)" in narrowed.text
    assert "Feuerwerk" in narrowed.text
    assert len(table.answer.text.splitlines()) == 7
    assert "Gartenfest;Fennpfuhl;" in table.answer.text


async def test_the_next_letter_to_check_is_one_step_away(world: World, birgit: Browser) -> None:
    for case in await cases(world, FULL, PART):
        await case.ready()

    page = await birgit.get(LETTER)
    assert page.tree.xpath("//a[@rel='next']/@href") == [f"{DESK}/2026-0002"]
    page = await birgit.press(page, "/ausfertigung")

    assert page.tree.xpath("//a[@rel='next']/@href") == [f"{DESK}/2026-0002"]
    assert page.tree.xpath("//a[@rel='prev']/@href") == []


async def test_a_freeze_stops_the_issue_and_says_so(world: World, birgit: Browser) -> None:
    await (await one_case(world)).ready()
    await AreaBudget.update({AreaBudget.state: "frozen"}, force=True)

    page = await birgit.press(await birgit.get(LETTER), "/ausfertigung", status=422)

    assert "Haushaltssperre" in page.text
    assert await rows("SELECT id FROM blob") == []


async def test_what_lies_in_the_district_queue_is_not_issued_by_the_office(world: World) -> None:
    case = await (await one_case(world)).ready()
    await Notice.update({Notice.queue: "district"}, force=True)

    assert "Diesen Brief fertigt das Bezirksamt aus." in (await case.issue("birgit"))[0].said()
    assert await case.issue("doris") == []


async def test_a_formal_rejection_becomes_a_letter_that_the_district_issues(
    world: World, desk: Browser, district_desk: Browser
) -> None:
    proposal = await refused(world)
    page = await desk.get(DESK)
    assert f"{DESK}/antraege/2026-0001" in page.links()
    page = await desk.press(await desk.get(f"{DESK}/antraege/2026-0001"), "/entwurf")
    assert page.path == LETTER

    page = await district_desk.press(await district_desk.get(LETTER), "/ausfertigung")

    assert "Der Brief ist ausgefertigt." in page.text
    case = await queries.case_by_cause(world.district.id, Formal(proposal))
    assert case is not None
    content = read_content(case["content"])
    assert [text for text, _ in content.grounds] == ["Das Angebot steht allen offen."]
    assert content.reason == "Das Fest ist nur für Mitglieder."
    assert (await listing.stage_counts(world.district.id))[Stage.ISSUED] == 1


async def test_a_formal_rejection_is_not_issued_by_the_office_nor_drafted_twice(world: World) -> None:
    proposal = await refused(world)
    bernd = world.actor("bernd")

    first, _ = await drafts.draft_notice(world.district, Formal(proposal), by=bernd, now=world.now)
    again, _ = await drafts.draft_notice(world.district, Formal(proposal), by=bernd, now=world.now)

    assert first == again == "2026-0001"
    emine_district = await tenant_by_id(world.other.id)
    assert emine_district is not None
    ref, problems = await drafts.draft_notice(emine_district, Formal(proposal), by=world.actor("emine"), now=world.now)
    assert (ref, len(problems)) == ("", 1)


def test_a_letter_that_lies_in_the_office_is_not_served() -> None:
    row = {"posted_on": None, "mode": "administrative_act", "kind": "approval"}
    assert service_of(row) is None
    served = service_of({**row, "posted_on": date(2026, 3, 2)})
    assert served is not None
    assert served.objection_until == date(2026, 4, 7)
    agreed = service_of({**row, "posted_on": date(2026, 3, 2), "mode": "civil_agreement"})
    assert agreed is not None
    assert agreed.objection_until is None


async def refused(world: World) -> int:
    """Ayşe's idea, formally rejected by Bernd for one point; its id."""
    row = await world.proposal(await world.open_call(), "Vereinsfest")
    rules = await rules_of(world.district.id, row["fund"])
    answers = {point.point: Answer(point.point != "open_to_all") for point in rules.fund.checklist}
    problems = await proposals.reject_formally(
        world.district.id,
        row["id"],
        answers,
        "Das Fest ist nur für Mitglieder.",
        by=world.actor("bernd"),
        now=world.now,
    )
    assert problems == []
    return int(row["id"])
