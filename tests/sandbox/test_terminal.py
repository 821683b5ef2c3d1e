import io
from typing import Any

import pytest
from rich.console import Console

from sandbox.chats import ChatType
from sandbox.formatting import TextParser
from sandbox.logs import EventStream
from sandbox.simulator import TelegramSimulator
from sandbox.terminal import code_point_indexes, print_event_stream, render_message

BOT = {"id": 1, "is_bot": True, "first_name": "Topicwire"}
ADA = {"id": 5, "is_bot": False, "first_name": "Ada", "last_name": "Byron"}
PRIVATE = {"id": 5, "type": "private", "first_name": "Ada", "last_name": "Byron"}
FORUM = {"id": -5, "type": "supergroup", "title": "Vision club"}
ALERT = """<b>Cameras learn to see 🌙</b>

Seen by <a href="https://lantern.example.org/x">The Lantern</a>.

<blockquote expandable>Also at
1. A very long headline that has to be wrapped at least once</blockquote>

#Vision"""


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 1, "from": BOT, "chat": PRIVATE, "date": 1795348800, **content}


def formatted(html: str) -> dict[str, Any]:
    written = TextParser(lambda _: None).read(html, "HTML", None)
    return {"text": written.text, "entities": written.entities}


def lines(shown: dict[str, Any], width: int = 44, *, edits: int = 0, colour: bool = False) -> list[str]:
    console = Console(
        file=io.StringIO(), width=width, force_terminal=colour, color_system="truecolor" if colour else None
    )
    console.print(render_message(shown, width=width, edits=edits))
    assert isinstance(console.file, io.StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def test_an_alert_is_read_as_on_telegram() -> None:
    preview = {"url": "https://lantern.example.org/a.jpg", "show_above_text": True}
    rows = [[{"text": "Read", "url": "https://a.org"}, {"text": "Related", "callback_data": "r", "style": "primary"}]]
    shown = message(**formatted(ALERT), link_preview_options=preview, reply_markup={"inline_keyboard": rows})
    assert lines(shown, edits=1) == [
        "╭─ Topicwire → Ada Byron ──────────────────╮",
        "│ ┌──────────────────────────────────────┐ │",
        "│ │ ▣ lantern.example.org  /a.jpg        │ │",
        "│ └──────────────────────────────────────┘ │",
        "│ Cameras learn to see 🌙                  │",
        "│                                          │",
        "│ Seen by The Lantern.                     │",
        "│                                          │",
        "│ ▾ Also at                                │",
        "│ ▎ 1. A very long headline that has to be │",
        "│ ▎ wrapped at least once                  │",
        "│                                          │",
        "│ #Vision                                  │",
        "╰────────────────────────── edited  12:00 ─╯",
        "╭────────────────────╮╭────────────────────╮",
        "│       Read ↗       ││      Related       │",
        "╰────────────────────╯╰────────────────────╯",
    ]


@pytest.mark.parametrize("width", [60, 77, 84, 100])
def test_nothing_is_wider_than_asked(width: int) -> None:
    rows = [[{"text": "b" * 50, "callback_data": "d"}] * 3]
    shown = message(**formatted(ALERT * 3), reply_markup={"inline_keyboard": rows})
    assert {len(line.replace("🌙", "xx")) for line in lines(shown, width)} == {width}


def test_links_and_styles_reach_a_terminal() -> None:
    text = "\n".join(lines(message(**formatted(ALERT + " https://b.org <s>x</s>")), colour=True))
    assert "\x1b]8;" in text
    assert "https://lantern.example.org/x" in text
    assert "https://b.org" in text
    assert "\x1b[1m" in text


def test_a_bare_address_leads_to_the_web() -> None:
    assert "https://b.org" in "\n".join(lines(message(**formatted("b.org")), colour=True))


def test_a_persons_words_stand_at_the_right() -> None:
    said = message(text="/start")
    said["from"] = ADA
    assert lines(said, 30) == [
        "╭─ Ada Byron ─╮".rjust(30),
        "│ /start      │".rjust(30),
        "╰───── 12:00 ─╯".rjust(30),
    ]


def test_replies_forwards_code_and_quotes() -> None:
    html = "<blockquote>quoted</blockquote>\n<pre>code\nmore</pre>\nend"
    forward = {"type": "user", "sender_user": ADA, "date": 1}
    replied = message(text="earlier\nwords")
    shown = message(**formatted(html), reply_to_message=replied, forward_origin=forward)
    assert lines(shown, 40)[1:-1] == [
        "│ Forwarded from Ada Byron             │",
        "│ ▎ Topicwire  earlier                 │",
        "│ ▎ quoted                             │",
        "│ ▎ code                               │",
        "│ ▎ more                               │",
        "│ end                                  │",
    ]


def test_a_photo_in_a_topic() -> None:
    photo = [{"width": 90, "height": 50}, {"width": 1200, "height": 675}]
    shown = message(photo=photo, caption="Words", message_thread_id=7)
    shown["chat"] = FORUM
    assert lines(shown, 40, edits=3) == [
        "╭─ Topicwire · Vision club · topic 7 ──╮",
        "│ ┌──────────────────────────────────┐ │",
        "│ │ ▣ photo  1200 × 675              │ │",
        "│ └──────────────────────────────────┘ │",
        "│ Words                                │",
        "╰─────────────────── edited 3×  12:00 ─╯",
    ]
    below = lines(shown | {"show_caption_above_media": True}, 40)
    assert below[1].startswith("│ Words")


def test_a_file_and_a_disabled_preview() -> None:
    assert "▣ file  a.txt" in lines(message(document={"file_name": "a.txt"}))[2]
    video = {"width": 1280, "height": 720, "file_name": "ferry.mp4"}
    assert "▣ video  1280 × 720" in lines(message(video=video))[2]
    assert "▣ voice" in lines(message(voice={"duration": 3}))[2]
    assert "shared a place" in lines(message(location={"latitude": 1.0, "longitude": 2.0}))[0]
    disabled = message(**formatted(ALERT), link_preview_options={"is_disabled": True})
    assert not any("▣" in line for line in lines(disabled))
    assert any("▣ lantern.example.org  /x" in line for line in lines(message(**formatted(ALERT))))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"new_chat_members": []}, "— Ada Byron joined —"),
        ({"forum_topic_created": {}}, "— Ada Byron created a topic —"),
        ({"unheard_of": {}}, "— Ada Byron did something —"),
    ],
)
def test_service_messages(content: dict[str, Any], told: str) -> None:
    shown = message(**content)
    shown["from"] = ADA
    assert [line.strip() for line in lines(shown)] == [told]


