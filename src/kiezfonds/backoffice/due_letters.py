"""Lines of the desk about letters: from the resolution to the post, and conditions that must be met."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from kiezfonds.accounts.rules import Role
from kiezfonds.backoffice.rules import DISTRICT, EITHER, OFFICE, Due, Path, Row, When, when_due
from kiezfonds.ground.text import N_
from kiezfonds.meetings.rules import meeting_reference
from kiezfonds.notices.delivery import Queue
from kiezfonds.notices.rules import NoticeState, Outcome, Stage, stage_of
from kiezfonds.proposals.rules import reference

LETTERS: Final[Path] = ("buero", "briefe")


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


def of_resolutions(rows: Iterable[Row], person: int) -> list[Due]:
    """From the jury's resolution to the letter that leaves the house."""
    return [_of_letter(row, person, needs_check=True) for row in rows]


def of_refusals(rows: Iterable[Row], person: int) -> list[Due]:
    """Formal rejections: no resolution, no legal check before; the district office issues."""
    return [_of_letter(row, person, needs_check=False) for row in rows]


def of_unposted(count: int) -> list[Due]:
    if not count:
        return []
    return [
        Due(
            N_("Ausgefertigte Briefe zur Post geben: {count}"),
            (*LETTERS, "druck"),
            When.TODAY,
            EITHER,
            {"count": count},
        )
    ]


def of_conditions(rows: Iterable[Row], today: date) -> list[Due]:
    """Soon or late: somebody has to ask whether the condition is met."""
    lines = []
    for row in rows:
        when = when_due(row["condition_due_on"], today)
        if when is None:
            continue
        here: Path = ("buero", "bedingungen", row["resolution"])
        values = {"reference": reference(row["year"], row["number"]), "title": row["title"]}
        is_over = row["condition_due_on"] < today
        text = N_("Bedingung erfüllt? {reference}: {title}")
        if is_over:
            text = N_("Frist der Bedingung ist vorbei: erfüllt oder verfallen? {reference}: {title}")
        lines.append(Due(text, here, when, OFFICE, values, row["area_name"] or "", row["condition_due_on"]))
    return lines


def _of_letter(row: Row, person: int, *, needs_check: bool) -> Due:
    act = ACTS[_stage(row, needs_check)]
    is_own_draft = act.needs_second and row["drafted_by"] == person
    is_district = act.needs_second and row["queue"] == Queue.DISTRICT
    return Due(
        act.text,
        (*LETTERS, *_letter(row, needs_check)),
        When.WAITING if act.waits_for or is_own_draft else When.TODAY,
        DISTRICT if is_district else act.roles,
        {"reference": reference(row["year"], row["number"]), "title": row["title"]},
        row["area_name"] or "",
        list_path=LETTERS,
        waits_for=N_("eine zweite Person") if is_own_draft else act.waits_for,
    )


def _letter(row: Row, has_resolution: bool) -> Path:
    """The drafted letter's page, or before there is one the decision's."""
    if row["notice_number"]:
        return (reference(row["notice_year"], row["notice_number"]),)
    if not has_resolution:
        return ("antraege", reference(row["year"], row["number"]))
    meeting = meeting_reference(row["meeting_year"], row["meeting_number"])
    return ("beschluesse", meeting, row["resolution_number"])


def _stage(row: Row, needs_check: bool) -> Stage:
    outcome = Outcome(row["outcome"]) if row["outcome"] else None
    notice = NoticeState(row["notice_state"]) if row["notice_state"] else None
    return stage_of(outcome, notice, needs_check=needs_check)
