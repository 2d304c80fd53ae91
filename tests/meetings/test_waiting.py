from datetime import UTC, date, datetime

import pytest

from browser import Browser
from kiezfonds import worker
from kiezfonds.database.work import rows
from kiezfonds.ground.money import Cents
from kiezfonds.ledger.actions import reserve
from kiezfonds.ledger.queries import area_budget
from kiezfonds.meetings import ballots, checks, queries, resolving, waiting, year_end
from kiezfonds.meetings.rules import ConditionKind, Motion, MotionKind, ResolutionDraft, ResolutionKind
from kiezfonds.meetings.vocabulary import Basis
from kiezfonds.proposals.queries import proposal_by_id
from kiezfonds.settings import Settings
from meetings.sitting import GOOD, YES, Sitting, sit
from world import World

DUE = date(2026, 5, 1)


async def put(sitting: Sitting, position: int, motion: Motion) -> int:
    assert await sitting.call(position) == []
    number, problems = await ballots.open_ballot(
        sitting.district, sitting.id, position, motion, by=sitting.chair, now=sitting.now
    )
    assert problems == []
    for member in range(5):
        assert await sitting.vote(number, member, YES) == []
    assert await sitting.close(number) == []
    return number


async def resolve(sitting: Sitting, number: int, draft: ResolutionDraft) -> list[str]:
    by, now = sitting.chair, sitting.now
    problems = await resolving.confirm_ballot(sitting.district, sitting.id, number, draft, by=by, now=now)
    return [problem.text for problem in problems]


async def pot_of(sitting: Sitting) -> int:
    meeting = await sitting.meeting()
    pot = await area_budget(sitting.district, meeting["fund"], meeting["area"])
    assert pot is not None
    return int(pot["id"])


async def state(sitting: Sitting, position: int) -> str:
    item = await sitting.item(position)
    return str((await proposal_by_id(sitting.district, item["proposal"]) or {})["state"])


async def empty_the_pot(sitting: Sitting) -> int:
    entry, problems = await reserve(
        *(sitting.district, await pot_of(sitting), 12_900_00),
        proposal=None,
        reason="schon vergeben",
        by=sitting.chair,
        now=sitting.now,
    )
    assert problems == []
    return entry


async def wait(sitting: Sitting, position: int, rank: int | None = None) -> list[str]:
    motion = Motion("Auf die Warteliste.", Cents(480_00), kind=MotionKind.WAITING_LIST)
    number = await put(sitting, position, motion)
    return await resolve(sitting, number, ResolutionDraft(ResolutionKind.WAITING_LIST, GOOD, rank=rank))


async def test_without_money_the_jury_puts_ideas_on_the_waiting_list_in_an_order(
    world: World, desk: Browser, statements: list[str]
) -> None:
    sitting = await sit(world)
    await empty_the_pot(sitting)
    await sitting.call(2)
    assert "Im Topf sind nur noch {limit}." in [p.text for p in (await sitting.put(2))[1]]

    assert await wait(sitting, 2, rank=2) == []
    assert await wait(sitting, 3, rank=2) == ["Platz {rank} ist schon vergeben."]
    assert await resolve(sitting, 2, ResolutionDraft(ResolutionKind.WAITING_LIST, GOOD, rank=1)) == []
    assert [row["title"] for row in await waiting.waiting(sitting.district)] == ["Idee 2", "Idee 1"]
    assert await waiting.waiting(world.other.id) == []

    page = await desk.get("/lichtenberg/buero/warteliste")
    assert page.text.index("Idee 2") < page.text.index("Idee 1")
    page = await desk.get("/lichtenberg/buero/warteliste?q=idee 1&ordnung=-titel")
    assert "Idee 2" not in page.text
    statements.clear()
    table = (await desk.get("/lichtenberg/buero/warteliste/liste.csv?gebiet=fennpfuhl")).answer.text
    assert len(statements) == 3
    assert [line.split(";")[:4] for line in table.splitlines()[1:]] == [
        ["1", "Fennpfuhl", "2026-0002", "Idee 2"],
        ["2", "Fennpfuhl", "2026-0001", "Idee 1"],
    ]


