"""Asking about chats and their members: getChat, getChatMember and kin, leaveChat, pins, getFile."""

from bot.sandbox.answers import Json, bad_request
from bot.sandbox.call import Call
from bot.sandbox.chats import Chat
from bot.sandbox.members import Member, Status
from bot.sandbox.people import Bot
from bot.sandbox.posting import post
from bot.sandbox.target import find_chat, find_message


def get_chat(call: Call) -> Json:
    """Return the `ChatFullInfo` of a chat."""
    return find_chat(call).as_full_info()


def get_chat_member(call: Call) -> Json:
    """Return the `ChatMember` of a user in a chat."""
    chat, user_id = find_chat(call), call.parameters.integer("user_id")
    account = call.world.account(user_id)
    if account is None:
        raise bad_request("invalid user_id specified" if user_id <= 0 else "PARTICIPANT_ID_INVALID")
    if chat.is_private:
        within = chat.person is account or account is call.bot
        return Member(account, Status.MEMBER if within else Status.LEFT).as_member()
    member = chat.members.get(user_id) or Member(account, Status.LEFT)
    return member.as_member(channel=chat.is_channel)


def get_chat_administrators(call: Call) -> list[Json]:
    """Return the administrators of a chat, other bots left out."""
    chat = find_chat(call)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [
        member.as_member(channel=chat.is_channel)
        for member in chat.members.values()
        if member.status.is_administrator and (member.account is call.bot or not isinstance(member.account, Bot))
    ]


def get_chat_member_count(call: Call) -> int:
    """Return how many members a chat has."""
    chat = find_chat(call)
    if chat.is_private:
        return 2
    return sum(member.status.is_inside for member in chat.members.values())


def leave_chat(call: Call) -> bool:
    """Leave a group, supergroup or channel."""
    chat = find_chat(call)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    if chat.is_group:
        post(call.world, chat, call.bot, {"left_chat_member": call.bot.as_user()})
    chat.members[call.bot.id] = Member(call.bot, Status.LEFT)
    call.world.events.publish("member", chat_id=chat.id, user_id=call.bot.id, status="left")
    return True


def pin_chat_message(call: Call) -> bool:
    """Pin a message."""
    chat = find_chat(call)
    check_may_pin(call.bot, chat)
    message = find_message(call, chat, "message to pin")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
    post(call.world, chat, call.bot, {"pinned_message": message.as_json(with_reply=False)})
    return True


def unpin_chat_message(call: Call) -> bool:
    """Unpin a message; the last one pinned if none is named."""
    chat = find_chat(call)
    check_may_pin(call.bot, chat)
    if call.parameters.has("message_id"):
        message = find_message(call, chat, "message to unpin")
        chat.pinned = [number for number in chat.pinned if number != message.id]
    elif chat.pinned:
        chat.pinned.pop()
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """Unpin all messages of a chat."""
    chat = find_chat(call)
    check_may_pin(call.bot, chat)
    chat.pinned.clear()
    return True


def check_may_pin(bot: Bot, chat: Chat) -> None:
    """Refuse pins where the bot has no right to them."""
    right = "can_edit_messages" if chat.is_channel else "can_pin_messages"
    if not chat.is_private and not chat.members[bot.id].may(right):
        raise bad_request("not enough rights to manage pinned messages in the chat")


def get_file(call: Call) -> Json:
    """Return where a file can be downloaded."""
    stored = call.world.files.find(call.parameters.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    return {
        "file_id": stored.id,
        "file_unique_id": stored.id[-15:],
        "file_size": len(stored.content),
        "file_path": stored.path,
    }
