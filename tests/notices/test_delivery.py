"""Who issues, when a letter counts as received, and until when its reader may object."""

from datetime import date

import pytest

from kiezfonds.accounts.rules import Role
from kiezfonds.ground.problems import Problem
from kiezfonds.notices.delivery import (
    Queue,
    is_own_idea,
    problems_with_posting,
    problems_with_queue,
    queue_of,
    service,
)

ISSUED = date(2026, 3, 2)
TODAY = date(2026, 3, 5)


def said(problems: list[Problem]) -> str:
    return " ".join(problem.said() for problem in problems)


@pytest.mark.parametrize(
    ("posted_on", "served_on", "until"),
    [
        (date(2026, 3, 2), date(2026, 3, 6), date(2026, 4, 7)),  # Easter Monday moves the end to Tuesday
        (date(2026, 1, 27), date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2026, 4, 1), date(2026, 4, 5), date(2026, 5, 5)),  # Easter Sunday itself stays the day
        (date(2026, 12, 23), date(2026, 12, 27), date(2027, 1, 27)),
    ],
)
def test_a_letter_counts_as_received_on_the_fourth_day_and_only_the_month_shifts(
    posted_on: date, served_on: date, until: date
) -> None:
    found = service(posted_on, has_remedy=True)

    assert (found.served_on, found.objection_until) == (served_on, until)
    assert service(posted_on, has_remedy=False).objection_until is None


@pytest.mark.parametrize(
    ("second_person", "is_own", "is_formal", "queue"),
    [
        ("office", False, False, Queue.OFFICE),
        ("district", False, False, Queue.DISTRICT),
        ("office", True, False, Queue.DISTRICT),
        ("office", False, True, Queue.DISTRICT),
    ],
)
def test_the_rule_set_says_whose_second_person_it_is_unless_the_idea_is_ones_own(
    second_person: str, is_own: bool, is_formal: bool, queue: Queue
) -> None:
    assert queue_of(second_person, is_own=is_own, is_formal=is_formal) is queue


def test_an_idea_of_the_office_itself_is_known_by_its_name() -> None:
    assert is_own_idea("Kiezwerk e.V.", "Kiezwerk e. V.", "Stadtteilkoordination")
    assert not is_own_idea("Nachbarn am Park", "Kiezwerk e. V.", "Stadtteilkoordination")
    assert not is_own_idea("", "", "Stadtteilkoordination")


def test_only_the_district_office_issues_what_lies_in_its_queue() -> None:
    assert problems_with_queue(Queue.OFFICE, {Role.COORDINATOR}) == []
    assert problems_with_queue(Queue.DISTRICT, {Role.DISTRICT_OFFICE}) == []
    assert "Bezirksamt" in said(problems_with_queue(Queue.DISTRICT, {Role.COORDINATOR}))


@pytest.mark.parametrize(
    ("posted_on", "issued_on", "previous", "reason", "words"),
    [
        (TODAY, ISSUED, None, "", ""),
        (ISSUED, ISSUED, None, "", ""),
        (TODAY, None, None, "", "noch nicht ausgefertigt"),
        (date(2026, 3, 6), ISSUED, None, "", "Zukunft"),
        (date(2026, 3, 1), ISSUED, None, "", "noch nicht ausgefertigt"),
        (TODAY, ISSUED, date(2026, 3, 4), "", "warum"),
        (TODAY, ISSUED, date(2026, 3, 4), "verschrieben", ""),
        (TODAY, ISSUED, TODAY, "verschrieben", "schon eingetragen"),
    ],
)
def test_a_posting_day_lies_between_issue_and_today_and_a_correction_says_why(
    posted_on: date, issued_on: date | None, previous: date | None, reason: str, words: str
) -> None:
    found = problems_with_posting(posted_on, issued_on=issued_on, today=TODAY, previous=previous, reason=reason)

    assert (words in said(found)) if words else found == []
