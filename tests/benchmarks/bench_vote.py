"""One vote on an open ballot, sent as a tablet sends it, against bare ASGI and one durable insert."""

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from machine import Result, Site, in_turns, noise_of
from seeding import Office

from kiezfonds.accounts.sessions import open_session
from kiezfonds.web.csrf import token_for
from meetings.sitting import Sitting, plan_for

MEMBERS = 15
ROUNDS, REPEATS = 9, 45
CHOICES = ("yes", "no", "abstain")


async def measure(office: Office, ours: Site, bare: Site, folder: Path) -> Result:
    ballot = await open_ballot(office)
    tablets = await tablets_of(ballot, (folder / "key").read_bytes())
    send = [by_tablet(ours, ballot, tablets), to_the_floor(bare)]
    figures = in_turns(ROUNDS, *(round_of(site, act) for site, act in zip((ours, bare), send, strict=True)))
    medians = [statistics.median(each) for each in figures]
    waits = [1000 * statistics.median(wait_of(act) for _ in range(REPEATS)) for act in send]
    return Result("one vote", *medians, noise_of(*figures), note=f"answered in {waits[0]:.1f} and {waits[1]:.1f} ms")


async def open_ballot(office: Office) -> Sitting:
    """One more idea, admitted; a jury of fifteen, all there; the ballot on it is number 1."""
    await office.world.admitted(office.call, "Lesecafé")
    ballot = await plan_for(office.world, office.call, MEMBERS)
    await ballot.come(*range(MEMBERS))
    for problems in (await ballot.open(), await ballot.call(2), (await ballot.put(2))[1]):
        if problems:
            raise RuntimeError(f"no ballot: {problems}")
    return ballot


async def tablets_of(ballot: Sitting, key: bytes) -> list[tuple[str, str]]:
    """Cookie and form token of every member."""
    now, tablets = datetime.now(UTC), []
    for seat in ballot.seats:
        session = await open_session(ballot.district, seat["person"], "juror", now)
        tablets.append((f"kf-juror={session}", token_for(key, "juror", session)))
    return tablets


def by_tablet(ours: Site, ballot: Sitting, tablets: list[tuple[str, str]]) -> Callable[[], object]:
    path = f"/{ballot.world.district.slug}/jury/sitzung/{ballot.ref}/abstimmungen/1/stimme"
    turns, numbers = itertools.cycle(tablets), counted()

    def send() -> object:
        (cookies, token), number = next(turns), next(numbers)
        vote = CHOICES[number % len(CHOICES)]
        return ours.post(path, f"_csrf={token}&_key=bench-{number}&vote={vote}", cookies)

    return send


def to_the_floor(bare: Site) -> Callable[[], object]:
    numbers = counted()
    return lambda: bare.post("/vote", f"ballot=1&seat={next(numbers)}&choice=yes")


def round_of(site: Site, act: Callable[[], object]) -> Callable[[], float]:
    return lambda: site.cpu_of(act, REPEATS)


def wait_of(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def counted() -> Iterator[int]:
    return itertools.count(1)
