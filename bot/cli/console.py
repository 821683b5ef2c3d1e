"""What the commands share: where they write, and the errors that are told in a sentence rather than a traceback."""

from rich.console import Console
from sqlalchemy.exc import OperationalError

from bot.app import UnhealthyError
from bot.charts.process import ChartError
from bot.delivery.worker import TokenRefusedError
from bot.news.sources.folder import RecordsVanishedError
from bot.settings import SettingsError
from storage.backup import BackupError
from storage.lock import AlreadyRunningError

EXIT_CODES: dict[type[Exception], int] = {
    SettingsError: 2,
    AlreadyRunningError: 3,
    RecordsVanishedError: 4,
    TokenRefusedError: 5,
    UnhealthyError: 6,
    BackupError: 1,
    ChartError: 1,
    OperationalError: 7,
}
"""Errors that are somebody's to mend, by the exit code that tells a script which it was."""


def exit_code(error: Exception) -> int | None:
    """Return the exit code of an expected error; None for a fault of the program."""
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), None)


def error_sentence(error: Exception) -> str:
    """What an expected error says to a person."""
    if isinstance(error, OperationalError):
        reason = str(error.orig).strip().splitlines()[0]
        return f"the database cannot be used ({reason}): topicwire check tells more"
    return str(error)


def stdout() -> Console:
    """Where results go."""
    return Console(highlight=False)


def stderr() -> Console:
    """Where progress and complaints go."""
    return Console(stderr=True, highlight=False)
