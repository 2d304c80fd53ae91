"""The examination finds what it is there to find, also in a browser without JavaScript."""

import pytest
from playwright.async_api import Browser

from journeys.devices import devices_of
from journeys.examining import Examiner

FAULTY = """<!doctype html><html lang="de"><title>Fehler</title><style>@media (prefers-color-scheme: dark)
{ p { color: #111; background: #000 } }</style><main><h1>Alles falsch</h1><p>nur im Dunkeln unlesbar</p>
<form action="/x"><input name="a"></form><button style="width:20px;height:20px;padding:0">x</button>
<div style="width:600px">breit</div></main></html>"""


@pytest.mark.parametrize("has_scripts", [True, False])
async def test_planted_faults_are_found(chromium: Browser, has_scripts: bool) -> None:
    async with devices_of(chromium, "http://127.0.0.1:9", Examiner(), has_scripts=has_scripts) as devices:
        phone = await devices.take("Ayşe", "phone")
        await phone.page.set_content(FAULTY)
        await phone.examine()
        found, phone.notes = " ".join(phone.notes), []
    assert "label" in found
    assert "target under 24 px: BUTTON x" in found
    assert "too wide at 390 px" in found
    assert "too wide at 320 px" in found
    assert "color-contrast: p" in found
    assert "(dark)" in found.split("color-contrast: p", 1)[1]
