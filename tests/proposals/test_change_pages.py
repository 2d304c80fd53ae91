from browser import Browser
from kiezfonds.accounts.access_codes import is_current
from kiezfonds.accounts.queries import person
from kiezfonds.audit.tables import AuditLine
from kiezfonds.database.work import rows
from kiezfonds.proposals import actions, casework, queries
from kiezfonds.proposals.attaching import NewFile
from kiezfonds.proposals.attachments import attachments
from kiezfonds.proposals.changes import enter_changes
from kiezfonds.proposals.rules import PDF, ProposalState
from world import World, costs, idea, person_part, signed_in

DESK = "/lichtenberg/buero/antraege"
HERE = f"{DESK}/2026-0001"


async def test_changes_are_asked_for_with_a_day(world: World, desk: Browser) -> None:
    row = await world.proposal(await world.open_call())
    page = await desk.get(f"{HERE}/formpruefung")
    assert page.form("/formpruefung").fields["due_on"] == "2026-03-12"

    page = await desk.press(page, "/formpruefung", button=("decision", "request"), status=422)
    assert "Bitte schreiben Sie, was genau geändert werden soll." in page.text
    page = await desk.press(page, "/formpruefung", button=("decision", "request"), changes="Bitte ein Angebot.")

    assert "Eine E-Mail ist unterwegs." in page.text
    assert "Nachbesserung erbeten bis Do, 12. März 2026 Bitte ein Angebot." in page.text
    assert await state_of(world, row["id"]) == ProposalState.CHANGES_REQUESTED


async def test_later_than_the_deadline_only_when_said(world: World, desk: Browser) -> None:
    await world.proposal(await world.open_call())
    page = await desk.get(f"{HERE}/formpruefung")
    late = {"changes": "Bitte.", "due_on": "2026-03-20"}
    page = await desk.press(page, "/formpruefung", button=("decision", "request"), status=422, **late)
    assert "Die Frist der Runde endet am 12.03.2026." in page.text
    page = await desk.press(page, "/formpruefung", button=("decision", "request"), is_beyond="on")
    assert "bis Fr, 20. März 2026" in page.text


async def test_the_check_shows_what_a_change_changed_and_each_version(world: World, desk: Browser) -> None:
    row = await asked_for(world, desk)
    await actions.save_page(world.district.id, row["id"], costs(410_00), now=world.now)
    assert "410" not in (await desk.get(HERE)).text
    await actions.submit(world.district, row["id"], by=world.actor("bernd"), now=world.now)

    page = await desk.get(f"{HERE}/formpruefung")
    assert "Geändert in Fassung 2" in page.text
    assert "<del>" in page.html
    assert "<ins>" in page.html
    page = await desk.get(f"{HERE}/fassungen/1")
    assert "Die ganze Fassung" in page.text
    page = await desk.get(f"{HERE}/fassungen/2")
    assert "Was sich geändert hat Beantragt gestrichen: 480 neu: 410" in page.text.replace(" €", "")
    await desk.get(f"{HERE}/fassungen/3", status=404)


async def test_paper_is_keyed_in_from_what_is_known(world: World, desk: Browser) -> None:
    row = await asked_for(world, desk)
    page = await desk.get(f"{HERE}/nachbesserung")
    known = page.form("/nachbesserung").fields
    assert (known["title"], known["requested"], known["name"]) == ("Hofbank", "480", "Ayşe Yılmaz")

    page = await desk.press(page, "/nachbesserung", status=422, requested="99000")
    page = await desk.press(page, "/nachbesserung", requested="400", title="Hofbank mit Dach")

    assert page.path == f"{HERE}/formpruefung"
    assert "Die Änderung ist eingetragen." in page.text
    assert await state_of(world, row["id"]) == ProposalState.IN_FORMAL_CHECK
    assert "keine Nachbesserung offen" in (await desk.get(f"{HERE}/nachbesserung")).text


async def test_a_sheet_that_came_with_the_change_belongs_to_the_new_version(world: World, desk: Browser) -> None:
    row = await asked_for(world, desk)
    page = await desk.get(f"{HERE}/nachbesserung")
    assert page.tree.xpath("//form[@enctype='multipart/form-data']//input[@type='file']/@name") == ["files"]
    parts = (idea(world.areas[0]["id"], "Hofbank mit Dach"), costs(400_00), person_part())
    sheet = NewFile(PDF, "blatt.pdf", "application/pdf", b"%PDF-1.7 ...")

    problems = await enter_changes(
        world.district.id, row["id"], parts, by=world.actor("bernd"), now=world.now, files=[sheet]
    )

    assert problems == []
    found = await queries.proposal_by_id(world.district.id, row["id"])
    assert found is not None
    assert found["version_number"] == 2
    assert [file["name"] for file in await attachments(world.district.id, found["version"])] == ["blatt.pdf"]
    assert await attachments(world.district.id, row["version"]) == []


