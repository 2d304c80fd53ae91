"""A backup is whole, even while others write, and comes back into an empty database only."""

import asyncio
from pathlib import Path

import pytest

from databases import Database, drop, is_sqlite, path_of, point_at
from databases import create as new_database
from kiezfonds.accounts.actions import add_person
from kiezfonds.database.work import rows
from kiezfonds.ledger.actions import release_fund
from kiezfonds.records.backup import BackupError, read_backup, write_backup
from kiezfonds.records.verify import verify_all
from world import World, build_world


async def test_a_backup_made_during_writes_comes_back_whole(fresh_database: Database, tmp_path: Path) -> None:
    world = await filled()
    writing = asyncio.create_task(keep_writing(world))
    file = tmp_path / "backup"

    said = await asyncio.to_thread(write_backup, fresh_database.url, file)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    before = (await verify_all()).text
    target = await new_database("restored", fresh_database.url)
    await asyncio.to_thread(read_backup, target, file)
    await point_at(target)

    report = await verify_all()
    assert said == f"backup: {file} ({file.stat().st_size / 1_000_000:.1f} MB), checked"
    assert report.is_clean
    assert report.text == before
    assert [p.name for p in tmp_path.iterdir()] == ["backup"]
    assert file.stat().st_mode & 0o077 == 0
    await point_at(fresh_database.url)
    await drop(target)


async def test_a_backup_is_not_put_into_a_full_database(fresh_database: Database, tmp_path: Path) -> None:
    await filled()
    file = tmp_path / "backup"
    await asyncio.to_thread(write_backup, fresh_database.url, file)
    await point_at(fresh_database.url, is_open=False)

    with pytest.raises(BackupError, match="is not empty"):
        await asyncio.to_thread(read_backup, fresh_database.url, file)

    await point_at(fresh_database.url)
    assert (await verify_all()).is_clean


async def test_a_backup_goes_into_a_database_that_is_only_migrated(
    fresh_database: Database, template: str, tmp_path: Path
) -> None:
    await filled()
    file = tmp_path / "backup"
    await asyncio.to_thread(write_backup, fresh_database.url, file)
    await rows_without_guards()
    await point_at(fresh_database.url, is_open=False)

    await asyncio.to_thread(read_backup, fresh_database.url, file)

    await point_at(fresh_database.url)
    assert (await verify_all()).text.startswith("lichtenberg: clean")


async def test_a_file_that_is_no_backup_is_refused(fresh_database: Database, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Sehr geehrte Frau Beispiel,\n" * 200)
    await point_at(fresh_database.url, is_open=False)

    with pytest.raises(BackupError):
        await asyncio.to_thread(read_backup, fresh_database.url, file)
    with pytest.raises(BackupError, match="no such file"):
        await asyncio.to_thread(read_backup, fresh_database.url, tmp_path / "missing")

    await point_at(fresh_database.url)
    assert (await verify_all()).text == "clean: no district yet"


async def test_a_failed_backup_leaves_the_older_one(fresh_database: Database, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    file.write_text("yesterday's")
    missing = await new_database("missing", fresh_database.url)
    await drop(missing)

    with pytest.raises(BackupError):
        await asyncio.to_thread(write_backup, missing, file)

    assert file.read_text() == "yesterday's"
    assert [p.name for p in tmp_path.iterdir()] == ["backup"]


async def test_a_damaged_sqlite_file_is_refused(fresh_database: Database, tmp_path: Path) -> None:
    if not is_sqlite():
        pytest.skip("PostgreSQL checks its own archive")
    await filled()
    file = tmp_path / "backup"
    await asyncio.to_thread(write_backup, fresh_database.url, file)
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 4096] = b"\xff" * 4096
    file.write_bytes(damaged)

    with pytest.raises(BackupError):
        await asyncio.to_thread(read_backup, f"sqlite:///{tmp_path / 'new.sqlite'}", file)

    assert not (tmp_path / "new.sqlite").exists()


async def test_a_database_that_runs_is_not_replaced(fresh_database: Database, tmp_path: Path) -> None:
    if not is_sqlite():
        pytest.skip("PostgreSQL restores in a transaction of its own")
    file = tmp_path / "backup"
    await asyncio.to_thread(write_backup, fresh_database.url, file)

    with pytest.raises(BackupError, match="open in another process"):
        await asyncio.to_thread(read_backup, fresh_database.url, file)

    assert Path(path_of(fresh_database.url)).exists()


async def filled() -> World:
    world = await build_world()
    fund = await world.fund()
    await release_fund(world.district.id, fund["id"], by=world.actor("doris"), now=world.now)
    return world


async def keep_writing(world: World) -> None:
    while True:
        await add_person(world.district.id, now=world.now, name="Ayşe")


async def rows_without_guards() -> None:
    """Empty every table again, as if it had only been migrated."""
    from kiezfonds.database.engines import current_engine
    from kiezfonds.piccolo_app import APP_CONFIG
    from records.tampering import disarm

    tables = [table._meta.tablename for table in APP_CONFIG.table_classes]
    if not is_sqlite():
        quoted = ", ".join(f'"{table}"' for table in tables)
        for table in tables:
            await disarm(table)
        await current_engine().run_ddl(f"TRUNCATE {quoted} CASCADE")
        return
    for table in tables:
        await disarm(table)
    await rows("PRAGMA foreign_keys=0")
    for table in tables:
        await rows(f'DELETE FROM "{table}"')
