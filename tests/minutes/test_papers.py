"""The printed minutes: archivable, accessible, complete, with the record of ballots inside."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import page
import pikepdf

from documents.conftest import told
from kiezfonds.minutes.papers import minutes_pdf
from kiezfonds.minutes.rules import Edition, Wording, record
from minutes.test_wording import EVENING

NOW = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)
TEXT = Wording("Clara eröffnet.\nAlle sind da.", "Clara schließt.", {7: "Es wird lange beraten <b>und</b> gelacht."})
EDITION = Edition(2, "ab" * 28 + "0123cdef", date(2026, 3, 27))


async def test_the_minutes_hold_what_the_law_asks_for(tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(await minutes_pdf(EVENING, TEXT, EDITION, "Stadtteilkoordination", now=NOW))

    text = " ".join(told("pdftotext", path, "-").replace("\u00a0", " ").split())
    failures = [f for profile in ("ua1", "3a") for f in page.validate_pdf(str(path), profile=profile).failures]
    assert failures == []
    for said in (
        "Niederschrift 2026-3, Fassung 2",
        "0123cdef",
        "Do, 26. März 2026",
        "Clara Jurorin",
        "Die Hofbank wird mit 480 € gefördert.",
        "Angenommen.",
        "Frei im Topf: vorher 930 €, nachher 450 €.",
        "Begründung: Gut für alle.",
        "Es wird lange beraten <b>und</b> gelacht.",
        "Alle sind da.",
    ):
        assert said in text


async def test_the_record_of_ballots_lies_inside_as_json_and_csv(tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(await minutes_pdf(EVENING, TEXT, EDITION, "Stadtteilkoordination", now=NOW))

    with pikepdf.open(path) as pdf:
        files = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
    assert set(files) == {"abstimmungen-2026-3.json", "abstimmungen-2026-3.csv"}
    assert json.loads(files["abstimmungen-2026-3.json"]) == record(EVENING)


async def test_the_signature_never_stands_alone_on_a_page(tmp_path: Path) -> None:
    """The closing words grow until the signature falls onto the next page."""
    path = tmp_path / "minutes.pdf"
    pages: list[str] = []
    for count in range(1, 40):
        text = replace(TEXT, closing="\n".join(["Clara schließt."] * count))
        path.write_bytes(await minutes_pdf(EVENING, text, EDITION, "Stadtteilkoordination", now=NOW))
        grown = told("pdftotext", path, "-").split("\f")[:-1]
        if pages and len(grown) > len(pages):
            pages = grown
            break
        pages = grown

    assert "Leitung der Sitzung" in pages[-1]
    assert "SHA-256" in pages[-1]
