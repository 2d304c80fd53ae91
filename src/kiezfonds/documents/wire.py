"""What the press and its child process say to each other: length and message, over two pipes."""

from datetime import datetime
from typing import Any, TypeVar

import msgspec

HEADER = 4
Message = TypeVar("Message")


class AttachmentSent(msgspec.Struct):
    name: str
    description: str
    content: bytes
    media_type: str
    created: datetime


class Job(msgspec.Struct):
    html: str
    sheet: str
    assets: dict[str, bytes]
    attachments: list[AttachmentSent]
    created: datetime


class Reply(msgspec.Struct):
    pdf: bytes = b""
    text: str = ""
    values: dict[str, str | int] = {}
    detail: str = ""


def packed(message: Job | Reply) -> bytes:
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(HEADER, "big") + body


def unpacked(body: bytes, kind: type[Message]) -> Message:
    return msgspec.msgpack.decode(body, type=kind)


def length(header: bytes) -> int:
    return int.from_bytes(header, "big")


def plain(values: dict[str, Any]) -> dict[str, str | int]:
    return {name: value if isinstance(value, int) else str(value) for name, value in values.items()}
