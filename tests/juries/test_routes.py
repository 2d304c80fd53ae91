from typing import Any

import pytest

from browser import Browser
from kiezfonds.database.work import rows
from kiezfonds.juries import actions, queries
from kiezfonds.juries.rules import MemberDraft, MemberGroup
from world import World, signed_in

DESK = "/lichtenberg/buero/jurys"
JURY = f"{DESK}/fennpfuhl"
LIST = "Name;E-Mail;Funktion\nClara Jurorin;clara@kiez.example;Vorsitz\nKonrad Kiez;;\n"


async def test_the_office_sets_up_a_jury_with_its_members(world: World, desk: Browser) -> None:
    page = await desk.get(DESK)
    assert page.text.count("noch keine Jury – ") == 2

    page = await desk.get(JURY)
    page = await desk.press(page, "/jurys/fennpfuhl", name="Jury Fennpfuhl", term_until_on="2027-12-31")
    page = await desk.get(f"{JURY}/mitglieder/neu")
    page = await desk.press(page, "/mitglieder", name="Clara Jurorin", email="clara@kiez.example", function="chair")

    assert "Clara Jurorin gehört jetzt zur Jury." in page.text
    page = await desk.get(DESK)
    assert "Jury Fennpfuhl 1" in page.text


async def test_a_list_is_taken_as_a_whole(world: World, desk: Browser) -> None:
    await world.jury(0, MemberDraft("Mira Mieter"))
    page = await upload(desk, LIST)

    assert "2 Mitglieder sind eingetragen." in page.text
    assert "Clara Jurorin Vorsitz" in page.text


async def test_a_wrong_list_says_every_line_and_stores_nothing(world: World, desk: Browser) -> None:
    (mira,) = await world.jury(0, MemberDraft("Mira Mieter", "mira@kiez.example"))
    page = await upload(desk, "Name;E-Mail\n;a@b.example\nKonrad Kiez;konrad\n", status=422)

    assert "Zeile 2: Der Name fehlt." in page.text
    assert "Zeile 3: „konrad“ ist keine E-Mail-Adresse." in page.text
    page = await upload(desk, "Name;E-Mail\nMira;mira@kiez.example\nNeu;\n", status=422)
    assert "Mira steht schon auf der Liste: mira@kiez.example." in page.text
    assert len(await queries.seats(world.district.id, mira["jury"], world.now.date())) == 1


async def test_an_upload_without_a_file_asks_for_one(world: World, desk: Browser) -> None:
    await world.jury()
    page = await desk.get(f"{JURY}/mitgliederliste")
    page = await desk.press(page, "/mitgliederliste", status=422, file=None)

    assert "Bitte wählen Sie eine Datei aus." in page.text


async def test_a_member_takes_the_chair_and_another_leaves(world: World, desk: Browser) -> None:
    await world.jury()
    page = await desk.get(f"{JURY}/mitglieder/2")
    page = await desk.press(page, "/funktion", function="chair")
    assert "Konrad Kiez Vorsitz" in page.text

    page = await desk.get(f"{JURY}/mitglieder/1")
    page = await desk.press(page, "/ende", ended_on="2026-03-02")
    assert "wohnt oder arbeitet im Gebiet clara@kiez.example noch keiner ✓ ausgeschieden" in page.text


async def test_a_chair_cannot_just_lay_it_down(world: World, desk: Browser) -> None:
    await world.jury()
    page = await desk.get(f"{JURY}/mitglieder/1")
    page = await desk.press(page, "/funktion", status=422, function="member")

    assert "Bestimmen Sie zuerst, wer den Vorsitz übernimmt." in page.text


async def test_cards_with_links_are_shown_once_and_open_the_jury(world: World, desk: Browser, browser: Browser) -> None:
    await world.jury()
    page = await desk.get(f"{JURY}/zugaenge")
    page = await desk.press(page, "/zugaenge", button=("wer", "neue"))
    links = [word for word in page.text.split() if "/l/" in word]
    assert len(links) == 3
    assert page.html.count("<svg") == 3

    page = await browser.get(links[0])
    page = await browser.press(page, "/l/" + links[0].partition("/l/")[2])
    assert page.path == "/lichtenberg/jury"
    assert "Guten Tag, Clara Jurorin." in page.text

    page = await desk.get(f"{JURY}/zugaenge")
    assert links[0] not in page.html
    assert "noch keinen Zugang" not in page.text.replace("0 Mitglieder haben noch keinen Zugang", "")


