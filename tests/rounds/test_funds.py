"""What must be said before a letter goes out."""

from datetime import date
from typing import Any

import pytest

from kiezfonds.rounds.funds import missing_for_letters, problems_with_notice_mode
from kiezfonds.rounds.rules import NoticeMode, NoticeModeDraft

TODAY = date(2026, 3, 2)
SAID: dict[str, Any] = {
    "notice_mode": "civil_agreement",
    "issuing_body": "Kiezwerk e. V.",
    "legal_basis": "§ 44 LHO",
    "authority_seat": "",
    "complaints_desk": "Ombudsstelle",
    "confirmed_by": "Frau Amt",
    "confirmed_on": TODAY,
}


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"notice_mode": ""}, ["wer das Geld zusagt"]),
        ({"issuing_body": ""}, ["welche Stelle den Brief ausstellt"]),
        ({"legal_basis": ""}, ["auf welcher Rechtsgrundlage"]),
        ({"confirmed_on": None}, ["wer das wann bestätigt hat"]),
        ({"complaints_desk": ""}, ["die Stelle für Beschwerden"]),
        ({"notice_mode": "administrative_act", "authority_seat": "Bezirksamt"}, []),
        (
            {"notice_mode": "administrative_act", "complaints_desk": ""},
            ["der Sitz der Behörde, wohin ein Widerspruch geht"],
        ),
        ({"notice_mode": "forwarding_contract", "complaints_desk": ""}, []),
    ],
)
def test_what_is_missing_for_a_letter_is_named(changes: dict[str, Any], missing: list[str]) -> None:
    assert [problem.text for problem in missing_for_letters({**SAID, **changes})] == missing


@pytest.mark.parametrize(
    ("mode", "desk", "seat", "on", "field"),
    [
        (NoticeMode.ADMINISTRATIVE_ACT, "", "Bezirksamt, Gasse 1", TODAY, None),
        (NoticeMode.ADMINISTRATIVE_ACT, "Ombudsstelle", "", TODAY, "authority_seat"),
        (NoticeMode.CIVIL_AGREEMENT, "", "", TODAY, "complaints_desk"),
        (NoticeMode.FORWARDING_CONTRACT, "", "", TODAY, None),
        (NoticeMode.FORWARDING_CONTRACT, "", "", date(2026, 3, 3), "confirmed_on"),
    ],
)
def test_each_mode_asks_for_what_its_letters_need(
    mode: NoticeMode, desk: str, seat: str, on: date, field: str | None
) -> None:
    draft = NoticeModeDraft(mode, "Kiezwerk", "§ 44 LHO", desk, "Frau Amt", on, seat)

    assert [problem.field for problem in problems_with_notice_mode(draft, TODAY)] == ([field] if field else [])
