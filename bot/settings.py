"""Settings: read once from the environment and ``.env``, refused in one plain sentence when wrong.

Every variable is listed and explained in ``.env.example``; variables that are not ours are left alone. A secret may
be given as ``NAME_FILE`` too: the path of a file that holds it.
"""

import os
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from difflib import get_close_matches
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from yarl import URL

TOKEN_SHAPE = re.compile(r"[1-9][0-9]{2,18}:[A-Za-z0-9_-]{10,64}")
"""``<bot id>:<secret>`` (Bot API, "Authorizing your bot")."""

SECRETS = ("TELEGRAM_BOT_TOKEN", "DATABASE_URL", "WEBHOOK_SECRET", "SENTRY_DSN")

WEBHOOK_SECRET_SHAPE = re.compile(r"[A-Za-z0-9_-]{20,256}")
"""Bot API, ``setWebhook``, ``secret_token``; shorter ones are guessed."""

HOST_SHAPE = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
"""Names, and IPv4 addresses."""

IMPERSONAL_IDS = {
    1087968824: "every anonymous group administrator",
    136817688: "everyone who writes as a channel",
    777000: "Telegram itself",
}
"""User ids that Telegram puts where no person is to be named: rights for one would be rights for anybody."""


LONGEST_CONTACT = 200
"""Characters: it stands in a sentence."""


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
    feeds_file: Path | None = None
    feeds_dir: Path = Path("records/feeds")
    feeds_min_seconds: float = Field(300.0, ge=0.1, le=86_400, allow_inf_nan=False)
    feeds_allow_private: tuple[str, ...] = ()
    review: Literal["off", "unpublished", "all", "large"] = "off"
    review_above: int = Field(5_000, ge=0, le=1_000_000_000)
    desk_chat_id: int | None = None
    votes: bool = False
    admin_ids: frozenset[int] = frozenset()
    contact: str = Field("", max_length=LONGEST_CONTACT)
    time_zone: ZoneInfo = Field(default_factory=lambda: ZoneInfo("UTC"))
    scan_seconds: float = Field(60.0, ge=0.1, le=86_400, allow_inf_nan=False)
    watch_records: bool = True
    story_window_hours: float = Field(48.0, gt=0, le=24 * 365, allow_inf_nan=False)
    burst_alerts: int = Field(10, ge=0, le=1_000)
    max_places: int = Field(20, ge=0, le=1_000)
    messages_per_second: float = Field(25.0, ge=0, le=2_000, allow_inf_nan=False)
    paid_messages_per_second: float = Field(0.0, ge=0, le=1_000, allow_inf_nan=False)
    webhook_url: str = ""
    webhook_secret: SecretStr | None = None
    http_port: int = Field(8080, ge=0, le=65_535)
    http_host: str = "127.0.0.1"
    keep_days: int = Field(30, ge=1, le=3_650)
    sentry_dsn: SecretStr | None = None
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
            raise ValueError(WANTED["telegram_api_url"])
        try:
            is_address = bool(URL(url).host) and URL(url).port != 0
        except ValueError:
            is_address = False
        if not is_address:
            raise ValueError(WANTED["telegram_api_url"])
        return url.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _webhook_is_reached_safely(cls, url: str) -> str:
        try:
            address = URL(url)
        except ValueError:
            raise ValueError(WANTED["webhook_url"]) from None
        is_safe = address.scheme == "https" or (address.scheme == "http" and _is_loopback(address.host or ""))
        if url and not (is_safe and address.host and not address.query_string and not address.fragment):
            raise ValueError(WANTED["webhook_url"])
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _secret_is_long_enough(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not WEBHOOK_SECRET_SHAPE.fullmatch(secret.get_secret_value()):
            raise ValueError("it must be 20 to 256 letters, digits, _ and -; leave it empty and one is made")
        return secret

    @field_validator("http_port")
    @classmethod
    def _webhook_has_a_port(cls, port: int, info: ValidationInfo) -> int:
        if not port and info.data.get("webhook_url"):
            raise ValueError("it must not be 0 with WEBHOOK_URL, whose updates come in there")
        return port

    @field_validator("records_dirs", mode="before")
    @classmethod
    def _folders_stand_between_commas(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        folders = tuple(_folder(part.strip()) for part in value.split(",") if part.strip())
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

    @field_validator("feeds_allow_private", mode="before")
    @classmethod
    def _hosts_stand_between_commas(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        hosts = tuple(part.strip().lower() for part in value.split(",") if part.strip())
        if wrong := next((host for host in hosts if not _is_host_or_network(host)), ""):
            raise ValueError(f"{wrong!a} is neither a host nor a network, such as 10.0.0.0/8")
        return hosts

    @field_validator("topics_dir", "feeds_dir", "feeds_file", mode="before")
    @classmethod
    def _home_is_written_with_a_tilde(cls, value: object) -> object:
        return _folder(value) if isinstance(value, str) else value

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

    @field_validator("review", mode="before")
    @classmethod
    def _review_in_any_case(cls, what: object) -> object:
        return what.lower() if isinstance(what, str) else what

    @field_validator("desk_chat_id")
    @classmethod
    def _desk_is_a_chat(cls, chat_id: int | None) -> int | None:
        if chat_id is not None and not 0 < abs(chat_id) < 2**52:
            raise ValueError(WANTED["desk_chat_id"])
        return chat_id

    @field_validator("log_level", mode="before")
    @classmethod
    def _level_in_any_case(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @field_validator("log_format", mode="before")
    @classmethod
    def _format_in_any_case(cls, form: object) -> object:
        return form.lower() if isinstance(form, str) else form


WANTED = {
    "telegram_bot_token": "it must be a token from @BotFather, such as 123456789:AAF...",
    "telegram_api_url": "it must be the address of a Bot API server, such as https://api.telegram.org",
    "database_url": "it must be a database address, such as sqlite:///data/topicwire.db",
    "records_dirs": "it must be folders, with commas between",
    "topics_dir": "it must be a folder",
    "feeds_file": "it must be a file that lists feeds",
    "feeds_dir": "it must be a folder",
    "feeds_min_seconds": "it must be a number of seconds from 0.1 to 86400",
    "feeds_allow_private": "it must be hosts and networks, with commas between",
    "review": "it must be off, unpublished, all or large",
    "review_above": "it must be a whole number of people",
    "desk_chat_id": "it must be the id of a private chat or a group (a number; those of groups begin with -)",
    "votes": "it must be true or false",
    "admin_ids": "it must be user ids (numbers) with commas between",
    "contact": f"it must be a line of at most {LONGEST_CONTACT} characters, such as @name or name@example.org",
    "time_zone": "it must be a time zone, such as Europe/Berlin",
    "scan_seconds": "it must be a number of seconds from 0.1 to 86400",
    "watch_records": "it must be true or false",
    "story_window_hours": "it must be a number of hours above 0, up to 8760",
    "burst_alerts": "it must be a whole number from 0 to 1000",
    "max_places": "it must be a whole number from 0 to 1000",
    "messages_per_second": "it must be a number from 0 to 2000",
    "paid_messages_per_second": "it must be a number from 0 to 1000",
    "webhook_url": "it must be an address such as https://bot.example.org/telegram; http only on this machine",
    "webhook_secret": "it must be 20 to 256 letters, digits, _ and -",
    "http_port": "it must be a port from 1 to 65535, or 0 for none",
    "http_host": "it must be an address of this machine, such as 127.0.0.1",
    "keep_days": "it must be a whole number of days from 1 to 3650",
    "sentry_dsn": "it must be an address that Sentry shows as DSN",
    "log_level": "it must be DEBUG, INFO, WARNING or ERROR",
    "log_format": "it must be text or json",
}
"""What each setting must be, where its own check has nothing more exact to say."""


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_host_or_network(written: str) -> bool:
    if HOST_SHAPE.fullmatch(written):
        return True
    try:
        return bool(ip_network(written))
    except ValueError:
        return False


def _folder(written: str) -> Path:
    try:
        return Path(written).expanduser()
    except RuntimeError:
        raise ValueError(f"there is no home folder for {written}: write the whole path") from None


def read_settings(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """The settings of this process: the environment wins over the file.

    Raises:
        SettingsError: One of them is wrong.
    """
    environment = os.environ if environment is None else environment
    found = {name: value.strip() for name, value in {**_read_env_file(env_file), **environment}.items() if value}
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


def _read_env_file(env_file: Path) -> dict[str, str | None]:
    """The lines of the file, without a byte order mark; None is the value of a line without an equals sign."""
    try:
        return dict(dotenv_values(env_file, encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{env_file} cannot be read: {_said(error)}") from None


def misspelt_settings(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> list[str]:
    """What looks like one of our settings and is none, each in a sentence that names the one that may be meant.

    ``.env`` is for us alone, mostly: there every name counts that begins as one of ours does. The environment is full
    of names of others: there it takes more likeness.

    Raises:
        SettingsError: The file cannot be read.
    """
    lines = _read_env_file(env_file)
    named = os.environ if environment is None else environment
    found = [f"{name} in {env_file} has no = and no value" for name, value in lines.items() if value is None]
    found += _strangers(lines, f"in {env_file}", likeness=0.75, prefixes=PREFIXES)
    found += _strangers(named, "in the environment", likeness=0.85, prefixes=())
    return found


PREFIXES = ("RECORD", "FEED", "REVIEW", "DESK_", "TOPIC", "ADMIN", "SCAN_", "STORY_", "WATCH_", "BURST_", "MESSAGES_")
"""With which of our names begin, and few of others."""

OWN_PREFIX = "TOPICWIRE_"
OF_THE_API_SERVER = ("TELEGRAM_API_ID", "TELEGRAM_API_HASH")
"""Names that a Bot API server of one's own reads, and that may stand beside ours."""


def _strangers(names: Mapping[str, object], where: str, *, likeness: float, prefixes: tuple[str, ...]) -> Iterator[str]:
    known = [name.upper() for name in Settings.model_fields] + [f"{secret}_FILE" for secret in SECRETS]
    for name in names:
        if name in known or name in OF_THE_API_SERVER:
            continue
        plain = name.upper().replace("-", "_").removeprefix(OWN_PREFIX)
        meant = get_close_matches(plain, known, 1, likeness)
        if not meant and plain.startswith(prefixes):
            meant = get_close_matches(plain, known, 1, 0.4)
        if meant:
            yield f"{name} {where} is no setting: write {meant[0]} if that is meant"


def _secret(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name}_FILE names {path}, which cannot be read: {_said(error)}") from None


def _said(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else "it is not text in UTF-8"


def _sentence(error: ValidationError) -> str:
    """The first thing that is wrong, in one sentence, without the value; what pydantic says is for programmers."""
    first = error.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0])
    own = str(first["msg"]).removeprefix("Value error, ") if first["type"] == "value_error" else WANTED[name]
    return f"{name.upper()} is wrong: {own}"
