"""Thousands of people at once, for whoever tries a large broadcast."""

from collections.abc import Sequence

from bot.sandbox.people import Bot, Person
from bot.sandbox.state import State

MOST = 200_000
CROWD_FROM = 600_000_001


def gather(
    world: State,
    count: int,
    first_name: str = "Reader",
    *,
    first_id: int | None = None,
    language_code: str = "en",
    started: bool = True,
    blocked: int = 0,
    deactivated: int = 0,
    bot: Bot | None = None,
) -> Sequence[Person]:
    """Create people with numbered names and rising ids; listeners are told once.

    Of those who have started the bot, the first `blocked` have blocked it since and the next `deactivated` have deleted
    their account. No bot was told: as after a long night it finds out when it writes to them.

    Raises:
        ValueError: no count of people, or an id that is taken.
    """
    first = first_id or max([CROWD_FROM - 1, *world.people]) + 1
    if not 1 <= count <= MOST or blocked < 0 or deactivated < 0 or blocked + deactivated > count:
        raise ValueError(f"A crowd has 1 to {MOST} people, of whom some have blocked the bot and some are gone.")
    if not world.people.keys().isdisjoint(range(first, first + count)):
        raise ValueError(f"Some of the ids from {first} on are taken.")
    their_bot = bot or world.bot
    people = [
        world.add_person(
            f"{first_name} {number + 1}", person_id=first + number, language_code=language_code, started=started,
            bot=their_bot, is_told=False,
        )
        for number in range(count)
    ]  # fmt: skip
    for person in people[:blocked]:
        person.blocked.add(their_bot.id)
    for person in people[blocked : blocked + deactivated]:
        person.deactivated = True
    world.events.publish("people", count=count)
    return people
