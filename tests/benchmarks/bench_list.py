"""Lists of fifty: the whole page over HTTP against the floor, which sends the same bytes from the same rows."""

import json
import re
import statistics
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import floor
from machine import Result, Site, in_turns, noise_of
from seeding import Office

WARM_AIM, COLD_AIM = 2.0, 5.0
ROUNDS, REPEATS = 9, 60
COLD_ROUNDS = 30


@dataclass(frozen=True)
class List:
    """A page of ours and how the floor writes its rows; `first` are the values the first row shows."""

    what: str
    path: str
    row: str
    sql: str
    args: tuple[object, ...]
    shapes: tuple[str, ...]
    first: tuple[object, ...]
    change: Callable[[int], Awaitable[object]]


def lists_of(office: Office) -> list[List]:
    desk = List(
        "list of 50, office",
        "/lichtenberg/buero/antraege",
        r"\s*<tr class=\"kern-table__row\">\s*<th scope=\"row\".*?</tr>\s*",
        "SELECT p.year, p.number, v.title, a.name, p.state, v.requested_cents, p.submitted_at FROM proposal p"
        " JOIN proposal_version v ON v.proposal = p.id JOIN area a ON a.id = p.area WHERE p.district = ? AND p.year = ?"
        " AND p.number IS NOT NULL ORDER BY p.number DESC LIMIT 50",
        (office.world.district.id, office.world.now.year),
        ("text", "four", "text", "text", "word", "euro", "day"),
        office.newest_idea,
        office.check_one,
    )
    public = List(
        "list of 50, public",
        "/pankow/projekte",
        r"\s*<li class=\"kf-line\">.*?</li>\s*",
        "SELECT p.year, p.number, v.title, a.name, v.group_name, n.amount_cents FROM proposal p"
        " JOIN resolution r ON r.proposal = p.id JOIN notice n ON n.resolution = r.id JOIN area a ON a.id = p.area"
        " JOIN proposal_version v ON v.id = r.version WHERE p.district = ? AND n.issued_at IS NOT NULL"
        " ORDER BY p.year DESC, p.number DESC LIMIT 50",
        (office.world.other.id,),
        ("text", "four", "text", "text", "text", "euro"),
        office.newest_project,
        office.fund_one,
    )
    return [desk, public]


def write_pages(file: Path, lists: list[List], ours: Site) -> None:
    """What the floor needs: the real pages, taken apart, with a place for each column in the first row."""
    pages = {}
    for each in lists:
        html = ours.get(each.path).decode()
        lines = list(re.finditer(each.row, html, re.DOTALL))
        page = {"head": html[: lines[0].start()], "row": _row_of(each, lines[0][0]), "tail": html[lines[-1].end() :]}
        pages[each.path] = {"sql": each.sql, "args": each.args, "shapes": each.shapes, **page}
    file.write_text(json.dumps(pages))


async def measure(lists: list[List], ours: Site, bare: Site) -> list[Result]:
    results = []
    for each in lists:
        results += [_warm(each, ours, bare), await _cold(each, ours, bare)]
    return results


def _warm(listed: List, ours: Site, bare: Site) -> Result:
    """Nothing has changed since the page was asked for last."""
    get = partial(Site.get, path=listed.path)
    sizes = len(get(ours)), len(get(bare))
    figures = in_turns(ROUNDS, *(partial(site.cpu_of, partial(get, site), REPEATS) for site in (ours, bare)))
    medians = [statistics.median(each) for each in figures]
    return Result(f"{listed.what}, warm", *medians, noise_of(*figures), WARM_AIM, f"{sizes[0]} and {sizes[1]} bytes")


async def _cold(listed: List, ours: Site, bare: Site) -> Result:
    """Each time the first after something on the list was changed, by another process."""
    figures: tuple[list[float], list[float]] = ([], [])
    for number in range(COLD_ROUNDS):
        await listed.change(number)
        for each, site in zip(figures, (ours, bare), strict=True):
            each.append(site.cpu_of(partial(site.get, listed.path)))
    medians = [statistics.median(each) for each in figures]
    return Result(f"{listed.what}, cold", *medians, noise_of(*figures), COLD_AIM, f"after {COLD_ROUNDS} changes")


def _row_of(listed: List, line: str) -> str:
    shown = {place: floor.SHAPES[listed.shapes[place]](value) for place, value in enumerate(listed.first)}
    row = line.replace("{", "{{").replace("}", "}}")
    for place, text in sorted(shown.items(), key=lambda pair: -len(pair[1])):  # a date holds a year
        if text not in row:
            raise RuntimeError(f"{listed.path} does not show {text!r}: adapt the floor")
        row = row.replace(text, f"{{{place}}}")
    return row
