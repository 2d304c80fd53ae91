"""Answers to the checklist of the formal check, one row per point of one version."""

from collections.abc import Mapping
from datetime import datetime

from kiezfonds.audit.actions import record
from kiezfonds.ground.actors import Actor
from kiezfonds.proposals.content import Answer
from kiezfonds.proposals.queries import current_version
from kiezfonds.proposals.tables import CheckAnswer

Answers = Mapping[str, Answer]


async def write_answers(district: int, proposal: int, answers: Answers, *, by: Actor, now: datetime) -> None:
    """A point answered again takes the newer answer; the chain keeps who saved and when."""
    version = await current_version(district, proposal)
    for point, answer in answers.items():
        if answer.is_met is None:
            continue
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
