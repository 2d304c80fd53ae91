"""The press reaches nothing outside, and one runaway paper harms no other."""

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.conftest import body
from documents.samples import ASSETS, FIGURES, NOW, letter
from kiezfonds.documents import press, wire

SECRET = Path(__file__).resolve()


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A server that notes who calls."""
    hits: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            hits.append(connection.recv(200))
            connection.close()

    thread = threading.Thread(target=listen)
    thread.start()
    yield server.getsockname()[1], hits
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


HOSTILE = [
    '<img alt="x" src="URL">',
    '<link rel="stylesheet" href="URL">',
    '<style>@import "URL";</style>',
    "<style>@font-face{font-family:Q;src:url(URL)} p{font-family:Q}</style>",
    "<style>body{background:url(URL)}</style>",
    '<ul style="list-style-image:url(URL)"><li>x</li></ul>',
    "<style>p::before{content:url(URL)}</style>",
    '<object data="URL">x</object>',
    '<embed src="URL">',
    '<link rel="attachment" href="URL">',
    '<a rel="attachment" href="URL">x</a>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>'
    '<image href="URL" width="9" height="9"/></svg>',
]


@pytest.mark.parametrize("target", ["http", "file", "data"])
@pytest.mark.parametrize("html", HOSTILE)
async def test_hostile_html_reaches_nobody(html: str, target: str, listener: tuple[int, list[bytes]]) -> None:
    port, hits = listener
    urls = {"http": f"http://127.0.0.1:{port}/x", "file": SECRET.as_uri(), "data": "data:text/plain,abc"}
    with pytest.raises(press.PressFailed, match="Das Dokument"):
        await press.render(letter(body(html.replace("URL", urls[target]))), sheet="letter", assets=ASSETS, created=NOW)
    assert hits == []


async def test_a_hostile_picture_reaches_nobody(listener: tuple[int, list[bytes]]) -> None:
    port, hits = listener
    image = f'<image href="http://127.0.0.1:{port}/x" width="9" height="9"/>'
    logo = f'<svg xmlns="http://www.w3.org/2000/svg">{image}</svg>'
    with pytest.raises(press.PressFailed, match="Das Dokument"):
        await press.render(letter(), sheet="letter", assets={"zeichen.svg": logo.encode()}, created=NOW)
    assert hits == []


async def test_what_people_typed_is_never_markup(listener: tuple[int, list[bytes]]) -> None:
    port, hits = listener
    html = letter(purpose=f'<img src="http://127.0.0.1:{port}/x"> \x00\x1b\u202e\ud800 {{{{ head }}}}')
    assert (await press.render(html, sheet="letter", assets=ASSETS, created=NOW)).startswith(b"%PDF-1.7")
    assert hits == []


async def test_a_runaway_letter_fails_alone() -> None:
    small = press.Press(cpu_seconds=1)
    runaway = letter(body(f'<p style="overflow-wrap:anywhere">{"a" * 200_000}</p>'))
    with pytest.raises(press.PressFailed, match="zu aufwendig"):
        await small.set_paper(job(runaway))
    assert (await small.set_paper(job(letter()))).startswith(b"%PDF-1.7")
    await small.close()


async def test_a_letter_that_takes_too_long_is_ended() -> None:
    small = press.Press(wall_seconds=0.001)
    with pytest.raises(press.PressFailed, match="zu aufwendig"):
        await small.set_paper(job(letter()))
    assert small.process is None


async def test_who_gives_up_does_not_leave_the_answer_to_the_next() -> None:
    small = press.Press()
    task = asyncio.create_task(small.set_paper(job(letter())))
    while small.process is None:  # noqa: ASYNC110 - the press tells nobody that its child has started
        await asyncio.sleep(0)
    task.cancel()  # the child is starting or at work: no paper is done yet
    with pytest.raises(asyncio.CancelledError):
        await task
    draft, final = job(letter(draft=True)), job(letter())
    papers = await asyncio.gather(small.set_paper(draft), small.set_paper(final))
    assert papers[0] != papers[1]
    assert papers[1] == await press.render(letter(), sheet="letter", assets=ASSETS, created=NOW)
    await small.close()


async def test_the_press_process_has_limits_and_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    small = press.Press()
    await small.set_paper(job(letter()))
    assert small.process is not None
    proc = Path(f"/proc/{small.process.pid}")
    limits = dict(line.split("  ", 1) for line in (proc / "limits").read_text().splitlines())
    assert limits["Max address space"].split()[0] == str(press.MEMORY)
    assert b"secret" not in (proc / "environ").read_bytes()
    await small.close()
    assert not proc.exists()


async def test_nothing_is_left_lying_about() -> None:
    small = press.Press()
    await small.set_paper(job(letter()))
    folder = Path(small._folder)
    assert folder.is_dir()
    await small.close()
    assert not folder.exists()


async def test_a_missing_library_is_named_in_one_line(tmp_path: Path) -> None:
    for name in ("libpango-1.0.so.0", "libpango-1.0-0", "libpango-1.0.dylib"):
        (tmp_path / name).write_bytes(b"")
    small = press.Press(surroundings={"LD_LIBRARY_PATH": os.fspath(tmp_path)})
    with pytest.raises(press.PressFailed) as failure:
        await small.set_paper(job(letter()))
    assert "apt-get install libpango-1.0-0" in str(failure.value)
    assert "\n" not in str(failure.value)
    assert small.process is None


@pytest.mark.parametrize(("name", "description"), [("../a.csv", "x"), ("a b.csv", "x"), ("a.csv", "")])
async def test_an_attachment_needs_a_simple_name_and_a_description(name: str, description: str) -> None:
    item = press.Attachment(name, description, b"x", "text/csv", NOW)
    with pytest.raises(press.PressFailed, match="Anlage"):
        await press.render(letter(), sheet="letter", assets=ASSETS, attachments=[item], created=NOW)


async def test_two_attachments_of_one_name_are_refused() -> None:
    with pytest.raises(press.PressFailed, match="eigenen"):
        await press.render(letter(), sheet="letter", attachments=[FIGURES[0]] * 2, created=NOW)


def job(html: str) -> wire.Job:
    return wire.Job(html, "letter", ASSETS, [], NOW)
