"""The table of `make bench`.

Server processes answer over HTTP on this machine; what counts is the CPU they use. Ours and the floor take turns, the
median of the rounds is shown, and the spread between rounds beside it. Nothing is asserted: machines differ.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import bench_list
import bench_process
import bench_vote
from bench_letter import measure as measure_letter
from floor import floor_command
from machine import Process, Result, Site
from seeding import office_with_lists

from kiezfonds.database.migrating import migrate
from kiezfonds.database.work import close_database, open_database

SCALES = {"us": (1e6, 0), "kB": (1e-3, 1), "MB": (1e-6, 1)}
OURS = [sys.executable, "-m", "kiezfonds.cli", "serve"]


async def report(folder: Path) -> None:
    await migrate()
    await open_database()
    print(f"{'what':<36}{'ratio':>7}{'aim':>7}{'noise':>8}{'ours':>11}{'floor':>11}")
    results = [show(each) for each in await over_http(folder)]
    results.append(show(await asyncio.to_thread(letter)))
    await close_database()
    over = [each.what for each in results if each.aim and each.ratio > each.aim]
    print(f"\nOver their aim: {', '.join(over)}." if over else "\nAll within their aims.")
    print("CPU of the server process for one answer; bytes against what we promise. Mind the noise of the machine.")


async def over_http(folder: Path) -> list[Result]:
    office = await office_with_lists(datetime.now(UTC))
    pages = folder / "pages.json"
    with Process(OURS, folder / "ours.log") as ours:
        ours_site = Site(ours, office.cookies)
        lists = bench_list.lists_of(office)
        bench_list.write_pages(pages, lists, ours_site)
        with Process(floor_command(folder, pages), folder / "floor.log") as floor:
            bare_site = Site(floor)
            listed = lists[-1].path
            return [
                *await bench_list.measure(lists, ours_site, bare_site),
                await bench_vote.measure(office, ours_site, bare_site, folder),
                bench_process.memory(ours_site, bare_site, listed, listed),
                *await bench_process.on_the_wire(ours_site, "/lichtenberg", "/lichtenberg/gebiete/fennpfuhl"),
                bench_process.starting(OURS, floor_command(folder, pages), folder),
            ]


def letter() -> Result:
    """The press and bare WeasyPrint with the same HTML; CPU of both processes."""
    found = measure_letter()
    return Result(found["what"], found["press_cpu_s"], found["bare_cpu_s"], found["noise"], found["promised"])


def show(result: Result) -> Result:
    aim = f"{result.aim:.2f}" if result.aim else "-"
    scale, digits = SCALES[result.unit]
    figures = "".join(f"{each * scale:8.{digits}f} {result.unit}" for each in (result.ours, result.bare))
    print(f"{result.what:<36}{result.ratio:7.2f}{aim:>7}{result.noise:8.0%}{figures}  {result.note}", flush=True)
    return result