async def test_the_office_ends_a_request(world: World, desk: Browser) -> None:
    row = await asked_for(world, desk)
    page = await desk.press(await desk.get(HERE), "/nachbesserung/ende")
    assert "Bitte entscheiden Sie jetzt." in page.text
    assert await state_of(world, row["id"]) == ProposalState.IN_FORMAL_CHECK


async def test_the_check_hints_at_twins_and_other_money(world: World, desk: Browser) -> None:
    call = await world.open_call()
    await world.proposal(call, "Hofbank")
    row = await world.proposal(call, "Hof-Bank", world.people["ayse"])
    page = await desk.get(f"{DESK}/2026-0002/formpruefung")

    assert "Vielleicht schon einmal da 2026-0001 Hofbank (gleicher Titel, gleiche Person, gleicher Ort)" in page.text
    assert "Anderes Geld ist angegeben" not in page.text
    assert row["number"] == 2


async def test_the_office_takes_an_idea_back_on_the_applicants_word(world: World, desk: Browser) -> None:
    row = await world.admitted(await world.open_call())
    page = await desk.get(f"{HERE}/ruecknahme")
    page = await desk.press(page, "/ruecknahme", status=422, told_on="2026-03-03", told="phone")
    assert "Dieser Tag liegt in der Zukunft." in page.text
    page = await desk.press(page, "/ruecknahme", told_on="2026-03-01", told="phone", reason="Umzug")

    assert "telefonisch, So, 1. März 2026: Umzug" in page.text
    assert await state_of(world, row["id"]) == ProposalState.WITHDRAWN
    assert "schon abgeschlossen" in (await desk.get(f"{HERE}/ruecknahme")).text


async def test_contact_is_set_right_and_the_chain_holds_no_clear_text(world: World, desk: Browser) -> None:
    row = await world.proposal(await world.open_call())
    page = await desk.press(await desk.get(f"{HERE}/kontakt"), "/kontakt", email="neu@post.example")
    assert "Die Angaben sind berichtigt." in page.text

    known = await person(world.district.id, row["applicant"])
    assert known is not None
    assert known["email"] == "neu@post.example"
    line = (
        await AuditLine.select(AuditLine.payload)
        .where(AuditLine.district == world.district.id, AuditLine.act == "correct_contact")
        .first()
    )
    assert line is not None
    assert '"fields":["email"]' in line["payload"]
    assert "post.example" not in line["payload"]
    secret = await rows(
        "SELECT clear FROM audit_secret WHERE district = {} ORDER BY id DESC LIMIT 1", world.district.id
    )
    assert "ayse@post.example" in secret[0]["clear"]


async def test_contact_needs_a_name(world: World, desk: Browser) -> None:
    await world.proposal(await world.open_call())
    page = await desk.press(await desk.get(f"{HERE}/kontakt"), "/kontakt", status=422, name="")
    assert "Bitte ausfüllen: Name" in page.text


async def test_the_receipt_shows_a_new_code_to_the_one_who_issued_it(
    world: World, desk: Browser, app: object, settings: object
) -> None:
    row = await world.proposal(await world.open_call())
    page = await desk.press(await desk.get(f"{HERE}/eingang"), "/zugang")
    code, pin = (strong.text for strong in page.tree.findall(".//strong[@class='kf-panel__reference']"))
    assert await is_current(world.district.id, row["applicant"], code)
    assert (len(code), len(pin)) == (9, 6)
    assert code in (await desk.get(page.path)).text

    birgit = await signed_in(app, settings, world, "birgit")
    assert code not in (await birgit.get(page.path)).text
    newer = await desk.press(page, "/zugang")
    assert code not in newer.text
    assert code not in (await desk.get(page.path)).text


async def test_other_districts_and_strangers_change_nothing(
    world: World, browser: Browser, app: object, settings: object
) -> None:
    row = await world.proposal(await world.open_call())
    emine = await signed_in(app, settings, world, "emine")
    for path in ("nachbesserung", "fassungen/1", "ruecknahme", "kontakt", "eingang"):
        await emine.get(f"/pankow/buero/antraege/2026-0001/{path}", status=404)
        assert (await browser.get(f"{HERE}/{path}")).path.startswith("/lichtenberg/anmelden")
    assert await casework.withdrawal(world.other.id, row["id"]) is None
    assert await queries.versions(world.other.id, row["id"]) == []


async def asked_for(world: World, desk: Browser) -> dict[str, object]:
    row = await world.proposal(await world.open_call())
    page = await desk.get(f"{HERE}/formpruefung")
    await desk.press(page, "/formpruefung", button=("decision", "request"), changes="Bitte ein Angebot.")
    return row


async def state_of(world: World, proposal: object) -> str:
    row = await queries.proposal_by_id(world.district.id, int(str(proposal)))
    assert row is not None
    return str(row["state"])
