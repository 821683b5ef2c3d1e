"""*Save* below an alert, and /saved."""

from storage import saved, subscribers
from storage.models import Article
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, UNCHANGED, Person, Town


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
