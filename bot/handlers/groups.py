"""Groups: the greeting, *Set up* below it, and *Save* below an alert, which is for whoever presses."""

from datetime import timedelta

from sqlmodel import Session
from telegram import Bot, Update
from telegram.constants import ChatAction
from telegram.error import ChatMigrated, Forbidden, TelegramError

from bot.handlers import stories
from bot.handlers.context import ChatContext, Origin, Services, SubscriberContext
from bot.handlers.routes import GROUPS, button
from bot.transport.reply import Response, show_link
from bot.views.account import welcome_message
from bot.views.callback_data import SaveInPrivate, SetUpGroup
from bot.views.groups import group_greeting, saved_in_private_toast
from bot.views.help import expired_toast
from bot.views.message import Message
from bot.views.saved import saved_already_toast
from bot.views.stories import story_withdrawn_toast
from bot.views.texts import Voice
from bot.views.topics import suggested_topics
from storage import articles, chats, groups, saved, subscribers
from storage import topics as stored_topics
from storage.absence import is_away
from storage.models import Article, ChatKind

JUST_NOW = timedelta(minutes=1)
WITHOUT_PAYLOAD = frozenset({"", "true"})
"""What stands behind ``/start`` where a link named no topic; ``?startgroup=true`` is Telegram's own way to write it."""


@button(SetUpGroup)
def set_up(context: SubscriberContext, _: SetUpGroup) -> Response:
    """Show topics to follow, in place of the greeting."""
    offered = suggested_topics(context.topics, stored_topics.follower_counts(context.session))
    return Response(welcome_message(offered, context.topics, context.chosen, context.voice))


async def greeting(bot: Bot, services: Services, update: Update) -> Message | None:
    """Take note of a group that took the bot in. Returns its greeting; None where it had one, under whatever id.

    The group speaks the language of whoever added the bot. What they did counts as said once, whatever order Telegram
    tells it in: who is known is not greeted.
    """
    origin = services.origin(update)
    if origin is None or origin.place.kind not in GROUPS:
        return None
    if origin.place.kind is ChatKind.SUPERGROUP:
        await _note_move(bot, services, origin)
    is_new = await services.database.run(_store, origin)
    voice = services.texts.voice(origin.actor.language).about(origin.place.kind)
    return group_greeting(voice) if is_new else None


async def was_just_greeted(services: Services, update: Update) -> bool:
    """Return whether a group was greeted within the last minute, and nothing has been chosen since."""
    origin = services.origin(update)
    found = await services.database.run(subscribers.find, origin.place.chat_id) if origin else None
    if origin is None or found is None or origin.now - found.created_at >= JUST_NOW:
        return False
    return not await services.database.run(subscribers.choices, found.id)


def _store(session: Session, origin: Origin) -> bool:
    """Store a group with who added the bot. Returns whether it is new."""
    place, actor = origin.place, origin.actor
    if groups.is_known(session, place.chat_id):
        return False
    subscribers.find_or_add(
        session,
        place.chat_id,
        place.kind,
        actor.language,
        origin.now,
        title=place.title,
        username=place.username,
        set_up_by=None if actor.is_anonymous else actor.user_id,
    )
    return True


async def _note_move(bot: Bot, services: Services, origin: Origin) -> None:
    """Find out whether a supergroup that is not known was a group of the same name until just now.

    Telegram says so as well, but perhaps later than that the bot is in the supergroup.
    """
    place = origin.place
    for chat_id in await services.database.run(groups.groups_before, place.chat_id, place.title):
        try:
            await bot.send_chat_action(chat_id, ChatAction.TYPING)
        except ChatMigrated as error:
            if error.new_chat_id == place.chat_id:
                await services.database.run(chats.migrate_chat, chat_id, place.chat_id, origin.now)
        except TelegramError:
            continue


@button(SaveInPrivate, is_open=True)
async def save_in_private(context: ChatContext, data: SaveInPrivate) -> None:
    """Keep the article of an alert in a group for whoever pressed, and send it to them in private.

    Whoever never began a chat with the bot, or blocked it, is taken there; the link saves it.
    """
    article = await context.run(articles.find, data.article_id)
    if article is None or not article.is_shown:
        await context.toast((story_withdrawn_toast if article else expired_toast)(context.voice))
        return
    try:
        is_new = await _save_and_send(context, article)
    except Forbidden:
        is_new = None
    if is_new is None and context.query:
        context.is_answered = True
        await show_link(context.query, f"{context.bot.link}?start=save-{article.id}")
    else:
        await context.toast((saved_in_private_toast if is_new else saved_already_toast)(context.voice))


async def _save_and_send(context: ChatContext, article: Article) -> bool | None:
    """Returns whether it was not kept before; None for somebody whom the bot cannot write to."""
    saving = await context.run(_save, context.person_id, article.id, context.origin, context.voice)
    if saving is None:
        return None
    is_new, message = saving
    if is_new and message:
        await context.reply(message)
    return is_new


def _save(
    session: Session, person_id: int, article_id: int, origin: Origin, voice: Voice
) -> tuple[bool, Message | None] | None:
    """Keep an article for a person. Returns whether that is new, with its alert; None where the bot cannot write."""
    reader = subscribers.find(session, person_id)
    if reader is None or is_away(reader):
        return None
    is_new = saved.save(session, reader.id, article_id, origin.now)
    return is_new, stories.alert_of(session, reader, article_id, voice)
