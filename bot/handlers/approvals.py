"""Posts of channels that wait for approval: their administrator is shown each, and posts, skips or rewrites it."""

import logging
from contextlib import suppress
from datetime import datetime, timedelta

from markupsafe import Markup
from sqlmodel import Session
from telegram import Bot
from telegram import Message as TelegramMessage
from telegram.error import BadRequest, TelegramError

from bot.delivery.compose import Composer, NothingToSendError, load_alert_batch
from bot.delivery.outcome import Gone, Throttled
from bot.handlers.context import ChatContext, Role, Services, SubscriberContext, expired_response, voice_of
from bot.handlers.routes import answer, button
from bot.loop import Loop
from bot.transport.errors import outcome_of
from bot.transport.reply import Response, send_reply
from bot.views.alert import alert_message
from bot.views.callback_data import EditApproval, PostApproved, ShowWaiting, SkipApproval
from bot.views.channels import (
    approval_edited_toast,
    approval_heading,
    approval_message,
    approval_over_message,
    approval_over_toast,
    approval_toast,
    ask_post_message,
    decided_keyboard,
    links_of,
    no_text_message,
    waiting_toast,
)
from bot.views.message import Message
from bot.views.texts import Texts
from storage import admins, channels, chats, menus, outbox, subscribers
from storage.channels import Question
from storage.models import Approval, Awaits, Cancellation, ChatKind, DeliveryKind, ReaderQuestion

log = logging.getLogger(__name__)

CHECK_INTERVAL = timedelta(seconds=2)
MOST_QUESTIONS = 20
"""Posts that one round asks about."""
PAUSE_AFTER_FAILURE = timedelta(minutes=1)
"""How long whoever could not be asked is left alone."""


class Approvals(Loop):
    """Asks administrators of channels about the posts that wait for them.

    A question is noted once all of it was sent: if the process ends in between, it is asked a second time.
    """

    def __init__(self, bot: Bot, services: Services, composer: Composer) -> None:
        """Take who asks, what that takes, and what words the posts."""
        super().__init__(CHECK_INTERVAL)
        self._bot = bot
        self._services = services
        self._composer = composer
        self._not_before: dict[int, datetime] = {}
        """For each person who could not be asked: when to try again."""
        self._has_begun = False

    async def tick(self) -> None:
        """Ask about what nobody was asked about yet, longest waiting first."""
        if not self._has_begun:
            await self._services.database.run(channels.ask_unshown)
            self._has_begun = True
        now, waiting = self._services.clock(), self._not_before
        self._not_before = {person: until for person, until in waiting.items() if until > now}
        for question in await self._services.database.run(
            channels.unasked, MOST_QUESTIONS, without=list(self._not_before)
        ):
            if question.person_id not in self._not_before:
                await self._ask_or_note(question)

    async def _ask_or_note(self, question: Question) -> None:
        now = self._services.clock()
        try:
            if not await self._is_theirs(question, now):
                await self._services.database.run(channels.release, question.channel_id, question.person_id)
                return
            await self._ask(question)
        except TelegramError as error:
            log.warning("the post of delivery %d was not shown: %s", question.delivery_id, error)
            outcome = outcome_of(error)
            pause = outcome.retry_after if isinstance(outcome, Throttled) else PAUSE_AFTER_FAILURE
            self._not_before[question.person_id] = now + pause
            if isinstance(outcome, Gone):
                await self._services.database.run(
                    chats.mark_unreachable, question.person_id, outcome.status, outcome.reason, now, now
                )
        except Exception:
            log.exception("the post of delivery %d cannot be shown", question.delivery_id)
            self._not_before[question.person_id] = now + PAUSE_AFTER_FAILURE

    async def _is_theirs(self, question: Question, now: datetime) -> bool:
        """Return whether somebody still administers the channel; yes where the bot is in no position to know."""
        access, chat_id = self._services.access, question.channel_chat_id
        if (await access.member(self._bot, chat_id, question.person_id, now)).is_administrator:
            return True
        return not (await access.member(self._bot, chat_id, self._bot.id, now)).is_administrator

    async def _ask(self, question: Question) -> None:
        """Show a post as it will look, with the buttons that decide about it; cancel one that is withdrawn."""
        parts = await compose_post(self._services, self._composer, question.delivery_id)
        if isinstance(parts, Cancellation):
            now = self._services.clock()
            await self._services.database.run(channels.withdraw, question.delivery_id, parts, now)
            return
        voice = await voice_of(self._services, question.person_id)
        *before, last = parts
        for part in (approval_heading(question.channel, voice), *before):
            await send_reply(self._bot, question.person_id, part)
        shown = approval_message(last, question.delivery_id, voice)
        sent = await send_reply(self._bot, question.person_id, shown)
        await self._services.database.run(_note_question, question, sent, self._services.clock())


