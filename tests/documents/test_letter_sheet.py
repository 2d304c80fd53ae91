"""A letter lies right in the window of the envelope (DIN 5008, form B)."""

import re
from pathlib import Path

import pytest

from documents.conftest import Set, told
from documents.samples import letter
from kiezfonds.documents.rules import ADDRESS_WIDTH, Address, folded, problems_with_address

MM = 25.4 / 72
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)</word>')


def words(path: Path, number: int = 1) -> dict[str, tuple[float, ...]]:
    """Left, upper, right and lower edge in mm of each word's first appearance on a page."""
    found: dict[str, tuple[float, ...]] = {}
    for *edges, word in WORD.findall(told("pdftotext", "-bbox", "-f", number, "-l", number, path, "-")):
        found.setdefault(word, tuple(float(edge) * MM for edge in edges))
    return found


async def test_everything_stands_where_the_norm_wants_it(paper: Set) -> None:
    at = words(await paper(letter()))
    assert at["Kiezfonds,"][0] == pytest.approx(25, abs=0.5)
    assert at["Kiezfonds,"][3] <= 62.7 + 0.5
    assert at["Nachbarschaftsgruppe"][:2] == pytest.approx((25, 62.7), abs=0.5)
    assert at["Geschäftszeichen"][:2] == pytest.approx((125, 50), abs=0.5)
    assert at["Zuwendungsbescheid"][:2] == pytest.approx((25, 98.46), abs=0.5)
    assert max(edges[2] for edges in at.values()) <= 210 - 10
    assert at["Seite"][0] > 125


async def test_the_longest_address_stays_in_its_field(paper: Set) -> None:
    lines = (
        "Nachbarschaftsinitiative Frankfurter Allee",
        "Süd und Rosenfelder Ring e. V. i. G.",
        "c/o Herrn Prof. Dr. Đặng Văn Hùng-Öztürk",
        "Hinterhof, 2. Aufgang, 4. Obergeschoss",
        "Landsberger Allee 1234 a–b",
        "10369 Berlin",
    )
    assert problems_with_address(lines) == []
    at = words(await paper(letter(to=Address(lines, ("Persönlich",)))))
    assert at["Persönlich"][3] <= 62.7 + 0.5
    assert at["10369"][3] <= 90.5
    assert max(at[word][2] for word in ("Allee", "G.", "Hùng-Öztürk", "a–b")) <= 105


async def test_the_fold_and_hole_marks_are_printed(paper: Set, tmp_path: Path) -> None:
    told("pdftoppm", "-r", 254, "-gray", "-l", 1, await paper(letter()), tmp_path / "sheet")
    picture = next(tmp_path.glob("sheet*.pgm")).read_bytes()
    width, height = (int(number) for number in picture.split(b"\n", 2)[1].split())
    pixels = picture[-width * height :]
    dark = [row / 10 for row in range(height) if pixels[row * width + 70] < 200]
    near = {mark for mark in (105, 148.5, 210) for row in dark if abs(mark - row) <= 0.5}
    assert near == {105, 148.5, 210}
    assert all(min(abs(mark - row) for mark in near) <= 0.5 for row in dark)


async def test_the_next_page_names_the_file_number(paper: Set) -> None:
    path = await paper(letter())
    assert "KF-2026-0007" in words(path, 2)
    assert words(path, 2)["KF-2026-0007"][1] < 25


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "Die Anschrift fehlt."),
        (("Zeile",) * 7, "Die Anschrift hat 7 Zeilen."),
        (("Ayşe Yıldız", " ", "10369 Berlin"), "eine leere Zeile"),
        (("Nachbarschaftsinitiative Frankfurter Allee Süd und Rosenfelder Ring",), "zu lang"),
        (("MAXIMILIANE-CHARLOTTE WOMMWEMMER",), "zu lang"),
    ],
)
def test_an_address_that_would_be_cut_is_refused(lines: tuple[str, ...], said: str) -> None:
    assert [problem.said() for problem in problems_with_address(lines) if said in problem.said()] != []


def test_six_ordinary_lines_are_accepted() -> None:
    assert problems_with_address(("Ayşe Yıldız",) * 6) == []


def test_a_long_line_is_broken_at_a_space() -> None:
    lines = ("Nachbarschaftsinitiative Frankfurter Allee Süd und Rosenfelder Ring", "", "10369 Berlin")
    assert folded(lines) == (
        "Nachbarschaftsinitiative Frankfurter Allee",
        "Süd und Rosenfelder Ring",
        "10369 Berlin",
    )


def test_the_field_is_as_wide_as_the_norm_says() -> None:
    assert ADDRESS_WIDTH * 10.5 * MM <= 80
