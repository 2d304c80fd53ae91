"""Today: a jury that meets this evening, and a call that is still open."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from kiezfonds.demo import cast, invented
from kiezfonds.demo.dates import LEAD
from kiezfonds.demo.evening import plan
from kiezfonds.demo.ideas import Idea
from kiezfonds.demo.paper_trail import admit, answers_to, begin, by_web, hand_in
from kiezfonds.demo.past_year import EXTRA_AREA, found_jury
from kiezfonds.demo.setting import FENNPFUHL, new_call
from kiezfonds.demo.stage import PRESET, Stage, fine, found
from kiezfonds.ground.actors import Actor
from kiezfonds.juries.queries import jury_of_area, seats
from kiezfonds.juries.rules import Ground
from kiezfonds.meetings.queries import agenda
from kiezfonds.proposals.actions import save_answers
from kiezfonds.proposals.eligibility import Answers
from kiezfonds.proposals.queries import proposal_by_id
from kiezfonds.records.setting_up import areas_of
from kiezfonds.scoring.actions import declare_conflict, save_sheet
from kiezfonds.scoring.rules import Opinion

CONFLICTED_SEAT = 6
OPINIONS = (Opinion.YES, Opinion.RATHER_YES, Opinion.YES, Opinion.UNKNOWN, Opinion.RATHER_NO, Opinion.YES, Opinion.NO)
NOTES = {
    0: "Wer gießt im Sommer?",
    2: "Gute Idee, der Treff steht samstags leer.",
    4: "Hält das Segel einen Sturm aus?",
    5: "",
}
WROTE = 8  # of fifteen have noted something by now


def put_down_today(stage: Stage) -> None:
    calendar = stage.calendar
    at, ago = calendar.at, calendar.days_ago
    ideas: list[tuple[Idea, int]] = []
    meeting: dict[str, Any] = {}

    async def call(now: datetime) -> None:
        intro = "Für die Sitzung der Jury Fennpfuhl."
        await new_call(stage, calendar.year, "Ideen für Fennpfuhl", intro, [(FENNPFUHL, calendar.today)], now)

    async def enter(idea: Idea, now: datetime) -> None:
        ideas.append((idea, await by_web(stage, idea, FENNPFUHL, calendar.today, calendar.year, now)))

    async def admit_all(now: datetime) -> None:
        for idea, proposal in ideas:
            await admit(stage, idea, proposal, now)

    async def invite(now: datetime) -> None:
        row = found(await proposal_by_id(stage.district, ideas[0][1]))
        meeting.update(await plan(stage, row["decision_date"], now))

    stage.at(at(ago(44), 10), partial(found_jury, stage, FENNPFUHL, cast.todays_jury()))
    stage.at(at(ago(40), 10), call)
    for number, idea in enumerate(invented.TODAY):
        stage.at(at(ago(28 - 2 * number), 19, number * 7), partial(enter, idea))
    stage.at(at(ago(14), 10), admit_all)
    stage.at(at(ago(12), 10), invite)
    stage.at(at(ago(2), 20), partial(_note, stage, meeting))


def put_down_open_call(stage: Stage) -> None:
    """For every area; a late idea, a new one, and one that is being checked."""
    calendar = stage.calendar
    at, ago = calendar.at, calendar.days_ago
    evenings = [(area, position) for position, area in enumerate(_areas(stage))]

    async def call(now: datetime) -> None:
        dates = [(area, calendar.open_evening(position)) for area, position in evenings]
        intro = "Sie haben eine Idee für Ihren Kiez? Ein paar Sätze genügen."
        await new_call(stage, calendar.open_year, "Ideen für den Kiez, nächste Runde", intro, dates, now)

    async def late(now: datetime) -> None:
        held_on = calendar.open_until + timedelta(LEAD + len(evenings))
        proposal, by = await begin(stage, invented.LATE, FENNPFUHL, held_on, calendar.year, now)
        stage.at(at(ago(13), 9), partial(hand_in, stage, proposal, by))

    async def enter(idea: Idea, now: datetime) -> None:
        held_on = calendar.open_until + timedelta(LEAD + len(evenings))
        proposal = await by_web(stage, idea, EXTRA_AREA, held_on, calendar.open_year, now)
        if idea is invented.IN_CHECK:
            answers = answers_to(idea, first=3)
            stage.at(at(ago(1), 10), partial(_begin_check, stage, proposal, answers))

    stage.at(at(ago(34), 12), call)
    stage.at(at(ago(LEAD + 1), 21), late)
    stage.at(at(ago(3), 17), partial(enter, invented.IN_CHECK))
    stage.at(at(ago(1), 19), partial(enter, invented.NEW))


def _areas(stage: Stage) -> list[str]:
    """Known before the district is: from the preset, in its order."""
    return [name for name, _, _ in areas_of(PRESET) if not stage.size.areas or name in stage.size.areas]


async def _begin_check(stage: Stage, proposal: int, answers: Answers, now: datetime) -> None:
    fine(await save_answers(stage.district, proposal, answers, by=stage.staff["berta"], now=now))


async def _note(stage: Stage, meeting: dict[str, Any], now: datetime) -> None:
    """What some members have noted, and one who stays out of one idea."""
    area = stage.areas[FENNPFUHL]
    jury = found(await jury_of_area(stage.district, area, stage.calendar.today))
    listed = await seats(stage.district, jury["id"], stage.calendar.today)
    papers = [item for item in await agenda(stage.district, meeting["id"]) if item["proposal"]]
    out = listed[CONFLICTED_SEAT]
    fine(
        await declare_conflict(
            stage.district,
            out["id"],
            papers[1]["proposal"],
            Ground.PAID,
            "Sitzt im Vorstand des Vereins (erfunden).",
            by=Actor("juror", out["person"], ""),
            now=now,
        )
    )
    for number, seat in enumerate(listed[:WROTE]):
        for position, paper in enumerate(papers):
            if (seat is out and position == 1) or (number + position) % 5 == 4:
                continue
            opinion = OPINIONS[(number * 3 + position) % len(OPINIONS)]
            note = NOTES.get(position, "") if number == position else ""
            fine(await save_sheet(stage.district, seat["id"], paper["version"], opinion, note, now=now))
