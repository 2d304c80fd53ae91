"""What every chapter of the thread knows: who holds which device, and the numbers that came up so far."""

import subprocess
from dataclasses import dataclass, field

from journeys.cast import HOME, Dates
from journeys.devices import Device, Devices

IDEA = "Nachbarschaftsfest am Teich"
SUMMARY = "Wir feiern zusammen, damit sich Alt und Neu kennenlernen."
SECOND = "Bänke im Hof"
THIRD = "Chor im Treppenhaus"


@dataclass
class Story:
    devices: Devices
    dates: Dates
    invitations: dict[str, str]
    people: dict[str, Device] = field(default_factory=dict)
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
