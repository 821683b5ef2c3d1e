"""Forum topics: opened, renamed, closed, hidden and deleted by people and bots; the forum switched on and off."""

import asyncio
from dataclasses import dataclass

from sandbox.accounts import Account, MemberStatus, Person
from sandbox.chats import DEFAULT_TOPIC_COLOUR, GENERAL_ID, Chat, ChatMessage, ChatType, ForumTopic
from sandbox.messages import author_fields, insert_message, post_message, publish_topic, remove_message
from sandbox.protocol import Json
from sandbox.state import NotAllowedError, NotFoundError, SimulatorState


@dataclass(slots=True, eq=False)
class ForumActions(SimulatorState):
    """What people do with topics. Each action lets waiting polls be answered before it returns."""

    async def open_topic(self, chat: Chat, person: Person, name: str) -> ForumTopic:
        """Let a person open a topic, with its service message.

        Raises:
            NotAllowedError: the chat has no topics, or the person may not open one.
        """
        check_may_open(self, chat, person)
        topic = create_topic(self, chat, person, name)
        await asyncio.sleep(0)
        return topic

    async def set_topic(
        self,
        chat: Chat,
        topic: ForumTopic,
        *,
        closed: bool | None = None,
        deleted: bool = False,
        hidden: bool | None = None,
        name: str = "",
        by: Person | None = None,
    ) -> None:
        """Rename, close, reopen, hide or show (only General), or delete a topic; `by`: by default the first member."""
        actor = by or next((member.account for member in chat.members.values()), self.bot)
        if deleted:
            delete_topic(self, chat, topic)
        if name and name != topic.name:
            rename_topic(self, chat, topic, name, actor)
        if closed is not None:
            close_topic(self, chat, topic, actor, closed=closed)
        if hidden is not None:
            hide_general(self, chat, actor, hidden=hidden)
        publish_topic(self, chat, topic)
        await asyncio.sleep(0)

    async def set_forum(self, chat: Chat, *, is_forum: bool) -> None:
        """Switch the topics of a supergroup on or off; bots see it only by ``is_forum`` of the next message's chat.

        Raises:
            NotAllowedError: the chat is no supergroup.
        """
        if chat.kind is not ChatType.SUPERGROUP:
            raise NotAllowedError("Only a supergroup can have topics.")
        chat.is_forum = is_forum
        self.events.publish("chat", chat=chat.as_chat())
        await asyncio.sleep(0)

    def topic(self, chat: Chat, thread_id: int) -> ForumTopic:
        """Return a topic of a chat; 0 and 1 are General.

        Raises:
            NotFoundError: there is none of that id.
        """
        topic = chat.topic_of(0 if thread_id == GENERAL_ID else thread_id)
        if topic is None:
            raise NotFoundError(f"There is no topic {thread_id} in chat {chat.id}.")
        return topic


def check_may_open(state: SimulatorState, chat: Chat, person: Person) -> None:
    """Refuse a topic that a person may not open.

    Raises:
        NotAllowedError: the chat has no topics, or the person may not open one.
    """
    if chat.is_private:
        if not state.bots[chat.bot_id].has_topics:
            raise NotAllowedError("This bot has no topics in private chats.")
        return
    member = chat.members.get(person.id)
    if not chat.is_forum:
        raise NotAllowedError(f"Chat {chat.id} has no topics.")
    if member is None or not member.status.is_inside or not may_open(chat, member.status, member.denied):
        raise NotAllowedError(f"{person.first_name} may not open topics in chat {chat.id}.")


def may_open(chat: Chat, status: MemberStatus, denied: set[str]) -> bool:
    """Return whether a member of a forum may open topics."""
    refused = denied if status.is_administrator else denied | chat.muted
    return status is MemberStatus.CREATOR or "can_manage_topics" not in refused


def create_topic(
    state: SimulatorState, chat: Chat, by: Account, name: str, colour: int = DEFAULT_TOPIC_COLOUR
) -> ForumTopic:
    """Create a topic; its id is that of the service message that announces it."""
    topic = ForumTopic(state.next_message_id(chat), name, colour, creator_id=by.id)
    chat.topics[topic.id] = topic
    content: Json = {"forum_topic_created": {"name": name, "icon_color": colour}}
    about = author_fields(chat, by)
    insert_message(state, ChatMessage(topic.id, chat, by, state.stamp(), content, about, thread_id=topic.id))
    publish_topic(state, chat, topic)
    return topic


def rename_topic(state: SimulatorState, chat: Chat, topic: ForumTopic, name: str, by: Account) -> None:
    """Rename a topic."""
    topic.name = name
    tell_in_topic(state, chat, topic, by, {"forum_topic_edited": {"name": name}})


def close_topic(state: SimulatorState, chat: Chat, topic: ForumTopic, by: Account, *, closed: bool) -> bool:
    """Close or open a topic and return whether that changed anything; a hidden General is shown again when it opens."""
    if topic.closed is closed:
        return False
    topic.closed = closed
    topic.hidden = topic.hidden and closed
    tell_in_topic(state, chat, topic, by, {f"forum_topic_{'closed' if closed else 'reopened'}": {}})
    return True


def hide_general(state: SimulatorState, chat: Chat, by: Account, *, hidden: bool) -> bool:
    """Hide General, which closes it too, or show it again, which leaves it closed; return whether anything changed.

    One service message tells of it: whether Telegram tells of the closing as well is not known.
    """
    general = chat.general
    if general.hidden is hidden:
        return False
    general.closed, general.hidden = general.closed or hidden, hidden
    tell_in_topic(state, chat, general, by, {f"general_forum_topic_{'hidden' if hidden else 'unhidden'}": {}})
    return True


def delete_topic(state: SimulatorState, chat: Chat, topic: ForumTopic) -> None:
    """Delete a topic with its messages; bots get no update of it.

    Raises:
        NotAllowedError: General cannot be deleted.
    """
    if topic is chat.general:
        raise NotAllowedError("General cannot be deleted.")
    topic.deleted = True
    for message in [one for one in chat.messages.values() if one.thread_id == topic.id]:
        remove_message(state, message)


def tell_in_topic(state: SimulatorState, chat: Chat, topic: ForumTopic, by: Account, content: Json) -> None:
    """Post a service message in a topic, and publish its state; messages of General bear no thread."""
    thread_id = 0 if topic is chat.general else topic.id
    post_message(state, chat, by, content, thread_id=thread_id)
    publish_topic(state, chat, topic)
