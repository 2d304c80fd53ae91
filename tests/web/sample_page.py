"""The frame of a page as the components' tests need it, without a request."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiezfonds.web.assets import StaticFiles

ROOT = Path(__file__).parents[2]
FILES = StaticFiles(ROOT / "src" / "kiezfonds" / "static")
NOW = datetime(2026, 3, 12, 17, 0, tzinfo=UTC)
SITE = {
    "name": "Kiezfonds Lichtenberg",
    "url": "/",
    "help_phone": "030 1234-0",
    "help_hours": "Mo–Do 9–15 Uhr",
    "home_url": "/",
}


def frame(direction: str = "ltr", nonce: str = "N") -> dict[str, Any]:
    languages = [
        {"code": "de", "name": "Deutsch", "url": "/", "current": True},
        {"code": "en", "name": "English", "url": "/en/", "current": False},
    ]
    return {
        "now": NOW,
        "lang": "ar" if direction == "rtl" else "de",
        "dir": direction,
        "nonce": nonce,
        "csrf_token": "resident.abc",
        "asset": FILES.asset_url,
        "url": str,
        "flash": [{"kind": "success", "text": "Gespeichert."}],
        "site": SITE,
        "nav": [
            {"text": "Start", "url": "/", "current": True},
            {"text": "Ideen", "url": "/ideen", "current": False},
        ],
        "languages": languages,
    }
