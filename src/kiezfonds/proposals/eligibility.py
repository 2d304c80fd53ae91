"""The formal check: answers to the checklist, one row per point of one version, and why something was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiezfonds.audit.actions import record
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.proposals.content import Answer
from kiezfonds.proposals.queries import handed_in_version
from kiezfonds.proposals.tables import CheckAnswer, FormalRejection, RejectionGround
from kiezfonds.rounds.rules import CheckPoint

Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Ground:
    """Why a proposal is refused: a point of the checklist, or (with an empty point) another clause."""

    point: str
    clause: str
    text: str


def grounds_of(checklist: Sequence[CheckPoint], answers: Answers, clause: str = "") -> list[Ground]:
    """Every point answered with no, in the order of the rule set."""
    unmet = [point for point in checklist if point.point in answers and answers[point.point].is_met is False]
    grounds = [Ground(point.point, point.clause, point.text) for point in unmet]
    return [*grounds, Ground("", clause, "")] if clause else grounds


def problems_with_formal_rejection(reason: str, grounds: Sequence[Ground]) -> list[Problem]:
    """§ 39 VwVfG: the letter says on what it rests."""
    problems = []
    if not reason:
        problems.append(Problem(N_("Bitte schreiben Sie den Grund. Er steht im Brief."), "reason", "§ 39 VwVfG"))
    if not grounds:
        problems.append(
            Problem(
                N_("Bitte kreuzen Sie an, was nicht erfüllt ist, oder nennen Sie die andere Vorschrift."),
                "clause",
                "§ 39 VwVfG",
            )
        )
    return problems


async def write_answers(district: int, proposal: int, answers: Answers, *, by: Actor, now: datetime) -> None:
    """A point answered again takes the newer answer; the chain keeps who saved and when."""
    version = await handed_in_version(district, proposal)
    for point, answer in answers.items():
        row = CheckAnswer(
            district=district,
            version=version,
            point=point,
            is_met=answer.is_met,
            note=answer.note,
            answered_by=by.id,
            answered_at=now,
        )
        await CheckAnswer.insert(row).on_conflict(
            target=(CheckAnswer.district, CheckAnswer.version, CheckAnswer.point),
            action="DO UPDATE",
            values=[CheckAnswer.is_met, CheckAnswer.note, CheckAnswer.answered_by, CheckAnswer.answered_at],
        )
    await record(district, "check_proposal", by=by, now=now, proposal=proposal, version=version)


async def write_rejection(
    district: int, proposal: int, grounds: Sequence[Ground], reason: str, *, by: Actor, now: datetime
) -> None:
    row = FormalRejection(
        district=district,
        proposal=proposal,
        version=await handed_in_version(district, proposal),
        reason=reason,
        decided_by=by.id,
        decided_at=now,
    )
    (saved,) = await FormalRejection.insert(row).returning(FormalRejection.id)
    await RejectionGround.insert(
        *(
            RejectionGround(
                district=district,
                rejection=saved["id"],
                position=position,
                point=ground.point,
                clause=ground.clause,
                text=ground.text,
            )
            for position, ground in enumerate(grounds, start=1)
        )
    )
