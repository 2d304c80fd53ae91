"""What every chapter of the thread knows: who holds which device, and the numbers that came up so far."""

import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from journeys.cast import HOME, Dates
from journeys.devices import Device, Devices
from journeys.server import Server
from kiezfonds.accounts import one_time

IDEA = "Nachbarschaftsfest am Teich"
SUMMARY = "Wir feiern zusammen, damit sich Alt und Neu kennenlernen."
SECOND = "Bänke im Hof"
THIRD = "Chor im Treppenhaus"


@dataclass
class App:
    """The app on the telephone. No code is good twice: whoever signs in again at once waits for the next one."""

    secret: bytes
    last_step: int = 0

    def next_code(self, days_later: int) -> str:
        now = datetime.now(UTC) + timedelta(days=days_later)
        self.last_step = max(one_time.step_at(now), self.last_step + 1)
        return one_time.code_at(self.secret, self.last_step)


@dataclass
class Story:
    server: Server
    devices: Devices
    dates: Dates
    invitations: dict[str, str]
    people: dict[str, Device] = field(default_factory=dict)
    apps: dict[str, App] = field(default_factory=dict)
    juror_links: dict[str, str] = field(default_factory=dict)
    fund: str = ""
    idea: str = ""
    code: str = ""
    pin: str = ""
    second: str = ""
    third: str = ""
    meeting: str = ""

    def at(self, *parts: str) -> str:
        return "/".join([HOME, *parts])

    async def device(self, name: str, kind: str) -> Device:
        if name not in self.people:
            self.people[name] = await self.devices.take(name, kind)
        return self.people[name]

    async def page_of(self, number: str) -> Device:
        """Bernd looks a proposal up in the list."""
        bernd = self.people["Bernd Büro"]
        await bernd.open(self.at("buero", "antraege"))
        await bernd.follow(number)
        return bernd


def text_of(pdf: bytes) -> str:
    """What the paper says, blanks folded."""
    assert pdf.startswith(b"%PDF")
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def stands_in(text: str, *words: str) -> None:
    for word in words:
        assert word in text, f"„{word}“ is not in: {text}"
