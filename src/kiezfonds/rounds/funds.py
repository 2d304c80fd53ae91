"""What stands between a fund and its start: its money, its rules, and who promises."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.rounds.rules import Chosen, FundDraft, FundState, NoticeMode, NoticeModeDraft

RULES_ARE_USED = Problem(
    N_("Nach diesen Regeln ist schon ein Antrag eingegangen. Sie gelten für das ganze Jahr und bleiben, wie sie sind."),
    clause=N_("Gleichbehandlung, Art. 3 Abs. 1 GG"),
)

TOO_LITTLE = Problem(N_("Der Betrag reicht nicht für alle Gebiete."), field="total")
IS_RELEASED = Problem(N_("Das Geld ist schon freigegeben. Ändern lässt es sich nur noch im Kassenbuch."), field="total")


def problems_with_fund(draft: FundDraft, taken: bool, this_year: int, areas: int) -> list[Problem]:
    problems = []
    if not Chosen.of(draft.preset).is_known:
        problems.append(Problem(N_("Diese Vorlage gibt es nicht."), field="preset"))
    if not this_year - 1 <= draft.year <= this_year + 2:
        problems.append(Problem(N_("Das Haushaltsjahr liegt zu weit entfernt."), field="year"))
    if taken:
        problems.append(Problem(N_("Einen Fonds mit diesem Namen gibt es für dieses Jahr schon."), field="name"))
    if areas == 0:
        problems.append(Problem(N_("Der Bezirk hat noch keine Gebiete, auf die Geld verteilt werden kann.")))
    elif draft.total_cents < areas:
        problems.append(TOO_LITTLE)
    return problems


def problems_with_total(total_cents: int, state: FundState, areas: int) -> list[Problem]:
    if state is not FundState.PLANNED:
        return [IS_RELEASED]
    return [TOO_LITTLE] if total_cents < areas else []


def problems_with_notice_mode(draft: NoticeModeDraft, today: date) -> list[Problem]:
    problems = []
    if draft.confirmed_on > today:
        problems.append(Problem(N_("Die Bestätigung liegt in der Zukunft."), field="confirmed_on"))
    if draft.mode is NoticeMode.CIVIL_AGREEMENT and not draft.complaints_desk:
        problems.append(
            Problem(N_("Eine Fördervereinbarung braucht eine Stelle für Beschwerden."), field="complaints_desk")
        )
    if draft.mode is NoticeMode.ADMINISTRATIVE_ACT and not draft.authority_seat:
        problems.append(
            Problem(
                N_("Ein Zuwendungsbescheid braucht den Sitz der Behörde. Sonst kann man ein Jahr lang widersprechen."),
                field="authority_seat",
                clause="§ 58 VwGO",
            )
        )
    return problems


def missing_for_letters(fund: Mapping[str, Any]) -> list[Problem]:
    """What has to be said before the first letter can go out; there is no default for any of it."""
    mode = NoticeMode(fund["notice_mode"]) if fund["notice_mode"] else None
    missing = [
        (mode is None, N_("wer das Geld zusagt")),
        (not fund["issuing_body"], N_("welche Stelle den Brief ausstellt")),
        (not fund["legal_basis"], N_("auf welcher Rechtsgrundlage")),
        (not fund["confirmed_by"] or not fund["confirmed_on"], N_("wer das wann bestätigt hat")),
        (
            mode is NoticeMode.ADMINISTRATIVE_ACT and not (fund["authority_seat"] or fund["complaints_desk"]),
            N_("der Sitz der Behörde, wohin ein Widerspruch geht"),
        ),
        (
            mode is NoticeMode.CIVIL_AGREEMENT and not fund["complaints_desk"],
            N_("die Stelle für Beschwerden"),
        ),
    ]
    return [Problem(text) for is_missing, text in missing if is_missing]
