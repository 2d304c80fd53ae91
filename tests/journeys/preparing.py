"""The first chapters: from the fund to the invitation, each person on their own device, by the words on the page."""

import base64
from datetime import UTC, date, datetime

from journeys.cast import AREA, HOME, MEMBERS, PASSWORD
from journeys.devices import Device
from journeys.story import IDEA, SECOND, SUMMARY, Story
from kiezfonds.accounts import one_time
from kiezfonds.rounds.rules import preset


async def office_arrives(story: Story) -> None:
    """Each opens the one-time link, chooses a password, and sets up an app."""
    for name, path in story.invitations.items():
        desk = await story.device(name, "desk")
        await desk.open(path)
        await desk.press("Öffnen")
        await desk.send("Passwort speichern", password=PASSWORD, repeated=PASSWORD)
        await desk.sees("Ihr Passwort ist gesetzt.")
        await desk.send("Code bestätigen", code=await shown_code(desk))
        await desk.follow("Ich habe die Codes aufbewahrt")


async def shown_code(desk: Device) -> str:
    """What the app on the telephone shows, given the key on this page."""
    typed = await desk.page.locator("details .kf-number").text_content() or ""
    secret = base64.b32decode(typed.replace(" ", ""))
    return one_time.code_at(secret, one_time.step_at(datetime.now(UTC)))


async def fund_is_set_up(story: Story) -> None:
    doris = story.people["Doris Amt"]
    await doris.open(story.at("buero", "fonds"))
    await doris.follow("Fonds anlegen")
    await doris.send("Fonds anlegen", name="Kiezfonds", year=story.dates.year, preset="lichtenberg", total="26.000")
    await doris.sees("Der Fonds ist angelegt.")
    story.fund = doris.page.url.rsplit("/", 1)[1]
    await doris.follow("Ändern")
    await doris.send(
        "Speichern",
        mode="civil_agreement",
        issuing_body="Kiezwerk e. V.",
        legal_basis="§§ 23, 44 LHO",
        complaints_desk="Ombudsstelle, Mustergasse 1",
        confirmed_by="Doris Amt, Bezirksamt",
        confirmed_on=date(story.dates.year - 1, 1, 15),
    )
    await doris.press("Verteilen und freigeben")
    await doris.sees("freigegeben")


async def call_is_published(story: Story) -> None:
    bernd = story.people["Bernd Büro"]
    await bernd.open(story.at("buero", "fonds", story.fund))
    await bernd.follow("Aufruf anlegen")
    await bernd.send("Aufruf anlegen", title="Ideen für den Kiez", intro="Alle dürfen mitmachen.")
    await bernd.send(
        "Termin eintragen",
        area=AREA,
        deadline_on=story.dates.deadline_on,
        held_on=story.dates.held_on,
        held_time="18:00",
        place="Seniorenclub, Mustergasse 3",
    )
    await bernd.press("Aufruf veröffentlichen")
    await bernd.sees("Der Aufruf ist veröffentlicht.")


async def idea_comes_in(story: Story) -> None:
    """Ayşe, on her phone, without an account."""
    phone = await story.device("Ayşe", "phone")
    await phone.open(HOME)
    await phone.follow("Idee einreichen", within="main")
    await phone.send(
        "Speichern und weiter",
        title=IDEA,
        summary=SUMMARY,
        description="Ein Nachmittag mit Musik, Kuchen und Spielen. Zehn Nachbarinnen helfen mit.",
    )
    await phone.send("Speichern und weiter", area=AREA, place="Am Fennpfuhl, Wiese")
    await phone.send("Speichern und weiter", starts_on=story.dates.starts_on, ends_on=story.dates.ends_on)
    costs = {"cost_what": "Musik", "cost_count": "1", "cost_each": "350,50"}
    await phone.send("Speichern und weiter", **costs, requested="350,50", smallest="200", has_other="no")
    await phone.press("Speichern und weiter")  # no pictures
    await phone.send(
        "Speichern und weiter",
        kind="person",
        name="Ayşe Yıldız",
        street="Beispielstraße 7",
        town="10369 Berlin",
        email="ayse@kiez.example",
        volunteer_work="Zehn Menschen, je vier Stunden",
    )
    await phone.sees("Stimmt alles?", IDEA, "Ayşe Yıldız")
    await phone.send("Idee absenden", is_not_begun="on", is_true="on", has_read_rules="on", has_read_privacy="on")
    await phone.sees("Ihre Idee ist angekommen")
    story.idea = await phone.text(".kf-panel__reference")
    await phone.follow("Mein Antrag", within="main")
    await phone.sees(IDEA, story.idea)


