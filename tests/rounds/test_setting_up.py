"""A fund is set up page by page; its rules change until the first idea came in."""

from typing import Any

import pytest

from browser import Browser
from kiezfonds.database.work import rows
from kiezfonds.rounds import queries
from kiezfonds.rounds.funds import RULES_ARE_USED
from kiezfonds.rounds.rule_sets import adjust_rules, choose_presets
from kiezfonds.rounds.rules import Chosen, read_rules
from world import World, signed_in

FUND = "/lichtenberg/buero/fonds/kiezfonds-2026"
RULES = f"{FUND}/regeln"


async def rules_now(world: World) -> tuple[dict[str, Any], Any]:
    fund = await queries.fund(world.district.id, "kiezfonds-2026")
    assert fund is not None
    return fund, read_rules(fund["content"])


async def test_the_office_goes_from_the_money_to_the_summary(world: World, desk: Browser) -> None:
    page = await desk.get("/lichtenberg/buero/fonds/neu")
    page = await desk.press(page, "/buero/fonds", name="Kiezfonds", year="2026", total="26.000", key="inhabitants")
    page = await desk.press(page, "/vorlagen?reihe=1", fund="lichtenberg", jury="lichtenberg", voting="verein")
    page = await desk.press(page, "/geld?reihe=1", max_amount_cents="1.500", min_per_area_cents="2.600")
    page = await desk.press(page, "/jury?reihe=1", min_age="14")
    page = await desk.press(page, "/abstimmung?reihe=1", score_mode="criteria", criteria="Nutzen | 2 | 0 | 3")

    assert page.path == f"{RULES}?reihe=1"
    fund, rules = await rules_now(world)
    assert fund["rule_set_name"] == "Lichtenberg mit Verein (BGB)"
    assert (rules.fund.key, rules.fund.max_amount_cents, rules.fund.min_per_area_cents) == (
        "inhabitants",
        1500_00,
        2600_00,
    )
    assert (rules.jury.min_age, rules.voting.score_mode) == (14, "criteria")
    assert [(c.text, c.weight) for c in rules.voting.criteria] == [("Nutzen", 2)]
    assert fund["sha256"] in page.text
    assert "1.500 €" in page.text


async def test_a_page_saved_as_it_is_changes_nothing(world: World, desk: Browser) -> None:
    await world.fund()
    before, rules = await rules_now(world)
    for part in ("geld", "jury", "abstimmung"):
        page = await desk.get(f"{RULES}/{part}")
        await desk.press(page, f"/{part}")

    fund, after = await rules_now(world)
    assert (fund["rule_set"], after) == (before["rule_set"], rules)


async def test_every_change_is_a_new_version_and_the_old_one_stays(world: World) -> None:
    fund = await world.fund()
    by = world.actor("bernd")
    values = {"max_amount_cents": 2_000_00}
    assert await adjust_rules(world.district.id, fund["id"], "fund", values, by=by, now=world.now) == []

    found = await rows("SELECT version, sha256, content FROM rule_set ORDER BY version")
    assert [row["version"] for row in found] == [1, 2]
    assert [read_rules(row["content"]).fund.max_amount_cents for row in found] == [1_000_00, 2_000_00]
    assert found[0]["sha256"] != found[1]["sha256"]


async def test_after_the_first_idea_the_rules_stay(world: World, desk: Browser) -> None:
    call = await world.open_call()
    await world.draft(call)
    fund, _ = await rules_now(world)
    by, now = world.actor("bernd"), world.now
    assert await choose_presets(world.district.id, fund["id"], Chosen("qm", "qm", "qm"), by=by, now=now) == []
    await choose_presets(world.district.id, fund["id"], Chosen.of("lichtenberg"), by=by, now=now)
    await world.proposal(call)

    problems = await choose_presets(world.district.id, fund["id"], Chosen("qm", "qm", "qm"), by=by, now=now)
    assert problems == [RULES_ARE_USED]
    assert await adjust_rules(world.district.id, fund["id"], "fund", {}, by=by, now=now) == problems
    await desk.get(f"{RULES}/geld", status=409)
    page = await desk.get(RULES)
    assert "bleiben sie für das ganze Jahr, wie sie sind" in page.text
    assert f"{RULES}/geld" not in page.links()


