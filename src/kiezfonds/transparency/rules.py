"""What is public of a proposal, and how money and dates are put together for a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.text import N_
from kiezfonds.ledger.rules import Balance, EntryKind, PotState, balance_of
from kiezfonds.meetings.rules import MEETING_LASTS, MeetingState, meeting_reference
from kiezfonds.proposals.content import ApplicantKind
from kiezfonds.proposals.rules import PAPER, ProposalState
from kiezfonds.rounds.rules import CallState

Row = Mapping[str, Any]

FUNDED: Final = (ProposalState.NOTIFIED, ProposalState.RUNNING, ProposalState.TO_SETTLE, ProposalState.SETTLED)
STAGES: Final = {
    ProposalState.NOTIFIED: N_("zugesagt"),
    ProposalState.RUNNING: N_("läuft"),
    ProposalState.TO_SETTLE: N_("fertig, wird abgerechnet"),
    ProposalState.SETTLED: N_("abgeschlossen"),
}
SOURCE: Final = "Quelle "


@dataclass(frozen=True)
class Pot:
    """The money of one area in one fund, in the four parts of the money bar; all in cents."""

    area: int
    fund: str
    year: int
    balance: Balance
    fund_slug: str = ""
    is_frozen: bool = False
    freeze_reason: str = ""

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
class Freeze:
    """Why nothing is promised at present, and in which areas."""

    reason: str
    areas: tuple[int, ...]
    is_everywhere: bool


@dataclass(frozen=True)
class Dates:
    """What comes next in one area; each is empty where nothing is planned.

    `opens_at`: the call of the deadline takes ideas from then on. `is_over`: this year had deadlines, all have passed.
    `deadline_in` and `meets_in` name the areas where these dates stand for several.
    """

    deadline_at: datetime | None = None
    days_left: int = 0
    meets_at: datetime | None = None
    place: str = ""
    meeting: str = ""
    opens_at: datetime | None = None
    extended_from: datetime | None = None
    extension_reason: str = ""
    is_over: bool = False
    deadline_in: tuple[int, ...] = ()
    meets_in: tuple[int, ...] = ()


def pots_of(sums: Iterable[Row]) -> list[Pot]:
    """From sums by area, fund and kind of entry; in the order of the rows."""
    found: dict[tuple[int, str, int], list[Row]] = {}
    for row in sums:
        found.setdefault((row["area"], row["fund_name"], row["year"]), []).append(row)
    return [_pot(key, parts) for key, parts in found.items()]


def freezes_of(pots: Iterable[Pot]) -> list[Freeze]:
    """One for each public reason; the areas in the order of the pots."""
    every = list(pots)
    found: dict[str, list[int]] = {}
    for pot in every:
        if pot.is_frozen:
            found.setdefault(pot.freeze_reason, []).append(pot.area)
    return [Freeze(reason, tuple(dict.fromkeys(areas)), len(areas) == len(every)) for reason, areas in found.items()]


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
    this_year: set[int] = set()
    for row in rows:
        area = row["area"]
        if takes_ideas(row, now) and (area not in deadlines or _is_shut(deadlines[area], now) > _is_shut(row, now)):
            deadlines[area] = row
        is_next = area not in meetings or begins_at(row) < begins_at(meetings[area])
        if is_next and is_to_come(row, now):
            meetings[area] = row
        if row["fund_year"] == berlin_day(now).year:
            this_year.add(area)
    areas = {*deadlines, *meetings, *this_year}
    return {
        area: _dates(deadlines.get(area), meetings.get(area), now, had_one=area in this_year) for area in sorted(areas)
    }


def earliest(dates: Mapping[int, Dates]) -> Dates:
    """What comes next anywhere; an open call goes before one that has yet to open."""
    deadlines = [(d.opens_at is not None, d.deadline_at, area) for area, d in dates.items() if d.deadline_at]
    meetings = [(d.meets_at, area) for area, d in dates.items() if d.meets_at]
    first = dates[min(deadlines)[2]] if deadlines else Dates()
    meeting = dates[min(meetings)[1]] if meetings else Dates()
    return replace(
        first,
        meets_at=meeting.meets_at,
        place=meeting.place,
        meeting=meeting.meeting,
        is_over=not deadlines and any(d.is_over for d in dates.values()),
        deadline_in=tuple(area for _, at, area in deadlines if at == first.deadline_at),
        meets_in=tuple(area for at, area in meetings if at == meeting.meets_at),
    )


def takes_ideas(row: Row, now: datetime) -> bool:
    """Published and not over; its call may still have to open."""
    return bool(row["call_state"] == CallState.PUBLISHED and row["deadline_at"] >= now)


def begins_at(row: Row) -> datetime:
    """The meeting says when it begins; before it is planned, the decision date does."""
    moment: datetime = row["begins_at"] or row["held_at"]
    return moment


def is_to_come(row: Row, now: datetime) -> bool:
    if row["meeting_state"] in (MeetingState.OPEN, MeetingState.SUSPENDED):
        return True
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


def with_references(meetings: Iterable[Row]) -> list[dict[str, Any]]:
    return [{**row, "ref": meeting_reference(row["year"], row["number"])} for row in meetings]


def _pot(key: tuple[int, str, int], parts: list[Row]) -> Pot:
    balance = balance_of((EntryKind(row["kind"]), int(row["total_cents"])) for row in parts)
    first = parts[0]
    reason = str(first["freeze_reason"] or first["fund_freeze_reason"])
    return Pot(*key, balance, first["fund_slug"], first["pot_state"] == PotState.FROZEN, reason)


def _is_shut(row: Row, now: datetime) -> bool:
    """The call has yet to open."""
    return bool(row["opens_at"] and row["opens_at"] > now)


def _dates(deadline: Row | None, meeting: Row | None, now: datetime, *, had_one: bool) -> Dates:
    return Dates(
        deadline_at=deadline["deadline_at"] if deadline else None,
        days_left=days_until(deadline["deadline_at"], now) if deadline else 0,
        meets_at=begins_at(meeting) if meeting else None,
        place=(meeting["meeting_place"] or meeting["place"]) if meeting else "",
        meeting=meeting_reference(meeting["year"], meeting["number"]) if meeting and meeting["number"] else "",
        opens_at=deadline["opens_at"] if deadline and _is_shut(deadline, now) else None,
        extended_from=deadline["old_deadline_at"] if deadline else None,
        extension_reason=(deadline["extension_reason"] or "") if deadline else "",
        is_over=had_one and deadline is None,
    )
