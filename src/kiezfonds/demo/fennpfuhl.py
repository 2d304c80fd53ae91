"""The area that shows everything once: two meetings behind its jury, the third one today.

First meeting: a member stays out of one idea, one is deferred. Second: an idea that came late, one that was changed,
one on the waiting list, one with a precondition; one more was formally rejected before. All of it is invented.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from kiezfonds.demo.evening import Row
from kiezfonds.demo.invented import idea
from kiezfonds.demo.letters import Office, draft_letter, issue_letter, make_public, post, send_round
from kiezfonds.demo.paper_trail import ask_for_changes, begin, by_paper, by_web, change, hand_in, reject
from kiezfonds.demo.season import Season, Turn
from kiezfonds.demo.setting import FENNPFUHL
from kiezfonds.demo.stage import Stage, fine, found
from kiezfonds.ground.actors import Actor
from kiezfonds.juries.queries import jury_of_area, seats
from kiezfonds.juries.rules import Ground
from kiezfonds.meetings import queries
from kiezfonds.meetings.replies import Answer, reply
from kiezfonds.meetings.rules import ResolutionKind
from kiezfonds.meetings.vocabulary import Outcome
from kiezfonds.notices.conditions import settle_condition
from kiezfonds.notices.queries import Formal, case_by_cause
from kiezfonds.proposals.rules import PHONE
from kiezfonds.scoring.actions import declare_conflict

EXCLUDED_SEAT, EXCUSED_SEAT = 6, 13
FULL, PART, CONDITIONAL = ResolutionKind.FULL, ResolutionKind.PART, ResolutionKind.CONDITIONAL
DEFERRED = ResolutionKind.DEFERRED

FIRST = (
    Turn(idea("chess"), FULL, 910_00, is_web=True),
    Turn(idea("garden"), PART, 600_00, reason="Drei Beete genügen für den Anfang."),
    Turn(idea("lanterns"), FULL, 700_00),
    Turn(idea("stage"), CONDITIONAL, 950_00, "Die Technik wird im ganzen Gebiet kostenlos verliehen.", is_web=True),
    Turn(idea("fireworks"), ResolutionKind.REJECTED, reason="Lärm und Müll im Park. Nach zehn Minuten bleibt nichts."),
    Turn(idea("mural"), DEFERRED, reason="Erst muss feststehen, ob der Putz das Mosaik trägt."),
)
SECOND = (
    Turn(idea("wheels"), FULL, 1620_00, reason="Ein Rad für den ganzen Kiez ist mehr wert als viele kleine Sachen."),
    Turn(idea("reading"), PART, 500_00, is_web=True),
    Turn(
        idea("kitchen"),
        CONDITIONAL,
        940_00,
        "Alle, die kochen, haben die Belehrung des Gesundheitsamts.",
        due_in=120,
    ),
    Turn(
        idea("swing"),
        ResolutionKind.WAITING_LIST,
        920_00,
        reason="Gern, aber für die nächste Sitzung soll Geld im Topf bleiben.",
    ),
)
LATE = Turn(idea("cinema"), FULL, 925_00)
CHANGED = Turn(idea("benches"), FULL, 960_00)
AGAIN = Turn(idea("mural"), FULL, 700_00, reason="Der Hausmeister hat den Putz geprüft: Er trägt.")
WISH = (
    "Bitte teilen Sie die Kosten auf: Was kosten Holz, Beschläge und Anker? "
    "Und haben die Eigentümer der Wege schon zugestimmt?"
)


def put_down_fennpfuhl(stage: Stage, first_on: date, second_on: date) -> None:
    year, at, ago = stage.calendar.past_year, stage.calendar.at, stage.calendar.days_ago
    first = Season(stage, FENNPFUHL, first_on, year, Office(is_published=False), has_company=True)
    second = Season(stage, FENNPFUHL, second_on, year, Office(is_published=False), has_company=True)
    first.put_down([replace(turn, decided_on=second_on) if turn.kind is DEFERRED else turn for turn in FIRST])
    stage.at(at(first.day(9), 19), partial(_stay_out, first))
    stage.at(at(first.day(5), 19), partial(_excuse, first))

    stage.at(at(first.day(16), 21), partial(_late, first, second))
    stage.at(at(second.day(34), 9), partial(_changed, second))
    stage.at(at(second.day(28), 14), partial(_begun_too_early, second))
    stage.at(at(second.day(13), 9), partial(_again, first, second))
    second.put_down(SECOND)
    stage.at(at(second.day(5), 19), partial(_excuse, second))
    stage.at(at(second_on, 12), partial(_hold_back, second))

    if stage.size.is_printed:
        until = first_on + timedelta(18)
        stage.at(at(first_on + timedelta(4), 10), lambda now: send_round(stage, first.meeting["id"], until, now))
        stage.at(at(second_on + timedelta(2), 15), lambda now: make_public(stage, first.meeting["id"], now))
        today = stage.calendar.today
        stage.at(at(ago(6), 10), lambda now: send_round(stage, second.meeting["id"], today, now))
    stage.at(at(ago(5), 11), partial(_late_letter, second))
    stage.at(at(ago(2), 11), partial(_condition_met, second))


async def _stay_out(season: Season, now: datetime) -> None:
    seat = (await _seats(season))[EXCLUDED_SEAT]
    proposal = season.verdict(idea("chess")).proposal
    note, by = "Spielt in der Schachrunde und führt deren Kasse (erfunden).", Actor("juror", seat["person"], "")
    ground = Ground.REPRESENTATIVE
    fine(await declare_conflict(season.stage.district, seat["id"], proposal, ground, note, by=by, now=now))


async def _excuse(season: Season, now: datetime) -> None:
    seat = (await _seats(season))[EXCUSED_SEAT]
    fine(await reply(season.stage.district, season.meeting["id"], seat["person"], Answer.NO, now=now))


async def _late(first: Season, second: Season, now: datetime) -> None:
    """Begun in time for the first meeting, handed in too late for it: the second one decides."""
    stage = first.stage
    proposal, by = await begin(stage, LATE.idea, FENNPFUHL, second.held_on, first.fund_id, now)
    second.decide(LATE, proposal)
    stage.at(now + timedelta(hours=35), partial(hand_in, stage, proposal, by))


async def _changed(season: Season, now: datetime) -> None:
    """Two questions, an answer ten days later: the jury decides on the second version."""
    stage = season.stage
    proposal = await by_web(stage, CHANGED.idea, FENNPFUHL, season.held_on, season.fund_id, now)
    season.decide(CHANGED, proposal)
    at = stage.calendar.at
    stage.at(at(season.day(32), 10), partial(ask_for_changes, stage, CHANGED.idea, proposal, WISH))
    stage.at(at(season.day(22), 20), partial(change, stage, CHANGED.idea, proposal))


async def _begun_too_early(season: Season, now: datetime) -> None:
    """Told on the phone, checked, formally rejected; Doris issues the letter, for Bruno has rejected it."""
    stage, roof, at = season.stage, idea("roof"), season.stage.calendar.at
    note = "Am Telefon aufgenommen und vorgelesen."
    proposal = await by_paper(stage, roof, FENNPFUHL, season.held_on, now, PHONE, note)
    cause = Formal(proposal)

    async def send(later: datetime) -> None:
        case = found(await case_by_cause(stage.district, cause))
        await post(stage, [case["notice"]], later)

    stage.at(at(season.day(20), 10), partial(reject, stage, roof, proposal))
    stage.at(at(season.day(19), 10), partial(draft_letter, stage, cause))
    if stage.size.is_printed:
        stage.at(at(season.day(18), 10), partial(issue_letter, stage, cause, issuer="doris"))
        stage.at(at(season.day(17), 9), send)


async def _again(first: Season, second: Season, now: datetime) -> None:  # noqa: ARG001 - every act is called so
    """What the first meeting deferred stands on the agenda of the second by itself."""
    second.decide(AGAIN, first.verdict(AGAIN.idea).proposal)


async def _hold_back(season: Season, now: datetime) -> None:  # noqa: ARG001 - every act is called so
    """The letter with the precondition waits until it is met, the dearest one until its insurance is clear."""
    later = frozenset(season.verdict(idea(name)).proposal for name in ("kitchen", "wheels"))
    season.office = Office(is_published=False, later=later)


async def _condition_met(season: Season, now: datetime) -> None:
    """Then it is drafted, and waits for the second person."""
    stage, resolution = season.stage, await _resolution(season, "kitchen")
    note = "Bescheinigungen von neun Personen lagen vor (erfunden)."
    fine(await settle_condition(stage.tenant, resolution, Outcome.MET, note, by=stage.staff["berta"], now=now))
    stage.at(now + timedelta(hours=3), partial(draft_letter, stage, resolution))


async def _late_letter(season: Season, now: datetime) -> None:
    """Drafted and issued this week; it lies in the office until somebody goes to the post."""
    stage, resolution = season.stage, await _resolution(season, "wheels")
    await draft_letter(stage, resolution, now)
    if stage.size.is_printed:
        stage.at(now + timedelta(days=3), partial(issue_letter, stage, resolution))


async def _resolution(season: Season, name: str) -> int:
    proposal = season.verdict(idea(name)).proposal
    found_ones = await queries.resolutions(season.stage.district, season.meeting["id"])
    return next(int(row["id"]) for row in found_ones if row["proposal"] == proposal)


async def _seats(season: Season) -> list[Row]:
    jury = found(await jury_of_area(season.stage.district, season.stage.areas[season.area], season.held_on))
    return await seats(season.stage.district, jury["id"], season.held_on)
