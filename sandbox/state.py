"""The state of the simulator: accounts, chats, queries, files, logs and the clock, and how each is found."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from sandbox.accounts import Account, BotAccount, ChatMember, MemberStatus, Person
from sandbox.chats import Chat, ChatMessage, ChatType, ForumTopic
from sandbox.faults import FaultRules
from sandbox.files import FileStore
from sandbox.flood_limits import FloodLimits
from sandbox.formatting import TextParser
from sandbox.logs import CallLog, EventStream, EventSubscription, MessageLog
from sandbox.protocol import BotApiError, Json
from sandbox.updates import UpdateQueue


def utc_now() -> datetime:
    """Return the present time, UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Clock:
    """Two clocks that are moved together: aware UTC datetimes, and seconds that never go back."""

    wall: Callable[[], datetime] = utc_now
    seconds: Callable[[], float] = time.monotonic
    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        """Return the simulator's time."""
        return self.wall() + self.ahead

    def monotonic(self) -> float:
        """Return seconds since some fixed moment."""
        return self.seconds() + self.ahead.total_seconds()

    def skip(self, span: timedelta) -> None:
        """Move the simulator's time forward."""
        self.ahead += span


@dataclass(slots=True, eq=False)
class UserQuery:
    """A query that a person made of a bot, and the answer that came."""

    id: str
    bot_id: int
    person_id: int
    kind: str
    asked_at: float
    text: str = ""
    answer: Json | None = None
    contents: dict[str, Json] = field(default_factory=dict)
    """Of an answered inline query: what each result would send, by its id."""


DEFAULT_TOKEN = "1000001:sandbox-token-for-this-machine-only"  # noqa: S105  # opens nothing but the sandbox
SUPERGROUP_ID_OFFSET = -1_001_000_000_000


class NotFoundError(LookupError):
    """There is no such person, chat, message or button in the sandbox."""


