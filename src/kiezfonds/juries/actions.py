"""Setting up a jury, its members, their functions and personal links; conflicts of interest (§§ 20, 21 VwVfG)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from kiezfonds.accounts.actions import add_person
from kiezfonds.accounts.sessions import end_links, new_link
from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.juries import queries
from kiezfonds.juries.messages import post_personal_link
from kiezfonds.juries.rules import (
    LINK_LIFETIME,
    Function,
    Ground,
    JuryDraft,
    MemberDraft,
    problems_with_deciding,
    problems_with_declaring,
    problems_with_end,
    problems_with_function,
    problems_with_jury,
    problems_with_members,
    problems_with_withdrawing,
)
from kiezfonds.juries.tables import Conflict, Jury, Seat
from kiezfonds.web.session import token_hash

Row = queries.Row


async def create_jury(
    district: int, area: int, draft: JuryDraft, *, by: Actor, now: datetime
) -> tuple[int, list[Problem]]:
    """An area's jury, still without members; returns its id."""
    async with transaction():
        known = await queries.jury_of_area(district, area, draft.term_from_on)
        has_one = known is not None and (draft.term_until_on is None or known["term_from_on"] <= draft.term_until_on)
        problems = problems_with_jury(draft, has_one)
        if problems:
            return 0, problems
        row = Jury(
            district=district,
            area=area,
            name=draft.name,
            term_from_on=draft.term_from_on,
            term_until_on=draft.term_until_on,
            created_at=now,
        )
        (saved,) = await Jury.insert(row).returning(Jury.id)
        jury = int(saved["id"])
        await record(district, "create_jury", by=by, now=now, jury=jury, area=area)
    return jury, []


async def add_members(
    district: int, jury: int, drafts: Sequence[MemberDraft], *, by: Actor, now: datetime
) -> tuple[list[int], list[Problem]]:
    """All of them or none; returns their seats. Who is a juror in another area keeps the same person and link."""
    async with transaction():
        (row,) = await locked(Jury, Jury.district == district, Jury.id == jury)
        appointed_on = max(berlin_day(now), row["term_from_on"])
        there = await queries.seats_with_contact(district, jury, appointed_on)
        has_chair = any(seat["function"] == Function.CHAIR for seat in there)
        problems = problems_with_members(drafts, {seat["email"].lower() for seat in there}, has_chair)
        if problems:
            return [], problems
        persons = await queries.persons_with_seats(district)
        number = await queries.last_seat_number(district, jury)
        seats = []
        for draft in drafts:
            number += 1
            person = persons.get(draft.email.lower()) if draft.email else None
            if person is None:
                person = await _new_person(district, draft, now)
            seats.append(await _seat(district, jury, person, number, draft, appointed_on))
        await record(district, "add_members", by=by, now=now, jury=jury, seats=seats)
    return seats, []


async def change_function(district: int, seat: int, function: Function, *, by: Actor, now: datetime) -> list[Problem]:
    """Whoever was in the chair before becomes a member like the others."""
    async with transaction():
        row = await _locked_seat(district, seat)
        problems = problems_with_function(Function(row["function"]), function)
        if problems:
            return problems
        if function is Function.CHAIR:
            await Seat.update({Seat.function: Function.MEMBER.value}).where(
                Seat.district == district,
                Seat.jury == row["jury"],
                Seat.function == Function.CHAIR.value,
                Seat.ended_on.is_null(),
            )
        await Seat.update({Seat.function: function.value}).where(Seat.district == district, Seat.id == seat)
        await record(district, "change_function", by=by, now=now, seat=seat, function=function.value)
    return []


async def end_seat(district: int, seat: int, ends_on: date, *, by: Actor, now: datetime) -> list[Problem]:
    """From this day on the seat counts no more; the person's link opens nothing unless another seat is left."""
    async with transaction():
        row = await _locked_seat(district, seat)
        problems = problems_with_end(ends_on, row["appointed_on"], berlin_day(now))
        if problems:
            return problems
        await Seat.update({Seat.ended_on: ends_on}).where(Seat.district == district, Seat.id == seat)
        if not await queries.seats_of_person(district, row["person"], berlin_day(now)):
            await end_links(district, row["person"], "juror", now)
        await record(district, "end_seat", by=by, now=now, seat=seat, ended_on=ends_on.isoformat())
    return []


async def juror_link(district: Tenant, person: int, *, now: datetime, token: str = "") -> str:
    """The path of a new personal link to „Meine Jury“; older ones end with it. `token` as for `new_link`."""
    async with transaction():
        await end_links(district.id, person, "juror", now)
        return await new_link(
            district.id,
            person,
            "juror",
            "juror",
            district.path("jury"),
            lifetime=LINK_LIFETIME,
            is_reusable=True,
            now=now,
            token=token,
        )


