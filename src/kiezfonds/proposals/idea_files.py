"""Pictures and PDFs that come with an idea: several at once, named, removed, shown to whoever may see them."""

from collections.abc import Sequence

from litestar import Response, Router, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from kiezfonds.accounts.guards import current_visitor, district_of, public, resident
from kiezfonds.files.pictures import MEDIA_TYPE, Unusable, picture_of
from kiezfonds.ground.text import N_, clean_line
from kiezfonds.proposals.attaching import NewFile, attach, describe, detach
from kiezfonds.proposals.attachments import Row, at_position, attachment_bytes, attachments
from kiezfonds.proposals.browsers import open_version, slow_down_uploads
from kiezfonds.proposals.idea_pages import Page, after, came_from, lost, sent_back, step_page
from kiezfonds.proposals.queries import of_applicant
from kiezfonds.proposals.rules import IMAGE, MOST_FILES, PDF, read_reference
from kiezfonds.web.errors import NotFound
from kiezfonds.web.fields import Text, Wrong
from kiezfonds.web.forms import Form
from kiezfonds.web.i18n import gettext, ngettext, text_of
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request
from kiezfonds.web.uploads import MAX_FILE_BYTES, sent_file, uploads
from kiezfonds.web.uploads import PDF as PDF_FILE

MAX_BODY = MOST_FILES * MAX_FILE_BYTES + 1_000_000
LONGEST_ALT = 300


class FilesForm(Form):
    """Built for the files there are: for each picture, what is to be seen."""

    files = Text(
        N_("Fotos oder PDF auswählen"),
        N_("Bis zu fünf Dateien, jede höchstens 10 MB. Sie können mehrere auf einmal auswählen."),
        required=False,
    )

    def __init__(self, there: Sequence[Row]) -> None:
        self.fields = {"files": type(self).fields["files"]}  # type: ignore[misc]  # each idea has its own files
        for row in there:
            if row["kind"] == IMAGE:
                name = f"alt_{row['position']}"
                hint = N_("Ein Satz genügt. Er wird blinden Menschen vorgelesen.")
                question = N_("Was ist auf dem Bild zu sehen?")
                self.fields[name] = Text(question, hint, required=False, max=LONGEST_ALT, name=name)
        super().__init__(**{f"alt_{row['position']}": row["alt"] or None for row in there})

    @property
    def alts(self) -> dict[int, str]:
        return {
            int(name.removeprefix("alt_")): clean_line(text)
            for name, text in self.values.items()
            if name.startswith("alt_")
        }


@get("/", opt=public())
async def edit_files(request: Request) -> Page:
    draft = await open_version(request)
    if draft is None:
        return await lost(request)
    there = await attachments(district_of(request).id, draft["version"])
    return step_page(request, "bilder", draft, form=FilesForm(there), back=came_from(request), files=there)


@post("/", opt=resident(), status_code=303, request_max_body_size=MAX_BODY)
async def update_files(request: Request) -> Page:
    """One form: keeps what was written about the pictures, takes new files, removes one, goes on.

    Needs no key: the same file sent again is the file that is there.
    """
    draft = await open_version(request)
    if draft is None:
        return await lost(request)
    district, data = district_of(request).id, await request.form()
    form = await _described(request, draft)
    new = await uploads(request, "files")
    if new:
        await slow_down_uploads(request, current_visitor(request))
        form.general_errors += await _received(request, draft, new)
    elif str(data.get("remove", "")).isdecimal():
        await detach(district, draft["id"], int(str(data["remove"])[:9]))
    if not form.is_valid:
        there = await attachments(district, draft["version"])
        shown = FilesForm(there)
        shown.raw.update({name: raw for name, raw in form.raw.items() if name in shown.fields})
        shown.field_errors, shown.general_errors = form.field_errors, form.general_errors
        return step_page(request, "bilder", draft, status=422, form=shown, back=await sent_back(request), files=there)
    if not new and not data.get("remove") and not data.get("upload"):
        return redirect(request, await after(request, "bilder"))
    told = _("Gespeichert.") if not new else ngettext("Die Datei ist da.", "Die Dateien sind da.", len(new))
    query = "?zurueck=pruefen" if await sent_back(request) else ""
    return redirect(request, district_of(request).path("idee", "bilder") + query, told)


@get("/{position:int}", opt=resident())
async def show_file(request: Request, position: FromPath[int]) -> Response[bytes]:
    """One of the version that is being written."""
    draft = await open_version(request)
    return await _file(request, draft["version"] if draft else 0, position)


@get("/{slug:str}/mein-antrag/{ref:str}/bilder/{position:int}", opt=resident())
async def show_own_file(request: Request, ref: FromPath[str], position: FromPath[int]) -> Response[bytes]:
    """One of what the visitor handed in."""
    district, numbered = district_of(request).id, read_reference(ref)
    row = await of_applicant(district, current_visitor(request).person, *numbered) if numbered else None
    return await _file(request, row["version"] if row else 0, position)


async def _described(request: Request, draft: Row) -> FilesForm:
    district = district_of(request).id
    form = FilesForm(await attachments(district, draft["version"]))
    form.fill({n: [v] for n, v in (await request.form()).multi_items() if isinstance(v, str)})
    await describe(district, draft["id"], form.alts)
    return form


async def _received(request: Request, draft: Row, new: Sequence[UploadFile]) -> list[str]:
    """Keeps every file that can be kept; for each other one a sentence with its name."""
    told = []
    if len(new) > MOST_FILES:
        text = _("Mehr als {most} Dateien gehen nicht. Die übrigen haben wir nicht gespeichert.")
        told.append(text.format(most=MOST_FILES))
    for upload in new[:MOST_FILES]:
        try:
            file = await ready_file(upload)
        except (Wrong, Unusable) as refused:
            told.append(f"„{clean_line(upload.filename)[:60]}“: {gettext(refused.text)}")
            continue
        problems = await attach(district_of(request).id, draft["id"], file, now=request.now)
        told += [f"„{file.name}“: {text_of(problem)}" for problem in problems]
    return told


async def ready_file(upload: UploadFile) -> NewFile:
    """Pictures are drawn anew; a PDF stays as it is and is never opened here."""
    sent = await sent_file(upload)
    if sent.kind == PDF_FILE:
        return NewFile(PDF, sent.name, "application/pdf", sent.content)
    drawn = await picture_of(sent.content)
    return NewFile(IMAGE, sent.name, MEDIA_TYPE, drawn.content, drawn.width, drawn.height)


async def _file(request: Request, version: int, position: int) -> Response[bytes]:
    district = district_of(request).id
    row = at_position(await attachments(district, version), position)
    if row is None:
        raise NotFound
    return await attachment_bytes(district, row)


writing = Router("/{slug:str}/idee/bilder", route_handlers=[edit_files, update_files, show_file])
router = Router("/", route_handlers=[writing, show_own_file])
