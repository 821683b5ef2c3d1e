"""How the posts of a channel look: no buttons for one person, and what the channel chose."""

import json
from typing import Any

import pytest
from sqlmodel import Session, update

from bot.transport.sender import message_fields
from bot.views.message import Message
from storage.models import Article, ChatKind, DeliveryState, Subscriber, Topic
from tests.delivery.test_compose_broadcasts import sends_digest, stories
from tests.support.delivering import news
from tests.support.pipeline import Pipeline, record

CHANNEL, OTHER, GROUP, READER = -1001, -1002, -1003, 5
PICTURE = "https://a.example/cat.png"


def illustrate(session: Session, picture: str) -> None:
    """Have every article show a picture, and every topic have a hashtag."""
    session.connection().execute(update(Article).values(image_url=picture))
    session.connection().execute(update(Topic).values(hashtag="#AI"))


def channel(pipeline: Pipeline, chat_id: int = CHANNEL, **settings: Any) -> int:
    """A channel that follows AI, with some settings."""
    subscriber_id = pipeline.follows(chat_id, "AI")

    def change(session: Session) -> None:
        found = session.get_one(Subscriber, subscriber_id)
        found.kind, found.set_up_by = ChatKind.CHANNEL, READER
        for name, value in settings.items():
            setattr(found, name, value)
        session.add(found)

    pipeline.database.call(change)
    return subscriber_id


async def posts(pipeline: Pipeline, chat_id: int = CHANNEL) -> list[Message]:
    """What arrived in a chat by now."""
    await pipeline.broadcasted()
    found = [each.message for each in pipeline.wire.arrivals if each.chat_id == chat_id]
    return [each for each in found if isinstance(each, Message)]


def labels(message: Message) -> list[str]:
    return [button.label for row in message.keyboard for button in row]


async def test_a_post_has_no_button_for_one_person(pipeline: Pipeline) -> None:
    channel(pipeline)
    pipeline.follows(READER, "AI")
    await news(pipeline)
    [post], [alert] = await posts(pipeline), await posts(pipeline, READER)
    assert labels(post) == ["Read"]
    assert len(labels(alert)) > 1
    assert all(button.data is None for row in post.keyboard for button in row)


async def test_share_stands_below_alerts_of_people_and_never_below_a_post(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads a channel forwards its post; *Share* would write the bot's name into it. Groups neither."""
    monkeypatch.setattr(pipeline.texts, "has_inline_mode", True)
    channel(pipeline)
    for chat_id in (READER, GROUP):
        pipeline.follows(chat_id, "AI")
    await news(pipeline)
    pipeline.database.call(illustrate, PICTURE)
    shown = {chat_id: await posts(pipeline, chat_id) for chat_id in (CHANNEL, GROUP, READER)}
    has_share = {chat_id: "Share" in labels(message) for chat_id, [message] in shown.items()}
    assert has_share == {CHANNEL: False, GROUP: False, READER: True}
    [post] = shown[CHANNEL]
    assert all(button.inline_query is None for row in post.keyboard for button in row)


@pytest.mark.both_engines
async def test_each_channel_has_its_own_look(pipeline: Pipeline) -> None:
    channel(pipeline, signature="@a <&>")
    channel(pipeline, OTHER, shows_hashtags=False)
    await news(pipeline)
    pipeline.database.call(illustrate, "")
    [one], [other] = await posts(pipeline), await posts(pipeline, OTHER)
    assert one.html.endswith("@a &lt;&amp;&gt;")
    assert "#AI" in one.html
    assert "#AI" not in other.html
    assert "@a" not in other.html


@pytest.mark.parametrize(
    ("settings", "picture", "preview"),
    [
        ({}, PICTURE, {"url": "https://a.example/cat.png", "prefer_large_media": True, "show_above_text": True}),
        (
            {"picture": "small"},
            PICTURE,
            {"url": "https://a.example/cat.png", "prefer_small_media": True, "show_above_text": True},
        ),
        ({"picture": "none"}, PICTURE, {"is_disabled": True}),
        ({}, "", {"is_disabled": True}),
        (
            {"shows_link_preview": True},
            "",
            {"url": "https://a.example/1", "prefer_small_media": True, "show_above_text": True},
        ),
        (
            {"picture": "none", "shows_link_preview": True},
            PICTURE,
            {"url": "https://a.example/1", "prefer_small_media": True, "show_above_text": True},
        ),
    ],
)
async def test_the_picture_is_as_chosen(pipeline: Pipeline, settings: Any, picture: str, preview: Any) -> None:
    channel(pipeline, **settings)
    pipeline.drop("one.md", record("Rivers rise", "https://a.example/1", at=pipeline.now))
    await pipeline.scanned()
    pipeline.database.call(illustrate, picture)
    [post] = await posts(pipeline)
    fields = message_fields(post)
    shown = json.loads(fields["link_preview_options"])
    assert shown == preview


@pytest.mark.both_engines
async def test_a_held_post_is_not_sent(pipeline: Pipeline) -> None:
    channel(pipeline, needs_approval=True)
    channel(pipeline, OTHER)
    await news(pipeline)
    assert await posts(pipeline) == []
    assert len(await posts(pipeline, OTHER)) == 1
    assert pipeline.states(CHANNEL) == [DeliveryState.HELD]
    stories(pipeline, "AI")
    sends_digest(pipeline)
    await posts(pipeline)
    assert DeliveryState.HELD in pipeline.states(CHANNEL), "no broadcast that goes out releases it"


@pytest.mark.both_engines
async def test_notices_are_not_for_channels(pipeline: Pipeline) -> None:
    channel(pipeline)
    pipeline.follows(READER, "AI")
    pipeline.sends("The bot moves house", is_notice=True, trial=0)
    await pipeline.broadcasted()
    assert {each.chat_id for each in pipeline.wire.arrivals} == {READER}
