"""The schema built by migrations is the schema of the models."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.engine.interfaces import ReflectedIndex

from storage import migrations, search
from storage.database import Database
from storage.models import Base

pytestmark = pytest.mark.both_engines

OPTIONS = {
    "compare_type": True,
    "compare_server_default": True,
    "include_name": lambda name, kind, _: kind != "table" or not name.startswith(search.TABLE),
}
"""The search index is no table of the models: each engine has its own."""


def test_migrations_yield_what_the_models_say(migrated: Database) -> None:
    with migrated.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)
        assert compare_metadata(context, Base.metadata) == []


def test_checks_and_partial_indexes_are_the_same(database: Database, migrated: Database) -> None:
    """Alembic compares neither."""
    assert described(database) == described(migrated)


def test_a_new_database_is_made_from_the_models_and_knows_all_migrations(database: Database) -> None:
    with database.engine.connect() as connection:
        assert migrations.current_revision(connection) == migrations.revisions()[-1]
        assert compare_metadata(MigrationContext.configure(connection, opts=OPTIONS), Base.metadata) == []


@pytest.fixture
def migrated(empty_database: Database) -> Database:
    """A database that went through every migration, on the same engine."""
    config = migrations._config()
    with empty_database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    assert migrations.upgrade(empty_database.engine) == migrations.revisions()[1:]
    return empty_database


def described(database: Database) -> dict[str, tuple[list[str], list[str]]]:
    inspector = inspect(database.engine)
    return {
        table: (
            sorted(str(check) for check in inspector.get_check_constraints(table)),
            sorted(_plain(index) for index in inspector.get_indexes(table)),
        )
        for table in Base.metadata.tables
    }


def _plain(index: ReflectedIndex) -> str:
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return f"{index['name']} {index['column_names']} {index['unique']} {options}"


def test_both_ways_make_the_search_index(database: Database, migrated: Database) -> None:
    for each in (database, migrated):
        assert search.TABLE in inspect(each.engine).get_table_names()


def test_upgrading_twice_applies_nothing(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new.db")
    assert migrations.upgrade(database.engine) == migrations.revisions()
    assert migrations.upgrade(database.engine) == []
    with database.engine.connect() as connection:
        assert migrations.current_revision(connection) == migrations.revisions()[-1]
    database.close()
