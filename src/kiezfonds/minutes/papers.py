"""Minutes as a PDF, with the record of ballots inside as JSON and CSV."""

import hashlib
from dataclasses import replace
from datetime import datetime

from kiezfonds.documents.pages import html_of
from kiezfonds.documents.press import render
from kiezfonds.documents.rules import Attachment
from kiezfonds.ground.days import date_text
from kiezfonds.minutes import wording as words
from kiezfonds.minutes.publishing import public_evening
from kiezfonds.minutes.rules import Edition, Evening, Wording, record_as_csv, record_as_json

REPLACES = "Sie ersetzt alle früheren."
TASKS = ("Leitung der Sitzung", "Niederschrift")


async def public_pdf(evening: Evening, edition: Edition, issuer: str, *, now: datetime) -> bytes:
    """The edition for everyone: no names, and none of the words written by hand. Raises PressFailed."""
    if edition.correction:
        edition = replace(edition, correction=REPLACES)
    return await minutes_pdf(public_evening(evening), Wording("", "", {}), edition, issuer, now=now)


async def minutes_pdf(evening: Evening, text: Wording, edition: Edition, issuer: str, *, now: datetime) -> bytes:
    """One edition. Raises PressFailed; takes about a second, so never inside a transaction."""
    html = html_of("minutes/minutes.html", _context(evening, text, edition, issuer))
    return await render(html, sheet="minutes", created=now, attachments=_attachments(evening, now))


def _context(evening: Evening, text: Wording, edition: Edition, issuer: str) -> dict[str, object]:
    names = [(name, task) for name, task in zip((evening.chair, evening.recorder), TASKS, strict=True) if name]
    return {
        "title": "Niederschrift (öffentliche Fassung)" if evening.is_public else "Niederschrift",
        "under": words.under_title(evening),
        "issuer": issuer,
        "number": f"Niederschrift {evening.reference}, Fassung {edition.number} · {edition.chain_end[-8:]}",
        "draft": False,
        "words": words,
        "evening": evening,
        "opening": _paragraphs(text.opening),
        "closing": _paragraphs(text.closing),
        "gists": {item.id: _paragraphs(text.gists.get(item.id, "")) for item in evening.items},
        "edition": edition,
        "chain": edition.chain_end[-8:],
        "record_sha256": hashlib.sha256(record_as_json(evening)).hexdigest(),
        "made_on": date_text(edition.made_on),
        "place_and_day": f"Berlin, {date_text(edition.made_on)}",
        "names": names,
    }


def _attachments(evening: Evening, now: datetime) -> list[Attachment]:
    name = f"abstimmungen-{evening.reference}"
    if evening.is_public:
        return [Attachment(f"{name}.csv", "Alle Abstimmungen als Tabelle", record_as_csv(evening), "text/csv", now)]
    return [
        Attachment(f"{name}.json", "Alle Abstimmungen mit Zahlen", record_as_json(evening), "application/json", now),
        Attachment(f"{name}.csv", "Alle Abstimmungen als Tabelle", record_as_csv(evening), "text/csv", now),
    ]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
