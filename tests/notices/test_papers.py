"""Every kind of letter in every mode, at its shortest and its longest: what it says and how the file is made."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import page
import pytest

from documents.conftest import told
from documents.test_letter_sheet import words
from kiezfonds.notices.content import Content
from kiezfonds.notices.papers import letter_pdf
from kiezfonds.notices.rules import NoticeKind
from kiezfonds.rounds.rules import NoticeMode
from notices.samples import LONG, SENTENCE, SHORT, dated, offered

NOW = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)
HEADINGS = {
    (True, NoticeMode.ADMINISTRATIVE_ACT): "Zuwendungsbescheid",
    (True, NoticeMode.CIVIL_AGREEMENT): "Angebot einer Fördervereinbarung",
    (True, NoticeMode.FORWARDING_CONTRACT): "Angebot eines Weiterleitungsvertrags",
    (False, NoticeMode.ADMINISTRATIVE_ACT): "Ablehnungsbescheid",
    (False, NoticeMode.CIVIL_AGREEMENT): "Absage",
    (False, NoticeMode.FORWARDING_CONTRACT): "Absage",
}


async def printed(content: Content, folder: Path) -> tuple[Path, str]:
    path = folder / "letter.pdf"
    path.write_bytes(await letter_pdf(content, now=NOW))
    text = told("pdftotext", "-layout", path, "-").replace("\u00a0", " ")
    return path, " ".join(text.replace("-\n", "-").split())


@pytest.mark.parametrize("mode", NoticeMode)
@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("sample", [SHORT, LONG], ids=["short", "long"])
async def test_every_letter_is_archivable_accessible_and_says_what_it_is(
    sample: Content, kind: NoticeKind, mode: NoticeMode, tmp_path: Path
) -> None:
    content = dated(offered(sample, kind, mode))

    path, text = await printed(content, tmp_path)

    failures = [f for profile in ("ua1", "3a") for f in page.validate_pdf(str(path), profile=profile).failures]
    assert failures == []
    assert "Brief 2026-0012" in text
    assert "Entwurf" not in text
    assert (HEADINGS[kind.promises_money, mode] if kind.is_final else "Zwischennachricht") in text
    assert ("Rechtsbehelfsbelehrung" in text) == (mode is NoticeMode.ADMINISTRATIVE_ACT and kind.is_final)
    assert ("Annahme des Angebots" in text) == (kind.promises_money and mode is not NoticeMode.ADMINISTRATIVE_ACT)


@pytest.mark.parametrize("kind", [k for k in NoticeKind if k.promises_money])
async def test_a_promise_has_its_amount_in_figures_and_in_words(kind: NoticeKind, tmp_path: Path) -> None:
    _, text = await printed(dated(offered(SHORT, kind, NoticeMode.ADMINISTRATIVE_ACT)), tmp_path)

    assert "1.250 €" in text
    assert "eintausendzweihundertfünfzig Euro" in text


async def test_an_act_names_authority_seat_and_one_month(tmp_path: Path) -> None:
    content = offered(SHORT, NoticeKind.REJECTION, NoticeMode.ADMINISTRATIVE_ACT)

    _, text = await printed(dated(content), tmp_path)

    assert "innerhalb eines Monats nach Bekanntgabe Widerspruch" in text
    assert "Kiezwerk e. V., Möllendorffstraße 6, 10367 Berlin." in text


async def test_an_agreement_names_the_desk_for_complaints_and_no_remedy(tmp_path: Path) -> None:
    _, text = await printed(dated(offered(SHORT, NoticeKind.APPROVAL, NoticeMode.CIVIL_AGREEMENT)), tmp_path)

    assert "Stelle für Beschwerden: Ombudsstelle, Mustergasse 1, 10365 Berlin." in text
    assert "Widerspruch" not in text


async def test_an_agreement_offers_and_promises_nothing(tmp_path: Path) -> None:
    _, text = await printed(dated(offered(SHORT, NoticeKind.PART_APPROVAL, NoticeMode.CIVIL_AGREEMENT)), tmp_path)

    assert "Dieser Brief ist ein Angebot." in text
    assert "vorher können wir nichts aus" in text
    for word in ("bewilligen", "zusagen", "Förderzusage", "Bescheid"):
        assert word not in text.replace("gleich Bescheid", "")


async def test_an_act_names_kind_of_financing_period_and_interest(tmp_path: Path) -> None:
    _, text = await printed(dated(offered(SHORT, NoticeKind.APPROVAL, NoticeMode.ADMINISTRATIVE_ACT)), tmp_path)

    assert "Fehlbedarfsfinanzierung bis zu diesem Höchstbetrag" in text
    assert "31. Dezember 2026 ausgeben (Bewilligungszeitraum)" in text
    assert "Der Kostenplan in Ihrem Antrag ist verbindlich." in text
    assert "mit Zinsen zurück (§ 49a VwVfG)" in text


async def test_a_title_with_quotation_marks_is_quoted_once(tmp_path: Path) -> None:
    title = "Broschüre „Augen auf“"

    _, text = await printed(dated(replace(SHORT, title=title)), tmp_path)

    assert "Projekt „Broschüre ‚Augen auf‘“" in text
    assert "““" not in text


async def test_the_greeting_never_stands_alone_on_a_page(tmp_path: Path) -> None:
    """The reason grows by a sentence until the letter has two pages."""
    for count in range(1, 40):
        content = offered(replace(SHORT, reason=SENTENCE * count), NoticeKind.REJECTION, NoticeMode.ADMINISTRATIVE_ACT)
        path, _ = await printed(dated(content), tmp_path)
        last = told("pdftotext", "-f", 2, "-l", 2, path, "-")
        if "Mit freundlichen" in last:
            break

    assert "Rechtsbehelfsbelehrung" in last


async def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    path, _ = await printed(offered(LONG, NoticeKind.APPROVAL, NoticeMode.CIVIL_AGREEMENT), tmp_path)

    for number in (1, 2):
        assert "Entwurf" in told("pdftotext", "-f", number, "-l", number, path, "-")


async def test_the_address_lies_in_the_window(tmp_path: Path) -> None:
    path, _ = await printed(dated(SHORT), tmp_path)

    at = words(path)
    assert at["Ayşe"][:2] == pytest.approx((25, 62.7), abs=0.5)
    assert at["Angebot"][:2] == pytest.approx((25, 98.46), abs=0.5)


async def test_the_same_content_gives_the_same_bytes() -> None:
    assert await letter_pdf(dated(SHORT), now=NOW) == await letter_pdf(dated(SHORT), now=NOW)
