"""Which update goes where, and how it is answered: by what `commands` and `presses` say, once that is committed."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.chat import arrivals, failures, following, standing
from bot.chat.admin.office import Office
from bot.chat.admin.reception import Reception
from bot.chat.answer import Answer
from bot.chat.commands import READINGS, STEPS, Reading, Step
from bot.chat.desk import Caller, Desk
from bot.chat.flood import FloodGuard, Verdict
from bot.chat.presses import PRESS_STEPS
from bot.chat.replying import answer_press, reply, toast
from bot.chat.visit import receive
from bot.messages import account, answers, toasts
from bot.messages.callback import parse
from bot.messages.press import CancelDelete, ConfirmDelete, Nothing, OpenHelp, Press
from bot.messages.texts import Voice
from storage import subscribers

Context = CallbackContext[Any, Any, Any, Any]

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MOST_COMMANDS, MOST_PRESSES = 20, 60
"""A minute, for one person: whoever goes through the catalogue presses a button a second for a while."""

FIRST = -1
PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
ELSEWHERE = ~filters.ChatType.PRIVATE & (filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The handlers, with what they remember of who was answered how often."""

    desk: Desk
    reception: Reception
    commands: FloodGuard = field(default_factory=partial(FloodGuard, MOST_COMMANDS, MINUTE))
    presses: FloodGuard = field(default_factory=partial(FloodGuard, MOST_PRESSES, MINUTE))
    albums: FloodGuard = field(default_factory=partial(FloodGuard, 1, MINUTE, remembered=100))
    pointers: FloodGuard = field(default_factory=partial(FloodGuard, 1, DAY))

    async def guard(self, update: Update, context: Context) -> None:
        """Let nobody go too fast, before anything is done for them; other bots are not answered at all."""
        user, query = update.effective_user, update.callback_query
        if user is None or not (query or PRIVATE.check_update(update)):
            return
        if user.is_bot:
            raise ApplicationHandlerStop
        if update.message and self.reception.expects(user.id, update.message):
            return
        verdict = (self.presses if query else self.commands).judge(user.id, self.desk.clock())
        if verdict is Verdict.WARN:
            await self._warn(update, context)
        if verdict is not Verdict.ANSWER:
            raise ApplicationHandlerStop

    async def command(self, step: Step, update: Update, context: Context) -> None:
        """Do what a command asks; an administrator who begins is shown their commands."""
        await self._take(step, " ".join(context.args or ()), update, context)
        if step is standing.start and (caller := self.desk.caller(update)):
            await self.reception.met(context.bot, caller)

    async def reading(self, reading: Reading, update: Update, context: Context) -> None:
        """Answer a command that takes note of nobody."""
        if caller := self.desk.caller(update):
            await reply(context.bot, caller.chat_id, reading(self.desk, await self._voice(caller)))

    async def unknown_command(self, update: Update, context: Context) -> None:
        """Do what an administrator asks; say to everybody else that there is no such command."""
        name, _ = _command(update)
        if not await self.reception.command(context.bot, update, name.lower(), _argument(update)):
            await self._take(standing.unknown_command, name, update, context)

    async def words(self, update: Update, context: Context) -> None:
        """Answer text, or a picture, a sticker and the like; of an album once."""
        message, caller = update.message, self.desk.caller(update)
        if message is None or caller is None:
            return
        if await self.reception.answer(context.bot, caller, message):
            return
        album = message.media_group_id
        if album is None or self.albums.judge(album, self.desk.clock()) is Verdict.ANSWER:
            await self._take(following.words, message.text or "", update, context)

    async def press(self, update: Update, context: Context) -> None:
        """Do what a button asks. What it sends back may be anything, so it is only ever about whoever sent it."""
        query = update.callback_query
        if query is None:
            return
        caller, asked = self.desk.caller(update), parse(query.data or "")
        if caller is None or asked is None:
            if asked is not None and not isinstance(asked, Press):
                await self.reception.forged(update, asked)
            await toast(query, toasts.expired(self.desk.voice_for(update)))
        elif not isinstance(asked, Press):
            await self.reception.press(context.bot, query, caller, asked)
        else:
            await answer_press(context.bot, query, await self._answer(caller, asked))

    async def elsewhere(self, update: Update, context: Context) -> None:
        """Answer a command in a group or channel, unless it is meant for another bot."""
        name, addressee = _command(update)
        await self.reception.attempted(update, name.lower())
        if addressee.lower() in {"", context.bot.username.lower()}:
            await arrivals.point_to_private(context.bot, self.desk, update, self.pointers)

    async def moved(self, update: Update, context: Context) -> None:
        """Take note of being blocked, let in again, or put into a group."""
        await arrivals.moved(context.bot, self.desk, update, self.pointers)

    async def failed(self, update: object, context: Context) -> None:
        """Log an error, and apologise."""
        await failures.note(context.bot, self.desk, update, context.error)

    async def _take(self, step: Step, argument: str, update: Update, context: Context) -> None:
        if caller := self.desk.caller(update):
            message = await self.desk.database.run(receive, caller, self.desk.texts, step, argument)
            if step is standing.help_:
                message = await self.reception.helped(caller, message)
            await reply(context.bot, caller.chat_id, message)

    async def _answer(self, caller: Caller, asked: Press) -> Answer:
        match asked:
            case Nothing():
                return Answer()
            case CancelDelete():
                return Answer(account.kept(await self._voice(caller)))
            case ConfirmDelete():
                voice = await self._voice(caller)
                await self.desk.database.run(subscribers.erase, caller.chat_id)
                return Answer(account.deleted(voice))
        answer = await self.desk.database.run(receive, caller, self.desk.texts, PRESS_STEPS[type(asked)], asked)
        if isinstance(asked, OpenHelp) and answer.message:
            return Answer(await self.reception.helped(caller, answer.message))
        return answer

    async def _voice(self, caller: Caller) -> Voice:
        """The language of the subscriber, or of the app of somebody who is none."""
        known = await self.desk.database.run(subscribers.find, caller.chat_id)
        return self.desk.texts.voice(known.language if known else caller.language)

    async def _warn(self, update: Update, context: Context) -> None:
        voice = self.desk.voice_for(update)
        if update.callback_query:
            await toast(update.callback_query, toasts.too_fast(voice))
        elif update.effective_chat:
            await reply(context.bot, update.effective_chat.id, answers.too_fast(voice))


