"""The people and places that the page begins with."""

from dataclasses import dataclass

from bot.sandbox.chats import Chat, ChatKind
from bot.sandbox.members import Member, Status
from bot.sandbox.people import Person
from bot.sandbox.state import State


@dataclass(frozen=True, slots=True)
class Cast:
    """Two people, an administrator, a group with topics and a channel."""

    robin: Person
    sam: Person
    administrator: Person
    group: Chat
    channel: Chat


def assemble(world: State) -> Cast:
    """Put the cast into a world; the first person comes first on the page."""
    robin = world.add_person("Robin", "Vale", person_id=500_000_001, username="robin")
    sam = world.add_person("Sam", "Okonjo", person_id=500_000_002, username="sam")
    administrator = world.add_person("Ines", "Marlow", person_id=500_000_003, username="ines")
    group = world.add_chat(
        ChatKind.SUPERGROUP,
        "Harbour Newsroom",
        chat_id=-1_001_000_000_501,
        creator=administrator,
        bot_is=Status.ADMINISTRATOR,
        is_forum=True,
    )
    channel = world.add_chat(
        ChatKind.CHANNEL,
        "Machine Eyes Daily",
        chat_id=-1_001_000_000_502,
        username="machine_eyes_daily",
        creator=administrator,
        bot_is=Status.ADMINISTRATOR,
    )
    for person in (robin, sam):
        group.members[person.id] = Member(person)
        channel.members[person.id] = Member(person)
    for name in ("Computer Vision", "Robotics"):
        world.add_topic(group, name)
    return Cast(robin, sam, administrator, group, channel)
