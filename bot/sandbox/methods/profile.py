"""What the bot says of itself: getMe, the name and the two descriptions, logOut and close."""

from bot.sandbox.answers import Json, bad_request
from bot.sandbox.call import Call, Method
from bot.sandbox.methods.commands import read_language

LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(call: Call) -> Json:
    """Return the bot's own `User`."""
    return call.bot.as_me()


def setter(kind: str) -> Method:
    """Return the method that sets one of the bot's texts."""

    def set_text(call: Call) -> bool:
        text, language = call.parameters.text(kind), read_language(call)
        if len(text) > LIMITS[kind]:
            raise bad_request(f"BOT_{'TITLE' if kind == 'name' else 'ABOUT'}_INVALID")
        call.bot.words[kind, language] = text
        if kind == "name" and not language and text:
            call.bot.first_name = text
        return True

    return set_text


def getter(kind: str) -> Method:
    """Return the method that tells one of the bot's texts, in the default language if there is no other."""

    def get_text(call: Call) -> Json:
        words = call.bot.words
        default = call.bot.first_name if kind == "name" else words.get((kind, ""), "")
        return {kind: words.get((kind, read_language(call))) or default}

    return get_text


def accept(call: Call) -> bool:
    """Accept what changes nothing here."""
    del call
    return True
