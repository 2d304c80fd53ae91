"""What people type: cleaned once, where it comes in, and kept within bounds the press can set."""

import re
import unicodedata
from typing import Final

from kiezfonds.ground.problems import Problem

LINE_CAP: Final = 200  # characters: titles, names, places
NOTE_CAP: Final = 2_000  # characters: reasons, remarks
TEXT_CAP: Final = 20_000  # bytes in UTF-8: a longer paragraph holds up the press

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_UNSEEN = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060"


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Marks a text for the catalogues; it is translated where it is shown."""
    return text


def harmless(cell: str) -> str:
    """A text that begins like a formula would be run by a spreadsheet."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def clean(text: str) -> str:
    """NFC, lines ended by \\n, no control characters, no bidi overrides, no blank edges. Cuts nothing.

    What consists of unseen characters alone is nothing.
    """
    text = _UNWANTED.sub("", _BREAKS.sub("\n", text))
    text = unicodedata.normalize("NFC", text).strip()
    return text if text.strip(_UNSEEN) else ""


def clean_line(text: str) -> str:
    """Like `clean`, and every run of blanks is one space."""
    return " ".join(clean(text).split())


def quoted(text: str) -> str:
    """In German quotation marks; those inside become single ones, as the spelling rules ask."""
    return f"„{text.replace('„', '‚').replace('“', '‘')}“"


def problems_with_length(text: str, cap: int, field: str = "") -> list[Problem]:
    """Refuses instead of cutting: nobody's words are dropped in silence. Also heeds TEXT_CAP in bytes."""
    if len(text) <= cap and len(text.encode()) <= TEXT_CAP:
        return []
    values = {"cap": min(cap, TEXT_CAP), "length": len(text)}
    return [Problem(N_("Der Text ist zu lang: {length} Zeichen, höchstens {cap}."), field, values=values)]
