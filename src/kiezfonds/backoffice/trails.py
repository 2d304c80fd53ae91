"""Lines of the audit chain as a list, with who did it where that person is still known."""

import json
from collections.abc import Mapping
from typing import Any

from kiezfonds.accounts.rules import ROLE_LABELS, Role
from kiezfonds.database.paging import Asked, paged
from kiezfonds.database.work import rows
from kiezfonds.web.i18n import gettext

Row = dict[str, Any]

ACTORS = {"system": "System", "staff": "{name} ({role})"}
LISTED = """
SELECT l.id, l.number, l.happened_at, l.act, l.payload, l.hash FROM audit_line l WHERE l.district = {}
"""


async def listed(district: int, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """A page of lines, each with `actor` (name and role) and `facts`, read from its payload."""
    found, count = await paged(asked, LISTED, district, whole=whole)
    read = [(row, json.loads(row["payload"])) for row in found]
    names = await names_of(district, {payload["actor"][1] for _, payload in read})
    return [{**row, "actor": _actor(payload, names), "facts": payload.get("facts", {})} for row, payload in read], count


async def acts(district: int) -> list[str]:
    """Every kind of act there is a line of."""
    found = await rows("SELECT DISTINCT l.act FROM audit_line l WHERE l.district = {} ORDER BY l.act", district)
    return [row["act"] for row in found]


async def head(district: int) -> Row:
    """Where the chain ends: how many lines, and the last hash."""
    (found,) = await rows("SELECT h.number, h.hash FROM audit_head h WHERE h.district = {}", district)
    return found


async def names_of(district: int, people: set[int]) -> dict[int, str]:
    """Who they are today; erased people have no name."""
    if not people:
        return {}
    places = ", ".join(["{}"] * len(people))
    sql = "SELECT o.id, o.name FROM person o WHERE o.district = {} AND o.id IN (PLACES)".replace("PLACES", places)
    return {row["id"]: row["name"] for row in await rows(sql, district, *people)}


def _actor(payload: Mapping[str, Any], names: Mapping[int, str]) -> str:
    kind, id, role = payload["actor"]
    label = ROLE_LABELS[Role(role)] if role in set(Role) else role
    return ACTORS.get(kind, "{name}").format(name=names.get(id, f"{kind} {id}"), role=gettext(label))
