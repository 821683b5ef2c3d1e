"""Messages rendered for a terminal, much as Telegram shows them."""

from collections.abc import AsyncIterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from itertools import accumulate
from urllib.parse import urlsplit

from rich import box
from rich.align import Align
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.panel import Panel
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from sandbox.files import FileKind, file_kind_of
from sandbox.protocol import Json

BLOCK_TYPES = {"blockquote", "expandable_blockquote", "pre"}
ENTITY_STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "spoiler": "on grey50",
    "code": "cyan",
    "url": "blue",
    "email": "blue",
    "phone_number": "blue",
    "text_mention": "blue",
    "mention": "blue",
    "hashtag": "blue",
    "cashtag": "blue",
    "bot_command": "blue",
    "date_time": "underline",
}
QUOTE_BAR = "▎ "
EXPANDABLE_BAR = "▾ "


@dataclass(frozen=True, slots=True)
class BarredBlock:
    """Content with a bar before every line; the first line may have another mark."""

    content: RenderableType
    style: str
    first: str = QUOTE_BAR

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        inner = options.update_width(max(1, options.max_width - len(QUOTE_BAR)))
        style = console.get_style(self.style)
        for number, line in enumerate(console.render_lines(self.content, inner, pad=False)):
            yield Segment(QUOTE_BAR if number else self.first, style)
            yield from line
            yield Segment.line()


def text_blocks(text: str, entities: list[Json]) -> Iterator[RenderableType]:
    """Yield a formatted text as paragraphs, quotes and pieces of code; offsets are UTF-16 units."""
    styled, spans = style_text(text, entities)
    at = 0
    for start, stop, kind in spans:
        yield from paragraph(styled[at:start])
        if kind == "pre":
            yield BarredBlock(without_line_breaks(styled[start:stop]), "cyan")
        else:
            first = EXPANDABLE_BAR if kind == "expandable_blockquote" else QUOTE_BAR
            yield BarredBlock(without_line_breaks(styled[start:stop]), "green", first)
        at = stop
    yield from paragraph(styled[at:])


def paragraph(text: Text) -> Iterator[Text]:
    """Yield the text between two blocks, unless it is only a line break."""
    if text.plain not in {"", "\n"}:
        yield without_line_breaks(text)


def style_text(text: str, entities: list[Json]) -> tuple[Text, list[tuple[int, int, str]]]:
    """Return the text with its styles, and start, end and type of each outermost block."""
    where = code_point_indexes(text)
    styled = Text(text)
    spans: list[tuple[int, int, str]] = []
    for entity in entities:
        start = where.get(entity["offset"], len(text))
        stop = where.get(entity["offset"] + entity["length"], len(text))
        styled.stylize(entity_style(entity, text[start:stop]), start, stop)
        if entity["type"] in BLOCK_TYPES and (not spans or start >= spans[-1][1]):
            spans.append((start, stop, entity["type"]))
    return styled, spans


def entity_style(entity: Json, covered: str) -> Style:
    """Return the style of one entity; links can be opened in terminals that support it."""
    style = Style.parse(ENTITY_STYLES.get(entity["type"], "none"))
    if entity["type"] == "text_link":
        return Style(color="blue", underline=True, link=entity["url"])
    if entity["type"] == "url":
        address = covered if "://" in covered else f"https://{covered}"
        return style + Style(link=address)
    return style


def code_point_indexes(text: str) -> dict[int, int]:
    """Return the index of each character by its offset in UTF-16 units."""
    offsets = accumulate((2 if ord(character) > 0xFFFF else 1 for character in text), initial=0)
    return {offset: place for place, offset in enumerate(offsets)}


def without_line_breaks(text: Text) -> Text:
    """Return a piece of text without the line break that separates it from its neighbours."""
    start = 1 if text.plain.startswith("\n") else 0
    stop = len(text) - (1 if text.plain.endswith("\n") and len(text) > start else 0)
    return text[start:stop]


MAX_WIDTH = 84
BUTTON_COLOURS = {"primary": "blue", "success": "green", "danger": "red"}
ACTION_MARKS = {"url": " ↗", "copy_text": " ⧉", "web_app": " ▢", "switch_inline_query": " ↪"}


async def print_event_stream(events: AsyncIterable[Json], console: Console, zone: tzinfo = UTC) -> None:
    """Print each message of a stream of events when it arrives, and again after each edit."""
    async for event in events:
        if event["event"] in {"delivered", "edited"}:
            width = min(console.width, MAX_WIDTH)
            console.print(render_message(event["message"], width=width, edits=event["edits"], zone=zone))


def render_message(message: Json, *, width: int = MAX_WIDTH, edits: int = 0, zone: tzinfo = UTC) -> RenderableType:
    """Return one `Message` of the Bot API for a terminal; messages of people are on the right."""
    if "text" not in message and file_kind_of(message) is None:
        return Align.center(Text(f"— {service_line(message)} —", style="dim"), width=width)
    is_reader = not message.get("from", {"is_bot": True})["is_bot"]
    bubble = Panel(
        Group(*bubble_content(message)),
        box=box.ROUNDED,
        width=bubble_width(message, edits, zone, width) if is_reader else width,
        title=sender_line(message),
        title_align="left",
        subtitle=time_line(message, edits, zone),
        subtitle_align="right",
        border_style="dim",
        padding=(0, 1),
    )
    if is_reader:
        return Align.right(bubble, width=width)
    return Group(bubble, *render_keyboard(message, width))


def bubble_width(message: Json, edits: int, zone: tzinfo, width: int) -> int:
    """Return the width that a bubble needs for its text, its heading and its time."""
    parts = [*message.get("text", "").splitlines(), sender_line(message).plain, time_line(message, edits, zone).plain]
    return min(width, max(map(cell_len, parts)) + 6)


