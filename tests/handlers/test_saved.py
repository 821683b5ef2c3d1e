"""*Save* below an alert, and /saved."""

import json
from typing import Any

from sqlmodel import Session

from bot.views.message import Message
from bot.views.saved import export_message
from bot.views.texts import Voice
from storage import saved, subscribers
from storage.models import Article, FilterMode, Watch, WordFilter
from storage.subscriber_export import own_data
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, TEXTS, UNCHANGED, Person, Town
from tests.storage.rows import change, find, put


def kept(person: Person) -> list[int]:
    """The articles that somebody keeps."""
    found = person.town.database.call(subscribers.find, person.id)
    assert found is not None
    return [each.article.id for each in person.town.database.call(saved.newest, found.id, 0, 99)]


async def filled(town: Town, ada: Person, count: int) -> list[Article]:
    """Have so many articles be saved, a minute apart."""
    made = [sample_news.publish(town.database, number, "space") for number in range(1, count + 1)]
    for article in made:
        town.clock.pass_(minutes=1)
        await ada.send_data(f"kb:{article.id}")
    return made


async def test_the_button_turns_over_and_back(town: Town, ada: Person) -> None:
    article = sample_news.publish(town.database, 10, "space")
    alert = await ada.alerted(article)
    messages = len(ada.screen)
    before = ada.screen[-1]
    assert await ada.press("Save") == "Saved. /saved shows all"
    assert ada.buttons == ["Read", "★ Saved", "Why?", "🔕 Mute …"]
    assert kept(ada) == [article.id]
    assert await ada.send_data(f"kb:{article.id}", before) == "Saved already"
    assert await ada.press("Saved") == "No longer saved"
    assert ada.buttons == ["Read", "☆ Save", "Why?", "🔕 Mute …"]
    assert await ada.send_data(f"kc:{article.id}") == UNCHANGED
    assert kept(ada) == []
    assert (ada.seen, len(ada.screen)) == (alert, messages), "no further message"


async def test_what_is_saved_stays_so_when_the_alert_is_shown_anew(town: Town, ada: Person) -> None:
    await ada.alerted(sample_news.publish(town.database, 10, "space", related=7))
    for label in ("Save", "… and 2 more", "Back to the alert", "Mute …", "Back to the alert"):
        await ada.press(label)
    assert ada.buttons == ["Read", "★ Saved", "Why?", "🔕 Mute …", "… and 2 more"]


async def test_nothing_is_saved_yet(ada: Person) -> None:
    assert "You have saved nothing yet" in await ada.write("/saved")
    assert ada.buttons == ["All topics"]


async def test_what_is_saved_is_paged_through_last_saved_first(town: Town, ada: Person) -> None:
    await filled(town, ada, 6)
    first = await ada.write("/saved")
    assert first.startswith("★ 6 saved stories\n\n1. News number 6\nPost 6 · ")
    assert "5. News number 2" in first
    assert "Saved 2 Mar 2026, 12:06" in first
    assert ada.buttons == ["1", "2", "3", "4", "5", "✕ 1", "✕ 2", "✕ 3", "✕ 4", "✕ 5", "1/2", "▶"]
    await ada.press("▶")
    assert "6. News number 1" in ada.seen
    assert ada.buttons == ["6", "✕ 6", "◀", "2/2"]


async def test_one_is_opened_and_one_removed(town: Town, ada: Person) -> None:
    made = await filled(town, ada, 6)
    await ada.write("/saved")
    await ada.press("▶")
    await ada.send_data(f"e:{made[0].id}", ada.screen[-1])
    assert ada.seen.startswith("News number 1\n")
    assert "★ Saved" in ada.buttons
    page = ada.screen[-2]
    assert await ada.press("✕ 6", -2) == "No longer saved"
    assert "5. News number 2" in ada.screen[-2]["text"], "the page is gone: the last one is shown"
    assert await ada.send_data(f"kd:{made[0].id}:1", page) == UNCHANGED


async def test_what_was_withdrawn_is_neither_kept_nor_saved(town: Town, ada: Person) -> None:
    (article,) = await filled(town, ada, 1)
    town.database.call(sample_news.withdraw, article.id)
    assert "You have saved nothing yet" in await ada.write("/saved")
    assert await ada.send_data(f"kb:{article.id}") == "This story was withdrawn by its publisher"
    assert await ada.send_data("kb:99") == EXPIRED


