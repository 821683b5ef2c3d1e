"""The record that the project was asked for, in shape: one message with everything that there is to it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from storage import topics
from tests.end_to_end.environment import Environment, running_bot, settings_of, until

SECRET = "U2FsdGVkX19hbm90aGVyIHByb2dyYW0ncw=="
LINK = "https://www.mill-river-news.example/business/2026/02/bakery-cameras-count-loaves.html"
AMP = "https://www.mill-river-news.example/business/2026/02/bakery-cameras-count-loaves.html?outputType=amp"
TOPIC = """---
_id: computer-vision
name: Computer Vision
parent: AI
hashtags:
  - "#ComputerVision"
---
Machines that see.
"""
PARENT = "---\n_id: ai\nname: AI\n---\n"
EXCERPT = (
    "Three bakeries along the Mill River have hung cameras over their ovens & let a small model count the loaves that "
    "come out. The bakers say it is right more often than they are at four in the morning; a baker's union wants to "
    "know who else looks at the pictures. The maker answers that no picture leaves the oven room, and that the model "
    "forgets each loaf as soon as it is counted. A trial in two more towns is to follow in the spring ..."
)


def related(title: str, link: str, provider: str, quality: int) -> str:
    return (
        f'  - title: "{title}"\n    excerpt: "Words that nobody needs"\n    publishedDateTime: 2026-02-01T10:00:00Z\n'
        f'    webUrl: "{link}"\n    type: article\n    provider:\n      name: {provider}\n      domain: x.example\n'
        f"    secured: {SECRET}\n    quality: {quality}\n"
    )


RECORD = (
    f'---\ncategory: news\ntitle: "Bakers on the Mill River let cameras count their loaves"\nexcerpt: "{EXCERPT}"\n'
    f'publishedDateTime: 2026-02-02T11:06:00Z\nwebUrl: "{LINK}"\nampWebUrl: "{AMP}"\ntype: article\nquality: 38\n'
    "heat: -1\npublished: false\n\nprovider:\n  name: Mill River News\n  domain: mill-river-news.example\n\n"
    "topics:\n  - AI\n  - Computer Vision\n\n"
    "images:\n  - url: https://img.mill-river-news.example/loaves.jpg\n    width: 1200\n    height: 675\n\nrelated:\n"
    + related("What an oven sees", "https://oven.example/1", "Oven Weekly", 40)
    + related("Counting bread is hard", "https://tech-gazette.example/bread", "Tech Gazette", 92)
    + related("A camera for every oven", "https://herald.example/ovens", "County Herald", 61)
    + related("Loaves, counted", "https://mill.example/loaves", "Mill Post", 35)
    + related("Loaves, counted again", "https://mill.example/loaves", "Mill Post", 33)
    + related("The union asks", "https://union.example/asks", "Union Voice", 20)
    + f"\nsecured: {SECRET}\n---\n"
)
BEST_FIRST = [
    "https://tech-gazette.example/bread",
    "https://herald.example/ovens",
    "https://oven.example/1",
    "https://mill.example/loaves",
    "https://union.example/asks",
]


@pytest.fixture
def topics_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "topics"
    folder.mkdir()
    (folder / "computer-vision.md").write_text(TOPIC)
    (folder / "ai.md").write_text(PARENT)
    return folder


def entities(message: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entity for entity in message["entities"] if entity["type"] == kind]


def covered(message: dict[str, Any], entity: dict[str, Any]) -> str:
    """The text that an entity stands on; Telegram counts in UTF-16."""
    units: bytes = message["text"].encode("utf-16-le")
    return units[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")


async def test_the_seed_is_one_message_with_everything(
    environment: Environment, topics_folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    simulator = environment.sandbox.simulator
    reader = simulator.add_person("Reader", language_code="en")
    async with running_bot(environment, settings_of(environment, topics_folder=topics_folder)):
        await until(lambda: len(environment.database.call(topics.find_all)) == 2)
        await simulator.say(reader, "/subscribe Computer Vision")
        await until(lambda: len(simulator.message_log.deliveries(reader.id)) == 1)
        path = environment.folder / "2026-02-02-bakers.md"
        path.write_text(RECORD, encoding="utf-8")
        await until(lambda: len(simulator.message_log.deliveries(reader.id)) == 2)
        path.touch()
        await asyncio.sleep(1.2)  # more than two scans
    _, message = simulator.message_log.deliveries(reader.id)
    bold, *_ = entities(message, "bold")
    links = entities(message, "text_link")
    (moment,) = entities(message, "date_time")
    (quote,) = entities(message, "expandable_blockquote")
    assert covered(message, bold) == "Bakers on the Mill River let cameras count their loaves"
    assert (links[0]["offset"], links[0]["length"], links[0]["url"]) == (bold["offset"], bold["length"], LINK)
    assert "Mill River News" in message["text"]
    assert moment["unix_time"] == 1770030360
    assert covered(message, quote).startswith(EXCERPT[:80])
    assert [link["url"] for link in links[1:]] == BEST_FIRST
    assert "Tech Gazette" in message["text"]
    assert [covered(message, tag) for tag in entities(message, "hashtag")] == ["#AI", "#ComputerVision"]
    buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
    assert [button.get("url") for button in buttons] == [LINK, AMP, None, None, None, None]
    assert [button["text"] for button in buttons[2:]] == ["Share", "☆ Save", "Why?", "🔕 Mute …"]
    shown = message["link_preview_options"]
    assert shown["url"] == "https://img.mill-river-news.example/loaves.jpg"
    assert shown["show_above_text"]
    assert shown["prefer_large_media"]
    assert SECRET not in caplog.text
    assert "secured" not in caplog.text
    assert_nowhere_in_the_database(environment, SECRET, "secured", "featuredContent")


def assert_nowhere_in_the_database(environment: Environment, *words: str) -> None:
    with environment.database.engine.connect() as connection:
        rows = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in ("article", "record_file")]
    assert all(rows)
    for word in words:
        assert word not in str(rows)
    if environment.database.is_sqlite:
        folder = Path(str(environment.database.url.database)).parent
        for path in folder.glob("topicwire.db*"):
            assert not any(word.encode() in path.read_bytes() for word in words)