async def test_who_moves_up_by_rule_is_the_first_and_only_when_there_is_money(world: World, desk: Browser) -> None:
    from kiezfonds.ledger.actions import release_reservation

    sitting = await sit(world)
    entry = await empty_the_pot(sitting)
    assert await wait(sitting, 2) == []
    assert await wait(sitting, 3) == []
    first, second = await waiting.waiting(sitting.district)
    assert [first["rank"], second["rank"]] == [1, 2]
    here = f"/lichtenberg/buero/warteliste/{first['id']}"
    page = await desk.press(await desk.get(here), "/aufruecken", status=422)
    assert "Im Topf sind nur noch 100 €." in page.text

    await release_reservation(sitting.district, entry, reason="frei", by=sitting.chair, now=sitting.now)
    by, now = sitting.chair, sitting.now
    refused = await waiting.promote(sitting.district, second["id"], Cents(480_00), Basis.RULE, "", by=by, now=now)
    assert refused == [waiting.NOT_FIRST]
    page = await desk.press(await desk.get(here), "/aufruecken")
    assert "Aufgerückt." in page.text
    assert await state(sitting, 2) == "approved"
    assert [row["id"] for row in await waiting.waiting(sitting.district)] == [second["id"]]
    assert await waiting.promote(sitting.district, first["id"], Cents(1), Basis.RULE, "", by=by, now=now) == [
        waiting.NOT_WAITING
    ]
    assert [row["kind"] for row in await queries.resolutions(sitting.district, sitting.id)] == ["waiting_list"] * 2
    assert await checks.findings(sitting.district) == []
    assert "nachgerückt" in (await desk.get("/lichtenberg/buero/beschluesse")).text
    assert "Idee 1" in (await desk.get("/lichtenberg/buero/beschluesse/liste.csv")).text


async def test_the_waiting_list_ends_with_the_year(world: World) -> None:
    sitting = await sit(world)
    assert await wait(sitting, 2) == []
    by, now = sitting.chair, sitting.now
    assert await waiting.end_waiting_of_year(world.district, 2025, by=by, now=now) == 0
    assert await waiting.end_waiting_of_year(world.other, 2026, by=by, now=now) == 0
    assert await waiting.end_waiting_of_year(world.district, 2026, by=by, now=now) == 1
    assert await waiting.end_waiting_of_year(world.district, 2026, by=by, now=now) == 0
    assert await state(sitting, 2) == "lapsed"


async def test_the_worker_ends_it_when_the_year_is_over_and_once(world: World, settings: Settings) -> None:
    sitting = await sit(world)
    assert await wait(sitting, 2) == []
    eve, day = datetime(2026, 12, 31, 22, tzinfo=UTC), datetime(2027, 1, 1, 0, 30, tzinfo=UTC)
    for now in (eve, eve, day):
        await worker.tidy(now)
        await worker.work_once(settings, "w1", lambda now=now: now)  # type: ignore[misc]  # the clock of this round
        assert await state(sitting, 2) == ("wait_listed" if now == eve else "lapsed")

    assert [
        row["key"]
        for row in await rows(
            "SELECT key FROM job WHERE name = {} AND district = {} ORDER BY key", year_end.JOB, world.district.id
        )
    ] == [f"{year_end.JOB}:{year}" for year in (2025, 2026, 2027)]
    mails = await rows("SELECT id FROM mail WHERE subject LIKE {}", "%Warteliste")
    assert len(mails) == 1
    assert await checks.findings(sitting.district) == []


@pytest.mark.parametrize(
    ("due", "words"),
    [(None, "Bis wann muss die Bedingung erfüllt sein?"), (date(2026, 1, 1), "Dieser Tag ist schon vorbei.")],
)
async def test_a_precondition_has_a_day_to_come(world: World, due: date | None, words: str) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    motion = Motion("x", Cents(480_00), "Wenn", condition_kind=ConditionKind.PRECONDITION, condition_due_on=due)
    _, problems = await ballots.open_ballot(sitting.district, sitting.id, 2, motion, by=sitting.chair, now=sitting.now)
    assert [p.text for p in problems] == [words]


@pytest.mark.parametrize(
    ("kind", "outcome", "fits"),
    [
        (MotionKind.DEFERRAL, ResolutionKind.DEFERRED, True),
        (MotionKind.DEFERRAL, ResolutionKind.REJECTED, False),
        (MotionKind.WAITING_LIST, ResolutionKind.WAITING_LIST, True),
        (MotionKind.WAITING_LIST, ResolutionKind.FULL, False),
        (MotionKind.WAITING_LIST, ResolutionKind.DEFERRED, False),
    ],
)
async def test_a_resolution_says_what_was_voted_on(
    world: World, kind: MotionKind, outcome: ResolutionKind, fits: bool
) -> None:
    sitting = await sit(world)
    amount = Cents(480_00) if kind is MotionKind.WAITING_LIST else None
    number = await put(sitting, 2, Motion("x", amount, kind=kind))
    assert (await resolve(sitting, number, ResolutionDraft(outcome, GOOD)) == []) is fits


async def test_a_deferral_names_only_dates_of_this_area_that_come_later(world: World) -> None:
    sitting = await sit(world)
    number = await put(sitting, 2, Motion("Vertagen.", None, kind=MotionKind.DEFERRAL))
    meeting = await sitting.meeting()
    draft = ResolutionDraft(ResolutionKind.DEFERRED, GOOD, defer_to=meeting["decision_date"])
    assert await resolve(sitting, number, draft) == ["Diesen Termin gibt es nicht."]
