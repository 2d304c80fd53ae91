"""What the public sees of projects, and what never."""

from browser import Browser
from kiezfonds.audit.actions import record
from kiezfonds.database.work import transaction
from kiezfonds.ground.actors import SYSTEM
from kiezfonds.proposals.attaching import end_release, release
from kiezfonds.proposals.tables import Attachment
from transparency.seeds import SECRETS, past_elsewhere, past_of
from world import World


async def test_an_empty_list_says_what_will_be_here(world: World, browser: Browser) -> None:
    page = await browser.get("/lichtenberg/projekte")

    assert "Noch gibt es kein gefördertes Projekt." in page.text


async def test_one_project_shows_sum_holder_time_and_what_the_jury_said(world: World, browser: Browser) -> None:
    past = await past_of(world)
    ref = await past.project("Hofbank")
    await past.book(past.places[0]["id"], "commitment", 480_00)

    page = await browser.get(f"/lichtenberg/projekte/{ref}")

    for words in (
        "Hofbank",
        "Kurz: Hofbank",
        "Träger Privatperson",
        "Fördersumme 480 €",
        "Sa, 2. Mai 2026 bis Di, 30. Juni 2026",
        "Kiez Fennpfuhl",
        "Stand zugesagt",
        "Sitzung am Do, 12. Februar 2026",
        "Ja 7 · Nein 2 · Enthaltung 1",
        "Das bringt Nachbarn zusammen.",
    ):
        assert words in page.text
    assert "/lichtenberg/sitzungen/2026-1" in page.links()


async def test_released_pictures_are_shown_to_everybody_and_no_others(world: World, browser: Browser) -> None:
    past = await past_of(world)
    ref = await past.project("Hofbank", pictures=["Die Bank im Hof", "Das Klingelschild"])
    first = (await Attachment.select(Attachment.id).order_by(Attachment.position))[0]["id"]
    by = world.actor("bernd")
    assert await release(world.district.id, first, by=by, now=world.now) == []

    page = await browser.get(f"/lichtenberg/projekte/{ref}")
    answer = (await browser.get(f"/lichtenberg/projekte/{ref}/bilder/1")).answer

    assert [i.get("alt") for i in page.tree.xpath("//main//img")] == ["Die Bank im Hof"]
    assert (answer.headers["content-type"], answer.content) == ("image/jpeg", b"picture 1")
    await browser.get(f"/lichtenberg/projekte/{ref}/bilder/2", status=404)
    await browser.get(f"/pankow/projekte/{ref}/bilder/1", status=404)
    await end_release(world.district.id, first, by=by, now=world.now)
    await browser.get(f"/lichtenberg/projekte/{ref}/bilder/1", status=404)


async def test_a_picture_of_what_is_not_public_is_not_there(world: World, browser: Browser) -> None:
    past = await past_of(world)
    ref = await past.project("Hofbank", "approved", letter="drafted", pictures=["Die Bank im Hof"])
    (picture,) = await Attachment.select(Attachment.id)
    assert await release(world.district.id, picture["id"], by=world.actor("bernd"), now=world.now) == []

    await browser.get(f"/lichtenberg/projekte/{ref}/bilder/1", status=404)


async def test_what_applicants_and_office_wrote_says_in_which_language(world: World, browser: Browser) -> None:
    ref = await (await past_of(world)).project("Hofbank")

    page = await browser.get(f"/en/lichtenberg/projekte/{ref}")

    marked = {e.text_content().strip(): e.get("lang") for e in page.tree.xpath("//main//*[@lang]")}
    assert {"Hofbank": "de", "Kurz: Hofbank": "de", "Das bringt Nachbarn zusammen.": "de"}.items() <= marked.items()


async def test_a_group_is_named_and_a_private_person_is_not(world: World, browser: Browser) -> None:
    past = await past_of(world)
    await past.project("Hofbank")
    await past.project("Lesecafé", kind="organisation", group="Leseverein e. V.")

    page = await browser.get("/lichtenberg/projekte")

    assert "Privatperson" in page.text
    assert "Leseverein e. V." in page.text


async def test_no_page_says_a_name_an_address_or_what_was_not_funded(world: World, browser: Browser) -> None:
    past, elsewhere = await past_of(world), await past_elsewhere(world)
    ref = await past.project("Hofbank")
    await elsewhere.project("Fremdes Beet", kind="group", group="Pankower Gruppe")
    hidden = {
        await past.project("Abgelehnte Idee", "rejected", amount=0): "Abgelehnte Idee",
        await past.project("Brief im Entwurf", "approved", letter="drafted"): "Brief im Entwurf",
        await past.project("Nur beschlossen", "notified", letter="drafted"): "Nur beschlossen",
        await past.project("Neu eingegangen", "submitted", letter=""): "Neu eingegangen",
        await past.project("Widerrufen", "revoked"): "Widerrufen",
        await past.project("Zurückgezogen", "withdrawn"): "Zurückgezogen",
    }

    paths = ("", "/projekte", f"/projekte/{ref}", "/gebiete/fennpfuhl", "/projekte?gebiet=fennpfuhl&jahr=2026")
    pages = [await browser.get(f"/lichtenberg{path}") for path in paths]

    never = [*SECRETS, *hidden.values(), "Fremdes Beet", "Pankower Gruppe"]
    assert [(p.path, word) for p in pages for word in never if word in p.html] == []
    assert all("Hofbank" in p.html for p in pages)
    for hidden_ref in hidden:
        await browser.get(f"/lichtenberg/projekte/{hidden_ref}", status=404)


