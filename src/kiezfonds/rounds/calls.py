"""Calls and their decision dates: what may be set, moved and published, in days as Berlin's calendar shows them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from kiezfonds.ground.days import berlin_day, berlin_wall, end_of_day, instant_of
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.rounds.rules import CALL_MOVES, CallState, DateDraft, ExtensionDraft, FundRules

MOST_DAYS_APART = 60


def proposed_deadline(held_at: datetime, lead_days: int) -> datetime:
    """The end of the day that lies the lead days before the meeting, whatever the clocks do in between."""
    return end_of_day(berlin_day(held_at) - timedelta(days=lead_days))


def moved(draft: DateDraft, area: int, days: int) -> DateDraft:
    """The same date for another area some days later, at the same time on the wall."""
    deadline, meeting = (berlin_wall(at) for at in (draft.deadline_at, draft.held_at))
    later = timedelta(days=days)
    return replace(
        draft,
        area=area,
        deadline_at=end_of_day(deadline.date() + later),
        held_at=instant_of(meeting.date() + later, meeting.time()),
    )


def problems_with_date(
    draft: DateDraft, rules: FundRules, year: int, now: datetime, taken: Collection[datetime] = ()
) -> list[Problem]:
    """Deadline before the meeting by the lead days, the meeting in the budget year (the money is not transferable).

    `taken` are the deadlines the call already has for this area.
    """
    problems = []
    lead = berlin_day(draft.held_at) - berlin_day(draft.deadline_at)
    if draft.deadline_at <= now:
        problems.append(Problem(N_("Die Frist liegt in der Vergangenheit."), field="deadline_on"))
    if draft.deadline_at in taken:
        problems.append(
            Problem(N_("Dieses Gebiet hat in diesem Aufruf schon eine Frist an diesem Tag."), "deadline_on")
        )
    if draft.held_at <= now:
        problems.append(Problem(N_("Die Sitzung liegt in der Vergangenheit."), field="held_on"))
    if berlin_wall(draft.held_at).year != year:
        problems.append(
            Problem(N_("Die Sitzung liegt nicht im Haushaltsjahr {year}."), field="held_on", values={"year": year})
        )
    if lead < timedelta(days=rules.submission_lead_days):
        problems.append(
            Problem(
                N_("Zwischen Frist und Sitzung müssen mindestens {days} Tage liegen."),
                field="deadline_on",
                clause=N_("Regelwerk, Vorlauf"),
                values={"days": rules.submission_lead_days},
            )
        )
    return problems


def problems_with_extension(
    draft: ExtensionDraft,
    *,
    old: datetime,
    held_at: datetime,
    paper_days: int,
    state: CallState,
    now: datetime,
    taken: Collection[datetime] = (),
) -> list[Problem]:
    """`paper_days`: the jury has to get the papers so many days before its meeting."""
    problems = []
    if state is not CallState.PUBLISHED:
        problems.append(Problem(N_("Nur die Frist eines veröffentlichten Aufrufs wird verlängert.")))
    if not draft.reason.strip():
        problems.append(Problem(N_("Bitte schreiben Sie für alle lesbar, warum."), field="reason"))
    if draft.deadline_at <= now:
        problems.append(Problem(N_("Die Frist liegt in der Vergangenheit."), field="deadline_on"))
    elif draft.deadline_at <= old:
        problems.append(Problem(N_("Die neue Frist muss nach der alten liegen."), field="deadline_on"))
    elif draft.deadline_at in taken:
        problems.append(
            Problem(N_("Dieses Gebiet hat in diesem Aufruf schon eine Frist an diesem Tag."), "deadline_on")
        )
    if berlin_day(held_at) - berlin_day(draft.deadline_at) < timedelta(days=paper_days):
        problems.append(
            Problem(
                N_("Die Jury braucht die Unterlagen {days} Tage vor der Sitzung. So spät kann die Frist nicht enden."),
                field="deadline_on",
                clause=N_("Regelwerk, Einladung"),
                values={"days": paper_days},
            )
        )
    return problems


def problems_with_publishing(state: CallState, dates: int, is_released: bool) -> list[Problem]:
    problems = []
    if CallState.PUBLISHED not in CALL_MOVES[state]:
        problems.append(Problem(N_("Der Aufruf ist schon veröffentlicht.")))
    if dates == 0:
        problems.append(Problem(N_("Der Aufruf braucht mindestens einen Entscheidungstermin.")))
    if not is_released:
        problems.append(Problem(N_("Das Geld des Fonds ist noch nicht freigegeben.")))
    return problems


def problems_with_closing(state: CallState) -> list[Problem]:
    if CallState.CLOSED in CALL_MOVES[state]:
        return []
    return [Problem(N_("Nur ein veröffentlichter Aufruf kann beendet werden."))]


def problems_with_removing(state: CallState) -> list[Problem]:
    """A published date has been read; people rely on it."""
    return [] if state is CallState.DRAFT else [Problem(N_("Der Aufruf ist veröffentlicht. Der Termin bleibt stehen."))]


def problems_with_adding(state: CallState) -> list[Problem]:
    return [Problem(N_("Der Aufruf ist beendet."))] if state is CallState.CLOSED else []
