"""Who may check, draft, return and issue; what must be there before."""

import pytest

from kiezfonds.ground.problems import Problem
from kiezfonds.meetings.rules import ResolutionKind
from kiezfonds.notices.rules import (
    KIND_OF,
    NoticeKind,
    NoticeState,
    Outcome,
    Stage,
    problems_with_check,
    problems_with_draft,
    problems_with_issue,
    problems_with_money,
    problems_with_promise,
    problems_with_recipient,
    problems_with_return,
    stage_of,
)
from kiezfonds.proposals.rules import ProposalState
from kiezfonds.rounds.rules import NoticeMode

BERND, BIRGIT, DORIS = 1, 2, 3
RELEASED, OBJECTED = Outcome.RELEASED, Outcome.OBJECTED
DRAFTED, RETURNED, ISSUED = NoticeState


def said(problems: list[Problem]) -> str:
    return " ".join(problem.said() for problem in problems)


@pytest.mark.parametrize(
    ("outcome", "notice", "stage"),
    [
        (None, None, Stage.CHECK),
        (None, DRAFTED, Stage.CHECK),
        (None, RETURNED, Stage.RETURNED),
        (RELEASED, None, Stage.DRAFT),
        (RELEASED, DRAFTED, Stage.ISSUE),
        (RELEASED, RETURNED, Stage.RETURNED),
        (OBJECTED, None, Stage.OBJECTED),
        (OBJECTED, DRAFTED, Stage.OBJECTED),
        (RELEASED, ISSUED, Stage.ISSUED),
    ],
)
def test_every_resolution_lies_in_one_tray(outcome: Outcome | None, notice: NoticeState | None, stage: Stage) -> None:
    assert stage_of(outcome, notice) is stage


def test_every_resolution_has_its_kind_of_letter() -> None:
    assert set(KIND_OF) == set(ResolutionKind)
    assert set(KIND_OF.values()) == set(NoticeKind) - {NoticeKind.FORMAL_REJECTION}


def test_a_resolution_is_checked_once_with_a_reason_for_objecting_and_not_by_its_drafter() -> None:
    assert problems_with_check(None, RELEASED, "", checker=DORIS, drafter=BERND) == []
    assert "schon geprüft" in said(problems_with_check(RELEASED, OBJECTED, "x", checker=DORIS, drafter=None))
    assert "zu beanstanden" in said(problems_with_check(None, OBJECTED, " ", checker=DORIS, drafter=None))
    assert "entworfen hat" in said(problems_with_check(None, RELEASED, "", checker=BERND, drafter=BERND))


def test_a_draft_may_be_made_again_until_it_is_issued_or_objected_to() -> None:
    for outcome, notice in [(None, None), (RELEASED, None), (RELEASED, DRAFTED), (RELEASED, RETURNED)]:
        assert problems_with_draft(outcome, notice, drafter=BERND, checker=DORIS) == []
    assert "ausgefertigt" in said(problems_with_draft(RELEASED, ISSUED, drafter=BERND, checker=DORIS))
    assert "beanstandet" in said(problems_with_draft(OBJECTED, None, drafter=BERND, checker=DORIS))
    assert "geprüft hat" in said(problems_with_draft(RELEASED, None, drafter=DORIS, checker=DORIS))


@pytest.mark.parametrize(
    ("outcome", "notice", "issuer", "is_current", "word"),
    [
        (None, DRAFTED, BIRGIT, True, "noch nicht geprüft"),
        (OBJECTED, DRAFTED, BIRGIT, True, "beanstandet"),
        (RELEASED, RETURNED, BIRGIT, True, "zurückgegeben"),
        (RELEASED, ISSUED, BIRGIT, True, "schon ausgefertigt"),
        (RELEASED, DRAFTED, BERND, True, "zweite Person"),
        (RELEASED, DRAFTED, BIRGIT, False, "geändert"),
    ],
)
def test_a_letter_is_not_issued_when_something_is_missing(
    outcome: Outcome | None, notice: NoticeState, issuer: int, is_current: bool, word: str
) -> None:
    found = problems_with_issue(outcome, notice, issuer=issuer, drafter=BERND, is_current=is_current)
    assert word in said(found)


def test_a_released_draft_is_issued_by_another_person() -> None:
    assert problems_with_issue(RELEASED, DRAFTED, issuer=BIRGIT, drafter=BERND, is_current=True) == []


def test_money_needs_a_reservation_and_a_proposal_that_waits_for_its_letter() -> None:
    approval, approved = NoticeKind.APPROVAL, ProposalState.APPROVED
    assert problems_with_money(approval, 100, 7, approved) == []
    assert problems_with_money(NoticeKind.CONDITIONAL_APPROVAL, 100, 7, ProposalState.CONDITIONALLY_APPROVED) == []
    assert problems_with_money(NoticeKind.REJECTION, 0, None, ProposalState.REJECTED) == []
    assert "vorgemerkt" in said(problems_with_money(approval, 100, None, approved))
    assert "wartet nicht mehr" in said(problems_with_money(approval, 100, 7, ProposalState.WITHDRAWN))


def test_no_letter_before_it_is_said_who_promises() -> None:
    assert [p.field for p in problems_with_promise("", "Mustergasse 1")] == ["notice_mode"]
    assert problems_with_promise(NoticeMode.CIVIL_AGREEMENT.value, "") == []
    assert "Sitz" in said(problems_with_promise(NoticeMode.ADMINISTRATIVE_ACT.value, ""))


def test_a_letter_needs_an_address_that_fits_the_window() -> None:
    assert problems_with_recipient(["Ayşe Yılmaz", "Mustergasse 7", "10365 Berlin"]) == []
    assert [p.field for p in problems_with_recipient(["Ayşe Yılmaz", "", "10365 Berlin"])] == ["address"]
    too_many = ["Ein sehr langer Name einer Gruppe mit vielen Worten " * 5, "A", "B", "C"]
    assert {p.field for p in problems_with_recipient(too_many)} == {"address"}


def test_a_return_says_what_to_change() -> None:
    assert problems_with_return(DRAFTED, "Bitte mit Auflage.") == []
    assert "geändert werden soll" in said(problems_with_return(DRAFTED, ""))
    assert "Nur ein Entwurf" in said(problems_with_return(ISSUED, "x"))
