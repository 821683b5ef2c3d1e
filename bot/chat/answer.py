"""What a person is shown after pressing a button."""

from dataclasses import dataclass, replace

from bot.chat.visit import Visit
from bot.messages import toasts
from bot.messages.message import Message


@dataclass(frozen=True, slots=True)
class Answer:
    """A toast, which may be empty, and a message.

    Attributes:
        message: takes the place of the one that was pressed; None leaves that as it is.
        is_new: whether the message is sent anew instead, because the one that was pressed is still needed.
    """

    message: Message | None = None
    toast: str = ""
    is_new: bool = False


def expired(visit: Visit, message: Message | None = None) -> Answer:
    """What the button was for is no longer there; the message shows how things stand."""
    return Answer(message, toasts.expired(visit.voice))


def unless_changed(visit: Visit, answer: Answer, *, is_changed: bool) -> Answer:
    """The answer, with a toast that says so when nothing had to change."""
    return answer if is_changed else replace(answer, toast=toasts.unchanged(visit.voice))
