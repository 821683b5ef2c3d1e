"""Receiving updates and answering queries: getUpdates, webhooks, answerCallbackQuery."""

import re
from urllib.parse import urlsplit

from sandbox.methods.call import Call
from sandbox.protocol import BotApiError, DescribedResult, Json, bad_request
from sandbox.state import UserQuery
from sandbox.updates import Webhook

POLLING_REFUSED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
UPDATE_KINDS = {
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
}


async def get_updates(call: Call) -> list[Json]:
    """Return updates from `offset` on, waiting up to `timeout` seconds for the first."""
    queue, parameters = call.bot.queue, call.parameters
    if queue.webhook is not None:
        raise BotApiError(409, POLLING_REFUSED)
    offset = parameters.integer("offset")
    limit = min(max(parameters.integer("limit", 100), 1), 100)
    timeout: float = min(max(parameters.integer("timeout"), 0), 50)
    store_allowed_updates(call)
    if call.simulator.limits[call.bot.id].on:
        limit, timeout = queue.throttle_poll(offset, limit, timeout)
    queue.confirm(offset)
    return await queue.poll(limit, timeout)


def store_allowed_updates(call: Call) -> None:
    """Store the kinds of update that the bot asks for: an empty list means the default, no list changes nothing."""
    given = call.parameters.parsed("allowed_updates", "allowed updates")
    if isinstance(given, list):
        call.bot.queue.allowed = [kind for kind in given if kind in UPDATE_KINDS]


def set_webhook(call: Call) -> DescribedResult:
    """Set the webhook; the sandbox posts only to addresses of this machine."""
    url, secret = call.parameters.text("url"), call.parameters.text("secret_token")
    if not url:
        return delete_webhook(call)
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.hostname not in LOCAL_HOSTS:
        raise bad_request("bad webhook: the sandbox posts to addresses of this machine only")
    store_allowed_updates(call)
    connections = min(max(call.parameters.integer("max_connections", 40), 1), 100)
    queue = call.bot.queue
    if call.parameters.boolean("drop_pending_updates"):
        queue.pending.clear()
    queue.webhook = Webhook(url, secret, connections, call.parameters.text("ip_address"))
    queue.interrupt("terminated by setWebhook request")
    call.simulator.events.publish("webhook", bot_id=call.bot.id, url=url)
    return DescribedResult(True, "Webhook was set")


def delete_webhook(call: Call) -> DescribedResult:
    """Delete the webhook, so that getUpdates can be used again."""
    queue = call.bot.queue
    if call.parameters.boolean("drop_pending_updates"):
        queue.pending.clear()
    was_set, queue.webhook = queue.webhook is not None, None
    call.simulator.events.publish("webhook", bot_id=call.bot.id, url="")
    return DescribedResult(True, "Webhook was deleted" if was_set else "Webhook is already deleted")


def get_webhook_info(call: Call) -> Json:
    """Return the Bot API's `WebhookInfo`."""
    queue, hook = call.bot.queue, call.bot.queue.webhook
    pending = len(queue.pending)
    info: Json = {"url": hook.url if hook else "", "has_custom_certificate": False, "pending_update_count": pending}
    if hook is not None:
        info |= {"max_connections": hook.max_connections, "ip_address": hook.ip_address or "127.0.0.1"}
        if hook.last_error_at:
            info |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
    if queue.allowed:
        info["allowed_updates"] = queue.allowed
    return info


QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
ANSWERABLE_SECONDS = 900.0  # Telegram publishes no figure


def answer_callback_query(call: Call) -> bool:
    """Answer a callback query, once."""
    text = call.parameters.text("text")
    query = find_open_query(call, "callback_query_id", "callback_query")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: Json = {"text": text, "show_alert": call.parameters.boolean("show_alert")}
    if call.parameters.has("url"):
        answer["url"] = read_answer_url(call)
    query.answer = answer
    call.simulator.events.publish("answered", query_id=query.id, person_id=query.person_id, **answer)
    return True


def read_answer_url(call: Call) -> str:
    """Return the address that the client shall open: a link to the bot itself with a ``start`` parameter.

    A bot without games may name no other (Bot API, answerCallbackQuery).
    """
    url = call.parameters.text("url")
    parts = urlsplit(url)
    name = parts.path.strip("/").lower()
    if parts.hostname not in {"t.me", "telegram.me"} or name != call.bot.username.lower() or "start" not in parts.query:
        raise bad_request("URL_INVALID")
    return url


def find_open_query(call: Call, name: str, kind: str) -> UserQuery:
    """Return the query that waits for this answer."""
    query = call.simulator.queries.get(call.parameters.text(name))
    if query is None or query.bot_id != call.bot.id or query.kind != kind or query.answer is not None:
        raise bad_request(QUERY_TOO_OLD)
    if call.simulator.monotonic() > query.asked_at + ANSWERABLE_SECONDS:
        raise bad_request(QUERY_TOO_OLD)
    return query
