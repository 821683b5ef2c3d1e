"""Chats, members and pins: getChat, getChatMember, leaveChat, pinChatMessage and the like."""

from sandbox.accounts import BotAccount, ChatMember, MemberStatus
from sandbox.chats import Chat
from sandbox.messages import post_message
from sandbox.methods.call import Call, find_chat, find_message
from sandbox.protocol import Json, bad_request


def get_chat(call: Call) -> Json:
    """Return the `ChatFullInfo` of a chat."""
    return find_chat(call, may_be_public=True).as_full_info()


def get_chat_member(call: Call) -> Json:
    """Return the `ChatMember` of a user in a chat."""
    chat, user_id = find_chat(call, may_be_public=True), call.parameters.integer("user_id")
    account = call.simulator.account(user_id)
    if account is None:
        raise bad_request("invalid user_id specified" if user_id <= 0 else "PARTICIPANT_ID_INVALID")
    if chat.is_private:
        within = chat.person is account or account is call.bot
        return ChatMember(account, MemberStatus.MEMBER if within else MemberStatus.LEFT).as_member()
    if chat.is_channel and account is not call.bot and not chat.status_of(call.bot.id).is_administrator:
        raise bad_request("member list is inaccessible")
    member = chat.members.get(user_id) or ChatMember(account, MemberStatus.LEFT)
    return member.as_member(channel=chat.is_channel)


def get_chat_administrators(call: Call) -> list[Json]:
    """Return the administrators of a chat without other bots."""
    chat = find_chat(call)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    if chat.is_channel and not chat.status_of(call.bot.id).is_administrator:
        raise bad_request("member list is inaccessible")
    return [
        member.as_member(channel=chat.is_channel)
        for member in chat.members.values()
        if member.status.is_administrator and (member.account is call.bot or not isinstance(member.account, BotAccount))
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
        post_message(call.simulator, chat, call.bot, {"left_chat_member": call.bot.as_user()})
    chat.members[call.bot.id] = ChatMember(call.bot, MemberStatus.LEFT)
    call.simulator.events.publish("member", chat_id=chat.id, user_id=call.bot.id, status="left")
    return True


def pin_chat_message(call: Call) -> bool:
    """Pin a message."""
    chat = find_chat(call)
    check_may_pin(call.bot, chat)
    message = find_message(call, chat, "message to pin")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
    post_message(call.simulator, chat, call.bot, {"pinned_message": message.as_json(with_reply=False)})
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


def check_may_pin(bot: BotAccount, chat: Chat) -> None:
    """Refuse the call if the bot may not pin messages in the chat."""
    right = "can_edit_messages" if chat.is_channel else "can_pin_messages"
    if not chat.is_private and not chat.members[bot.id].may(right):
        raise bad_request("not enough rights to manage pinned messages in the chat")
