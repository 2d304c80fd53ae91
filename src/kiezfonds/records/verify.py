"""Recomputes every district from its stored facts and names what does not fit (`kiezfonds verify`)."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiezfonds.audit.chain import Line, canonical, commitment, first_break
from kiezfonds.database.work import rows
from kiezfonds.districts.queries import tenants
from kiezfonds.districts.rules import Tenant
from kiezfonds.ledger import checks as ledger
from kiezfonds.meetings import checks as meetings
from kiezfonds.proposals import checks as proposals
from kiezfonds.records import kept_papers, kept_rules
from kiezfonds.scoring import checks as scoring

CHECKS: tuple[Callable[[int], Awaitable[list[str]]], ...] = (
    kept_rules.findings,
    proposals.findings,
    ledger.findings,
    scoring.findings,
    meetings.findings,
    kept_papers.findings,
)
"""What every package recomputes of its own."""


@dataclass(frozen=True)
class Report:
    text: str
    is_clean: bool


async def verify_all() -> Report:
    """One line per clean district, else its findings; clean means there is not one."""
    blocks, is_clean = [], True
    for district in await tenants():
        found = await findings(district.id)
        is_clean &= not found
        blocks.append(_block(district, found, await _counts(district.id)))
    return Report("\n".join(blocks) if blocks else "clean: no district yet", is_clean)


async def findings(district: int) -> list[str]:
    """Of the chain first: the other checks lean on it."""
    found = await _chain(district)
    for check in CHECKS:
        found += await check(district)
    return found


def _block(district: Tenant, found: list[str], counts: dict[str, int]) -> str:
    if not found:
        parts = [f"{counts['line']} lines", f"{counts['ballot']} ballots", f"{counts['entry']} entries"]
        return f"{district.slug}: clean: {', '.join(parts)}"
    return "\n".join([f"{district.slug}: {len(found)} findings", *(f"  {finding}" for finding in found)])


async def _counts(district: int) -> dict[str, int]:
    tables = {"line": "audit_line", "ballot": "ballot", "entry": "ledger_entry"}
    return {
        name: int((await rows(f"SELECT count(*) AS n FROM {table} WHERE district = {{}}", district))[0]["n"])  # noqa: S608 - names from the line above
        for name, table in tables.items()
    }


async def _chain(district: int) -> list[str]:
    written = await rows(
        "SELECT l.id, l.number, l.act, l.happened_at, l.payload, l.hash FROM audit_line l WHERE l.district = {}"
        " ORDER BY l.number",
        district,
    )
    heads = await rows("SELECT h.number, h.hash FROM audit_head h WHERE h.district = {}", district)
    if not heads:
        return ["audit chain: its head is missing"]
    payloads = {row["id"]: _payload(row["payload"]) for row in written}
    lines = [Line(int(row["number"]), payloads[row["id"]] or {}, row["hash"]) for row in written]
    broken = first_break(lines, count=int(heads[0]["number"]), head=heads[0]["hash"])
    found = [] if broken is None else [_said(broken, lines, int(heads[0]["number"]))]
    return found + _columns(written, payloads) + await _secrets(district, payloads)


def _payload(text: str) -> dict[str, Any] | None:
    """None where the text is not the one spelling of its content."""
    try:
        read = json.loads(text)
        return read if isinstance(read, dict) and canonical(read) == text else None
    except (ValueError, TypeError):
        return None


def _said(number: int, lines: list[Line], count: int) -> str:
    """What is wrong at the first break: what lies behind it cannot be judged."""
    numbers = {line.number for line in lines}
    if number >= count:
        return f"audit chain: the head does not fit the last line ({count} lines by the head, {len(lines)} found)"
    if number in numbers:
        return f"audit chain: line {number} is changed"
    if not any(later in numbers for later in range(number, count)):
        return f"audit chain: the end is cut off, lines {number} to {count - 1} are missing"
    return f"audit chain: line {number} is missing"


def _columns(written: list[dict[str, Any]], payloads: dict[int, dict[str, Any] | None]) -> list[str]:
    """Act and instant stand beside the payload for reading; they say the same."""
    found = []
    for row in written:
        payload = payloads[row["id"]] or {}
        if payload.get("act") != row["act"] or not _is_same_instant(payload.get("at"), row["happened_at"]):
            found.append(f"audit chain: line {row['number']} does not say the same as its payload")
    return found


async def _secrets(district: int, payloads: dict[int, dict[str, Any] | None]) -> list[str]:
    """What was not erased must still be what the line committed to."""
    kept = await rows("SELECT s.line, s.salt, s.clear FROM audit_secret s WHERE s.district = {}", district)
    return [
        f"audit chain: the clear text of line id {row['line']} is not what was committed to"
        for row in kept
        if (payloads.get(row["line"]) or {}).get("secret") != _commitment(row["salt"], row["clear"])
    ]


def _commitment(salt: str, clear: str) -> str:
    """Empty, which fits nothing, where salt or text are none."""
    try:
        return commitment(salt, json.loads(clear))
    except (ValueError, TypeError):
        return ""


def _is_same_instant(text: object, instant: datetime) -> bool:
    try:
        return datetime.fromisoformat(str(text)) == instant
    except ValueError:
        return False
