"""The press keeps its promises about the file: archivable, accessible, searchable, the same every time."""

import hashlib
import json
import zlib
from datetime import timedelta
from pathlib import Path

import page
import pikepdf
import pytest

from documents.conftest import Set, body, told
from documents.samples import ASSETS, FIGURES, NOW, letter, minutes
from kiezfonds.documents import press
from kiezfonds.documents.rules import HTML_LIMIT, ROW_LIMIT, Attachment

SCRIPTS = (
    ("vi", "ltr", "Nguyễn Thị Ánh Tuyết: Chúng tôi rất vui thông báo quyết định."),
    ("tr", "ltr", "Kararı bildirmekten mutluluk duyarız: İĞŞığş"),
    ("ar", "rtl", "يسعدنا إبلاغكم بقرار لجنة التحكيم"),
    ("ar", "rtl", "مُدَرِّسَة"),
    ("uk", "ltr", "Повідомляємо рішення: Їжак, ґанок, є"),
    ("pl", "ltr", "Zażółć gęślą jaźń"),
)


def broken_rules(path: Path) -> list[str]:
    reports = [page.validate_pdf(str(path), profile=profile) for profile in ("ua1", "3a")]
    assert [report.rules.total for report in reports] == [104, 156]
    return [f"{failure.rule_id}: {failure.message}" for report in reports for failure in report.failures]


@pytest.mark.parametrize("attachments", [(), FIGURES], ids=["alone", "with figures"])
@pytest.mark.parametrize(("html", "sheet"), [(letter(), "letter"), (minutes(), "minutes")], ids=["letter", "minutes"])
async def test_a_paper_is_archivable_and_accessible(
    html: str, sheet: str, attachments: tuple[Attachment, ...], paper: Set
) -> None:
    path = await paper(html, sheet, attachments=attachments)
    assert broken_rules(path) == []
    assert "No syntax or stream encoding errors" in told("qpdf", "--check", path)


async def test_every_script_of_the_city_is_printed_and_can_be_copied(paper: Set) -> None:
    path = await paper(letter(more=SCRIPTS))
    text = told("pdftotext", path, "-")
    assert broken_rules(path) == []
    assert [line for _, _, line in SCRIPTS if line not in text and line.isascii()] == []
    for line in (SCRIPTS[0][2], SCRIPTS[1][2], SCRIPTS[4][2], SCRIPTS[5][2]):
        assert line in text
    assert "يسعدنا" in text


async def test_parts_in_another_language_say_so(paper: Set) -> None:
    with pikepdf.open(await paper(letter(more=SCRIPTS))) as pdf:
        languages = {str(item.Lang) for item in pdf.objects if is_element(item) and "/Lang" in item}
        assert str(pdf.Root.Lang) == "de"
    assert languages == {"vi", "tr", "ar", "uk", "pl"}


async def test_every_head_of_a_table_says_what_it_heads(paper: Set) -> None:
    with pikepdf.open(await paper(minutes(), "minutes")) as pdf:
        heads = [item for item in pdf.objects if is_element(item) and item.S == "/TH"]
        assert {str(head.A.Scope) for head in heads} == {"/Row", "/Column"}


async def test_page_numbers_are_not_read_aloud(paper: Set) -> None:
    with pikepdf.open(await paper(letter())) as pdf:
        content = pdf.pages[1].Contents.read_bytes()
    assert content.count(b"/Artifact\n<</Type /Pagination>>\nBDC") == 2


async def test_only_the_house_fonts_are_used_even_for_what_they_lack(paper: Set) -> None:
    path = await paper(letter(purpose="Sommerfest 🎉 für 田中", more=SCRIPTS))
    fonts = {line.split()[0].split("+")[-1] for line in told("pdffonts", path).splitlines()[2:]}
    assert fonts == {"Brief", "Brief-Bold", "BriefAr"}
    assert "Sommerfest □ für □□" in told("pdftotext", path, "-")
    assert broken_rules(path) == []


async def test_hyphens_stay_what_was_typed(paper: Set) -> None:
    text = told("pdftotext", await paper(letter()), "-")
    assert "KF-2026-0007" in text
    assert "030 0000-1234" in text
    assert [mark for mark in "\u2010\u2011\u200b\ufffd" if mark in text] == []


