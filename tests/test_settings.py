"""Settings are read once, and refused in one plain sentence that gives no secret away."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import WANTED, Settings, SettingsError, misspelt_settings, read_settings

TOKEN = "123456789:AAF-made-up-token-of-thirty-five-ch"


def test_defaults_need_nothing(tmp_path: Path) -> None:
    settings = read_settings({}, tmp_path / ".env")
    assert settings.records_dirs == (Path("records"),)
    assert settings.database_url.get_secret_value() == "sqlite:///data/topicwire.db"
    assert settings.messages_per_second == 25
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN is missing"):
        _ = settings.token


def test_the_environment_wins_over_the_file_and_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("SCAN_SECONDS=5\nLOG_LEVEL=debug\nSOMEBODY_ELSES=1\nTOPICS_DIR=\n", encoding="utf-8")
    settings = read_settings({"SCAN_SECONDS": "0.5", "PATH": "/bin"}, env_file)
    assert settings.scan_seconds == 0.5
    assert settings.log_level == "DEBUG"
    assert settings.topics_dir is None


def test_lists_stand_between_commas(tmp_path: Path) -> None:
    settings = read_settings({"RECORDS_DIRS": "one, two/three ,", "ADMIN_IDS": "7, 8"}, tmp_path / ".env")
    assert settings.records_dirs == (Path("one"), Path("two/three"))
    assert settings.admin_ids == {7, 8}


def test_a_time_zone_is_given_by_its_name(tmp_path: Path) -> None:
    assert read_settings({}, tmp_path / ".env").time_zone == ZoneInfo("UTC")
    assert read_settings({"TIME_ZONE": "Australia/Lord_Howe"}, tmp_path / ".env").time_zone == ZoneInfo(
        "Australia/Lord_Howe"
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TELEGRAM_BOT_TOKEN", "not a token", "TELEGRAM_BOT_TOKEN is wrong: it does not look like a token"),
        ("TELEGRAM_API_URL", "api.telegram.org", "TELEGRAM_API_URL is wrong: it must be the address"),
        ("RECORDS_DIRS", ",", "RECORDS_DIRS is wrong: it names no folder"),
        ("RECORDS_DIRS", "a,a/b", "RECORDS_DIRS is wrong: the folder"),
        ("WEBHOOK_URL", "http://bot.example.org/telegram", "WEBHOOK_URL is wrong: it must be an address such as https"),
        ("ADMIN_IDS", "@somebody", "ADMIN_IDS is wrong: it must be user ids"),
        ("ADMIN_IDS", "-100123", "ADMIN_IDS is wrong: it must be user ids"),
        ("ADMIN_IDS", "1087968824", "ADMIN_IDS is wrong: 1087968824 stands for every anonymous"),
        ("ADMIN_IDS", "136817688", "ADMIN_IDS is wrong: 136817688 stands for everyone who writes as a channel"),
        ("ADMIN_IDS", "777000", "ADMIN_IDS is wrong: 777000 stands for Telegram itself"),
        ("TIME_ZONE", "Berlin", "TIME_ZONE is wrong: it is no time zone that is known; write one as Europe/Berlin"),
        ("TIME_ZONE", "../etc/passwd", "TIME_ZONE is wrong: it is no time zone"),
        ("TIME_ZONE", "Europe", "TIME_ZONE is wrong: it is no time zone"),
        ("SCAN_SECONDS", "0", "SCAN_SECONDS is wrong"),
        ("SCAN_SECONDS", "often", "SCAN_SECONDS is wrong"),
        ("WATCH_RECORDS", "perhaps", "WATCH_RECORDS is wrong"),
        ("STORY_WINDOW_HOURS", "-1", "STORY_WINDOW_HOURS is wrong"),
        ("MESSAGES_PER_SECOND", "many", "MESSAGES_PER_SECOND is wrong"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL is wrong"),
        ("LOG_FORMAT", "xml", "LOG_FORMAT is wrong"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(name: str, value: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"^{sentence}") as refused:
        read_settings({name: value}, tmp_path / ".env")
    assert "\n" not in str(refused.value)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    settings = read_settings({"TELEGRAM_BOT_TOKEN_FILE": str(tmp_path / "token")}, tmp_path / ".env")
    assert settings.token == TOKEN
    assert TOKEN not in repr(settings) + str(settings)


def test_a_webhook_needs_a_port(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="HTTP_PORT is wrong: it must not be 0 with WEBHOOK_URL"):
        read_settings({"WEBHOOK_URL": "https://bot.example.org/telegram", "HTTP_PORT": "0"}, tmp_path / ".env")


def test_a_secret_given_twice_or_in_no_readable_file_is_refused(tmp_path: Path) -> None:
    both = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_BOT_TOKEN_FILE": str(tmp_path / "token")}
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_TOKEN_FILE are both set") as refused:
        read_settings(both, tmp_path / ".env")
    assert TOKEN not in str(refused.value)
    with pytest.raises(SettingsError, match=r"DATABASE_URL_FILE names .* cannot be read: No such file"):
        read_settings({"DATABASE_URL_FILE": str(tmp_path / "none")}, tmp_path / ".env")
    (tmp_path / "token").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match="it is not text in UTF-8"):
        read_settings({"TELEGRAM_BOT_TOKEN_FILE": str(tmp_path / "token")}, tmp_path / ".env")


def test_an_env_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"A=\xff\xfe")
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings({}, tmp_path / ".env")


def test_a_wrong_token_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({"TELEGRAM_BOT_TOKEN": f"x{TOKEN}"}, tmp_path / ".env")
    assert TOKEN not in str(refused.value)
    assert refused.value.__cause__ is None


NONSENSE = [
    "x",
    "-1",
    "nan",
    "inf",
    "1e400",
    "1,5",
    "9" * 400,
    "[1]",
    "{}",
    "None",
    "\x00",
    "\ud83d",
    "é",
    "a b",
    "~nobody-at-all/x",
    "http://[::1",
]


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize("name", Settings.model_fields)
def test_no_setting_answers_nonsense_in_words_for_programmers(name: str, value: str, tmp_path: Path) -> None:
    refused_plainly(name, value, tmp_path)


@given(name=st.sampled_from(list(Settings.model_fields)), value=st.text(max_size=30))
def test_no_setting_answers_anything_in_words_for_programmers(name: str, value: str) -> None:
    refused_plainly(name, value, Path("/nonexistent"))


def refused_plainly(name: str, value: str, folder: Path) -> None:
    try:
        read_settings({name.upper(): value}, folder / ".env")
    except SettingsError as error:
        said = str(error)
        assert said.startswith(f"{name.upper()} is wrong: ")
        assert not any(word in said for word in ("Input", "input", "parse", "validat", "pydantic", "Value error"))
        assert "\n" not in said.removeprefix(value)


def test_every_setting_says_what_it_wants() -> None:
    assert list(WANTED) == list(Settings.model_fields)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("TOPIC_DIR", "TOPICS_DIR"),
        ("TOPICS_DIRS", "TOPICS_DIR"),
        ("RECORDS_DIR", "RECORDS_DIRS"),
        ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("TELEGRAM_API_URI", "TELEGRAM_API_URL"),
        ("TELEGRAM_BOT_TOKEN_FLIE", "TELEGRAM_BOT_TOKEN_FILE"),
        ("ADMIN_ID", "ADMIN_IDS"),
        ("TIMEZONE", "TIME_ZONE"),
        ("LOGLEVEL", "LOG_LEVEL"),
        ("DATABASE_URI", "DATABASE_URL"),
        ("STORY_WINDOW_HOUR", "STORY_WINDOW_HOURS"),
        ("log_level", "LOG_LEVEL"),
        ("TOPICWIRE_LOG_LEVEL", "LOG_LEVEL"),
    ],
)
def test_a_misspelt_setting_is_named_wherever_it_stands(written: str, meant: str, tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    sentence = "is no setting: write " + meant + " if that is meant"
    assert misspelt_settings({written: "1"}, env_file) == [f"{written} in the environment {sentence}"]
    env_file.write_text(f"{written}=1\n", encoding="utf-8")
    assert misspelt_settings({}, env_file) == [f"{written} in {env_file} {sentence}"]


def test_in_the_file_a_name_that_begins_as_ours_do_is_named(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("SCAN_INTERVAL=5\nTOPICS_DIR\n", encoding="utf-8")
    no_value, stranger = misspelt_settings({"SCAN_INTERVAL": "5"}, env_file)
    assert no_value == f"TOPICS_DIR in {env_file} has no = and no value"
    assert stranger == f"SCAN_INTERVAL in {env_file} is no setting: write SCAN_SECONDS if that is meant"


def test_names_of_others_and_our_own_are_not_named(tmp_path: Path) -> None:
    others: tuple[str, ...] = (
        "PATH",
        "HOME",
        "TZ",
        "LANG",
        "LC_ALL",
        "TERM",
        "USER",
        "SHELL",
        "PWD",
        "HOSTNAME",
        "LOGNAME",
        "LOG_DIR",
    )
    others += ("TELEGRAM_CHAT_ID", "TELEGRAM_API_ID", "TELEGRAM_API_HASH", "POSTGRES_PASSWORD", "PGPASSWORD")
    others += ("SOMEBODY_ELSES", "HTTP_PROXY", "TMPDIR", "API_URL", "BOT_NAME", "EDITOR")
    own = [name.upper() for name in Settings.model_fields] + ["TELEGRAM_BOT_TOKEN_FILE", "DATABASE_URL_FILE"]
    env_file = tmp_path / ".env"
    env_file.write_text("".join(f"{name}=1\n" for name in (*others, *own)), encoding="utf-8")
    assert misspelt_settings(dict.fromkeys((*others, *own), "1"), env_file) == []


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r\n\r\n", " \n"])
def test_files_as_windows_writes_them_are_read(mark: str, end: str, tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(f"{mark}{TOKEN}{end}".encode())
    (tmp_path / ".env").write_bytes(f"{mark}LOG_LEVEL=ERROR\r\nSCAN_SECONDS=5{end}".encode())
    settings = read_settings({"TELEGRAM_BOT_TOKEN_FILE": str(tmp_path / "token")}, tmp_path / ".env")
    assert (settings.token, settings.log_level, settings.scan_seconds) == (TOKEN, "ERROR", 5)
    assert read_settings({"TELEGRAM_BOT_TOKEN": f"{TOKEN}{end}"}, tmp_path / "none").token == TOKEN


def test_the_home_folder_is_written_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = read_settings({"RECORDS_DIRS": "~/in", "TOPICS_DIR": "~/topics"}, tmp_path / ".env")
    assert (settings.records_dirs, settings.topics_dir) == ((tmp_path / "in",), tmp_path / "topics")


def test_the_folder_of_feeds_is_scanned_once(tmp_path: Path) -> None:
    inside = read_settings({"RECORDS_DIRS": f"{tmp_path}/a", "FEEDS_DIR": f"{tmp_path}/a/feeds"}, tmp_path / ".env")
    beside = read_settings({"RECORDS_DIRS": f"{tmp_path}/a", "FEEDS_DIR": f"{tmp_path}/b"}, tmp_path / ".env")
    assert inside.scanned_folders == (tmp_path / "a",)
    assert beside.scanned_folders == (tmp_path / "a", tmp_path / "b")
    with pytest.raises(SettingsError, match="FEEDS_DIR"):
        read_settings({"RECORDS_DIRS": f"{tmp_path}/b/a", "FEEDS_DIR": f"{tmp_path}/b"}, tmp_path / ".env")
