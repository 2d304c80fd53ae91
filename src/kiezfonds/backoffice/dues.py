"""Lines of the desk about ideas, money and dates; every state that needs an act is named here."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from kiezfonds.backoffice.rules import DISTRICT, OFFICE, Due, Path, Row, When, when_due
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.text import N_
from kiezfonds.proposals.rules import ProposalState, reference
from kiezfonds.rounds.rules import CallState, FundState, Rules, read_rules

PROPOSALS: Final[Path] = ("buero", "antraege")
FUNDS: Final[Path] = ("buero", "fonds")


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
