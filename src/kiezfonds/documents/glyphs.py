"""Which characters the fonts of the press can print, and what becomes of the others."""

import re
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "assets" / "fonts"
STANDS_FOR_MISSING = "□"
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """Composed characters, no control or direction marks; what no font has becomes a visible box."""
    text = unicodedata.normalize("NFC", _HARMFUL.sub("", text))
    if text.isascii():
        return text
    missing = {ord(character) for character in set(text)} - covered()
    return text.translate({code: _stand_in(code) for code in missing})


@cache
def covered() -> frozenset[int]:
    """Characters that both weights of Brief, or both weights of BriefAr, can print."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # comes with WeasyPrint

    def characters(*names: str) -> frozenset[int]:
        fonts = [frozenset(TTFont(FONTS / name, lazy=True).getBestCmap()) for name in names]
        return frozenset.intersection(*fonts)

    latin = characters("SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf", "SourceSans3-It.ttf")
    arabic = characters("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf")
    return latin | arabic | {0x09, 0x0A, 0xAD, 0x200B, 0x200C, 0x200D, 0x2028, 0x2029, 0x2060}


def _stand_in(code: int) -> str:
    character = chr(code)
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""  # a mark on the letter before it, or a joiner of an emoji
    return " " if unicodedata.category(character) == "Zs" else STANDS_FOR_MISSING