def test_a_channel_speaks_for_itself() -> None:
    channel = {"id": -6, "type": "channel", "title": "The channel"}
    shown = {"message_id": 1, "sender_chat": channel, "chat": channel, "date": 1, "text": "news"}
    assert lines(shown)[0].startswith("╭─ The channel ──")
    origin = {"type": "channel", "chat": channel}
    shown = message(text="x", forward_origin=origin, reply_to_message=shown | {"text": ""})
    assert "Forwarded from The channel" in lines(shown)[1]
    assert "The channel  a message" in lines(shown)[2]


def test_deleted_accounts_have_no_name() -> None:
    nobody = message(text="x", chat={"id": 5, "type": "private", "first_name": ""})
    assert "→ Deleted Account" in lines(nobody)[0]


def test_offsets_count_utf_16_units() -> None:
    assert code_point_indexes("a🌙b") == {0: 0, 1: 1, 3: 2, 4: 3}


async def test_following_the_world(simulator: TelegramSimulator) -> None:
    console = Console(file=io.StringIO(), width=100)
    ada = simulator.add_person("Ada")
    with simulator.subscribe() as events:
        said = await simulator.say(ada, "frist")
        await simulator.edit_text(said, "first")
        await simulator.block(ada)
        events.offer({"event": "end"})
        await print_event_stream(ending(events), console)
    assert isinstance(console.file, io.StringIO)
    printed = console.file.getvalue()
    assert printed.index("frist") < printed.index("first")
    assert "edited" in printed


async def ending(events: Any) -> Any:
    """Yield events up to the one that says so."""
    async for event in events:
        if event["event"] == "end":
            return
        yield event


async def test_a_transcript_of_a_group(simulator: TelegramSimulator) -> None:
    group = simulator.add_chat(ChatType.GROUP, "Club", creator=simulator.add_person("Ada"))
    said = await simulator.say(simulator.people[500000001], "hi", group)
    assert "Ada · Club" in lines(said.as_json())[0]
    assert isinstance(simulator.events, EventStream)
