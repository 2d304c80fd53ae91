from datetime import date, timedelta

import pytest

from kiezfonds.accounts.sessions import link_of, redeem
from kiezfonds.audit.queries import lines
from kiezfonds.database.errors import Duplicate
from kiezfonds.database.paging import Asked
from kiezfonds.database.work import rows, transaction
from kiezfonds.juries import actions, queries
from kiezfonds.juries.rules import Function, Ground, JuryDraft, MemberDraft
from kiezfonds.juries.tables import Seat
from world import LATER, World

TODAY = date(2026, 3, 2)


async def functions(world: World, jury: int) -> dict[str, str]:
    return {seat["name"]: seat["function"] for seat in await queries.seats(world.district.id, jury, TODAY)}


async def test_a_jury_has_numbered_seats(world: World) -> None:
    seats = await world.jury()

    assert [(s["number"], s["name"], s["function"]) for s in seats] == [
        (1, "Clara Jurorin", "chair"),
        (2, "Konrad Kiez", "member"),
        (3, "Mira Mieter", "member"),
    ]


async def test_an_area_has_one_jury_at_a_time(world: World) -> None:
    await world.jury()
    area, by = world.areas[0]["id"], world.actor("bernd")
    again = JuryDraft("Noch eine", date(2027, 6, 1), None)
    _, problems = await actions.create_jury(world.district.id, area, again, by=by, now=world.now)
    assert [p.text for p in problems] == ["Dieses Gebiet hat für diese Zeit schon eine Jury."]

    following = JuryDraft("Die nächste", date(2028, 1, 1), date(2029, 12, 31))
    _, problems = await actions.create_jury(world.district.id, area, following, by=by, now=world.now)
    assert problems == []


@pytest.mark.parametrize(
    "drafts",
    [
        [MemberDraft("Neu"), MemberDraft("Clara noch einmal", "CLARA@kiez.example")],
        [MemberDraft("Neu"), MemberDraft("Zweiter Vorsitz", function=Function.CHAIR)],
    ],
)
async def test_one_wrong_member_keeps_all_of_them_out(world: World, drafts: list[MemberDraft]) -> None:
    seats = await world.jury()
    jury = seats[0]["jury"]
    made, problems = await actions.add_members(world.district.id, jury, drafts, by=world.actor("bernd"), now=world.now)

    assert (made, len(problems)) == ([], 1)
    assert len(await queries.seats(world.district.id, jury, TODAY)) == 3


async def test_who_sits_on_two_juries_is_one_person(world: World) -> None:
    clara, *_ = await world.jury()
    again, *_ = await world.jury(1, MemberDraft("Clara Jurorin", "Clara@Kiez.example"))

    assert again["person"] == clara["person"]
    found = await queries.seats_of_person(world.district.id, clara["person"], TODAY)
    assert [seat["id"] for seat in found] == [clara["id"], again["id"]]


async def test_the_chair_passes_on(world: World) -> None:
    clara, konrad, _ = await world.jury()
    by = world.actor("bernd")
    assert await actions.change_function(world.district.id, konrad["id"], Function.CHAIR, by=by, now=world.now) == []
    assert await functions(world, clara["jury"]) == {
        "Clara Jurorin": "member",
        "Konrad Kiez": "chair",
        "Mira Mieter": "member",
    }

    problems = await actions.change_function(world.district.id, konrad["id"], Function.DEPUTY, by=by, now=world.now)
    assert [p.text for p in problems] == ["Bestimmen Sie zuerst, wer den Vorsitz übernimmt."]


async def test_the_database_knows_one_chair(world: World) -> None:
    _, konrad, _ = await world.jury()

    with pytest.raises(Duplicate):
        async with transaction():
            await Seat.update({Seat.function: "chair"}).where(Seat.id == konrad["id"])


async def test_an_ended_seat_counts_from_its_day_on_no_more(world: World) -> None:
    clara, *_ = await world.jury()
    path = await actions.juror_link(world.district, clara["person"], now=world.now)
    problems = await actions.end_seat(world.district.id, clara["id"], TODAY, by=world.actor("bernd"), now=world.now)

    assert problems == []
    assert [s["number"] for s in await queries.seats(world.district.id, clara["jury"], TODAY)] == [2, 3]
    assert await queries.seats_of_person(world.district.id, clara["person"], TODAY) == []
    assert await link_of(path.removeprefix("/l/"), world.now) is None


