"""Today: a jury that meets this evening, and a call that is still open."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from kiezfonds.demo import invented
from kiezfonds.demo.cast import INVENTED
from kiezfonds.demo.dates import LEAD
from kiezfonds.demo.evening import plan
from kiezfonds.demo.ideas import Idea
from kiezfonds.demo.paper_trail import admit, answers_to, ask_for_changes, begin, by_paper, by_web, hand_in
from kiezfonds.demo.past_year import EXTRA_AREA
from kiezfonds.demo.picture import ALT, sketch
from kiezfonds.demo.setting import FENNPFUHL, new_call
from kiezfonds.demo.stage import PRESET, Stage, fine, found
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import end_of_day
from kiezfonds.juries.queries import jury_of_area, seats
from kiezfonds.juries.rules import Ground
from kiezfonds.meetings.company import set_company
from kiezfonds.meetings.queries import agenda
from kiezfonds.meetings.replies import Answer, reply
from kiezfonds.meetings.vocabulary import Company
from kiezfonds.proposals.actions import save_answers
from kiezfonds.proposals.attaching import attach, describe, release
from kiezfonds.proposals.attachments import attachments
from kiezfonds.proposals.extensions import extend
from kiezfonds.proposals.queries import handed_in_version, proposal_by_id
from kiezfonds.records.setting_up import areas_of
from kiezfonds.rounds.queries import open_dates
from kiezfonds.rounds.rules import ExtensionDraft
from kiezfonds.scoring.actions import declare_conflict, save_sheet
from kiezfonds.scoring.rules import Opinion

CONFLICTED_SEAT = 6
OPINIONS = (Opinion.YES, Opinion.RATHER_YES, Opinion.YES, Opinion.UNKNOWN, Opinion.RATHER_NO, Opinion.YES, Opinion.NO)
NOTES = {
    0: "Wer gießt im Sommer?",
    2: "Wer lädt die Leute ein, die sonst nicht kommen?",
    4: "Hält das Segel einen Sturm aus?",
}
WROTE = 8  # of fifteen have noted something by now
COMING, NOT_COMING = 11, 2  # of fifteen have said so; two have not said anything
ASKED = "Bitte schreiben Sie, wo Sie die Musikanlage aufbewahren und wer sie sonst noch benutzen darf."
WHY_LATER = "Die Aushänge in den Häusern hingen eine Woche zu spät. Deshalb gibt es in Fennpfuhl mehr Zeit."
EARLIER = 6  # days the deadline in Fennpfuhl was before it was extended


def put_down_today(stage: Stage) -> None:
    calendar = stage.calendar
    at, ago = calendar.at, calendar.days_ago
    ideas: list[tuple[Idea, int]] = []
    meeting: dict[str, Any] = {}

    async def call(now: datetime) -> None:
        intro = "Für die Sitzung der Jury Fennpfuhl."
        fund = stage.funds[calendar.year]
        await new_call(stage, fund, "Ideen für Fennpfuhl", intro, [(FENNPFUHL, calendar.today)], now)

    async def enter(idea: Idea, now: datetime) -> None:
        fund = stage.funds[calendar.year]["id"]
        proposal, by = await begin(stage, idea, FENNPFUHL, calendar.today, fund, now)
        if idea is invented.idea(invented.PICTURED):
            fine(await attach(stage.district, proposal, sketch(), now=now))
            await describe(stage.district, proposal, {1: ALT})
        await hand_in(stage, proposal, by, now)
        ideas.append((idea, proposal))

    async def admit_all(now: datetime) -> None:
        for idea, proposal in ideas:
            await admit(stage, idea, proposal, now)
            for file in await attachments(stage.district, found(await handed_in_version(stage.district, proposal))):
                fine(await release(stage.district, file["id"], by=stage.staff["bruno"], now=now))

    async def invite(now: datetime) -> None:
        row = found(await proposal_by_id(stage.district, ideas[0][1]))
        meeting.update(await plan(stage, row["decision_date"], now))

    stage.at(at(ago(40), 10), call)
    for number, name in enumerate(invented.TODAY):
        stage.at(at(ago(28 - 2 * number), 19, number * 7), partial(enter, invented.idea(name)))
    stage.at(at(ago(14), 10), admit_all)
    stage.at(at(ago(12), 10), invite)
    stage.at(at(ago(4), 18), partial(_reply, stage, meeting))
    stage.at(at(ago(2), 20), partial(_note, stage, meeting))
    stage.at(at(ago(1), 9), partial(_name_recorder, stage, meeting))


def put_down_open_call(stage: Stage) -> None:
    """For every area; a late idea, a new one, one that is being checked, one that waits for its author."""
    calendar = stage.calendar
    at, ago = calendar.at, calendar.days_ago
    held_on = calendar.open_until + timedelta(LEAD + len(_areas(stage)))

    async def call(now: datetime) -> None:
        dates = [(area, calendar.open_evening(position)) for position, area in enumerate(_areas(stage))]
        intro = "Sie haben eine Idee für Ihren Kiez? Ein paar Sätze genügen."
        fund = stage.funds[calendar.open_year]
        title = "Ideen für den Kiez, nächste Runde"
        await new_call(stage, fund, title, intro, dates, now, earlier={FENNPFUHL: EARLIER})

    async def extended(now: datetime) -> None:
        (date,) = [row for row in await open_dates(stage.district, now) if row["area"] == stage.areas[FENNPFUHL]]
        last = calendar.open_evening(_areas(stage).index(FENNPFUHL)) - timedelta(LEAD)
        draft = ExtensionDraft(end_of_day(last), WHY_LATER)
        _, problems = await extend(stage.district, date["id"], draft, by=stage.staff["berta"], now=now)
        fine(problems)

    async def late(now: datetime) -> None:
        fund = stage.funds[calendar.year]["id"]
        proposal, by = await begin(stage, invented.idea("birds"), FENNPFUHL, held_on, fund, now)
        stage.at(at(ago(13), 9), partial(hand_in, stage, proposal, by))

    async def enter(name: str, area: str, now: datetime) -> int:
        fund = stage.funds[calendar.open_year]["id"]
        return await by_web(stage, invented.idea(name), area, held_on, fund, now)

    async def in_check(now: datetime) -> None:
        proposal = await enter("map", EXTRA_AREA, now)
        answers = answers_to(invented.idea("map"), first=3)

        async def check(later: datetime) -> None:
            fine(await save_answers(stage.district, proposal, answers, by=stage.staff["berta"], now=later))

        stage.at(now + timedelta(hours=15), check)

    async def to_change(now: datetime) -> None:
        dance = invented.idea("dance")
        proposal = await enter("dance", FENNPFUHL, now)
        stage.at(at(ago(4), 14), partial(ask_for_changes, stage, dance, proposal, ASKED))

    async def on_paper(now: datetime) -> None:
        note = "Blatt am Tisch im Kieztreff abgegeben, E-Mail-Adresse schwer zu lesen."
        await by_paper(stage, invented.idea(invented.MISTYPED), EXTRA_AREA, held_on, now, note=note)

    stage.at(at(ago(34), 12), call)
    stage.at(at(ago(8), 12), extended)
    stage.at(at(ago(LEAD + 1), 21), late)
    stage.at(at(ago(6), 19), to_change)
    stage.at(at(ago(3), 17), in_check)
    stage.at(at(ago(1), 11), on_paper)


def _areas(stage: Stage) -> list[str]:
    """Known before the district is: from the preset, in its order."""
    return [name for name, _, _ in areas_of(PRESET) if stage.plays(name)]


async def _reply(stage: Stage, meeting: dict[str, Any], now: datetime) -> None:
    """„Ich komme“ from most, so that the office knows whether enough will be there."""
    for number, seat in enumerate(await _seats(stage)):
        if number < COMING + NOT_COMING:
            answer = Answer.YES if number < COMING else Answer.NO
            fine(await reply(stage.district, meeting["id"], seat["person"], answer, now=now))


async def _name_recorder(stage: Stage, meeting: dict[str, Any], now: datetime) -> None:
    company = Company(f"Paul Protokoll {INVENTED}", "Berta Beispiel", None)
    fine(await set_company(stage.district, meeting["id"], company, by=stage.staff["berta"], now=now))


async def _note(stage: Stage, meeting: dict[str, Any], now: datetime) -> None:
    """What some members have noted, and one who stays out of one idea."""
    listed = await _seats(stage)
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


async def _seats(stage: Stage) -> list[dict[str, Any]]:
    today = stage.calendar.today
    jury = found(await jury_of_area(stage.district, stage.areas[FENNPFUHL], today))
    return await seats(stage.district, jury["id"], today)
