"""The accounts of the sandbox's world: people and bots."""

from dataclasses import dataclass, field

from bot.sandbox.answers import Json
from bot.sandbox.updates import UpdateQueue


@dataclass(slots=True, eq=False)
class Person:
    """A person with an account; `started` and `blocked` hold the ids of bots."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"
    deactivated: bool = False
    started: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)

    def names(self) -> Json:
        """Return what a `User` and a private `Chat` both show; a deleted account shows no name."""
        if self.deactivated:
            return {"first_name": ""}
        named = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {key: value for key, value in named.items() if value}

    def as_user(self) -> Json:
        """Return the Bot API's `User`."""
        user = {"id": self.id, "is_bot": False, **self.names()}
        if self.language_code and not self.deactivated:
            user["language_code"] = self.language_code
        return user


@dataclass(slots=True, eq=False)
class Bot:
    """A bot with its token, its updates and what it has set about itself.

    `words` maps the kind of text (``name``, ``description``, ``short_description``) and a language to it;
    `commands` maps a scope's key and a language to a list of `BotCommand`. With `stars` the owner has
    enabled paid broadcasts and this balance pays for them, a tenth of a Star a message.
    """

    token: str
    id: int
    first_name: str
    username: str
    queue: UpdateQueue
    revoked: bool = False
    has_topics: bool = False
    reads_groups: bool = False
    inline: bool = True
    stars: float | None = None
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)

    def as_user(self) -> Json:
        """Return the Bot API's `User` as other people's messages show it."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}

    def as_me(self) -> Json:
        """Return the `User` that getMe answers with."""
        return {
            **self.as_user(),
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_groups,
            "supports_inline_queries": self.inline,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": self.has_topics,
            "allows_users_to_create_topics": self.has_topics,
            "can_manage_bots": False,
        }


Account = Person | Bot
