"""Photos and PDFs that come with what the office keys in: the sheet itself, and what lay with it."""

from kiezfonds.ground.text import clean_line
from kiezfonds.proposals.attaching import NewFile
from kiezfonds.proposals.idea_files import ready_file
from kiezfonds.proposals.rules import MOST_FILES
from kiezfonds.web.errors import Unusable
from kiezfonds.web.fields import Wrong
from kiezfonds.web.forms import Form
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.requests import Request
from kiezfonds.web.uploads import uploads


async def scans(request: Request, form: Form) -> list[NewFile]:
    """What cannot be kept says so in the form, with its name."""
    files = []
    for upload in (await uploads(request, "files"))[:MOST_FILES]:
        try:
            files.append(await ready_file(upload))
        except (Wrong, Unusable) as refused:
            form.general_errors.append(f"„{clean_line(upload.filename)[:60]}“: {_(refused.text)}")
    return files