def _command(update: Update) -> tuple[str, str]:
    """The command of a message, without its slash, and the bot that it is addressed to, if any."""
    text = update.effective_message.text or "" if update.effective_message else ""
    name, _, addressee = text.partition("\n")[0].partition(" ")[0].removeprefix("/").partition("@")
    return name, addressee


def _argument(update: Update) -> str:
    """What stands after the command of a message."""
    text = update.effective_message.text or "" if update.effective_message else ""
    return text.partition(" ")[2].strip() if " " in text.partition("\n")[0] else text.partition("\n")[2].strip()


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk, office: Office) -> None:
    """Have an application answer people."""
    conversation = Conversation(desk, Reception(desk, office))
    application.add_handler(TypeHandler(Update, conversation.guard), group=FIRST)
    for name, step in STEPS.items():
        application.add_handler(CommandHandler(name, partial(conversation.command, step), PRIVATE))
    for name, reading in READINGS.items():
        application.add_handler(CommandHandler(name, partial(conversation.reading, reading), PRIVATE))
    application.add_handler(MessageHandler(PRIVATE & filters.COMMAND, conversation.unknown_command))
    application.add_handler(MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, conversation.words))
    application.add_handler(MessageHandler(ELSEWHERE & filters.COMMAND, conversation.elsewhere))
    application.add_handler(CallbackQueryHandler(conversation.press))
    application.add_handler(ChatMemberHandler(conversation.moved, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(conversation.failed)