async def renew_links(
    district: Tenant,
    jury: Row,
    seats: Sequence[Row],
    tokens: Mapping[int, str],
    *,
    base_url: str,
    with_mail: bool,
    by: Actor,
    now: datetime,
) -> dict[int, str]:
    """New links for these seats (with contact), made from `tokens` by person; whole addresses by seat: only hashes are
    stored. Where a token has been given out before, nothing happens: a page loaded again ends no link."""
    async with transaction():
        await locked(Jury, Jury.district == district.id, Jury.id == jury["id"])
        before = await queries.given_out(district.id, [token_hash(tokens[seat["person"]]) for seat in seats])
        new = [seat for seat in seats if token_hash(tokens[seat["person"]]) not in before]
        addresses = {seat["id"]: f"{base_url}/l/{tokens[seat['person']]}" for seat in seats}
        for seat in new:
            await juror_link(district, seat["person"], now=now, token=tokens[seat["person"]])
            if with_mail and seat["email"]:
                await post_personal_link(
                    district, seat["name"], seat["email"], jury["name"], addresses[seat["id"]], now=now
                )
        if new:
            await record(district.id, "renew_juror_links", by=by, now=now, seats=sorted(seat["id"] for seat in new))
    return addresses


async def declare_conflict(
    district: int, seat: int, proposal: int, ground: Ground, note: str, *, by: Actor, now: datetime
) -> list[Problem]:
    """From now on this member has no cell for this proposal; plain membership is only told, and decided on later.
    Where notes may exist, call it through `scoring.actions`, which removes them in the same transaction.
    Saying it again replaces ground and note."""
    async with transaction():
        await locked(Seat, Seat.district == district, Seat.id == seat)
        is_undecided = await queries.is_undecided(district, proposal)
        problems = problems_with_declaring(ground, note, is_undecided)
        if problems:
            return problems
        row = Conflict(
            district=district,
            seat=seat,
            proposal=proposal,
            ground=ground.value,
            note=note,
            declared_by_kind=by.kind,
            declared_by_id=by.id,
            declared_at=now,
            is_declared_only=ground.is_declared_only,
            decided_by_kind="",
            decided_by_id=None,
            decided_at=None,
            withdrawn_at=None,
        )
        changes = [
            Conflict.ground,
            Conflict.note,
            Conflict.declared_by_kind,
            Conflict.declared_by_id,
            Conflict.declared_at,
            Conflict.is_declared_only,
            Conflict.decided_by_kind,
            Conflict.decided_by_id,
            Conflict.decided_at,
            Conflict.withdrawn_at,
        ]
        await Conflict.insert(row).on_conflict(
            target=(Conflict.district, Conflict.seat, Conflict.proposal), action="DO UPDATE", values=changes
        )
        await record(
            district,
            "declare_conflict",
            by=by,
            now=now,
            seat=seat,
            proposal=proposal,
            secret={"ground": ground.value, "note": note},
        )
    return []


async def decide_conflict(
    district: int, seat: int, proposal: int, is_excluded: bool, *, by: Actor, now: datetime
) -> list[Problem]:
    """What was only told becomes an exclusion, or the member takes part after all (§ 20 (4) VwVfG: the jury decides).
    Call it through `scoring.actions`, as declaring."""
    async with transaction():
        await locked(Seat, Seat.district == district, Seat.id == seat)
        known = await queries.conflict(district, seat, proposal)
        is_open = known is not None and bool(known["is_declared_only"]) and known["decided_at"] is None
        problems = problems_with_deciding(is_open, await queries.is_undecided(district, proposal))
        if problems or known is None:
            return problems
        await Conflict.update(
            {
                Conflict.is_declared_only: not is_excluded,
                Conflict.decided_by_kind: by.kind,
                Conflict.decided_by_id: by.id,
                Conflict.decided_at: now,
            }
        ).where(Conflict.district == district, Conflict.id == known["id"])
        await record(district, "decide_conflict", by=by, now=now, seat=seat, proposal=proposal, is_excluded=is_excluded)
    return []


async def withdraw_conflict(district: int, seat: int, proposal: int, *, by: Actor, now: datetime) -> list[Problem]:
    """Possible until the meeting that decides has begun."""
    async with transaction():
        await locked(Seat, Seat.district == district, Seat.id == seat)
        problems = problems_with_withdrawing(await queries.held_at(district, proposal), now)
        if problems:
            return problems
        await Conflict.update({Conflict.withdrawn_at: now}).where(
            Conflict.district == district,
            Conflict.seat == seat,
            Conflict.proposal == proposal,
            Conflict.withdrawn_at.is_null(),
        )
        await record(district, "withdraw_conflict", by=by, now=now, seat=seat, proposal=proposal)
    return []


async def _new_person(district: int, draft: MemberDraft, now: datetime) -> int:
    return await add_person(
        district,
        name=draft.name,
        email=draft.email.lower(),
        phone=draft.phone,
        street=draft.street,
        town=draft.town,
        now=now,
    )


async def _seat(district: int, jury: int, person: int, number: int, draft: MemberDraft, appointed_on: date) -> int:
    row = Seat(
        district=district,
        jury=jury,
        person=person,
        number=number,
        function=draft.function.value,
        member_group=draft.group.value,
        organisation=draft.organisation,
        appointed_on=appointed_on,
        ended_on=None,
    )
    (saved,) = await Seat.insert(row).returning(Seat.id)
    return int(saved["id"])


async def _locked_seat(district: int, seat: int) -> Row:
    """The seat that is still held, its jury locked before it."""
    row = await queries.seat(district, seat)
    if row is None:
        raise LookupError("no such seat")
    await locked(Jury, Jury.district == district, Jury.id == row["jury"])
    (row,) = await locked(Seat, Seat.district == district, Seat.id == seat)
    return row
