"""/start, /stop and going on, /help, /privacy, /delete, plain words, unknown commands.

Also: the bot is blocked, unblocked, added to a group or removed from it (Bot API, ``my_chat_member``), and a group
becomes a supergroup.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted, ChatMemberUpdated, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType

from bot.handlers import preferences, rhythm, saved, share, stories, time_zone, topics
from bot.handlers.context import AnonymousContext, Services, SubscriberContext, response_if_changed
from bot.handlers.language import choose_language
from bot.handlers.routes import button, command
from bot.news.topics import find_topic
from bot.transport.reply import Response
from bot.views.account import (
    alerts_paused_message,
    alerts_paused_toast,
    alerts_resumed_message,
    alerts_resumed_toast,
    all_left_message,
    all_left_toast,
    data_deleted_message,
    data_kept_message,
    delete_confirmation,
    digest_question,
    leave_all_question,
    left_as_is_message,
    not_paused_message,
    nothing_to_leave,
    pause_question,
    privacy_message,
    resume_question,
    welcome_message,
    with_welcome,
)
from bot.views.callback_data import (
    CancelDelete,
    ConfirmDelete,
    LeaveAllTopics,
    LeaveAsIs,
    NoAction,
    OpenHelp,
    PauseAlerts,
    ResumeAlerts,
)
from bot.views.help import HelpSection, help_message, unknown_command_message
from bot.views.message import Message
from bot.views.share import PLAIN
from bot.views.texts import FALLBACK, Texts
from bot.views.topics import suggested_topics
from storage import chats, groups, menus, subscribers
from storage import topics as stored_topics
from storage.models import SubscriberStatus
from storage.preferences import ANNOUNCEMENTS

GONE_STATUSES = frozenset({ChatMember.BANNED, ChatMember.LEFT})
GROUP_TYPES = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


@command("start", menu=1, section=HelpSection.ALERTS)
def start(context: SubscriberContext, slug: str) -> Message:
    """Begin, or go on after /stop; with what a link carried, do what that offers."""
    was_paused = rhythm.go_on(context)
    is_newcomer = context.is_newcomer
    if kept := saved.save_from_link(context, slug):
        return kept
    if slug and slug != PLAIN:
        answer = share.answer_link(context, slug)
        return with_welcome(answer, context.voice) if is_newcomer and context.is_private else answer
    if was_paused:
        return alerts_resumed_message(context.chosen, context.voice)
    offered = suggested_topics(context.topics, stored_topics.follower_counts(context.session))
    return welcome_message(offered, context.topics, context.chosen, context.voice)


@command("stop", menu=7, section=HelpSection.ALERTS)
def stop(context: SubscriberContext, _: str) -> Message:
    """Pause everything and keep all choices."""
    subscribers.pause(context.session, context.subscriber_id, context.now)
    return alerts_paused_message(context.voice)


@button(PauseAlerts)
def pause(context: SubscriberContext, _: PauseAlerts) -> Response:
    """Do the same, once the question is answered."""
    was_running = subscribers.pause(context.session, context.subscriber_id, context.now)
    response = Response(alerts_paused_message(context.voice), alerts_paused_toast(context.voice))
    return response_if_changed(context, response, is_changed=was_running)


@button(ResumeAlerts)
def resume(context: SubscriberContext, _: ResumeAlerts) -> Response:
    """Go on after /stop."""
    was_paused = rhythm.go_on(context)
    response = Response(alerts_resumed_message(context.chosen, context.voice), alerts_resumed_toast(context.voice))
    return response_if_changed(context, response, is_changed=was_paused)


@button(LeaveAllTopics)
def leave_all_topics(context: SubscriberContext, _: LeaveAllTopics) -> Response:
    """Leave every topic."""
    left = [context.drop(topic) for topic in context.own]
    response = Response(all_left_message(context.voice), all_left_toast(context.voice))
    return response_if_changed(context, response, is_changed=any(left))


@button(LeaveAsIs)
def leave_as_is(context: SubscriberContext, _: LeaveAsIs) -> Response:
    """Do nothing."""
    return Response(left_as_is_message(context.voice))


@command("help", menu=9, section=HelpSection.DATA)
def show_help(context: SubscriberContext, _: str) -> Message:
    """Say what the bot can do."""
    return help_message(context.commands, context.voice, context.role)


@button(OpenHelp)
def open_help(context: SubscriberContext, _: OpenHelp) -> Response:
    """Say the same in place of the message that was pressed."""
    return Response(show_help(context, ""))


# Plain words that stand alone. Those that take something away ask first.


def answer_text(context: SubscriberContext, text: str) -> Message:
    """Answer what is no command: a plain word does what it says, and the name of a topic shows the topic.

    A topic that is called so comes first, except where somebody wants less.
    """
    said, known = _words_of(text), plain_words(context.voice.texts, context.voice.spoken)
    for words in (said, known.without_fillers(said)):
        if words in known.for_less:
            return WORDS_FOR_LESS[known.for_less[words]](context)
        is_topic = find_topic(text, context.offered) is not None
        if words in known.others and not is_topic:
            return WORDS[known.others[words]](context)
        if not is_topic and (message := rhythm.answer_plain_words(context, words)):
            return message
        if not is_topic and (message := rhythm.answer_words_of_rest(context, known.beside(words, _REST))):
            return message
    return topics.answer_text(context, _topic_spoken_of(context, said, known) or text)


def _topic_spoken_of(context: SubscriberContext, said: str, known: "PlainWords") -> str:
    """The topic that somebody wants to follow or to leave in plain words; empty if there is none."""
    for words in (said, known.without_fillers(said)):
        for beside in known.beside(words, _ABOUT_A_TOPIC):
            for name in (beside, beside.partition(" ")[2]):
                if name and (topic := find_topic(name, context.offered)):
                    return topic.slug
    return ""


def is_plain_word(text: str, texts: Texts) -> bool:
    """Return whether a text stands alone for what somebody wants to do, in any language."""
    said, known = _words_of(text), plain_words(texts, FALLBACK)
    return not {said, known.without_fillers(said)}.isdisjoint({*known.for_less, *known.others})


@dataclass(frozen=True, slots=True)
class PlainWords:
    """What people write in place of commands: the key of the text that has the words, by the words.

    Attributes:
        for_less: words of those who want less.
        others: all others.
        fillers: words that mean nothing around them.
    """

    for_less: Mapping[str, str]
    others: Mapping[str, str]
    fillers: frozenset[str]

    def without_fillers(self, said: str) -> str:
        """Return what was said without words that mean nothing here."""
        return " ".join(word for word in said.split() if word not in self.fillers)

    def beside(self, said: str, keys: Collection[str]) -> list[str]:
        """Return what stands before or after words of these keys, such as the topic of "unsubscribe robotics"."""
        words, meanings = said.split(), {**self.others, **self.for_less}
        found = []
        for cut in range(1, len(words)):
            parts = " ".join(words[:cut]), " ".join(words[cut:])
            found += [other for one, other in (parts, parts[::-1]) if meanings.get(one) in keys]
        return found


@cache
def plain_words(texts: Texts, language: str) -> PlainWords:
    """Return the words of all languages; those of the reader's own come first, then English ones."""
    languages = dict.fromkeys((language, FALLBACK, *texts.languages))

    def table(keys: Iterable[str]) -> dict[str, str]:
        spoken = [(word, key) for each in languages for key in keys for word in _split(texts, key, each)]
        return dict(reversed(spoken))

    fillers = frozenset(word for each in (language, FALLBACK) for word in _split(texts, "words-fillers", each))
    return PlainWords(table(WORDS_FOR_LESS), table(WORDS), fillers)


