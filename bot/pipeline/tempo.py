"""How many messages are in the air at once, and how long a chat rests, at a rate."""

from datetime import timedelta

from bot.pipeline.settling import Rules

SLOTS_A_SECOND = 6
"""Messages a second that one sending slot carries, at some 150 ms an answer."""

FEWEST_SLOTS, MOST_SLOTS = 4, 64


def slots_for(rate: float) -> int:
    """How many messages may be in the air at a rate; 0 stands for no limit."""
    if rate == 0:
        return MOST_SLOTS
    return min(max(FEWEST_SLOTS, round(rate / SLOTS_A_SECOND)), MOST_SLOTS)


def rules_for(rate: float) -> Rules:
    """Pauses between messages to one chat; none where every pace is lifted."""
    if rate == 0:
        return Rules(pause_private=timedelta(), pause_group=timedelta())
    return Rules()
