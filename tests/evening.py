"""A whole evening: ideas handed in and admitted, a jury of five, a meeting held with show of hands and closed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from kiezfonds.ground.money import Cents
from kiezfonds.juries import actions as juries
from kiezfonds.juries import queries as jury_queries
from kiezfonds.juries.rules import Function, Ground, JuryDraft, MemberDraft
from kiezfonds.meetings import actions as meetings
from kiezfonds.meetings import queries as meeting_queries
from kiezfonds.meetings.ballots import enter_hand_count, open_ballot
from kiezfonds.meetings.counting import Tally
from kiezfonds.meetings.presence import set_presence
from kiezfonds.meetings.resolving import confirm_ballot
from kiezfonds.meetings.rules import FUNDING, ConditionKind, Method, Motion, ResolutionDraft, ResolutionKind
from kiezfonds.rounds import actions as rounds
from kiezfonds.rounds.queries import dates_of_call
from kiezfonds.rounds.rules import NoticeMode, NoticeModeDraft
from world import World

MEMBERS = ("Clara Jurorin", "Nguyễn Thị Ánh", "Konrad Kiez", "Lena Laden", "Mira Mieter")
TERM = (date(2026, 1, 1), date(2027, 12, 31))
PROMISED_BY = {
    NoticeMode.ADMINISTRATIVE_ACT: ("Bezirksamt Lichtenberg von Berlin", "Möllendorffstraße 6, 10367 Berlin"),
    NoticeMode.CIVIL_AGREEMENT: ("Kiezwerk e. V.", "Ombudsstelle, Mustergasse 1, 10365 Berlin"),
    NoticeMode.FORWARDING_CONTRACT: ("Kiezwerk e. V.", ""),
}


@dataclass(frozen=True)
class Decision:
    """What the jury resolves on one idea."""

    kind: ResolutionKind
    cents: int = 480_00
    title: str = "Hofbank"
    conditions: str = ""
    reason: str = "Die Bank bringt Nachbarinnen und Nachbarn zusammen."
    votes: Tally = field(default_factory=lambda: Tally(4, 0, 1))
    excluded: tuple[int, ...] = ()
    """Numbers of seats with a conflict."""
    due_on: date | None = None
    """No money before the conditions are met, until this day."""


FULL = Decision(ResolutionKind.FULL)
PART = Decision(ResolutionKind.PART, 400_00, "Gartenfest")
CONDITIONAL = Decision(ResolutionKind.CONDITIONAL, 480_00, "Lesecafé", "Das Café ist für Rollstühle erreichbar.")
BOUND = replace(CONDITIONAL, due_on=date(2026, 5, 1))
REJECTED = Decision(
    ResolutionKind.REJECTED, title="Feuerwerk", reason="Zu laut für die Vögel im Park.", votes=Tally(1, 4)
)
DEFERRED = Decision(ResolutionKind.DEFERRED, title="Chor", reason="Der Raum ist noch offen.", votes=Tally(2, 2, 1))
WAITING = Decision(
    ResolutionKind.WAITING_LIST, title="Kino", reason="Das Geld reicht nicht für alle.", votes=Tally(1, 2)
)
ALL = (FULL, PART, CONDITIONAL, REJECTED, DEFERRED, WAITING)


async def promise(world: World, fund: int, mode: NoticeMode) -> None:
    body, desk = PROMISED_BY[mode]
    seat = desk if mode is NoticeMode.ADMINISTRATIVE_ACT else ""
    draft = NoticeModeDraft(mode, body, "§§ 23, 44 LHO", desk, "Frau Doris Amt", date(2026, 1, 15), seat)
    problems = await rounds.confirm_notice_mode(world.district.id, fund, draft, by=world.actor("doris"), now=world.now)
    assert problems == []


async def open_evening(world: World, *decisions: Decision) -> dict[str, Any]:
    """Everything up to the opening; returns the meeting."""
    call = await world.open_call()
    for decision in decisions:
        await world.admitted(call, decision.title)
    area, bernd = world.areas[0]["id"], world.actor("bernd")
    jury, problems = await juries.create_jury(
        world.district.id, area, JuryDraft("Jury Fennpfuhl", *TERM), by=bernd, now=world.now
    )
    assert problems == []
    drafts = [MemberDraft(name, function=Function.MEMBER if n else Function.CHAIR) for n, name in enumerate(MEMBERS)]
    _, problems = await juries.add_members(world.district.id, jury, drafts, by=bernd, now=world.now)
    assert problems == []
    (day,) = await dates_of_call(world.district.id, call["id"])
    ref, problems = await meetings.plan_meeting(world.district.id, day["id"], by=bernd, now=world.now)
    assert problems == []
    year, number = ref.split("-")
    meeting = await meeting_queries.meeting(world.district.id, int(year), int(number))
    assert meeting is not None
    await meetings.invite(world.district.id, meeting["id"], page="https://kiez.example", by=bernd, now=world.now)
    begins: datetime = meeting["begins_at"] + timedelta(minutes=3)
    assert await meetings.open_meeting(world.district.id, meeting["id"], by=bernd, now=begins) == []
    found = await meeting_queries.meeting_by_id(world.district.id, meeting["id"])
    assert found is not None
    return found


async def hold_evening(
    world: World, *decisions: Decision, before: Callable[[World], Awaitable[None]] | None = None
) -> dict[str, Any]:
    """The whole meeting, closed; `world.now` is the next morning. `before` is done before the first item is called."""
    meeting = await open_evening(world, *decisions)
    if before is not None:
        await before(world)
    district, id, bernd = world.district.id, meeting["id"], world.actor("bernd")
    seats = await jury_queries.seats(district, meeting["jury"], meeting["begins_at"].date())
    by_number = {seat["number"]: seat["id"] for seat in seats}
    at = meeting["opened_at"]
    for seat in by_number.values():
        assert await set_presence(district, id, seat, is_present=True, by=bernd, now=at) == []
    items = {item["title"]: item for item in await meeting_queries.agenda(district, id)}
    for decision in decisions:
        at += timedelta(minutes=10)
        item = items[decision.title]
        for number in decision.excluded:
            await juries.declare_conflict(
                district, by_number[number], item["proposal"], Ground.APPLICANT, "selbst dabei", by=bernd, now=at
            )
        await decide(world, id, item["position"], decision, at)
    closed_at = at + timedelta(minutes=20)
    assert await meetings.close_meeting(district, id, by=bernd, now=closed_at) == []
    world.now = closed_at + timedelta(hours=14)
    found = await meeting_queries.meeting_by_id(district, id)
    assert found is not None
    return found


async def decide(world: World, meeting: int, position: int, decision: Decision, at: datetime) -> None:
    district, bernd = world.district.id, world.actor("bernd")
    assert await meetings.call_item(district, meeting, position, by=bernd, now=at) == []
    cents = decision.cents if decision.kind in FUNDING else 480_00
    motion = Motion(f"{decision.title} wird gefördert.", Cents(cents), decision.conditions, Method.HANDS)
    if decision.due_on:
        motion = replace(motion, condition_kind=ConditionKind.PRECONDITION, condition_due_on=decision.due_on)
    number, problems = await open_ballot(district, meeting, position, motion, by=bernd, now=at)
    assert problems == []
    assert await enter_hand_count(district, meeting, number, decision.votes, by=bernd, now=at) == []
    draft = ResolutionDraft(decision.kind, decision.reason)
    assert await confirm_ballot(district, meeting, number, draft, by=bernd, now=at) == []