def _split(texts: Texts, key: str, language: str) -> list[str]:
    return [_words_of(word) for word in texts.label(key, language).split(",")]


LONGEST_WORDS = 60
"""Characters: who writes more tells more than a plain word."""
_ABOUT_A_TOPIC = frozenset({"words-pause", "words-leave", "words-resume", "words-topics"})
_REST = frozenset({"words-pause", "words-snooze", "words-quiet"})


def _words_of(text: str) -> str:
    """What somebody wrote, in small letters and without signs; empty if it is long."""
    if len(text) > LONGEST_WORDS:
        return ""
    return " ".join(
        re.sub(r"[^\w\s']|_", " ", unicodedata.normalize("NFKC", text).replace("’", "'").casefold()).split()
    )


def _ask_pause(context: SubscriberContext) -> Message:
    return alerts_paused_message(context.voice) if context.is_paused else pause_question(context.voice)


def _ask_resume(context: SubscriberContext) -> Message:
    return resume_question(context.voice) if context.is_paused else not_paused_message(context.voice)


def _ask_leave_all(context: SubscriberContext) -> Message:
    return leave_all_question(context.chosen, context.voice) if context.chosen else nothing_to_leave(context.voice)


def _ask_delete(context: SubscriberContext) -> Message:
    return delete_confirmation(context.voice)


def _begin(context: SubscriberContext) -> Message:
    return resume_question(context.voice) if context.is_paused else start(context, "")


def _tell_digest(context: SubscriberContext) -> Message:
    is_on = ANNOUNCEMENTS.value(context.subscriber)
    return digest_question(context.voice, are_announcements_on=is_on, is_paused=context.is_paused)


PlainWordHandler = Callable[[SubscriberContext], Message]


