"""What there is in the sandbox's world, and how it is found."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from bot.sandbox.answers import Json, Refusal
from bot.sandbox.calls import Calls
from bot.sandbox.chats import Chat, ChatKind, Topic
from bot.sandbox.clock import Clock
from bot.sandbox.events import Events, Subscription
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.formatting import Parser
from bot.sandbox.ledger import Ledger
from bot.sandbox.limits import FloodLimits
from bot.sandbox.members import Member, Status
from bot.sandbox.people import Account, Bot, Person
from bot.sandbox.queries import Query
from bot.sandbox.updates import UpdateQueue

TOKEN = "1000001:sandbox-token-for-this-machine-only"  # noqa: S105  # opens nothing but the sandbox
SUPERGROUPS_FROM = -1_001_000_000_000


class UnknownError(LookupError):
    """There is no such person, chat, message or button in the sandbox."""


@dataclass(slots=True, eq=False)
class State:
    """The world: accounts, chats, files, and the books kept about them."""

    token: str = TOKEN
    username: str = "topicwire_sandbox_bot"
    flood_limits: bool = True
    clock: Clock = field(default_factory=Clock)
    ledger: Ledger = field(default_factory=Ledger)
    bots: dict[int, Bot] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    private_chats: dict[tuple[int, int], Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    events: Events = field(default_factory=Events)
    calls: Calls = field(default_factory=Calls)
    limits: dict[int, FloodLimits] = field(default_factory=dict)
    faults: Faults = field(init=False)
    parser: Parser = field(init=False)
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.faults = Faults(self.monotonic)
        self.parser = Parser(self._user)
        self.add_bot(self.token, self.username)

    @property
    def bot(self) -> Bot:
        """The bot of `token`."""
        return self.bots[int(self.token.partition(":")[0])]

    def now(self) -> datetime:
        """Return the present, aware and UTC."""
        return self.clock.now()

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return self.clock.monotonic()

    def stamp(self) -> int:
        """Return the present as Unix time, whole seconds."""
        return int(self.now().timestamp())

    def subscribe(self) -> Subscription:
        """Return a subscription to everything that happens from now on."""
        return self.events.subscribe()

    def add_bot(self, token: str, username: str = "") -> Bot:
        """Create a bot; its id is the number before the token's colon."""
        bot_id = int(token.partition(":")[0])
        username = username or f"sandbox_{bot_id}_bot"
        name = username.removesuffix("_bot").replace("_", " ").title()
        bot = Bot(token, bot_id, name, username, UpdateQueue(self.monotonic))
        self.bots[bot_id] = bot
        self.limits[bot_id] = FloodLimits(self.monotonic, on=self.flood_limits)
        self.events.publish("bot", bot=bot.as_me())
        return bot

    def bot_of(self, token: str) -> Bot:
        """Return the bot of a token; one not seen before comes into being.

        Raises:
            Refusal: 401, for a token of the wrong shape, revoked, or other than its bot's.
        """
        number, colon, _ = token.partition(":")
        if not colon or len(token) > 80 or token.startswith("0") or not (number.isascii() and number.isdigit()):
            raise Refusal(401, "invalid token specified")
        bot = self.bots.get(int(number)) or self.add_bot(token)
        if bot.token != token or bot.revoked:
            raise Refusal(401)
        return bot

    def add_person(
        self,
        first_name: str,
        last_name: str = "",
        *,
        person_id: int | None = None,
        username: str = "",
        language_code: str = "en",
        started: bool = False,
        bot: Bot | None = None,
        is_told: bool = True,
    ) -> Person:
        """Create a person, who has started the bot (default: that of `token`) already if so told.

        Listeners hear of them unless whoever makes many tells of all at once.
        """
        new_id = person_id or 500_000_000 + next(self._ids)
        person = Person(new_id, first_name, last_name, username, language_code)
        if started:
            person.started.add((bot or self.bot).id)
        self.people[new_id] = person
        if is_told:
            self.events.publish("person", person=person.as_user())
        return person

    def add_chat(
        self,
        kind: ChatKind,
        title: str,
        *,
        chat_id: int | None = None,
        username: str = "",
        creator: Person | None = None,
        bot_is: Status = Status.MEMBER,
        is_forum: bool = False,
        bot: Bot | None = None,
    ) -> Chat:
        """Create a group, supergroup or channel in which the bot (default: that of `token`) is what `bot_is` says."""
        number = next(self._ids)
        default_id = -4_000_000_000 - number if kind is ChatKind.GROUP else SUPERGROUPS_FROM - number
        chat = Chat(chat_id or default_id, kind, title, username, is_forum=is_forum)
        if creator is not None:
            chat.members[creator.id] = Member(creator, Status.CREATOR)
        if bot_is is not Status.LEFT:
            inside = bot or self.bot
            chat.members[inside.id] = Member(inside, bot_is)
        self.chats[chat.id] = chat
        self.events.publish("chat", chat=chat.as_chat())
        return chat

    def add_topic(self, chat: Chat, name: str) -> Topic:
        """Create a topic in a forum, without a service message."""
        topic = Topic(self.next_message_id(chat), name)
        chat.topics[topic.id] = topic
        self.events.publish("topic", chat_id=chat.id, topic=topic.as_topic())
        return topic

    def private_chat(self, person: Person, bot: Bot | None = None) -> Chat:
        """Return the chat of a person with a bot (default: the bot of `token`)."""
        key = ((bot or self.bot).id, person.id)
        if key not in self.private_chats:
            self.private_chats[key] = Chat(person.id, ChatKind.PRIVATE, person=person, bot_id=key[0])
        return self.private_chats[key]

    def find_chat(self, bot: Bot, chat_id: int) -> Chat | None:
        """Return the chat that an id means to a bot: with a person it has met, or one where it ever was."""
        person = self.people.get(chat_id)
        if person is None:
            return self.chats.get(chat_id)
        return self.private_chat(person, bot) if self.has_met(bot, person) else None

    def has_met(self, bot: Bot, person: Person) -> bool:
        """Return whether a bot knows of a person: they wrote to it, or share a chat with it."""
        if bot.id in person.started or bot.id in person.blocked:
            return True
        return any(person.id in chat.members and bot.id in chat.members for chat in self.chats.values())

    def all_chats(self) -> list[Chat]:
        """Return every chat of the world."""
        return [*self.chats.values(), *self.private_chats.values()]

    def account(self, account_id: int) -> Account | None:
        """Return the person or bot of an id."""
        return self.people.get(account_id) or self.bots.get(account_id)

    def new_id(self) -> str:
        """Return a new id for a query or an album."""
        return str(8_000_000_000_000_000 + next(self._ids))

    def next_message_id(self, chat: Chat) -> int:
        """Return a new message id: a supergroup or channel counts its own, all other chats count together."""
        if chat.kind in {ChatKind.SUPERGROUP, ChatKind.CHANNEL}:
            chat.last_message_id += 1
            return chat.last_message_id
        return next(self._ids)

    def _user(self, user_id: int) -> Json | None:
        account = self.account(user_id)
        return account.as_user() if account else None
