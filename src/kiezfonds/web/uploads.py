"""Files people send: bounded in size, decoded with care, never trusted by name or claimed type."""

from litestar.datastructures import UploadFile

from kiezfonds.ground.text import N_
from kiezfonds.web.fields import Wrong
from kiezfonds.web.requests import Request

MAX_TEXT_BYTES = 500_000


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
