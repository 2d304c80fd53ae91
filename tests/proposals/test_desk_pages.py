from browser import Browser
from kiezfonds.jobs.queries import mails
from kiezfonds.proposals import queries
from kiezfonds.proposals.rules import ProposalState
from world import World, signed_in

DESK = "/lichtenberg/buero/antraege"


async def test_the_list_shows_what_was_handed_in_and_no_drafts(world: World, desk: Browser) -> None:
    call = await world.open_call()
    await world.proposal(call)
    await world.draft(call, "Nur ein Entwurf")

    page = await desk.get(DESK)
    assert "2026-0001 Hofbank ! eingegangen Fennpfuhl" in page.text
    assert "480\u00a0€" in page.html
    assert "Nur ein Entwurf" not in page.text


async def test_the_list_costs_the_same_for_one_and_three(world: World, desk: Browser, statements: list[str]) -> None:
    call = await world.open_call()
    counted = []
    for titles in (["Eins"], ["Zwei", "Drei"]):
        for title in titles:
            await world.proposal(call, title)
        statements.clear()
        await desk.get(DESK)
        cold = asked(statements)
        statements.clear()
        await desk.get(DESK)
        counted.append((cold, asked(statements)))

    assert counted == [(6, 3), (6, 3)]


async def test_a_new_proposal_stands_in_the_list_at_once(world: World, desk: Browser) -> None:
    call = await world.open_call()
    await world.proposal(call, "Eins")
    await desk.get(DESK)
    await world.proposal(call, "Zwei")

    assert "Zwei" in (await desk.get(DESK)).text


async def test_the_list_is_searched_and_filtered(world: World, desk: Browser) -> None:
    call = await world.open_call()
    await world.admitted(call, "Öko-Garten 100%")
    await world.proposal(call, "Lesecafé")

    async def found(asked: str) -> list[bool]:
        text = (await desk.get(f"{DESK}?{asked}")).text
        return [title in text for title in ("Öko-Garten", "Lesecafé")]

    assert await found("q=garten") == [True, False]
    assert await found("q=%C3%96ko") == [True, False]
    assert await found("q=100%25") == [True, False]
    assert await found("q=2026-0002") == [False, True]
    assert await found("q=Ay%C5%9Fe") == [True, True]
    assert await found("stand=admitted") == [True, False]
    assert await found("stand=draft") == [True, True]
    assert await found(f"gebiet={world.areas[1]['id']}") == [False, False]
    assert await found("jahr=2025") == [False, False]
    assert await found("gebiet=viel&seite=x&jahr=abc") == [True, True]


async def test_the_table_to_download_holds_no_formula(world: World, desk: Browser) -> None:
    call = await world.open_call()
    await world.proposal(call, "=HYPERLINK(1)")

    page = await desk.get(f"{DESK}/liste.csv")
    assert page.answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert page.html.splitlines()[1] == (
        "2026-0001;'=HYPERLINK(1);Fennpfuhl;eingegangen;480,00;02.03.2026;über die Internetseite;nein;26.03.2026"
    )


async def test_one_proposal_shows_everything(world: World, desk: Browser) -> None:
    await world.admitted(await world.open_call())
    page = await desk.get(f"{DESK}/2026-0001")

    for words in ("zugelassen", "Ayşe Yılmaz", "ayse@post.example", "480", "Bernd Büro", "Rahmenregelung"):
        assert words in page.text


async def test_the_check_admits(world: World, desk: Browser) -> None:
    row = await world.proposal(await world.open_call())
    page = await desk.get(f"{DESK}/2026-0001/formpruefung")
    page = await desk.press(page, "/formpruefung", button=("decision", "admit"), **all_met(page))

    assert "Der Antrag ist zugelassen." in page.text
    assert await state_of(world, row["id"]) == ProposalState.ADMITTED


async def test_the_check_refuses_to_admit_with_an_open_point(world: World, desk: Browser) -> None:
    row = await world.proposal(await world.open_call())
    page = await desk.get(f"{DESK}/2026-0001/formpruefung")
    answers = {**all_met(page), "not_begun": "no", "in_area": None}
    page = await desk.press(page, "/formpruefung", button=("decision", "admit"), status=422, **answers)

    assert "Bitte beantworten Sie: Das Vorhaben kommt dem Kiez zugute." in page.text
    assert "Bitte erklären Sie, warum trotzdem zugelassen wird" in page.text
    assert await state_of(world, row["id"]) == ProposalState.SUBMITTED


async def test_answers_can_wait(world: World, desk: Browser) -> None:
    await world.proposal(await world.open_call())
    page = await desk.get(f"{DESK}/2026-0001/formpruefung")
    await desk.press(page, "/formpruefung", button=("decision", "save"), in_area="yes", in_area_note="Hof im Kiez")
    page = await desk.get(f"{DESK}/2026-0001/formpruefung")

    known = page.form("/formpruefung").fields
    assert (known["in_area"], known["in_area_note"]) == ("yes", "Hof im Kiez")


