"""Messages drawn for a terminal, much as Telegram shows them."""

from collections.abc import AsyncIterable, Iterator
from datetime import UTC, datetime, tzinfo
from urllib.parse import urlsplit

from rich import box
from rich.align import Align
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.sandbox.answers import Json
from bot.sandbox.file_kinds import FileKind, kind_in
from bot.sandbox.rich_text import Barred, blocks

WIDEST = 84
BUTTONS = {"primary": "blue", "success": "green", "danger": "red"}
MARKS = {"url": " ↗", "copy_text": " ⧉", "web_app": " ▢", "switch_inline_query": " ↪"}


async def follow(events: AsyncIterable[Json], console: Console, zone: tzinfo = UTC) -> None:
    """Print each message of a stream of events as it arrives, and again as each edit leaves it."""
    async for event in events:
        if event["event"] in {"delivered", "edited"}:
            width = min(console.width, WIDEST)
            console.print(draw(event["message"], width=width, edits=event["edits"], zone=zone))


def draw(message: Json, *, width: int = WIDEST, edits: int = 0, zone: tzinfo = UTC) -> RenderableType:
    """Return one `Message` of the Bot API as a picture for a terminal, people's own words to the right."""
    if "text" not in message and kind_in(message) is None:
        return Align.center(Text(f"— {service_line(message)} —", style="dim"), width=width)
    is_reader = not message.get("from", {"is_bot": True})["is_bot"]
    bubble = Panel(
        Group(*body(message)),
        box=box.ROUNDED,
        width=narrow(message, edits, zone, width) if is_reader else width,
        title=heading(message),
        title_align="left",
        subtitle=stamp(message, edits, zone),
        subtitle_align="right",
        border_style="dim",
        padding=(0, 1),
    )
    if is_reader:
        return Align.right(bubble, width=width)
    return Group(bubble, *keyboard(message, width))


def narrow(message: Json, edits: int, zone: tzinfo, width: int) -> int:
    """Return how wide a bubble has to be for its words, its heading and its time."""
    parts = [*message.get("text", "").splitlines(), heading(message).plain, stamp(message, edits, zone).plain]
    return min(width, max(map(cell_len, parts)) + 6)


def body(message: Json) -> Iterator[RenderableType]:
    """Yield what is inside a bubble, from top to bottom."""
    if "forward_origin" in message:
        yield Text(f"Forwarded from {origin_name(message['forward_origin'])}", style="italic dim")
    if "reply_to_message" in message:
        yield Barred(reply_line(message["reply_to_message"]), "blue")
    text = message.get("text") or message.get("caption", "")
    entities = message.get("entities") or message.get("caption_entities", [])
    pictures, above = list(attachments(message, entities)), is_above(message)
    if above:
        yield from pictures
    yield from blocks(text, entities)
    if not above:
        yield from pictures


def is_above(message: Json) -> bool:
    """Return whether picture or preview stand above the text."""
    if kind_in(message) is not None:
        return not message.get("show_caption_above_media")
    return bool(message.get("link_preview_options", {}).get("show_above_text"))


def attachments(message: Json, entities: list[Json]) -> Iterator[RenderableType]:
    """Yield the picture, the file or the preview of a link."""
    kind = kind_in(message)
    if kind is not None:
        yield picture("file" if kind is FileKind.DOCUMENT else kind.words, detail_of(message, kind))
    url = preview_url(message, entities)
    if url:
        yield picture(urlsplit(url).hostname or "link", urlsplit(url).path)


def detail_of(message: Json, kind: FileKind) -> str:
    """Return the size of what is seen, the name of what has one."""
    shown = message[kind][-1] if kind is FileKind.PHOTO else message[kind]
    return f"{shown['width']} × {shown['height']}" if kind.is_seen else str(shown.get("file_name", ""))


def preview_url(message: Json, entities: list[Json]) -> str:
    """Return the address whose preview Telegram would try to show, empty if none."""
    options = message.get("link_preview_options", {})
    if "text" not in message or options.get("is_disabled"):
        return ""
    links = (entity["url"] for entity in entities if entity["type"] == "text_link")
    return str(options.get("url") or next(links, ""))


def picture(label: str, detail: str) -> RenderableType:
    """Return a small labelled box in a picture's place."""
    line = Text.assemble("▣ ", (label, "bold"), f"  {detail}", no_wrap=True, overflow="ellipsis")
    return Panel(line, box=box.SQUARE, border_style="magenta", padding=(0, 1), expand=True)


def keyboard(message: Json, width: int) -> Iterator[RenderableType]:
    """Yield the rows of buttons under a message, each as wide as the bubble."""
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        grid = Table.grid(padding=0)
        share, rest = divmod(width, len(row))
        for number in range(len(row)):
            grid.add_column(width=share + (1 if number < rest else 0))
        grid.add_row(*(label(button) for button in row))
        yield grid


def label(button: Json) -> RenderableType:
    """Return one button as a box with its text."""
    mark = next((sign for action, sign in MARKS.items() if action in button), "")
    text = Text(button["text"] + mark, justify="center", no_wrap=True, overflow="ellipsis")
    return Panel(text, box=box.ROUNDED, border_style=BUTTONS.get(button.get("style", ""), "none"), padding=0)


def heading(message: Json) -> Text:
    """Return who speaks, and where if it is not in private."""
    chat = message["chat"]
    place = "" if chat["type"] in {"private", "channel"} else f" · {chat['title']}"
    thread = message.get("message_thread_id")
    name = (name_of(message.get("from") or message["sender_chat"]), "bold cyan")
    to = f" → {name_of(chat)}" if chat["type"] == "private" and message["from"]["is_bot"] else ""
    return Text.assemble(name, to, place, f" · topic {thread}" if thread else "")


def stamp(message: Json, edits: int, zone: tzinfo) -> Text:
    """Return when a message was sent, and whether it was edited since."""
    sent = datetime.fromtimestamp(message["date"], zone).strftime("%H:%M")
    edited = f"edited {edits}×  " if edits > 1 else "edited  " if edits or message.get("edit_date") else ""
    return Text(f"{edited}{sent}", style="dim")


def name_of(account: Json) -> str:
    """Return the name of a user or the title of a chat."""
    first, last = account.get("first_name", ""), account.get("last_name", "")
    return str(account.get("title") or f"{first} {last}".strip() or "Deleted Account")


def origin_name(origin: Json) -> str:
    """Return the name of what a message was forwarded from."""
    return str(origin.get("sender_user_name") or name_of(origin.get("sender_user") or origin.get("chat", {})))


def reply_line(message: Json) -> Text:
    """Return one line of the message that is replied to."""
    said = message.get("text") or message.get("caption") or "a message"
    who = name_of(message.get("from") or message["sender_chat"])
    line = Text.assemble((who, "bold"), f"  {said.splitlines()[0]}", style="dim")
    line.no_wrap, line.overflow = True, "ellipsis"
    return line


def service_line(message: Json) -> str:
    """Return what a service message tells."""
    who = name_of(message.get("from") or message["sender_chat"])
    told = next((key for key in message if key in SERVICE), "")
    return f"{who} {SERVICE.get(told, 'did something')}"


SERVICE = {
    "contact": "shared a contact",
    "location": "shared a place",
    "new_chat_members": "joined",
    "left_chat_member": "left",
    "pinned_message": "pinned a message",
    "migrate_to_chat_id": "made the group a supergroup",
    "migrate_from_chat_id": "brought the group here",
    "forum_topic_created": "created a topic",
    "forum_topic_edited": "renamed a topic",
    "forum_topic_closed": "closed the topic",
    "forum_topic_reopened": "reopened the topic",
}
