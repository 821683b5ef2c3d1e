"""One command or press, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session

from bot.alerts.topics import ancestors
from bot.chat.desk import Caller
from bot.messages.naming import topic_id
from bot.messages.texts import Texts, Voice
from storage import subscribers, topics
from storage.models import ChatKind, Standing, Subscriber, Topic, Volume
from storage.stories import required

A = TypeVar("A")
T = TypeVar("T")


@dataclass(slots=True)
class Visit:
    """What a step of the conversation sees, and through which it changes what the subscriber chose.

    Attributes:
        everything: all topics by name, listed or not.
        chosen: what the subscriber chose, by topic id; kept up to date.
    """

    session: Session
    caller: Caller
    subscriber: Subscriber
    everything: Sequence[Topic]
    chosen: Mapping[int, Volume]
    voice: Voice

    @property
    def subscriber_id(self) -> int:
        """The id of the subscriber's row."""
        return required(self.subscriber.id)

    @property
    def is_paused(self) -> bool:
        """Whether nothing is sent until the person says /start."""
        return self.subscriber.standing is Standing.PAUSED

    @property
    def offered(self) -> list[Topic]:
        """The topics that the person may see: those listed, and their own."""
        return [topic for topic in self.everything if topic.is_listed or topic.id in self.chosen]

    @property
    def own(self) -> list[Topic]:
        """The topics that the person chose."""
        return [topic for topic in self.everything if topic.id in self.chosen]

    @property
    def parents(self) -> dict[int, int | None]:
        """The parent of each topic."""
        return {topic_id(topic): topic.parent_id for topic in self.everything}

    def topic(self, wanted: int) -> Topic | None:
        """Return a topic by its id, if the person may see it: any app may send any number."""
        return next((topic for topic in self.offered if topic.id == wanted), None)

    def follows(self, topic: Topic) -> bool:
        """Return whether this very topic is followed and not muted."""
        return self.chosen.get(topic_id(topic)) is Volume.STORIES

    def under(self, topic: Topic) -> list[int]:
        """Return the ids of all topics under one."""
        parents = self.parents
        return [below for below in parents if topic.id in ancestors(below, parents)]

    def choose(self, topic: Topic, volume: Volume) -> bool:
        """Follow or mute a topic. Returns whether anything changed."""
        self.chosen = {**self.chosen, topic_id(topic): volume}
        return subscribers.choose(self.session, self.subscriber_id, topic_id(topic), volume, self.caller.now)

    def drop(self, topic: Topic) -> bool:
        """Forget what was chosen about a topic. Returns whether anything was."""
        self.chosen = {chosen: volume for chosen, volume in self.chosen.items() if chosen != topic.id}
        return subscribers.drop(self.session, self.subscriber_id, topic_id(topic), self.caller.now)


def receive(session: Session, caller: Caller, texts: Texts, step: Callable[[Visit, A], T], argument: A) -> T:
    """Take a step of the conversation with the subscriber who came: added if new, reachable again if they were not."""
    subscriber = subscribers.meet(session, caller.chat_id, ChatKind.PRIVATE, caller.language, caller.now)
    chosen = subscribers.choices(session, required(subscriber.id))
    voice = texts.voice(subscriber.language)
    return step(Visit(session, caller, subscriber, topics.every(session), chosen, voice), argument)
