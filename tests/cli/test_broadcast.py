"""A broadcast from the command line: what it says, what it leaves behind, and what it refuses."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from markupsafe import Markup

from bot.broadcasts.rules import BroadcastRules
from bot.cli.broadcast import BroadcastOrder, _send, _show_result, parse_audience
from bot.cli.console import stdout
from bot.views.message import Message, sendable_from_json
from storage import admins, broadcasts, migrations, recipients
from storage.audience import Audience
from storage.database import Database
from storage.models import AuditAct, Broadcast, BroadcastState, ChatKind, SubscriberStatus, Topic
from tests.cli.conftest import Run
from tests.conftest import NOON
from tests.storage.rows import change, deliveries, find, subscriber, topic_tree

HTML = "<b>The wire moves</b>\n\nOn Sunday &amp; for good."
TOPICS = [Topic(id=3, slug="space", name="Space"), Topic(id=4, slug="ai", name="AI")]


@pytest.fixture
def database(home: Path) -> Iterator[Database]:
    """The database that the command works with: two follow space, one of them paused, one is a group."""
    (home / "message.html").write_text(HTML, encoding="utf-8")
    database = Database(f"sqlite:///{home}/data/topicwire.db")
    migrations.upgrade(database.engine)
    space = topic_tree(database, {"space": "", "ai": ""})["space"]
    for chat_id in (1, 2):
        subscriber(database, chat_id, space)
    subscriber(database, -3)
    change(database, find(database, 2), status=SubscriberStatus.PAUSED)
    yield database
    database.close()


def send(topicwire: Run, *arguments: str, **settings: str) -> tuple[int, str, str]:
    code, out, err = topicwire("broadcast", "--file", "message.html", *arguments, **settings)
    return code, out, " ".join(err.replace("│", " ").split())


def only(database: Database) -> Broadcast:
    [found], total = database.call(broadcasts.recent, 0, 5)
    assert total == 1
    return found


def test_a_dry_run_says_all_and_leaves_nothing(topicwire: Run, database: Database) -> None:
    code, out, _ = send(topicwire, "--to", "topic:space", "--dry-run")
    assert code == 0
    assert "1 recipient · about 1 second at 25 a second" in out
    assert "news, for those who receive announcements" in out
    assert "The wire moves\n\nOn Sunday & for good." in out
    assert database.call(broadcasts.recent, 0, 5) == ([], 0)
    assert database.call(admins.audit_entries, 0, 5) == ([], 0)


def test_a_broadcast_is_handed_over_to_the_bot(topicwire: Run, database: Database) -> None:
    code, out, _ = send(topicwire, "--to", "everyone", "--yes", ADMIN_IDS="901,902")
    assert code == 0
    assert "Broadcast 1 is handed over" in out
    sent = only(database)
    assert (sent.state, sent.author_id, sent.trial, sent.is_notice) == (BroadcastState.FREEZING, -1, 50, False)
    assert str(getattr(sendable_from_json(sent.post), "html", "")) == HTML
    [entry], _ = database.call(admins.audit_entries, 0, 5)
    assert (entry.person_id, entry.act, entry.about) == (-1, AuditAct.SENT, "broadcast 1, 2 recipients")
    assert database.call(recipients.freeze, 1, 10, sent.created_at)
    assert sorted(row.chat_id for row in deliveries(database)) == [-3, 1]


def test_every_option_is_kept(topicwire: Run, database: Database) -> None:
    options = ("--to", "kind:private", "--notice", "--no-trial", "--not-after", _later(), "--yes")
    code, out, _ = send(topicwire, *options, TIME_ZONE="Europe/Berlin")
    assert code == 0
    assert f"nothing after {_later()} CE" in out
    sent = only(database)
    assert (sent.is_notice, sent.trial, Audience.from_json(sent.audience).kinds) == (True, 0, (ChatKind.PRIVATE,))
    assert sent.not_after is not None
    assert "2 recipients" in out


def test_it_is_scheduled_with_buttons_and_never_twice(topicwire: Run, database: Database) -> None:
    buttons = (
        "--button",
        "Read more | https://news.example/a && Photos | news.example/b",
        "--button",
        "Us | https://x.example",
    )
    code, out, _ = send(
        topicwire, "--to", "everyone", "--at", f"{_later()} Asia/Tokyo", "--never-twice", *buttons, "--yes",
        ADMIN_IDS="901,902", TIME_ZONE="Europe/Berlin",
    )  # fmt: skip
    assert code == 0
    assert "Broadcast 1 is scheduled: the bot sends it on " in out
    assert " 04:00 CET" in out.splitlines()[-1] or " 05:00 CEST" in out.splitlines()[-1]
    assert "what may have arrived is never sent again" in out
    sent = only(database)
    assert (sent.state, sent.never_twice) == (BroadcastState.SCHEDULED, True)
    assert sent.starts_at is not None
    assert (sent.starts_at.hour, sent.starts_at.minute) == (3, 0)
    rows = sendable_from_json(sent.post).keyboard  # type: ignore[union-attr] # it is a message
    assert [[(each.label, each.url) for each in row] for row in rows] == [
        [("Read more", "https://news.example/a"), ("Photos", "https://news.example/b")],
        [("Us", "https://x.example")],
    ]
    [entry], _ = database.call(admins.audit_entries, 0, 5)
    assert (entry.person_id, entry.act) == (-1, AuditAct.SCHEDULED)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--at", "2020-01-01 08:00"), "it is past"),
        (("--at", "soon"), "write it as"),
        (("--at", "2020-01-01 08:00 Nowhere"), "no such time zone"),
        (("--button", "Read more"), "there must be a bar"),
        (("--button", "Fine | https://news.example", "--button", " | https://news.example"), "label before the bar"),
        (("--button", "Read | nowhere"), "cannot stand on a button"),
        (("--to", "joined-after:soon"), "is no day"),
        (("--to", "active:0"), "is none of"),
        (("--to", "active:many"), "is none of"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_left(
    topicwire: Run, database: Database, options: tuple[str, ...], reason: str
) -> None:
    code, _, err = send(topicwire, "--to", "kind:private", *options, "--yes")
    assert code == 2
    assert reason in err
    assert database.call(broadcasts.recent, 0, 5)[1] == 0


def test_what_is_to_begin_after_its_end_is_not_sent(topicwire: Run, database: Database) -> None:
    code, out, _ = send(topicwire, "--to", "everyone", "--at", _later(), "--not-after", _later(), "--yes")
    assert (code, "dropped as too late" in out) == (1, True)
    assert database.call(broadcasts.recent, 0, 5)[1] == 0


def test_its_help_shows_examples(topicwire: Run) -> None:
    for arguments, example in (
        (("broadcast",), "topicwire broadcast --file message.html --to topic:space --dry-run"),
        (("subscribers", "export"), "topicwire subscribers export - | gzip"),
        (("subscribers", "import"), "topicwire subscribers import -"),
    ):
        code, out, _ = topicwire(*arguments, "--help")
        assert code == 0
        assert "Examples:" in out
        assert example in " ".join(out.split())


def _later() -> str:
    """A noon within a year: no clock is changed over it."""
    return f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d} 12:00"


@pytest.mark.parametrize(("answer", "count"), [("y\n", 1), ("n\n", 0), ("", 0)])
def test_it_asks_first(
    topicwire: Run, database: Database, monkeypatch: pytest.MonkeyPatch, answer: str, count: int
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert send(topicwire, "--to", "everyone")[0] == 1 - count
    assert database.call(broadcasts.recent, 0, 5)[1] == count


@pytest.mark.parametrize(("owners", "state"), [({901, 902}, "unconfirmed"), ({901}, "freezing"), (set(), "freezing")])
def test_a_large_one_is_confirmed_by_an_owner_when_there_are_two(
    database: Database, owners: set[int], state: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = BroadcastOrder(Message(Markup(HTML)), Audience(), is_notice=False, trial=50, not_after=None)
    broadcast_id, sent = database.call(_send, plan, BroadcastRules().large + 1, frozenset(owners), NOON)
    assert only(database).state == state
    asked = owners if len(owners) > 1 else set()
    assert {note.person_id for note in database.call(admins.due_notifications, NOON, 9)} == asked
    _show_result(stdout(), broadcast_id, sent)
    assert ("an owner is asked" in capsys.readouterr().out) is bool(asked)


def test_what_would_be_late_as_a_whole_is_not_sent(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    plan = BroadcastOrder(Message(Markup(HTML)), Audience(), is_notice=False, trial=50, not_after=NOON)
    broadcast_id, sent = database.call(_send, plan, 2, frozenset[int](), NOON)
    with pytest.raises(typer.Exit):
        _show_result(stdout(), broadcast_id, sent)
    assert "dropped as too late" in capsys.readouterr().out
    assert database.call(broadcasts.recent, 0, 5) == ([], 0)


def test_to_nobody_nothing_is_sent(topicwire: Run, database: Database) -> None:
    code, out, _ = send(topicwire, "--to", "language:fr", "--yes")
    assert code == 1
    assert "Nothing was sent: nobody is in this audience" in out
    assert database.call(broadcasts.recent, 0, 5) == ([], 0)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--to", "topic:gardening"), "there is no topic 'gardening'"),
        (("--to", "friends"), "'friends' is none of: everyone"),
        (("--to", "everyone", "--to", "topic:space"), "everyone stands alone"),
        (("--to", "everyone", "--not-after", "soon"), "write it as 2026-12-01 08:00"),
        (("--to", "everyone", "--not-after", "2020-01-01 08:00"), "it is past"),
        ((), "Missing option '--to'"),
    ],
)
def test_what_is_written_wrong_is_refused(
    topicwire: Run, database: Database, arguments: tuple[str, ...], reason: str
) -> None:
    code, _, err = send(topicwire, *arguments, "--yes")
    assert code == 2
    assert reason in err
    assert database.call(broadcasts.recent, 0, 5) == ([], 0)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"one<br>two", "message.html:1: Telegram has no tag <br>"),
        (b"", "there is nothing to read in it"),
        (b"\xff", "it is not text in UTF-8"),
        (None, "cannot be read: No such file"),
    ],
)
def test_a_message_that_telegram_would_refuse_is_refused(
    topicwire: Run, database: Database, home: Path, content: bytes | None, reason: str
) -> None:
    path = home / "message.html"
    path.unlink() if content is None else path.write_bytes(content)
    code, _, err = send(topicwire, "--to", "everyone", "--yes")
    assert code == 2
    assert reason in err


def test_without_a_database_nothing_is_sent(topicwire: Run, home: Path) -> None:
    (home / "message.html").write_text(HTML, encoding="utf-8")
    for more in ((), ("--dry-run",)):
        assert "there is no database at" in send(topicwire, "--to", "everyone", *more)[2]
    (home / "data").mkdir()
    (home / "data" / "topicwire.db").touch()
    assert "run topicwire migrate first" in send(topicwire, "--to", "everyone", "--dry-run")[2]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["everyone"], Audience()),
        (["topic:space", "topic:ai"], Audience(topic_ids=(3, 4))),
        (["language:de", "kind:groups"], Audience(languages=("de",), kinds=(ChatKind.GROUP,))),
        (["kind:groups", "kind:private"], Audience(kinds=(ChatKind.GROUP, ChatKind.PRIVATE))),
    ],
)
def test_an_audience_is_what_was_written(written: list[str], expected: Audience) -> None:
    assert parse_audience(written, TOPICS) == expected


@pytest.mark.parametrize("written", ["", "everyone:", "everyone:x", "topic:", "language:", "kind:bots", "5"])
def test_what_says_nothing_is_no_audience(written: str) -> None:
    if written == "everyone:":
        assert parse_audience([written], TOPICS).is_everyone
    else:
        with pytest.raises(typer.BadParameter):
            parse_audience([written], TOPICS)
