"""Which device it was, in words a person knows: two short names out of what the browser says of itself."""

from kiezfonds.ground.text import N_

SPOKEN = N_("{browser} auf {system}")
UNKNOWN = N_("Unbekanntes Gerät")
BROWSERS = (
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""Looked for in this order: most browsers name the older ones too."""
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """„Firefox/Windows", to be stored; empty parts where nothing is known. Nothing else of the text is kept."""
    return f"{_first(BROWSERS, user_agent)}/{_first(SYSTEMS, user_agent)}".strip("/")


def parts_of(device: str) -> tuple[str, str]:
    browser, _, system = device.partition("/")
    return browser, system


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in known if sign in user_agent), "")
