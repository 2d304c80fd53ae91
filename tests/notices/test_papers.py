"""Every kind of letter in every mode, at its shortest and its longest: what it says and how the file is made."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import page
import pytest

from documents.conftest import told
from documents.test_letter_sheet import words
from kiezfonds.notices.content import Content, canonical, read_content
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


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"financing": "fixed"}, "Festbetragsfinanzierung"),
        ({"financing": "share", "own_share_percent": 50}, "Wir tragen höchstens 50 % der Kosten"),
        ({"payment": "reimbursement"}, "Sie bezahlen zuerst, wir erstatten danach"),
        ({"use_within_months": 3}, "in den nächsten 3 Monaten"),
        ({"keep_receipts_years": 7}, "Heben Sie die Belege 7 Jahre lang auf"),
        ({"publicity": "Gefördert aus dem Kiezfonds"}, "hin: „Gefördert aus dem Kiezfonds“"),
        ({"item_deviation_percent": 10}, "bis zu 10 % teurer"),
        ({"acceptance_days": 10}, "bis zum 6. April 2026"),
        ({"early_start_forbidden": True, "early_start": "resolution"}, "vor dem Beschluss der Jury am 26. März 2026"),
        ({"early_start_forbidden": True}, "vor der Annahme dieses Angebots bestellt"),
    ],
)
async def test_what_the_rule_set_says_stands_in_the_letter(
    change: dict[str, object], words: str, tmp_path: Path
) -> None:
    content = replace(offered(SHORT, NoticeKind.APPROVAL, NoticeMode.CIVIL_AGREEMENT), **change)  # type: ignore[arg-type]  # one field each

    _, text = await printed(dated(content), tmp_path)

    assert words in text


async def test_a_condition_stops_the_money_until_a_day(tmp_path: Path) -> None:
    content = replace(
        offered(SHORT, NoticeKind.CONDITIONAL_APPROVAL, NoticeMode.ADMINISTRATIVE_ACT),
        conditions=("Die Genehmigung des Grünflächenamts liegt vor.",),
        condition_kind="precondition",
        condition_due_on=date(2026, 5, 15),
    )

    _, waiting = await printed(dated(content), tmp_path)
    _, met = await printed(dated(replace(content, is_condition_met=True)), tmp_path)
    _, duty = await printed(dated(replace(content, condition_kind="obligation")), tmp_path)

    assert "Bedingung: vorher kein Geld" in waiting
    assert "bis zum 15. Mai 2026" in waiting
    assert "Die Bedingung der Jury haben Sie erfüllt" in met
    assert "vorher kein Geld" not in met
    assert "Bitte erfüllen Sie bis zum 15. Mai 2026" in duty


async def test_a_part_says_why_not_all_and_until_when_to_answer(tmp_path: Path) -> None:
    content = replace(offered(SHORT, NoticeKind.PART_APPROVAL, NoticeMode.CIVIL_AGREEMENT), reason="Der Topf war leer.")

    _, text = await printed(dated(content), tmp_path)

    assert "Warum nicht der ganze Betrag" in text
    assert "Der Topf war leer." in text
    assert "bis zum 10. April 2026 einen Kostenplan" in text


async def test_what_only_says_later_names_the_day_or_the_place(tmp_path: Path) -> None:
    deferral = replace(
        offered(SHORT, NoticeKind.DEFERRAL, NoticeMode.CIVIL_AGREEMENT),
        next_meeting_on=date(2026, 5, 7),
        reason="Es fehlt die Zusage für den Raum.",
    )
    waiting = replace(offered(SHORT, NoticeKind.WAITING_LIST, NoticeMode.CIVIL_AGREEMENT), rank=2)

    _, later = await printed(dated(deferral), tmp_path)
    _, listed = await printed(dated(waiting), tmp_path)

    assert "am 7. Mai 2026 wieder" in later
    assert "Was noch fehlt Es fehlt die Zusage für den Raum." in later
    assert "auf Platz 2" in listed


async def test_a_formal_rejection_names_its_grounds_and_no_jury(tmp_path: Path) -> None:
    content = replace(
        offered(SHORT, NoticeKind.FORMAL_REJECTION, NoticeMode.ADMINISTRATIVE_ACT),
        jury="",
        meeting="",
        meeting_on=None,
        item=0,
        resolution=0,
        grounds=(("Das Angebot steht allen offen.", "Rahmenregelung Kiezfonds, Zugang"),),
        decided_on=date(2026, 3, 20),
        reason="Das Fest ist nur für Mitglieder.",
    )

    _, text = await printed(dated(content), tmp_path)

    assert "Ihr Antrag erfüllt diese Voraussetzung nicht" in text
    assert "Das Angebot steht allen offen. (Rahmenregelung Kiezfonds, Zugang)" in text
    assert "Das Fest ist nur für Mitglieder." in text
    assert "Sitzung" not in text
    assert "Rechtsbehelfsbelehrung" in text


def test_a_letter_of_the_first_schema_can_still_be_read() -> None:
    new = {"financing", "own_share_percent", "payment", "use_within_months", "item_deviation_percent", "publicity",
           "early_start", "acceptance_days", "condition_kind", "condition_due_on", "is_condition_met",
           "next_meeting_on", "rank", "grounds", "decided_on"}  # fmt: skip
    stored = json.loads(canonical(dated(SHORT)))

    old = {name: value for name, value in stored.items() if name not in new}

    assert read_content(json.dumps(old)) == dated(SHORT)
