"""A digest that stands in a chat."""

from datetime import timedelta

from bot.messages.texts import Voice
from bot.pipeline.digesting import load_digest, make_digest
from storage.stories import required
from tests.chat import news
from tests.chat.people import TEXTS, Person, Town
from tests.chat.telegram import Json
from tests.conftest import NOON

VOICE = Voice(TEXTS)


def digest_of(town: Town, *slugs: str, is_personal: bool = False) -> int:
    """Make a digest; returns its id."""
    made = town.database.call(
        make_digest, author_id=901, topic_ids=[news.topic_id(town.database, slug) for slug in slugs],
        since_at=NOON, until_at=NOON + timedelta(days=1), now=NOON, is_personal=is_personal,
    )  # fmt: skip
    assert made
    return required(made.id)


async def received(person: Person, digest_id: int) -> Json:
    """Have the digest stand in the chat; returns its message."""
    content = person.town.database.call(load_digest, digest_id)
    assert content
    [message] = content.messages(VOICE)
    keys = [[{"text": each.label, "callback_data": each.data} for each in row] for row in message.keyboard]
    await person.write("/help")
    person.screen[-1]["reply_markup"] = {"inline_keyboard": keys}
    return person.screen[-1]
