"""Ideas come in, by phone and on paper; one is mended by its author; the office admits them."""

import io
from datetime import date
from typing import Any

import pikepdf
from PIL import Image

from journeys.cast import AREA, HOME
from journeys.signing_in import applicant_comes_in
from journeys.story import IDEA, SECOND, SUMMARY, THIRD, Story
from kiezfonds.rounds.rules import preset

CHECKED = {check.point: "yes" for check in preset("lichtenberg").fund.checklist}
DECLARED = dict.fromkeys(("is_not_begun", "is_true", "has_read_rules", "has_read_privacy"), "on")
ASKED = "Bitte rechnen Sie die Musik noch einmal nach."


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
    costs = {"cost_what": "Musik", "cost_count": "1", "cost_each": "380,50"}
    await phone.send("Speichern und weiter", **costs, requested="380,50", smallest="200", has_other="no")
    await phone.send("Hochladen", files=[photo(), quotation()])
    await phone.sees("teich.jpg", "angebot.pdf")
    await phone.send("Speichern und weiter", alt_1="Die Wiese am Teich")
    await phone.send(
        "Speichern und weiter",
        kind="person",
        name="Ayşe Yıldız",
        street="Beispielstraße 7",
        town="10369 Berlin",
        email="ayse@kiez.example",
        volunteer_work="Zehn Menschen, je vier Stunden",
    )
    await phone.sees("Stimmt alles?", IDEA, "Ayşe Yıldız", "Die Wiese am Teich", "angebot.pdf")
    await phone.send("Idee absenden", **DECLARED)
    await phone.sees("Ihre Idee ist angekommen", "Was passiert jetzt?", "Zum Aufschreiben")
    story.idea, story.code, story.pin = [
        (await line.inner_text()).strip() for line in await phone.page.locator(".kf-facts--code dd").all()
    ]
    await phone.follow("Mein Antrag", within="main")
    await phone.sees(IDEA, story.idea)
    await phone.does_not_see("bewilligt")


async def ideas_come_on_paper(story: Story) -> None:
    bernd = story.people["Bernd Büro"]
    await bernd.open(story.at("buero"))
    await bernd.follow("Idee aufnehmen")
    await bernd.send("Idee aufnehmen", **sheet_of_paper(story, SECOND, "450"))
    await bernd.sees("Eingangsbestätigung", SECOND)
    story.second = bernd.page.url.rsplit("/", 2)[1]
    await bernd.press("Code mit PIN ausstellen")
    await bernd.sees("Ihr Code", "Ihre PIN")
    await bernd.follow("Noch eine Idee aufnehmen")
    await bernd.send("Idee aufnehmen", **sheet_of_paper(story, THIRD, "120"))
    story.third = bernd.page.url.rsplit("/", 2)[1]


async def change_is_asked_for(story: Story) -> None:
    bernd = await story.page_of(story.idea)
    await bernd.follow("Formprüfung")
    await bernd.send("Nachbesserung erbitten", changes=ASKED, is_beyond="on")
    await bernd.sees("Die Nachbesserung ist erbeten", ASKED)


async def idea_is_changed(story: Story) -> None:
    """Ayşe has another phone today: code and PIN let her in."""
    phone = await applicant_comes_in(story, "Ayşe, zu Hause")
    await phone.sees("Das fehlt noch", ASKED)
    await phone.press("Antrag ändern")
    await phone.follow("Beantragt")
    await phone.send("Speichern und weiter", cost_each="350,50", requested="350,50")
    await phone.press("Änderungen absenden")
    await phone.open(story.at("mein-antrag"))
    await phone.does_not_see("Das fehlt noch")
    await phone.page.get_by_text("Was Sie eingereicht haben").click()
    await phone.follow("Fassung 2")
    await phone.sees("Was Sie geändert haben", "380,50 €", "350,50 €")


async def office_admits(story: Story) -> None:
    for number in (story.idea, story.second, story.third):
        bernd = await story.page_of(number)
        await bernd.follow("Formprüfung")
        if number == story.idea:
            await bernd.sees("Geändert in Fassung 2", "gestrichen: 380,50 €", "neu: 350,50 €")
        await bernd.send("Zulassen", **CHECKED)
        await bernd.sees("zugelassen")


def sheet_of_paper(story: Story, title: str, amount: str) -> dict[str, Any]:
    return {
        "channel": "paper",
        "received_on": date.today(),  # noqa: DTZ011 - the day people read on the wall
        "title": title,
        "summary": "Damit sich das Haus besser kennt.",
        "description": "Wir machen es selbst, an zwei Samstagen.",
        "area": AREA,
        "place": "Musterstraße 4",
        "starts_on": story.dates.starts_on,
        "ends_on": story.dates.ends_on,
        "cost_what": "Material",
        "cost_count": "1",
        "cost_each": amount,
        "requested": amount,
        "has_other": "no",
        "kind": "group",
        "group_name": "Hausgemeinschaft Musterstraße",
        "name": "Dmitri Dorn",
        "street": "Musterstraße 4",
        "town": "10369 Berlin",
        "volunteer_work": "Sechs Menschen, zwei Samstage",
        **DECLARED,
    }


def photo() -> dict[str, Any]:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "seagreen").save(file, "JPEG")
    return {"name": "teich.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def quotation() -> dict[str, Any]:
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return {"name": "angebot.pdf", "mimeType": "application/pdf", "buffer": file.getvalue()}