async def jury_is_appointed(story: Story) -> None:
    bernd = story.people["Bernd Büro"]
    await bernd.open(story.at("buero", "jurys"))
    await bernd.follow(AREA)
    await bernd.send("Jury anlegen")
    await bernd.follow("Liste hochladen")
    members = {"name": "jury.csv", "mimeType": "text/csv", "buffer": MEMBERS.encode("utf-8-sig")}
    await bernd.send("Liste hochladen", file=members)
    await bernd.sees("8 Mitglieder sind eingetragen.", "Frieda Vorsitz")
    await bernd.follow("Zugänge ausstellen")
    await bernd.press("Für Mitglieder ohne Zugang ausstellen")
    for card in await bernd.page.locator(".kf-cards > *").all():
        words = (await card.inner_text()).split("\n")
        link = next(word.strip() for word in words if "/l/" in word)
        story.juror_links[words[0].strip()] = link
    assert len(story.juror_links) == 8


async def idea_comes_on_paper(story: Story) -> None:
    bernd = story.people["Bernd Büro"]
    await bernd.open(story.at("buero", "antraege"))
    await bernd.follow("Idee aufnehmen")
    await bernd.send(
        "Idee aufnehmen",
        received_on=date.today(),  # noqa: DTZ011 - the day people read on the wall
        title=SECOND,
        summary="Drei Bänke zum Ausruhen.",
        description="Wir bauen sie selbst an zwei Samstagen.",
        area=AREA,
        place="Hof der Musterstraße 4",
        starts_on=story.dates.starts_on,
        ends_on=story.dates.ends_on,
        cost_what="Holz",
        cost_count="3",
        cost_each="150",
        requested="450",
        smallest="300",
        has_other="no",
        kind="group",
        group_name="Hofgruppe Musterstraße",
        name="Dmitri Dorn",
        street="Musterstraße 4",
        town="10369 Berlin",
        volunteer_work="Sechs Menschen, zwei Samstage",
        **dict.fromkeys(("is_not_begun", "is_true", "has_read_rules", "has_read_privacy"), "on"),
    )
    await bernd.sees(SECOND)
    story.second = bernd.page.url.rsplit("/", 2)[1]  # from its receipt


async def office_admits(story: Story) -> None:
    bernd = story.people["Bernd Büro"]
    points = {check.point: "yes" for check in preset("lichtenberg").fund.checklist}
    for number in (story.idea, story.second):
        await bernd.open(story.at("buero", "antraege"))
        await bernd.follow(number)
        await bernd.follow("Formprüfung")
        await bernd.send("Zulassen", **points)
        await bernd.sees("zugelassen")


async def jurors_read(story: Story) -> None:
    """Clara notes what she thinks; Georg declares that he is too close to it."""
    for name in ("Clara Jury", "Georg Garten", "Hanna Haus", "Ilja Insel"):
        tablet = await story.device(name, "tablet")
        await tablet.open(story.juror_links[name])
        await tablet.press("Öffnen")
        await tablet.sees("Meine Jury", IDEA, SECOND)
    clara, georg = story.people["Clara Jury"], story.people["Georg Garten"]
    await clara.follow(IDEA)
    await clara.send("Speichern", opinion="rather_yes", note="Bitte ohne Einweggeschirr.")
    await clara.sees("gespeichert", "So denkt die Jury bisher")
    await georg.follow(IDEA)
    await georg.follow("Ich bin befangen")
    await georg.send("Befangenheit melden", ground="paid", note="Ich sitze dort im Vorstand.")
    await georg.sees("Sie wirken hier nicht mit")
    assert await georg.page.locator("[name='opinion']").count() == 0


async def meeting_is_called(story: Story) -> None:
    bernd = story.people["Bernd Büro"]
    await bernd.open(story.at("buero", "sitzungen"))
    await bernd.send("Sitzung planen", date=AREA)
    story.meeting = bernd.page.url.rsplit("/", 1)[1]
    await bernd.press("Alle einladen")
    await bernd.sees("Eingeladen: 2 E-Mails gehen hinaus.")
