"""What somebody with the database in their hands could do: every guard off, then plain SQL."""

from databases import is_sqlite
from kiezfonds.database.engines import current_engine
from kiezfonds.database.work import rows


async def disarm(table: str) -> None:
    engine = current_engine()
    if not is_sqlite():
        await engine.run_ddl(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        return
    for trigger in await rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = {}", table):
        await engine.run_ddl(f'DROP TRIGGER "{trigger["name"]}"')


async def forge(table: str, sql: str, *args: object) -> None:
    await disarm(table)
    await rows(sql, *args)
