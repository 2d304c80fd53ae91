"""Files people send: bounded in size, told apart by their first bytes, never trusted by name or claimed type."""

import re
from dataclasses import dataclass

from litestar.datastructures import UploadFile

from kiezfonds.ground.text import N_, clean_line
from kiezfonds.web.fields import Wrong
from kiezfonds.web.requests import Request

MAX_TEXT_BYTES = 500_000
MAX_FILE_BYTES = 10_000_000
LONGEST_NAME = 100
PDF, JPEG, PNG, WEBP, HEIC = "pdf", "jpeg", "png", "webp", "heic"
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


@dataclass(frozen=True)
class SentFile:
    """One file as it came; `name` is for people only."""

    name: str
    kind: str
    content: bytes


async def text_file(request: Request, name: str) -> str:
    """The text of an uploaded file (UTF-8, or Windows-1252 as spreadsheets write it); raises Wrong."""
    upload = (await request.form()).get(name)
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise Wrong(N_("Bitte wählen Sie eine Datei aus."))
    content = await upload.read(MAX_TEXT_BYTES + 1)
    if len(content) > MAX_TEXT_BYTES:
        raise Wrong(N_("Die Datei ist zu groß. Erlaubt sind 500 kB."))
    if b"\0" in content:
        raise Wrong(N_("Das ist keine Textdatei. Bitte speichern Sie die Tabelle als CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


async def uploads(request: Request, name: str) -> list[UploadFile]:
    """The files chosen in one field; an empty field sends one without a name."""
    return [f for f in (await request.form()).getall(name, []) if isinstance(f, UploadFile) and f.filename]


async def sent_file(upload: UploadFile) -> SentFile:
    """A picture or a PDF; raises Wrong."""
    content = await upload.read(MAX_FILE_BYTES + 1)
    if not content:
        raise Wrong(N_("Die Datei ist leer."))
    if len(content) > MAX_FILE_BYTES:
        raise Wrong(
            N_("Die Datei ist zu groß. Erlaubt sind 10 MB. Bitte schicken Sie sie kleiner, Bilder als Bildschirmfoto.")
        )
    kind = kind_of(content)
    if not kind:
        raise Wrong(N_("Diese Art Datei nehmen wir nicht. Bitte schicken Sie Fotos (JPEG, PNG, WebP, HEIC) oder PDF."))
    return SentFile(shown_name(upload.filename), kind, content)


def kind_of(content: bytes) -> str:
    """What the first bytes say, "" for anything else."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return HEIC
    return ""


def shown_name(raw: str) -> str:
    """The last part of a path without signs that mislead or break a header."""
    name = clean_line(re.split(r"[/\\]", raw)[-1])
    name = re.sub(r'["<>|:*?%;]', "", name).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if len(name) > LONGEST_NAME and dot and len(ending) <= 5:
        name = f"{stem[: LONGEST_NAME - len(ending) - 2]}….{ending}"
    return name[:LONGEST_NAME] or "Datei"
