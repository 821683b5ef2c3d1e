"""A digest that stands in a chat."""

from datetime import timedelta

from bot.digests.content import create_digest, load_digest_content
from bot.views.texts import Voice
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import TEXTS, Person, Town
from tests.support.telegram import Json

VOICE = Voice(TEXTS)


def digest_of(town: Town, *slugs: str, is_personal: bool = False) -> int:
    """Make a digest; returns its id."""
    made = town.database.call(
        create_digest, author_id=901, topic_ids=[sample_news.topic_id(town.database, slug) for slug in slugs],
        since_at=NOON, until_at=NOON + timedelta(days=1), now=NOON, is_personal=is_personal,
    )  # fmt: skip
    assert made
    return made.id


async def received(person: Person, digest_id: int) -> Json:
    """Have the digest stand in the chat; returns its message."""
    content = person.town.database.call(load_digest_content, digest_id)
    assert content
    [message] = content.messages(VOICE)
    keys = [[{"text": each.label, "callback_data": each.data} for each in row] for row in message.keyboard]
    await person.write("/help")
    person.screen[-1]["reply_markup"] = {"inline_keyboard": keys}
    return person.screen[-1]
