"""The versions of a proposal side by side: what each changed in the one before."""

from dataclasses import dataclass

from kiezfonds.database.work import rows
from kiezfonds.proposals.difference import Change, difference, facts_of
from kiezfonds.proposals.queries import Row, cost_items_of_proposal, versions


@dataclass(frozen=True)
class Compared:
    """A version that was handed in, with everything in it; `changes` against the one before, empty for the first."""

    row: Row
    items: list[Row]
    files: list[Row]
    changes: list[Change]

    @property
    def number(self) -> int:
        return int(self.row["version_number"])


async def compared_versions(district: int, proposal: int) -> list[Compared]:
    """All that were handed in, the oldest first."""
    listed = await versions(district, proposal)
    items, files = await cost_items_of_proposal(district, proposal), await _files_of_proposal(district, proposal)
    found: list[Compared] = []
    for row in listed:
        own = (row, items.get(row["version"], []), files.get(row["version"], []))
        before = found[-1] if found else None
        changes = difference(facts_of(before.row, before.items, before.files), facts_of(*own)) if before else []
        found.append(Compared(*own, changes))
    return found


async def last_changes(district: int, proposal: int) -> list[Change]:
    """What the newest version changed: for the office's check and the jury's papers."""
    found = await compared_versions(district, proposal)
    return found[-1].changes if found else []


async def _files_of_proposal(district: int, proposal: int) -> dict[int, list[Row]]:
    found = await rows(
        "SELECT t.version, t.position, t.kind, t.name, t.alt FROM attachment t"
        " JOIN proposal_version v ON v.id = t.version"
        " WHERE t.district = {} AND v.proposal = {} ORDER BY t.version, t.position",
        district,
        proposal,
    )
    by_version: dict[int, list[Row]] = {}
    for row in found:
        by_version.setdefault(row["version"], []).append(row)
    return by_version
