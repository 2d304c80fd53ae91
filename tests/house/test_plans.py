"""No page reads a whole table that grows with the years: asked of SQLite's own plans, over every page there is."""

import itertools

import pytest

from databases import is_sqlite
from house.doors import House
from kiezfonds.database.work import rows

GROWING = {
    "proposal",
    "proposal_version",
    "cost_item",
    "proposal_transition",
    "person",
    "session",
    "access_link",
    "ledger_entry",
    "ballot",
    "ballot_seat",
    "vote",
    "late_vote",
    "presence",
    "agenda_item",
    "resolution",
    "notice",
    "legal_check",
    "score_sheet",
    "conflict",
    "mail",
    "job",
    "audit_line",
    "blob",
}


async def test_no_page_reads_a_whole_table_that_grows(house: House, statements: list[str]) -> None:
    if not is_sqlite():
        pytest.skip("the plans are SQLite's")
    visitor = await house.visitor(juror="clara", resident="ayse", office="bernd")
    for route, path in list(house.routes()):
        if route.method == "GET":
            await visitor.ask("GET", path)
    asked = {sql for sql in statements if sql.lstrip().startswith("SELECT")}
    assert len(asked) > 50

    assert {sql: slow for sql in sorted(asked) if (slow := await whole_tables(sql))} == {}


@pytest.mark.parametrize(
    ("sql", "slow"),
    [
        ("SELECT v.id FROM vote v WHERE v.seat = ?", True),
        ("SELECT id FROM notice WHERE issued_by = ?", True),
        ("SELECT s.id FROM ballot_seat s LEFT JOIN vote v ON v.seat = s.seat WHERE s.district = ?", True),
        ("SELECT id FROM vote WHERE district = ? AND ballot = ? AND seat = ?", False),
        ("SELECT id FROM area", False),
    ],
)
async def test_a_whole_table_is_seen(database: None, sql: str, slow: bool) -> None:
    if not is_sqlite():
        pytest.skip("the plans are SQLite's")
    assert bool(await whole_tables(sql)) is slow


async def whole_tables(sql: str) -> list[str]:
    """Steps of the plan that read a growing table from end to end, or build an index for this one time."""
    plan = await rows("EXPLAIN QUERY PLAN " + sql.replace("?", "{}"), *[None] * sql.count("?"))
    names = {f" {word} " for word in sql.replace(",", " ").split()}
    steps = [f"{row['detail']} " for row in plan]
    aliases = {alias for table in GROWING if f" {table} " in names for alias in (table, *aliases_of(sql, table))}
    return [
        step.strip()
        for step in steps
        if "AUTOMATIC" in step or (step.startswith("SCAN ") and step.split()[1] in aliases)
    ]


def aliases_of(sql: str, table: str) -> list[str]:
    words = sql.replace(",", " ").split()
    return [after for word, after in itertools.pairwise(words) if word == table]
