"""What all commands share: consoles, and the errors that are shown as one sentence instead of a traceback."""

from rich.console import Console
from sqlalchemy.exc import OperationalError

from bot.app import UnhealthyError
from bot.charts.process import ChartError
from bot.delivery.worker import TokenRefusedError
from bot.news.sources.folder import RecordsVanishedError
from bot.roles import UnknownRoleError
from bot.settings import SettingsError
from bot.transport.http_server import HttpServerError
from bot.transport.polling import WrongServerError
from bot.transport.webhook import WebhookRefusedError
from storage.backup import BackupError
from storage.copying import CopyError
from storage.database import DatabaseUnusableError
from storage.lock import AlreadyRunningError

EXIT_CODES: dict[type[Exception], int] = {
    SettingsError: 2,
    UnknownRoleError: 2,
    WrongServerError: 2,
    HttpServerError: 2,
    WebhookRefusedError: 2,
    AlreadyRunningError: 3,
    RecordsVanishedError: 4,
    TokenRefusedError: 5,
    UnhealthyError: 6,
    BackupError: 1,
    CopyError: 1,
    ChartError: 1,
    DatabaseUnusableError: 7,
    OperationalError: 7,
}
"""Exit code of each kind of error that the person at the terminal can fix."""


def exit_code(error: Exception) -> int | None:
    """Return the exit code of an expected error; None for a fault of the program."""
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), None)


def error_sentence(error: Exception) -> str:
    """Return the sentence for an expected error."""
    if isinstance(error, DatabaseUnusableError):
        return f"the database cannot be used: {error}"
    if isinstance(error, OperationalError):
        reason = str(error.orig).strip().splitlines()[0]
        return f"the database cannot be used ({reason}): topicwire check tells more"
    return str(error)


def stdout() -> Console:
    """Return the console for results."""
    return Console(highlight=False)


def stderr() -> Console:
    """Return the console for progress and errors."""
    return Console(stderr=True, highlight=False)
