"""The lines of the desk, one function for each subject; every state that needs an act is named here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kiezfonds.accounts.rules import Role
from kiezfonds.backoffice.rules import DISTRICT, EITHER, OFFICE, Due, Path, Row, When, when_due
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.text import N_
from kiezfonds.meetings.rules import MeetingState, meeting_reference
from kiezfonds.minutes.rules import MinutesState
from kiezfonds.notices.rules import NoticeState, Outcome, Stage, stage_of
from kiezfonds.proposals.rules import ProposalState, reference
from kiezfonds.rounds.rules import CallState, FundState, read_rules
from kiezfonds.transparency.rules import begins_at

PROPOSALS: Final[Path] = ("buero", "antraege")
FUNDS: Final[Path] = ("buero", "fonds")
MEETINGS: Final[Path] = ("buero", "sitzungen")
LETTERS: Final[Path] = ("buero", "briefe")
MAIL: Final[Path] = ("buero", "post")


@dataclass(frozen=True)
class Act:
    """What a resolution needs on its way to a letter, and who may do it."""

    text: str
    roles: frozenset[Role]
    waits_for: str = ""
    needs_second: bool = False


ACTS: Final = {
    Stage.CHECK: Act(N_("Beschluss prüfen, {reference}: {title}"), DISTRICT),
    Stage.DRAFT: Act(N_("Brief entwerfen, {reference}: {title}"), OFFICE),
    Stage.RETURNED: Act(N_("Zurückgegebenen Brief neu entwerfen, {reference}: {title}"), OFFICE),
    Stage.ISSUE: Act(N_("Brief ausfertigen, {reference}: {title}"), EITHER, needs_second=True),
    Stage.OBJECTED: Act(N_("Beanstandeter Beschluss, {reference}: {title}"), OFFICE, N_("die Jury")),
}


def of_proposals(rows: Iterable[Row]) -> list[Due]:
    """New ones to check; those where the applicant has to mend something."""
    return [_of_proposal(row) for row in rows]


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


def of_meetings(rows: Iterable[Row], lead_days: Mapping[int, int], today: date) -> list[Due]:
    """Decision dates with the meeting that was made for them, if any, and its minutes."""
    return [line for row in rows if (line := _of_meeting(row, lead_days.get(row["fund"], 0), today)) is not None]


def of_resolutions(rows: Iterable[Row], person: int) -> list[Due]:
    """From the jury's resolution to the letter that leaves the house."""
    return [_of_resolution(row, person) for row in rows]


def of_post(dead_jobs: int, failed_mails: int) -> list[Due]:
    lines = []
    if failed_mails:
        lines.append(
            Due(N_("Nicht zugestellte Mails ansehen: {count}"), MAIL, When.TODAY, OFFICE, {"count": failed_mails})
        )
    if dead_jobs:
        lines.append(Due(N_("Aufgegebene Aufgaben ansehen: {count}"), MAIL, When.TODAY, OFFICE, {"count": dead_jobs}))
    return lines


def lead_days_of(rows: Iterable[Row]) -> dict[int, int]:
    """By fund: how many days before a meeting the jury is invited."""
    contents = {row["fund"]: row["content"] for row in rows}
    return {fund: read_rules(content).jury.invitation_lead_days for fund, content in contents.items()}


def _of_proposal(row: Row) -> Due:
    named = reference(row["year"], row["number"])
    values = {"reference": named, "title": row["title"]}
    place = row["area_name"] or ""
    if row["state"] == ProposalState.CHANGES_REQUESTED:
        return Due(
            N_("Nachbesserung zu {reference}: {title}"),
            (*PROPOSALS, named),
            When.WAITING,
            OFFICE,
            values,
            place,
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


def _of_resolution(row: Row, person: int) -> Due:
    act = ACTS[_stage(row)]
    is_own_draft = act.needs_second and row["drafted_by"] == person
    return Due(
        act.text,
        (*LETTERS, *_letter(row)),
        When.WAITING if act.waits_for or is_own_draft else When.TODAY,
        act.roles,
        {"reference": reference(row["year"], row["number"]), "title": row["title"]},
        row["area_name"] or "",
        list_path=LETTERS,
        waits_for=N_("eine zweite Person") if is_own_draft else act.waits_for,
    )


def _letter(row: Row) -> Path:
    """The drafted letter's page, or before there is one the resolution's."""
    if row["notice_number"]:
        return (reference(row["notice_year"], row["notice_number"]),)
    meeting = meeting_reference(row["meeting_year"], row["meeting_number"])
    return ("beschluesse", meeting, row["resolution_number"])


def _stage(row: Row) -> Stage:
    outcome = Outcome(row["outcome"]) if row["outcome"] else None
    return stage_of(outcome, NoticeState(row["notice_state"]) if row["notice_state"] else None)
