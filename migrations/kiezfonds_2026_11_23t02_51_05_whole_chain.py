from kiezfonds.database.migrating import Step as MigrationManager
from piccolo.columns.column_types import ForeignKey

ID = "2026-11-23T02:51:05:246562"
VERSION = "1.38.0"
DESCRIPTION = "whole chain"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="kiezfonds", description=DESCRIPTION
    )

    manager.alter_column(
        table_class_name="Notice",
        tablename="notice",
        column_name="resolution",
        db_column_name="resolution",
        params={"null": True},
        old_params={"null": False},
        column_class=ForeignKey,
        old_column_class=ForeignKey,
        schema=None,
    )

    manager.sqlite = [
    ]
    manager.postgres = [
    ]

    return manager
