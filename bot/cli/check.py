"""``topicwire check``: checks of settings, database, folders and token."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import typer
from rich.text import Text
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.app import current_database, database_url, is_missing
from bot.cli.console import stdout
from bot.feeds.catalogue import load_feeds
from bot.news.frontmatter import Unreadable
from bot.news.sources.folder import list_record_files
from bot.news.sources.topic_files import load_catalogue
from bot.settings import Settings, SettingsError, misspelt_settings, read_settings
from bot.transport.polling import refused_start
from bot.transport.request import AiohttpRequest
from storage import migrations
from storage.database import DatabaseUnusableError, require_writable_file


class CheckFailedError(Exception):
    """A check failed; the message says what to do."""


def check() -> None:
    """Look over settings, database, folders and token: each a line with ok, or with what to do.

    Changes nothing. Exits with 1 when something is amiss.
    """
    console = stdout()
    amiss = 0
    for name, step in _steps():
        try:
            console.print(Text.assemble(("ok     ", "green"), f"{name}: {step()}"), soft_wrap=True)
        except (CheckFailedError, SettingsError) as error:
            amiss += 1
            console.print(Text.assemble(("amiss  ", "bold red"), f"{name}: {error}"), soft_wrap=True)
    raise typer.Exit(1 if amiss else 0)


def _steps() -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the name of each check and its function; without settings there are no others."""
    try:
        settings = read_settings()
    except SettingsError as error:
        yield "settings", _failing(error)
        return
    yield "settings", _settings
    yield "database", lambda: _database(settings)
    for folder in settings.records_dirs:
        yield "records", lambda folder=folder: _records(folder)  # type: ignore[misc] # bound now, called at once
    if settings.feeds_file is not None:
        yield "feeds", lambda: _feeds(settings)
    yield "topics", lambda: _topics(settings)
    yield "token", lambda: asyncio.run(_token(settings))


def _settings() -> str:
    if misspelt := misspelt_settings():
        raise CheckFailedError("; ".join(misspelt))
    return "read and understood"


def _failing(error: SettingsError) -> Callable[[], str]:
    """Return a check that fails with an error."""

    def step() -> str:
        raise error

    return step


def _database(settings: Settings) -> str:
    """Check that the database is of this version, whole, and can be written to with room to spare."""
    try:
        if is_missing(settings):
            path = Path(str(database_url(settings).database))
            require_writable_file(path)
            return f"{path} is not there yet; the first run makes it"
        with current_database(settings) as database:
            database.require_sound()
            database.require_space()
    except DatabaseUnusableError as error:
        raise CheckFailedError(str(error)) from error
    return f"up to date, at migration {migrations.revisions()[-1]}"


def _records(folder: Path) -> str:
    try:
        listing = list_record_files(folder)
    except OSError as error:
        raise CheckFailedError(f"{folder} cannot be listed ({error.strerror}): make it, or set RECORDS_DIRS") from None
    return f"{len(listing.files):,} record files in {folder}"


def _feeds(settings: Settings) -> str:
    file = settings.feeds_file or Path()
    try:
        found = load_feeds(file, settings.feeds_min_seconds)
    except (OSError, Unreadable) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise CheckFailedError(f"{file} cannot be used: {said}; see docs/feeds.md") from None
    if found.problems:
        raise CheckFailedError("; ".join(str(problem) for problem in found.problems))
    return f"{len(found.feeds):,} feeds in {file}"


def _topics(settings: Settings) -> str:
    folder = settings.topics_dir
    if folder is None:
        return _topics_of_records(settings.records_dirs)
    if not folder.is_dir():
        raise CheckFailedError(f"{folder} is not a folder: make it, or set TOPICS_DIR")
    catalogue = load_catalogue(folder)
    if catalogue.problems:
        raise CheckFailedError("; ".join(str(problem) for problem in catalogue.problems))
    if not catalogue.topics:
        raise CheckFailedError(
            f"none in {folder}, so nobody can choose one: copy topic files there, such as those of examples/"
        )
    return f"{len(catalogue.topics):,} topics in {folder}"


def _topics_of_records(folders: Sequence[Path]) -> str:
    """Check that there are records to take topics from; `_records` reports folders that cannot be listed."""
    if not any(_has_records(folder) for folder in folders):
        raise CheckFailedError(
            "neither TOPICS_DIR nor any record, so nobody can choose one: set TOPICS_DIR, or drop a record"
        )
    return "no TOPICS_DIR: people are offered the topics that records name"


def _has_records(folder: Path) -> bool:
    try:
        return bool(list_record_files(folder).files)
    except OSError:
        return False


async def _token(settings: Settings) -> str:
    telegram = Bot(settings.token, base_url=f"{settings.telegram_api_url}/bot", request=AiohttpRequest())
    try:
        async with telegram:
            return f"it is that of @{telegram.username}"
    except InvalidToken as error:
        raise CheckFailedError(str(refused_start(error, telegram.base_url))) from None
    except TelegramError as error:
        raise CheckFailedError(
            f"{settings.telegram_api_url} cannot be reached ({error.message}): see to the network and TELEGRAM_API_URL"
        ) from None