async def test_wrong_values_are_named_and_kept(world: World, desk: Browser) -> None:
    await world.fund()
    page = await desk.get(f"{RULES}/geld")
    wrong = {"max_amount_cents": "10", "min_amount_cents": "20", "proof_latest": "30.02."}
    page = await desk.press(page, "/geld", status=422, **wrong)
    assert "Bitte schreiben Sie Tag und Monat wie 31.01." in page.text
    assert page.form("/geld").fields["min_amount_cents"] == "20"

    page = await desk.press(page, "/geld", status=422, proof_latest="31.01.")
    assert "Der Mindestbetrag ist höher als der Höchstbetrag." in page.text
    page = await desk.get(f"{RULES}/abstimmung")
    page = await desk.press(page, "/abstimmung", status=422, criteria="Nutzen | viel")
    assert "Hinter jeder Frage stehen nur Zahlen" in page.text


async def test_everyone_reads_the_rules_of_a_released_fund(world: World, browser: Browser) -> None:
    await world.fund("Zweiter")
    await world.open_call()
    page = await browser.get("/lichtenberg/fonds/kiezfonds-2026")
    assert "/lichtenberg/fonds/kiezfonds-2026/regeln" in page.links()
    page = await browser.get("/lichtenberg/fonds/kiezfonds-2026/regeln")

    assert "mehr als die Hälfte aller Mitglieder, mindestens drei" in page.text
    assert "Vorlage:" not in page.text
    await browser.get("/lichtenberg/fonds/zweiter-2026/regeln", status=404)
    await browser.get("/lichtenberg/fonds/zweiter-2026", status=404)
    await browser.get("/pankow/fonds/kiezfonds-2026/regeln", status=404)


async def test_only_the_own_district_sets_up_rules(world: World, app: Any, settings: Any) -> None:
    await world.fund()
    emine = await signed_in(app, settings, world, "emine")

    await emine.get("/pankow/buero/fonds/kiezfonds-2026/regeln", status=404)
    await emine.get("/pankow/buero/fonds/kiezfonds-2026/regeln/geld", status=404)
    await emine.get("/pankow/buero/fonds/kiezfonds-2026/termine", status=404)


async def test_the_fund_says_what_its_letters_still_need(world: World, desk: Browser, district_desk: Browser) -> None:
    await world.fund(mode=None)
    page = await desk.get(FUND)
    assert "wer das Geld zusagt" in page.text
    assert "Das bestätigt das Bezirksamt." in page.text

    page = await district_desk.get(f"{FUND}/rechtsform")
    said = {
        "mode": "administrative_act",
        "issuing_body": "Bezirksamt",
        "legal_basis": "§ 44 LHO",
        "confirmed_by": "Doris Amt",
        "confirmed_on": "2026-03-01",
    }
    page = await district_desk.press(page, "/rechtsform", status=422, **said)
    assert "Ein Zuwendungsbescheid braucht den Sitz der Behörde." in page.text
    page = await district_desk.press(page, "/rechtsform", authority_seat="Bezirksamt, Mustergasse 9")
    assert "Noch kann kein Brief hinausgehen" not in page.text


async def test_two_funds_of_one_district_promise_in_two_ways(world: World, desk: Browser) -> None:
    from kiezfonds.rounds.rules import NoticeMode

    await world.fund()
    await world.fund("Kiezkasse", mode=NoticeMode.ADMINISTRATIVE_ACT)
    page = await desk.get("/lichtenberg/buero/fonds")

    assert "Fördervereinbarung mit dem Träger" in page.text
    assert "Zuwendungsbescheid des Bezirksamts" in page.text
    page = await desk.get("/lichtenberg/buero/fonds?q=kasse")
    assert "Kiezfonds 2026" not in page.text
    page = await desk.get("/lichtenberg/buero/fonds?zusage=civil_agreement")
    assert "Kiezkasse" not in page.text.split("Alle Fonds (1)")[-1].split("CSV")[0]


@pytest.mark.parametrize("funds", [1, 3])
async def test_the_list_of_funds_costs_the_same(world: World, desk: Browser, statements: list[str], funds: int) -> None:
    for number in range(funds):
        await world.fund(f"Fonds {number}")
    statements.clear()
    await desk.get("/lichtenberg/buero/fonds")

    assert len(statements) == 3
