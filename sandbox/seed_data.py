"""People and chats that the simulator begins with, and thousands of people at once for large broadcasts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.accounts import BotAccount, ChatMember, MemberStatus, Person
from sandbox.chats import Chat, ChatType
from sandbox.state import SimulatorState


@dataclass(frozen=True, slots=True)
class SeedData:
    """Two people, an administrator, a group with topics and a channel."""

    robin: Person
    sam: Person
    administrator: Person
    group: Chat
    channel: Chat


def add_seed_data(simulator: SimulatorState) -> SeedData:
    """Add the people and chats to a simulator; the page lists people in this order."""
    robin = simulator.add_person("Robin", "Vale", person_id=500_000_001, username="robin")
    sam = simulator.add_person("Sam", "Okonjo", person_id=500_000_002, username="sam")
    administrator = simulator.add_person("Ines", "Marlow", person_id=500_000_003, username="ines")
    group = simulator.add_chat(
        ChatType.SUPERGROUP,
        "Harbour Newsroom",
        chat_id=-1_001_000_000_501,
        creator=administrator,
        bot_is=MemberStatus.ADMINISTRATOR,
        is_forum=True,
    )
    channel = simulator.add_chat(
        ChatType.CHANNEL,
        "Machine Eyes Daily",
        chat_id=-1_001_000_000_502,
        username="machine_eyes_daily",
        creator=administrator,
        bot_is=MemberStatus.ADMINISTRATOR,
    )
    for person in (robin, sam):
        group.members[person.id] = ChatMember(person)
        channel.members[person.id] = ChatMember(person)
    for name in ("Computer Vision", "Robotics"):
        simulator.add_topic(group, name)
    return SeedData(robin, sam, administrator, group, channel)


MAX_PEOPLE = 200_000
FIRST_GENERATED_ID = 600_000_001


def add_people(
    simulator: SimulatorState,
    count: int,
    first_name: str = "Reader",
    *,
    first_id: int | None = None,
    language_code: str = "en",
    started: bool = True,
    blocked: int = 0,
    deactivated: int = 0,
    bot: BotAccount | None = None,
) -> Sequence[Person]:
    """Create people with numbered names and rising ids; one event is published for all.

    The first `blocked` of them have blocked the bot and the next `deactivated` have deleted their account. The bot gets
    no update of either: it finds out when it writes to them.

    Raises:
        ValueError: a count out of range, or an id that is taken.
    """
    first = first_id or max([FIRST_GENERATED_ID - 1, *simulator.people]) + 1
    if not 1 <= count <= MAX_PEOPLE or blocked < 0 or deactivated < 0 or blocked + deactivated > count:
        raise ValueError(f"count must be 1 to {MAX_PEOPLE}, and at least blocked and deactivated together.")
    if not simulator.people.keys().isdisjoint(range(first, first + count)):
        raise ValueError(f"Some of the ids from {first} on are taken.")
    their_bot = bot or simulator.bot
    people = [
        simulator.add_person(
            f"{first_name} {number + 1}", person_id=first + number, language_code=language_code, started=started,
            bot=their_bot, is_published=False,
        )
        for number in range(count)
    ]  # fmt: skip
    for person in people[:blocked]:
        person.blocked.add(their_bot.id)
    for person in people[blocked : blocked + deactivated]:
        person.deactivated = True
    simulator.events.publish("people", count=count)
    return people
