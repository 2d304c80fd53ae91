"""Who is there, who was when, and whether that is enough for an item."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.queries import conflicted_seats, seats
from kiezfonds.meetings.counting import BallotRule, Quorum, ballot_rule_of, quorum
from kiezfonds.rounds.rules import read_rules

Row = dict[str, Any]


@dataclass(frozen=True)
class Room:
    """Members and who of them is in the room, for one item: `excluded` are those with a conflict on it."""

    appointed: frozenset[int]
    present: frozenset[int]
    excluded: frozenset[int]
    all_invited: bool

    @property
    def entitled(self) -> frozenset[int]:
        return self.present - self.excluded

    @property
    def excluded_present(self) -> frozenset[int]:
        return self.present & self.excluded

    def quorum(self, rule: BallotRule) -> Quorum:
        return quorum(
            rule.quorum,
            appointed=len(self.appointed),
            present=len(self.present),
            excluded_present=len(self.excluded_present),
            excluded_total=len(self.excluded),
            all_invited=self.all_invited,
        )


async def ballot_rule(district: int, meeting: Row, item: Row | None = None) -> BallotRule:
    """The rule set's; for an item that a first meeting could not decide, a quorum of whoever came (§ 90 (2) VwVfG)."""
    voting = read_rules(meeting["content"]).voting
    rule = ballot_rule_of(voting)
    if not meeting["repeats"] or not item or not item["proposal"]:
        return rule
    again = await rows(
        "SELECT i.id FROM agenda_item i WHERE i.district = {} AND i.meeting = {} AND i.proposal = {}",
        *(district, meeting["repeats"], item["proposal"]),
    )
    return replace(rule, quorum=replace(rule.quorum, minimum=1, fixed=1)) if again else rule


async def members(district: int, meeting: Row) -> list[Row]:
    """The jury as it is on the day of the meeting."""
    return await seats(district, meeting["jury"], berlin_day(meeting["begins_at"]))


async def intervals(district: int, meeting: int) -> list[Row]:
    """Every stay of every member, in order."""
    return await rows(
        "SELECT p.id, p.seat, p.from_at, p.until_at FROM presence p WHERE p.district = {} AND p.meeting = {}"
        " ORDER BY p.from_at, p.id",
        district,
        meeting,
    )


async def room(
    district: int, meeting: Row, proposal: int | None, listed: list[Row] | None = None, stays: list[Row] | None = None
) -> Room:
    """The room now."""
    listed = await members(district, meeting) if listed is None else listed
    stays = await intervals(district, meeting["id"]) if stays is None else stays
    appointed = frozenset(seat["id"] for seat in listed)
    excluded = await conflicted_seats(district, proposal) if proposal else set()
    present = frozenset(stay["seat"] for stay in stays if stay["until_at"] is None)
    return Room(appointed, present & appointed, frozenset(excluded) & appointed, was_everyone_invited(meeting, listed))


def was_everyone_invited(meeting: Row, listed: list[Row]) -> bool:
    """Nobody joined the jury after the invitations went out (§ 90 (1) VwVfG asks for all)."""
    invited_at: datetime | None = meeting["invited_at"]
    if invited_at is None:
        return False
    return all(seat["appointed_on"] <= berlin_day(invited_at) for seat in listed if seat.get("appointed_on"))