async def compose_post(services: Services, composer: Composer, delivery_id: int) -> list[Message] | Cancellation:
    """Return the messages of a post that waits, just as they will look; or why there are none any more."""
    claims = await services.database.run(outbox.claims_by_id, [delivery_id])
    parts: list[Message] = []
    while claims:
        composed, closed = await composer.compose(claims)
        if closed or not composed:
            return next((each.cancelled_for for each in closed if each.cancelled_for), Cancellation.WITHDRAWN)
        message = composed[0].message
        if isinstance(message, Message):
            parts.append(message)
        claims = [] if composed[0].is_last else [claims[0]._replace(part=claims[0].part + 1)]
    return parts or Cancellation.WITHDRAWN


def _note_question(session: Session, question: Question, message_id: int, now: datetime) -> None:
    person = question.person_id
    channels.mark_asked(session, question.delivery_id, person, message_id)
    menus.keep(session, person, message_id, person, question.channel_id, now)


# Deciding.


@button(ShowWaiting, is_personal=True)
def show_waiting(context: SubscriberContext, _: ShowWaiting) -> Response:
    """Have the posts that wait be shown to whoever pressed, whoever was asked about them before."""
    if context.place_kind is not ChatKind.CHANNEL:
        return expired_response(context)
    count = channels.ask_again(context.session, context.subscriber_id, context.origin.actor.user_id, MOST_QUESTIONS)
    return Response(toast=waiting_toast(context.voice, count))


def _waiting(context: SubscriberContext, delivery_id: int) -> Approval | Response:
    """Return the post if it waits for this person; else what is said."""
    if context.place_kind is not ChatKind.CHANNEL:
        return expired_response(context)
    found = channels.find_waiting(context.session, delivery_id, context.subscriber_id)
    if found is not None:
        return found
    is_withdrawn = channels.was_withdrawn(context.session, delivery_id, context.subscriber_id)
    return _over(context, approval_over_toast(context.voice, is_withdrawn=is_withdrawn))


def _over(context: SubscriberContext, toast: str) -> Response:
    """Say why nothing is decided by a message, which loses the buttons that would."""
    return Response(toast=toast, keyboard=links_of(context.origin.keyboard) if context.origin.keyboard else None)


@button(PostApproved, is_personal=True)
def post_approved(context: SubscriberContext, data: PostApproved) -> Response:
    """Let the post go."""
    found = _waiting(context, data.delivery_id)
    if isinstance(found, Response):
        return found
    person_id = context.origin.actor.user_id
    if _shows_another_text(context, found):
        channels.ask_one_again(context.session, found.delivery_id, person_id)
        return _over(context, approval_edited_toast(context.voice))
    if not channels.post(context.session, found, person_id, context.now):
        return _over(context, approval_over_toast(context.voice, is_withdrawn=False))
    return _decided(context, is_posted=True)


