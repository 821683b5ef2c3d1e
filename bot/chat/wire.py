"""python-telegram-bot's application, as it is used here."""

from telegram.ext import ApplicationBuilder

from bot.chat.order import InOrder
from bot.chat.pacing import Pacer
from bot.chat.polling import Wire
from bot.chat.request import AiohttpRequest
from bot.chat.watchdog import PollRequest

ANSWERS_AT_ONCE = 32
"""People whose commands run at the same time."""


def wire_of(token: str, api_url: str, request: AiohttpRequest, polls: PollRequest, pacer: Pacer) -> Wire:
    """Return an application that keeps the pace and answers each person in order.

    Args:
        token: the bot's.
        api_url: address of the Bot API server.
        request: makes all calls but the polls.
        polls: makes the polls.
        pacer: gives out turns.
    """
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(request)
        .get_updates_request(polls)
        .rate_limiter(pacer)
        .concurrent_updates(InOrder(ANSWERS_AT_ONCE))
        .job_queue(None)
        .build()
    )
