"""Settings: read once from the environment and ``.env``, refused in one plain sentence when wrong.

Every variable is listed and explained in ``.env.example``; variables that are not ours are left alone. A secret may
be given as ``NAME_FILE`` too: the path of a file that holds it.
"""

import os
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

TOKEN_SHAPE = re.compile(r"[1-9][0-9]{2,18}:[A-Za-z0-9_-]{10,64}")
"""``<bot id>:<secret>`` (Bot API, "Authorizing your bot")."""

SECRETS = ("TELEGRAM_BOT_TOKEN", "DATABASE_URL")

IMPERSONAL_IDS = {
    1087968824: "every anonymous group administrator",
    136817688: "everyone who writes as a channel",
    777000: "Telegram itself",
}
"""User ids that Telegram puts where no person is to be named: rights for one would be rights for anybody."""


class SettingsError(ValueError):
    """A setting is wrong; the sentence says which, why, and never its value when it is secret."""


class Settings(BaseModel):
    """What the person who runs the bot decides."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    database_url: SecretStr = SecretStr("sqlite:///data/topicwire.db")
    records_dirs: tuple[Path, ...] = (Path("records"),)
    topics_dir: Path | None = None
    admin_ids: frozenset[int] = frozenset()
    contact: str = Field("", max_length=200)
    time_zone: ZoneInfo = Field(default_factory=lambda: ZoneInfo("UTC"))
    scan_seconds: float = Field(60.0, ge=0.1, le=86_400)
    watch_records: bool = True
    story_window_hours: float = Field(48.0, gt=0, le=24 * 365)
    messages_per_second: float = Field(25.0, ge=0, le=1_000)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @property
    def story_window(self) -> timedelta:
        """Who was told of a story less than so long ago is not told again."""
        return timedelta(hours=self.story_window_hours)

    @property
    def token(self) -> str:
        """The bot's token.

        Raises:
            SettingsError: There is none.
        """
        if self.telegram_bot_token is None:
            raise SettingsError("TELEGRAM_BOT_TOKEN is missing: get one from @BotFather and put it into .env")
        return self.telegram_bot_token.get_secret_value()

    @field_validator("telegram_bot_token")
    @classmethod
    def _token_has_its_shape(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not TOKEN_SHAPE.fullmatch(token.get_secret_value()):
            raise ValueError("it does not look like a token from @BotFather, such as 123456789:AAF...")
        return token

    @field_validator("telegram_api_url")
    @classmethod
    def _api_is_a_web_address(cls, url: str) -> str:
        if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", url):
            raise ValueError("it must be the address of a Bot API server, such as https://api.telegram.org")
        return url.rstrip("/")

    @field_validator("records_dirs", mode="before")
    @classmethod
    def _folders_stand_between_commas(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        folders = tuple(Path(part.strip()).expanduser() for part in value.split(",") if part.strip())
        if not folders:
            raise ValueError("it names no folder")
        return folders

    @field_validator("records_dirs")
    @classmethod
    def _folders_are_apart(cls, folders: tuple[Path, ...]) -> tuple[Path, ...]:
        resolved = [folder.absolute() for folder in folders]
        for one in resolved:
            if any(one != other and one.is_relative_to(other) for other in resolved) or resolved.count(one) > 1:
                raise ValueError(f"the folder {one} is in it twice: its records would be read twice")
        return folders

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _people_stand_between_commas(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(re.fullmatch(r"[0-9]{1,18}", part) for part in parts):
            raise ValueError("it must be user ids (numbers) with commas between; @userinfobot tells you yours")
        return frozenset(int(part) for part in parts)

    @field_validator("admin_ids")
    @classmethod
    def _people_are_people(cls, people: frozenset[int]) -> frozenset[int]:
        for impersonal, who in IMPERSONAL_IDS.items():
            if impersonal in people:
                raise ValueError(f"{impersonal} stands for {who}, not for a person")
        return people

    @field_validator("time_zone", mode="before")
    @classmethod
    def _zone_is_known(cls, name: object) -> object:
        if isinstance(name, str) and name not in available_timezones():
            raise ValueError("it is no time zone that is known; write one as Europe/Berlin or America/New_York, or UTC")
        return name

    @field_validator("log_level", mode="before")
    @classmethod
    def _level_in_any_case(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level


def read_settings(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """The settings of this process: the environment wins over the file.

    Raises:
        SettingsError: One of them is wrong.
    """
    environment = os.environ if environment is None else environment
    try:
        from_file = {name: value for name, value in dotenv_values(env_file).items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{env_file} cannot be read: {_said(error)}") from None
    found = {**from_file, **environment}
    values: dict[str, Any] = {name: found[name.upper()] for name in Settings.model_fields if found.get(name.upper())}
    for name in SECRETS:
        if path := found.get(f"{name}_FILE"):
            if name.lower() in values:
                raise SettingsError(f"{name} and {name}_FILE are both set; keep one")
            values[name.lower()] = _secret(name, Path(path))
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None


def _secret(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name}_FILE names {path}, which cannot be read: {_said(error)}") from None


def _said(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else "it is not text in UTF-8"


def _sentence(error: ValidationError) -> str:
    """The first thing that is wrong, in one sentence, without the value."""
    first = error.errors(include_url=False, include_input=False)[0]
    reason = str(first["msg"]).removeprefix("Value error, ")
    return f"{str(first['loc'][0]).upper()} is wrong: {reason[:1].lower() + reason[1:]}"
