"""The floor: what Python, an ASGI server and SQLite cost when nothing stands between them.

python floor.py PORT DATABASE PAGES VOTES

PAGES is JSON: by path the page's text around the rows, one row with a place for each column, the SQL, and the shape
each column is written in.
"""

import html
import json
import sqlite3
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import uvicorn

BERLIN = ZoneInfo("Europe/Berlin")
VOTE = "INSERT INTO vote (ballot, seat, choice) VALUES (?, ?, ?)"
MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
DAYS = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
WORDS = {"submitted": "eingegangen", "in_formal_check": "in Formprüfung"}


def floor_command(folder: Path, pages: Path) -> list[str]:
    database, votes = folder / "kiezfonds.sqlite", folder / "votes.sqlite"
    return [sys.executable, __file__, "{port}", str(database), str(pages), str(votes)]


class Floor:
    def __init__(self, database: str, pages: dict[str, Any], votes: str) -> None:
        self.pages = pages
        self.reader = sqlite3.connect(database, isolation_level=None)
        self.writer = sqlite3.connect(votes, isolation_level=None)
        self.writer.execute("PRAGMA journal_mode=WAL")
        self.writer.execute("PRAGMA synchronous=FULL")
        self.writer.execute(
            "CREATE TABLE IF NOT EXISTS vote (id INTEGER PRIMARY KEY, ballot INTEGER, seat INTEGER, choice TEXT,"
            " UNIQUE (ballot, seat))"
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        if scope["method"] == "POST":
            await self.vote(receive)
            await answer(send, 303, b"", [(b"location", b"/")])
        else:
            await answer(send, 200, self.list(scope["path"]), [(b"content-type", b"text/html; charset=utf-8")])

    def list(self, path: str) -> bytes:
        page = self.pages[path]
        rows = self.reader.execute(page["sql"], page["args"]).fetchall()
        shapes = [SHAPES[name] for name in page["shapes"]]
        lines = [page["row"].format(*(shape(value) for shape, value in zip(shapes, row, strict=True))) for row in rows]
        return f"{page['head']}{''.join(lines)}{page['tail']}".encode()

    async def vote(self, receive: Any) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        form = dict(parse_qsl(body.decode()))
        self.writer.execute(VOTE, (form["ballot"], form["seat"], form["choice"]))


def euro(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{grouped},{rest:02d}\u00a0€" if rest else f"{grouped}\u00a0€"


def day(text: str) -> str:
    moment = datetime.fromisoformat(text).astimezone(BERLIN)
    return f"{DAYS[moment.weekday()]}, {moment.day}. {MONTHS[moment.month - 1]} {moment.year}"


SHAPES: dict[str, Callable[[Any], str]] = {
    "text": lambda value: html.escape(str(value)),
    "euro": euro,
    "day": day,
    "four": "{:04d}".format,
    "word": WORDS.__getitem__,
}


async def answer(send: Any, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    port, database, pages, votes = sys.argv[1:]
    app = Floor(database, json.loads(Path(pages).read_text(encoding="utf-8")), votes)
    uvicorn.run(app, port=int(port), log_config=None, access_log=False, server_header=False, loop="asyncio")
