"""Reports through the whole bot: pictures that travel to a Bot API server, while others are answered at once."""

import asyncio

from sandbox.accounts import Person
from sandbox.chats import ChatMessage
from tests.end_to_end.environment import Environment, running_bot, settings_of, until

OWNER = 901


def screen(environment: Environment, person: Person) -> list[ChatMessage]:
    """What stands in a person's chat, without what they wrote."""
    chat = environment.sandbox.simulator.private_chat(person)
    return [message for message in chat.messages.values() if message.sender is not person]


async def ask(environment: Environment, person: Person, text: str) -> ChatMessage:
    """Write something, and wait for the answer."""
    before = len(screen(environment, person))
    await environment.sandbox.simulator.say(person, text)
    await until(lambda: len(screen(environment, person)) > before)
    return screen(environment, person)[-1]


async def press(environment: Environment, person: Person, message: ChatMessage, button: str) -> None:
    """Press a button, and wait until the message shows something else."""
    edits = len(message.edits)
    await environment.sandbox.simulator.press(person, message, button)
    await until(lambda: len(message.edits) > edits)


async def test_an_owner_looks_at_reports(environment: Environment) -> None:
    environment.gather(20)
    titles = ("Quiet rivers rise", "Seven robots bake bread")
    environment.drop(*titles)
    environment.folder.joinpath("half.md").write_text("---\ntitle: cut", encoding="utf-8")
    owner = environment.sandbox.simulator.add_person("Owner", person_id=OWNER, started=True)
    settings = settings_of(environment).model_copy(update={"admin_ids": frozenset({OWNER})})
    async with running_bot(environment, settings):
        await until(lambda: environment.expected(titles) <= environment.arrived().keys() and environment.is_drained())
        await until(lambda: any("could not be read" in message.text for message in screen(environment, owner)))
        picture = await ask(environment, owner, "/stats 7d")
        assert "photo" in picture.content
        assert "40 alerts sent" in picture.text
        light = picture.content["photo"]
        await press(environment, owner, picture, "🌙 Dark")
        assert picture.content["photo"] != light
        await environment.sandbox.simulator.press(owner, picture, "Numbers (CSV)")
        await until(lambda: sum("document" in message.content for message in screen(environment, owner)) == 2)
        status = await ask(environment, owner, "/status")
        assert "40 sent" in status.text
        assert "2 new" in status.text
        await press(environment, owner, status, "Not readable: 1")
        assert "half.md:2\nthe closing --- is missing" in status.text


async def test_nobody_waits_for_a_picture(environment: Environment) -> None:
    environment.gather(20)
    owner = environment.sandbox.simulator.add_person("Owner", person_id=OWNER, started=True)
    settings = settings_of(environment).model_copy(update={"admin_ids": frozenset({OWNER})})
    async with running_bot(environment, settings):
        await ask(environment, owner, "/start")
        drawing = asyncio.create_task(ask(environment, owner, "/stats all"))
        answered = 0
        while not drawing.done():
            person = environment.sandbox.simulator.add_person("Passer-by", person_id=1_000 + answered, started=True)
            await ask(environment, person, "/start")
            answered += not drawing.done()
        assert "photo" in drawing.result().content
        assert answered > 1, "others are answered one after the other while a picture is drawn"
