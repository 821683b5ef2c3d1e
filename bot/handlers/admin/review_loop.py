"""Shows editors, in the chat that the settings name, what waits for them; and brings those messages up to date."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.delivery.outcome import MessageGone, NotSent, Refused, Throttled, Unchanged
from bot.handlers.admin.admins import fetch_names
from bot.handlers.admin.reviews import load_review
from bot.handlers.context import Services, voice_of
from bot.loop import Loop
from bot.transport.errors import outcome_of
from bot.transport.reply import message_parameters, send_reply
from bot.views.admin.admins import actor_link
from bot.views.admin.reviews import review_message
from bot.views.message import Message
from storage import reviews
from storage.models import Review, Trouble

log = logging.getLogger(__name__)

CHECK_INTERVAL = timedelta(seconds=2)
SHOWN_AGAIN_AFTER = timedelta(days=1)
MOST_SHOWN = 50
"""Messages that wait for a decision; further articles are shown as these are decided, and by /review at once."""
MOST_A_ROUND = 10
PAUSE_AFTER_FAILURE = timedelta(minutes=1)
LEFT_OUT_FOR = timedelta(minutes=10)

Report = Callable[[Trouble, Mapping[str, Any]], None]


class ReviewLoop(Loop):
    """Shows what waits, longest waiting first, and says below whose hands it went through.

    A message is noted once it was sent: if the process ends in between, it is sent a second time, and the first one
    decides as well as the second. Where the chat cannot be written to, owners are told, and everything stays held.
    """

    def __init__(self, bot: Bot, services: Services, chat_id: int, report: Report) -> None:
        """Take who shows, what that takes, where, and whom to tell that it cannot be."""
        super().__init__(CHECK_INTERVAL)
        self._bot = bot
        self._services = services
        self._chat_id = chat_id
        self._report = report
        self._not_before: datetime | None = None
        self._left_out: dict[int, datetime] = {}
        """Articles that could not be shown, and until when they are not tried again."""

    async def tick(self) -> None:
        """Edit what has changed, then show what is new or was decided by nobody in a day."""
        now = self._services.clock()
        if self._not_before is not None and now < self._not_before:
            return
        self._not_before = None
        run = self._services.database.run
        try:
            for review in await run(reviews.to_edit, MOST_A_ROUND):
                await self._edit(review)
            self._left_out = {each: until for each, until in self._left_out.items() if until > now}
            what = (self._chat_id, now - SHOWN_AGAIN_AFTER, MOST_SHOWN, MOST_A_ROUND, list(self._left_out))
            for review in await run(reviews.to_show, *what):
                await self._show_or_leave_out(review, now)
        except TelegramError as error:
            self._pause(error, now)

    async def _show_or_leave_out(self, review: Review, now: datetime) -> None:
        """Show an article; one that Telegram refuses, or that cannot be worded, keeps no other back."""
        try:
            await self._show(review, now)
        except TelegramError as error:
            if not isinstance(outcome_of(error), Refused):
                raise
            log.warning("article %d was not shown to editors: %s", review.article_id, error)
            self._report(Trouble.REVIEW, {"reason": str(error)})
        except Exception:
            log.exception("article %d cannot be shown to editors", review.article_id)
        else:
            return
        self._left_out[review.article_id] = now + LEFT_OUT_FOR

    def _pause(self, error: TelegramError, now: datetime) -> None:
        outcome = outcome_of(error)
        self._not_before = now + (outcome.retry_after if isinstance(outcome, Throttled) else PAUSE_AFTER_FAILURE)
        log.warning("editors were not shown what waits: %s", error)
        if not isinstance(outcome, Throttled | NotSent):
            self._report(Trouble.REVIEW, {"reason": str(error)})

    async def _show(self, review: Review, now: datetime) -> None:
        """Show an article that waits; an earlier message of it loses its buttons."""
        is_again, run = review.message_id is not None, self._services.database.run
        found = await self._message(review, is_again=is_again)
        if found is None:
            return
        seen, message = found
        sent = await send_reply(self._bot, self._chat_id, message)
        await run(reviews.note_shown, seen, self._chat_id, sent, now)
        if review.message_id is not None:
            try:
                await self._bot.edit_message_reply_markup(review.chat_id, review.message_id, reply_markup=None)
            except TelegramError as error:
                log.debug("the earlier message of a review keeps its buttons: %s", error)

    async def _edit(self, review: Review) -> None:
        """Have the message of a review show how it stands."""
        found, run = await self._message(review), self._services.database.run
        if found is None:
            return
        seen, message = found
        chat_id, message_id = review.chat_id, review.message_id
        try:
            await self._bot.edit_message_text(chat_id=chat_id, message_id=message_id, **message_parameters(message))
        except TelegramError as error:
            match outcome_of(error):
                case Unchanged():
                    pass
                case MessageGone():
                    await run(reviews.forget_message, seen)
                    return
                case Throttled() | NotSent():
                    raise
                case _:
                    log.warning("the message of a review cannot be edited: %s", error)
        await run(reviews.note_edited, seen)

    async def _message(self, review: Review, *, is_again: bool = False) -> tuple[Review, Message] | None:
        shown = await self._services.database.run(load_review, review.article_id)
        if shown is None:
            return None
        voice, person_id = await voice_of(self._services, self._chat_id), shown.review.decided_by
        if person_id:
            who = actor_link(person_id, await fetch_names(self._bot, [person_id]), voice)
            shown = shown._replace(who=who)
        return shown.review, review_message(shown, self._services.clock(), voice, is_again=is_again)