async def test_the_check_rejects_with_a_reason_and_a_clause_only(world: World, desk: Browser) -> None:
    row = await world.proposal(await world.open_call())
    page = await desk.get(f"{DESK}/2026-0001/formpruefung")
    page = await desk.press(page, "/formpruefung", button=("decision", "reject"), status=422)
    assert "Bitte schreiben Sie den Grund." in page.text

    page = await desk.press(page, "/formpruefung", button=("decision", "reject"), status=422, reason="Schon begonnen.")
    assert "Bitte kreuzen Sie an, was nicht erfüllt ist" in page.text

    answers = {"reason": "Schon begonnen.", "not_begun": "no"}
    page = await desk.press(page, "/formpruefung", button=("decision", "reject"), **answers)
    assert await state_of(world, row["id"]) == ProposalState.INELIGIBLE
    assert "Schon begonnen. Das Vorhaben hat noch nicht begonnen. – Rahmenregelung Kiezfonds, Beginn" in page.text


async def test_a_decided_check_is_not_decided_again(world: World, desk: Browser) -> None:
    await world.proposal(await world.open_call())
    stale = await desk.get(f"{DESK}/2026-0001/formpruefung")
    other = await desk.get(f"{DESK}/2026-0001/formpruefung")
    await desk.press(other, "/formpruefung", button=("decision", "admit"), **all_met(other))

    page = await desk.press(stale, "/formpruefung", button=("decision", "reject"), reason="Nein.", status=422)
    assert "Über diesen Antrag ist schon formal entschieden." in page.text


async def test_an_idea_on_paper_gets_a_number(world: World, desk: Browser) -> None:
    await world.open_call()
    page = await desk.press(await desk.get(f"{DESK}/neu"), "/antraege", **paper_fields(world))

    assert page.path == f"{DESK}/2026-0001/eingang"
    assert "auf Papier" in page.text
    assert await mails(world.district.id) == []


async def test_the_list_shows_the_day_the_paper_came(world: World, desk: Browser) -> None:
    await world.open_call()
    await desk.press(await desk.get(f"{DESK}/neu"), "/antraege", **{**paper_fields(world), "received_on": "2026-02-27"})

    page, table = await desk.get(DESK), await desk.get(f"{DESK}/liste.csv")

    assert "Fr, 27. Februar 2026" in page.text
    assert "200,00;27.02.2026;auf Papier" in table.text


async def test_paper_of_tomorrow_is_refused_and_keeps_what_was_typed(world: World, desk: Browser) -> None:
    await world.open_call()
    fields = {**paper_fields(world), "received_on": "2026-03-03"}
    page = await desk.press(await desk.get(f"{DESK}/neu"), "/antraege", status=422, **fields)

    assert "Der Eingang liegt in der Zukunft." in page.text
    assert page.form("/antraege").fields["title"] == "Papierbank"


async def test_paper_takes_another_line_of_costs(world: World, desk: Browser) -> None:
    await world.open_call()
    fields = {**paper_fields(world), "title": ""}
    page = await desk.press(await desk.get(f"{DESK}/neu"), "/antraege", button=("add_row", "1"), **fields)

    assert len(page.tree.xpath("//input[@name='cost_what']")) == 2


async def test_other_districts_and_strangers_see_nothing(
    world: World, browser: Browser, app: object, settings: object
) -> None:
    await world.proposal(await world.open_call())
    emine = await signed_in(app, settings, world, "emine")

    assert "Hofbank" not in (await emine.get("/pankow/buero/antraege")).text
    for path in ("2026-0001", "2026-0001/formpruefung"):
        await emine.get(f"/pankow/buero/antraege/{path}", status=404)
    assert "Hofbank" not in (await emine.get("/pankow/buero/antraege/liste.csv")).html
    for path in ("", "/2026-0001", "/liste.csv", "/neu", "/2026-0001/formpruefung"):
        assert (await browser.get(f"{DESK}{path}")).path.startswith("/lichtenberg/anmelden")


def asked(statements: list[str]) -> int:
    return len([sql for sql in statements if sql.lstrip().upper().startswith("SELECT")])


def all_met(page: object) -> dict[str, str]:
    radios = page.tree.xpath("//input[@type='radio']")  # type: ignore[attr-defined] - a browser's page
    return {radio.get("name"): "yes" for radio in radios}


def paper_fields(world: World) -> dict[str, object]:
    return {
        "channel": "paper",
        "received_on": "2026-03-02",
        "title": "Papierbank",
        "summary": "Eine Bank.",
        "description": "Vom Blatt.",
        "area": str(world.areas[0]["id"]),
        "place": "Hof",
        "starts_on": "02.05.2026",
        "ends_on": "30.06.2026",
        "cost_what": "Holz",
        "cost_count": "2",
        "cost_each": "100",
        "requested": "200",
        "has_other": "no",
        "kind": "person",
        "name": "Erna Ohnenetz",
        "street": "Mustergasse 9",
        "town": "10365 Berlin",
        "is_not_begun": "on",
        "is_true": "on",
        "has_read_rules": "on",
        "has_read_privacy": "on",
    }


async def state_of(world: World, proposal: int) -> str:
    row = await queries.proposal_by_id(world.district.id, proposal)
    assert row is not None
    return str(row["state"])
