"""Receiving: getUpdates and webhooks."""

import re
from urllib.parse import urlsplit

from bot.sandbox.answers import Answer, Json, Refusal, bad_request
from bot.sandbox.call import Call
from bot.sandbox.updates import Webhook

POLLING_REFUSED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
KINDS = {
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
    queue, asked = call.bot.queue, call.parameters
    if queue.webhook is not None:
        raise Refusal(409, POLLING_REFUSED)
    offset = asked.integer("offset")
    limit = min(max(asked.integer("limit", 100), 1), 100)
    timeout: float = min(max(asked.integer("timeout"), 0), 50)
    remember_allowed(call)
    if call.world.limits[call.bot.id].on:
        limit, timeout = queue.slowed(offset, limit, timeout)
    queue.confirm(offset)
    return await queue.poll(limit, timeout)


def remember_allowed(call: Call) -> None:
    """Keep the kinds of update that the bot asks for; an empty list is the default, none changes nothing."""
    given = call.parameters.parsed("allowed_updates", "allowed updates")
    if isinstance(given, list):
        call.bot.queue.allowed = [kind for kind in given if kind in KINDS]


def set_webhook(call: Call) -> Answer:
    """Have updates posted to an address; here only to this machine."""
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
    if parts.hostname not in LOOPBACK:
        raise bad_request("bad webhook: the sandbox posts to addresses of this machine only")
    remember_allowed(call)
    connections = min(max(call.parameters.integer("max_connections", 40), 1), 100)
    queue = call.bot.queue
    if call.parameters.boolean("drop_pending_updates"):
        queue.pending.clear()
    queue.webhook = Webhook(url, secret, connections, call.parameters.text("ip_address"))
    queue.interrupt("terminated by setWebhook request")
    call.world.events.publish("webhook", bot_id=call.bot.id, url=url)
    return Answer(True, "Webhook was set")


def delete_webhook(call: Call) -> Answer:
    """Go back to getUpdates."""
    queue = call.bot.queue
    if call.parameters.boolean("drop_pending_updates"):
        queue.pending.clear()
    was_set, queue.webhook = queue.webhook is not None, None
    call.world.events.publish("webhook", bot_id=call.bot.id, url="")
    return Answer(True, "Webhook was deleted" if was_set else "Webhook is already deleted")


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
