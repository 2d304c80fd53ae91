"""The German texts of code and templates, and the catalogues that answer them. Run by `make words`."""

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from house.tree import ROOT, SRC
from kiezfonds.web.i18n import NAMES, SOURCE

KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
LANGUAGES = [lang for lang in NAMES if lang != SOURCE]


def collected() -> Catalog:
    """Every text that code or templates wrap, with the places where it stands."""
    texts = Catalog(project="kiezfonds", charset="utf-8", fuzzy=False)
    for folder, methods in ((SRC, [("**.py", "python")]), (ROOT / "templates", [("**", "jinja2")])):
        found = extract_from_dir(
            folder,
            methods,
            options_map={"**": as_in_pages()},
            keywords=KEYWORDS,
            directory_filter=lambda _: True,
        )
        for file, _line, text, comments, context in found:
            place = (folder / file).relative_to(ROOT).as_posix()
            texts.add(text, None, [(place, 0)], auto_comments=comments, context=context)
    return texts


def as_in_pages() -> dict[str, str]:
    """Blocks are trimmed as the pages' own environment does, or the keys would differ."""
    from kiezfonds.web.pages import environment

    env = environment()
    return {
        "extensions": "jinja2.ext.do",
        "trim_blocks": str(env.trim_blocks),
        "lstrip_blocks": str(env.lstrip_blocks),
        "trimmed": str(bool(env.policies["ext.i18n.trimmed"])),
        "silent": "false",
        "encoding": "utf-8",
    }


def path_of(lang: str) -> Path:
    return SRC / "locale" / lang / "LC_MESSAGES" / "messages.po"


def read(lang: str) -> Catalog:
    if not path_of(lang).exists():
        return Catalog(locale=lang, project="kiezfonds", fuzzy=False)
    with path_of(lang).open("rb") as file:
        return read_po(file, locale=lang)


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string or "",)


def update(lang: str) -> list[str]:
    """Bring one catalogue up to date: translations stay, what is gone leaves. Returns what lacks words."""
    texts = collected()
    path = path_of(lang)
    catalogue = read(lang)
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, omit_header=True, sort_output=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue())
    return [key(message) for message in catalogue if message.id and not all(strings(message))]


if __name__ == "__main__":
    for language in LANGUAGES:
        missing = update(language)
        print(f"{language}: {len(missing)} without words" + "".join(f"\n  {text!r}" for text in missing))
