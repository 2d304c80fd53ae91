"""Words in the reader's language. German is the source: its texts are the keys of every catalogue.

Catalogues are the .po files themselves, read once; the current language is a context variable set per request.
"""

from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.messages.pofile import read_po

from kiezfonds.ground.problems import Problem

FOLDER = Path(__file__).resolve().parents[1] / "locale"
NAMES = {"de": "Deutsch", "en": "English"}
RIGHT_TO_LEFT = frozenset({"ar"})
SOURCE = "de"

current: ContextVar[str] = ContextVar("kiezfonds_lang", default=SOURCE)


class Catalogue(NullTranslations):
    """Messages of one language; what is missing falls back to German."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._texts: dict[str, str] = {}
        self._plurals: dict[str, tuple[str, ...]] = {}
        path = FOLDER / lang / "LC_MESSAGES" / "messages.po"
        if path.exists():
            self._read(path)

    def gettext(self, message: str) -> str:
        return self._texts.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._plurals.get(msgid1, (msgid1, msgid2))
        return forms[0 if n == 1 else 1]

    def _read(self, path: Path) -> None:
        with path.open("rb") as file:
            for message in read_po(file):
                if not message.id or message.fuzzy:
                    continue
                if isinstance(message.id, tuple | list):
                    self._plurals[message.id[0]] = tuple(message.string or ())
                elif message.string:
                    self._texts[str(message.id)] = str(message.string)


@cache
def catalogue(lang: str) -> Catalogue:
    return Catalogue(lang)


def gettext(message: str) -> str:
    return catalogue(current.get()).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    return catalogue(current.get()).ngettext(one, many, n)


_ = gettext


def text_of(problem: Problem) -> str:
    """The problem's sentence in the reader's language, with its values filled in and its clause named."""
    sentence = gettext(problem.text).format(**problem.values)
    return f"{sentence} ({problem.clause})" if problem.clause else sentence


def language_of(path: str) -> tuple[str, str]:
    """`/en/lichtenberg` → ("en", "/lichtenberg"); German stands without a prefix.

    One slash stands in front: two would be the address of another host in the links of the page.
    """
    first, _, rest = path.lstrip("/").partition("/")
    if first in NAMES and first != SOURCE:
        return first, "/" + rest.lstrip("/")
    return SOURCE, path and "/" + path.lstrip("/")


def direction(lang: str) -> str:
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"