WORDS_FOR_LESS: Mapping[str, PlainWordHandler] = {
    "words-pause": _ask_pause,
    "words-leave": _ask_leave_all,
    "words-delete": _ask_delete,
}
"""What is done for those who want less, by the key of the text that has the words."""
WORDS: Mapping[str, PlainWordHandler] = {
    "words-resume": _ask_resume,
    "words-start": _begin,
    "words-digest": _tell_digest,
    "words-daily": rhythm.ask_daily,
    "words-weekly": rhythm.ask_weekly,
    "words-rhythm": lambda context: rhythm.set_rhythm(context, ""),
    "words-quiet": lambda context: rhythm.set_quiet_hours(context, ""),
    "words-snooze": rhythm.pause_page,
    "words-zone": lambda context: time_zone.set_zone(context, ""),
    "words-language": lambda context: choose_language(context, ""),
    "words-help": lambda context: show_help(context, ""),
    "words-settings": lambda context: preferences.show_settings(context, ""),
    "words-mine": lambda context: topics.show_own_topics(context, ""),
    "words-topics": lambda context: topics.show_catalogue(context, ""),
    "words-latest": lambda context: stories.show_latest(context, ""),
    "words-privacy": lambda context: privacy_message(context.contact, context.voice),
}
"""What else is done, by the same."""


def answer_unknown_command(context: SubscriberContext, name: str) -> Message:
    """Say that there is no such command."""
    return unknown_command_message(name, context.voice)


@command("privacy", is_anonymous=True, menu=10, section=HelpSection.DATA)
def show_privacy(context: AnonymousContext, _: str) -> Message:
    """Say what is stored, and whom to ask. Whoever asks is not stored for asking."""
    return privacy_message(context.contact, context.voice)


@command("delete", is_anonymous=True, menu=11, section=HelpSection.DATA)
def ask_delete(context: AnonymousContext, _: str) -> Message:
    """Ask whether to erase everything about the person."""
    return delete_confirmation(context.voice)


@button(ConfirmDelete, is_anonymous=True)
def delete_data(context: AnonymousContext, _: ConfirmDelete) -> Response:
    """Erase everything about the person."""
    subscribers.erase(context.session, context.origin.place.chat_id)
    menus.forget_all(context.session, context.origin.place.chat_id)
    groups.forget_person(context.session, context.origin.place.chat_id)
    return Response(data_deleted_message(context.voice), is_free=True)


@button(CancelDelete, is_anonymous=True)
def keep_data(context: AnonymousContext, _: CancelDelete) -> Response:
    """Erase nothing."""
    return Response(data_kept_message(context.voice))


@command("cancel")
def cancel_question(context: SubscriberContext, _: str) -> Message:
    """Ask nothing any more, as after any command; this one does nothing else. Administrators have their own."""
    return left_as_is_message(context.voice)


@button(NoAction, is_anonymous=True)
def do_nothing(_: AnonymousContext, __: NoAction) -> Response:
    """Answer a press of a button that only shows something."""
    return Response()


async def note_membership(services: Services, update: Update) -> bool:
    """Take note that the bot's place in a chat changed. Returns whether a group has just taken it in.

    A group that becomes a supergroup puts the bot out too, perhaps before Telegram says where it went. So the next
    send decides about a group: it is refused for good, or with the new id. Whoever may not write is as good as gone.
    """
    change = update.my_chat_member
    if change is None:
        return False
    if change.new_chat_member.status in GONE_STATUSES:
        if change.chat.type != ChatType.GROUP:
            await services.database.run(chats.mark_unreachable, change.chat.id, *_reason_gone(change), services.clock())
        return False
    if not may_write(change.chat.type, change.new_chat_member):
        lost = (SubscriberStatus.KICKED, "the bot may not write there")
        await services.database.run(chats.mark_unreachable, change.chat.id, *lost, services.clock())
        return False
    await services.database.run(chats.mark_reachable, change.chat.id, services.clock())
    return change.chat.type in GROUP_TYPES and change.old_chat_member.status in GONE_STATUSES


def may_write(chat_type: str, member: ChatMember) -> bool:
    """Return whether the bot may write in a chat, as what it is there: in a channel only who may post can."""
    match member:
        case ChatMemberRestricted():
            return bool(member.is_member and member.can_send_messages)
        case ChatMemberAdministrator():
            return chat_type != ChatType.CHANNEL or bool(member.can_post_messages)
        case _:
            return chat_type != ChatType.CHANNEL or member.status == ChatMember.OWNER


def takes_in(message: TelegramMessage, bot_id: int) -> bool:
    """Return whether a service message says that a group was made with the bot in it, or that it was added.

    Telegram says so twice; where the change of the bot's membership does not arrive, this does.
    """
    is_made = message.group_chat_created or message.supergroup_chat_created
    return bool(is_made) or any(member.id == bot_id for member in message.new_chat_members)


async def note_move(services: Services, message: TelegramMessage) -> None:
    """Take note that a group became a supergroup: the message stands in either (Bot API, ``migrate_to_chat_id``)."""
    here, there, before = message.chat.id, message.migrate_to_chat_id, message.migrate_from_chat_id
    if there or before:
        await services.database.run(chats.migrate_chat, before or here, there or here, services.clock())


def _reason_gone(change: ChatMemberUpdated) -> tuple[SubscriberStatus, str]:
    if change.chat.type == ChatType.PRIVATE:
        return SubscriberStatus.BLOCKED, "the person blocked the bot"
    return SubscriberStatus.KICKED, "the bot was put out of the chat"
