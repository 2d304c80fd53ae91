"""The last chapters: from the open meeting to the letter and the public page."""

import hashlib

from journeys.cast import HOME, PRESENT
from journeys.story import IDEA, SECOND, Story, text_of


async def meeting_is_opened(story: Story) -> None:
    bernd, projector = story.people["Bernd Büro"], await story.device("Leinwand", "desk")
    await projector.open(story.at("sitzungen", story.meeting, "leinwand"))
    await bernd.follow("Pult der Leitung")
    for name in PRESENT:
        await bernd.switch_on(name)
    await bernd.press("Sitzung eröffnen")
    await bernd.sees("Beschlussfähig: ja")
    await bernd.press(f"Aufrufen {IDEA}")
    await bernd.sees("davon befangen 1", "13.000 €")
    for name in ("Clara Jury", "Georg Garten", "Hanna Haus", "Ilja Insel"):
        await story.people[name].open(story.at("jury"))
        await story.people[name].follow("In die Sitzung")
    await projector.again()
    await projector.sees(IDEA, "beantragt 350,50 €")


async def jury_votes_on_tablets(story: Story) -> None:
    """Clara taps twice, Hanna changes her mind, Ilja loads the page again; Georg has no vote."""
    bernd, projector = story.people["Bernd Büro"], story.people["Leinwand"]
    clara, georg = story.people["Clara Jury"], story.people["Georg Garten"]
    hanna, ilja = story.people["Hanna Haus"], story.people["Ilja Insel"]
    await bernd.send("Abstimmung öffnen", amount="300", method="open")
    for device in (clara, georg, hanna, ilja, projector):
        await device.again()
    await georg.sees("Sie sind bei diesem Punkt befangen")
    await projector.sees("Die Jury stimmt ab")
    await clara.tap_twice("JA")
    await clara.sees("Ihre Stimme ist gezählt: JA")
    await hanna.tap("NEIN")
    await hanna.sees("Ihre Stimme ist gezählt: NEIN")
    await hanna.tap("JA")
    await hanna.sees("Ihre Stimme ist gezählt: JA")
    await ilja.tap("NEIN")
    await ilja.sees("Ihre Stimme ist gezählt: NEIN")
    await ilja.reload()
    await ilja.sees("Ihre Stimme ist gezählt: NEIN")
    await bernd.again()
    await bernd.sees("3 von 5 abgestimmt", "Noch ohne Stimme: Frieda Vorsitz, Jale Jahn")
    await bernd.press("Abstimmung schließen")
    await bernd.sees("JA 2 · NEIN 1 · ENTH. 0 → angenommen")
    await projector.again()
    await projector.does_not_see("NEIN 1")
    await bernd.send("Ergebnis bestätigen", kind="zum Teil", usual="Viele Menschen", reason="300 Euro reichen.")
    await bernd.sees("12.700 €")
    await projector.again()
    await projector.sees("JA 2 · NEIN 1 · ENTH. 0 → angenommen, 300 €", "frei: 12.700 €")


async def jury_votes_by_hand(story: Story) -> None:
    bernd, clara = story.people["Bernd Büro"], story.people["Clara Jury"]
    await bernd.press(SECOND)
    await bernd.send("Abstimmung öffnen", method="hands")
    await clara.again()
    await clara.sees("Abstimmung mit Handzeichen")
    await bernd.send("Zahlen eintragen", yes="4", no="1", abstain="1")
    await bernd.sees("JA 4 · NEIN 1 · ENTH. 1 → angenommen")
    await bernd.send("Ergebnis bestätigen", kind="voll", usual="Nachbarinnen")
    await bernd.sees("12.250 €")
    await bernd.follow("Sitzung schließen")
    await bernd.press("Sitzung schließen")
    await bernd.sees("Die Sitzung ist beendet", "2 Beschlüsse")
    projector = story.people["Leinwand"]
    await projector.again()
    await projector.sees("Die Sitzung ist beendet")


async def minutes_are_written(story: Story) -> None:
    bernd = story.people["Bernd Büro"]
    await bernd.open(story.at("buero", "sitzungen", story.meeting))
    await bernd.follow("Niederschrift")
    await bernd.press("Niederschrift entwerfen")
    await bernd.send("Ausfertigen", opening="Frieda Vorsitz begrüßt alle.")
    text = text_of(await bernd.download("Fassung 1"))
    for words in (IDEA, SECOND, "300 €", "450 €", "Frieda Vorsitz begrüßt alle.", "Georg Garten"):
        assert words in text, f"„{words}“ is not in the minutes: {text}"


async def letter_goes_out(story: Story) -> None:
    """Bernd drafts, Doris checks the law, Birgit issues."""
    bernd, doris, birgit = (story.people[name] for name in ("Bernd Büro", "Doris Amt", "Birgit Büro"))
    await bernd.open(story.at("buero", "briefe"))
    await bernd.follow(IDEA)
    await bernd.press("Brief entwerfen")
    assert await bernd.page.get_by_role("button", name="Ausfertigen").count() == 0
    await doris.open(story.at("buero", "briefe"))
    await doris.follow(IDEA)
    await doris.send("Prüfung eintragen", outcome="released")
    await birgit.open(story.at("buero", "briefe"))
    await birgit.follow(IDEA)
    await birgit.press("Ausfertigen")
    letter = await birgit.download("Brief öffnen")
    await birgit.sees(hashlib.sha256(letter).hexdigest())
    text = text_of(letter)
    for words in ("Ayşe Yıldız", "Beispielstraße 7", IDEA, "300 €", "Kiezwerk e. V."):
        assert words in text, f"„{words}“ is not in the letter: {text}"


async def everyone_can_see_it(story: Story) -> None:
    """Ayşe her letter; the public the project, without her name."""
    phone = story.people["Ayşe"]
    await phone.open(story.at("mein-antrag"))
    await phone.sees(IDEA, "Ihr Brief ist unterwegs")
    assert "300 €" in text_of(await phone.download("Brief"))
    reader = await story.device("Dmitri", "phone")
    await reader.open(HOME)
    await reader.follow(IDEA)
    await reader.sees("Träger", "Privatperson", "Fördersumme", "300 €", "Laufzeit", "Viele Menschen im Kiez")
    await reader.does_not_see("Ayşe")
    await reader.open(story.at("sitzungen", story.meeting))
    await reader.sees(IDEA, SECOND, "2 · 1 · 0", "4 · 1 · 1")
