"""👍 and 👎 below an alert, and reactions as Telegram tells of them."""

import pytest
from sqlmodel import Session, select

from bot.transport.polling import ALLOWED_UPDATES, allowed_updates
from storage import subscribers
from storage.database import read_only
from storage.models import Subscriber, Vote
from storage.subscriber_export import own_data
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, TEXTS, Person, Town
from tests.storage.test_responses import ALERT, told


@read_only
def votes(session: Session) -> list[tuple[int, int, str, int]]:
    return [(each.chat_id, each.person_id, each.sign, each.number) for each in session.exec(select(Vote))]


@pytest.fixture
def voting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TEXTS, "has_votes", True)


@pytest.mark.usefixtures("voting")
async def test_a_vote_is_given_changed_and_taken_back(town: Town, ada: Person) -> None:
    await ada.alerted(sample_news.publish(town.database, 10, "space"))
    assert {"👍", "👎"} <= set(ada.buttons)
    assert await ada.press("👍") == "👍 Counted. Press again to take it back"
    assert await ada.press("👎") == "👎 Counted. Press again to take it back"
    assert town.database.call(votes) == [(501, 501, "-", 1)]
    assert await ada.press("👎") == "Your vote is taken back"
    assert town.database.call(votes) == []


async def test_without_the_setting_nobody_is_asked_and_no_press_counts(town: Town, ada: Person) -> None:
    article = sample_news.publish(town.database, 10, "space")
    await ada.alerted(article)
    assert "👍" not in ada.buttons
    assert await ada.send_data(f"kv:{article.id}:1") == EXPIRED
    assert town.database.call(votes) == []


@pytest.mark.usefixtures("voting")
async def test_a_vote_for_what_is_not_there_does_nothing(town: Town, ada: Person) -> None:
    assert await ada.send_data("kv:999:1") == EXPIRED
    assert town.database.call(votes) == []


@pytest.mark.usefixtures("voting")
async def test_reactions_in_a_group_count_for_whoever_reacted(town: Town) -> None:
    told(town.database, -100)
    before = len(town.database.call(read_only(lambda session: list(session.exec(select(Subscriber))))))
    group = {"id": -100, "type": "supergroup", "title": "Friends"}
    thumb, own = {"type": "emoji", "emoji": "👍"}, {"type": "custom_emoji", "custom_emoji_id": "1"}
    reaction = {"chat": group, "message_id": ALERT, "date": int(NOON.timestamp()), "old_reaction": []}
    user = {"id": 7, "is_bot": False, "first_name": "Bo"}
    await town.arrive(message_reaction=reaction | {"user": user, "new_reaction": [thumb, own]})
    assert sorted(town.database.call(votes)) == [(-100, 7, "custom", 1), (-100, 7, "👍", 1)]
    await town.arrive(message_reaction=reaction | {"actor_chat": group, "new_reaction": [thumb]})
    await town.arrive(message_reaction=reaction | {"user": user, "new_reaction": []})
    assert town.database.call(votes) == [(-100, -100, "👍", 1)]
    after = len(town.database.call(read_only(lambda session: list(session.exec(select(Subscriber))))))
    assert after == before, "nobody is a subscriber for reacting"


async def _counted(town: Town, *counts: tuple[str, int]) -> None:
    reactions = [{"type": {"type": "emoji", "emoji": emoji}, "total_count": count} for emoji, count in counts]
    channel = {"id": -100, "type": "channel", "title": "News"}
    await town.arrive(
        message_reaction_count={
            "chat": channel, "message_id": ALERT, "date": int(NOON.timestamp()), "reactions": reactions,
        }
    )  # fmt: skip


@pytest.mark.usefixtures("voting")
async def test_reactions_to_a_post_of_a_channel_are_counted(town: Town) -> None:
    told(town.database, -100)
    await _counted(town, ("👍", 3), ("🔥", 2))
    await _counted(town, ("👍", 4))
    assert town.database.call(votes) == [(-100, 0, "👍", 4)]


async def test_without_the_setting_no_reaction_is_kept_or_asked_for(town: Town) -> None:
    told(town.database, -100)
    await _counted(town, ("👍", 3))
    assert town.database.call(votes) == []
    assert allowed_updates(has_reactions=False) == ALLOWED_UPDATES
    assert set(allowed_updates(has_reactions=True)) - set(ALLOWED_UPDATES) == {
        "message_reaction",
        "message_reaction_count",
    }


@pytest.mark.usefixtures("voting")
async def test_delete_erases_what_somebody_said(town: Town, ada: Person) -> None:
    await ada.alerted(sample_news.publish(town.database, 10, "space"))
    await ada.press("👍")
    found = town.database.call(subscribers.find, ada.id)
    assert found is not None
    own = town.database.call(_own_votes, found.id)
    assert own == [("News number 10", "+")]
    await ada.write("/delete")
    await ada.press(ada.buttons[0])
    assert town.database.call(votes) == []


@read_only
def _own_votes(session: Session, subscriber_id: int) -> list[tuple[str, str]]:
    """What /export tells of votes."""
    return [(title, sign) for title, _, sign, _ in own_data(session, subscriber_id, NOON, NOON).votes]


async def test_privacy_tells_of_votes_where_there_are_any(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "voted" not in await ada.write("/privacy")
    monkeypatch.setattr(TEXTS, "has_votes", True)
    assert "which alerts you voted for or reacted to" in await ada.write("/privacy")
