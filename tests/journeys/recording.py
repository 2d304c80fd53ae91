"""What is left of the evening on paper: minutes in two editions, letters by two persons, the public page."""

import hashlib

from journeys.cast import HOME
from journeys.deciding import CONDITION
from journeys.story import IDEA, SECOND, THIRD, Story, stands_in, text_of


async def minutes_are_written(story: Story) -> None:
    """Drafted, circulated, approved, published; the public edition names nobody."""
    bernd, clara = story.people["Bernd Büro"], story.people["Clara Jury"]
    await bernd.open(story.at("buero", "sitzungen", story.meeting))
    await bernd.follow("Niederschrift")
    await bernd.press("Niederschrift entwerfen")
    await bernd.send("Ausfertigen", opening="Frieda Vorsitz begrüßt alle.")
    text = text_of(await bernd.download("Fassung 1"))
    stands_in(text, IDEA, SECOND, THIRD, "300 €", CONDITION, "Frieda Vorsitz begrüßt alle.", "Georg Garten")
    await bernd.send("Den Mitgliedern schicken", until=story.dates.starts_on)
    await clara.open(story.at("jury", "sitzung", story.meeting))
    await clara.follow("Zur Niederschrift")
    stands_in(text_of(await clara.download("Niederschrift lesen")), "Frieda Vorsitz begrüßt alle.")
    await clara.send("Einwand absenden", remark="Ich kam erst nach dem ersten Punkt.")
    await bernd.reload()
    await bernd.sees("Clara Jury", "Ich kam erst nach dem ersten Punkt.")
    await bernd.send("Genehmigung eintragen", how="schriftlich, ohne Einwände")
    await bernd.press("Veröffentlichen")
    public = text_of(await bernd.download("Öffentliche Fassung 1"))
    stands_in(public, IDEA, "300 €")
    for secret in ("Georg Garten", "Ayşe", "Dmitri Dorn", SECOND, "Frieda Vorsitz begrüßt alle."):
        assert secret not in public, f"„{secret}“ is in the public minutes: {public}"


async def letters_are_issued(story: Story) -> None:
    """Doris checks the law, Bernd drafts for the whole meeting, Birgit issues: he has no button for it."""
    bernd, doris, birgit = (story.people[name] for name in ("Bernd Büro", "Doris Amt", "Birgit Büro"))
    for number in (story.idea, story.second, story.third):
        await doris.open(story.at("buero", "briefe"))
        await doris.follow(number)
        await doris.send("Prüfung eintragen", outcome="released")
    await bernd.open(story.at("buero", "briefe"))
    await bernd.send("Briefe entwerfen", meeting=story.meeting)
    await bernd.comes_to_see("Entwurf: kann ausgefertigt werden (3)")
    await bernd.follow(story.idea)
    assert await bernd.page.get_by_role("button", name="Ausfertigen").count() == 0
    for number in (story.second, story.third, story.idea):
        await birgit.open(story.at("buero", "briefe"))
        await birgit.follow(number)
        await birgit.press("Ausfertigen")
    letter = await birgit.download("Brief öffnen")
    await birgit.sees(hashlib.sha256(letter).hexdigest())
    stands_in(text_of(letter), "Ayşe Yıldız", "Beispielstraße 7", IDEA, "300 €", CONDITION, "Kiezwerk e. V.")


async def letters_are_posted(story: Story) -> None:
    birgit = story.people["Birgit Büro"]
    await birgit.open(story.at("buero", "briefe"))
    await birgit.follow("Drucken und zur Post geben")
    await birgit.sees("Briefe für die Post (3)")
    stands_in(text_of(await birgit.download("Alle Briefe in einer Datei")), IDEA, SECOND, THIRD)
    await birgit.press("Postausgang bestätigen")
    await birgit.open(story.at("buero", "briefe"))
    await birgit.follow(story.idea)
    await birgit.sees("Gilt als bekannt gegeben")


async def everyone_can_see_it(story: Story) -> None:
    """Ayşe her letter; the public the project, without her name."""
    phone, reader = story.people["Ayşe"], story.people["Dmitri"]
    await phone.open(story.at("mein-antrag"))
    await phone.sees(IDEA, "Ihr Brief ist unterwegs", "Zur Post gegeben am", "als angekommen")
    assert "300 €" in text_of(await phone.download("Brief"))
    await reader.open(HOME)
    await reader.follow(IDEA)
    await reader.sees("Träger", "Privatperson", "Fördersumme", "300 €", "Laufzeit", "Viele Menschen im Kiez")
    await reader.does_not_see("Ayşe")
    await reader.open(story.at("sitzungen"))
    await reader.open(story.at("sitzungen", story.meeting))
    await reader.sees(IDEA, "2 · 1 · 0")
    stands_in(text_of(await reader.download("Niederschrift")), IDEA)
