"""The buttons under an alert."""

from storage.models import Volume
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, UNCHANGED, Person, Town

ACTIONS = ["☆ Save", "Why?", "🔕 Mute …"]
REST = ["🔇 Mute Post 10", "💤 Snooze", "Back to the alert"]
"""What follows the topics to mute."""


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
    assert ada.buttons == ["Read", *ACTIONS, "… and 2 more"]


async def test_a_topic_is_muted_and_unmuted_below_an_alert(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    article = sample_news.publish(town.database, 10, "space", related=7)
    alert = await ada.alerted(article)
    messages = len(ada.screen)
    space = sample_news.topic_id(town.database, "space")
    await ada.press("Mute …")
    for label, toast, turned, volume in (
        ("Mute Space", "Space is muted", "🔔 Unmute Space", Volume.MUTED),
        ("Unmute Space", "Space is no longer muted", "🔕 Mute Space", Volume.STORIES),
    ):
        pressed = ada.screen[-1]
        assert await ada.press(label) == toast
        assert ada.buttons == [turned, *REST]
        assert ada.chosen == {space: volume}
        late = next(key["callback_data"] for key in ada.keys(pressed) if label in key["text"])
        assert await ada.send_data(late, pressed) == UNCHANGED, "pressed twice"
        assert ada.buttons == [turned, *REST]
    await ada.press("Back to the alert")
    assert ada.buttons == ["Read", *ACTIONS, "… and 2 more"]
    assert ada.seen == alert
    assert len(ada.screen) == messages, "no further message"


async def test_a_button_of_before_that_names_its_topic_still_mutes(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    await ada.alerted(sample_news.publish(town.database, 10, "space"))
    space = sample_news.topic_id(town.database, "space")
    assert await ada.send_data(f"m:{space}", ada.screen[-1]) == "Space is muted"
    assert ada.chosen == {space: Volume.MUTED}


async def test_a_topic_that_comes_with_another_is_muted_and_comes_again(town: Town, ada: Person) -> None:
    await ada.write("/subscribe ai")
    await ada.alerted(sample_news.publish(town.database, 10, "computer-vision"))
    ai, vision = (sample_news.topic_id(town.database, slug) for slug in ("ai", "computer-vision"))
    await ada.press("Mute …")
    assert await ada.press("Mute Computer Vision") == "Computer Vision is muted"
    assert ada.chosen == {ai: Volume.STORIES, vision: Volume.MUTED}
    assert await ada.press("Unmute Computer Vision") == "Computer Vision is no longer muted"
    assert ada.chosen == {ai: Volume.STORIES}


async def test_the_button_of_a_topic_is_true_after_a_change_elsewhere(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    await ada.alerted(sample_news.publish(town.database, 10, "space"))
    await ada.press("Mute …")
    await ada.write("/mine")
    await ada.press("Space")
    assert await ada.press("Mute Space", -2) == UNCHANGED
    assert ada.buttons_of(-2) == ["🔔 Unmute Space", *REST]
    await ada.write("/unsubscribe space")
    assert await ada.press("Unmute Space", 1) == "You do not follow Space"


async def test_an_alert_that_telegram_no_longer_has_is_muted_all_the_same(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    space = sample_news.topic_id(town.database, "space")
    gone = {"chat": ada.chat, "message_id": 1, "date": 0}
    assert await ada.send_data(f"m:{space}", gone) == "Space is muted"
    assert len(ada.screen) == 1
    town.telegram.refusals["editMessageReplyMarkup"] = 400, "Bad Request: message to edit not found"
    await ada.alerted(sample_news.publish(town.database, 10, "space"))
    assert await ada.send_data(f"qa:{space}", ada.screen[-1]) == "Space is no longer muted"
    assert ada.chosen == {space: Volume.STORIES}


async def test_unmuting_during_a_pause_says_so(town: Town, ada: Person) -> None:
    for command in ("/subscribe ai", "/unsubscribe cv", "/stop"):
        await ada.write(command)
    assert await ada.press("Unmute", 1) == "Computer Vision is no longer muted"
    assert "Alerts are paused" in ada.screen[1]["text"]


async def test_what_is_not_followed_is_neither_muted_nor_unmuted(town: Town, ada: Person) -> None:
    number = sample_news.topic_id(town.database, "space")
    for code in ("n", "m", "qa", "qb"):
        assert await ada.send_data(f"{code}:{number}") == "You do not follow Space"
    assert await ada.send_data(f"h:{number}:0") == EXPIRED
    assert ada.chosen == {}


async def test_an_alert_of_several_topics_shows_them_in_place(town: Town, ada: Person) -> None:
    for slug in ("space", "ai"):
        await ada.write(f"/subscribe {slug}")
    alert = await ada.alerted(sample_news.publish(town.database, 10, "space", "robotics", "computer-vision"))
    messages = len(ada.screen)
    assert await ada.press("Mute …") == ""
    assert sorted(ada.buttons[:2]) == ["🔕 Mute Computer Vision", "🔕 Mute Space"]
    assert ada.buttons[2:] == REST
    assert await ada.press("Mute Computer Vision") == "Computer Vision is muted"
    assert sorted(ada.buttons[:2]) == ["🔔 Unmute Computer Vision", "🔕 Mute Space"]
    await ada.press("Mute Space")
    await ada.press("Back to the alert")
    assert ada.buttons == ["Read", *ACTIONS]
    await ada.press("Mute …")
    assert await ada.press("Unmute Space") == "Space is no longer muted"
    await ada.press("Back to the alert")
    assert ada.seen == alert
    assert len(ada.screen) == messages, "no further message"


async def test_the_topics_of_an_alert_that_telegram_no_longer_has_are_sent(town: Town, ada: Person) -> None:
    for slug in ("space", "robotics"):
        await ada.write(f"/subscribe {slug}")
    article = sample_news.publish(town.database, 10, "space", "robotics")
    await ada.send_data(f"q:{article.id}", {"chat": ada.chat, "message_id": 1, "date": 0})
    assert ada.seen == "What about News number 10?"
    assert sorted(ada.buttons[:2]) == ["🔕 Mute Robotics", "🔕 Mute Space"]


async def test_a_withdrawn_article_has_no_buttons_left(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    article = sample_news.publish(town.database, 10, "space", related=7)
    alert = await ada.alerted(article)
    town.database.call(sample_news.withdraw, article.id)
    assert await ada.press("… and 2 more") == "This story was withdrawn by its publisher"
    assert ada.seen == alert


async def test_where_no_topic_is_followed_the_source_is_left_to_mute(town: Town, ada: Person) -> None:
    await ada.alerted(sample_news.publish(town.database, 10, "space", "robotics"))
    await ada.press("Mute …")
    assert ada.buttons == REST


async def test_an_article_that_is_gone_cannot_be_muted(town: Town, ada: Person) -> None:
    article = sample_news.publish(town.database, 10, "space")
    town.database.call(sample_news.withdraw, article.id)
    assert await ada.send_data(f"q:{article.id}") == EXPIRED


async def test_the_source_is_muted_and_all_is_snoozed_two_presses_below_an_alert(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    alert = await ada.alerted(sample_news.publish(town.database, 10, "space"))
    for label in ("Mute Post 10", "Snooze"):
        await ada.press("Mute …")
        await ada.press(label)
        assert ada.seen == alert
        await ada.press("Back to the alert")
        assert (ada.seen, ada.buttons) == (alert, ["Read", *ACTIONS])
