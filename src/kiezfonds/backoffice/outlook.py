"""What one area's card says of the next meeting: who is expected, and how many are needed for a quorum."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kiezfonds.backoffice.rules import Row
from kiezfonds.meetings.counting import ballot_rule_of, quorum
from kiezfonds.meetings.replies import Expected
from kiezfonds.meetings.rules import MEETING_LASTS, MeetingState
from kiezfonds.rounds.rules import Rules


@dataclass(frozen=True)
class Outlook:
    """„8 zugesagt, nötig 8“; `open` have not said anything."""

    yes: int
    open: int
    needed: int

    @property
    def is_enough(self) -> bool:
        return self.yes >= self.needed


def next_meetings(rows: Iterable[Row], now: datetime) -> dict[int, Row]:
    """By area, the first meeting that is planned or invited and still to come."""
    found: dict[int, Row] = {}
    for row in sorted((row for row in rows if row["meeting"]), key=lambda row: row["begins_at"]):
        is_ahead = row["meeting_state"] in (MeetingState.PLANNED, MeetingState.INVITED)
        if is_ahead and row["begins_at"] > now - MEETING_LASTS:
            found.setdefault(row["area"], row)
    return found


def outlooks(
    meetings: Mapping[int, Row], expected: Mapping[int, Expected], rules: Mapping[int, Rules]
) -> dict[int, Outlook]:
    """By area; conflicts are not known yet, they may raise what is needed."""
    found = {}
    for area, row in meetings.items():
        people, fund = expected.get(row["meeting"]), rules.get(row["fund"])
        if people is None or fund is None or not people.appointed:
            continue
        counted = quorum(
            ballot_rule_of(fund.voting).quorum,
            appointed=people.appointed,
            present=people.yes,
            excluded_present=0,
            excluded_total=0,
            all_invited=True,
        )
        found[area] = Outlook(people.yes, people.open, counted.needed)
    return found
