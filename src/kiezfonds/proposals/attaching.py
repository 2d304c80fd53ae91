"""Adding pictures and PDFs to a version that is being written, naming and removing them, and releasing pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from piccolo.columns.combination import And
from piccolo.custom_types import Combinable

from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.files.actions import store
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.proposals import queries
from kiezfonds.proposals.attachments import attachments
from kiezfonds.proposals.rules import IMAGE, MOST_FILES
from kiezfonds.proposals.tables import Attachment, AttachmentRelease
from kiezfonds.proposals.transitions import locked_proposal

FULL = Problem(N_("Mehr als {most} Dateien gehen nicht."), values={"most": MOST_FILES})
CLOSED = Problem(N_("Diese Idee ist schon abgeschickt. Rufen Sie uns an, wenn noch etwas dazu soll."))
NO_PICTURE = Problem(N_("Nur Bilder können öffentlich gezeigt werden."))


@dataclass(frozen=True)
class NewFile:
    """Ready to be stored: a picture already drawn anew, or a PDF as it came."""

    kind: str
    name: str
    media_type: str
    content: bytes
    width: int = 0
    height: int = 0


async def attach(district: int, proposal: int, file: NewFile, *, now: datetime) -> list[Problem]:
    """To the open version. The same file sent again changes nothing, so a form sent twice does no harm."""
    async with transaction():
        await locked_proposal(district, proposal)
        version = await queries.open_version_of(district, proposal)
        if version is None:
            return [CLOSED]
        there = await attachments(district, version)
        blob = await store(district, file.content, file.media_type, now=now)
        if any(row["blob"] == blob for row in there):
            return []
        if len(there) >= MOST_FILES:
            return [FULL]
        row = Attachment(
            district=district,
            version=version,
            blob=blob,
            position=max((row["position"] for row in there), default=0) + 1,
            kind=file.kind,
            name=file.name,
            width_count=file.width,
            height_count=file.height,
            created_at=now,
        )
        await Attachment.insert(row)
    return []


async def describe(district: int, proposal: int, alts: Mapping[int, str]) -> None:
    """What is to be seen, by position; positions that are gone are left out."""
    async with transaction():
        await locked_proposal(district, proposal)
        version = await queries.open_version_of(district, proposal)
        if version is None:
            return
        for position, alt in alts.items():
            await Attachment.update({Attachment.alt: alt}).where(
                Attachment.district == district, Attachment.version == version, Attachment.position == position
            )


async def detach(district: int, proposal: int, position: int) -> None:
    async with transaction():
        await locked_proposal(district, proposal)
        version = await queries.open_version_of(district, proposal)
        if version is not None:
            await Attachment.delete().where(
                Attachment.district == district,
                Attachment.version == version,
                Attachment.position == position,
            )


async def release(district: int, attachment: int, *, by: Actor, now: datetime) -> list[Problem]:
    """Everybody may see this picture from now on."""
    async with transaction():
        found = await locked(Attachment, Attachment.district == district, Attachment.id == attachment)
        if not found or found[0]["kind"] != IMAGE:
            return [NO_PICTURE]
        open_one = await locked(AttachmentRelease, _released(district, attachment))
        if not open_one:
            row = AttachmentRelease(
                district=district, attachment=attachment, released_by=by.id, released_at=now, ended_at=None
            )
            await AttachmentRelease.insert(row)
            await record(district, "release_picture", by=by, now=now, attachment=attachment)
    return []


async def end_release(district: int, attachment: int, *, by: Actor, now: datetime) -> None:
    async with transaction():
        if await locked(AttachmentRelease, _released(district, attachment)):
            await AttachmentRelease.update({AttachmentRelease.ended_by: by.id, AttachmentRelease.ended_at: now}).where(
                _released(district, attachment)
            )
            await record(district, "end_release", by=by, now=now, attachment=attachment)


def _released(district: int, attachment: int) -> Combinable:
    return And(
        And(AttachmentRelease.district == district, AttachmentRelease.attachment == attachment),
        AttachmentRelease.ended_at.is_null(),
    )
