"""One press for all tests of papers, closed at the end."""

import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from documents.samples import ASSETS, NOW
from kiezfonds.documents import press

Set = Callable[..., Awaitable[Path]]


@pytest_asyncio.fixture(scope="session", autouse=True)
async def _press_is_closed() -> AsyncIterator[None]:
    yield
    await press.close_press()


@pytest.fixture
def paper(tmp_path: Path) -> Set:
    """Sets a paper and gives the path of the PDF."""

    async def made(html: str, sheet: str = "letter", **more: Any) -> Path:
        path = tmp_path / f"{sheet}.pdf"
        path.write_bytes(await press.render(html, sheet=sheet, created=NOW, **{"assets": ASSETS} | more))
        return path

    return made


def told(*command: object) -> str:
    """What a command line tool says; fails when the tool does."""
    arguments = [str(part) for part in command]
    return subprocess.run(arguments, check=True, capture_output=True, text=True, timeout=60).stdout


def body(text: str) -> str:
    """A letter that says just this."""
    return "{% extends 'layout/letter.html' %}{% block body %}" + text + "{% endblock %}"
