"""The estimate of a line's width is never below what the font really needs."""

import pytest
from fontTools.ttLib import TTFont

from kiezfonds.documents.glyphs import FONTS
from kiezfonds.documents.rules import line_width

LINES = (
    "Nachbarschaftsgruppe Fennpfuhl",
    "Frau Ayşe Yıldız-Großmann",
    "Maximiliane-Charlotte von Schönfeld-Großkreutz",
    "Nguyễn Thị Ánh Tuyết",
    "İbrahim Çağlayan",
    "Миколайчук Олександра Володимирівна",
    "WOHNUNGSBAUGENOSSENSCHAFT LICHTENBERG EG",
    "MMMMMMMMMM wwwwwwwwww @@@@ %%%%",
    "0123456789 1234567890",
    "iljtfr IJ .,:;'’|!()[]/-",
)


@pytest.mark.parametrize("line", LINES)
def test_the_estimate_errs_on_the_safe_side(line: str) -> None:
    font = TTFont(FONTS / "SourceSans3-Regular.ttf", lazy=True)
    names, widths = font.getBestCmap(), font["hmtx"]
    needed = sum(widths[names[ord(character)]][0] for character in line) / font["head"].unitsPerEm
    assert needed <= line_width(line) <= needed * 1.3 + 0.5