@dataclass(slots=True, eq=False)
class SimulatorState:
    """Accounts, chats, queries, files and logs, with the methods that create and find them."""

    token: str = DEFAULT_TOKEN
    username: str = "topicwire_sandbox_bot"
    flood_limits: bool = True
    clock: Clock = field(default_factory=Clock)
    message_log: MessageLog = field(default_factory=MessageLog)
    bots: dict[int, BotAccount] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    private_chats: dict[tuple[int, int], Chat] = field(default_factory=dict)
    queries: dict[str, UserQuery] = field(default_factory=dict)
    inline_messages: dict[str, ChatMessage] = field(default_factory=dict)
    files: FileStore = field(default_factory=FileStore)
    events: EventStream = field(default_factory=EventStream)
    calls: CallLog = field(default_factory=CallLog)
    limits: dict[int, FloodLimits] = field(default_factory=dict)
    faults: FaultRules = field(init=False)
    parser: TextParser = field(init=False)
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.faults = FaultRules(self.monotonic)
        self.parser = TextParser(self._user)
        self.add_bot(self.token, self.username)

    @property
    def bot(self) -> BotAccount:
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

    def subscribe(self) -> EventSubscription:
        """Return a subscription to everything that happens from now on."""
        return self.events.subscribe()

    def add_bot(self, token: str, username: str = "") -> BotAccount:
        """Create a bot; its id is the number before the colon of the token."""
        bot_id = int(token.partition(":")[0])
        username = username or f"sandbox_{bot_id}_bot"
        name = username.removesuffix("_bot").replace("_", " ").title()
        bot = BotAccount(token, bot_id, name, username, UpdateQueue(self.monotonic))
        self.bots[bot_id] = bot
        self.limits[bot_id] = FloodLimits(self.monotonic, on=self.flood_limits)
        self.events.publish("bot", bot=bot.as_me())
        return bot

    def bot_of(self, token: str) -> BotAccount:
        """Return the bot of a token; create it if the token is new.

        Raises:
            BotApiError: 401, for a token of the wrong shape, revoked, or other than its bot's.
        """
        number, colon, _ = token.partition(":")
        if not colon or len(token) > 80 or token.startswith("0") or not (number.isascii() and number.isdigit()):
            raise BotApiError(401, "invalid token specified")
        bot = self.bots.get(int(number)) or self.add_bot(token)
        if bot.token != token or bot.revoked:
            raise BotApiError(401)
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
        bot: BotAccount | None = None,
        is_published: bool = True,
    ) -> Person:
        """Create a person; `started`: who has already started the bot (default: that of `token`).

        With `is_published` off no event is published, for callers that create many and publish one event for all.
        """
        new_id = person_id or next(each for each in map((500_000_000).__add__, self._ids) if each not in self.people)
        person = Person(new_id, first_name, last_name, username, language_code)
        if started:
            person.started.add((bot or self.bot).id)
        self.people[new_id] = person
        if is_published:
            self.events.publish("person", person=person.as_user())
        return person

    def add_chat(
        self,
        kind: ChatType,
        title: str,
        *,
        chat_id: int | None = None,
        username: str = "",
        creator: Person | None = None,
        bot_is: MemberStatus = MemberStatus.MEMBER,
        is_forum: bool = False,
        bot: BotAccount | None = None,
    ) -> Chat:
        """Create a group, supergroup or channel; `bot_is` is the status of the bot (default: that of `token`) in it."""
        number = next(self._ids)
        default_id = -4_000_000_000 - number if kind is ChatType.GROUP else SUPERGROUP_ID_OFFSET - number
        chat = Chat(chat_id or default_id, kind, title, username, is_forum=is_forum)
        if creator is not None:
            chat.members[creator.id] = ChatMember(creator, MemberStatus.CREATOR)
        if bot_is is not MemberStatus.LEFT:
            inside = bot or self.bot
            chat.members[inside.id] = ChatMember(inside, bot_is)
        self.chats[chat.id] = chat
        self.events.publish("chat", chat=chat.as_chat())
        return chat

    def add_topic(self, chat: Chat, name: str) -> ForumTopic:
        """Create a topic in a forum, without a service message."""
        topic = ForumTopic(self.next_message_id(chat), name)
        chat.topics[topic.id] = topic
        self.events.publish("topic", chat_id=chat.id, topic=topic.as_topic())
        return topic

    def private_chat(self, person: Person, bot: BotAccount | None = None) -> Chat:
        """Return the chat of a person with a bot (default: the bot of `token`)."""
        key = ((bot or self.bot).id, person.id)
        if key not in self.private_chats:
            self.private_chats[key] = Chat(person.id, ChatType.PRIVATE, person=person, bot_id=key[0])
        return self.private_chats[key]

    def find_chat(self, bot: BotAccount, chat_id: int) -> Chat | None:
        """Return the chat of an id as a bot sees it: a private chat only with a person whom the bot has met."""
        person = self.people.get(chat_id)
        if person is None:
            return self.chats.get(chat_id)
        return self.private_chat(person, bot) if self.has_met(bot, person) else None

    def has_met(self, bot: BotAccount, person: Person) -> bool:
        """Return whether a person has written to a bot or is in a chat with it."""
        if bot.id in person.started or bot.id in person.blocked:
            return True
        return any(person.id in chat.members and bot.id in chat.members for chat in self.chats.values())

    def message(self, chat: Chat, message_id: int) -> ChatMessage:
        """Return a message of a chat.

        Raises:
            NotFoundError: there is none of that id.
        """
        if message_id not in chat.messages:
            raise NotFoundError(f"There is no message {message_id} in chat {chat.id}.")
        return chat.messages[message_id]

    def new_query(self, bot: BotAccount, person: Person, kind: str, text: str = "") -> UserQuery:
        """Return a new query of a person, which waits for the bot's answer."""
        query = UserQuery(self.new_id(), bot.id, person.id, kind, self.monotonic(), text)
        self.queries[query.id] = query
        return query

    def all_chats(self) -> list[Chat]:
        """Return all chats."""
        return [*self.chats.values(), *self.private_chats.values()]

    def account(self, account_id: int) -> Account | None:
        """Return the person or bot of an id."""
        return self.people.get(account_id) or self.bots.get(account_id)

    def new_id(self) -> str:
        """Return a new id for a query or an album."""
        return str(8_000_000_000_000_000 + next(self._ids))

    def next_message_id(self, chat: Chat) -> int:
        """Return a new message id: each supergroup and channel has its own sequence, all other chats share one."""
        if chat.kind in {ChatType.SUPERGROUP, ChatType.CHANNEL}:
            chat.last_message_id += 1
            return chat.last_message_id
        return next(self._ids)

    def _user(self, user_id: int) -> Json | None:
        account = self.account(user_id)
        return account.as_user() if account else None


class NotAllowedError(Exception):
    """A person may not do that here."""