@pytest.mark.parametrize("ends_on", [TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
async def test_a_seat_ends_neither_before_it_began_nor_in_the_future(world: World, ends_on: date) -> None:
    clara, *_ = await world.jury()
    problems = await actions.end_seat(world.district.id, clara["id"], ends_on, by=world.actor("bernd"), now=world.now)

    assert [p.field for p in problems] == ["ended_on"]


async def test_a_new_link_ends_the_old_one_and_opens_again_and_again(world: World) -> None:
    clara, *_ = await world.jury()
    old = await actions.juror_link(world.district, clara["person"], now=world.now)
    new = await actions.juror_link(world.district, clara["person"], now=world.now)

    assert await redeem(old.removeprefix("/l/"), world.now) is None
    for _ in range(2):
        redeemed = await redeem(new.removeprefix("/l/"), LATER)
        assert redeemed is not None
        assert (redeemed[0]["kind"], redeemed[0]["target"]) == ("juror", "/lichtenberg/jury")


async def test_a_conflict_is_declared_replaced_and_taken_back(world: World) -> None:
    clara, *_ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    district, seat, by = world.district.id, clara["id"], world.actor("bernd")
    for ground in (Ground.PAID, Ground.RELATIVE):
        problems = await actions.declare_conflict(district, seat, proposal["id"], ground, "", by=by, now=world.now)
        assert problems == []

    assert await queries.conflicted_seats(district, proposal["id"]) == {seat}
    assert await queries.conflicted_proposals(district, seat) == {proposal["id"]}
    known = await queries.conflict(district, seat, proposal["id"])
    assert known is not None
    assert known["ground"] == "relative"

    assert await actions.withdraw_conflict(district, seat, proposal["id"], by=by, now=world.now) == []
    assert await queries.conflicted_seats(district, proposal["id"]) == set()


async def test_once_the_meeting_has_begun_nobody_takes_a_conflict_back(world: World) -> None:
    clara, *_ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    district, by = world.district.id, world.actor("bernd")
    await actions.declare_conflict(district, clara["id"], proposal["id"], Ground.PAID, "", by=by, now=world.now)
    evening = world.now + timedelta(days=25)
    problems = await actions.withdraw_conflict(district, clara["id"], proposal["id"], by=by, now=evening)

    assert [p.clause for p in problems] == ["§ 20 (4) VwVfG"]
    assert await queries.conflicted_seats(district, proposal["id"]) == {clara["id"]}


async def test_another_reason_has_to_be_said(world: World) -> None:
    clara, *_ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    problems = await actions.declare_conflict(
        world.district.id, clara["id"], proposal["id"], Ground.OTHER, "", by=world.actor("bernd"), now=world.now
    )

    assert [p.field for p in problems] == ["note"]


async def test_a_proposal_that_is_not_admitted_has_no_conflicts(world: World) -> None:
    clara, *_ = await world.jury()
    proposal = await world.proposal(await world.open_call())
    problems = await actions.declare_conflict(
        world.district.id, clara["id"], proposal["id"], Ground.PAID, "", by=world.actor("bernd"), now=world.now
    )

    assert [p.text for p in problems] == ["Über diesen Antrag ist schon entschieden."]


async def test_the_ground_of_a_conflict_enters_the_chain_as_a_commitment_only(world: World) -> None:
    clara, *_ = await world.jury()
    proposal = await world.admitted(await world.open_call())
    await actions.declare_conflict(
        world.district.id, clara["id"], proposal["id"], Ground.RELATIVE, "Tante", by=world.actor("bernd"), now=world.now
    )
    last = (await lines(world.district.id))[-1]["payload"]

    assert "declare_conflict" in last
    assert "Tante" not in last
    assert "relative" not in last
    (secret,) = await rows("SELECT clear FROM audit_secret ORDER BY id DESC LIMIT 1")
    assert "Tante" in secret["clear"]


async def test_another_district_sees_no_jury(world: World) -> None:
    clara, *_ = await world.jury()
    other, area = world.other.id, world.areas[0]["id"]

    assert await queries.jury_of_area(other, area, TODAY) is None
    assert await queries.jury(other, clara["jury"]) is None
    assert await queries.seats(other, clara["jury"], TODAY) == []
    assert await queries.seats_with_contact(other, clara["jury"], TODAY) == []
    assert await queries.seats_of_person(other, clara["person"], TODAY) == []
    assert await queries.persons_with_seats(other) == {}
    found, count = await queries.juries_listed(other, TODAY, Asked(order="position"))
    assert ([row["jury"] for row in found], count) == ([None], 1)
    assert await queries.members_listed(other, clara["jury"], TODAY, Asked(order="place")) == ([], 0)
    assert await queries.said_pairs(other, clara["jury"]) == set()
    assert await queries.applicants(other, area) == []
