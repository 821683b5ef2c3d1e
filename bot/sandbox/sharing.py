"""What people send beside words: files, albums, forwards, contacts, places."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.sandbox.answers import Json
from bot.sandbox.chats import Chat
from bot.sandbox.file_kinds import FileKind
from bot.sandbox.messages import Message
from bot.sandbox.origins import origin
from bot.sandbox.people import Person
from bot.sandbox.request import Upload
from bot.sandbox.speaking import NotAllowedError, Speaking

LARGEST_ALBUM = 10


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that a person sends, with a caption in the markup of `parse_mode` and what is `told` of the file."""

    kind: FileKind
    upload: Upload
    caption: str = ""
    parse_mode: str = ""
    has_spoiler: bool = False
    is_caption_above: bool = False
    told: Json = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Sharing(Speaking):
    """The world with people who share things. Everything raises as `say` does."""

    async def send(
        self,
        person: Person,
        enclosures: Sequence[Enclosure],
        chat: Chat | None = None,
        *,
        thread_id: int = 0,
        about: Json | None = None,
    ) -> list[Message]:
        """Let a person send a file, or up to ten as an album (default: to the bot alone).

        Raises:
            NotAllowedError: there are none or too many, or they make no album.
            Refusal: Telegram would not take a file.
        """
        check_album([enclosure.kind for enclosure in enclosures])
        place = chat or self.private_chat(person)
        contents = [self.enclosed(enclosure) for enclosure in enclosures]
        group = {"media_group_id": self.new_id()} if len(contents) > 1 else {}
        shown = (about or {}) | group
        return [await self.utter(person, one, place, thread_id=thread_id, about=shown) for one in contents]

    def enclosed(self, enclosure: Enclosure) -> Json:
        """Return the content of a message with a file."""
        content = self.files.keep(enclosure.upload, enclosure.kind, enclosure.told).as_content()
        if enclosure.kind.has_caption and enclosure.caption:
            content |= self.written(enclosure.caption, enclosure.parse_mode, "caption")
        flags = {
            "has_media_spoiler": enclosure.has_spoiler,
            "show_caption_above_media": enclosure.is_caption_above,
        }
        return content | {name: True for name, is_on in flags.items() if is_on and enclosure.kind.is_seen}

    async def forward(
        self, person: Person, messages: Sequence[Message], chat: Chat | None = None, *, is_hidden: bool = False
    ) -> list[Message]:
        """Let a person forward messages, whose author may hide; those of one album make an album again."""
        place = chat or self.private_chat(person)
        groups: dict[str, str] = {}
        sent = []
        for message in messages:
            about: Json = {"forward_origin": origin(message, is_hidden=is_hidden)}
            if group := message.about.get("media_group_id"):
                about["media_group_id"] = groups.setdefault(group, self.new_id())
            sent.append(await self.utter(person, dict(message.content), place, about=about))
        return sent

    async def share_contact(self, person: Person, whose: Person, chat: Chat | None = None) -> Message:
        """Let a person share somebody's contact."""
        named = {"phone_number": f"+000{whose.id}", "user_id": whose.id, **whose.names()}
        contact = {name: value for name, value in named.items() if name != "username"}
        return await self.utter(person, {"contact": contact}, chat or self.private_chat(person))

    async def share_place(self, person: Person, latitude: float, longitude: float, chat: Chat | None = None) -> Message:
        """Let a person share a place."""
        location = {"latitude": latitude, "longitude": longitude}
        return await self.utter(person, {"location": location}, chat or self.private_chat(person))


def check_album(kinds: Sequence[FileKind]) -> None:
    """Refuse what is no album, and no single file either."""
    if not 1 <= len(kinds) <= LARGEST_ALBUM:
        raise NotAllowedError(f"An album has up to {LARGEST_ALBUM} files.")
    if len(kinds) > 1 and not set(kinds) <= kinds[0].company:
        raise NotAllowedError(f"These do not make an album: {', '.join(kind.words for kind in kinds)}.")
