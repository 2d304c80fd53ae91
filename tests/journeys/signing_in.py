"""The office comes to work: an invitation, a password, an app with codes; on every other day password and code."""

import base64
from datetime import date

from journeys.cast import HOME, PASSWORD, address_of
from journeys.devices import Device
from journeys.story import App, Story


async def office_arrives(story: Story) -> None:
    """Each opens the one-time link, chooses a password and sets up an app; then everyone signs in as every day."""
    for name, path in story.invitations.items():
        desk = await story.device(name, "desk")
        await desk.open(path)
        await desk.press("Öffnen")
        await desk.send("Passwort speichern", password=PASSWORD, repeated=PASSWORD)
        await desk.sees("Ihr Passwort ist gesetzt.")
        app = story.apps[name] = App(await shown_secret(desk))
        await desk.send("Code bestätigen", code=app.next_code(0))
        await desk.follow("Ich habe die Codes aufbewahrt")
        await desk.press("Abmelden")
        await office_signs_in(story, name)


async def day_of_the_meeting_comes(story: Story) -> None:
    """The server runs on as on that day; everybody comes in again."""
    assert story.server.stop() == 0
    story.server.days_later = (story.dates.held_on - date.today()).days  # noqa: DTZ011 - the server's day is the machine's
    story.server.start()
    for name in story.apps:
        await office_signs_in(story, name)
    for name, link in story.juror_links.items():
        if name in story.people:
            await story.people[name].open(link)
            await story.people[name].press("Öffnen")
    await applicant_comes_in(story, "Ayşe")


async def office_signs_in(story: Story, name: str) -> None:
    desk = story.people[name]
    await desk.open(story.at("anmelden") + "?neu=1")
    await desk.send("Anmelden", email=address_of(name), password=PASSWORD)
    await desk.send("Anmelden", code=story.apps[name].next_code(story.server.days_later))
    await desk.sees(name, "Abmelden")


async def applicant_comes_in(story: Story, device: str) -> Device:
    """Code and PIN of the receipt open it on any device."""
    phone = await story.device(device, "phone")
    await phone.open(HOME)
    await phone.follow("Mein Antrag")
    if "zugang" in phone.page.url:
        await phone.send("Meinen Antrag öffnen", code=story.code, pin=story.pin)
    return phone


async def shown_secret(desk: Device) -> bytes:
    typed = await desk.page.locator("details .kf-number").text_content() or ""
    return base64.b32decode(typed.replace(" ", ""))
