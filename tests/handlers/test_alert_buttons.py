"""The buttons under an alert."""

from storage.models import Volume
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, UNCHANGED, Person, Town


async def test_the_related_articles_of_an_alert_are_paged_through(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    article = sample_news.publish(town.database, 10, "space", related=7)
    alert = await ada.alerted(article)
    assert "Report 4" in alert
    assert "Report 5" not in alert
    await ada.press("… and 2 more")
    assert "Report 5" in ada.seen
    assert "Report 4" not in ada.seen
    await ada.press("Back to the alert")
    assert ada.seen == alert
    assert ada.buttons == ["Read", "🔕 Mute Space", "… and 2 more"]


async def test_an_alert_of_one_topic_mutes_it(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    alert = await ada.alerted(sample_news.publish(town.database, 10, "space"))
    assert await ada.press("Mute Space") == "Space is muted"
    assert ada.screen[-2]["text"] == alert, "the alert stays"
    assert "Space is muted" in ada.seen
    assert await ada.press("Mute Space", -2) == UNCHANGED
    assert await ada.press("Unmute") == "Space is no longer muted"
    assert ada.chosen == {sample_news.topic_id(town.database, "space"): Volume.STORIES}


async def test_unmuting_during_a_pause_says_so(town: Town, ada: Person) -> None:
    for command in ("/subscribe ai", "/unsubscribe cv", "/stop"):
        await ada.write(command)
    assert await ada.press("Unmute", 1) == "Computer Vision is no longer muted"
    assert "Alerts are paused" in ada.screen[1]["text"]


async def test_what_is_not_muted_is_not_unmuted(town: Town, ada: Person) -> None:
    number = sample_news.topic_id(town.database, "space")
    assert await ada.send_data(f"n:{number}") == UNCHANGED
    assert await ada.send_data(f"m:{number}") == UNCHANGED
    assert await ada.send_data(f"h:{number}:0") == EXPIRED
    assert ada.chosen == {}


async def test_an_alert_of_several_topics_asks_which_to_mute(town: Town, ada: Person) -> None:
    for slug in ("space", "ai"):
        await ada.write(f"/subscribe {slug}")
    alert = await ada.alerted(sample_news.publish(town.database, 10, "space", "robotics", "computer-vision"))
    await ada.press("Mute topic")
    assert "Which topic would you like to mute?" in ada.seen
    assert sorted(ada.buttons) == ["Computer Vision", "Space"]
    assert await ada.press("Computer Vision") == "Computer Vision is muted"
    assert "Computer Vision is muted" in ada.seen
    assert [message["text"] for message in ada.screen[-2:]] == [alert, ada.seen]
    assert await ada.press("Mute topic", -2) == ""
    assert ada.buttons == ["Space"]


async def test_a_withdrawn_article_has_no_buttons_left(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    article = sample_news.publish(town.database, 10, "space", related=7)
    alert = await ada.alerted(article)
    town.database.call(sample_news.withdraw, article.id)
    assert await ada.press("… and 2 more") == EXPIRED
    assert ada.seen == alert


async def test_nothing_is_left_to_mute(town: Town, ada: Person) -> None:
    article = sample_news.publish(town.database, 10, "space", "robotics")
    assert await ada.send_data(f"q:{article.id}") == EXPIRED
