"""What happened in a meeting, and what the office has written about it."""

import json
from datetime import UTC, datetime
from typing import Any

from kiezfonds.audit.tables import AuditHead
from kiezfonds.database.work import rows
from kiezfonds.districts.rules import Tenant
from kiezfonds.ledger.queries import area_budget, entries
from kiezfonds.ledger.rules import EntryKind, balance_of
from kiezfonds.meetings.attendance import intervals, members
from kiezfonds.meetings.company import pauses
from kiezfonds.meetings.queries import agenda, ballots, resolutions
from kiezfonds.meetings.replies import Answer
from kiezfonds.meetings.rules import BallotState
from kiezfonds.minutes.rules import Attendee, BallotFacts, Evening, Item, ResolutionFacts, Wording
from kiezfonds.proposals.rules import reference
from kiezfonds.rounds.rules import read_rules

Row = dict[str, Any]
FAR = datetime(9999, 1, 1, tzinfo=UTC)
By = dict[int, list[Any]]

CONFLICTS = """
SELECT c.proposal, c.seat, c.declared_at, c.withdrawn_at, p.name
FROM conflict c JOIN agenda_item i ON i.proposal = c.proposal JOIN seat s ON s.id = c.seat
JOIN person p ON p.id = s.person
WHERE c.district = {} AND i.meeting = {} AND c.is_declared_only IS NOT TRUE ORDER BY s.number
"""

APPROVING = """
SELECT b.id, b.number, b.yes_count, b.no_count, b.abstain_count, b.closed_at, i.previous, m.year,
       m.number AS meeting_number
FROM ballot b JOIN agenda_item i ON i.id = b.item JOIN meeting m ON m.id = b.meeting
WHERE b.district = {} AND b.state = {} AND b.is_accepted = {} AND i.previous IS NOT NULL
"""

EDITIONS = """
SELECT e.id, e.number, e.blob, e.sha256, e.chain_end, e.made_at, e.correction, p.name AS made_by_name
FROM minutes_edition e JOIN person p ON p.id = e.made_by
WHERE e.district = {} AND e.minutes = {} AND e.is_public = {} ORDER BY e.number DESC
"""


async def minutes_of(district: int, meeting: int) -> Row | None:
    found = await rows("SELECT m.* FROM minutes m WHERE m.district = {} AND m.meeting = {}", district, meeting)
    return found[0] if found else None


async def wording_of(district: int, minutes: Row) -> Wording:
    passages = await rows(
        "SELECT p.item, p.gist FROM minutes_passage p WHERE p.district = {} AND p.minutes = {}",
        district,
        minutes["id"],
    )
    return Wording(minutes["opening"], minutes["closing"], {row["item"]: row["gist"] for row in passages})


async def editions(district: int, minutes: int) -> list[Row]:
    """The complete ones, the latest first."""
    return await rows(EDITIONS, district, minutes, False)


async def public_editions(district: int, minutes: int) -> list[Row]:
    """Those for everyone, the latest first."""
    return await rows(EDITIONS, district, minutes, True)


async def edition(district: int, meeting: int, number: int, *, is_public: bool = False) -> Row | None:
    found = await rows(
        "SELECT e.number, e.sha256, b.content FROM minutes_edition e JOIN minutes m ON m.id = e.minutes"
        " JOIN blob b ON b.id = e.blob WHERE e.district = {} AND m.meeting = {} AND e.number = {} AND e.is_public = {}",
        district,
        meeting,
        number,
        is_public,
    )
    return found[0] if found else None


async def approvals(district: int, minutes: int) -> list[Row]:
    """By edition, the latest first."""
    return await rows(
        "SELECT a.edition, a.approved_on, a.how, a.ballot FROM minutes_approval a"
        " WHERE a.district = {} AND a.minutes = {} ORDER BY a.edition DESC",
        district,
        minutes,
    )


async def comments(district: int, minutes: int, seat: int | None = None) -> list[Row]:
    """What members said, in order; of one seat where it is given."""
    sql = (
        "SELECT c.id, c.edition, c.remark, c.made_at, c.seat, p.name FROM minutes_comment c"
        " JOIN seat s ON s.id = c.seat JOIN person p ON p.id = s.person WHERE c.district = {} AND c.minutes = {}"
    )
    if seat is None:
        return await rows(sql + " ORDER BY c.id", district, minutes)
    return await rows(sql + " AND c.seat = {} ORDER BY c.id", district, minutes, seat)