def bubble_content(message: Json) -> Iterator[RenderableType]:
    """Yield the parts of a bubble, from top to bottom."""
    if "forward_origin" in message:
        yield Text(f"Forwarded from {origin_name(message['forward_origin'])}", style="italic dim")
    if "reply_to_message" in message and "forum_topic_created" not in message["reply_to_message"]:
        yield BarredBlock(reply_line(message["reply_to_message"]), "blue")
    text = message.get("text") or message.get("caption", "")
    entities = message.get("entities") or message.get("caption_entities", [])
    pictures, above = list(render_attachments(message, entities)), is_media_above_text(message)
    if above:
        yield from pictures
    yield from text_blocks(text, entities)
    if not above:
        yield from pictures


def is_media_above_text(message: Json) -> bool:
    """Return whether picture or preview are above the text."""
    if file_kind_of(message) is not None:
        return not message.get("show_caption_above_media")
    return bool(message.get("link_preview_options", {}).get("show_above_text"))


def render_attachments(message: Json, entities: list[Json]) -> Iterator[RenderableType]:
    """Yield the picture, the file or the preview of a link."""
    kind = file_kind_of(message)
    if kind is not None:
        yield media_placeholder("file" if kind is FileKind.DOCUMENT else kind.label, attachment_detail(message, kind))
    url = preview_url(message, entities)
    if url:
        yield media_placeholder(urlsplit(url).hostname or "link", urlsplit(url).path)


def attachment_detail(message: Json, kind: FileKind) -> str:
    """Return the size of a picture or the name of a file."""
    shown = message[kind][-1] if kind is FileKind.PHOTO else message[kind]
    return f"{shown['width']} × {shown['height']}" if kind.is_seen else str(shown.get("file_name", ""))


def preview_url(message: Json, entities: list[Json]) -> str:
    """Return the address whose preview Telegram would show, empty if none."""
    options = message.get("link_preview_options", {})
    if "text" not in message or options.get("is_disabled"):
        return ""
    links = (entity["url"] for entity in entities if entity["type"] == "text_link")
    return str(options.get("url") or next(links, ""))


def media_placeholder(label: str, detail: str) -> RenderableType:
    """Return a small labelled box in place of a picture."""
    line = Text.assemble("▣ ", (label, "bold"), f"  {detail}", no_wrap=True, overflow="ellipsis")
    return Panel(line, box=box.SQUARE, border_style="magenta", padding=(0, 1), expand=True)


def render_keyboard(message: Json, width: int) -> Iterator[RenderableType]:
    """Yield the rows of buttons under a message, each as wide as the bubble."""
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        grid = Table.grid(padding=0)
        share, rest = divmod(width, len(row))
        for number in range(len(row)):
            grid.add_column(width=share + (1 if number < rest else 0))
        grid.add_row(*(render_button(button) for button in row))
        yield grid


def render_button(button: Json) -> RenderableType:
    """Return one button as a box with its text."""
    mark = next((sign for action, sign in ACTION_MARKS.items() if action in button), "")
    text = Text(button["text"] + mark, justify="center", no_wrap=True, overflow="ellipsis")
    return Panel(text, box=box.ROUNDED, border_style=BUTTON_COLOURS.get(button.get("style", ""), "none"), padding=0)


def sender_line(message: Json) -> Text:
    """Return the sender, and the chat if it is not private."""
    chat = message["chat"]
    place = "" if chat["type"] in {"private", "channel"} else f" · {chat['title']}"
    thread = message.get("message_thread_id")
    name = (account_name(message.get("from") or message["sender_chat"]), "bold cyan")
    to = f" → {account_name(chat)}" if chat["type"] == "private" and message["from"]["is_bot"] else ""
    return Text.assemble(name, to, place, f" · topic {thread}" if thread else "")


def time_line(message: Json, edits: int, zone: tzinfo) -> Text:
    """Return when a message was sent, and whether it was edited since."""
    sent = datetime.fromtimestamp(message["date"], zone).strftime("%H:%M")
    edited = f"edited {edits}×  " if edits > 1 else "edited  " if edits or message.get("edit_date") else ""
    return Text(f"{edited}{sent}", style="dim")


def account_name(account: Json) -> str:
    """Return the name of a user or the title of a chat."""
    first, last = account.get("first_name", ""), account.get("last_name", "")
    return str(account.get("title") or f"{first} {last}".strip() or "Deleted Account")


def origin_name(origin: Json) -> str:
    """Return the name of what a message was forwarded from."""
    return str(origin.get("sender_user_name") or account_name(origin.get("sender_user") or origin.get("chat", {})))


def reply_line(message: Json) -> Text:
    """Return one line of the message that is replied to."""
    said = message.get("text") or message.get("caption") or "a message"
    who = account_name(message.get("from") or message["sender_chat"])
    line = Text.assemble((who, "bold"), f"  {said.splitlines()[0]}", style="dim")
    line.no_wrap, line.overflow = True, "ellipsis"
    return line


def service_line(message: Json) -> str:
    """Return a service message in words."""
    who = account_name(message.get("from") or message["sender_chat"])
    kind = next((key for key in message if key in SERVICE_TEXTS), "")
    return f"{who} {SERVICE_TEXTS.get(kind, 'did something')}"


SERVICE_TEXTS = {
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
    "general_forum_topic_hidden": "hid General",
    "general_forum_topic_unhidden": "showed General again",
    "chat_shared": "shared a chat with the bot",
    "users_shared": "shared people with the bot",
}