async def test_a_long_mail_address_stays_whole(paper: Set) -> None:
    text = told("pdftotext", await paper(letter()), "-")
    assert "kiezfonds@stadtteilkoordination.example" in text.replace("\n", "")


async def test_the_same_paper_has_the_same_bytes_also_from_another_process() -> None:
    first = await press.render(letter(), sheet="letter", assets=ASSETS, attachments=FIGURES, created=NOW)
    await press.close_press()
    again = await press.render(letter(), sheet="letter", assets=ASSETS, attachments=FIGURES[::-1], created=NOW)
    later = await press.render(letter(), sheet="letter", assets=ASSETS, created=NOW + timedelta(days=1))
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(again).hexdigest()
    assert first != later


async def test_a_logo_of_the_same_name_is_not_mixed_up() -> None:
    one = await press.render(letter(), sheet="letter", assets=ASSETS, created=NOW)
    other_logo = {"zeichen.svg": ASSETS["zeichen.svg"].replace(b'width="36"', b'width="20"')}
    other = await press.render(letter(), sheet="letter", assets=other_logo, created=NOW)
    assert one != other


async def test_the_file_carries_title_author_and_dates(paper: Set) -> None:
    path = await paper(letter(), attachments=FIGURES)
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith("Zuwendungsbescheid – Kiezfonds")
        assert str(pdf.docinfo["/Author"]) == "Bezirksamt Lichtenberg von Berlin"
        assert {str(pdf.docinfo[key]) for key in ("/CreationDate", "/ModDate")} == {"D:20260313093000Z"}


async def test_attachments_come_out_as_they_went_in(paper: Set) -> None:
    with pikepdf.open(await paper(letter(), attachments=FIGURES)) as pdf:
        files = {name: spec.get_file() for name, spec in pdf.attachments.items()}
        assert json.loads(files["abstimmung.json"].read_bytes()) == {"ja": 7, "nein": 1}
        assert {name: file.mime_type for name, file in files.items()} == {
            "abstimmung.json": "application/json",
            "finanzplan.csv": "text/csv",
        }
        assert len(pdf.Root.AF) == 2


async def test_a_stream_that_ends_in_a_line_break_is_not_cut_short(paper: Set) -> None:
    texts = (bytes([letter_of]) * length for letter_of in range(65, 91) for length in range(1, 99))
    content = next(text for text in texts if zlib.compress(text)[-1] == 0x0D)
    path = await paper(letter(), attachments=[Attachment("rest.csv", "Rest", content, "text/csv", NOW)])
    assert b"\r\r\nendstream" in path.read_bytes()
    assert broken_rules(path) == []
    told("qpdf", "--check", path)


async def test_a_draft_says_that_it_is_one(paper: Set) -> None:
    assert "Entwurf" in told("pdftotext", await paper(letter(draft=True)), "-")
    assert "Entwurf" not in told("pdftotext", await paper(letter()), "-")


async def test_a_picture_without_description_is_refused() -> None:
    html = letter(body('<img src="asset:zeichen.svg">'))
    with pytest.raises(press.PressFailed, match="no required alt description"):
        await press.render(html, sheet="letter", assets=ASSETS, created=NOW)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("ä" * (HTML_LIMIT // 2 + 1), "zu groß: 1000 KB. Erlaubt sind 1000 KB"),
        (f"<table>{'<tr><td>x' * (ROW_LIMIT + 1)}</table>", "501 Zeilen"),
        ("<div>" * 600, "zu tief verschachtelt"),
    ],
)
async def test_what_no_paper_needs_is_refused_in_plain_words(html: str, said: str) -> None:
    with pytest.raises(press.PressFailed, match=said):
        await press.render(f"<html lang=de><title>x</title>{html}", sheet="letter", created=NOW)


async def test_an_unknown_sheet_is_refused() -> None:
    with pytest.raises(press.PressFailed, match="„poster“"):
        await press.render(letter(), sheet="poster", assets=ASSETS, created=NOW)


def is_element(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
