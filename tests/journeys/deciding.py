"""The evening: Bernd opens it at his desk, Frieda leads it on her tablet, the others vote on theirs."""

from journeys.cast import PRESENT
from journeys.story import IDEA, SECOND, THIRD, Story

CONDITION = "Mehrweggeschirr benutzen."


async def meeting_is_opened(story: Story) -> None:
    bernd, frieda = story.people["Bernd Büro"], story.people["Frieda Vorsitz"]
    projector = await story.device("Leinwand", "desk")
    await projector.open(story.at("sitzungen", story.meeting, "leinwand"))
    await bernd.open(story.at("buero", "sitzungen", story.meeting))
    await bernd.follow("Pult der Leitung")
    for name in PRESENT:
        await bernd.switch_on(name)
    await bernd.press("Sitzung eröffnen")
    await bernd.sees("Beschlussfähig: ja", "Sitzung unterbrechen")
    for name in ("Frieda Vorsitz", "Clara Jury", "Georg Garten", "Hanna Haus", "Ilja Insel"):
        await story.people[name].open(story.at("jury"))
        await story.people[name].follow("In die Sitzung")
    await frieda.follow("Zum Pult der Leitung")
    await frieda.press(f"Aufrufen {IDEA}")
    await frieda.sees("davon befangen 1", "13.000 €")
    await projector.again()
    await projector.sees(IDEA, "beantragt 350,50 €")


async def jury_votes_on_tablets(story: Story) -> None:
    """Clara taps twice, Hanna changes her mind, Ilja loads the page again; Georg has no vote."""
    frieda, projector = story.people["Frieda Vorsitz"], story.people["Leinwand"]
    clara, georg = story.people["Clara Jury"], story.people["Georg Garten"]
    hanna, ilja = story.people["Hanna Haus"], story.people["Ilja Insel"]
    await frieda.send("Abstimmung öffnen", amount="300", conditions=CONDITION, method="open")
    for device in (clara, georg, hanna, ilja, projector):
        await device.again()
    await georg.sees("Sie sind bei diesem Punkt befangen")
    await projector.sees("Die Jury stimmt ab")
    await clara.tap_twice("JA")
    await clara.sees("Ihre Stimme ist gezählt: JA")
    await hanna.tap("NEIN")
    await hanna.tap("JA")
    await ilja.tap("NEIN")
    await ilja.reload()
    await ilja.sees("Ihre Stimme ist gezählt: NEIN")
    await frieda.again()
    await frieda.sees("3 von 5 abgestimmt", "Noch ohne Stimme: Frieda Vorsitz, Jale Jahn")
    await frieda.press("Abstimmung schließen")
    await frieda.sees("JA 2 · NEIN 1 · ENTH. 0 → angenommen")
    await projector.again()
    await projector.does_not_see("NEIN 1")
    await frieda.send("Ergebnis bestätigen", kind="mit Auflage", usual="Viele Menschen", reason="300 Euro reichen.")
    await frieda.sees("12.700 €")
    await projector.again()
    await projector.sees("JA 2 · NEIN 1 · ENTH. 0 → angenommen, 300 €", "frei: 12.700 €")


async def jury_votes_by_hand(story: Story) -> None:
    """The second idea finds no majority; about the third too much is open."""
    frieda, clara = story.people["Frieda Vorsitz"], story.people["Clara Jury"]
    await frieda.press(f"aufrufen: {SECOND}")
    await frieda.send("Abstimmung öffnen", method="hands")
    await clara.again()
    await clara.sees("Abstimmung mit Handzeichen")
    await frieda.send("Zahlen eintragen", yes="1", no="4", abstain="1")
    await frieda.sees("JA 1 · NEIN 4 · ENTH. 1 → abgelehnt")
    await frieda.send("Ergebnis bestätigen", kind="abgelehnt", usual="Der Nutzen")
    await frieda.sees("12.700 €")
    await frieda.press(f"aufrufen: {THIRD}")
    await frieda.send("Abstimmung öffnen", kind="deferral", motion="Wir vertagen den Chor.", method="hands")
    await frieda.send("Zahlen eintragen", yes="6", no="0", abstain="0")
    await frieda.send("Ergebnis bestätigen", kind="vertagt", usual="Es sind noch Fragen offen")
    await frieda.sees("12.700 €")


async def meeting_is_closed(story: Story) -> None:
    frieda, projector = story.people["Frieda Vorsitz"], story.people["Leinwand"]
    await frieda.follow("Sitzung schließen")
    await frieda.press("Sitzung schließen")
    await frieda.sees("Die Sitzung ist beendet", "3 Beschlüsse")
    await projector.again()
    await projector.sees("Die Sitzung ist beendet")
    phone = story.people["Ayşe"]
    await phone.open(story.at("mein-antrag"))
    await phone.sees(IDEA, "Die Jury hat mit Auflage oder Bedingung zugestimmt – Ihr Brief folgt")
    await phone.does_not_see("bewilligt")
