"""The schema built by migrations is the schema of the models."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
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


def test_both_ways_keep_their_revision_as_alembic_does(database: Database, migrated: Database) -> None:
    assert migrations.revisions() == [
        script.revision for script in reversed([*ScriptDirectory.from_config(migrations._config()).walk_revisions()])
    ]
    for each in (database, migrated):
        with each.engine.connect() as connection:
            assert MigrationContext.configure(connection).get_current_revision() == migrations.revisions()[-1]
            assert migrations.current_revision(connection) == migrations.revisions()[-1]
    ours, alembics = (inspect(each.engine) for each in (database, migrated))
    table = migrations.VERSION_TABLE.name
    assert ours.get_pk_constraint(table) == alembics.get_pk_constraint(table)
    assert repr(ours.get_columns(table)) == repr(alembics.get_columns(table))


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


@pytest.mark.slow
@pytest.mark.parametrize("at", [None, "0011"])
def test_of_three_that_start_at_once_one_migrates(at: str | None, postgresql: Database) -> None:
    """On an empty database, and on one of before there was a fleet."""
    name = f"{postgresql.url.database}_fleet"
    with postgresql.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    database = Database(postgresql.url.set(database=name).render_as_string(hide_password=False))
    if at:
        config = migrations._config()
        with database.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, at)
    said = run_together([sys.executable, "-m", "bot", "migrate"], 3, database.url.render_as_string(hide_password=False))
    with database.engine.connect() as connection:
        assert migrations.current_revision(connection) == migrations.revisions()[-1]
    database.close()
    assert sum("was migrated" in each for each in said) == 1, said


def run_together(arguments: list[str], count: int, url: str) -> list[str]:
    """What so many programs say that are started at once and succeed."""
    environment = {**os.environ, "DATABASE_URL": url.replace("+psycopg", "")}
    started = [
        subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(count)
    ]
    said = [process.communicate(timeout=120)[0] for process in started]
    assert [process.returncode for process in started] == [0] * count, said
    return said


FIRST_OF_FLEETS = "0013"
"""From here on a migration meets processes of the release before, which go on (docs/operations/upgrade.md)."""
CONTRACTING = {"alter_column", "drop_column", "drop_constraint", "drop_table", "rename_table"}


def contracts(source: str) -> list[str]:
    """What in a migration a process of the release before would not survive, unless its docstring says *contracts*."""
    tree = ast.parse(source)
    if "contracts" in (ast.get_docstring(tree) or ""):
        return []
    amiss = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        given = {each.arg: ast.unparse(each.value) for each in call.keywords}
        is_narrow = name == "Column" and given.get("nullable") == "False" and "server_default" not in given
        if name in CONTRACTING or (is_narrow and not _makes_table(tree, call)):
            amiss.append(f"{name} in line {call.lineno}")
    return amiss


def _makes_table(tree: ast.Module, column: ast.Call) -> bool:
    makers = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    return any(column in maker.args for maker in makers if getattr(maker.func, "attr", "") == "create_table")


def test_processes_of_the_release_before_survive_a_migration() -> None:
    folder = Path(migrations.__file__).parent / "versions"
    new = [path for path in sorted(folder.glob("[0-9]*.py")) if path.name >= FIRST_OF_FLEETS]
    assert {path.name: found for path in new if (found := contracts(path.read_text("utf-8")))} == {}


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ('op.create_table("new", sa.Column("id", sa.Integer(), nullable=False))', 0),
        ('op.add_column("delivery", sa.Column("note", sa.Text(), nullable=True))', 0),
        ('op.add_column("delivery", sa.Column("parts", sa.Integer(), nullable=False, server_default="1"))', 0),
        ('op.add_column("delivery", sa.Column("parts", sa.Integer(), nullable=False))', 1),
        ('op.drop_column("delivery", "note")', 1),
        ('op.alter_column("delivery", "note", server_default=None)', 1),
    ],
)
def test_expanding_is_told_from_contracting(step: str, found: int) -> None:
    assert len(contracts(f"def upgrade():\n    {step}\n")) == found
    assert contracts(f'"""It contracts: old processes must have ended."""\n{step}\n') == []
