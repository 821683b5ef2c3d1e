"""The bot's own profile: getMe, name, descriptions, and commands by scope and language; logOut and close."""

import re

from sandbox.methods.call import Call, Method, find_chat
from sandbox.protocol import Json, bad_request

SIMPLE_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}


def set_my_commands(call: Call) -> bool:
    """Set the commands of a scope and language."""
    given = call.parameters.parsed("commands", "commands")
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    if len(given) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [read_command(one) for one in given]
    call.bot.commands[read_scope(call), read_language(call)] = commands
    call.simulator.events.publish("commands", bot_id=call.bot.id)
    return True


def get_my_commands(call: Call) -> list[Json]:
    """Return the commands of exactly this scope and language."""
    return call.bot.commands.get((read_scope(call), read_language(call)), [])


def delete_my_commands(call: Call) -> bool:
    """Delete the commands of a scope and language."""
    call.bot.commands.pop((read_scope(call), read_language(call)), None)
    call.simulator.events.publish("commands", bot_id=call.bot.id)
    return True


def read_command(given: object) -> Json:
    """Return one command without its slash."""
    if not isinstance(given, dict):
        raise bad_request("expected an Array of BotCommand")
    for name in ("command", "description"):
        if not isinstance(given.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    name, description = given["command"].removeprefix("/"), given["description"].strip()
    if not name:
        raise bad_request("command name must be non-empty")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def read_scope(call: Call) -> str:
    """Return the key of the scope: its type, with the chat and the member that it names."""
    given = call.parameters.parsed("scope", "BotCommandScope")
    if given is None:
        return "default"
    if not isinstance(given, dict) or not isinstance(given.get("type"), str):
        raise bad_request("can't parse BotCommandScope: Can't find field \"type\"")
    kind: str = given["type"]
    if kind in SIMPLE_SCOPES:
        return kind
    if kind not in CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = find_chat(Call(call.simulator, call.bot, type(call.parameters)({"chat_id": given.get("chat_id")})))
    member = f":{given.get('user_id')}" if kind == "chat_member" else ""
    return f"{kind}:{chat.id}{member}"


def read_language(call: Call) -> str:
    """Return the language code of a call, empty for all languages."""
    code = call.parameters.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("LANG_CODE_INVALID")
    return code


MAX_LENGTHS = {"name": 64, "description": 512, "short_description": 120}


def get_me(call: Call) -> Json:
    """Return the bot's own `User`."""
    return call.bot.as_me()


def text_setter(kind: str) -> Method:
    """Return the method that sets one of the bot's texts."""

    def set_text(call: Call) -> bool:
        text, language = call.parameters.text(kind), read_language(call)
        if len(text) > MAX_LENGTHS[kind]:
            raise bad_request(f"BOT_{'TITLE' if kind == 'name' else 'ABOUT'}_INVALID")
        call.bot.texts[kind, language] = text
        if kind == "name" and not language and text:
            call.bot.first_name = text
        return True

    return set_text


def text_getter(kind: str) -> Method:
    """Return the method that returns one of the bot's texts, that of the default language if there is no other."""

    def get_text(call: Call) -> Json:
        texts = call.bot.texts
        default = call.bot.first_name if kind == "name" else texts.get((kind, ""), "")
        return {kind: texts.get((kind, read_language(call))) or default}

    return get_text


def accept_call(call: Call) -> bool:
    """Accept a call that changes nothing in the sandbox."""
    del call
    return True