async def approving_ballots(district: int, meeting: int) -> list[Row]:
    """Where a later meeting has said yes to the minutes of this one, the latest first."""
    return await rows(
        APPROVING + " AND i.previous = {} ORDER BY b.id DESC", district, BallotState.CONFIRMED.value, True, meeting
    )


async def approved_in(district: int, meeting: int) -> list[Row]:
    """The ballots of this meeting that said yes to earlier minutes, each with its meeting as `previous`."""
    return await rows(
        APPROVING + " AND b.meeting = {} ORDER BY b.id", district, BallotState.CONFIRMED.value, True, meeting
    )


async def chain_hash(district: int) -> str:
    """Where the district's audit chain ends now; its last eight digits are printed."""
    head = await AuditHead.select(AuditHead.hash).where(AuditHead.district == district).first()
    return str(head["hash"]) if head else ""


async def evening(district: Tenant, meeting: Row) -> Evening:
    """The meeting as it happened. `meeting` is a row of meetings.queries."""
    seats = await members(district.id, meeting)
    stays = _by(await intervals(district.id, meeting["id"]), "seat")
    items = await agenda(district.id, meeting["id"])
    money = _Money(await _entries(district.id, meeting))
    names = {seat["id"]: seat["name"] for seat in seats}
    excused = await excused_seats(district.id, meeting["id"])
    return Evening(
        meeting=meeting["id"],
        year=meeting["year"],
        number=meeting["number"],
        state=meeting["state"],
        body=meeting["jury_name"],
        area=meeting["area_name"],
        fund=f"{meeting['fund_name']} {meeting['fund_year']}",
        place=meeting["place"],
        begins_at=meeting["begins_at"],
        opened_at=meeting["opened_at"],
        closed_at=meeting["closed_at"],
        invited_at=meeting["invited_at"],
        lead_days=read_rules(meeting["content"]).jury.invitation_lead_days,
        chair=names.get(meeting["chair"], ""),
        recorder=meeting["recorder"],
        free_at_start_cents=money.free_at(meeting["opened_at"]),
        free_at_end_cents=money.free_at(meeting["closed_at"]),
        attendees=tuple(_attendee(seat, stays.get(seat["id"], []), excused) for seat in seats),
        items=await _items(district.id, meeting, items, money),
        staff=meeting["staff_present"],
        guests=meeting["guest_count"],
        pauses=tuple((row["from_at"], row["until_at"]) for row in await pauses(district.id, meeting["id"])),
        handovers=await _handovers(district.id, meeting, names),
        is_inquorate=meeting["inquorate_at"] is not None,
        is_second=meeting["repeats"] is not None,
    )


async def _handovers(district: int, meeting: Row, names: dict[int, str]) -> tuple[tuple[datetime, str, str], ...]:
    """Between opening and close, as the chain has it: the meeting itself knows only who leads it now."""
    acts = await rows(
        "SELECT l.happened_at, l.payload FROM audit_line l WHERE l.district = {} AND l.act = {}"
        " AND l.happened_at >= {} AND l.happened_at <= {} ORDER BY l.number",
        *(district, "set_chair", meeting["opened_at"] or FAR, meeting["closed_at"] or FAR),
    )
    facts = [(row["happened_at"], json.loads(row["payload"])["facts"]) for row in acts]
    return tuple(
        (at, names.get(found.get("before"), ""), names.get(found["seat"], ""))
        for at, found in facts
        if found["meeting"] == meeting["id"] and found.get("before") != found["seat"]
    )


class _Money:
    """What was free in the pot, from its entries in order of booking."""

    def __init__(self, booked: list[Row]) -> None:
        self.booked = booked

    def free_at(self, moment: datetime | None) -> int:
        known = (row for row in self.booked if moment is None or row["booked_at"] <= moment)
        return self._free(known)

    def free_around(self, resolution: Row) -> tuple[int, int]:
        """Before and after the reservation of a resolution, or twice the same where it has none."""
        entry = next((row for row in self.booked if row["id"] == resolution["reservation"]), None)
        if entry is None:
            free = self.free_at(resolution["resolved_at"])
            return free, free
        before = self._free(row for row in self.booked if row["number"] < entry["number"])
        return before, before - int(entry["amount_cents"])

    def _free(self, booked: Any) -> int:
        return balance_of((EntryKind(row["kind"]), row["amount_cents"]) for row in booked).available


async def _entries(district: int, meeting: Row) -> list[Row]:
    pot = await area_budget(district, meeting["fund"], meeting["area"])
    return await entries(district, pot["id"]) if pot else []


