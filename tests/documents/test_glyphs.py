"""Texts become printable without losing a word in silence."""

import hashlib

import pytest

from kiezfonds.documents.glyphs import FONTS, printable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Grüße aus Fennpfuhl", "Grüße aus Fennpfuhl"),
        ("Bu\u0308hne", "Bühne"),
        ("Fest 🎉!", "Fest □!"),
        ("👩\u200d👩\u200d👧", "□\u200d□\u200d□"),
        ("❤\ufe0f ja", "❤ ja"),
        ("a\x00\x1b\u202eb\ud800", "ab"),
        ("drei\u3000Wörter", "drei Wörter"),
        ("§\u00a044, 5\u202f€ – „so“ ☐ ☑ ✓", "§\u00a044, 5\u202f€ – „so“ ☐ ☑ ✓"),
    ],
)
def test_a_text_is_made_printable(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_the_fonts_are_the_ones_we_took_over() -> None:
    lines = [line.split("  ") for line in (FONTS / "SHA256SUMS").read_text().splitlines()]
    listed = {name: digest for digest, name in lines}
    assert {name: hashlib.sha256((FONTS / name).read_bytes()).hexdigest() for name in listed} == listed
    assert {path.name for path in FONTS.glob("*.ttf")} <= set(listed)
