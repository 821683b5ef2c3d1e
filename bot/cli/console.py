"""What the commands share: where they write, and the errors that are told in a sentence rather than a traceback."""

from rich.console import Console
from sqlalchemy.exc import OperationalError

from bot.application import NotWellError
from bot.pictures.studio import PictureError
from bot.pipeline.deliver import TokenRefusedError
from bot.pipeline.walking import VanishedError
from bot.settings import SettingsError
from storage.backup import BackupError
from storage.instance import AlreadyRunningError

EXIT_CODES: dict[type[Exception], int] = {
    SettingsError: 2,
    AlreadyRunningError: 3,
    VanishedError: 4,
    TokenRefusedError: 5,
    NotWellError: 6,
    BackupError: 1,
    PictureError: 1,
    OperationalError: 7,
}
"""Errors that are somebody's to mend, by the exit code that tells a script which it was."""


def sentence(error: Exception) -> str:
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