async def test_nobody_sees_or_changes_what_another_keeps(town: Town, ada: Person) -> None:
    (article,) = await filled(town, ada, 1)
    bob = town.person(502)
    assert "You have saved nothing yet" in await bob.write("/saved")
    assert await bob.send_data(f"kd:{article.id}:0") == UNCHANGED
    assert await bob.send_data(f"kc:{article.id}") == UNCHANGED
    assert kept(ada) == [article.id]


# /export.


async def exported(person: Person) -> dict[str, Any]:
    """What /export sends."""
    assert (await person.write("/export")).startswith("What is stored about you")
    (content,) = person.town.telegram.files.values()
    person.town.telegram.files.clear()
    found: dict[str, Any] = json.loads(content)
    return found


async def test_all_that_is_stored_is_sent_as_a_file(town: Town, ada: Person) -> None:
    for command in ("/subscribe ai", "/unsubscribe cv"):
        await ada.write(command)
    database = town.database
    told = sample_news.publish(database, 2, "ai")
    me = find(database, ada.id)
    change(database, me, zone="Europe/Berlin", quiet_hours="22:00-07:00", paused_until=NOON)
    ai = sample_news.topic_id(database, "ai")
    put(database, WordFilter(subscriber_id=me.id, topic_id=ai, expression="any: crypto", created_at=NOON))
    put(
        database,
        WordFilter(subscriber_id=me.id, mode=FilterMode.ONLY, expression='all: "open source"', created_at=NOON),
    )
    put(database, Watch(subscriber_id=me.id, expression="all: battery", created_at=NOON))
    (article,) = await filled(town, ada, 1)
    found = await exported(ada)
    assert list(found) == ["settings", "subscriptions", "filters", "saved", "deliveries"]
    assert found["settings"] == {
        "chat": 501,
        "language": "en",
        "status": "active",
        "joined_at": "2026-03-02T13:00:00+01:00",
        "seen_at": "2026-03-02T13:01:00+01:00",
        "rhythm": "at once",
        "quiet_hours": "22:00-07:00",
        "time_zone": "Europe/Berlin",
        "announcements": True,
        "silent_messages": False,
        "paused_until": "2026-03-02T13:00:00+01:00",
        "watches": [{"words": "battery", "since": "2026-03-02T13:00:00+01:00"}],
        "searches": [],
        "shared": [],
    }
    since = "2026-03-02T13:00:00+01:00"
    topic = {"per_day": None, "rhythm": None, "since": since}
    assert found["subscriptions"] == [
        {"topic": "Artificial Intelligence", "volume": "stories"} | topic,
        {"topic": "Computer Vision", "volume": "muted"} | topic,
    ]
    assert found["filters"] == [
        {"topic": "Artificial Intelligence", "mode": "hide", "words": "crypto", "since": since, "until": None},
        {"topic": None, "mode": "only", "words": '"open source"', "since": since, "until": None},
    ]
    assert found["saved"] == [
        {
            "title": article.title,
            "link": article.web_url,
            "source": "Post 1",
            "published_at": "2026-03-02T13:01:00+01:00",
            "saved_at": "2026-03-02T13:01:00+01:00",
        }
    ]
    (delivery,) = found["deliveries"]
    assert delivery | {"topic": None} == {
        "kind": "alert",
        "state": "pending",
        "title": told.title,
        "link": told.web_url,
        "topic": None,
        "owed_at": "2026-03-02T13:02:00+01:00",
        "due_at": "2026-03-02T13:02:00+01:00",
        "sent_at": None,
        "reason": None,
    }


async def test_what_is_older_than_thirty_days_or_anothers_is_not_in_it(town: Town, ada: Person) -> None:
    bob = town.person(502)
    for person in (ada, bob):
        await person.write("/subscribe space")
    await filled(town, ada, 1)
    town.clock.pass_(days=31)
    assert (await exported(ada))["deliveries"] == []
    found = await exported(bob)
    assert (found["saved"], found["settings"]["chat"]) == ([], 502)


async def test_a_file_that_grows_too_large_is_cut(town: Town, ada: Person) -> None:
    await filled(town, ada, 3)
    own = town.database.call(_worded_small, find(town.database, ada.id).id)
    assert own.document is not None
    assert len(json.loads(own.document.content)["saved"]) == 2
    assert "too large" in own.html


def _worded_small(session: Session, subscriber_id: int) -> Message:
    own = own_data(session, subscriber_id, NOON, NOON)
    return export_message(own, str, NOON, Voice(TEXTS), largest=420)
