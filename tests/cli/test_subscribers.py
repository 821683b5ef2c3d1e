"""Subscribers are taken out and brought in, and nothing is when a line is wrong."""

import io
import os
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer

from bot.cli.subscribers import CHUNK, import_all, read_csv
from bot.news.frontmatter import FileProblem
from storage import admins, migrations, stats, subscribers
from storage.database import Database
from storage.models import AuditAct, Volume
from storage.preferences import default_values, values_of
from tests.cli.conftest import Run
from tests.conftest import NOON
from tests.storage.rows import change, find, subscriber, topic_tree

HEADING = (
    "chat_id,thread_id,kind,language,standing,rhythm,quiet_hours,time_zone,announcements,silent_messages,"
    "topic_threads,signature,hashtags,picture,link_preview,approval,topics,joined_at,seen_at\n"
)
ADA = "1,0,private,en,active,at once,,,yes,no,no,,yes,large,no,no,space -ai,2026-03-02T12:00:00Z,2026-03-02T12:00:00Z\n"
GROUP = "-3,0,group,en,active,at once,,,yes,no,no,,yes,large,no,no,,2026-03-02T12:00:00Z,2026-03-02T12:00:00Z\n"


@pytest.fixture
def database(home: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{home}/data/topicwire.db")
    migrations.upgrade(database.engine)
    topic_tree(database, {"space": "", "ai": ""})
    yield database
    database.close()


def stock(database: Database) -> None:
    ids = topic_tree(database, {"space": "", "ai": ""})
    subscriber(database, 1, ids["space"], muted=[ids["ai"]])
    subscriber(database, -3)


def acts(database: Database) -> list[tuple[AuditAct, str]]:
    return [(entry.act, entry.about) for entry in database.call(admins.audit_entries, 0, 10)[0]]


def test_all_are_taken_out(topicwire: Run, database: Database, home: Path) -> None:
    stock(database)
    code, out, err = topicwire("subscribers", "export")
    assert (code, out, err) == (0, HEADING + ADA + GROUP, "2 subscribers written\n")
    assert topicwire("subscribers", "export", "all.csv")[0] == 0
    assert (home / "all.csv").read_text("utf-8") == HEADING + ADA + GROUP
    assert stat.S_IMODE((home / "all.csv").stat().st_mode) == 0o600
    assert acts(database) == [(AuditAct.EXPORTED, "2 subscribers")] * 2


@pytest.mark.parametrize(("path", "reason"), [("all.csv", "is there already"), ("no/all.csv", "cannot be written")])
def test_nothing_is_written_where_it_cannot_be(
    topicwire: Run, database: Database, home: Path, path: str, reason: str
) -> None:
    (home / "all.csv").write_text("mine", encoding="utf-8")
    code, _, err = topicwire("subscribers", "export", path)
    assert code == 2
    assert reason in err
    assert (home / "all.csv").read_text("utf-8") == "mine"


def test_all_are_brought_in_once(topicwire: Run, database: Database, home: Path) -> None:
    (home / "all.csv").write_text(HEADING + ADA + GROUP, encoding="utf-8")
    code, out, _ = topicwire("subscribers", "import", "all.csv")
    assert (code, out) == (0, "2 added, 0 are there already and stay as they are\n")
    ada = find(database, 1)
    assert set(database.call(subscribers.choices, ada.id or 0).values()) == {Volume.STORIES, Volume.MUTED}
    assert topicwire("subscribers", "import", "all.csv")[1].startswith("0 added, 2 are there already")
    assert acts(database) == [(AuditAct.IMPORTED, "0 subscribers"), (AuditAct.IMPORTED, "2 subscribers")]
    assert topicwire("subscribers", "export")[1] == HEADING + ADA + GROUP


def test_a_dry_run_brings_in_nobody(topicwire: Run, database: Database, home: Path) -> None:
    (home / "all.csv").write_text(HEADING + ADA + GROUP, encoding="utf-8")
    subscriber(database, 1)
    code, out, _ = topicwire("subscribers", "import", "all.csv", "--dry-run")
    assert (code, out) == (0, "1 would be added, 1 are there already and stay as they are\n")
    assert database.call(subscribers.find, -3) is None
    assert acts(database) == []


def test_one_bad_line_and_nobody_is_brought_in(topicwire: Run, database: Database, home: Path) -> None:
    (home / "all.csv").write_text(HEADING + ADA + GROUP.replace("group", "club"), encoding="utf-8")
    code, _, err = topicwire("subscribers", "import", "all.csv")
    assert code == 1
    assert err.splitlines() == [
        "all.csv:3: kind cannot be 'club', but private, group, supergroup, channel",
        "Nothing was imported.",
    ]
    assert database.call(subscribers.find, 1) is None
    assert acts(database) == []


def test_of_many_bad_lines_the_first_are_told(topicwire: Run, database: Database, home: Path) -> None:
    (home / "all.csv").write_text("chat_id\n" + "0\n" * 1_025, encoding="utf-8")
    err = topicwire("subscribers", "import", "all.csv")[2].splitlines()
    assert len(err) == 22
    assert err[-2:] == ["and 1,005 more", "Nothing was imported."]


def test_of_chats_that_stand_there_twice_nobody_is_brought_in(topicwire: Run, database: Database, home: Path) -> None:
    (home / "all.csv").write_text("chat_id\n" + "".join(f"{n}\n" for n in range(1, 2_000)) + "7\n", encoding="utf-8")
    code, _, err = topicwire("subscribers", "import", "all.csv")
    assert code == 1
    assert err.splitlines() == ["all.csv:2001: the chat 7 stands there twice", "Nothing was imported."]
    assert database.call(subscribers.find, 1) is None


def test_more_than_one_chunk_is_brought_in(topicwire: Run, database: Database, home: Path) -> None:
    text = "\ufeffchat_id,announcements\n" + "".join(f"{n},no\n" for n in range(1, 2_501))
    (home / "all.csv").write_text(text, encoding="utf-8")
    subscriber(database, 2_500)
    said = "2,499 {}, 1 are there already and stay as they are\n"
    assert topicwire("subscribers", "import", "all.csv", "--dry-run")[1] == said.format("would be added")
    assert topicwire("subscribers", "import", "all.csv")[1] == said.format("added")
    assert topicwire("subscribers", "export")[1].count(",no,no,no,,") == 2_499
    assert find(database, 2_500).hears_announcements


def test_settings_are_taken_out_and_brought_in(topicwire: Run, database: Database, home: Path) -> None:
    subscriber(database, 1)
    chosen = {"hears_announcements": False, "rhythm": "daily 08:00", "quiet_hours": "fri,sat 22:00-07:00"}
    change(database, find(database, 1), **chosen)
    assert topicwire("subscribers", "export", "all.csv")[0] == 0
    assert ',daily 08:00,"fri,sat 22:00-07:00",,no,no,' in (home / "all.csv").read_text("utf-8")
    assert database.call(subscribers.erase, 1)
    assert topicwire("subscribers", "import", "all.csv")[0] == 0
    assert values_of(find(database, 1)) == default_values() | chosen


def test_a_file_of_before_a_setting_leaves_it_at_its_default(topicwire: Run, database: Database, home: Path) -> None:
    (home / "all.csv").write_text("chat_id,announcements\n1,no\n", encoding="utf-8")
    assert topicwire("subscribers", "import", "all.csv")[0] == 0
    assert values_of(find(database, 1)) == default_values() | {"hears_announcements": False}


def test_what_can_be_read_only_once_is_brought_in(topicwire: Run, database: Database, home: Path) -> None:
    os.mkfifo(home / "pipe")
    writer = threading.Thread(
        target=(home / "pipe").write_text, args=(HEADING + ADA,), kwargs={"encoding": "utf-8"}, daemon=True
    )
    writer.start()
    assert topicwire("subscribers", "import", "pipe")[1].startswith("1 added")
    writer.join()
    assert find(database, 1).language == "en"


def test_a_file_that_changes_meanwhile_is_told(database: Database) -> None:
    one = next(read_csv(["chat_id", "5"], "all.csv", set(), NOON))
    with pytest.raises(typer.BadParameter, match=r"changed while it was imported, import it again \(all.csv:1002: bad"):
        import_all(database, [*[one] * CHUNK, FileProblem("all.csv", 1_002, "bad")], is_dry=False)
    assert find(database, 5).language == "en"
    assert acts(database) == [(AuditAct.IMPORTED, "1 subscribers")]


def test_a_new_database_is_made_for_those_who_move_in(topicwire: Run, home: Path) -> None:
    (home / "all.csv").write_text("chat_id\n5\n", encoding="utf-8")
    assert topicwire("subscribers", "import", "all.csv", "--dry-run")[0] == 7
    assert topicwire("subscribers", "import", "all.csv")[0] == 0
    assert "\n5,0,private,en,active,at once,,,yes,no,no,,yes,large,no,no,," in topicwire("subscribers", "export")[1]


@pytest.mark.parametrize(("content", "reason"), [(None, "No such file"), (b"\xff", "not text in UTF-8")])
def test_a_file_that_cannot_be_read_is_told(topicwire: Run, home: Path, content: bytes | None, reason: str) -> None:
    if content is not None:
        (home / "all.csv").write_bytes(content)
    code, _, err = topicwire("subscribers", "import", "all.csv")
    assert code == 2
    assert reason in err


SPREADSHEETS = {
    "semicolons and a mark": ("\ufeffchat_id;language;topics\r\n5;de;space -ai\r\n", "utf-8"),
    "a named delimiter": ("sep=;\r\nchat_id;language;topics\r\n5;de;space -ai\r\n", "utf-8"),
    "tabs in UTF-16": ("\ufeffChat ID\tLanguage\tTopics\r\n5\tde\tspace -ai\r\n", "utf-16-le"),
    "tabs in UTF-16, the other way": ("\ufeffChat ID\tLanguage\tTopics\r\n5\tde\tspace -ai\r\n", "utf-16-be"),
    "quoted, with cells to spare": ('"Chat-Id"; LANGUAGE;"topics";;\r\n"5";"de";"space -ai";;\r\n;;;;\r\n', "utf-8"),
    "no line at the end": ("CHAT_ID;language;topics\n5;de;space -ai", "utf-8"),
}


@pytest.mark.parametrize("name", SPREADSHEETS)
@pytest.mark.parametrize("source", ["-", "all.csv"])
def test_what_a_spreadsheet_wrote_is_read(
    topicwire: Run, database: Database, monkeypatch: pytest.MonkeyPatch, name: str, source: str
) -> None:
    text, encoding = SPREADSHEETS[name]
    Path("all.csv").write_bytes(text.encode(encoding))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode(encoding))))
    code, out, err = topicwire("subscribers", "import", source)
    assert (code, out, err) == (0, "1 added, 0 are there already and stay as they are\n", "")
    found = find(database, 5)
    assert found.language == "de"
    assert sorted(database.call(subscribers.choices, found.id or 0).values()) == [Volume.MUTED, Volume.STORIES]


