"""/why and /missed, as people ask them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from storage import articles, subscribers
from storage.models import (
    Article,
    Cancellation,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Digest,
    DigestEntry,
    DigestOccasion,
    DigestStory,
    Subscriber,
    Suppression,
    SuppressionReason,
    Watch,
    WordFilter,
)
from storage.rhythm import Rhythm
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, Person, Town
from tests.storage.rows import change, find, put

MINUTE = timedelta(minutes=1)


def reader(person: Person) -> Subscriber:
    return find(person.town.database, person.id)


def deliveries(session: Session, subscriber_id: int) -> list[Delivery]:
    return list(session.exec(select(Delivery).where(Delivery.subscriber_id == subscriber_id)))


def forget(session: Session, subscriber_id: int) -> None:
    """Have nothing be owed to somebody."""
    for row in deliveries(session, subscriber_id):
        session.delete(row)


def sent(person: Person, message_id: int = 77, **columns: Any) -> Delivery:
    """Have the last thing that somebody is owed be sent, as this message."""
    row = person.town.database.call(deliveries, reader(person).id)[-1]
    values = {"state": DeliveryState.SENT, "sent_at": row.due_at, "message_id": message_id} | columns
    change(person.town.database, row, **values)
    return row


async def replied(person: Person, message_id: int) -> str:
    """Write /why in reply to a message."""
    original = {"message_id": message_id, "date": 1, "chat": person.chat, "text": "x"}
    entities = [{"type": "bot_command", "offset": 0, "length": 4}]
    return await person.send(text="/why", entities=entities, reply_to_message=original)


async def told(town: Town, ada: Person, *slugs: str) -> Article:
    """Have somebody be told a story that is ten minutes old."""
    article = sample_news.publish(town.database, 10, *slugs)
    town.clock.pass_(minutes=20)
    sent(ada)
    return article


async def test_why_an_alert_came(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    await told(town, ada, "space")
    assert await replied(ada, 77) == (
        "Why this came\nNews number 10\n\n"
        "You follow Space.\nHow much of it comes: each story once.\nIt comes at once.\n\n"
        "• Found 2 Mar 2026, 12:10 UTC\n• Due 2 Mar 2026, 12:10 UTC\n• Sent 2 Mar 2026, 12:10 UTC\n\n"
        "It was sent as soon as it was found."
    )
    assert ada.buttons == ["What was not told?"]
    assert await ada.write("/why") == ada.screen[-2]["text"], "without a reply it is about the last one"


@pytest.mark.parametrize(("is_in_title", "where"), [(True, "title"), (False, "text")])
async def test_why_names_the_keyword_that_filed_a_story(
    town: Town, ada: Person, where: str, *, is_in_title: bool
) -> None:
    await ada.write("/subscribe space")
    article = await told(town, ada, "space")
    under = articles.Filed(sample_news.topic_id(town.database, "space"), "moon <landing>", is_in_title)
    town.database.call(articles.set_topics, {article.id: [under]})
    assert f"You follow Space.\nIt was filed there for “moon <landing>” in the {where}.\n" in await replied(ada, 77)


async def test_the_button_says_the_same_below_the_alert(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    await ada.alerted(await told(town, ada, "space"))
    alert = ada.seen
    await ada.press("Why?")
    assert ada.seen.startswith("Why this came\nNews number 10\n")
    assert ada.screen[-2]["text"] == alert
    await ada.press("What was not told?")
    assert ada.seen == "Nothing was kept from you in the last 24 hours."
    assert ada.screen[-2]["text"].startswith("Why this came")


async def test_why_says_through_which_topic_and_by_the_readers_clock(town: Town, ada: Person) -> None:
    await ada.write("/subscribe ai")
    change(town.database, reader(ada), zone="Asia/Kolkata")
    await told(town, ada, "computer-vision")
    why = await replied(ada, 77)
    assert "It is about Computer Vision, which comes with Artificial Intelligence, and you follow that." in why
    assert "Found 2 Mar 2026, 17:40" in why
    await ada.write("/unsubscribe ai")
    assert "you follow no more" in await replied(ada, 77)


async def test_why_names_the_words_that_are_watched_and_the_filters_that_were_passed(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    me = reader(ada).id
    watch = put(town.database, Watch(subscriber_id=me, expression='all: "solid-state battery"', created_at=NOON))
    hide = WordFilter(subscriber_id=me, expression="any: crypto", created_at=NOON)
    later = WordFilter(subscriber_id=me, expression="any: later", created_at=NOON + timedelta(hours=1))
    put(town.database, hide, later)
    await told(town, ada, "space")
    sent(ada, watch_id=watch.id)
    why = await replied(ada, 77)
    assert 'You watch "solid-state battery", and the story has these words.' in why
    assert "Your filter lets it through: hide crypto." in why


HELD = {
    "created_at": datetime.fromisoformat("2026-03-01T23:10Z"),
    "due_at": datetime.fromisoformat("2026-03-02T07:00Z"),
}


@pytest.mark.parametrize(
    ("mine", "columns", "reason"),
    [
        ({"quiet_hours": "22:00-07:00"}, HELD, "held until 2 Mar 2026, 07:00 UTC, when your quiet hours ended"),
        ({"paused_until": HELD["due_at"]}, HELD, "held until 2 Mar 2026, 07:00 UTC, when your pause ended"),
        ({}, HELD, "held until 2 Mar 2026, 07:00 UTC: nothing was to reach you before"),
        ({}, {"unknowns": 1}, "could not be reached at first"),
        ({}, {"sent_at": NOON + timedelta(minutes=14)}, "sent when its turn came"),
        ({}, {"cancelled_for": Cancellation.IN_DIGEST, "state": DeliveryState.CANCELLED}, "told in a digest instead"),
    ],
)
async def test_why_at_this_time(
    town: Town, ada: Person, mine: dict[str, Any], columns: dict[str, Any], reason: str
) -> None:
    await ada.write("/subscribe space")
    await told(town, ada, "space")
    change(town.database, reader(ada), **mine)
    sent(ada, **{"sent_at": columns.get("due_at", NOON)} | columns)
    assert reason in await replied(ada, 77)


def digest(ada: Person, *articles: Article, occasion: DigestOccasion = DigestOccasion.HOUR, **columns: Any) -> Delivery:
    """A digest for somebody, of these articles."""
    entries = [
        DigestEntry(
            article_id=each.id,
            story_id=each.story_id,
            topic_ids=[1],
            heat=1,
            outlets=1,
            is_pinned=False,
            is_dropped=False,
        )
        for each in articles
    ]
    until = ada.town.clock.now
    made = Digest(author_id=0, occasion=occasion, since_at=NOON, until_at=until, entries=entries, created_at=until)
    put(ada.town.database, made)
    put(ada.town.database, *(DigestStory(digest_id=made.id, story_id=each.story_id, outlets=1) for each in articles))
    me = reader(ada)
    values: dict[str, Any] = {"state": DeliveryState.SENT, "message_id": 90, "sent_at": until, "part": 1} | columns
    key = f"digest:{me.id}:daily 08:00:2026-03-02"
    row = Delivery(kind=DeliveryKind.DIGEST, dedupe_key=key, subscriber_id=me.id, chat_id=me.chat_id, digest_id=made.id,
                   priority=5, created_at=until, due_at=until, **values)  # fmt: skip
    return put(ada.town.database, row)


@pytest.mark.parametrize(
    ("occasion", "reason"),
    [
        (DigestOccasion.HOUR, "You have a digest daily at 08:00."),
        (DigestOccasion.QUIET, "More than three stories came in your quiet hours"),
        (DigestOccasion.PAUSE, "what came in your pause"),
        (DigestOccasion.BURST, "Many stories came at once"),
        (DigestOccasion.NOW, "You asked for it."),
        (DigestOccasion.EDITION, "The people who run this bot"),
    ],
)
async def test_why_a_digest_came(town: Town, ada: Person, occasion: DigestOccasion, reason: str) -> None:
    await ada.write("/start")
    article = sample_news.publish(town.database, 10, "space")
    town.clock.pass_(minutes=30)
    digest(ada, article, occasion=occasion)
    why = ""
    for message_id in (90, 85):
        why = await replied(ada, message_id)
        assert reason in why
        assert "It tells one story, of 2 Mar 2026, 12:00 UTC to 2 Mar 2026, 12:30 UTC." in why
        assert "Sent 2 Mar 2026, 12:30 UTC" in why
    await ada.alerted(article)
    await ada.press("Why?")
    assert ada.seen == why, "the story was told in the digest"


@pytest.mark.parametrize(
    ("kind", "reason"), [(DeliveryKind.BROADCAST, "receive announcements"), (DeliveryKind.NOTICE, "about the service")]
)
async def test_why_an_announcement_came(town: Town, ada: Person, kind: DeliveryKind, reason: str) -> None:
    await ada.write("/subscribe space")
    await told(town, ada, "space")
    sent(ada, kind=kind)
    assert reason in await replied(ada, 77)


async def test_what_cannot_be_explained(town: Town, ada: Person) -> None:
    assert "Nothing was sent to you yet" in await ada.write("/why")
    assert "no alert or digest of yours" in await replied(ada, 5)
    article = sample_news.publish(town.database, 10, "space")
    await ada.send_data(f"ke:{article.id}")
    assert ada.seen == "News number 10\nYou were not sent this story: you opened it in a list or a digest."
    assert await ada.send_data("ke:99") == EXPIRED


async def test_nobody_is_told_why_something_came_to_another(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    article = await told(town, ada, "space")
    bob = town.person(502)
    assert "no alert or digest of yours" in await replied(bob, 77)
    await bob.send_data(f"ke:{article.id}")
    assert "You were not sent this story" in bob.seen
    assert await bob.write("/missed") == "Nothing was kept from you in the last 24 hours."


# /missed.


async def missed(ada: Person) -> str:
    """What /missed says, without its heading."""
    return (await ada.write("/missed")).partition("\n\n")[2]


def kept_back(ada: Person, article: Article, reason: SuppressionReason, topic: str = "") -> None:
    """Have an article be kept back from somebody."""
    database = ada.town.database
    topic_id = sample_news.topic_id(database, topic) if topic else None
    row = Suppression(
        subscriber_id=reader(ada).id, article_id=article.id, reason=reason, topic_id=topic_id, at=NOON + 11 * MINUTE
    )
    put(database, row)


async def test_nothing_was_missed(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    await told(town, ada, "space")
    sample_news.publish(town.database, 12, "robotics")
    assert await ada.write("/missed") == "Nothing was kept from you in the last 24 hours."


async def test_what_was_folded(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    first = await told(town, ada, "space")
    sample_news.publish(town.database, 12, "space", story_id=first.story_id)
    assert await ada.write("/missed") == (
        "One story was not told in the last 24 hours\n\n"
        "News number 12\nThe same story as News number 10, which you were told."
    )
    town.clock.pass_(days=1)
    assert "Nothing was kept" in await ada.write("/missed")


async def test_what_a_filter_hid(town: Town, ada: Person) -> None:
    await ada.write("/start")
    article = sample_news.publish(town.database, 10, "space")
    kept_back(ada, article, SuppressionReason.FILTERED)
    assert await missed(ada) == "News number 10\nHidden by a filter that you had."
    town.clock.pass_(minutes=30)
    me = reader(ada).id
    for expression in ("any: number", "any: crypto"):
        put(town.database, WordFilter(subscriber_id=me, expression=expression, created_at=NOON))
    assert await missed(ada) == "News number 10\nHidden by your filter: hide number."


async def test_what_was_below_the_volume(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    article = sample_news.publish(town.database, 10, "space")
    town.database.call(forget, reader(ada).id)
    kept_back(ada, article, SuppressionReason.VOLUME, "space")
    assert await missed(ada) == "News number 10\nToo small for what you want of its topics."


@pytest.mark.parametrize(
    ("mine", "columns", "reason"),
    [
        ({}, {"state": DeliveryState.DEAD}, "Telegram did not take it."),
        ({}, {"state": DeliveryState.UNCERTAIN}, "It may have arrived: Telegram did not say."),
        (
            {},
            {"due_at": NOON + timedelta(hours=2), "attempts": 3},
            "Telegram could not be reached; it is tried again 2 Mar 2026, 14:00 UTC.",
        ),
        ({}, {"due_at": NOON + timedelta(hours=2)}, "Held until 2 Mar 2026, 14:00 UTC."),
        (
            {"quiet_hours": "11:00-14:00", "held_from": NOON, "held_until": NOON + timedelta(hours=2)},
            {"due_at": NOON + timedelta(hours=2)},
            "Held until 2 Mar 2026, 14:00 UTC, when your quiet hours end.",
        ),
        (
            {"paused_until": NOON + timedelta(hours=2), "held_from": NOON, "held_until": NOON + timedelta(hours=2)},
            {"due_at": NOON + timedelta(hours=2)},
            "Held until 2 Mar 2026, 14:00 UTC, when your pause ends.",
        ),
        *(
            ({}, {"state": DeliveryState.CANCELLED, "cancelled_for": reason}, words)
            for reason, words in (
                (Cancellation.WITHDRAWN, "Its publisher withdrew it before it was sent."),
                (Cancellation.UNSUBSCRIBED, "You left or muted its topic before it was sent."),
                (Cancellation.PAUSED, "Alerts were off. /start turns them on."),
                (Cancellation.BLOCKED, "Telegram let nothing through to this chat."),
                (Cancellation.FILTERED, "Hidden by a filter that you had."),
                (Cancellation.TOLD_ALREADY, "The same story as one that you were told."),
            )
        ),
    ],
)
async def test_what_was_owed_and_did_not_come(
    town: Town, ada: Person, mine: dict[str, Any], columns: dict[str, Any], reason: str
) -> None:
    await ada.write("/subscribe space")
    sample_news.publish(town.database, 10, "space")
    town.clock.pass_(minutes=20)
    change(town.database, reader(ada), **mine)
    sent(ada, **{"state": DeliveryState.PENDING, "sent_at": None} | columns)
    assert await missed(ada) == f"News number 10\n{reason}"


async def test_what_is_told_in_a_digest_instead_was_not_missed(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    article = sample_news.publish(town.database, 10, "space")
    town.clock.pass_(minutes=20)
    sent(ada, state=DeliveryState.CANCELLED, cancelled_for=Cancellation.IN_DIGEST)
    digest(ada, article)
    assert await ada.write("/missed") == "Nothing was kept from you in the last 24 hours."


async def test_what_waits_for_a_digest(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    space = sample_news.topic_id(town.database, "space")
    town.database.call(subscribers.set_rhythm, reader(ada).id, space, Rhythm.parse("daily 18:00"), NOON)
    article = sample_news.publish(town.database, 10, "space")
    town.database.call(forget, reader(ada).id)
    town.clock.pass_(minutes=20)
    waits = "News number 10\nSpace: it waits for your digest, 2 Mar 2026, 18:00 UTC."
    assert await missed(ada) == waits
    row = digest(ada, article)
    assert "Nothing was kept" in await ada.write("/missed"), "it was told"
    change(town.database, row, state=DeliveryState.PENDING, due_at=NOON + timedelta(hours=3))
    assert await missed(ada) == "News number 10\nHeld until 2 Mar 2026, 15:00 UTC."


@pytest.mark.parametrize(
    ("rhythm", "reason"),
    [
        ("digest only", "Space: it waits for your next digest. None is due: /rhythm sets an hour."),
        ("off", "Space: off, so that nothing comes."),
    ],
)
async def test_what_has_no_hour(town: Town, ada: Person, rhythm: str, reason: str) -> None:
    await ada.write("/subscribe space")
    space = sample_news.topic_id(town.database, "space")
    town.database.call(subscribers.set_rhythm, reader(ada).id, space, Rhythm.parse(rhythm), NOON)
    sample_news.publish(town.database, 10, "space")
    town.database.call(forget, reader(ada).id)
    assert await missed(ada) == f"News number 10\n{reason}"


async def test_watched_words_wait_for_the_digest_of_the_chat(town: Town, ada: Person) -> None:
    await ada.write("/start")
    put(town.database, Watch(subscriber_id=reader(ada).id, expression="all: number", created_at=NOON + 11 * MINUTE))
    sample_news.publish(town.database, 10, "space")
    sample_news.publish(town.database, 12, "space")
    change(town.database, reader(ada), rhythm="digest only")
    waits = "The words that you watch: it waits for your next digest. None is due: /rhythm sets an hour."
    assert await missed(ada) == f"News number 12\n{waits}"


async def test_what_came_while_alerts_were_off(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    await ada.write("/stop")
    sample_news.publish(town.database, 10, "space")
    assert await missed(ada) == "News number 10\nAlerts were off. /start turns them on."


async def test_what_was_missed_is_paged_through_newest_first(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    first = await told(town, ada, "space")
    for number in range(11, 18):
        sample_news.publish(town.database, number, "space", story_id=first.story_id)
    text = await ada.write("/missed")
    assert text.startswith("7 stories were not told in the last 24 hours\n\nNews number 17\n")
    assert "News number 13" in text
    assert ada.buttons == ["1/2", "▶"]
    messages = len(ada.screen)
    await ada.press("▶")
    assert "News number 11" in ada.seen
    assert ada.buttons == ["◀", "2/2"]
    await ada.press("◀")
    assert ada.seen == text
    assert len(ada.screen) == messages, "pages take each other's place"
