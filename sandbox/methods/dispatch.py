"""The table of methods, and how one call is answered: token, faults, method, log."""

import inspect
from dataclasses import dataclass, replace

from sandbox.faults import FaultKind, FaultRule
from sandbox.files import FileKind
from sandbox.methods import chats, content, editing, inline, profile, sending, topics, updates
from sandbox.methods.call import Call, Method
from sandbox.protocol import BotApiError, Json, Parameters, error_body, success_body
from sandbox.simulator import TelegramSimulator

METHODS: dict[str, Method] = {
    "getme": profile.get_me,
    "logout": profile.accept_call,
    "close": profile.accept_call,
    "getupdates": updates.get_updates,
    "setwebhook": updates.set_webhook,
    "deletewebhook": updates.delete_webhook,
    "getwebhookinfo": updates.get_webhook_info,
    "sendmessage": sending.send_message,
    **{f"send{kind.replace('_', '')}": sending.file_sender(kind) for kind in FileKind},
    "sendmediagroup": sending.send_media_group,
    "copymessage": sending.copy_message,
    "copymessages": sending.copy_messages,
    "forwardmessage": sending.forward_message,
    "forwardmessages": sending.forward_messages,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "editmessagemedia": editing.edit_message_media,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "answercallbackquery": updates.answer_callback_query,
    "answerinlinequery": inline.answer_inline_query,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "setmyname": profile.text_setter("name"),
    "getmyname": profile.text_getter("name"),
    "setmydescription": profile.text_setter("description"),
    "getmydescription": profile.text_getter("description"),
    "setmyshortdescription": profile.text_setter("short_description"),
    "getmyshortdescription": profile.text_getter("short_description"),
    "getchat": chats.get_chat,
    "getchatmember": chats.get_chat_member,
    "getchatadministrators": chats.get_chat_administrators,
    "getchatmembercount": chats.get_chat_member_count,
    "leavechat": chats.leave_chat,
    "pinchatmessage": chats.pin_chat_message,
    "unpinchatmessage": chats.unpin_chat_message,
    "unpinallchatmessages": chats.unpin_all_chat_messages,
    "createforumtopic": topics.create_forum_topic,
    "editforumtopic": topics.edit_forum_topic,
    "closeforumtopic": topics.close_forum_topic,
    "reopenforumtopic": topics.reopen_forum_topic,
    "deleteforumtopic": topics.delete_forum_topic,
    "unpinallforumtopicmessages": topics.unpin_all_forum_topic_messages,
    "unpinallgeneralforumtopicmessages": topics.unpin_all_general_messages,
    "editgeneralforumtopic": topics.edit_general_topic,
    "closegeneralforumtopic": topics.close_general_topic,
    "reopengeneralforumtopic": topics.reopen_general_topic,
    "hidegeneralforumtopic": topics.hide_general_topic,
    "unhidegeneralforumtopic": topics.unhide_general_topic,
    "getforumtopiciconstickers": topics.get_forum_topic_icon_stickers,
    "getfile": content.get_file,
}


@dataclass(frozen=True, slots=True)
class HttpReply:
    """The reply to one call; `fault` is one that damages the reply itself."""

    status: int
    body: Json
    retry_after: int = 0
    fault: FaultKind | None = None
    delay: float = 0.0


def error_reply(error: BotApiError) -> HttpReply:
    """Return the reply for an error."""
    return HttpReply(error.code, error_body(error), error.parameters.get("retry_after", 0))


def unknown_method(call: Call) -> None:
    """Refuse a method that does not exist."""
    del call
    raise BotApiError(404, "method not found")


async def execute(simulator: TelegramSimulator, token: str, method: str, parameters: Parameters) -> HttpReply:
    """Answer one call, without any faults."""
    try:
        bot = simulator.bot_of(token)
        result = METHODS.get(method, unknown_method)(Call(simulator, bot, parameters))
        return HttpReply(200, success_body(await result if inspect.isawaitable(result) else result))
    except BotApiError as error:
        return error_reply(error)


def fault_reply(faults: list[FaultRule]) -> HttpReply | None:
    """Return the reply of the first fault that keeps a call from being carried out, None if none does."""
    for fault in faults:
        error = fault.error()
        if error is not None:
            return error_reply(error)
        if fault.kind in {FaultKind.DROPPED, FaultKind.BAD_GATEWAY}:
            return HttpReply(502 if fault.kind is FaultKind.BAD_GATEWAY else 0, {}, fault=fault.kind)
    return None


async def answer_call(simulator: TelegramSimulator, token: str, name: str, parameters: Parameters) -> HttpReply:
    """Answer one call with its faults, and log it; the method's `name` may be written in any case."""
    chat, method = parameters.text("chat_id"), name.lower()
    before = simulator.faults.take_matching(method, chat, after=False)
    delay = sum(fault.seconds for fault in before if fault.kind is FaultKind.SLOW)
    reply = fault_reply(before)
    if reply is None:
        reply = await execute(simulator, token, method, parameters)
        for fault in simulator.faults.take_matching(method, chat, after=True):
            reply = replace(reply, fault=fault.kind)
    log_call(simulator, token, name, parameters, reply)
    return replace(reply, delay=delay)


def log_call(simulator: TelegramSimulator, token: str, name: str, parameters: Parameters, reply: HttpReply) -> None:
    """Add a call and its answer to the log, and publish it."""
    bot_id = token.partition(":")[0]
    files = {field: upload.name for field, upload in parameters.files.items()}
    call: Json = {
        "at": simulator.now().isoformat(),
        "bot_id": int(bot_id) if bot_id.isdigit() else None,
        "method": name.lower(),
        "name": name,
        "parameters": {**parameters.values, **files},
        "status": 0 if reply.fault in {FaultKind.DROPPED, FaultKind.ANSWER_LOST} else reply.status,
        "answer": reply.body,
        "fault": reply.fault and reply.fault.value,
    }
    simulator.calls.record(call)
    simulator.events.publish("call", call=call)
