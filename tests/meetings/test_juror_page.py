from typing import Any

from browser import Browser
from kiezfonds.meetings import queries, votes
from kiezfonds.meetings.counting import Choice
from kiezfonds.meetings.rules import Method
from kiezfonds.settings import Settings
from meetings.sitting import Sitting, sit
from world import World, signed_in

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


async def device(app: Any, settings: Settings, sitting: Sitting, member: int) -> Browser:
    browser = Browser(app, settings)
    browser.hold("juror", await sitting.session(member))
    return browser


def path(sitting: Sitting) -> str:
    return f"/lichtenberg/jury/sitzung/{sitting.ref}"


async def voting(world: World, method: Method = Method.OPEN) -> Sitting:
    sitting = await sit(world)
    await sitting.call(2)
    assert await sitting.put(2, method=method) == (1, [])
    return sitting


async def cast(sitting: Sitting) -> list[str]:
    return [vote["choice"] for vote in await votes.cast_in(sitting.district, (await sitting.ballot(1))["id"])]


async def test_a_juror_votes_changes_the_vote_and_reads_that_it_counts(
    world: World, app: Any, settings: Settings
) -> None:
    sitting = await voting(world)
    tablet = await device(app, settings, sitting, 1)
    page = await tablet.get(path(sitting))
    page = await tablet.press(page, "/stimme", button=("vote", "yes"))
    assert "Ihre Stimme ist gezählt: JA" in page.text
    page = await tablet.press(page, "/stimme", button=("vote", "no"))
    assert "Ihre Stimme ist gezählt: NEIN" in page.text
    assert await cast(sitting) == ["no"]


async def test_a_double_tap_and_a_second_device_make_one_vote(world: World, app: Any, settings: Settings) -> None:
    sitting = await voting(world)
    tablet, phone = [await device(app, settings, sitting, 1) for _ in range(2)]
    page, other = await tablet.get(path(sitting)), await phone.get(path(sitting))
    for _ in range(2):
        await tablet.press(page, "/stimme", button=("vote", "yes"))
    await phone.press(other, "/stimme", button=("vote", "abstain"))

    assert await cast(sitting) == ["abstain"]
    assert "gezählt: ENTHALTUNG" in (await tablet.get(path(sitting))).text


async def test_the_same_key_with_another_choice_is_refused(world: World, app: Any, settings: Settings) -> None:
    sitting = await voting(world)
    tablet = await device(app, settings, sitting, 1)
    page = await tablet.get(path(sitting))
    await tablet.press(page, "/stimme", button=("vote", "yes"))
    await tablet.press(page, "/stimme", button=("vote", "no"), status=422)

    assert await cast(sitting) == ["yes"]


async def test_a_vote_after_the_close_gets_a_clear_page_and_the_chair_sees_it(
    world: World, app: Any, settings: Settings, desk: Browser
) -> None:
    sitting = await voting(world)
    tablet = await device(app, settings, sitting, 1)
    page = await tablet.get(path(sitting))
    await sitting.close(1)
    for _ in range(2):
        page = await tablet.press(page, "/stimme", button=("vote", "yes"), status=422) if _ == 0 else page
    assert "Die Abstimmung ist beendet. Ihre Stimme wurde nicht mehr gezählt." in page.text

    assert await queries.late_votes(sitting.district, sitting.id) == [{"number": 1, "count": 1}]
    chair = await desk.get(f"/lichtenberg/sitzungen/{sitting.ref}/leitung")
    assert "1 Stimme kam nach Schluss" in chair.text


async def test_who_has_a_conflict_sees_no_buttons(world: World, app: Any, settings: Settings) -> None:
    sitting = await sit(world)
    await sitting.exclude(2, 1)
    await sitting.call(2)
    await sitting.put(2)
    page = await (await device(app, settings, sitting, 1)).get(path(sitting))

    assert "Sie sind bei diesem Punkt befangen" in page.text
    assert 'name="vote"' not in page.html


async def test_hands_are_raised_not_tapped(world: World, app: Any, settings: Settings) -> None:
    sitting = await voting(world, Method.HANDS)
    page = await (await device(app, settings, sitting, 1)).get(path(sitting))

    assert "Bitte heben Sie die Hand" in page.text
    assert 'name="vote"' not in page.html


async def test_only_what_is_decided_now_is_shown(world: World, app: Any, settings: Settings) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    tablet = await device(app, settings, sitting, 1)
    page = await tablet.get(path(sitting))
    assert "TOP 2 · Idee 1" in page.text
    assert "Jetzt läuft keine Abstimmung." in page.text
    assert "Idee 2" not in page.text

    answer = await tablet.http.get(path(sitting), headers=PARTIAL)
    assert "<html" not in answer.text
    assert "TOP" in answer.text


async def test_another_jurys_meeting_does_not_exist(
    world: World, app: Any, settings: Settings, desk: Browser, browser: Browser
) -> None:
    sitting = await sit(world)
    await browser.get(path(sitting), status=403)
    await desk.get(path(sitting), status=403)
    emine = await signed_in(app, settings, world, "emine")
    await emine.get(path(sitting).replace("lichtenberg", "pankow"), status=403)


async def test_who_leaves_after_voting_reads_that_the_vote_counts(world: World, app: Any, settings: Settings) -> None:
    sitting = await voting(world)
    await sitting.vote(1, 1, Choice.NO)
    await sitting.set_presence(1, False)
    page = await (await device(app, settings, sitting, 1)).get(path(sitting))

    assert "Sie sind als nicht anwesend eingetragen" in page.text
    assert "Ihre Stimme ist gezählt: NEIN" in page.text


async def test_after_the_close_everyone_reads_whether_they_were_counted(
    world: World, app: Any, settings: Settings
) -> None:
    sitting = await voting(world)
    await sitting.vote(1, 1, Choice.YES)
    await sitting.close(1)
    counted, silent = [await device(app, settings, sitting, member) for member in (1, 2)]

    assert "Ihre Stimme ist gezählt: JA" in (await counted.get(path(sitting))).text
    assert "Von Ihnen ist keine Stimme gezählt." in (await silent.get(path(sitting))).text


async def test_a_vote_in_the_background_is_answered_with_the_ballot_paper(
    world: World, app: Any, settings: Settings
) -> None:
    sitting = await voting(world)
    tablet = await device(app, settings, sitting, 1)
    form = (await tablet.get(path(sitting))).form("/stimme")
    answer = await tablet.http.post(
        path(sitting) + "/abstimmungen/1/stimme",
        data={**form.fields, "vote": "yes"},
        headers={**PARTIAL, "Sec-Fetch-Site": "same-origin"},
        follow_redirects=True,
    )

    assert answer.url.path.rstrip("/") == path(sitting)
    assert "<html" not in answer.text
    assert "Ihre Stimme ist gezählt: JA" in answer.text


async def test_who_takes_over_the_chair_finds_the_desk_and_who_hands_it_over_is_told(
    world: World, app: Any, settings: Settings
) -> None:
    sitting = await sit(world)
    first, second = [await device(app, settings, sitting, member) for member in (0, 1)]
    desk = f"/lichtenberg/sitzungen/{sitting.ref}/leitung"
    page = await first.get(desk)
    page = await first.press(page, "/leitung/leitung", button=("seat", str(sitting.seats[1]["id"])))
    assert "Sie haben die Leitung übergeben." in page.text
    assert desk not in page.links()

    region = await second.http.get(path(sitting), headers=PARTIAL)
    assert "Zum Pult der Leitung" in region.text
    await second.get(desk)
