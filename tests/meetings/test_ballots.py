import pytest

from kiezfonds.audit.queries import lines
from kiezfonds.meetings import ballots
from kiezfonds.meetings.counting import Tally
from kiezfonds.meetings.rules import Method
from meetings.sitting import NO, YES, sit
from world import World


# what „Settled" says of 15 appointed members, through the acts: present, excluded among them, may it be voted on?
@pytest.mark.parametrize(
    ("present", "excluded", "line", "is_open"),
    [
        (8, (), "8 von 15, nötig 8", True),
        (8, (7,), "7 von 15, nötig 8", False),
        (7, (), "7 von 15, nötig 8", False),
        (8, (14,), "8 von 15, nötig 8", True),
        (12, (7, 8, 9, 10, 11), "7 von 15, nötig 8", False),
    ],
)
async def test_the_quorum_of_a_jury_of_fifteen(
    world: World, present: int, excluded: tuple[int, ...], line: str, is_open: bool
) -> None:
    sitting = await sit(world, members=15, present=present, ideas=1)
    await sitting.call(2)
    await sitting.exclude(2, *excluded)
    number, problems = await sitting.put(2)

    assert (number > 0) == is_open
    assert [p.clause for p in problems] == ([] if is_open else ["§ 90 Abs. 1 VwVfG"])
    counted, needed = int(line.split(" ", maxsplit=1)[0]), int(line.rsplit(" ", maxsplit=1)[-1])
    if is_open:
        ballot = await sitting.ballot(number)
        assert (ballot["entitled_count"], ballot["needed_count"]) == (counted, needed)
    else:
        assert problems[0].values == {"counted": counted, "needed": needed}


async def test_a_ballot_needs_an_open_meeting_and_a_called_item(world: World) -> None:
    sitting = await sit(world)
    _, problems = await sitting.put(2)
    assert [p.text for p in problems] == ["Der Tagesordnungspunkt ist nicht aufgerufen."]


async def test_a_ballot_needs_a_text(world: World) -> None:
    from kiezfonds.ground.money import Cents
    from kiezfonds.meetings.rules import Motion

    sitting = await sit(world)
    await sitting.call(2)
    _, problems = await ballots.open_ballot(
        sitting.district, sitting.id, 2, Motion(" ", Cents(100)), by=sitting.chair, now=sitting.now
    )
    assert {p.field for p in problems} == {"motion", "amount"}


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (480_01, "Beantragt sind nur {limit}."),
        (299_99, "Unter {limit} kann das Projekt nicht stattfinden, sagt der Antrag."),
    ],
)
async def test_an_amount_outside_the_application_is_refused(world: World, cents: int, said: str) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    _, problems = await sitting.put(2, cents)
    assert [p.text for p in problems] == [said]


async def test_two_ballots_are_never_open_at_once(world: World) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    assert (await sitting.put(2))[1] == []
    _, problems = await sitting.put(2)

    running = "Es läuft noch eine Abstimmung, oder ein Ergebnis ist noch nicht bestätigt."
    assert [p.text for p in problems] == [running]
    assert [p.text for p in await sitting.call(3)] == [running]


async def test_a_chair_with_a_conflict_hands_over(world: World) -> None:
    from kiezfonds.meetings.actions import set_chair

    sitting = await sit(world)
    await sitting.call(2)
    await sitting.exclude(2, 0)
    _, problems = await sitting.put(2)
    assert [p.clause for p in problems] == ["§ 20 VwVfG"]

    deputy = sitting.seats[1]["id"]
    assert await set_chair(sitting.district, sitting.id, deputy, by=sitting.chair, now=sitting.now) == []
    assert (await sitting.put(2))[1] == []


async def test_the_result_follows_the_rule_and_a_tie_is_lost(world: World) -> None:
    sitting = await sit(world, ideas=1)
    await sitting.call(2)
    number, _ = await sitting.put(2)
    for member, choice in enumerate((YES, YES, NO, NO)):
        assert await sitting.vote(number, member, choice) == []
    assert await sitting.close(number) == []

    ballot = await sitting.ballot(number)
    assert (ballot["yes_count"], ballot["no_count"], ballot["abstain_count"]) == (2, 2, 0)
    assert not ballot["is_accepted"]


async def test_a_ballot_is_closed_once(world: World) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    number, _ = await sitting.put(2)
    assert await sitting.close(number) == []
    assert [p.text for p in await sitting.close(number)] == ["Diese Abstimmung läuft nicht mehr. Jemand war schneller."]


async def test_a_show_of_hands_is_typed_in_and_checked(world: World) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    number, _ = await sitting.put(2, method=Method.HANDS)

    async def enter(*counts: int) -> list[str]:
        problems = await ballots.enter_hand_count(
            sitting.district, sitting.id, number, Tally(*counts), by=sitting.chair, now=sitting.now
        )
        return [p.text for p in problems]

    assert await enter(4, 2, 0) == [
        "{cast} Stimmen, aber nur {entitled} Stimmberechtigte sind da. Bitte zählen Sie noch einmal."
    ]
    assert await enter(3, 1, 1) == []
    assert (await sitting.ballot(number))["is_accepted"]
    assert await sitting.close(number) != []


async def test_who_leaves_takes_the_quorum_along(world: World) -> None:
    sitting = await sit(world, members=5, present=3, ideas=1)
    await sitting.call(2)
    number, _ = await sitting.put(2)
    for member in range(3):
        assert await sitting.vote(number, member, YES) == []
    await sitting.set_presence(2, False)
    await sitting.close(number)
    ballot = await sitting.ballot(number)
    assert (ballot["yes_count"], bool(ballot["is_quorate_at_close"])) == (3, False)

    assert [p.field for p in await sitting.confirm(number)] == ["quorum_reason"]
    reason = "Clara ging nach ihrer Stimme zum Zug."
    assert await sitting.confirm(number, quorum_reason=reason) == []
    assert (await sitting.ballot(number))["quorum_reason"] == reason


async def test_an_annulled_ballot_needs_a_reason_and_the_next_has_a_new_number(world: World) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    number, _ = await sitting.put(2)

    async def annul(reason: str) -> list[str]:
        problems = await ballots.annul_ballot(
            sitting.district, sitting.id, number, reason, by=sitting.chair, now=sitting.now
        )
        return [p.field for p in problems]

    assert await annul(" ") == ["reason"]
    assert await annul("Falscher Betrag") == []
    assert await annul("Noch einmal") == [""]
    assert await sitting.put(2) == (2, [])


async def test_before_the_close_the_chain_says_nothing_of_a_choice(world: World) -> None:
    sitting = await sit(world)
    await sitting.call(2)
    number, _ = await sitting.put(2)
    await sitting.vote(number, 1, NO)
    assert not any('"no"' in line["payload"] for line in await lines(sitting.district))

    await sitting.close(number)
    last = (await lines(sitting.district))[-1]["payload"]
    assert f'"votes":[[{sitting.seats[1]["id"]},"no"]]' in last