async def test_a_reference_leads_only_to_the_own_districts_project(world: World, browser: Browser) -> None:
    ref = await (await past_elsewhere(world)).project("Fremdes Beet")

    await browser.get(f"/pankow/projekte/{ref}")
    await browser.get(f"/lichtenberg/projekte/{ref}", status=404)
    await browser.get("/lichtenberg/projekte/unsinn", status=404)


async def test_the_list_is_filtered_by_area_and_year(world: World, browser: Browser) -> None:
    past, before = await past_of(world), await past_of(world, 2025)
    await past.project("Hofbank")
    await past.project("Lesecafé", area=past.places[1]["id"])
    await before.project("Altes Fest")

    assert await titles(browser, "") == ["Lesecafé", "Hofbank", "Altes Fest"]
    assert await titles(browser, "?gebiet=fennpfuhl") == ["Hofbank", "Altes Fest"]
    assert await titles(browser, "?gebiet=fennpfuhl&jahr=2025") == ["Altes Fest"]
    assert await titles(browser, "?gebiet=gibt-es-nicht&jahr=viel") == ["Lesecafé", "Hofbank", "Altes Fest"]
    page = await browser.get("/lichtenberg/projekte?gebiet=alt-lichtenberg&jahr=2025")
    assert "Dazu gibt es kein gefördertes Projekt." in page.text


async def test_a_long_list_is_cut_into_pages_of_fifty(world: World, browser: Browser) -> None:
    past = await past_of(world)
    for number in range(53):
        await past.project(f"Projekt {number:02d}")

    page = await browser.get("/lichtenberg/projekte?gebiet=fennpfuhl")
    assert len(await titles(browser, "?gebiet=fennpfuhl")) == 50
    assert "?seite=2&gebiet=fennpfuhl" in page.links()
    assert await titles(browser, "?seite=2&gebiet=fennpfuhl") == ["Projekt 02", "Projekt 01", "Projekt 00"]
    assert await titles(browser, "?seite=3") == []
    assert len(await titles(browser, "?seite=-1")) == 50


async def test_a_list_costs_the_same_queries_with_one_project_and_with_many(
    world: World, browser: Browser, statements: list[str]
) -> None:
    past = await past_of(world)
    await past.project("Hofbank")
    counts = []
    for _ in range(2):
        statements.clear()
        await browser.get("/lichtenberg/projekte")
        counts.append(len(statements))
        for number in range(20):
            await past.project(f"Projekt {number}")
        await an_act_in(world)

    assert counts == [5, 5]


async def test_a_list_nothing_has_happened_to_costs_two_queries(
    world: World, browser: Browser, statements: list[str]
) -> None:
    await (await past_of(world)).project("Hofbank")
    first = await browser.get("/lichtenberg/projekte")
    statements.clear()
    second = await browser.get("/lichtenberg/projekte")

    assert len(statements) == 2
    assert second.text == first.text


async def test_the_list_shows_what_an_act_has_changed(world: World, browser: Browser) -> None:
    past = await past_of(world)
    assert await titles(browser, "") == []
    await past.project("Hofbank")
    await an_act_in(world)
    assert await titles(browser, "") == ["Hofbank"]


async def test_a_documented_project_names_its_source(world: World, browser: Browser) -> None:
    past = await past_of(world)
    told = "Ayşe Geheim baut mit.\n\nBelegt: Titel.\nQuelle L19: Liste der Projekte 2019"
    ours = await past.project("Altes Fest", channel="paper", description=told)
    theirs = await past.project("Neues Fest", channel="web", description=told)

    page = await browser.get(f"/lichtenberg/projekte/{ours}")
    assert "Belegt: Titel. Quelle L19: Liste der Projekte 2019" in page.text
    assert "Ayşe Geheim" not in page.text
    assert "Liste der Projekte" not in (await browser.get(f"/lichtenberg/projekte/{theirs}")).text


async def titles(browser: Browser, query: str) -> list[str]:
    page = await browser.get(f"/lichtenberg/projekte{query}")
    return [" ".join(a.text_content().split()) for a in page.tree.xpath("//h3/a")]


async def an_act_in(world: World) -> None:
    """What every act does and the seeds, written straight into the tables, do not: a line in the chain."""
    async with transaction():
        await record(world.district.id, "issue_notice", by=SYSTEM, now=world.now)
