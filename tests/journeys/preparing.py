"""The year is prepared: a fund with its rules, money for each area, a call, a jury, a meeting."""

from datetime import date

from journeys.cast import AREA, MEMBERS
from journeys.story import IDEA, SECOND, Story

EXTENSION = "Wegen des Feiertags geben wir einen Tag mehr."


async def fund_is_set_up(story: Story) -> None:
    """Doris goes through the series of pages; what the presets say is right."""
    doris = story.people["Doris Amt"]
    await doris.open(story.at("buero"))
    await doris.follow("Fonds", within="nav")
    await doris.follow("Fonds anlegen")
    await doris.send("Fonds anlegen", name="Kiezfonds", year=story.dates.year, total="26.000", key="equal")
    await doris.sees("Vorlagen wählen")
    await doris.send("Vorlagen übernehmen", fund="lichtenberg", jury="lichtenberg", voting="lichtenberg")
    for _part in range(3):
        await doris.press("Regeln speichern")
    await doris.follow("Stimmt so, zum Fonds")
    story.fund = doris.page.url.rsplit("/", 1)[1]
    await doris.follow("Jetzt sagen, wer das Geld zusagt")
    await doris.send(
        "Speichern",
        mode="civil_agreement",
        issuing_body="Kiezwerk e. V.",
        legal_basis="§§ 23, 44 LHO",
        complaints_desk="Ombudsstelle, Mustergasse 1",
        confirmed_by="Doris Amt, Bezirksamt",
        confirmed_on=date(story.dates.year - 1, 1, 15),
    )
    await doris.follow("Verteilung ansehen")
    await doris.sees(AREA, "13.000 €")
    await doris.press("Verteilen und freigeben")
    await doris.sees("freigegeben")


async def call_is_published(story: Story) -> None:
    bernd, today = story.people["Bernd Büro"], date.today()  # noqa: DTZ011 - the server's day is the machine's
    await bernd.open(story.at("buero", "fonds"))
    await bernd.follow("Kiezfonds", within="main")
    await bernd.follow("Aufruf anlegen")
    await bernd.send("Aufruf anlegen", title="Ideen für den Kiez", intro="Alle dürfen mitmachen.", opens_on=today)
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


async def deadline_is_extended(story: Story) -> None:
    """Everybody can read why, before and after."""
    bernd = story.people["Bernd Büro"]
    await bernd.open(story.at("buero", "fonds", story.fund))
    await bernd.follow("Ideen für den Kiez")
    await bernd.follow("Frist verlängern")
    await bernd.send("Frist verlängern", deadline_on=story.dates.extended_on, reason=EXTENSION)
    await bernd.sees("Verlängerte Fristen", EXTENSION)
    reader = await story.device("Dmitri", "phone")
    await reader.open(story.at("fonds", story.fund))
    await reader.sees("Verlängerte Fristen", EXTENSION)


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


async def meeting_is_called(story: Story) -> None:
    bernd = story.people["Bernd Büro"]
    await bernd.open(story.at("buero", "sitzungen"))
    await bernd.send("Sitzung planen", date=AREA)
    story.meeting = bernd.page.url.rsplit("/", 1)[1]
    await bernd.send("Leitung eintragen", seat="Frieda Vorsitz")
    await bernd.press("Alle einladen")
    await bernd.sees("Eingeladen: 2 E-Mails gehen hinaus.")


async def jurors_read(story: Story) -> None:
    """Clara will come and notes what she thinks; Georg declares that he is too close to it."""
    for name in ("Frieda Vorsitz", "Clara Jury", "Georg Garten", "Hanna Haus", "Ilja Insel"):
        tablet = await story.device(name, "tablet")
        await tablet.open(story.juror_links[name])
        await tablet.press("Öffnen")
        await tablet.sees("Meine Jury", IDEA, SECOND)
    clara, georg = story.people["Clara Jury"], story.people["Georg Garten"]
    await clara.press("Ich komme")
    await clara.sees("Sie kommen")
    await clara.follow(IDEA)
    await clara.sees("Das ist neu seit der ersten Fassung")
    await clara.send("Speichern", opinion="rather_yes", note="Bitte ohne Einweggeschirr.")
    await clara.sees("gespeichert", "So denkt die Jury bisher")
    await georg.follow(IDEA)
    await georg.follow("Ich bin befangen")
    await georg.send("Befangenheit melden", ground="paid", note="Ich sitze dort im Vorstand.")
    await georg.sees("Sie wirken hier nicht mit")
    assert await georg.page.locator("[name='opinion']").count() == 0