async def _items(district: int, meeting: Row, items: list[Row], money: _Money) -> tuple[Item, ...]:
    excluded = _by(await rows(CONFLICTS, district, meeting["id"]), "proposal")
    votes = _by(await _votes(district, meeting["id"]), "ballot")
    held = _by(await ballots(district, meeting["id"]), "item")
    decided = _by(await resolutions(district, meeting["id"]), "item")
    return tuple(
        Item(
            id=row["id"],
            position=row["position"],
            kind=row["kind"],
            state=row["state"],
            title=row["title"],
            proposal=reference(row["year"], row["number"]) if row["proposal"] else "",
            applicant=row["group_name"] or "",
            requested_cents=row["requested_cents"] or 0,
            excluded=_names(excluded.get(row["proposal"], []), meeting),
            ballots=tuple(_ballot(b, votes.get(b["id"], [])) for b in held.get(row["id"], [])),
            resolutions=tuple(_resolution(r, money) for r in decided.get(row["id"], [])),
        )
        for row in items
    )


async def _votes(district: int, meeting: int) -> list[Row]:
    """By choice, so that the order tells nothing."""
    return await rows(
        "SELECT v.ballot, v.choice FROM vote v JOIN ballot b ON b.id = v.ballot"
        " WHERE v.district = {} AND b.meeting = {} ORDER BY v.choice",
        district,
        meeting,
    )


def _names(conflicts: list[Row], meeting: Row) -> tuple[str, ...]:
    """Who was excluded on that evening; what was declared or withdrawn later changes nothing."""
    end = meeting["closed_at"]
    return tuple(
        row["name"]
        for row in conflicts
        if (end is None or row["declared_at"] <= end)
        and (row["withdrawn_at"] is None or (end is not None and row["withdrawn_at"] > end))
    )


async def excused_seats(district: int, meeting: int) -> set[int]:
    """Who said before that they cannot come."""
    found = await rows(
        "SELECT r.seat FROM meeting_reply r WHERE r.district = {} AND r.meeting = {} AND r.answer = {}",
        *(district, meeting, Answer.NO.value),
    )
    return {row["seat"] for row in found}


def _attendee(seat: Row, stays: list[Row], excused: set[int]) -> Attendee:
    times = tuple((stay["from_at"], stay["until_at"]) for stay in stays)
    return Attendee(seat["id"], seat["number"], seat["name"], seat["function"], times, seat["id"] in excused)


def _ballot(row: Row, votes: list[Row]) -> BallotFacts:
    return BallotFacts(
        number=row["number"],
        motion=row["motion"],
        amount_cents=row["amount_cents"],
        conditions=row["conditions"],
        method=row["method"],
        rule=row["rule"],
        state=row["state"],
        appointed=row["appointed_count"],
        present=row["present_count"],
        excluded=row["excluded_count"],
        entitled=row["entitled_count"],
        needed=row["needed_count"],
        is_quorate=bool(row["is_quorate"]),
        is_quorate_at_close=row["is_quorate_at_close"] is None or bool(row["is_quorate_at_close"]),
        quorum_reason=row["quorum_reason"],
        yes=row["yes_count"],
        no=row["no_count"],
        abstain=row["abstain_count"],
        is_accepted=None if row["is_accepted"] is None else bool(row["is_accepted"]),
        opened_at=row["opened_at"],
        closed_at=row["closed_at"],
        annulled_reason=row["annulled_reason"],
        kind=row["kind"],
        condition_kind=row["condition_kind"],
        condition_due_on=row["condition_due_on"],
        choices=tuple(vote["choice"] for vote in votes),
    )


def _resolution(row: Row, money: _Money) -> ResolutionFacts:
    before, after = money.free_around(row)
    return ResolutionFacts(
        *(row["number"], row["kind"], row["amount_cents"], row["conditions"], row["reason"], before, after),
        *(row["rank"], row["defer_to_at"], row["condition_kind"], row["condition_due_on"]),
    )


def _by(found: list[Row], key: str) -> By:
    grouped: By = {}
    for row in found:
        grouped.setdefault(row[key], []).append(row)
    return grouped


async def versions_of(district: int, meeting: int) -> list[int]:
    """The versions of proposals that the meeting decided on."""
    found = await rows(
        "SELECT i.version FROM agenda_item i WHERE i.district = {} AND i.meeting = {} AND i.version IS NOT NULL",
        district,
        meeting,
    )
    return [int(row["version"]) for row in found]
