"""The brake: a broadcast of which too much fails is paused, and its author and the owners decide."""

FEWEST = 50
"""Answers from which on a share says something."""

MOST_FAILING = 20
"""One in so many may fail: 5 %."""


def is_failing(failed: int, answered: int, fewest: int = FEWEST) -> bool:
    """Whether more than 5 % of the last answers were failures.

    Args:
        failed: Refused by Telegram, or of unknown fate; chats that are gone are no fault of the message.
        answered: Sent or failed, of the last that are looked at.
        fewest: Fewer say nothing yet. A trial that is over says something however small it is.
    """
    return answered >= fewest and failed * MOST_FAILING > answered
