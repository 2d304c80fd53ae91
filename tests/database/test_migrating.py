import asyncio
import sys
from pathlib import Path

import pytest
from piccolo.apps.migrations.auto import DiffableTable, SchemaDiffer, SchemaSnapshot
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.conf.apps import Finder

from database import trial
from databases import Database, is_sqlite
from kiezfonds.database import migrating
from kiezfonds.database.constraints import drop_of
from kiezfonds.database.drafting import write_migration
from kiezfonds.database.engines import current_engine
from kiezfonds.database.migrating import migrate, pending
from kiezfonds.database.work import close_database, open_database, rows


async def test_an_empty_database_is_brought_up_once(empty_database: Database) -> None:
    due = await pending()
    assert await migrate() == due != []
    assert await pending() == []
    assert await migrate() == []


async def test_migrate_leaves_the_pool_as_it_was(empty_database: Database) -> None:
    await migrate()
    assert not current_engine().is_open
    await open_database()
    await migrate()
    assert current_engine().is_open
    await close_database()


async def test_three_processes_at_once_migrate_without_failure(empty_database: Database) -> None:
    command = (sys.executable, str(Path(trial.__file__)), "migrate")
    running = [
        await asyncio.create_subprocess_exec(*command, env=empty_database.environment, stdout=asyncio.subprocess.PIPE)
        for _ in range(3)
    ]
    said = [(await each.communicate())[0].decode().strip() for each in running]
    assert [each.returncode for each in running] == [0, 0, 0]
    assert sorted(said) == sorted(["[]", "[]", str(due_list())])
    assert await pending() == []


def due_list() -> list[str]:
    return list(migrating._known(Finder().get_app_config("kiezfonds").resolved_migrations_folder_path))


async def test_constraints_are_part_of_the_migration(fresh_database: Database) -> None:
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'index'"
        if is_sqlite()
        else "SELECT indexname AS name FROM pg_indexes"
    )
    assert "request_key_scope_key_unique" in {row["name"] for row in await rows(sql)}


async def test_the_migrations_make_the_tables_as_they_are_declared(template: str) -> None:
    app = Finder().get_app_config("kiezfonds")
    managers = await BaseMigrationManager().get_migration_managers(app_config=app)
    declared = [
        DiffableTable(
            class_name=table.__name__,
            tablename=table._meta.tablename,
            columns=table._meta.non_default_columns,
            constraints=table._meta.constraints,
            schema=table._meta.schema,
        )
        for table in app.table_classes
    ]
    differ = SchemaDiffer(schema=declared, schema_snapshot=SchemaSnapshot(managers).get_snapshot(), auto_input="n")
    missing = [statement for each in differ.get_alter_statements() for statement in each.statements]
    assert missing == []


async def test_what_the_migrations_leave_standing_is_what_is_declared() -> None:
    app = Finder().get_app_config("kiezfonds")
    managers = await BaseMigrationManager().get_migration_managers(app_config=app)
    (module,) = Finder().get_app_modules()
    for engine in ("sqlite", "postgres"):
        standing: dict[str, str] = {}
        for sql in (sql for manager in managers for sql in getattr(manager, engine, [])):
            if sql.startswith(("DROP", "ALTER TABLE")):
                standing.pop(sql, None)
            else:
                standing[drop_of(sql)] = sql
        declared = {sql for constraint in module.constraints() for sql in getattr(constraint, engine)}
        assert set(standing.values()) == declared


async def test_a_column_that_may_be_empty_later_keeps_its_rows(fresh_database: Database) -> None:
    found = await rows("SELECT * FROM notice WHERE resolution IS NULL")
    assert found == []
    nullable = (
        "SELECT name FROM pragma_table_info('notice') WHERE name = 'resolution' AND \"notnull\" = 0"
        if is_sqlite()
        else "SELECT 1 FROM information_schema.columns WHERE table_name = 'notice' AND column_name = 'resolution'"
        " AND is_nullable = 'YES'"
    )
    assert len(await rows(nullable)) == 1


def test_a_migration_that_others_have_is_not_replaced() -> None:
    with pytest.raises(FileExistsError):
        write_migration("first", replace=True)
