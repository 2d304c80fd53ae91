"""Lines of the desk about meetings, from planning one to publishing its minutes, and about the waiting list."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from kiezfonds.backoffice.rules import OFFICE, Due, Path, Row, When, when_due
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.text import N_
from kiezfonds.meetings.rules import MeetingState, meeting_reference
from kiezfonds.minutes.rules import Stage, stage_of
from kiezfonds.proposals.rules import reference
from kiezfonds.transparency.rules import Pot, begins_at
from kiezfonds.web.filters import euro

MEETINGS: Final[Path] = ("buero", "sitzungen")
WAITING: Final[Path] = ("buero", "warteliste")
MINUTES: Final = {
    Stage.DRAFT: N_("Niederschrift fertigstellen"),
    Stage.ISSUED: N_("Niederschrift an die Mitglieder schicken"),
    Stage.CIRCULATED: N_("Niederschrift genehmigen lassen"),
    Stage.APPROVED: N_("Niederschrift veröffentlichen"),
}


def of_meetings(rows: Iterable[Row], lead_days: Mapping[int, int], today: date) -> list[Due]:
    """Decision dates with the meeting that was made for them, if any, its agenda and its minutes."""
    return [line for row in rows if (line := _of_meeting(row, lead_days.get(row["fund"], 0), today)) is not None]


def of_waiting(rows: Iterable[Row], pots: Iterable[Pot], today: date) -> list[Due]:
    """The first in each line for whom there is money now, and whoever waits for a day that has passed."""
    free = {(pot.fund_slug, pot.area): pot.free for pot in pots if not pot.is_frozen}
    lines, served = [], set()
    for row in rows:
        values = {"reference": reference(row["year"], row["proposal_number"]), "title": row["title"]}
        pot, here = (row["fund_slug"], row["area"]), (*WAITING, row["id"])
        if row["ends_on"] and row["ends_on"] < today:
            text = N_("Von der Warteliste nehmen, der Tag ist vorbei, {reference}: {title}")
            lines.append(Due(text, here, When.TODAY, OFFICE, values, row["area_name"], list_path=WAITING))
        elif pot not in served:
            served.add(pot)
            if free.get(pot, 0) >= (row["smallest_useful_cents"] or row["requested_cents"]):
                text = N_("Aufrücken lassen, {free} sind frei, {reference}: {title}")
                values["free"] = euro(free[pot])
                lines.append(Due(text, here, When.TODAY, OFFICE, values, row["area_name"], list_path=WAITING))
    return lines


def _of_meeting(row: Row, lead: int, today: date) -> Due | None:
    held_on = berlin_day(begins_at(row))
    if row["meeting_state"] is None:
        return _due_until(N_("Sitzung anlegen"), MEETINGS, held_on - timedelta(days=lead), row, today)
    here = (*MEETINGS, meeting_reference(row["meeting_year"], row["meeting_number"]))
    match row["meeting_state"]:
        case MeetingState.PLANNED:
            text = N_("Zur Sitzung einladen")
            if not row["ideas_count"]:
                text = N_("Tagesordnung füllen und einladen: Noch ist keine Idee zugelassen")
            return _due_until(text, here, held_on - timedelta(days=lead), row, today)
        case MeetingState.INVITED:
            return _due_until(N_("Sitzung halten"), here, held_on, row, today)
        case MeetingState.OPEN:
            return Due(N_("Die Sitzung läuft"), here, When.TODAY, OFFICE, {}, row["area_name"], held_on=held_on)
        case MeetingState.CLOSED:
            return _of_minutes(row, (*here, "niederschrift"), held_on, today)
    return None


def _of_minutes(row: Row, here: Path, held_on: date, today: date) -> Due | None:
    if not row["state"]:
        text, stage = N_("Niederschrift beginnen"), Stage.DRAFT
    else:
        stage = stage_of(row)
        if stage is Stage.PUBLISHED:
            return None
        text = MINUTES[stage]
    until = row["objections_until_on"]
    is_with_members = stage is Stage.CIRCULATED and until is not None and until >= today
    return Due(
        text,
        here,
        When.WAITING if is_with_members else When.TODAY,
        OFFICE,
        {},
        row["area_name"],
        until if is_with_members else None,
        held_on,
        list_path=MEETINGS,
        waits_for=N_("die Mitglieder der Jury") if is_with_members else "",
    )


def _due_until(text: str, path: Path, until: date, row: Row, today: date) -> Due | None:
    when = when_due(until, today)
    return None if when is None else Due(text, path, when, OFFICE, {}, row["area_name"], until)