async def test_a_renewed_link_goes_out_by_mail_where_asked(world: World, desk: Browser) -> None:
    await world.jury()
    page = await desk.get(f"{JURY}/mitglieder/1")
    page = await desk.press(page, "/zugang", mail="on")

    (mail,) = await rows("SELECT recipient, body FROM mail")
    assert mail["recipient"] == "clara@kiez.example"
    (link,) = [word for word in page.text.split() if "/l/" in word]
    assert link in mail["body"]


async def test_an_auditor_looks_and_changes_nothing(world: World, desk: Browser) -> None:
    seats = await world.jury()
    await rows("UPDATE staff_role SET role = 'auditor' WHERE person = {}", world.people["bernd"])
    page = await desk.get(JURY)
    assert "Mitglied eintragen" not in page.text

    await desk.get(f"{JURY}/mitglieder/neu", status=403)
    await desk.get(f"{JURY}/zugaenge", status=403)
    assert len(seats) == 3


async def test_another_district_and_a_stranger_see_nothing(
    world: World, app: Any, settings: Any, browser: Browser
) -> None:
    await world.jury()
    emine = await signed_in(app, settings, world, "emine")

    await emine.get("/pankow/buero/jurys/fennpfuhl", status=404)
    for page in (await emine.get(JURY), await browser.get(JURY)):
        assert page.path.startswith("/lichtenberg/anmelden")


@pytest.mark.parametrize("members", [1, 3])
async def test_the_pages_cost_the_same_however_many_sit_there(
    world: World, desk: Browser, statements: list[str], members: int
) -> None:
    await world.jury(0, *(MemberDraft(f"Mitglied {n}") for n in range(members)))
    for path, count in ((DESK, 3), (JURY, 10), (f"{JURY}/zugaenge", 5), (f"{JURY}/mitglieder/1", 5)):
        statements.clear()
        await desk.get(path)
        assert (path, len(statements)) == (path, count)


async def test_a_members_page_of_nobody_does_not_exist(world: World, desk: Browser) -> None:
    seats = await world.jury()
    await actions.end_seat(world.district.id, seats[2]["id"], world.now.date(), by=world.actor("bernd"), now=world.now)

    page = await desk.get(f"{JURY}/mitglieder/3")
    assert "Ausgeschieden am Mo, 2. März 2026" in page.text
    assert "Sitz beenden" not in page.text
    token = (await desk.get(f"{JURY}/mitglieder/1")).form("/ende").fields["_csrf"]
    await desk.post(f"{JURY}/mitglieder/3/ende", {"_csrf": token, "ended_on": "2026-03-02"}, status=404)
    await desk.get(f"{JURY}/mitglieder/9", status=404)
    await desk.get(f"{DESK}/alt-lichtenberg/mitglieder/1", status=404)


async def test_the_list_is_searched_narrowed_and_taken_along(world: World, desk: Browser) -> None:
    drawn = MemberDraft("Lena Los", group=MemberGroup.DRAWN)
    society = MemberDraft(
        "Vera Verein", "vera@chor.example", group=MemberGroup.ORGANISED, organisation="Chor Fennpfuhl"
    )
    await world.jury(0, drawn, society)

    page = await desk.get(f"{JURY}?q=chor")
    assert "Vera Verein" in page.text
    assert "Lena Los" not in page.text
    page = await desk.get(f"{JURY}?gruppe=drawn&stand=active")
    assert "Lena Los" in page.text
    assert "Vera Verein" not in page.text
    desk.checks = False
    table = await desk.get(f"{JURY}/liste.csv?ordnung=-name")
    assert [line.split(";")[1] for line in table.answer.text.splitlines()] == ["Name", "Vera Verein", "Lena Los"]
    assert "Fennpfuhl;Bürgerjury Fennpfuhl;2" in (await desk.get(f"{DESK}/liste.csv?stand=there")).answer.text


