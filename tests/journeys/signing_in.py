"""The office comes to work: an invitation, a password, an app with codes; the next day password and code."""

import base64
from datetime import UTC, datetime

from journeys.cast import PASSWORD, address_of
from journeys.devices import Device
from journeys.story import Story
from kiezfonds.accounts import one_time


async def office_arrives(story: Story) -> None:
    """Each opens the one-time link, chooses a password and sets up an app; then everyone signs in as every day."""
    for name, path in story.invitations.items():
        desk = await story.device(name, "desk")
        await desk.open(path)
        await desk.press("Öffnen")
        await desk.send("Passwort speichern", password=PASSWORD, repeated=PASSWORD)
        await desk.sees("Ihr Passwort ist gesetzt.")
        app = App(await shown_secret(desk))
        await desk.send("Code bestätigen", code=app.next_code())
        await desk.follow("Ich habe die Codes aufbewahrt")
        await desk.press("Abmelden")
        await desk.open(story.at("anmelden"))
        await desk.send("Anmelden", email=address_of(name), password=PASSWORD)
        await desk.send("Anmelden", code=app.next_code())
        await desk.sees(name, "Abmelden")


class App:
    """The app on the telephone. No code is good twice: whoever signs in again at once waits for the next one."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret
        self.last_step = 0

    def next_code(self) -> str:
        self.last_step = max(one_time.step_at(datetime.now(UTC)), self.last_step + 1)
        return one_time.code_at(self.secret, self.last_step)


async def shown_secret(desk: Device) -> bytes:
    typed = await desk.page.locator("details .kf-number").text_content() or ""
    return base64.b32decode(typed.replace(" ", ""))
