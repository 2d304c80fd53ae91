"""What is public of a proposal, and how money and dates are put together for a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.text import N_
from kiezfonds.ledger.rules import Balance, EntryKind, balance_of
from kiezfonds.meetings.rules import MeetingState, meeting_reference
from kiezfonds.proposals.content import ApplicantKind
from kiezfonds.proposals.rules import PAPER, ProposalState

Row = Mapping[str, Any]

FUNDED: Final = (ProposalState.NOTIFIED, ProposalState.RUNNING, ProposalState.TO_SETTLE, ProposalState.SETTLED)
STAGES: Final = {
    ProposalState.NOTIFIED: N_("zugesagt"),
    ProposalState.RUNNING: N_("läuft"),
    ProposalState.TO_SETTLE: N_("fertig, wird abgerechnet"),
    ProposalState.SETTLED: N_("abgeschlossen"),
}
SOURCE: Final = "Quelle "
MEETING_LASTS: Final = timedelta(hours=5)


@dataclass(frozen=True)
class Pot:
    """The money of one area in one fund, in the four parts of the money bar; all in cents."""

    area: int
    fund: str
    year: int
    balance: Balance

    @property
    def total(self) -> int:
        return self.balance.budget

    @property
    def paid(self) -> int:
        return self.balance.paid

    @property
    def promised(self) -> int:
        return self.balance.committed - self.balance.paid

    @property
    def reserved(self) -> int:
        return self.balance.reserved

    @property
    def free(self) -> int:
        return self.balance.available


@dataclass(frozen=True)
class Dates:
    """What comes next in one area; each is empty where nothing is planned."""

    deadline_at: datetime | None = None
    days_left: int = 0
    meets_at: datetime | None = None
    place: str = ""
    meeting: str = ""


def pots_of(sums: Iterable[Row]) -> list[Pot]:
    """From sums by area, fund and kind of entry; in the order of the rows."""
    found: dict[tuple[int, str, int], list[tuple[EntryKind, int]]] = {}
    for row in sums:
        key = (row["area"], row["fund_name"], row["year"])
        found.setdefault(key, []).append((EntryKind(row["kind"]), int(row["total_cents"])))
    return [Pot(*key, balance_of(entries)) for key, entries in found.items()]


def together(pots: Iterable[Pot]) -> Balance:
    """All pots as one."""
    balances = [pot.balance for pot in pots]
    return Balance(
        budget=sum(b.budget for b in balances),
        reserved=sum(b.reserved for b in balances),
        committed=sum(b.committed for b in balances),
        paid=sum(b.paid for b in balances),
    )


def next_dates(rows: Iterable[Row], now: datetime) -> dict[int, Dates]:
    """By area: the next deadline and the next meeting, from dates in the order of their deadlines."""
    deadlines: dict[int, Row] = {}
    meetings: dict[int, Row] = {}
    for row in rows:
        area = row["area"]
        if row["deadline_at"] >= now:
            deadlines.setdefault(area, row)
        is_next = area not in meetings or begins_at(row) < begins_at(meetings[area])
        if is_next and is_to_come(row, now):
            meetings[area] = row
    return {area: _dates(deadlines.get(area), meetings.get(area), now) for area in {*deadlines, *meetings}}


def begins_at(row: Row) -> datetime:
    """The meeting says when it begins; before it is planned, the decision date does."""
    moment: datetime = row["begins_at"] or row["held_at"]
    return moment


def is_to_come(row: Row, now: datetime) -> bool:
    over = row["meeting_state"] in (MeetingState.CLOSED, MeetingState.CANCELLED)
    return not over and begins_at(row) > now - MEETING_LASTS


def days_until(instant: datetime, now: datetime) -> int:
    """Calendar days in Berlin: 0 is today."""
    return (berlin_day(instant) - berlin_day(now)).days


def holder_of(row: Row) -> str:
    """The group's or organisation's name; empty for a private person, whose name is nobody's business."""
    return "" if row["applicant_kind"] == ApplicantKind.PERSON else str(row["group_name"])


def source_of(row: Row) -> str:
    """Where a project keyed in by the office was documented: the last paragraph, if a line there begins „Quelle“.

    What applicants typed themselves is never taken for a source: it stays with the jury.
    """
    if row["channel"] != PAPER:
        return ""
    last = str(row["description"]).strip().split("\n\n")[-1]
    return last if any(line.startswith(SOURCE) for line in last.splitlines()) else ""


def _dates(deadline: Row | None, meeting: Row | None, now: datetime) -> Dates:
    return Dates(
        deadline_at=deadline["deadline_at"] if deadline else None,
        days_left=days_until(deadline["deadline_at"], now) if deadline else 0,
        meets_at=begins_at(meeting) if meeting else None,
        place=(meeting["meeting_place"] or meeting["place"]) if meeting else "",
        meeting=meeting_reference(meeting["year"], meeting["number"]) if meeting and meeting["number"] else "",
    )