async def test_a_jury_unlike_the_rule_set_is_told(world: World, desk: Browser) -> None:
    await world.fund()
    await world.jury()
    page = await desk.get(JURY)

    assert "3, davon ausgelost 0 (0 %), aus Vereinen und Einrichtungen 0 (0 %)" in page.text
    assert "Die Jury hat 3 Mitglieder, mindestens 15 sollen es sein." in page.text
    assert "Ausgelost sind 0 von 3, mindestens 60 % sollen es sein." in page.text


async def test_a_page_of_cards_loaded_again_ends_no_link(world: World, desk: Browser, browser: Browser) -> None:
    await world.jury()
    page = await desk.get(f"{JURY}/zugaenge")
    sent = {name: value for name, value in page.form("/zugaenge").form_values() if name} | {"wer": "neue"}
    first = await desk.post(f"{JURY}/zugaenge", sent)
    again = await desk.post(f"{JURY}/zugaenge", sent)
    links = [word for word in first.text.split() if "/l/" in word]

    assert len(links) == 3
    assert [word for word in again.text.split() if "/l/" in word] == links
    assert (await rows("SELECT count(*) AS n FROM access_link WHERE purpose = 'juror'"))[0]["n"] == 3
    opened = await browser.press(await browser.get(links[0]), "/l/" + links[0].partition("/l/")[2])
    assert opened.path == "/lichtenberg/jury"


async def test_issuing_anew_says_first_whose_links_end(world: World, desk: Browser, browser: Browser) -> None:
    await world.jury()
    page = await desk.get(f"{JURY}/zugaenge")
    sent = {name: value for name, value in page.form("/zugaenge").form_values() if name} | {"wer": "neue"}
    before = await desk.post(f"{JURY}/zugaenge", sent)
    old = next(word for word in before.text.split() if "/l/" in word)

    page = await desk.get(f"{JURY}/zugaenge")
    assert f"{JURY}/zugaenge/neu" in page.links()
    page = await desk.get(f"{JURY}/zugaenge/neu")
    assert "Das betrifft 3 Mitglieder: Clara Jurorin, Konrad Kiez, Mira Mieter ." in page.text
    page = await desk.press(page, "/zugaenge", button=("wer", "alle"))
    assert old not in page.html
    await browser.get(old, status=404)
    stale = await desk.post(f"{JURY}/zugaenge", sent)
    assert "Für manche gibt es inzwischen einen neueren Zugang" in stale.text
    assert "/l/" not in stale.text


async def test_a_form_without_its_key_issues_nothing(world: World, desk: Browser) -> None:
    await world.jury()
    token = (await desk.get(f"{JURY}/zugaenge")).form("/zugaenge").fields["_csrf"]
    await desk.post(f"{JURY}/zugaenge", {"_csrf": token, "wer": "alle"}, status=422)

    assert await rows("SELECT id FROM access_link WHERE purpose = 'juror'") == []


async def test_what_looks_alike_is_a_hint_until_somebody_confirms_it(world: World, desk: Browser) -> None:
    (yara,) = await world.jury(0, MemberDraft("Yara Yılmaz", street="Mustergasse 7", town="10365 Berlin"))
    proposal = await world.admitted(await world.open_call())
    page = await desk.get(JURY)
    assert "Yara Yılmaz · 2026-0001 Hofbank : dieselbe Anschrift oder Telefonnummer" in page.text
    assert await queries.conflicted_seats(world.district.id, proposal["id"]) == set()

    (link,) = [link for link in page.links() if "mitglied=" in link]
    page = await desk.press(await desk.get(link), "/befangenheiten")
    assert "dieselbe Anschrift" not in page.text
    assert await queries.conflicted_seats(world.district.id, proposal["id"]) == {yara["id"]}


async def upload(desk: Browser, text: str, status: int = 200) -> Any:
    page = await desk.get(f"{JURY}/mitgliederliste")
    fields = {name: value for name, value in page.form("/mitgliederliste").form_values() if name}
    file = {"file": ("jury.csv", text.encode(), "text/csv")}
    return await desk.post(f"{JURY}/mitgliederliste", fields, status=status, files=file)