def test_a_bad_row_of_standard_input_is_refused_by_its_line(
    topicwire: Run, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "sep=;\nchat_id;language\n5;de\n6\n7,77E+09;de\n8;de;x\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    code, out, err = topicwire("subscribers", "import", "-")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "standard input:4: it has 1 columns, not 2",
        "standard input:5: chat_id was rounded to '7,77E+09' by a spreadsheet: have it shown as text there",
        "standard input:6: it has 3 columns, not 2",
        "Nothing was imported.",
    ]
    assert database.call(subscribers.find, 5) is None


def test_a_file_in_no_known_encoding_is_refused(topicwire: Run, database: Database, home: Path) -> None:
    for content in (b"chat_id;language\n5;\xfc\n", b"\xff\xfec\x00h"[:3]):
        (home / "all.csv").write_bytes(content)
        code, _, err = topicwire("subscribers", "import", "all.csv")
        assert code == 2
        assert "nor in UTF-16" in " ".join(err.replace("│", " ").split())


def test_an_export_to_standard_output_is_nothing_else(topicwire: Run, database: Database, home: Path) -> None:
    stock(database)
    code, out, err = topicwire("subscribers", "export", "-")
    assert (code, out, err) == (0, HEADING + ADA + GROUP, "2 subscribers written\n")
    assert not (home / "-").exists()
    assert database.call(admins.audit_entries, 0, 1)[0][0].person_id == admins.COMMAND_LINE_ACTOR


def test_an_import_is_marked_on_its_day(topicwire: Run, database: Database, home: Path) -> None:
    (home / "all.csv").write_text("chat_id;standing\n5;active\n6;Blocked\n7;active\n", encoding="utf-8")
    assert topicwire("subscribers", "import", "all.csv")[0] == 0
    [counted] = database.call(stats.daily_counts, datetime.now(UTC)).values()
    assert (counted.active, counted.gone, counted.imported) == (2, 1, 2)
