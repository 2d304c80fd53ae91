"""Who issues a letter, when it counts as received, and until when its reader may object.

Posted is what a person confirms. The letter counts as received on the fourth day after, whatever weekday that is
(§ 41 (2) VwVfG; no shift, OVG Lüneburg 4 LA 44/10); only the end of the month for objecting moves to a working day.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiezfonds.accounts.rules import Role
from kiezfonds.ground.days import deemed_served_on, one_month_after
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_


class Queue(StrEnum):
    """Whose second person issues the letter."""

    OFFICE = "office"
    DISTRICT = "district"

    @property
    def label(self) -> str:
        return QUEUE_LABELS[self]


QUEUE_LABELS = {
    Queue.OFFICE: N_("eine zweite Person des Büros oder des Bezirksamts"),
    Queue.DISTRICT: N_("das Bezirksamt"),
}


@dataclass(frozen=True)
class Service:
    """`objection_until` is empty where a letter is no act."""

    posted_on: date
    served_on: date
    objection_until: date | None = None


def service(posted_on: date, *, has_remedy: bool) -> Service:
    served = deemed_served_on(posted_on)
    return Service(posted_on, served, one_month_after(served) if has_remedy else None)


def queue_of(second_person: str, *, is_own: bool, is_formal: bool) -> Queue:
    """An idea of the office's own body and a formal rejection always go to the district office."""
    if is_own or is_formal or second_person == Queue.DISTRICT:
        return Queue.DISTRICT
    return Queue.OFFICE


def is_own_idea(group: str, *bodies: str) -> bool:
    """Whether the applicant is the body that runs the office or promises the money."""
    named = _folded(group)
    return bool(named) and named in {_folded(body) for body in bodies}


def problems_with_queue(queue: Queue, roles: Collection[Role]) -> list[Problem]:
    if queue is Queue.DISTRICT and Role.DISTRICT_OFFICE not in roles:
        return [Problem(N_("Diesen Brief fertigt das Bezirksamt aus."))]
    return []


def problems_with_posting(
    posted_on: date, *, issued_on: date | None, today: date, previous: date | None, reason: str
) -> list[Problem]:
    """Only what is issued is posted, not before and not in the future; a correction needs a reason."""
    if issued_on is None:
        return [Problem(N_("Der Brief ist noch nicht ausgefertigt."))]
    problems = []
    if posted_on > today:
        problems.append(Problem(N_("Der Tag liegt in der Zukunft."), "posted_on"))
    if posted_on < issued_on:
        problems.append(Problem(N_("An diesem Tag war der Brief noch nicht ausgefertigt."), "posted_on"))
    if previous == posted_on:
        problems.append(Problem(N_("Dieser Tag ist schon eingetragen."), "posted_on"))
    if previous is not None and not reason.strip():
        problems.append(Problem(N_("Bitte schreiben Sie, warum der Tag geändert wird."), "reason"))
    return problems


def _folded(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
