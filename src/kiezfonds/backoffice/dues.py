"""Lines of the desk about ideas, money, dates and meetings; every state that needs an act is named here."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from kiezfonds.backoffice.rules import DISTRICT, OFFICE, Due, Path, Row, When, when_due
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.text import N_
from kiezfonds.meetings.rules import MeetingState, meeting_reference
from kiezfonds.minutes.rules import MinutesState
from kiezfonds.proposals.rules import ProposalState, reference
from kiezfonds.rounds.rules import CallState, FundState, Rules, read_rules
from kiezfonds.transparency.rules import begins_at

PROPOSALS: Final[Path] = ("buero", "antraege")
FUNDS: Final[Path] = ("buero", "fonds")
MEETINGS: Final[Path] = ("buero", "sitzungen")


def of_proposals(rows: Iterable[Row], today: date) -> list[Due]:
    """New ones to check; those where the applicant has to mend something, and those who did not in time."""
    return [_of_proposal(row, today) for row in rows]


def of_funds(rows: Iterable[Row]) -> list[Due]:
    """One row for each fund and call; a fund without a call comes as one row with an empty call."""
    lines: list[Due] = []
    seen: set[int] = set()
    for row in rows:
        if row["fund"] not in seen:
            seen.add(row["fund"])
            lines += _of_fund(row)
        if row["call_state"] == CallState.DRAFT:
            lines.append(_of_call(row))
    return lines


def of_deadlines(rows: Iterable[Row], now: datetime) -> list[Due]:
    """Days until which ideas come in, a week ahead."""
    lines = []
    for row in rows:
        until = berlin_day(row["deadline_at"])
        if row["deadline_at"] > now and when_due(until, berlin_day(now)) is not None:
            here = (*FUNDS, row["fund_slug"], "aufrufe", row["call_number"])
            lines.append(Due(N_("Abgabefrist für Ideen"), here, When.WEEK, OFFICE, {}, row["area_name"], until))
    return lines


def of_meetings(rows: Iterable[Row], lead_days: Mapping[int, int], today: date) -> list[Due]:
    """Decision dates with the meeting that was made for them, if any, and its minutes."""
    return [line for row in rows if (line := _of_meeting(row, lead_days.get(row["fund"], 0), today)) is not None]


def rules_of(rows: Iterable[Row]) -> dict[int, Rules]:
    """By fund, the newest last."""
    return {row["fund"]: read_rules(row["content"]) for row in {row["fund"]: row for row in rows}.values()}


def lead_days_of(rules: Mapping[int, Rules]) -> dict[int, int]:
    """By fund: how many days before a meeting the jury is invited."""
    return {fund: each.jury.invitation_lead_days for fund, each in rules.items()}


def _of_proposal(row: Row, today: date) -> Due:
    named = reference(row["year"], row["number"])
    values = {"reference": named, "title": row["title"]}
    place = row["area_name"] or ""
    if row["state"] == ProposalState.CHANGES_REQUESTED:
        due_on = berlin_day(row["changes_due_at"]) if row["changes_due_at"] else None
        if due_on is not None and due_on < today:
            text = N_("Nachfassen, die Frist zur Nachbesserung ist vorbei, {reference}: {title}")
            here = (*PROPOSALS, named)
            return Due(text, here, When.TODAY, OFFICE, values, place, due_on, list_path=PROPOSALS)
        return Due(
            N_("Nachbesserung zu {reference}: {title}"),
            (*PROPOSALS, named),
            When.WAITING,
            OFFICE,
            values,
            place,
            due_on,
            list_path=PROPOSALS,
            waits_for=N_("die Antragstellenden"),
        )
    return Due(
        N_("Antrag {reference} formal prüfen: {title}"),
        (*PROPOSALS, named, "formpruefung"),
        When.TODAY,
        OFFICE,
        values,
        place,
        list_path=PROPOSALS,
    )


def _of_fund(row: Row) -> list[Due]:
    values = {"fund": f"{row['fund_name']} {row['year']}"}
    here = (*FUNDS, row["fund_slug"])
    lines = []
    if not row["notice_mode"]:
        lines.append(
            Due(N_("Bestätigen, wer das Geld zusagt: {fund}"), (*here, "rechtsform"), When.TODAY, DISTRICT, values)
        )
    if row["fund_state"] == FundState.PLANNED:
        lines.append(Due(N_("Geld verteilen und freigeben: {fund}"), here, When.TODAY, DISTRICT, values))
    elif row["call_number"] is None:
        lines.append(Due(N_("Aufruf anlegen: {fund}"), (*here, "aufrufe", "neu"), When.WEEK, OFFICE, values))
    return lines


def _of_call(row: Row) -> Due:
    here = (*FUNDS, row["fund_slug"], "aufrufe", row["call_number"])
    text = N_("Aufruf veröffentlichen: {title}") if row["dates_count"] else N_("Termine eintragen: {title}")
    return Due(text, here, When.WEEK, OFFICE, {"title": row["call_title"]})


def _of_meeting(row: Row, lead: int, today: date) -> Due | None:
    held_on = berlin_day(begins_at(row))
    if row["meeting_state"] is None:
        return _due_until(N_("Sitzung anlegen"), MEETINGS, held_on - timedelta(days=lead), row, today)
    here = (*MEETINGS, meeting_reference(row["meeting_year"], row["meeting_number"]))
    match row["meeting_state"]:
        case MeetingState.PLANNED:
            return _due_until(N_("Zur Sitzung einladen"), here, held_on - timedelta(days=lead), row, today)
        case MeetingState.INVITED:
            return _due_until(N_("Sitzung halten"), here, held_on, row, today)
        case MeetingState.OPEN:
            return Due(N_("Die Sitzung läuft"), here, When.TODAY, OFFICE, {}, row["area_name"], held_on=held_on)
        case MeetingState.CLOSED if row["minutes_state"] != MinutesState.ISSUED:
            text = N_("Niederschrift fertigstellen") if row["minutes_state"] else N_("Niederschrift beginnen")
            return Due(
                text,
                (*here, "niederschrift"),
                When.TODAY,
                OFFICE,
                {},
                row["area_name"],
                held_on=held_on,
                list_path=MEETINGS,
            )
    return None


def _due_until(text: str, path: Path, until: date, row: Row, today: date) -> Due | None:
    when = when_due(until, today)
    return None if when is None else Due(text, path, when, OFFICE, {}, row["area_name"], until)
