"""What a group is told: the greeting, and whose a button is."""

from bot.views.callback_data import SaveInPrivate, SetUpGroup
from bot.views.message import Button, Message, build_keyboard, callback_button, url_buttons
from bot.views.texts import Voice


def group_greeting(voice: Voice) -> Message:
    """Return what a group is told that takes the bot in, with a button for its administrators."""
    return Message(
        voice.say("group-greeting"), build_keyboard((callback_button(voice.label("button-set-up"), SetUpGroup()),))
    )


def private_only_message(command: str, chat_url: str, voice: Voice) -> Message:
    """Return the answer to a command in a group that is for one person alone, with a button to the private chat."""
    button = url_buttons(voice.label("button-private"), chat_url)
    return Message(voice.say("private-only", command=command), build_keyboard(button))


def save_in_private_button(article_id: int, voice: Voice) -> Button:
    """*Save*, below an alert in a group."""
    return callback_button(voice.label("button-save"), SaveInPrivate(article_id))


def saved_in_private_toast(voice: Voice) -> str:
    """It is on the list of whoever pressed, and stands in their private chat."""
    return voice.label("toast-saved-in-private")


def administrators_only_toast(voice: Voice) -> str:
    """Only who administers the group may press this."""
    return voice.label("toast-administrators-only")


def not_your_menu_toast(voice: Voice, *, is_anonymous: bool) -> str:
    """Somebody else opened the menu, or an administrator without a name did."""
    return voice.label("toast-anonymous-menu") if is_anonymous else voice.label("toast-not-your-menu")