def _shows_another_text(context: SubscriberContext, approval: Approval) -> bool:
    """Return whether a post was edited after the message that was pressed: nobody posts what they did not see."""
    if not approval.text:
        return False
    is_elsewhere = approval.chat_id != context.origin.place.chat_id or approval.message_id is None
    return is_elsewhere or context.origin.about_message < (approval.message_id or 0)


@button(SkipApproval, is_personal=True)
def skip_approval(context: SubscriberContext, data: SkipApproval) -> Response:
    """Leave the post out."""
    found = _waiting(context, data.delivery_id)
    if isinstance(found, Response):
        return found
    if not channels.skip(context.session, found, context.origin.actor.user_id, context.now):
        return _over(context, approval_over_toast(context.voice, is_withdrawn=False))
    return _decided(context, is_posted=False)


def _decided(context: SubscriberContext, *, is_posted: bool) -> Response:
    keyboard = decided_keyboard(context.origin.keyboard, context.voice, is_posted=is_posted)
    return Response(toast=approval_toast(context.voice, is_posted=is_posted), keyboard=keyboard)


@button(EditApproval, is_personal=True)
def edit_approval(context: SubscriberContext, data: EditApproval) -> Response:
    """Ask how the post is to read; it can be posted and skipped all the same."""
    found = _waiting(context, data.delivery_id)
    if isinstance(found, Response):
        return found
    admins.clear_pending_question(context.session, context.origin.actor.user_id)
    subscribers.ask(
        context.session,
        context.asker_id,
        Awaits.READER_POST,
        None,
        context.now,
        context.subscriber_id,
        data.delivery_id,
    )
    return Response(ask_post_message(data.delivery_id, context.voice), is_new=True)


@answer(Awaits.READER_POST, role=Role.SUBSCRIBER)
async def take_post(context: ChatContext, question: ReaderQuestion, message: TelegramMessage) -> None:
    """Take what was written as the text of the post, and show it again with the buttons.

    If that fails it is shown by the loop that asks; if the process ends, by that of the next one.
    """
    delivery_id, channel_id = question.delivery_id, question.about_id
    if delivery_id is None or channel_id is None:
        return
    if not message.text:
        await context.reply(no_text_message(context.voice), about_id=channel_id)
        return
    found = await context.run(channels.find_waiting, delivery_id, channel_id)
    written = (delivery_id, context.person_id, message.text_html)
    shown = await context.run(_rewrite, *written, context.services.texts) if found else None
    if found is None or shown is None:
        is_withdrawn = await context.run(channels.was_withdrawn, delivery_id, channel_id)
        await context.reply(approval_over_message(context.voice, is_withdrawn=is_withdrawn or found is not None))
        return
    try:
        sent = await context.reply(approval_message(shown, delivery_id, context.voice), about_id=channel_id)
    except TelegramError:
        await context.run(channels.ask_one_again, delivery_id, context.person_id)
        raise
    await context.run(channels.mark_asked, delivery_id, context.chat_id, sent)
    if found.chat_id == context.chat_id and found.message_id:
        with suppress(BadRequest):  # it shows no buttons any more, or is gone
            await context.bot.edit_message_reply_markup(context.chat_id, found.message_id, reply_markup=None)


def _rewrite(session: Session, delivery_id: int, person_id: int, html: str, texts: Texts) -> Message | None:
    """Store how a post is to read, and return it as it will look; None where there is nothing to post any more."""
    if not channels.rewrite(session, delivery_id, person_id, html):
        return None
    [claim] = outbox.claims_by_id(session, [delivery_id])
    if claim.kind is not DeliveryKind.ALERT:
        return Message(Markup(html))  # noqa: S704 - made by python-telegram-bot of the entities of a message
    voice = texts.voice(claim.language, claim.zone)
    try:
        return load_alert_batch(session, [claim]).message(
            claim,
            lambda article, others, filed, is_saved, reader: alert_message(
                article, others=others, topics=filed, voice=voice, is_saved=is_saved, appearance=reader.appearance
            ),
        )
    except NothingToSendError:
        return None
